/* SPDX-License-Identifier: Apache-2.0 */
/* Splitting a range: until no leaf in it is larger than asked for. */
#ifndef VPT_CORE_RANGE_SPLIT_H
#define VPT_CORE_RANGE_SPLIT_H

#include "entries.h"
#include "split.h"

/* --- which leaves, and how many frames --- */

/* Does the walk stop at a leaf above height `limit`? */
/*@ requires 0 <= at.height <= 4;
    assigns \nothing;
    ensures \result <==> KIND(at.height, at.word) == VPT_LEAF && at.height > limit; */
static inline bool is_larger(struct stop at, int limit)
{
  return at.height > limit && codec_kind(at.height, at.word) == VPT_LEAF;
}

/*@ ghost
  // Where a region starts, the greatest one that starts there is no smaller.
  /@ requires 0 <= low <= h <= 4 && multiple(FMT, low, x);
     assigns \nothing;
     ensures low <= GRID(h, x) <= h; @/
  void lemma_grid_least(int h, int low, uint64_t x)
  {
    int k = low;
    /@ loop invariant low <= k <= h && low <= GRID(k, x) <= k;
       loop assigns k;
       loop variant h - k; @/
    while (k < h) k++;
  }

  // Where no leaf is larger, nothing is to count.
  /@ requires SHAPE(space) && 0 <= limit <= space->height && ia <= x < next <= end <= space->input_end;
     requires next == end || multiple(FMT, limit + 1, next);
     requires RANGE_SPLIT(space, x, next, limit);
     assigns \nothing;
     ensures need: SPLIT_NEED_FROM(space, ia, end, x, limit) == SPLIT_NEED_FROM(space, ia, end, next, limit); @/
  void lemma_split_none(const struct vpt *space, uint64_t ia, uint64_t end, uint64_t x, uint64_t next, int limit)
  {
    int low = limit + 1;
    /@ assert start: \forall integer z; x <= z < next ==>
         multiple(FMT, low, START(space, low, z)) && START(space, low, z) <= z < TABLE_AFTER(space, limit, z); @/
    /@ assert whole: \forall integer z; next < end ==> x <= z < next ==> TABLE_AFTER(space, limit, z) <= next; @/
    uint64_t y = next;
    // from the last address down: what is said of all behind
    /@ loop invariant cursor: x <= y <= next;
       loop invariant need: \forall integer z; y <= z <= next ==>
         SPLIT_NEED_FROM(space, ia, end, z, limit) == SPLIT_NEED_FROM(space, ia, end, next, limit);
       loop assigns y;
       loop variant y; @/
    while (y > x) {
      y--;
      /@ assert none: SPLIT_TABLES(space, ia, y, limit) == 0; @/
      /@ assert behind: y < TABLE_AFTER(space, limit, y); @/
      /@ assert inside: TABLE_AFTER(space, limit, y) <= next ==>
           SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, y), limit) ==
           SPLIT_NEED_FROM(space, ia, end, next, limit); @/
      /@ assert past: TABLE_AFTER(space, limit, y) >= end ==>
           SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, y), limit) == 0; @/
      /@ assert last: next >= end ==> SPLIT_NEED_FROM(space, ia, end, next, limit) == 0; @/
      /@ assert same: SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, y), limit) ==
           SPLIT_NEED_FROM(space, ia, end, next, limit) >= 0; @/
      /@ assert unfold: SPLIT_NEED_FROM(space, ia, end, y, limit) ==
           SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, y), limit); @/
    }
  }
*/

/* Where the walk of x stops at `at`, and no leaf is larger once that of x is not: up to where that is known, `end` at
 * most. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && STOPS(space, at, x) && ia <= x < end <= space->input_end;
    requires 0 <= limit <= space->height;
    assigns \nothing;
    ensures further: x < \result <= end && SPLIT_FROM(ia, end, \result, limit);
    ensures table: MAPPED(space, x) ==> HW_H(space, x) > limit ==> \result == least(end, TABLE_AFTER(space, limit, x));
    ensures split: SPLIT_AT(space, limit, x) ==> RANGE_SPLIT(space, x, \result, limit);
    ensures need: SPLIT_AT(space, limit, x) ==>
      SPLIT_NEED_FROM(space, ia, end, x, limit) == SPLIT_NEED_FROM(space, ia, end, \result, limit); */
