/* SPDX-License-Identifier: Apache-2.0 */
/* Unmapping and protecting a run: leaves side by side in one table that need one walk. What TLBs must forget grows
 * while leaves go or change. */
#ifndef VPT_CORE_RANGE_RUNS_H
#define VPT_CORE_RANGE_RUNS_H

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

/* Since L the hooks were called once, for it. */
#define TOLD_STALE(s, p, L) \
  (TOLD(s, 1, L) && \
   (HOOKED(s) ==> TOLD_LAST(s, (p).first, (p).end - (p).first, 0, (p).steps == 0, (p).global != 0)))

/* Nothing of what ends at x. */
/*@ assigns \nothing;
    ensures \result.end == x && \result.first == \result.end && \result.global == 0 && \result.steps == 0; */
static inline struct stale stale_none(uint64_t x)
{
  return (struct stale){.first = x, .end = x};
}

/* The same and [ia, end), which lies behind. */
/*@ requires STALE_IS(stale) && stale.end <= ia < end;
    assigns stale_first, stale_end, stale_global;
    ensures noted: STALE_IS(\result) && STALE_LONGER(\result, stale, ia) && \result.end == end;
    ensures steps: \result.steps == stale.steps;
    ensures global: \result.global == (global ? 1 : stale.global); */
static inline struct stale stale_with(struct stale stale, uint64_t ia, uint64_t end, bool global)
{
  if (stale.first == stale.end) stale.first = ia;
  stale.end = end;
  if (global) stale.global = 1;
  /*@ ghost stale_first = stale.first; stale_end = stale.end; stale_global = stale.global == 1; */
  return stale;
}

/* Has it forgotten, by at most one call of the hooks. */
/*@ requires STALE_IS(stale) && \valid_read(space) && (stale.first < stale.end ==> stale.first < space->input_end);
    assigns TLB;
    ensures hooks: stale.first < stale.end ? TOLD_STALE(space, stale, Pre) : TOLD(space, 0, Pre);
    ensures alone: ALONE(space, 0, Pre);
    ensures tlb: TLB_CLEAN; */
