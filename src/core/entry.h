/* SPDX-License-Identifier: Apache-2.0 */
/* Changes of entries: the pool and the live counts stay in step with the tables. */
#ifndef VPT_CORE_ENTRY_H
#define VPT_CORE_ENTRY_H

#include "flush.h"
#include "store.h"

/* One more level below an invalid entry of a table at height h; returns the new table. */
/*@ requires SOUND(space) && FILLED_BUT(space, table) && space->pool->free > 0 && TLB_CLEAN;
    requires ON_PATH(space, h, table, i, ia) && h > 0 && KIND(h, ENT(space, table, i)) == VPT_INVALID;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space);
    ensures sound: SOUND(space);
    ensures filled: FILLED_BUT(space, \result);
    ensures kept: KEPT_TABLES(space, Pre);
    ensures same: SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) - 1;
    ensures path: ON_PATH(space, h - 1, \result, IDX(space, h - 1, ia), ia) && EMPTY(space, \result);
    ensures tables: LINKED(space, h, ia, \result, Pre);
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline int64_t entry_grow(struct vpt *space, int64_t table, unsigned i)
  /*@ ghost (int h, vpt_ia ia) */
{
  /*@ assert rim: h == space->height ==> i < width(FMT, space->input_end, h, h); */
  int64_t child = vpt_pool_take(space->pool);
  /*@ assert zero: zero(space->pool->words, space->pool->info, GRANULE, space->pool->first, child); */
  /*@ assert same: SAME_SPACE(space, Pre) && child != table; */
  link_table(space, table, i, child) /*@ ghost (h, ia) */;
  /*@ assert child: AT(space, h - 1, ia) == child; */
  /*@ assert heights: ONLY_HEIGHTS(space, table, h, child); */
  /*@ ghost counting(space); */
  count_up(space, table);
  /*@ assert used: USED(space->pool, table); */
  /*@ assert reached: SAME_REACHED_BUT(space, child, Pre); */
  /*@ assert unused: FREE_BEFORE(space, table, child, Pre); */
  /*@ assert clean: USED_OR_ZERO(space); */
  /*@ assert counts: USES(space->pool, table) == COUNT(space, table) &&
        USES(space->pool, child) == COUNT(space, child); */
  /*@ assert others: OLD_TABLES_BUT(space, child, Pre); */
  /*@ assert apart: FOREIGN_APART(space, table, child, Pre); */
  /*@ assert uses: USES_KEPT_BUT(space, table, Pre); */
  return child;
}

/* Writes a leaf into an invalid entry. */
/*@ requires SOUND(space) && FILLED_BUT(space, table) && MEMO(space);
    requires ON_PATH(space, h, table, i, ia);
    requires KIND(h, ENT(space, table, i)) == VPT_INVALID && KIND(h, word) == VPT_LEAF && TLB_CLEAN;
    requires OWN_LEAVES(space) && OWN_LEAF(space, h, ia, word) && commits == 0;
    assigns TABLE_WORDS(space), space->pool->info[table - space->pool->first].live, commits;
    ensures commit: commits == 1;
    ensures valid: VALID(space);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAF_CHANGED(space, h, ia, word, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static HOT void entry_fill(struct vpt *space, int64_t table, unsigned i, uint64_t word)
  /*@ ghost (int h, vpt_ia ia) */
{
  store_leaf(space, table, i, word) /*@ ghost (h, ia) */;
  /*@ ghost counting(space); */
  count_up(space, table);
}

/* Removes a leaf; its table may be empty afterwards. */
/*@ requires INV(space) && ON_PATH(space, h, table, i, ia) && KIND(h, ENT(space, table, i)) == VPT_LEAF;
    requires LEAF_NOTED(space, h, ia, ENT(space, table, i)) && commits == 0;
    assigns TABLE_WORDS(space), space->pool->info[table - space->pool->first].live, commits;
    ensures commit: commits == 1;
    ensures sound: SOUND(space);
    ensures filled: FILLED_BUT(space, table);
    ensures memo: MEMO(space);
    ensures entry: ENT(space, table, i) == 0;
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAF_CHANGED(space, h, ia, 0, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static HOT void entry_clear(struct vpt *space, int64_t table, unsigned i)
  /*@ ghost (int h, vpt_ia ia) */
{
  store_leaf(space, table, i, 0) /*@ ghost (h, ia) */;
  /*@ ghost counting(space); */
  count_down(space, table);
}

