/* SPDX-License-Identifier: Apache-2.0 */
/* One table: its entries and its live count. */
#ifndef VPT_CORE_TABLE_H
#define VPT_CORE_TABLE_H

#include "mmu.h"
#include "../format/codec.h"
#include "../pool.h"

/* Entry i of the table in `frame`. */
static inline uint64_t entry(const struct vpt *space, int64_t frame, unsigned i)
{
  const struct vpt_pool *pool = space->pool;
  return vpt_mmu_read(&pool->words[codec_slot(frame - pool->first, i)]);
}

/* Stores entry i of the table in `frame`: the only place where a table changes. */
static inline void put(struct vpt *space, int64_t frame, unsigned i, uint64_t word)
{
  struct vpt_pool *pool = space->pool;
  vpt_mmu_write(&pool->words[codec_slot(frame - pool->first, i)], word);
}

/* Entries in use of the table in `frame`. */
static inline unsigned live(const struct vpt *space, int64_t frame)
{
  return space->pool->info[frame - space->pool->first].live;
}

static inline void count_up(struct vpt *space, int64_t frame)
{
  space->pool->info[frame - space->pool->first].live++;
}

static inline void count_down(struct vpt *space, int64_t frame)
{
  space->pool->info[frame - space->pool->first].live--;
}

#endif