static inline void stale_flush(const struct vpt *space, struct stale stale)
{
  if (stale.first < stale.end)
    flush(space, stale.first, stale.end - stale.first, 0, stale.steps == 0, stale.global != 0);
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
/* Steps to RANGE_PROTECTED: the leaves at height h that map [x, next) may have these attributes; since L, they are
 * leaves that do; the walk stops at them. */
#define CHANGE_OK(s, h, x, next, attr) \
  (\forall integer x_; (x) <= x_ < (next) ==> leaf_ok(FMT, h, HW_OA(s, x_), attr))
#define NEW_LEAVES(s, h, x, next, attr, L)                                                        \
  (\forall integer x_; (x) <= x_ < (next) ==>                                                     \
     LEAF(s, h, x_) == mk_leaf(FMT, h, \at(HW_OA(s, x_), L), attr) && LEAF(s, h, x_) != 0)
#define CHANGED_TO(s, h, x, next, attr, L)                                                        \
  (\forall integer x_; (x) <= x_ < (next) ==> HW_H(s, x_) == (h) &&                               \
     HW_E(s, x_) == mk_leaf(FMT, h, \at(HW_OA(s, x_), L), attr) && MAPPED(s, x_))

/*@ ghost
  // No leaf crosses `next`, where the region ends that the walk of the address before stops in.
  /@ requires SHAPE(space) && WELL_FORMED(space) && 0 <= last && next == last + 1 < space->input_end;
     requires START(space, HW_H(space, last), last) + LEAF_SIZE(space, last) == next;
     assigns \nothing;
     ensures edge: EDGE(space, next); @/
  void lemma_edge(const struct vpt *space, uint64_t last, uint64_t next)
  {
    hardware(space);
    alike(space);
    regions(space, last);
    /@ assert before: START(space, HW_H(space, next), next) != next ==>
         START(space, HW_H(space, next), next) <= last; @/
    /@ assert across: START(space, HW_H(space, next), next) <= last ==>
         PRE(space, HW_H(space, next), last) == PRE(space, HW_H(space, next), next); @/
    /@ assert same: START(space, HW_H(space, next), next) <= last ==> HW_H(space, last) == HW_H(space, next); @/
  }
*/

/*@ ghost
  // [x, next) is leaves of one table, and all of each.
  /@ requires SHAPE(space) && WELL_FORMED(space) && x < next <= end <= space->input_end;
     requires ENTRIES_ARE(space, at.height, at.table, x, next) && ALL_LEAF(space, at.height, x, next);
     assigns \nothing;
     ensures mapped: \forall integer y; x <= y < next ==> MAPPED(space, y) && HW_H(space, y) == at.height;
     ensures edge: next < end ==> EDGE(space, next); @/
  void lemma_leaves(const struct vpt *space, struct stop at, uint64_t x, uint64_t next, uint64_t end)
  {
    hardware(space);
    /@ assert stops: \forall integer y; LEAF(space, at.height, y) != 0 ==>
         MAPPED(space, y) && HW_H(space, y) == at.height; @/
    uint64_t last = next - 1;
    /@ assert first: multiple(FMT, at.height, START(space, at.height, last)); @/
    /@ assert last: START(space, at.height, last) + size(FMT, at.height) == next; @/
    if (next < end) lemma_edge(space, last, next);
  }

  // The same, by what the table's entries are.
  /@ requires SHAPE(space) && WELL_FORMED(space) && LEAF_STARTS(space, at, x, end) && x < next <= end;
     requires ENTRIES_ARE(space, at.height, at.table, x, next);
     requires ENTRIES_LEAVES(space, at.height, at.table, x, next);
     assigns \nothing;
     ensures mapped: \forall integer y; x <= y < next ==> MAPPED(space, y) && HW_H(space, y) == at.height;
     ensures edge: next < end ==> EDGE(space, next); @/
  void lemma_run(const struct vpt *space, struct stop at, uint64_t x, uint64_t next, uint64_t end)
  {
    /@ assert table: \forall integer y; x <= y < next ==> AT(space, at.height, y) == at.table; @/
    /@ assert leaves: ALL_LEAF(space, at.height, x, next); @/
    lemma_leaves(space, at, x, next, end);
  }
*/

/* Where the region ends that the walk of x stops in; `end` at most. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && STOPS(space, at, x) && x < end <= space->input_end;
    assigns \nothing;
    ensures further: x < \result == least(end, START(space, at.height, x) + size(FMT, at.height));
    ensures whole: \result < end ==> multiple(FMT, at.height, \result);
    ensures same: \forall integer y; x <= y < \result ==> HW_H(space, y) == HW_H(space, x) &&
      HW_E(space, y) == HW_E(space, x) && HW_OA(space, y) == HW_OA(space, x); */
static inline uint64_t stop_end(struct stop at, uint64_t x, uint64_t end) /*@ ghost (const struct vpt *space) */
{
  /*@ ghost hardware(space); alike(space); regions(space, x); */
  uint64_t next = region_start(at.height, x) + codec_size(at.height);
  /*@ assert next: x < next == START(space, at.height, x) + size(FMT, at.height); */
  /*@ assert region: \forall integer y; x <= y < next ==> y < space->input_end ==>
        IN_REGION(space, at.height, x, y); */
  /*@ assert one: \forall integer y; x <= y < next ==> y < space->input_end ==>
        PRE(space, at.height, y) == PRE(space, at.height, x); */
  /*@ assert index: \forall integer y; x <= y < next ==> y < space->input_end ==>
        IDX(space, at.height, y) == IDX(space, at.height, x); */
  /*@ assert stop: \forall integer y; PRE(space, at.height, y) == PRE(space, at.height, x) ==>
        HW_H(space, y) == at.height && HW_E(space, y) == at.word; */
  return next < end ? next : end;
}

/* The same where that is no leaf. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && STOPS(space, at, x) && KIND(at.height, at.word) != VPT_LEAF;
    requires x < end <= space->input_end;
    assigns \nothing;
    ensures further: x < \result <= end;
    ensures bare: RANGE_BARE(space, x, \result);
    ensures page: \result < end ==> multiple(FMT, 0, \result);
    ensures edge: \result < end ==> EDGE(space, \result); */
static inline uint64_t hole_end(struct stop at, uint64_t x, uint64_t end) /*@ ghost (const struct vpt *space) */
{
  uint64_t next = stop_end(at, x, end) /*@ ghost (space) */;
  /*@ ghost hardware(space); regions(space, x); uint64_t last = next - 1; */
  /*@ assert next: next < end ==> next == START(space, at.height, x) + size(FMT, at.height); */
  /*@ assert region: IN_REGION(space, at.height, x, last) && next == last + 1; */
  /*@ assert start: START(space, at.height, last) == START(space, at.height, x); */
  /*@ ghost if (next < end) lemma_edge(space, last, next); */
  return next;
}

/* Must a leaf of [ia, end) be invalid for a moment before it has these attributes? */
/*@ requires VALID(space) && ia < end <= space->input_end && attr_ok(FMT, attr);
    assigns \nothing;
    ensures \result <==> !NO_BREAKS(space, ia, end, attr, Here); */
static bool range_breaks(const struct vpt *space, uint64_t ia, uint64_t end, vpt_attr attr)
{
  uint64_t x = ia;
  /*@ loop invariant cursor: ia <= x <= end;
      loop invariant none: NO_BREAKS(space, ia, x, attr, Here);
      loop assigns x;
      loop variant end - x; */
  while (x < end) {
    struct stop at = seek(space, x);
    bool leaf = codec_kind(at.height, at.word) == VPT_LEAF;
    /*@ assert mapped: leaf <==> \let y = x; MAPPED(space, y); */
    if (leaf && change_breaks(at, at.height, x, attr) /*@ ghost (space) */) return true;
    x = stop_end(at, x, end) /*@ ghost (space) */;
  }
  return false;
}

/* Removes the leaf at x and those behind it in the same table, up to `end`; frees the tables that become empty. What
 * is stale ends where that ends. */
/*@ requires VALID(space) && LEAF_STARTS(space, at, x, end) && STALE_IS(stale) && stale.end <= x;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), STALE, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures stale: STALE_IS(\result) && STALE_LONGER(\result, stale, x) && \result.end <= end;
    ensures mapped: \forall integer y; x <= y < \result.end ==> \at(MAPPED(space, y), Pre);
    ensures bare: RANGE_BARE(space, x, \result.end);
    ensures same: OUTSIDE_SAME(space, x, \result.end, Pre);
    ensures page: multiple(FMT, 0, \result.end);
    ensures edge: \result.end < end ==> EDGE(space, \result.end);
    ensures kept: \result.steps == 0 ==> stale.steps == 0 && SAME_TABLES(space, Pre);
    ensures global: \at(IS_GLOBAL(space, x), Pre) ? \result.global == 1 : \result.global == stale.global;
    ensures alike: \forall integer y; x <= y < \result.end ==> \at(IS_GLOBAL(space, y), Pre) ==>
      \at(IS_GLOBAL(space, x), Pre);
    ensures free: space->pool->free >= \old(space->pool->free);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static struct stale run_clear(struct vpt *space, struct stop at, uint64_t x, uint64_t end, struct stale stale)
{
  bool global = codec_leaf_global(at.height, at.word);
  uint64_t next = leaves_end(space, at.height, at.table, x, end, global);
  /*@ ghost hardware(space); lemma_run(space, at, x, next, end); */
  /*@ assert alike: \forall integer y; x <= y < next ==> (IS_GLOBAL(space, y) <==> global); */
  stale = stale_with(stale, x, next, global);
  entries_clear(space, at.height, at.table, x, next);
  /*@ ghost hardware(space); */
  /*@ assert bare: \forall integer k, y; 0 <= k <= space->height ==> x <= y < next ==> LEAF(space, k, y) == 0; */
  /*@ assert same: \forall integer k, y; 0 <= k <= space->height ==> IS_INPUT(space, y) ==> !(x <= y < next) ==>
        LEAF(space, k, y) == \at(LEAF(space, k, y), Pre); */
  /*@ assert stop: HW_H(space, x) == at.height && AT(space, at.height, x) == at.table; */
  if (at.height < space->height && live(space, at.table) == 0) {
    prune(space, x, at.height);
    stale.steps = 1;
  }
  /*@ ghost hardware(space); */
  /*@ assert leaves: \forall integer k, y; 0 <= k <= space->height ==> IS_INPUT(space, y) ==> !(x <= y < next) ==>
        LEAF(space, k, y) == \at(LEAF(space, k, y), Pre); */
  return stale;
}

