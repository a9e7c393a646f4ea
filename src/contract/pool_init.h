/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a pool of which every frame is free. */
/*@ requires CONFIGURABLE(pool, config);
    assigns *pool, config->info[0 .. config->info_count - 1],
            config->window[0 .. config->window_bytes / 8 - 1];
    behavior refused:
      assumes POOL_STATUS(pool, config) != VPT_OK;
      assigns \nothing;
      ensures \result == \old(POOL_STATUS(pool, config));
    behavior made:
      assumes POOL_STATUS(pool, config) == VPT_OK;
      ensures done: \result == VPT_OK;
      ensures valid: POOL_VALID(pool);
      ensures members: POOL_OF(pool, config) && pool->free == pool->count;
    complete behaviors;
    disjoint behaviors; */
enum vpt_status INSTANCE(pool_init)(struct vpt_pool *pool, const struct vpt_pool_config *config);
