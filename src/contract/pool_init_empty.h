/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a pool that has no frame yet, of bookkeeping that is zero. */
/*@ requires CONFIGURABLE(pool, config);
    requires POOL_STATUS(pool, config) == VPT_OK ==> INFO_ZERO(config);
    assigns *pool;
    behavior refused:
      assumes POOL_STATUS(pool, config) != VPT_OK;
      assigns \nothing;
      ensures \result == \old(POOL_STATUS(pool, config));
    behavior made:
      assumes POOL_STATUS(pool, config) == VPT_OK;
      ensures done: \result == VPT_OK;
      ensures valid: POOL_VALID(pool);
      ensures members: POOL_OF(pool, config) && pool->free == 0;
      ensures empty: NONE_OWNED(pool, pool->first, pool->count);
    complete behaviors;
    disjoint behaviors; */
enum vpt_status INSTANCE(pool_init_empty)(struct vpt_pool *pool, const struct vpt_pool_config *config);
