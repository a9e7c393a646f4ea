/* SPDX-License-Identifier: Apache-2.0 */
/* Splitting: leaves of the next smaller size in the place of one, until none lies partly inside a range. No address is
 * translated to anything else thereby. */
#ifndef VPT_CORE_SPLIT_H
#define VPT_CORE_SPLIT_H

#include "operations.h"
#include "meet.h"
#include "../logic/range.h"

/* --- tables that no walk comes to --- */

/* Stores entry i of such a table: nothing is translated otherwise. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && IN_POOL(space->pool, frame) && UNREACHED(space, frame);
    requires i < entries(GRANULE);
    assigns space->pool->words[slot(GRANULE, frame - space->pool->first, i)];
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, frame, i, word, Pre);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures unreached: UNREACHED(space, frame); */
static inline void store_apart(struct vpt *space, int64_t frame, unsigned i, uint64_t word)
{
  store_word(space, frame, i, word);
  /*@ ghost int k = space->height;
      /@ loop invariant 0 <= k <= space->height;
         loop invariant \forall integer j, x; k <= j <= space->height ==>
           AT(space, j, x) == \at(AT(space, j, x), Pre);
         loop assigns k;
         loop variant k; @/
      while (k > 0) k--;
  */
}

/* Fills an empty table with leaves at height h for what lies from oa on. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && IN_POOL(space->pool, frame) && UNREACHED(space, frame);
    requires EMPTY(space, frame) && 0 <= h <= 3 && leaf_ok(FMT, h + 1, oa, attr);
    assigns TABLE_WORDS(space);
    ensures well_formed: WELL_FORMED(space);
    ensures parts: PARTS(space, h, frame, oa, attr);
    ensures count: COUNT(space, frame) == entries(GRANULE);
    ensures others: OTHER_WORDS_SAME(space, frame, Pre);
    ensures counts: OTHER_COUNTS_SAME(space, frame, Pre);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures unreached: UNREACHED(space, frame); */
static inline void parts_fill(struct vpt *space, int64_t frame, int h, vpt_oa oa, vpt_attr attr)
{
  unsigned end = codec_entries();
  uint64_t size = codec_size(h);
  vpt_oa next = oa;
  /*@ ghost counting(space); */
  /*@ loop invariant 0 <= i <= entries(GRANULE) && i <= end == entries(GRANULE);
      loop invariant next: i < entries(GRANULE) ==> next == part_oa(FMT, h, oa, i);
      loop invariant well_formed: WELL_FORMED(space);
      loop invariant parts: PARTS_UP_TO(space, h, frame, i, oa, attr);
      loop invariant rest: EMPTY_FROM(space, frame, i);
      loop invariant count: COUNT(space, frame) == i;
      loop invariant others: OTHER_WORDS_SAME(space, frame, Pre);
      loop invariant counts: OTHER_COUNTS_SAME(space, frame, Pre);
      loop invariant tables: SAME_TABLES(space, Pre);
      loop invariant leaves: SAME_LEAVES(space, Pre);
      loop invariant unreached: UNREACHED(space, frame);
      loop assigns i, next, TABLE_WORDS(\at(space, Pre));
      loop variant entries(GRANULE) - i; */
  for (unsigned i = 0; i < end; i++) {
    /*@ assert ok: leaf_ok(FMT, h, part_oa(FMT, h, oa, i), attr); */
    /*@ assert old: ENT(space, frame, i) == 0; */
    store_apart(space, frame, i, codec_leaf(h, next, attr));
    /*@ assert step: i + 1 < entries(GRANULE) ==>
          part_oa(FMT, h, oa, i + 1) == part_oa(FMT, h, oa, i) + size <= 0xffffffffffffffff; */
    next += size;
  }
}

/* --- a table in place of a leaf, or of nothing --- */