/* Gives the leaf at x alone new attributes, which must be invalid for a while; returns where it ends. */
/*@ requires VALID(space) && LEAF_STARTS(space, at, x, end) && TLB_CLEAN && attr_ok(FMT, attr);
    requires e_attr(FMT, at.height, at.word) != attr && MUST_BREAK(space, x, attr);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures further: x < \result <= end;
    ensures mapped: \forall integer y; x <= y < \result ==> \at(MAPPED(space, y), Pre);
    ensures inside: RANGE_PROTECTED(space, x, \result, attr, Pre);
    ensures same: OUTSIDE_SAME(space, x, \result, Pre);
    ensures edge: \result < end ==> EDGE(space, \result);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures broken: breaks == more(\old(breaks), 1) && TOLD_LEAVES(space, 1, Pre);
    ensures tlb: TLB_CLEAN; */
static uint64_t run_break(struct vpt *space, struct stop at, uint64_t x, vpt_attr attr) /*@ ghost (uint64_t end) */
{
  uint64_t next = x + codec_size(at.height);
  /*@ assert step: \forall integer y; PRE(space, at.height, y) == PRE(space, at.height, x) ==>
        PRE(space, at.height + 1, y) == PRE(space, at.height + 1, x) &&
        IDX(space, at.height, y) == IDX(space, at.height, x); */
  /*@ ghost hardware(space); alike(space); region(space, x, at.height); commits = 0; */
  /*@ assert next: next == x + size(FMT, at.height) && multiple(FMT, at.height, next); */
  /*@ assert region: \forall integer y; x <= y < next ==>
        PRE(space, at.height, y) == PRE(space, at.height, x); */
  /*@ assert one: ONE_TABLE(space, at.height, x, next); */
  /*@ assert leaves: ENTRIES_LEAVES(space, at.height, at.table, x, next); */
  /*@ ghost lemma_run(space, at, x, next, end); */
  /*@ assert output: \forall integer y; x <= y < next ==> HW_OA(space, y) == HW_OA(space, x); */
  /*@ assert ok: CHANGE_OK(space, at.height, x, next, attr); */
  /*@ assert leaf: mk_leaf(FMT, at.height, HW_OA(space, x), attr) != 0; */
  leaf_change(space, x, at, at.height, attr);
  /*@ ghost hardware(space); */
  /*@ assert same: OUTSIDE_SAME(space, x, next, Pre); */
  /*@ assert new: NEW_LEAVES(space, at.height, x, next, attr, Pre); */
  /*@ assert now: CHANGED_TO(space, at.height, x, next, attr, Pre); */
  /*@ assert inside: RANGE_PROTECTED(space, x, next, attr, Pre); */
  /*@ assert edge: next < end ==> EDGE(space, next); */
  return next;
}

