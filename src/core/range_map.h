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

/* Where the region of x's table at height h starts. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \forall integer lim; x < lim ==> \result == start(FMT, lim, h + 1, x); */
static inline vpt_ia table_start(int h, vpt_ia x)
{
  if (h < 4) return region_start(h + 1, x);
  return (uint64_t)codec_prefix(5, x) * codec_size(5);
}

/* Where leaves at height h from x on end: with their table, or where no whole one is left before `end`. */
/*@ requires SHAPE(space) && 0 <= h <= space->height && x < end <= space->input_end;
    requires multiple(FMT, h, x) && size(FMT, h) <= end - x;
    assigns \nothing;
    ensures end: \result == RUN_END(space, h, x, end);
    ensures range: x < \result <= end && size(FMT, h) <= \result - x;
    ensures multiple: multiple(FMT, h, \result);
    ensures one: ONE_TABLE(space, h, x, \result); */
static inline vpt_ia run_end(int h, vpt_ia x, vpt_ia end) /*@ ghost (const struct vpt *space) */
{
  vpt_ia table_end = table_start(h, x) + codec_size(h + 1);
  return table_end <= end ? table_end : region_start(h, end);
}

/* --- how many frames --- */

/* Least height of a table that both x and the address before it come to. */
/*@ requires SHAPE(space) && 0 < x < space->input_end;
    assigns \nothing;
    ensures joint: \result == MEET(space, x - 1, x) && 0 <= \result <= space->height;
    ensures grid: \forall integer h; 0 <= h <= space->height ==> START(space, h, x) == x ==> h <= \result; */
static inline int joint(const struct vpt *space, vpt_ia x)
{
  vpt_ia last = x - 1;
  return meet_height(space, last, x);
}

/* Where the walk of x stops, if nothing is mapped in the run [x, next) at height h; else -1. */
/*@ requires VALID(space) && RUN_IS(space, h, x, next);
    assigns \nothing;
    ensures bare: \result == -1 <==> !RANGE_BARE(space, x, next);
    ensures stop: \result != -1 ==> h <= \result <= space->height && \result == HW_H(space, x); */
static int leaves_bare(const struct vpt *space, vpt_ia x, vpt_ia next, int h)
{
  struct stop at = locate(space, x);
  if (at.height < h || codec_kind(at.height, at.word) != VPT_INVALID) return -1;
  if (at.height > h) return at.height;
  uint64_t size = codec_size(h);
  unsigned i = codec_index(h, x);
  for (vpt_ia y = x; y < next; y += size)
    if (entry(space, at.table, i++) != 0) return -1;
  return h;
}

/* Frames that mapping [ia, end) to oa takes, by leaves at height `limit` at most; -1 if something is mapped there. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && OUTPUT_IS(space, ia, end, oa);
    requires 0 <= limit <= space->leaf_height;
    assigns \nothing;
    ensures mapped: \result == -1 <==> !RANGE_BARE(space, ia, end);
    ensures need: \result >= 0 ==> \result == NEED(space, ia, end, oa, limit);
    ensures range: \result >= -1; */
static int64_t range_need(const struct vpt *space, vpt_ia ia, vpt_ia end, vpt_oa oa, int limit)
{
  int64_t count = 0;
  vpt_ia x = ia;
  vpt_oa to = oa;
  while (x < end) {
    int h = pick_height(x, to, end - x, limit);
    vpt_ia next = run_end(h, x, end) /*@ ghost (space) */;
    int stop = leaves_bare(space, x, next, h);
    if (stop < 0) return -1;
    if (x > ia) {
      int k = joint(space, x);
      if (k < stop) stop = k;
    }
    count += stop - h;
    to += next - x;
    x = next;
  }
  return count;
}

/* The first address of [ia, end) that is mapped, or the end. */
/*@ requires VALID(space) && ia <= end <= space->input_end;
    assigns \nothing;
    ensures FIRST_MAPPED(space, ia, end, \result); */
static vpt_ia first_mapped(const struct vpt *space, vpt_ia ia, vpt_ia end)
{
  vpt_ia x = ia;
  while (x < end) {
    struct stop at = locate(space, x);
    if (codec_kind(at.height, at.word) == VPT_LEAF) return x;
    x = region_start(at.height, x) + codec_size(at.height);
  }
  return end;
}

/* --- mapping --- */

/* Maps the run [x, next) at height h, where nothing is mapped and frames suffice, to what lies from oa on. */
/*@ requires VALID(space) && RUN_IS(space, h, x, next) && RANGE_BARE(space, x, next) && TLB_CLEAN;
    requires leaf_ok(FMT, h, oa, attr) && space->output_first <= oa && oa + (next - x) <= space->output_end;
    requires HW_H(space, x) - h <= space->pool->free;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_TRANSLATED(space, x, next, oa, attr);
    ensures outside: OUTSIDE_SAME(space, x, next, Pre);
    ensures high: h <= \old(HW_H(space, x));
    ensures reach: \forall integer y; next <= y < space->input_end ==>
      HW_H(space, y) == least(\at(HW_H(space, y), Pre), MEET(space, x, y));
    ensures free: space->pool->free == \old(space->pool->free - (HW_H(space, x) - h));
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void run_add(struct vpt *space, vpt_ia x, vpt_ia next, int h, vpt_oa oa, vpt_attr attr)
{
  struct stop at = locate(space, x);
  remember(space, x, at);
  at = tables_build(space, x, at, h);
  entries_fill(space, h, at.table, x, next, oa, attr);
  remember(space, x, at);
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
static void range_add(struct vpt *space, vpt_ia ia, vpt_ia end, vpt_oa oa, vpt_attr attr, int limit)
{
  vpt_ia x = ia;
  vpt_oa to = oa;
  while (x < end) {
    int h = pick_height(x, to, end - x, limit);
    vpt_ia next = run_end(h, x, end) /*@ ghost (space) */;
    run_add(space, x, next, h, to, attr);
    to += next - x;
    x = next;
  }
}

#endif
