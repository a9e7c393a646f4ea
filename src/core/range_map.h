/* SPDX-License-Identifier: Apache-2.0 */
/* Mapping a range, for arguments that are known to be good: by runs of leaves side by side in one table. */
#ifndef VPT_CORE_RANGE_MAP_H
#define VPT_CORE_RANGE_MAP_H

#include "entries.h"
#include "meet.h"
#include "operations.h"
#include "../logic/range.h"

/* --- which leaves --- */

/* Height of the largest leaf, `limit` at most, that maps x to oa and no more than `bytes` bytes. */
/*@ requires 0 <= limit <= 4 && multiple(FMT, 0, x) && multiple(FMT, 0, oa) && size(FMT, 0) <= bytes;
    assigns \nothing;
    ensures pick: \result == pick(FMT, limit, x, oa, bytes) && 0 <= \result <= limit;
    ensures fits: fits(FMT, \result, x, oa, bytes); */
static inline int pick_height(vpt_ia x, vpt_oa oa, uint64_t bytes, int limit)
{
  int h = limit;
  /*@ loop invariant 0 <= h <= limit;
      loop invariant pick(FMT, limit, x, oa, bytes) == pick(FMT, h, x, oa, bytes);
      loop assigns h;
      loop variant h; */
  while (h > 0) {
    uint64_t size = codec_size(h);
    if (codec_leaf_height(size) == h && codec_aligned(h, x) && codec_aligned(h, oa) && size <= bytes) return h;
    h--;
  }
  return h;
}

/* Where leaves at height h from x on end: with their table, or where no whole one is left before `end`. */
/*@ requires SHAPE(space) && 0 <= h <= space->height && x < end <= space->input_end;
    requires multiple(FMT, h, x) && size(FMT, h) <= end - x;
    assigns \nothing;
    ensures end: \result == RUN_END(space, h, x, end) && \result <= end;
    ensures run: RUN_IS(space, h, x, \result) && size(FMT, h) <= \result - x; */
static inline vpt_ia run_end(int h, vpt_ia x, vpt_ia end) /*@ ghost (const struct vpt *space) */
{
  vpt_ia last = table_end(h, x, end);
  /*@ assert table: last < end ==> last == START(space, h + 1, x) + size(FMT, h + 1); */
  /*@ assert step: multiple(FMT, h, START(space, h + 1, x) + size(FMT, h + 1)); */
  /*@ assert room: size(FMT, h) <= last - x; */
  vpt_ia next = region_start(h, last);
  /*@ assert rounded: next == start(FMT, end + 1, h, last); */
  /*@ assert multiple: multiple(FMT, h, next); */
  /*@ assert whole: next <= last < next + size(FMT, h) && x < next; */
  /*@ assert same: multiple(FMT, h, last) ==> next == last; */
  return next;
}

/* --- how many frames --- */

/* Where the walk of x stops once all from ia up to x is mapped, if it stops at `stop` before: there, or in a table that
 * the address before x needs too. */
/*@ requires SHAPE(space) && ia <= x < space->input_end && stop == HW_H(space, x);
    assigns \nothing;
    ensures reach: \result == REACH(space, ia, x) && \result <= stop;
    ensures grid: \forall integer h; 0 <= h <= stop <= space->height ==> START(space, h, x) == x ==> h <= \result; */
static inline int reach_of(const struct vpt *space, uint64_t ia, uint64_t x, int stop)
{
  if (x == ia) return stop;
  uint64_t last = x - 1;
  /*@ ghost nested(space); met_at(space, last); */
  /*@ assert apart: \forall integer h; 0 <= h <= space->height ==> START(space, h, x) == x ==>
        PRE(space, h, x) != PRE(space, h, last); */
  int shared = meet_height(space, last, x);
  return shared < stop ? shared : stop;
}