static inline vpt_ia split_next(struct stop at, vpt_ia x, vpt_ia end, int limit)
  /*@ ghost (const struct vpt *space, vpt_ia ia) */
{
  /*@ ghost hardware(space); alike(space); */
  bool hole = at.height > limit && codec_kind(at.height, at.word) != VPT_LEAF;
  int h = hole ? at.height - 1 : limit;
  vpt_ia next = table_end(h, x, end);
  /*@ ghost int k = h + 1; */
  /*@ assert start: multiple(FMT, k, START(space, k, x)); */
  /*@ assert next: next < end ==> next == START(space, k, x) + size(FMT, k); */
  /*@ assert multiple: next < end ==> multiple(FMT, h + 1, next); */
  /*@ assert one: \forall integer y; x <= y < next ==> PRE(space, k, y) == PRE(space, k, x); */
  /*@ assert alike: hole ==> \forall integer y; PRE(space, at.height, y) == PRE(space, at.height, x) ==>
        !MAPPED(space, y); */
  /*@ assert table: at.height <= limit ==> AT(space, limit, x) >= 0; */
  /*@ assert reached: at.height <= limit ==> \forall integer y; x <= y < next ==> AT(space, limit, y) >= 0; */
  /*@ assert above: \forall integer y; AT(space, limit, y) >= 0 ==> HW_H(space, y) <= limit; */
  /*@ assert bare: hole ==> \forall integer y; x <= y < next ==> !MAPPED(space, y); */
  /*@ assert low: at.height <= limit ==> \forall integer y; x <= y < next ==> HW_H(space, y) <= limit; */
  /*@ ghost if (hole || at.height <= limit) lemma_split_none(space, ia, end, x, next, limit); */
  return next;
}

/* Frames that it takes until no leaf above height `limit` maps any of [ia, end). */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && 0 <= limit <= space->height;
    assigns \nothing;
    ensures need: \result == SPLIT_NEED(space, ia, end, limit) && \result >= 0; */
static int64_t range_split_need(const struct vpt *space, vpt_ia ia, vpt_ia end, int limit)
{
  int64_t count = 0;
  vpt_ia x = ia;
  /*@ loop invariant cursor: ia <= x <= end && SPLIT_FROM(ia, end, x, limit);
      loop invariant count: 0 <= count <= 5 * (x - ia);
      loop invariant need: SPLIT_NEED(space, ia, end, limit) == count + SPLIT_NEED_FROM(space, ia, end, x, limit);
      loop assigns x, count;
      loop variant end - x; */
  while (x < end) {
    struct stop at = seek(space, x);
    vpt_ia next = split_next(at, x, end, limit) /*@ ghost (space, ia) */;
    if (is_larger(at, limit)) {
      int top = x == ia ? at.height : grid_height(at.height, x);
      /*@ ghost if (x != ia) lemma_grid_least(at.height, limit + 1, x); */
      /*@ assert tables: SPLIT_TABLES(space, ia, x, limit) == top - limit && 0 <= top - limit <= 4; */
      /*@ assert least: next == end || next == TABLE_AFTER(space, limit, x); */
      /*@ assert last: next >= end ==> SPLIT_NEED_FROM(space, ia, end, next, limit) == 0; */
      /*@ assert past: TABLE_AFTER(space, limit, x) >= end ==>
            SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, x), limit) == 0; */
      /*@ assert end: next == end ==> TABLE_AFTER(space, limit, x) >= end; */
      /*@ assert after: SPLIT_NEED_FROM(space, ia, end, next, limit) ==
            SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, x), limit) >= 0; */
      /*@ assert unfold: SPLIT_NEED_FROM(space, ia, end, x, limit) ==
            top - limit + SPLIT_NEED_FROM(space, ia, end, next, limit); */
      count += top - limit;
    }
    x = next;
  }
  /*@ assert none: SPLIT_NEED_FROM(space, ia, end, x, limit) == 0; */
  return count;
}