/* Links a table that leads to no other one where there is no table yet. What it maps appears by this one store. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && commits == 0;
    requires KIND(h, ENT(space, table, i)) == VPT_LEAF
      ? LEAF_NOTED(space, h, ia, ENT(space, table, i)) && !TABLE_BREAKS(space) : TLB_CLEAN;
    requires IN_POOL(space->pool, child) && UNREACHED(space, child) && NO_TABLES(space, h - 1, child);
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures commit: commits == 1;
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, table, i, mk_table(FMT, child), Pre);
    ensures tables: LINKED(space, h, ia, child, Pre);
    ensures kept: KEPT_TABLES(space, Pre);
    ensures reached: \forall integer c; c >= 0 ==> c != child ==>
      (UNREACHED(space, c) <==> \at(UNREACHED(space, c), Pre));
    ensures inside: LEAVES_OF_TABLE(space, h, ia, child);
    ensures outside: OTHER_LEAVES_SAME(space, h, ia, Pre); */
static inline void plug_table(struct vpt *space, int64_t table, unsigned i, int64_t child)
  /*@ ghost (int h, vpt_ia ia) */
{
  /*@ ghost hardware(space); */
  /*@ assert only: ONLY_PATH(space, h, table, i, ia); */
  /*@ assert above: \forall integer k, x; h < k <= space->height ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        LEAF(space, k, x) == 0; */
  /*@ assert below: \forall integer k, x; 0 <= k < h ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        AT(space, k, x) < 0; */
  store_word(space, table, i, codec_table(child));
  /*@ ghost commits = 1; */
  /*@ assert no_tables: NO_TABLES(space, h - 1, child); */
  /*@ ghost int k = space->height;
      /@ loop invariant 0 <= k <= space->height;
         loop invariant \forall integer j, x; k <= j <= space->height ==> AT(space, j, x) ==
           (j == h - 1 && PRE(space, h, x) == PRE(space, h, ia) ? child : \at(AT(space, j, x), Pre));
         loop assigns k;
         loop variant k; @/
      while (k > 0) {
        /@ assert entry: \forall integer j, x; j == k ==> AT(space, j, x) >= 0 ==>
             (j == h && PRE(space, h, x) == PRE(space, h, ia)) || AT(space, j, x) == child ||
             (AT(space, j, x) == \at(AT(space, j, x), Pre) && ENT(space, AT(space, j, x), IDX(space, j, x)) ==
                \at(ENT(space, AT(space, j, x), IDX(space, j, x)), Pre)); @/
        k--;
        /@ assert linked: \forall integer j, x; j == k ==> j == h - 1 ==> PRE(space, h, x) == PRE(space, h, ia) ==>
             AT(space, j, x) == child; @/
        /@ assert over: \forall integer j, x; j == k + 1 ==> j < h ==> PRE(space, h, x) == PRE(space, h, ia) ==>
             AT(space, j, x) == (j == h - 1 ? child : \at(AT(space, j, x), Pre)) &&
             (j < h - 1 ==> AT(space, j, x) < 0); @/
        /@ assert last: \forall integer j, x; j == k ==> j < h - 1 ==> PRE(space, h, x) == PRE(space, h, ia) ==>
             AT(space, j, x) == -1; @/
        /@ assert outside: \forall integer j, x; j == k ==> j >= h || PRE(space, h, x) != PRE(space, h, ia) ==>
             AT(space, j, x) == \at(AT(space, j, x), Pre); @/
        /@ assert next: \forall integer j, x; j == k ==> AT(space, j, x) ==
             (j == h - 1 && PRE(space, h, x) == PRE(space, h, ia) ? child : \at(AT(space, j, x), Pre)); @/
      }
  */
}

/* Must a leaf be invalid for a moment before a table takes its place? */
/*@ requires \valid_read(space);
    assigns \nothing;
    ensures \result <==> TABLE_BREAKS(space); */
static inline bool split_breaks(const struct vpt *space)
{
  return codec_table_breaks() && !space->resize_live;
}