/*@ ghost
  // An entry is 0 exactly if nothing is mapped in its region, which starts at x.
  /@ requires VALID(space) && 0 <= x < space->input_end && 0 <= h <= space->height && multiple(FMT, h, x);
     assigns \nothing;
     ensures empty: AT(space, h, x) >= 0 ==>
       (ENTRY_OF(space, h, AT(space, h, x), x) == 0 <==> NOT_MAPPED(space, x, size(FMT, h)));
     ensures taken: HW_H(space, x) < h ==> !NOT_MAPPED(space, x, size(FMT, h)); @/
  void bare_entry(const struct vpt *space, uint64_t x, int h)
  {
    hardware(space);
    alike(space);
    inhabited(space);
    region(space, x, h);
    /@ assert below: h > 0 ==> AT(space, h - 1, x) >= 0 ==> !BARE(space, h, x); @/
    /@ assert table: AT(space, h, x) >= 0 ==> KIND(h, ENTRY_OF(space, h, AT(space, h, x), x)) == VPT_TABLE ==>
         h > 0 && AT(space, h - 1, x) >= 0; @/
    /@ assert stop: AT(space, h, x) >= 0 ==> KIND(h, ENTRY_OF(space, h, AT(space, h, x), x)) != VPT_TABLE ==>
         HW_H(space, x) == h; @/
  }
*/

/* Are the entries of the run [x, next) at height h, in `table`, all 0? */
/*@ requires VALID(space) && RUN_IS(space, h, x, next);
    requires ON_PATH(space, h, table, IDX(space, h, x), x);
    assigns \nothing;
    ensures \result <==> RANGE_BARE(space, x, next); */
static inline bool entries_bare(const struct vpt *space, int h, int64_t table, uint64_t x, uint64_t next)
{
  uint64_t size = codec_size(h), y = x;
  unsigned i = codec_index(h, x);
  /*@ loop invariant cursor: x <= y <= next && multiple(FMT, h, y) && i <= entries(GRANULE);
      loop invariant index: y < next ==> i == IDX(space, h, y);
      loop invariant bare: RANGE_BARE(space, x, y);
      loop assigns y, i;
      loop variant next - y; */
  while (y < next) {
    /*@ ghost bare_entry(space, y, h); */
    /*@ assert room: size <= next - y; */
    /*@ assert table: AT(space, h, y) == table; */
    if (entry(space, table, i) != 0) return false;
    /*@ ghost uint64_t after = y + size; */
    /*@ assert after: after == y + size && multiple(FMT, h, after); */
    /*@ assert index: after < next ==> IDX(space, h, after) == i + 1; */
    y += size;
    i++;
  }
  return true;
}

/* Where the walk of x stops, if nothing is mapped in the run [x, next) at height h; else -1. */
/*@ requires VALID(space) && RUN_IS(space, h, x, next);
    assigns \nothing;
    ensures bare: \result == -1 <==> !RANGE_BARE(space, x, next);
    ensures stop: \result != -1 ==> h <= \result <= space->height && \result == HW_H(space, x); */
static int leaves_bare(const struct vpt *space, uint64_t x, uint64_t next, int h)
{
  /*@ ghost hardware(space); alike(space); nested(space); bare_entry(space, x, h); */
  /*@ assert room: x + size(FMT, h) <= next; */
  struct stop at = locate(space, x);
  if (at.height < h || codec_kind(at.height, at.word) != VPT_INVALID) return -1;
  /*@ assert above: at.height > h ==> \forall integer y; x <= y < next ==>
        PRE(space, at.height, y) == PRE(space, at.height, x); */
  /*@ assert alike: at.height > h ==> \forall integer y; x <= y < next ==>
        PRE(space, at.height, y) == PRE(space, at.height, x) ==> !MAPPED(space, y); */
  if (at.height > h) return at.height;
  return entries_bare(space, h, at.table, x, next) ? h : -1;
}

/*@ ghost
  // Bytes that are left after a run.
  /@ requires 0 <= h <= 4 && ia <= x < next <= end && to == oa + (x - ia) && oa + (end - ia) <= last;
     requires multiple(FMT, 0, end) && multiple(FMT, h, x) && multiple(FMT, h, next) && multiple(FMT, h, to);
     assigns \nothing;
     ensures pages: multiple(FMT, 0, next) && multiple(FMT, 0, to + (next - x));
     ensures output: to + (next - x) == oa + (next - ia) <= last;
     ensures page: next < end ==> size(FMT, 0) <= end - next; @/
  void stepped(int h, uint64_t ia, uint64_t x, uint64_t next, uint64_t end, uint64_t oa, uint64_t to, int64_t last)
  {
    /@ assert along: along(FMT, to, x, next) == to + (next - x) && multiple(FMT, h, along(FMT, to, x, next)); @/
  }
*/