/* --- splitting --- */

/*@ ghost
  // A larger leaf of x starts there, if no leaf before is larger.
  /@ requires SHAPE(space) && WELL_FORMED(space) && 0 <= ia <= x < space->input_end;
     requires RANGE_SPLIT(space, ia, x, limit);
     assigns \nothing;
     ensures x == ia || SPLIT_AT(space, limit, x) || START(space, HW_H(space, x), x) == x; @/
  void lemma_larger_starts(const struct vpt *space, uint64_t ia, uint64_t x, int limit)
  {
    hardware(space);
    alike(space);
    regions(space, x);
    uint64_t last = x > ia ? x - 1 : ia;
    /@ assert before: x > ia ==> last == x - 1 && SPLIT_AT(space, limit, last); @/
    /@ assert inside: x > ia ==> START(space, HW_H(space, x), x) < x ==> IN_REGION(space, HW_H(space, x), x, last); @/
    /@ assert region: x > ia ==> START(space, HW_H(space, x), x) < x ==>
         PRE(space, HW_H(space, x), last) == PRE(space, HW_H(space, x), x); @/
    /@ assert same: x > ia ==> START(space, HW_H(space, x), x) < x ==>
         HW_H(space, last) == HW_H(space, x) && (MAPPED(space, last) <==> MAPPED(space, x)); @/
  }
*/