/* Gives the leaf at x, which has others, and those behind it in the same table that may be overwritten as well, new
 * attributes. A leaf that must be invalid for a while changes by itself, once all before is forgotten. What is stale
 * ends where that ends. */
/*@ requires VALID(space) && LEAF_STARTS(space, at, x, end) && STALE_IS(stale) && stale.end <= x && stale.steps == 0;
    requires attr_ok(FMT, attr) && e_attr(FMT, at.height, at.word) != attr;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures stale: STALE_IS(\result) && \result.steps == 0 && x < \result.end <= end;
    ensures mapped: \forall integer y; x <= y < \result.end ==> \at(MAPPED(space, y), Pre);
    ensures inside: RANGE_PROTECTED(space, x, \result.end, attr, Pre);
    ensures same: OUTSIDE_SAME(space, x, \result.end, Pre);
    ensures edge: \result.end < end ==> EDGE(space, \result.end);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: !must_break(FMT, at.height, at.word, mk_leaf(FMT, at.height, \old(HW_OA(space, x)), attr)) ==>
      TOLD_LEAVES(space, 0, Pre) && STALE_LONGER(\result, stale, x) && breaks == \old(breaks) &&
      (\at(IS_GLOBAL(space, x), Pre) ? \result.global == 1 : \result.global == stale.global);
    ensures alike: !must_break(FMT, at.height, at.word, mk_leaf(FMT, at.height, \old(HW_OA(space, x)), attr)) ==>
      \forall integer y; x <= y < \result.end ==> \at(IS_GLOBAL(space, y), Pre) ==> \at(IS_GLOBAL(space, x), Pre);
    ensures broken: must_break(FMT, at.height, at.word, mk_leaf(FMT, at.height, \old(HW_OA(space, x)), attr)) ==>
      breaks == more(\old(breaks), 1) && TOLD(space, stale.first < stale.end ? 2 : 1, Pre) && ALONE(space, 1, Pre) &&
      \result.first == \result.end; */