/* The same over the leaf whose base is `ia`, by way of an invalid entry if the architecture demands it; has the leaf
 * forgotten. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, at.height, at.table, i, ia) && at.height > 0;
    requires at.word == ENT(space, at.table, i) && KIND(at.height, at.word) == VPT_LEAF;
    requires ia < space->input_end && ia % size(FMT, at.height) == 0;
    requires IN_POOL(space->pool, child) && UNREACHED(space, child) && NO_TABLES(space, at.height - 1, child);
    requires TLB_CLEAN && commits == 0;
    assigns space->pool->words[slot(GRANULE, at.table - space->pool->first, i)], TLB, commits;
    ensures commit: commits == 1;
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, at.table, i, mk_table(FMT, child), Pre);
    ensures tables: LINKED(space, at.height, ia, child, Pre);
    ensures reached: \forall integer c; c >= 0 ==> c != child ==>
      (UNREACHED(space, c) <==> \at(UNREACHED(space, c), Pre));
    ensures inside: LEAVES_OF_TABLE(space, at.height, ia, child);
    ensures outside: OTHER_LEAVES_SAME(space, at.height, ia, Pre);
    ensures hooks: TOLD_LEAVES(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static inline void entry_exchange(struct vpt *space, struct stop at, unsigned i, int64_t child, vpt_ia ia)
{
  if (split_breaks(space)) {
    /*@ assert due: TABLE_BREAKS(space); */
    /*@ assert apart: child != at.table; */
    store_and_flush(space, at, i, 0, ia);
    /*@ assert empty: KIND(at.height, ENT(space, at.table, i)) == VPT_INVALID; */
    /*@ assert same: NO_TABLES(space, at.height - 1, child); */
    /*@ ghost commits = 0; */
    plug_table(space, at.table, i, child) /*@ ghost (at.height, ia) */;
  } else {
    /*@ ghost region(space, ia, at.height); hardware(space); */
    uint64_t size = codec_size(at.height);
    bool global = codec_leaf_global(at.height, at.word);
    /*@ ghost stale_first = ia; stale_end = ia + size; stale_global = global; */
    plug_table(space, at.table, i, child) /*@ ghost (at.height, ia) */;
    /*@ ghost hardware(space); */
    /*@ assert noted: NOTED(space, Pre); */
    flush(space, ia, size, size, true, global);
  }
}

/* --- splitting --- */

/* Puts leaves of the next smaller size in place of the leaf whose base is `ia`, which maps what lies from oa on. */
/*@ requires INV(space) && ON_PATH(space, at.height, at.table, i, ia) && at.height > 0;
    requires at.word == ENT(space, at.table, i) && KIND(at.height, at.word) == VPT_LEAF;
    requires ia < space->input_end && ia % size(FMT, at.height) == 0 && leaf_ok(FMT, at.height, oa, attr);
    requires space->pool->free > 0 && TLB_CLEAN && commits == 0;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures inv: INV(space) && SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) - 1;
    ensures tables: OTHER_TABLES_SAME(space, at.height, ia, Pre);
    ensures inside: LEAVES_ARE_PARTS(space, at.height, ia, oa, attr);
    ensures outside: OTHER_LEAVES_SAME(space, at.height, ia, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: TOLD_LEAVES(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static inline void entry_split(struct vpt *space, struct stop at, unsigned i, vpt_ia ia, vpt_oa oa, vpt_attr attr)
{
  /*@ assert rim: at.height == space->height ==> i < width(FMT, space->input_end, at.height, at.height); */
  int64_t child = vpt_pool_take(space->pool);
  /*@ assert zero: zero(space->pool->words, space->pool->info, GRANULE, space->pool->first, child); */
  /*@ assert same: SAME_SPACE(space, Pre) && child != at.table; */
  parts_fill(space, child, at.height - 1, oa, attr);
  /*@ assert leaves: ALL_LEAVES(space, at.height - 1, child); */
  /*@ assert reached_before: \forall integer f; UNREACHED(space, f) <==> \at(UNREACHED(space, f), Pre); */
  entry_exchange(space, at, i, child, ia);
  /*@ assert parts: PARTS(space, at.height - 1, child, oa, attr); */
  /*@ assert full: ALL_LEAVES(space, at.height - 1, child); */
  count_set(space, child, codec_entries());
  /*@ assert child: AT(space, at.height - 1, ia) == child; */
  /*@ assert heights: ONLY_HEIGHTS(space, at.table, at.height, child); */
  /*@ assert same_again: SAME_SPACE(space, Pre); */
  /*@ assert used: USED(space->pool, at.table); */
  /*@ assert reached: SAME_REACHED_BUT(space, child, Pre); */
  /*@ assert unused: FREE_BEFORE(space, at.table, child, Pre); */
  /*@ assert clean: USED_OR_ZERO(space); */
  /*@ assert counts: USES(space->pool, at.table) == COUNT(space, at.table) &&
        USES(space->pool, child) == COUNT(space, child); */
  /*@ assert others: OLD_TABLES_BUT(space, child, Pre); */
  /*@ assert tidy_here: \forall integer j; 0 <= j < entries(GRANULE) ==>
        KIND(at.height, ENT(space, at.table, j)) == VPT_INVALID ==> ENT(space, at.table, j) == 0; */
  /*@ assert tidy_table: TIDY_TABLE(space, at.table); */
  /*@ assert tidy_child: TIDY_TABLE(space, child); */
  /*@ assert tidy_others: TIDY_BUT(space, at.table, child); */
  /*@ assert tidy: TIDY(space); */
  /*@ assert bare_rim: BARE_RIM(space); */
  /*@ assert apart: FOREIGN_APART(space, at.table, child, Pre); */
  /*@ assert uses: USES_KEPT_BUT(space, child, Pre); */
}

