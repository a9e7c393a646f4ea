/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a pool of which every frame is free. */
/*@ requires pool != \null ==> config != \null ==> config_shape(pool, config);
    assigns *pool, config->info[0 .. config->info_count - 1],
            config->window[0 .. config->window_bytes / 8 - 1];
    behavior null:
      assumes pool == \null || config == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_NULL;
    behavior refused:
      assumes pool != \null && config != \null && pool_status(config) != VPT_OK;
      assigns \nothing;
      ensures \result == \old(pool_status(config));
    behavior made:
      assumes pool != \null && config != \null && pool_status(config) == VPT_OK;
      ensures done: \result == VPT_OK;
      ensures valid: POOL_OK(pool) && FREE_OWNED(pool);
      ensures members: POOL_OF(pool, config) && pool->free == pool->count;
    complete behaviors;
    disjoint behaviors; */
enum vpt_status INSTANCE(pool_init)(struct vpt_pool *pool, const struct vpt_pool_config *config);