static struct stale run_change(struct vpt *space, struct stop at, uint64_t x, uint64_t end, vpt_attr attr,
                               struct stale stale)
{
  vpt_oa oa = codec_leaf_oa(at.height, codec_index(at.height, x), at.word);
  if (codec_must_break(at.height, at.word, codec_leaf(at.height, oa, attr))) {
    stale_flush(space, stale);
    uint64_t broken = run_break(space, at, x, attr) /*@ ghost (end) */;
    /*@ assert edge: broken < end ==> EDGE(space, broken); */
    return stale_none(broken);
  }
  bool global = codec_leaf_global(at.height, at.word);
  /*@ ghost hardware(space); */
  /*@ assert ok: \forall integer y; LEAF(space, at.height, y) != 0 ==>
        leaf_ok(FMT, at.height, HW_OA(space, y), attr); */
  stale = stale_with(stale, x, x + codec_size(at.height), global);
  uint64_t next = at.height == 0 ? entries_change(space, 0, at.table, x, end, attr, global)
                                 : entries_change(space, at.height, at.table, x, end, attr, global);
  stale.end = next;
  /*@ assert mapped: \forall integer y; x <= y < next ==>
        \at(MAPPED(space, y), Pre) && \at(HW_H(space, y), Pre) == at.height; */
  /*@ assert alike: \forall integer y; x <= y < next ==> (\at(IS_GLOBAL(space, y), Pre) <==> global); */
  /*@ assert new: NEW_LEAVES(space, at.height, x, next, attr, Pre); */
  /*@ ghost hardware(space); lemma_leaves(space, at, x, next, end); */
  /*@ assert now: CHANGED_TO(space, at.height, x, next, attr, Pre); */
  /*@ assert noted: NOTED(space, Pre); */
  /*@ assert edge: next < end ==> EDGE(space, next); */
  return stale;
}

/* Where the leaves end, in one table, that have these attributes already, as has the one at x; `end` at most. */
/*@ requires VALID(space) && LEAF_STARTS(space, at, x, end) && e_attr(FMT, at.height, at.word) == attr;
    assigns \nothing;
    ensures further: x < \result <= end;
    ensures same: \forall integer y; x <= y < \result ==> MAPPED(space, y) && LEAF_ATTR(space, y) == attr;
    ensures edge: \result < end ==> EDGE(space, \result); */
static uint64_t kept_end(const struct vpt *space, struct stop at, uint64_t x, uint64_t end, vpt_attr attr)
{
  uint64_t next = same_end(space, at.height, at.table, x, end, attr);
  /*@ ghost hardware(space); lemma_run(space, at, x, next, end); */
  return next;
}

#endif