/* Puts leaves of the next smaller size in place of the leaf that the walk of `ia` stops at: no address is translated to
 * anything else. */
/*@ requires VALID(space) && ia < space->input_end && STOPS(space, at, ia) && KIND(at.height, at.word) == VPT_LEAF;
    requires at.height > 0 && space->pool->free > 0 && TLB_CLEAN && commits == 0;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) - 1;
    ensures meaning: ALL_SAME_MEANING(space, Pre);
    ensures inside: \forall integer x; PRE(space, at.height, x) == PRE(space, at.height, ia) ==>
      MAPPED(space, x) && HW_H(space, x) == at.height - 1;
    ensures outside: \forall integer x; PRE(space, at.height, x) != PRE(space, at.height, ia) ==>
      SAME_TRANSLATION(space, x, Pre) && HW_H(space, x) == \at(HW_H(space, x), Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: TOLD_LEAVES(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static void leaf_split(struct vpt *space, vpt_ia ia, struct stop at)
{
  /*@ ghost hardware(space); alike(space); regions(space, ia); */
  int h = at.height;
  unsigned i = codec_index(h, ia);
  vpt_ia base = region_start(h, ia);
  vpt_oa oa = codec_leaf_oa(h, i, at.word);
  vpt_attr attr = codec_leaf_attr(h, at.word);
  /*@ assert made: OWN_LEAF(space, h, ia, at.word) && leaf_ok(FMT, h, oa, attr); */
  /*@ assert base: PRE(space, h, base) == PRE(space, h, ia) && AT(space, h, base) == at.table &&
        IDX(space, h, base) == IDX(space, h, ia); */
  /*@ assert before: \forall integer x; IS_INPUT(space, x) ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        MAPPED(space, x) && OUTPUT(space, x) == oa + (x - base) && LEAF_ATTR(space, x) == attr; */
  /*@ assert was: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==> HW_H(space, x) == h; */
  /*@ assert ok: \forall integer x; leaf_ok(FMT, h - 1, part_oa(FMT, h - 1, oa, IDX(space, h - 1, x)), attr); */
  /*@ assert start: base == START(space, h, ia); */
  /*@ assert range: 0 <= h <= 4 && base <= ia < space->input_end; */
  /*@ assert multiple: START(space, h, ia) % size(FMT, h) == 0; */
  /*@ assert path: ON_PATH(space, h, at.table, i, base) && at.word == ENT(space, at.table, i); */
  entry_split(space, at, i, base, oa, attr);
  /*@ ghost hardware(space); */
  /*@ assert leaf: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        LEAF(space, h - 1, x) == mk_leaf(FMT, h - 1, part_oa(FMT, h - 1, oa, IDX(space, h - 1, x)), attr) &&
        LEAF(space, h - 1, x) != 0; */
  /*@ assert parts: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        MAPPED(space, x) && HW_H(space, x) == h - 1 &&
        HW_E(space, x) == mk_leaf(FMT, h - 1, part_oa(FMT, h - 1, oa, IDX(space, h - 1, x)), attr) &&
        leaf_ok(FMT, h - 1, part_oa(FMT, h - 1, oa, IDX(space, h - 1, x)), attr); */
  /*@ assert elsewhere: \forall integer x; PRE(space, h, x) != PRE(space, h, ia) ==>
        SAME_TRANSLATION(space, x, Pre) && HW_H(space, x) == \at(HW_H(space, x), Pre); */
  /*@ assert room: \forall integer x; space->output_first <= part_oa(FMT, h - 1, oa, IDX(space, h - 1, x)) <=
        space->output_end - size(FMT, h - 1); */
  /*@ assert decoded: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        e_oa(FMT, h - 1, IDX(space, h - 1, x), LEAF(space, h - 1, x)) ==
          part_oa(FMT, h - 1, oa, IDX(space, h - 1, x)) &&
        e_attr(FMT, h - 1, LEAF(space, h - 1, x)) == attr; */
  /*@ assert own: \forall integer k, x; 0 <= k <= space->height ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        LEAF(space, k, x) != 0 ==> OWN_LEAF(space, k, x, LEAF(space, k, x)); */
  /*@ assert here: \forall integer x; IS_INPUT(space, x) ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        OUTPUT(space, x) == oa + (x - base) && LEAF_ATTR(space, x) == attr; */
  /*@ assert meaning_in: \forall integer x; IS_INPUT(space, x) ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        SAME_MEANING(space, x, Pre); */
  /*@ assert meaning_out: \forall integer x; IS_INPUT(space, x) ==> PRE(space, h, x) != PRE(space, h, ia) ==>
        SAME_MEANING(space, x, Pre); */
}