/* Frames that mapping [ia, end) to oa takes, by leaves at height `limit` at most; -1 if something is mapped there. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && OUTPUT_IS(space, ia, end, oa);
    requires 0 <= limit <= space->leaf_height;
    assigns \nothing;
    ensures mapped: \result == -1 <==> !RANGE_BARE(space, ia, end);
    ensures need: \result >= 0 ==> \result == NEED(space, ia, end, oa, limit);
    ensures range: \result >= -1; */
static int64_t range_need(const struct vpt *space, uint64_t ia, uint64_t end, vpt_oa oa, int limit)
{
  int64_t count = 0;
  uint64_t x = ia;
  vpt_oa to = oa;
  /*@ loop invariant cursor: ia <= x <= end && multiple(FMT, 0, x) && to == oa + (x - ia) && multiple(FMT, 0, to);
      loop invariant bare: RANGE_BARE(space, ia, x);
      loop invariant count: 0 <= count <= 5 * (x - ia);
      loop invariant need: NEED(space, ia, end, oa, limit) == count + NEED_FROM(space, ia, end, oa - ia, x, limit);
      loop assigns x, to, count;
      loop variant end - x; */
  while (x < end) {
    /*@ assert page: size(FMT, 0) <= end - x; */
    int h = pick_height(x, to, end - x, limit);
    /*@ assert picked: h == PICK(space, x, oa - ia, end, limit); */
    uint64_t next = run_end(h, x, end) /*@ ghost (space) */;
    /*@ ghost stepped(h, ia, x, next, end, oa, to, space->output_end); */
    /*@ assert room: to + (next - x) <= space->output_end; */
    int stop = leaves_bare(space, x, next, h);
    if (stop < 0) return -1;
    /*@ assert aligned: START(space, h, x) == x; */
    int reach = reach_of(space, ia, x, stop);
    /*@ assert reach: reach == REACH(space, ia, x) && h <= reach <= 4; */
    /*@ assert unfold: NEED_FROM(space, ia, end, oa - ia, x, limit) ==
          clip(REACH(space, ia, x) - h + NEED_FROM(space, ia, end, oa - ia, next, limit)); */
    /*@ assert rest: NEED_FROM(space, ia, end, oa - ia, next, limit) >= 0; */
    count += reach - h;
    to += next - x;
    x = next;
  }
  return count;
}

/* The first address of [ia, end) that is mapped, or the end. */
/*@ requires VALID(space) && ia <= end <= space->input_end;
    assigns \nothing;
    ensures FIRST_MAPPED(space, ia, end, \result); */
static uint64_t first_mapped(const struct vpt *space, uint64_t ia, uint64_t end)
{
  uint64_t x = ia;
  /*@ ghost alike(space); */
  /*@ loop invariant cursor: ia <= x <= space->input_end;
      loop invariant bare: \forall integer y; ia <= y < x ==> y < end ==> !MAPPED(space, y);
      loop assigns x;
      loop variant space->input_end - x; */
  while (x < end) {
    struct stop at = locate(space, x);
    if (codec_kind(at.height, at.word) == VPT_LEAF) return x;
    /*@ ghost regions(space, x); */
    uint64_t next = region_start(at.height, x) + codec_size(at.height);
    /*@ assert next: x < next == START(space, at.height, x) + size(FMT, at.height) <= space->input_end; */
    /*@ assert bare: RANGE_BARE(space, x, next); */
    x = next;
  }
  return end;
}

/* --- mapping --- */

