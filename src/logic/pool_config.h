/* SPDX-License-Identifier: Apache-2.0 */
/* What vpt_pool_init() and vpt_pool_init_empty() make of their configuration. */
#ifndef VPT_LOGIC_POOL_CONFIG_H
#define VPT_LOGIC_POOL_CONFIG_H

#include "frames.h"

/*@ // bytes of a frame, 0 if there is no such granule
    logic integer bytes(integer g) = g == 12 ? 0x1000 : g == 14 ? 0x4000 : g == 16 ? 0x10000 : 0;

    // 1 for whole frames, at least one, with numbers that fit, else 0
    logic integer window_ok(integer granule, integer oa, integer length) =
      length % granule == 0 && oa % granule == 0 && 0 < length / granule <= 0xffffffff &&
      oa / granule + length / granule <= 0x100000000000 ? 1 : 0;

    logic integer pool_status{L}(struct vpt_pool_config *config) =
      config->window == \null || config->info == \null ? VPT_ERR_NULL :
      bytes(config->granule_log2) == 0 ? VPT_ERR_GRANULE :
      window_ok(bytes(config->granule_log2), config->window_oa, config->window_bytes) == 0 ? VPT_ERR_WINDOW :
      config->info_count < config->window_bytes / bytes(config->granule_log2) ? VPT_ERR_INFO :
      ((uint64_t)config->window & 7) != 0 ? VPT_ERR_WINDOW_ALIGN :
      ((uint64_t)config->info & 3) != 0 ? VPT_ERR_INFO_ALIGN : VPT_OK;

    // what it points to, if it is not refused, is there, and apart from each other and from the pool
    predicate config_shape{L}(struct vpt_pool *pool, struct vpt_pool_config *config) =
      \valid(pool) && \valid_read(config) &&
      (pool_status(config) == VPT_OK ==>
        \valid(config->window + (0 .. config->window_bytes / 8 - 1)) &&
        \valid(config->info + (0 .. config->info_count - 1)) &&
        \separated(pool, config, config->window + (0 .. config->window_bytes / 8 - 1),
                   config->info + (0 .. config->info_count - 1))); */

/* The status of a call that makes a pool; before it, what there is, if it is no null pointer. */
#define POOL_STATUS(p, c) ((p) == \null || (c) == \null ? VPT_ERR_NULL : pool_status(c))
#define CONFIGURABLE(p, c) ((p) != \null ==> (c) != \null ==> config_shape(p, c))

/* What the members of a pool are after it was made. */
#define POOL_OF(p, c)                                                                           \
  ((p)->words == (c)->window && (p)->info == (c)->info &&                                        \
   (p)->first == (c)->window_oa / bytes((c)->granule_log2) && (p)->granule_log2 == (c)->granule_log2 && \
   (p)->count == (c)->window_bytes / bytes((c)->granule_log2))

#endif