/* --- the ends of a range --- */

/* Height of the largest region, h at most, that starts at `ia`, which is known to be a page's address. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result == GRID(h, ia) && 0 <= \result <= h; */
static inline int grid_height(int h, vpt_ia ia)
{
  int k = h;
  /*@ loop invariant 0 <= k <= h && GRID(h, ia) == GRID(k, ia);
      loop assigns k;
      loop variant k; */
  while (k > 0 && !codec_aligned(k, ia)) k--;
  return k;
}

/*@ ghost
  // What grid says of a page's address.
  /@ requires 0 <= h <= 4 && multiple(FMT, 0, ia);
     assigns \nothing;
     ensures \forall integer k; 0 <= k <= h ==> 0 <= GRID(k, ia) <= k && multiple(FMT, GRID(k, ia), ia); @/
  void gridded(int h, uint64_t ia)
  {
    int k = 0;
    /@ loop invariant 0 <= k <= h;
       loop invariant \forall integer j; 0 <= j <= k ==> 0 <= GRID(j, ia) <= j && multiple(FMT, GRID(j, ia), ia);
       loop assigns k;
       loop variant h - k; @/
    while (k < h) k++;
  }
*/

/* Splits leaves until none has `ia` inside it. */
/*@ requires VALID(space) && ia < space->input_end && multiple(FMT, 0, ia) && TLB_CLEAN;
    requires CUT_NEED(space, ia) <= space->pool->free;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures edge: EDGE(space, ia);
    ensures meaning: ALL_SAME_MEANING(space, Pre);
    ensures heights: \forall integer y; IS_INPUT(space, y) ==>
      HW_H(space, y) == \at(CUT_HEIGHT(space, ia, y), Pre);
    ensures free: space->pool->free == \old(space->pool->free - CUT_NEED(space, ia));
    ensures none: space->pool->free == \old(space->pool->free) ==> \forall integer y; SAME_TRANSLATION(space, y, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: TOLD_LEAVES(space, \old(space->pool->free) - space->pool->free, Pre);
    ensures tlb: TLB_CLEAN; */
