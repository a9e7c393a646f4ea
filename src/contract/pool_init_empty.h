/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a pool that has no frame yet, of bookkeeping that is zero. */
/*@ requires pool != \null ==> config != \null ==> config_shape(pool, config);
    requires pool != \null ==> config != \null ==> pool_status(config) == VPT_OK ==> INFO_ZERO(config);
    assigns *pool;
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
      ensures members: POOL_OF(pool, config) && pool->free == 0;
      ensures empty: NONE_OWNED(pool, pool->first, pool->count);
    complete behaviors;
    disjoint behaviors; */
enum vpt_status INSTANCE(pool_init_empty)(struct vpt_pool *pool, const struct vpt_pool_config *config);