/* Cuts off and frees the empty table `child` below entry i of a table at height h. */
/*@ requires SOUND(space) && FILLED_BUT(space, child) && USES(space->pool, child) == 0;
    requires ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_TABLE && child == e_frame(FMT, ENT(space, table, i));
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), stale_steps;
    ensures steps: stale_steps == 1;
    ensures sound: SOUND(space);
    ensures filled: FILLED_BUT(space, table);
    ensures same: SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) + 1;
    ensures tables: UNLINKED(space, h, ia, Pre);
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline void entry_cut(struct vpt *space, int64_t table, unsigned i, int64_t child)
  /*@ ghost (int h, vpt_ia ia) */
{
  /*@ assert child: AT(space, h - 1, ia) == child; */
  /*@ assert apart: child != table; */
  /*@ ghost counting(space); stale_steps = 1; */
  unlink_table(space, table, i) /*@ ghost (h, ia, child) */;
  /*@ ghost counting(space); */
  count_down(space, table);
  /*@ assert kept: KEPT_TABLES_BUT(space, child, Pre); */
  /*@ assert reached: SAME_REACHED_BUT(space, child, Pre); */
  /*@ assert empty: USES(space->pool, child) == 0 && EMPTY(space, child); */
  /*@ assert before: USED_OR_ZERO(space); */
  vpt_pool_give(space->pool, child);
  /*@ assert same: SAME_SPACE(space, Pre); */
  /*@ assert used: USED(space->pool, table); */
  /*@ assert unused: FREE_BEFORE_BUT(space, child, table, Pre); */
  /*@ assert clean: USED_OR_ZERO(space); */
  /*@ assert foreign: FOREIGN_APART(space, table, child, Pre); */
}

/* Overwrites the leaf whose base is `ia` and has the old one forgotten. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, at.height, at.table, i, ia);
    requires at.word == ENT(space, at.table, i) && KIND(at.height, at.word) == VPT_LEAF;
    requires KIND(at.height, word) != VPT_TABLE;
    requires KIND(at.height, word) == VPT_LEAF ==> !must_break(FMT, at.height, at.word, word);
    requires ia < space->input_end;
    requires ia % size(FMT, at.height) == 0 && TLB_CLEAN && commits == 0;
    assigns space->pool->words[slot(GRANULE, at.table - space->pool->first, i)], TLB, commits;
    ensures commit: commits == 1;
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, at.table, i, word, Pre);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAF_CHANGED(space, at.height, ia, KIND(at.height, word) == VPT_LEAF ? word : 0, Pre);
    ensures hooks: TOLD_LEAF(space, ia, size(FMT, at.height), true, e_attr(FMT, at.height, at.word), Pre);
    ensures alone: ALONE(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static HOT void store_and_flush(struct vpt *space, struct stop at, unsigned i, uint64_t word, vpt_ia ia)
{
  /*@ ghost hardware(space); region(space, ia, at.height); */
  uint64_t size = codec_size(at.height);
  bool global = codec_leaf_global(at.height, at.word);
  /*@ ghost stale_first = ia; stale_end = ia + size; stale_global = global; */
  store_leaf(space, at.table, i, word) /*@ ghost (at.height, ia) */;
  /*@ ghost hardware(space); */
  /*@ assert same: \forall integer x; PRE(space, at.height, x) != PRE(space, at.height, ia) ==>
        SAME_TRANSLATION(space, x, Pre); */
  /*@ assert noted: NOTED(space, Pre); */
  flush(space, ia, size, size, true, global);
}

/* Replaces the leaf whose base is `ia` by way of an invalid entry: only where the architecture demands that. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, at.height, at.table, i, ia);
    requires at.word == ENT(space, at.table, i) && KIND(at.height, at.word) == VPT_LEAF;
    requires KIND(at.height, word) == VPT_LEAF && must_break(FMT, at.height, at.word, word);
    requires ia < space->input_end;
    requires ia % size(FMT, at.height) == 0 && TLB_CLEAN && commits == 0;
    assigns space->pool->words[slot(GRANULE, at.table - space->pool->first, i)], TLB, commits, breaks;
    ensures commit: commits == 1;
    ensures broken: breaks == more(\old(breaks), 1);
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, at.table, i, word, Pre);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAF_CHANGED(space, at.height, ia, word, Pre);
    ensures hooks: TOLD_LEAF(space, ia, size(FMT, at.height), true, e_attr(FMT, at.height, at.word), Pre);
    ensures alone: ALONE(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static OUT_OF_LINE void entry_break(struct vpt *space, struct stop at, unsigned i, uint64_t word, vpt_ia ia)
{
  store_and_flush(space, at, i, 0, ia);
  /*@ ghost commits = 0; if (breaks < 0xffffffffffffffffULL) breaks++; */
  store_leaf(space, at.table, i, word) /*@ ghost (at.height, ia) */;
}

/* Replaces the leaf whose base is `ia`, by way of an invalid entry if the architecture demands it. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, at.height, at.table, i, ia);
    requires at.word == ENT(space, at.table, i) && KIND(at.height, at.word) == VPT_LEAF;
    requires KIND(at.height, word) == VPT_LEAF;
    requires ia < space->input_end;
    requires ia % size(FMT, at.height) == 0 && TLB_CLEAN && commits == 0;
    assigns space->pool->words[slot(GRANULE, at.table - space->pool->first, i)], TLB, commits, breaks;
    ensures commit: commits == 1;
    ensures broken: BROKEN_IF(must_break(FMT, at.height, at.word, word), Pre);
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, at.table, i, word, Pre);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAF_CHANGED(space, at.height, ia, word, Pre);
    ensures hooks: TOLD_LEAF(space, ia, size(FMT, at.height), true, e_attr(FMT, at.height, at.word), Pre);
    ensures alone: ALONE(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static HOT void entry_replace(struct vpt *space, struct stop at, unsigned i, uint64_t word, vpt_ia ia)
{
  if (codec_must_break(at.height, at.word, word)) entry_break(space, at, i, word, ia);
  else store_and_flush(space, at, i, word, ia);
}

#endif