/*@ ghost
  // What the last address of a run shares with those after it.
  /@ requires SHAPE(space) && 0 <= x && RUN_IS(space, h, x, next);
     assigns \nothing;
     ensures last: \forall integer y; next <= y < space->input_end ==> MEET(space, next - 1, y) == MEET(space, x, y);
     ensures first: \forall integer y; next <= y < space->input_end ==> x > 0 ==>
       MEET(space, x, y) <= MEET(space, x - 1, y);
     ensures high: \forall integer y; next <= y < space->input_end ==> MEET(space, x, y) >= h;
     ensures apart: \forall integer y; next <= y < space->input_end ==> PRE(space, h, y) != PRE(space, h, x); @/
  void between(const struct vpt *space, uint64_t x, uint64_t next, int h)
  {
    nested(space);
    uint64_t v = next - 1, w = x > 0 ? x - 1 : 0;
    /@ assert v: v == next - 1 && (x > 0 ==> w == x - 1); @/
    /@ assert end: START(space, h, v) + size(FMT, h) <= next; @/
    /@ assert begin: START(space, h, x) == x && x + size(FMT, h) <= next; @/
    /@ assert apart: \forall integer y; next <= y < space->input_end ==>
         PRE(space, h, y) != PRE(space, h, v) && PRE(space, h, y) != PRE(space, h, x); @/
    /@ assert same: \forall integer k; h <= k < space->height ==> PRE(space, k + 1, v) == PRE(space, k + 1, x); @/
    /@ assert below: \forall integer k, y; 0 <= k < h ==> next <= y < space->input_end ==>
         PRE(space, k + 1, y) != PRE(space, k + 1, v) && PRE(space, k + 1, y) != PRE(space, k + 1, x); @/
    /@ assert through: \forall integer k, y; 0 <= k < space->height ==> next <= y < space->input_end ==> x > 0 ==>
         PRE(space, k + 1, y) == PRE(space, k + 1, w) ==> PRE(space, k + 1, y) == PRE(space, k + 1, x); @/
    /@ assert alike: \forall integer k, y; 0 <= k < space->height ==> next <= y < space->input_end ==>
         (PRE(space, k + 1, y) == PRE(space, k + 1, x) <==> PRE(space, k + 1, y) == PRE(space, k + 1, v)); @/
    int k = space->height;
    /@ loop invariant 0 <= k <= space->height;
       loop invariant last: \forall integer y; next <= y < space->input_end ==>
         MEET_FROM(space, k, v, y) == MEET_FROM(space, k, x, y);
       loop invariant first: \forall integer y; next <= y < space->input_end ==> x > 0 ==>
         MEET_FROM(space, k, x, y) <= MEET_FROM(space, k, w, y);
       loop invariant high: \forall integer y; next <= y < space->input_end ==>
         greatest(h, k) <= MEET_FROM(space, k, x, y);
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }

  // The tables of a run that addresses after it need too: those below which their regions at height j are the same.
  /@ requires SHAPE(space) && 0 <= x && RUN_IS(space, h, x, next);
     assigns \nothing;
     ensures range: \forall integer y; next <= y < space->input_end ==> h <= MEET(space, x, y) <= space->height;
     ensures shared: \forall integer j, y; 1 <= j <= space->height ==> next <= y < space->input_end ==>
       (h < j && PRE(space, j, y) == PRE(space, j, x) <==> MEET(space, x, y) < j); @/
  void shared(const struct vpt *space, uint64_t x, uint64_t next, int h)
  {
    nested(space);
    between(space, x, next, h);
    /@ assert below: \forall integer j, y; 0 <= j <= h ==> next <= y < space->input_end ==>
         PRE(space, j, y) != PRE(space, j, x); @/
    int k = space->height;
    // from the top down: what is said of meet from any height on
    /@ loop invariant 0 <= k <= space->height;
       loop invariant range: \forall integer y; k <= MEET_FROM(space, k, x, y) <= space->height;
       loop invariant shared: \forall integer j, y; k < j <= space->height ==>
         (PRE(space, j, y) == PRE(space, j, x) <==> MEET_FROM(space, k, x, y) < j);
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }

  // Walks of a bare run stop in its table or above.
  /@ requires VALID(space) && 0 <= x && RUN_IS(space, h, x, next) && RANGE_BARE(space, x, next);
     assigns \nothing;
     ensures above: \forall integer y; x <= y < next ==> HW_H(space, y) >= h;
     ensures none: \forall integer k, y; 0 <= k < h ==> x <= y < next ==> AT(space, k, y) < 0;
     ensures leaves: \forall integer k, y; 0 <= k <= space->height ==> x <= y < next ==> LEAF(space, k, y) == 0; @/
  void bare_run(const struct vpt *space, uint64_t x, uint64_t next, int h)
  {
    hardware(space);
    inhabited(space);
    wrapped(space);
    /@ assert inside: \forall integer y, z; x <= y < next ==> IS_INPUT(space, z) ==>
         PRE(space, h, z) == PRE(space, h, y) ==> x <= z < next; @/
    /@ assert bare: \forall integer y; x <= y < next ==> BARE(space, h, y); @/
    /@ assert below: \forall integer y; x <= y < next ==> h > 0 ==> AT(space, h - 1, y) >= 0 ==> !BARE(space, h, y); @/
    /@ assert none: \forall integer y; x <= y < next ==> h > 0 ==> AT(space, h - 1, y) < 0; @/
    /@ assert path: \forall integer y; x <= y < next ==> h > 0 ==>
         (AT(space, h - 1, y) >= 0 <==> h - 1 >= HW_H(space, y)); @/
  }

  // Entries of a table from which no walk goes on and where no leaf is.
  /@ requires SHAPE(space) && WELL_FORMED(space) && TIDY(space) && 0 <= x && RUN_IS(space, h, x, next);
     requires ON_PATH(space, h, table, IDX(space, h, x), x);
     requires none: \forall integer k, y; 0 <= k < h ==> x <= y < next ==> AT(space, k, y) < 0;
     requires leaves: \forall integer k, y; 0 <= k <= space->height ==> x <= y < next ==> LEAF(space, k, y) == 0;
     assigns \nothing;
     ensures empty: ENTRIES_EMPTY(space, h, table, x, next); @/
  void empty_run(const struct vpt *space, int64_t table, uint64_t x, uint64_t next, int h)
  {
    hardware(space);
    /@ assert walks: \forall integer y; x <= y < next ==> AT(space, h, y) == table; @/
    /@ assert upper: \forall integer y; x <= y < next ==> AT(space, h, y) == table ==> HW_H(space, y) <= h; @/
    /@ assert lower: \forall integer y; x <= y < next ==> HW_TABLE(space, y) >= 0 ==> HW_H(space, y) >= h; @/
    /@ assert none: \forall integer y; x <= y < next ==> LEAF(space, HW_H(space, y), y) == 0 ==> !MAPPED(space, y); @/
    /@ assert entry: \forall integer y; x <= y < next ==> HW_E(space, y) == ENTRY_OF(space, h, table, y); @/
    /@ assert bare: \forall integer y; x <= y < next ==> KIND(h, HW_E(space, y)) == VPT_INVALID; @/
  }

  // Each leaf of a run may map its part of what lies from oa on.
  /@ requires SHAPE(space) && 0 <= x && RUN_IS(space, h, x, next) && leaf_ok(FMT, h, oa, attr);
     requires oa + (next - x) <= oa_end(FMT);
     assigns \nothing;
     ensures \forall integer y; x <= y < next ==> leaf_ok(FMT, h, oa + (START(space, h, y) - x), attr); @/
  void leaves_ok(const struct vpt *space, uint64_t x, uint64_t next, int h, uint64_t oa, vpt_attr attr)
  {
    /@ assert along: \forall integer y; x <= y < next ==>
         multiple(FMT, h, along(FMT, oa, x, START(space, h, y))) && START(space, h, y) <= y; @/
  }

  // Leaves of a run map what lies from oa on.
  /@ requires SHAPE(space) && WELL_FORMED(space) && 0 <= x && RUN_IS(space, h, x, next);
     requires leaf_ok(FMT, h, oa, attr) && oa + (next - x) <= oa_end(FMT);
     requires leaves: \forall integer y; x <= y < next ==>
       LEAF(space, h, y) == mk_leaf(FMT, h, oa + (START(space, h, y) - x), attr);
     assigns \nothing;
     ensures translated: RANGE_TRANSLATED(space, x, next, oa, attr); @/
  void filled_run(const struct vpt *space, uint64_t x, uint64_t next, int h, uint64_t oa, vpt_attr attr)
  {
    hardware(space);
    leaves_ok(space, x, next, h, oa, attr);
    /@ assert leaf: \forall integer y; x <= y < next ==> LEAF(space, h, y) != 0; @/
    /@ assert stops: \forall integer y; x <= y < next ==> LEAF(space, h, y) != 0 ==>
         HW_H(space, y) == h && MAPPED(space, y) && HW_E(space, y) == LEAF(space, h, y); @/
    /@ assert entry: \forall integer y; x <= y < next ==> LEAF(space, h, y) != 0 && HW_H(space, y) == h &&
         HW_E(space, y) == mk_leaf(FMT, h, oa + (START(space, h, y) - x), attr); @/
  }
*/

