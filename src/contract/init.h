/* SPDX-License-Identifier: Apache-2.0 */
/* Makes an empty space of root tables from the pool. */
/*@ requires OBJECT(config);
    assigns *space, config->pool->free, MARKS(config->pool), ORDER(config->pool);
    behavior known:
      assumes KNOWN(config);
      requires \valid(space) && \valid_read(config) && APART(space, config);
      requires POOL_OK(config->pool) && ALL_SYNCED(config->pool);
      ensures argument: \old(config_status(FMT, config)) != VPT_OK ==> \result == \old(config_status(FMT, config));
      ensures status: \old(config_status(FMT, config)) == VPT_OK ==>
        \result == VPT_OK || \result == VPT_ERR_NO_FRAMES;
      ensures no_frames: \old(config_status(FMT, config)) == VPT_OK ==>
        (\result == VPT_ERR_NO_FRAMES <==> \old(NO_RUN(config->pool, CONFIG_ROOTS(FMT, config))));
      ensures valid: \result == VPT_OK ==> VALID(space) && MADE_OF(space, config, \at(config->geometry, Pre));
      ensures aligned: \result == VPT_OK ==> roots_aligned(space->root, space->root_count);
      ensures bare: \result == VPT_OK ==> \forall integer x; !MAPPED(space, x);
      ensures free: \result == VPT_OK ==>
        space->pool->free == \old(config->pool->free - CONFIG_ROOTS(FMT, config));
      ensures foreign: \result == VPT_OK ==> ALL_ELSE_FOREIGN(space, \at(config->pool, Pre), Pre);
      ensures failed: \result != VPT_OK ==> POOL_OK(config->pool) && SAME_FRAMES(config->pool, Pre);
      ensures untouched: \result != VPT_OK ==> *space == \old(*space); */
LINKAGE enum vpt_status INSTANCE(init)(struct vpt *space, const struct vpt_config *config);