/* Splits the leaf of x, above height `limit`, once, where none before it in [ia, end) is. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia <= x < end && 0 <= limit < at.height && TLB_CLEAN;
    requires SPLIT_FROM(ia, end, x, limit) && RANGE_SPLIT(space, ia, x, limit);
    requires STOPS(space, at, x) && KIND(at.height, at.word) == VPT_LEAF;
    requires SPLIT_NEED_FROM(space, ia, end, x, limit) <= space->pool->free;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures lower: HW_H(space, x) == at.height - 1;
    ensures meaning: ALL_SAME_MEANING(space, Pre);
    ensures only: ONLY_SPLIT(space, ia, end, limit, Pre);
    ensures free: space->pool->free - SPLIT_NEED_FROM(space, ia, end, x, limit) ==
      \old(space->pool->free - SPLIT_NEED_FROM(space, ia, end, x, limit));
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: space->pool->free == \old(space->pool->free) - 1 && TOLD_LEAVES(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static inline void split_once(struct vpt *space, vpt_ia x, struct stop at)
  /*@ ghost (vpt_ia ia, vpt_ia end, int limit) */
{
  /*@ ghost hardware(space); alike(space); regions(space, x); lemma_larger_starts(space, ia, x, limit); commits = 0; */
  /*@ ghost int h = at.height, low = limit + 1; uint64_t y = end; */
  /*@ assert starts: x == ia || multiple(FMT, h, x); */
  /*@ assert start: \forall integer z; x <= z < end ==> multiple(FMT, low, START(space, low, z)); */
  /*@ assert after: \forall integer z; x <= z < end ==>
        z < TABLE_AFTER(space, limit, z) && multiple(FMT, low, TABLE_AFTER(space, limit, z)); */
  /*@ assert grid: x == ia || GRID(h, x) == h; */
  /*@ assert tables: SPLIT_TABLES(space, ia, x, limit) == h - limit; */
  /*@ assert rest: SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, x), limit) >= 0; */
  /*@ assert unfold: SPLIT_NEED_FROM(space, ia, end, x, limit) ==
        h - limit + SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, x), limit); */
  /*@ assert unfolds: \forall integer z; x < z < end ==> SPLIT_NEED_FROM(space, ia, end, z, limit) ==
        clip(SPLIT_TABLES(space, ia, z, limit) +
             SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, z), limit)); */
  /*@ assert were: \forall integer z; PRE(space, h, z) == PRE(space, h, x) ==>
        HW_H(space, z) == h && MAPPED(space, z); */
  /*@ assert region: \forall integer z; IS_INPUT(space, z) ==> PRE(space, h, z) == PRE(space, h, x) ==>
        START(space, h, z) == START(space, h, x); */
  /*@ assert meets: \forall integer z; IS_INPUT(space, z) ==> PRE(space, h, z) == PRE(space, h, x) ==>
        REGION_MEETS(space, h, z, ia, end); */
  /*@ assert inside: \forall integer z; x < z < end ==> PRE(space, h, z) == PRE(space, h, x) ==>
        !multiple(FMT, h, z); */
  /*@ assert grids: \forall integer z; x < z < end ==> PRE(space, h, z) == PRE(space, h, x) ==>
        GRID(h, z) == GRID(h - 1, z); */
  leaf_split(space, x, at);
  /*@ assert lower: \forall integer z; IS_INPUT(space, z) ==> HW_H(space, z) < \at(HW_H(space, z), Pre) ==>
        PRE(space, h, z) == PRE(space, h, x) && HW_H(space, z) == h - 1 && \at(HW_H(space, z), Pre) == h; */
  /*@ assert once: \forall integer k, z; IS_INPUT(space, z) ==> HW_H(space, z) < k <= \at(HW_H(space, z), Pre) ==>
        k == h && \at(MAPPED(space, z), Pre) && REGION_MEETS(space, h, z, ia, end); */
  /*@ assert down: x == ia || GRID(h - 1, x) == h - 1; */
  /*@ assert tables_now: SPLIT_TABLES(space, ia, x, limit) == h - 1 - limit; */
  /*@ assert in: \forall integer z; x < z < end ==> multiple(FMT, low, z) ==> PRE(space, h, z) == PRE(space, h, x) ==>
        SPLIT_TABLES(space, ia, z, limit) == \at(SPLIT_TABLES(space, ia, z, limit), Pre); */
  /*@ assert out: \forall integer z; PRE(space, h, z) != PRE(space, h, x) ==>
        SPLIT_TABLES(space, ia, z, limit) == \at(SPLIT_TABLES(space, ia, z, limit), Pre); */
  /*@ ghost
      // from the last address down: what is said of all behind
      /@ loop invariant cursor: x < y <= end;
         loop invariant same: \forall integer z; y <= z ==> z >= end || multiple(FMT, low, z) ==>
           SPLIT_NEED_FROM(space, ia, end, z, limit) == \at(SPLIT_NEED_FROM(space, ia, end, z, limit), Pre);
         loop assigns y;
         loop variant y; @/
      while (y > x + 1) {
        y--;
        /@ assert tables: \let z = y; multiple(FMT, low, z) ==>
             SPLIT_TABLES(space, ia, z, limit) == \at(SPLIT_TABLES(space, ia, z, limit), Pre); @/
        /@ assert rest: \let z = y; SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, z), limit) ==
             \at(SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, z), limit), Pre); @/
        /@ assert unfold_here: \let z = y; SPLIT_NEED_FROM(space, ia, end, z, limit) ==
             clip(SPLIT_TABLES(space, ia, z, limit) +
                  SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, z), limit)); @/
        /@ assert unfold_before: \let z = y; \at(SPLIT_NEED_FROM(space, ia, end, z, limit), Pre) ==
             \at(clip(SPLIT_TABLES(space, ia, z, limit) +
                      SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, z), limit)), Pre); @/
        /@ assert here: \let z = y; multiple(FMT, low, z) ==> SPLIT_NEED_FROM(space, ia, end, z, limit) ==
             \at(SPLIT_NEED_FROM(space, ia, end, z, limit), Pre); @/
      }
  */
  /*@ assert rest_now: SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, x), limit) ==
        \at(SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, x), limit), Pre); */
  /*@ assert unfold_now: SPLIT_NEED_FROM(space, ia, end, x, limit) ==
        h - 1 - limit + SPLIT_NEED_FROM(space, ia, end, TABLE_AFTER(space, limit, x), limit); */
}