static OUT_OF_LINE void range_cut(struct vpt *space, vpt_ia ia)
{
  struct stop at = seek(space, ia);
  /*@ loop invariant valid: VALID(space) && SAME_SPACE(space, Pre);
      loop invariant at: STOPS(space, at, ia);
      loop invariant meaning: ALL_SAME_MEANING(space, Pre);
      loop invariant heights: \forall integer y; IS_INPUT(space, y) ==> CUT_HEIGHT_SAME(space, ia, y, Pre);
      loop invariant need: space->pool->free - CUT_NEED(space, ia) == \at(space->pool->free - CUT_NEED(space, ia), Pre);
      loop invariant none: space->pool->free < \at(space->pool->free, Pre) ||
        (space->pool->free == \at(space->pool->free, Pre) && \forall integer y; SAME_TRANSLATION(space, y, Pre));
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop invariant hooks: TOLD_LEAVES(space, \at(space->pool->free, Pre) - space->pool->free, Pre);
      loop invariant tlb: TLB_CLEAN;
      loop assigns at, \at(space->pool, Pre)->free, TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre)),
        TLB, commits;
      loop variant at.height; */
  while (codec_kind(at.height, at.word) == VPT_LEAF && !codec_aligned(at.height, ia)) {
    /*@ ghost commits = 0; */
    /*@ assert high: at.height > 0; */
    /*@ assert grid: GRID(at.height, ia) == GRID(at.height - 1, ia); */
    /*@ ghost gridded(at.height - 1, ia); meets(space, ia, at.height); */
    leaf_split(space, ia, at);
    /*@ assert lower: MAPPED(space, ia) && HW_H(space, ia) == at.height - 1; */
    /*@ assert within: \forall integer y; PRE(space, at.height - 1, y) == PRE(space, at.height - 1, ia) ==>
          CUT_HEIGHT_SAME(space, ia, y, LoopCurrent); */
    /*@ assert beside: \forall integer y; PRE(space, at.height, y) == PRE(space, at.height, ia) ==>
          PRE(space, at.height - 1, y) != PRE(space, at.height - 1, ia) ==>
          CUT_HEIGHT_SAME(space, ia, y, LoopCurrent); */
    /*@ assert outside: \forall integer y; PRE(space, at.height, y) != PRE(space, at.height, ia) ==>
          CUT_HEIGHT_SAME(space, ia, y, LoopCurrent); */
    at = seek(space, ia);
  }
  /*@ ghost gridded(at.height, ia); alike(space); */
  /*@ assert done: \forall integer y; IS_INPUT(space, y) ==> CUT_HEIGHT(space, ia, y) == HW_H(space, y); */
}

/*@ ghost
  // Where a region starts, smaller ones start too.
  /@ requires SHAPE(space) && 0 <= ia < space->input_end;
     assigns \nothing;
     ensures \forall integer k, h; 0 <= k <= h <= space->height ==> START(space, h, ia) == ia ==>
       START(space, k, ia) == ia; @/
  void starts(const struct vpt *space, uint64_t ia)
  {
    /@ assert multiple: \forall integer h; 0 <= h <= space->height ==> START(space, h, ia) == ia ==>
         multiple(FMT, h, ia); @/
    /@ assert below: \forall integer k, h; 0 <= k <= h <= space->height ==> START(space, h, ia) == ia ==>
         multiple(FMT, k, ia); @/
  }
*/

/* Frames that it takes until no leaf lies partly inside [ia, end). */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end;
    assigns \nothing;
    ensures \result == ENDS_NEED(space, ia, end) && 0 <= \result <= 2 * space->height; */
