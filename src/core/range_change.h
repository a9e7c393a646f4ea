/* SPDX-License-Identifier: Apache-2.0 */
/* Unmapping and protecting a range, run by run: leaves side by side in one table that need one walk. What TLBs must
 * forget grows while leaves go or change, and is told to the hooks once, at the end. */
#ifndef VPT_CORE_RANGE_CHANGE_H
#define VPT_CORE_RANGE_CHANGE_H

#include "entries.h"
#include "split.h"

/* --- what TLBs must forget --- */

/* What TLBs may still hold of leaves that are gone or changed: [first, end), none if that is empty. All members have
 * the size of a register, so that compilers copy it without a call of memcpy(). */
struct stale {
  uint64_t first;
  uint64_t end;
  uint64_t global; /* 1: a global leaf is among them */
  uint64_t steps;  /* 1: tables were freed */
};

/* The note of logic/tlb.h says the same as `p`. */
#define STALE_IS(p)                                                                                      \
  ((p).first < (p).end ? stale_first == (p).first && stale_end == (p).end && stale_global == (p).global && \
     stale_steps == (p).steps && (p).global <= 1 && (p).steps <= 1                                        \
   : (p).first == (p).end && (p).global == 0 && (p).steps == 0 && TLB_CLEAN)
/* `p` is what `old`, which ends at x or before, was, and in addition all from x on to p.end. */
#define STALE_LONGER(p, old, x) ((p).first == ((old).first < (old).end ? (old).first : (x)) && (x) < (p).end)

/* Nothing of what ends at x. */
/*@ assigns \nothing;
    ensures \result.first == x && \result.end == x && \result.global == 0 && \result.steps == 0; */
static inline struct stale stale_none(uint64_t x)
{
  return (struct stale){.first = x, .end = x};
}

/* The same and [ia, end), which lies behind. */
/*@ requires STALE_IS(stale) && stale.end <= ia < end;
    assigns stale_first, stale_end, stale_global;
    ensures noted: STALE_IS(\result) && STALE_LONGER(\result, stale, ia) && \result.end == end;
    ensures steps: \result.steps == stale.steps;
    ensures global: global ==> \result.global == 1; */
static inline struct stale stale_with(struct stale stale, uint64_t ia, uint64_t end, bool global)
{
  if (stale.first == stale.end) stale.first = ia;
  stale.end = end;
  if (global) stale.global = 1;
  /*@ ghost stale_first = stale.first; stale_end = stale.end; stale_global = stale.global == 1; */
  return stale;
}

/* Has it forgotten, by at most one call of the hooks. */
/*@ requires STALE_IS(stale) && \valid_read(space);
    assigns TLB;
    ensures TLB_CLEAN; */
static inline void stale_flush(const struct vpt *space, struct stale stale)
{
  if (stale.first < stale.end)
    vpt_flush(space, stale.first, stale.end - stale.first, 0, stale.steps == 0, stale.global != 0);
}

/* --- runs --- */

/* `hole` is the first address of [ia, x) that was not mapped at L; or `end`, if all were. */
#define HOLE_UP_TO(s, ia, x, end, hole, L)                                                        \
  ((ia) <= (hole) <= (end) && ((hole) < (x) || (hole) == (end)) &&                                \
   (\forall integer x_; (ia) <= x_ < (x) ==>                                                      \
      (x_ < (hole) ==> \at(MAPPED(s, x_), L)) && (x_ == (hole) ==> !\at(MAPPED(s, x_), L))))
/* The walk of x stops at a leaf that starts at x and lies in [x, end). */
#define LEAF_STARTS(s, at, x, end)                                                                \
  (STOPS(s, at, x) && KIND((at).height, (at).word) == VPT_LEAF && multiple(FMT, (at).height, x) && \
   (x) + size(FMT, (at).height) <= (end) <= (s)->input_end)

/* Where the region ends that the walk of x stops in, without a leaf; `end` at most. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && STOPS(space, at, x) && KIND(at.height, at.word) != VPT_LEAF;
    requires x < end <= space->input_end;
    assigns \nothing;
    ensures further: x < \result <= end;
    ensures bare: RANGE_BARE(space, x, \result);
    ensures edge: \result < end ==> EDGE(space, \result); */
static inline uint64_t hole_end(struct stop at, uint64_t x, uint64_t end) /*@ ghost (const struct vpt *space) */
{
  uint64_t next = region_start(at.height, x) + codec_size(at.height);
  return next < end ? next : end;
}

/* Removes the leaf at x and those behind it in the same table, up to `end`; frees the tables that become empty. What
 * is stale ends where that ends. */
/*@ requires VALID(space) && LEAF_STARTS(space, at, x, end) && STALE_IS(stale) && stale.end <= x;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures stale: STALE_IS(\result) && STALE_LONGER(\result, stale, x) && \result.end <= end;
    ensures mapped: \forall integer y; x <= y < \result.end ==> \at(MAPPED(space, y), Pre);
    ensures bare: RANGE_BARE(space, x, \result.end);
    ensures same: OUTSIDE_SAME(space, x, \result.end, Pre);
    ensures edge: \result.end < end ==> EDGE(space, \result.end);
    ensures kept: \result.steps == 0 ==> stale.steps == 0 && SAME_TABLES(space, Pre);
    ensures free: space->pool->free >= \old(space->pool->free);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static struct stale run_clear(struct vpt *space, struct stop at, uint64_t x, uint64_t end, struct stale stale)
{
  bool global = (codec_leaf_attr(at.height, at.word) & VPT_GLOBAL) != 0;
  uint64_t next = leaves_end(space, at.height, at.table, x, end, global);
  stale = stale_with(stale, x, next, global);
  entries_clear(space, at.height, at.table, x, next);
  if (at.height < space->height && live(space, at.table) == 0) {
    prune(space, x, at.height);
    stale.steps = 1;
  }
  return stale;
}

/* Gives the leaf at x, and those behind it in the same table that may be overwritten as well, new attributes. A leaf
 * that must be invalid for a while changes by itself, once all before is forgotten. What is stale ends where that
 * ends. */