/* Makes the tables that the run [x, next) at height h lacks, where nothing is mapped and frames suffice. Returns the
 * table for the run. */
/*@ requires VALID(space) && RUN_IS(space, h, x, next) && RANGE_BARE(space, x, next) && TLB_CLEAN;
    requires HW_H(space, x) - h <= space->pool->free;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space);
    ensures entries: ENTRIES_ARE(space, h, \result, x, next) && ENTRIES_EMPTY(space, h, \result, x, next);
    ensures same: SAME_SPACE(space, Pre);
    ensures sound: SOUND(space) && MEMO(space);
    ensures filled: FILLED_BUT(space, \result);
    ensures tables: TABLES_BUILT(space, h, x, Pre);
    ensures high: h <= \old(HW_H(space, x));
    ensures free: TOOK(space, \old(HW_H(space, x)) - h, Pre);
    ensures leaves: SAME_LEAVES(space, Pre) && OWN_LEAVES(space);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline int64_t run_table(struct vpt *space, uint64_t x, int h) /*@ ghost (uint64_t next) */
{
  /*@ ghost hardware(space); bare_run(space, x, next, h); */
  struct stop at = locate(space, x);
  remember(space, x, at);
  at = tables_build(space, x, at, h);
  /*@ ghost empty_run(space, at.table, x, next, h); */
  remember(space, x, at);
  return at.table;
}