static int64_t range_ends_need(const struct vpt *space, vpt_ia ia, vpt_ia end)
{
  /*@ ghost hardware(space); alike(space); gridded(space->height, ia); */
  struct stop first = seek(space, ia);
  bool leaf = codec_kind(first.height, first.word) == VPT_LEAF;
  int grid = grid_height(first.height, ia);
  int64_t need = leaf ? first.height - grid : 0;
  /*@ assert first: need == CUT_NEED(space, ia) && 0 <= need <= space->height; */
  if (end >= (uint64_t)space->input_end) return need;
  /*@ ghost gridded(space->height, end); */
  struct stop last = seek(space, end);
  if (codec_kind(last.height, last.word) != VPT_LEAF) return need;
  int h = last.height;
  /* One leaf that has both inside it: what is done at `ia` makes that of `end` smaller too. */
  if (leaf && codec_prefix(first.height, ia) == codec_prefix(first.height, end)) {
    int meet = meet_height(space, ia, end);
    if (meet < h) h = meet;
    if (h < grid) h = grid;
  }
  /*@ assert rest: h == CUT_HEIGHT(space, ia, end) && 0 <= h <= space->height; */
  return need + h - grid_height(h, end);
}

/* Splits leaves until none lies partly inside [ia, end). */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && TLB_CLEAN;
    requires ENDS_NEED(space, ia, end) <= space->pool->free;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures whole: WHOLE_LEAVES(space, ia, end);
    ensures edge: end < space->input_end ==> EDGE(space, end);
    ensures meaning: ALL_SAME_MEANING(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free - ENDS_NEED(space, ia, end));
    ensures none: space->pool->free == \old(space->pool->free) ==> \forall integer y; SAME_TRANSLATION(space, y, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: TOLD_LEAVES(space, \old(space->pool->free) - space->pool->free, Pre);
    ensures tlb: TLB_CLEAN; */
static void range_split_ends(struct vpt *space, vpt_ia ia, vpt_ia end)
{
  /*@ ghost hardware(space); gridded(space->height, ia); gridded(space->height, end); */
  /*@ assert high: 0 <= CUT_HEIGHT(space, ia, end) <= space->height; */
  /*@ assert rest: 0 <= CUT_REST(space, ia, end); */
  range_cut(space, ia);
  /*@ ghost hardware(space); alike(space); starts(space, ia); */
  /*@ ghost Cut: ; */
  /*@ assert need: end < space->input_end ==> CUT_NEED(space, end) == \at(CUT_REST(space, ia, end), Pre); */
  /*@ assert grid: GRID(HW_H(space, end), end) <= HW_H(space, end); */
  if (end < (uint64_t)space->input_end) range_cut(space, end);
  /*@ ghost hardware(space); regions(space, ia); */
  /*@ assert lower: MAPPED(space, ia) ==>
        \at(MAPPED(space, ia), Cut) && HW_H(space, ia) <= \at(HW_H(space, ia), Cut); */
  /*@ assert first: EDGE(space, ia); */
  /*@ assert last: end < space->input_end ==> EDGE(space, end); */
  /*@ ghost alike(space); */
  /*@ assert at_first: \forall integer y; IS_INPUT(space, y) ==> ia <= y ==> START(space, HW_H(space, y), y) < ia ==>
        PRE(space, HW_H(space, y), ia) == PRE(space, HW_H(space, y), y); */
  /*@ assert first_whole: \forall integer y; IS_INPUT(space, y) ==> ia <= y ==> MAPPED(space, y) ==>
        ia <= START(space, HW_H(space, y), y); */
  /*@ assert at_last: \forall integer y; IS_INPUT(space, y) ==> y < end < space->input_end ==>
        end < START(space, HW_H(space, y), y) + LEAF_SIZE(space, y) ==>
        PRE(space, HW_H(space, y), end) == PRE(space, HW_H(space, y), y); */
  /*@ assert last_whole: \forall integer y; IS_INPUT(space, y) ==> y < end ==> MAPPED(space, y) ==>
        START(space, HW_H(space, y), y) + LEAF_SIZE(space, y) <= end; */
}

#endif