/*@ requires VALID(space) && LEAF_STARTS(space, at, x, end) && STALE_IS(stale) && stale.end <= x && stale.steps == 0;
    requires attr_ok(FMT, attr);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures stale: STALE_IS(\result) && \result.steps == 0 && x < \result.end <= end;
    ensures mapped: \forall integer y; x <= y < \result.end ==> \at(MAPPED(space, y), Pre);
    ensures inside: RANGE_PROTECTED(space, x, \result.end, attr, Pre);
    ensures same: OUTSIDE_SAME(space, x, \result.end, Pre);
    ensures edge: \result.end < end ==> EDGE(space, \result.end);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static struct stale run_change(struct vpt *space, struct stop at, uint64_t x, uint64_t end, vpt_attr attr,
                               struct stale stale)
{
  bool global = (codec_leaf_attr(at.height, at.word) & VPT_GLOBAL) != 0;
  uint64_t next = change_end(space, at.height, at.table, x, end, attr, global);
  if (next == x) {
    stale_flush(space, stale);
    leaf_change(space, x, at, at.height, attr);
    return stale_none(x + codec_size(at.height));
  }
  stale = stale_with(stale, x, next, global);
  entries_change(space, at.height, at.table, x, next, attr);
  return stale;
}

/* --- ranges --- */

/* Removes every leaf in [ia, end), and the tables that become empty; returns where the first hole was. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && WHOLE_LEAVES(space, ia, end) && TLB_CLEAN;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_BARE(space, ia, end);
    ensures outside: OUTSIDE_SAME(space, ia, end, Pre);
    ensures hole: \at(FIRST_HOLE(space, ia, end, \at(\result, Here)), Pre);
    ensures free: space->pool->free >= \old(space->pool->free);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
static uint64_t range_clear(struct vpt *space, uint64_t ia, uint64_t end)
{
  struct stale stale = stale_none(ia);
  uint64_t x = ia, hole = end;
  while (x < end) {
    struct stop at = locate(space, x);
    if (codec_kind(at.height, at.word) == VPT_LEAF) {
      stale = run_clear(space, at, x, end, stale);
      x = stale.end;
    } else {
      if (hole == end) hole = x;
      x = hole_end(at, x, end) /*@ ghost (space) */;
    }
  }
  /*@ assert noted: NOTED(space, Pre); */
  stale_flush(space, stale);
  return hole;
}

/* Gives every leaf in [ia, end) new attributes; returns where the first hole was. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && WHOLE_LEAVES(space, ia, end) && TLB_CLEAN;
    requires attr_ok(FMT, attr);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures inside: RANGE_PROTECTED(space, ia, end, attr, Pre);
    ensures outside: OUTSIDE_SAME(space, ia, end, Pre);
    ensures hole: \at(FIRST_HOLE(space, ia, end, \at(\result, Here)), Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
static uint64_t range_change(struct vpt *space, uint64_t ia, uint64_t end, vpt_attr attr)
{
  struct stale stale = stale_none(ia);
  uint64_t x = ia, hole = end;
  while (x < end) {
    struct stop at = locate(space, x);
    if (codec_kind(at.height, at.word) == VPT_LEAF) {
      stale = run_change(space, at, x, end, attr, stale);
      x = stale.end;
    } else {
      if (hole == end) hole = x;
      x = hole_end(at, x, end) /*@ ghost (space) */;
    }
  }
  stale_flush(space, stale);
  return hole;
}

/* Unmaps [ia, end), holes or not; returns where the first hole was. Frames suffice for the splits. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && TLB_CLEAN;
    requires ENDS_NEED(space, ia, end) <= space->pool->free;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_BARE(space, ia, end);
    ensures outside: OUTSIDE_SAME_MEANING(space, ia, end, Pre);
    ensures hole: \at(FIRST_HOLE(space, ia, end, \at(\result, Here)), Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
static uint64_t range_unmap(struct vpt *space, uint64_t ia, uint64_t end)
{
  range_split_ends(space, ia, end);
  return range_clear(space, ia, end);
}

/* Gives what is mapped in [ia, end) new attributes; returns where the first hole was. Frames suffice for the splits. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && TLB_CLEAN && attr_ok(FMT, attr);
    requires ENDS_NEED(space, ia, end) <= space->pool->free;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_PROTECTED(space, ia, end, attr, Pre);
    ensures outside: OUTSIDE_SAME_MEANING(space, ia, end, Pre);
    ensures hole: \at(FIRST_HOLE(space, ia, end, \at(\result, Here)), Pre);
    ensures free: space->pool->free == \old(space->pool->free - ENDS_NEED(space, ia, end));
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
static uint64_t range_protect(struct vpt *space, uint64_t ia, uint64_t end, vpt_attr attr)
{
  range_split_ends(space, ia, end);
  return range_change(space, ia, end, attr);
}

#endif
