/* SPDX-License-Identifier: Apache-2.0 */
/* The memory that tables are made of. */
#include "pool.h"

/* Frame numbers stay below this: output addresses have at most 52 bits, frames at least 12. */
#define FRAMES_END ((int64_t)1 << 40)

/* Exchanges what stands at two positions of the stack. */
static void swap(struct vpt_frame_info *info, int64_t i, int64_t j)
{
  uint32_t f = info[i].stack, g = info[j].stack;
  info[i].stack = g;
  info[j].stack = f;
  info[g].position = (uint32_t)i;
  info[f].position = (uint32_t)j;
}

static enum vpt_status check(const struct vpt_pool_config *config)
{
  if (!config->window || !config->info) return VPT_ERR_NULL;
  uint64_t granule;
  switch (config->granule_log2) {
  case 12: granule = 0x1000; break;
  case 14: granule = 0x4000; break;
  case 16: granule = 0x10000; break;
  default: return VPT_ERR_GRANULE;
  }
  uint64_t count = config->window_bytes / granule;
  if (count == 0 || count > UINT32_MAX || config->window_bytes % granule != 0 ||
      config->window_oa % granule != 0 ||
      config->window_oa / granule > (uint64_t)FRAMES_END - count)
    return VPT_ERR_WINDOW;
  if (config->info_count < count) return VPT_ERR_INFO;
  return VPT_OK;
}

enum vpt_status vpt_pool_init(struct vpt_pool *pool, const struct vpt_pool_config *config)
{
  if (!pool || !config) return VPT_ERR_NULL;
  enum vpt_status status = check(config);
  if (status != VPT_OK) return status;
  uint64_t granule = config->granule_log2 == 12 ? 0x1000 : config->granule_log2 == 14 ? 0x4000 : 0x10000;
  uint64_t words = config->window_bytes / 8;
  pool->words = config->window;
  pool->info = config->info;
  pool->first = (int64_t)(config->window_oa / granule);
  pool->count = (int64_t)(config->window_bytes / granule);
  pool->free = pool->count;
  pool->granule_log2 = (int)config->granule_log2;
  for (int64_t f = 0; f < pool->count; f++) {
    pool->info[f].stack = (uint32_t)f;
    pool->info[f].position = (uint32_t)f;
    pool->info[f].live = 0;
  }
  for (uint64_t i = 0; i < words; i++) pool->words[i] = 0;
  return VPT_OK;
}

uint64_t vpt_pool_free(const struct vpt_pool *pool)
{
  return (uint64_t)pool->free;
}

int64_t vpt_pool_take(struct vpt_pool *pool)
{
  pool->free--;
  return pool->first + pool->info[pool->free].stack;
}

/* Takes one particular free frame, given by its place in the window. */
static void take_this(struct vpt_pool *pool, int64_t f)
{
  pool->free--;
  swap(pool->info, pool->info[f].position, pool->free);
}

static bool all_free(const struct vpt_pool *pool, int64_t f, int64_t count)
{
  for (int64_t i = 0; i < count; i++)
    if (pool->info[f + i].position >= pool->free) return false;
  return true;
}

int64_t vpt_pool_take_run(struct vpt_pool *pool, int64_t count)
{
  int64_t f = (count - pool->first % count) % count;
  for (; f <= pool->count - count; f += count) {
    if (!all_free(pool, f, count)) continue;
    for (int64_t i = 0; i < count; i++) take_this(pool, f + i);
    return pool->first + f;
  }
  return -1;
}

void vpt_pool_give(struct vpt_pool *pool, int64_t frame)
{
  swap(pool->info, pool->info[frame - pool->first].position, pool->free);
  pool->free++;
}
