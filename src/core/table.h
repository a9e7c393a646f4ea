/* SPDX-License-Identifier: Apache-2.0 */
/* One table: its entries and its live count. */
#ifndef VPT_CORE_TABLE_H
#define VPT_CORE_TABLE_H

#include <port/mmu.h>
#include "../format/codec.h"
#include "../logic/space.h"
#include "../pool.h"

/* Entry i of the table in `frame`. */
/*@ requires SHAPE(space) && IN_POOL(space->pool, frame) && i < entries(GRANULE);
    assigns \nothing;
    ensures \result == ENT(space, frame, i); */
static inline uint64_t entry(const struct vpt *space, int64_t frame, unsigned i)
{
  const struct vpt_pool *pool = space->pool;
  return vpt_mmu_read(&pool->words[codec_slot(frame - pool->first, i)]);
}

/* Stores entry i of the table in `frame`: the only place where a table changes. */
/*@ requires SHAPE(space) && IN_POOL(space->pool, frame) && i < entries(GRANULE);
    assigns space->pool->words[slot(GRANULE, frame - space->pool->first, i)];
    ensures STORED(space, frame, i, word, Pre); */
static inline void store_word(struct vpt *space, int64_t frame, unsigned i, uint64_t word)
{
  struct vpt_pool *pool = space->pool;
  vpt_mmu_write(&pool->words[codec_slot(frame - pool->first, i)], word);
  /*@ assert others: \forall integer f, j; 0 <= j < entries(GRANULE) ==> (f != frame || j != i) ==>
        ENT(space, f, j) == \at(ENT(space, f, j), Pre); */
  /*@ ghost // counts of the first k words, for k = 0 to the most that a table has
      int k = 0;
      /@ loop invariant 0 <= k <= ENTRIES_MAX;
         loop invariant here: \forall integer m; 0 <= m <= k ==> m <= entries(GRANULE) ==>
           CNT(space, frame, m) == \at(CNT(space, frame, m), Pre) +
             (m > i ? in_use(word) - in_use(\at(ENT(space, frame, i), Pre)) : 0);
         loop invariant others: \forall integer f, m; f != frame ==> 0 <= m <= k ==> m <= entries(GRANULE) ==>
           CNT(space, f, m) == \at(CNT(space, f, m), Pre);
         loop assigns k;
         loop variant ENTRIES_MAX - k; @/
      while (k < ENTRIES_MAX) k++;
  */
}

/* Entries in use of the table in `frame`. */
/*@ requires SHAPE(space) && IN_POOL(space->pool, frame);
    assigns \nothing;
    ensures \result == USES(space->pool, frame); */
static inline unsigned live(const struct vpt *space, int64_t frame)
{
  return space->pool->info[frame - space->pool->first].live;
}

/*@ requires SHAPE(space) && IN_POOL(space->pool, frame) && USES(space->pool, frame) < ENTRIES_MAX;
    assigns space->pool->info[frame - space->pool->first].live;
    ensures here: USES(space->pool, frame) == \old(USES(space->pool, frame)) + 1;
    ensures others: \forall integer f; IN_POOL(space->pool, f) ==> f != frame ==>
      USES(space->pool, f) == \at(USES(space->pool, f), Pre); */
static inline void count_up(struct vpt *space, int64_t frame)
{
  space->pool->info[frame - space->pool->first].live++;
}

/*@ requires SHAPE(space) && IN_POOL(space->pool, frame) && USES(space->pool, frame) > 0;
    assigns space->pool->info[frame - space->pool->first].live;
    ensures here: USES(space->pool, frame) == \old(USES(space->pool, frame)) - 1;
    ensures others: \forall integer f; IN_POOL(space->pool, f) ==> f != frame ==>
      USES(space->pool, f) == \at(USES(space->pool, f), Pre); */
static inline void count_down(struct vpt *space, int64_t frame)
{
  space->pool->info[frame - space->pool->first].live--;
}

/* Sets the live count of the table in `frame`. */
/*@ requires SHAPE(space) && IN_POOL(space->pool, frame) && count <= ENTRIES_MAX;
    assigns space->pool->info[frame - space->pool->first].live;
    ensures here: USES(space->pool, frame) == count;
    ensures others: \forall integer f; IN_POOL(space->pool, f) ==> f != frame ==>
      USES(space->pool, f) == \at(USES(space->pool, f), Pre); */
static inline void count_set(struct vpt *space, int64_t frame, unsigned count)
{
  space->pool->info[frame - space->pool->first].live = (uint16_t)count;
}

#endif