/* Splits leaves until none above height `limit` maps x, where none does before it in [ia, end). */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia <= x < end && 0 <= limit <= space->height && TLB_CLEAN;
    requires SPLIT_FROM(ia, end, x, limit) && RANGE_SPLIT(space, ia, x, limit);
    requires SPLIT_NEED_FROM(space, ia, end, x, limit) <= space->pool->free;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures stop: STOPS(space, \result, x) && SPLIT_AT(space, limit, x);
    ensures before: RANGE_SPLIT(space, ia, x, limit);
    ensures meaning: ALL_SAME_MEANING(space, Pre);
    ensures only: ONLY_SPLIT(space, ia, end, limit, Pre);
    ensures free: space->pool->free - SPLIT_NEED_FROM(space, ia, end, x, limit) ==
      \old(space->pool->free - SPLIT_NEED_FROM(space, ia, end, x, limit));
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: space->pool->free <= \old(space->pool->free) &&
      TOLD_LEAVES(space, \old(space->pool->free) - space->pool->free, Pre);
    ensures tlb: TLB_CLEAN; */
static inline struct stop split_down(struct vpt *space, vpt_ia x, int limit) /*@ ghost (vpt_ia ia, vpt_ia end) */
{
  struct stop at = seek(space, x);
  /*@ loop invariant valid: VALID(space) && SAME_SPACE(space, Pre);
      loop invariant at: STOPS(space, at, x);
      loop invariant before: RANGE_SPLIT(space, ia, x, limit);
      loop invariant meaning: ALL_SAME_MEANING(space, Pre);
      loop invariant only: ONLY_SPLIT(space, ia, end, limit, Pre);
      loop invariant need: space->pool->free - SPLIT_NEED_FROM(space, ia, end, x, limit) ==
        \at(space->pool->free - SPLIT_NEED_FROM(space, ia, end, x, limit), Pre);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop invariant hooks: space->pool->free <= \at(space->pool->free, Pre) &&
        TOLD_LEAVES(space, \at(space->pool->free, Pre) - space->pool->free, Pre);
      loop invariant tlb: TLB_CLEAN;
      loop assigns at, \at(space->pool, Pre)->free, TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre)),
        TLB, commits;
      loop variant at.height; */
  while (is_larger(at, limit)) {
    split_once(space, x, at) /*@ ghost (ia, end, limit) */;
    at = seek(space, x);
  }
  return at;
}

/* Splits leaves until none above height `limit` maps any of [ia, end). Frames suffice. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && 0 <= limit <= space->height && TLB_CLEAN;
    requires SPLIT_NEED(space, ia, end, limit) <= space->pool->free;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_SPLIT(space, ia, end, limit);
    ensures meaning: ALL_SAME_MEANING(space, Pre);
    ensures only: ONLY_SPLIT(space, ia, end, limit, Pre);
    ensures free: space->pool->free == \old(space->pool->free - SPLIT_NEED(space, ia, end, limit));
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: space->pool->free <= \old(space->pool->free) &&
      TOLD_LEAVES(space, \old(space->pool->free) - space->pool->free, Pre);
    ensures tlb: TLB_CLEAN; */
static void range_split(struct vpt *space, vpt_ia ia, vpt_ia end, int limit)
{
  vpt_ia x = ia;
  /*@ loop invariant cursor: ia <= x <= end && SPLIT_FROM(ia, end, x, limit);
      loop invariant valid: VALID(space) && SAME_SPACE(space, Pre);
      loop invariant inside: RANGE_SPLIT(space, ia, x, limit);
      loop invariant meaning: ALL_SAME_MEANING(space, Pre);
      loop invariant only: ONLY_SPLIT(space, ia, end, limit, Pre);
      loop invariant need: space->pool->free - SPLIT_NEED_FROM(space, ia, end, x, limit) ==
        \at(space->pool->free - SPLIT_NEED(space, ia, end, limit), Pre);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop invariant hooks: space->pool->free <= \at(space->pool->free, Pre) &&
        TOLD_LEAVES(space, \at(space->pool->free, Pre) - space->pool->free, Pre);
      loop invariant tlb: TLB_CLEAN;
      loop assigns x, \at(space->pool, Pre)->free, TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre)),
        TLB, commits;
      loop variant end - x; */
  while (x < end) {
    struct stop at = split_down(space, x, limit) /*@ ghost (ia, end) */;
    x = split_next(at, x, end, limit) /*@ ghost (space, ia) */;
  }
  /*@ assert none: SPLIT_NEED_FROM(space, ia, end, x, limit) == 0; */
}

#endif