/* Makes the tables and the leaves of the run [x, next) at height h, where nothing is mapped and frames suffice. */
/*@ requires VALID(space) && RUN_IS(space, h, x, next) && RANGE_BARE(space, x, next) && TLB_CLEAN;
    requires leaf_ok(FMT, h, oa, attr) && space->output_first <= oa && oa + (next - x) <= space->output_end;
    requires HW_H(space, x) - h <= space->pool->free;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures tables: TABLES_BUILT(space, h, x, Pre);
    ensures leaves: LEAVES_FILLED(space, h, x, next, oa, attr, Pre);
    ensures high: h <= \old(HW_H(space, x));
    ensures free: TOOK(space, \old(HW_H(space, x)) - h, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline void run_build(struct vpt *space, uint64_t x, uint64_t next, int h, vpt_oa oa, vpt_attr attr)
{
  int64_t table = run_table(space, x, h) /*@ ghost (next) */;
  /*@ assert foreign: \forall integer c; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
        FOREIGN(space, c); */
  entries_fill(space, h, table, x, next, oa, attr);
  /*@ assert words: \forall integer c, j; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
        0 <= j < entries(GRANULE) ==> ENT(space, c, j) == \at(ENT(space, c, j), Pre); */
}

/* Maps the run [x, next) at height h, where nothing is mapped and frames suffice, to what lies from oa on. */
/*@ requires VALID(space) && RUN_IS(space, h, x, next) && RANGE_BARE(space, x, next) && TLB_CLEAN;
    requires leaf_ok(FMT, h, oa, attr) && space->output_first <= oa && oa + (next - x) <= space->output_end;
    requires HW_H(space, x) - h <= space->pool->free;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_TRANSLATED(space, x, next, oa, attr);
    ensures outside: OUTSIDE_SAME(space, x, next, Pre);
    ensures high: h <= \old(HW_H(space, x));
    ensures reach: STOPS_SHARED(space, x, next, Pre);
    ensures free: TOOK(space, \old(HW_H(space, x)) - h, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void run_add(struct vpt *space, uint64_t x, uint64_t next, int h, vpt_oa oa, vpt_attr attr)
{
  /*@ ghost hardware(space); shared(space, x, next, h); */
  run_build(space, x, next, h, oa, attr);
  /*@ ghost hardware(space); filled_run(space, x, next, h, oa, attr); */
  /*@ assert outside: \forall integer k, y; 0 <= k <= space->height ==> IS_INPUT(space, y) ==> !(x <= y < next) ==>
        LEAF(space, k, y) == \at(LEAF(space, k, y), Pre); */
  /*@ assert were: \forall integer k, y; 0 <= k < space->height ==> next <= y < space->input_end ==>
        (\at(AT(space, k, y), Pre) >= 0 <==> \at(HW_H(space, y), Pre) <= k); */
  /*@ assert built: \forall integer k, y; 0 <= k < space->height ==> next <= y < space->input_end ==>
        (AT(space, k, y) >= 0 <==> \at(AT(space, k, y), Pre) >= 0 ||
           (h <= k && PRE(space, k + 1, y) == PRE(space, k + 1, x))); */
  /*@ assert met: \forall integer k, y; 0 <= k < space->height ==> next <= y < space->input_end ==>
        (AT(space, k, y) >= 0 <==> \at(AT(space, k, y), Pre) >= 0 || MEET(space, x, y) <= k); */
  /*@ assert tables: \forall integer k, y; 0 <= k < space->height ==> next <= y < space->input_end ==>
        (AT(space, k, y) >= 0 <==> \at(HW_H(space, y), Pre) <= k || MEET(space, x, y) <= k); */
  /*@ assert root: \forall integer y; AT(space, space->height, y) >= 0; */
  /*@ assert as_before: \forall integer y; next <= y < space->input_end ==>
        AT(space, \at(HW_H(space, y), Pre), y) >= 0; */
  /*@ assert as_x: \forall integer y; next <= y < space->input_end ==> AT(space, MEET(space, x, y), y) >= 0; */
  /*@ assert upper: \forall integer y; next <= y < space->input_end ==>
        HW_H(space, y) <= \at(HW_H(space, y), Pre) && HW_H(space, y) <= MEET(space, x, y); */
  /*@ assert lower: \forall integer y; next <= y < space->input_end ==> HW_TABLE(space, y) >= 0 ==>
        HW_H(space, y) >= \at(HW_H(space, y), Pre) || HW_H(space, y) >= MEET(space, x, y); */
}

/* Maps [ia, end) to oa, by leaves at height `limit` at most. Cannot fail. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && OUTPUT_IS(space, ia, end, oa);
    requires attr_ok(FMT, attr) && 0 <= limit <= space->leaf_height && TLB_CLEAN;
    requires RANGE_BARE(space, ia, end) && NEED(space, ia, end, oa, limit) <= space->pool->free;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_TRANSLATED(space, ia, end, oa, attr);
    ensures outside: OUTSIDE_SAME(space, ia, end, Pre);
    ensures free: space->pool->free == \old(space->pool->free - NEED(space, ia, end, oa, limit));
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void range_add(struct vpt *space, uint64_t ia, uint64_t end, vpt_oa oa, vpt_attr attr, int limit)
{
  uint64_t x = ia;
  vpt_oa to = oa;
  /*@ loop invariant cursor: ia <= x <= end && multiple(FMT, 0, x) && to == oa + (x - ia) && multiple(FMT, 0, to);
      loop invariant valid: VALID(space) && SAME_SPACE(space, Pre);
      loop invariant inside: RANGE_TRANSLATED(space, ia, x, oa, attr);
      loop invariant outside: OUTSIDE_SAME(space, ia, x, Pre);
      loop invariant reaches: REACHES(space, ia, x, Pre);
      loop invariant need: \let z = x; space->pool->free - \at(NEED_FROM(space, ia, end, oa - ia, z, limit), Pre) ==
        \at(space->pool->free - NEED(space, ia, end, oa, limit), Pre) >= 0;
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop assigns x, to, \at(space->leaf_prefix, Pre), \at(space->leaf_table, Pre), \at(space->upper_prefix, Pre),
        \at(space->upper_table, Pre), \at(space->grant_last, Pre), \at(space->pool, Pre)->free,
        TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre)), commits;
      loop variant end - x; */
  while (x < end) {
    /*@ assert page: size(FMT, 0) <= end - x; */
    int h = pick_height(x, to, end - x, limit);
    /*@ assert picked: h == PICK(space, x, oa - ia, end, limit); */
    uint64_t next = run_end(h, x, end) /*@ ghost (space) */;
    /*@ ghost stepped(h, ia, x, next, end, oa, to, space->output_end); between(space, x, next, h); */
    /*@ assert bare: RANGE_BARE(space, x, next); */
    /*@ assert reach: \let z = x; HW_H(space, x) == \at(REACH(space, ia, z), Pre); */
    /*@ assert unfold: \let z = x; \let y = next; \at(NEED_FROM(space, ia, end, oa - ia, z, limit), Pre) ==
          clip(HW_H(space, x) - h + \at(NEED_FROM(space, ia, end, oa - ia, y, limit), Pre)); */
    /*@ assert rest: \let y = next; \at(NEED_FROM(space, ia, end, oa - ia, y, limit), Pre) >= 0; */
    run_add(space, x, next, h, to, attr);
    /*@ assert new: RANGE_TRANSLATED(space, x, next, to, attr); */
    /*@ assert old: OUTSIDE_SAME(space, x, next, LoopCurrent); */
    to += next - x;
    x = next;
  }
  /*@ assert end: x == end; */
  /*@ assert none: \let z = x; \at(NEED_FROM(space, ia, end, oa - ia, z, limit), Pre) == 0; */
}

#endif
