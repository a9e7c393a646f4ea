/* SPDX-License-Identifier: Apache-2.0 */
/* Unmapping and protecting a range, run by run. What TLBs must forget is told to the hooks once, at the end. */
#ifndef VPT_CORE_RANGE_CHANGE_H
#define VPT_CORE_RANGE_CHANGE_H

#include "range_runs.h"

/* --- steps --- */

/* How far a range is done, where its first hole was, and what TLBs must forget. */
struct progress {
  uint64_t x;
  uint64_t hole;
  struct stale stale;
};

/* What a walk from x has come to maps x, and up to where r goes on all is mapped; or it maps nothing up to there. */
#define STEP_MAPS(s, x, end, hole, r, L)                                                          \
  (\at(MAPPED(s, x), L) ? (r).hole == (hole) &&                                                   \
                            (\forall integer x_; (x) <= x_ < (r).x ==> \at(MAPPED(s, x_), L))     \
                        : (r).hole == ((hole) == (end) ? (x) : (hole)) &&                         \
                            (\forall integer x_; (x) <= x_ < (r).x ==> !\at(MAPPED(s, x_), L)))

/* Removes what a walk from x has come to, if that is a leaf, and leaves beside it; or passes over what maps nothing. */
/*@ requires VALID(space) && STOPS(space, at, x) && x < end <= space->input_end && STALE_IS(stale) && stale.end <= x;
    requires KIND(at.height, at.word) == VPT_LEAF ==> LEAF_STARTS(space, at, x, end);
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), STALE, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures further: x < \result.x <= end;
    ensures edge: \result.x < end ==> multiple(FMT, 0, \result.x) && EDGE(space, \result.x);
    ensures maps: STEP_MAPS(space, x, end, hole, \result, Pre);
    ensures bare: RANGE_BARE(space, x, \result.x);
    ensures same: OUTSIDE_SAME(space, x, \result.x, Pre);
    ensures stale: STALE_IS(\result.stale) && \result.stale.end <= \result.x;
    ensures gone: \at(MAPPED(space, x), Pre) ==>
      STALE_LONGER(\result.stale, stale, x) && \result.stale.end == \result.x;
    ensures passed: !\at(MAPPED(space, x), Pre) ==> \result.stale == stale;
    ensures kept: \result.stale.steps == 0 ==> stale.steps == 0 && SAME_TABLES(space, Pre);
    ensures global: \at(IS_GLOBAL(space, x), Pre) ? \result.stale.global == 1 : \result.stale.global == stale.global;
    ensures alike: \forall integer y; x <= y < \result.x ==> \at(IS_GLOBAL(space, y), Pre) ==>
      \at(IS_GLOBAL(space, x), Pre);
    ensures free: space->pool->free >= \old(space->pool->free);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline struct progress step_clear(struct vpt *space, struct stop at, uint64_t x, uint64_t end, uint64_t hole,
                                         struct stale stale)
{
  bool leaf = codec_kind(at.height, at.word) == VPT_LEAF;
  uint64_t next = end;
  if (leaf) {
    stale = run_clear(space, at, x, end, stale);
    next = stale.end;
  } else {
    next = hole_end(at, x, end) /*@ ghost (space) */;
    if (hole == end) hole = x;
  }
  // case by case, as provers do not take them apart by themselves
  /*@ assert bare: leaf ==> RANGE_BARE(space, x, next); */
  /*@ assert passed: !leaf ==> RANGE_BARE(space, x, next); */
  /*@ assert edge: leaf ==> next < end ==> multiple(FMT, 0, next) && EDGE(space, next); */
  /*@ assert over: !leaf ==> next < end ==> multiple(FMT, 0, next) && EDGE(space, next); */
  /*@ assert none: !leaf ==> \forall integer y; x <= y < next ==> !\at(MAPPED(space, y), Pre); */
  return (struct progress){.x = next, .hole = hole, .stale = stale};
}

/* The leaf of x had other attributes at L; to have these it had to be invalid for a while. */
#define OTHER_LEAF(s, x, attr, L) \at(MAPPED(s, x) && LEAF_ATTR(s, x) != (attr), L)
#define BROKEN_LEAF(s, x, attr, L) \at(MAPPED(s, x) && LEAF_ATTR(s, x) != (attr) && MUST_BREAK(s, x, attr), L)

/* Gives what a walk from x has come to, if that is a leaf, and leaves beside it new attributes, if they have others; or
 * passes over what maps nothing. */
/*@ requires VALID(space) && STOPS(space, at, x) && x < end <= space->input_end && STALE_IS(stale) && stale.end <= x;
    requires KIND(at.height, at.word) == VPT_LEAF ==> LEAF_STARTS(space, at, x, end);
    requires stale.steps == 0 && attr_ok(FMT, attr);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures further: x < \result.x <= end;
    ensures edge: \result.x < end ==> EDGE(space, \result.x);
    ensures maps: STEP_MAPS(space, x, end, hole, \result, Pre);
    ensures inside: RANGE_PROTECTED(space, x, \result.x, attr, Pre);
    ensures same: OUTSIDE_SAME(space, x, \result.x, Pre);
    ensures stale: STALE_IS(\result.stale) && \result.stale.end <= \result.x && \result.stale.steps == 0;
    ensures idle: !OTHER_LEAF(space, x, attr, Pre) ==> RANGE_HAS(space, x, \result.x, attr, Pre) &&
      \result.stale == stale && TOLD_LEAVES(space, 0, Pre) && breaks == \old(breaks);
    ensures changed: OTHER_LEAF(space, x, attr, Pre) ==> !BROKEN_LEAF(space, x, attr, Pre) ==>
      TOLD_LEAVES(space, 0, Pre) && STALE_LONGER(\result.stale, stale, x) && \result.stale.end == \result.x &&
      breaks == \old(breaks) &&
      (\at(IS_GLOBAL(space, x), Pre) ? \result.stale.global == 1 : \result.stale.global == stale.global) &&
      \forall integer y; x <= y < \result.x ==> \at(IS_GLOBAL(space, y), Pre) ==> \at(IS_GLOBAL(space, x), Pre);
    ensures broken: BROKEN_LEAF(space, x, attr, Pre) ==>
      \result.stale.first == \result.x && \result.stale.end == \result.x && breaks == more(\old(breaks), 1) &&
      TOLD(space, stale.first < stale.end ? 2 : 1, Pre) && ALONE(space, 1, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline struct progress step_change(struct vpt *space, struct stop at, uint64_t x, uint64_t end, uint64_t hole,
                                          vpt_attr attr, struct stale stale)
{
  /*@ ghost hardware(space); */
  bool leaf = codec_kind(at.height, at.word) == VPT_LEAF;
  bool other = leaf && codec_leaf_attr(at.height, at.word) != attr;
  uint64_t next = end;
  if (other) {
    stale = run_change(space, at, x, end, attr, stale);
    next = stale.end;
  } else if (leaf) {
    next = kept_end(space, at, x, end, attr);
  } else {
    next = hole_end(at, x, end) /*@ ghost (space) */;
    if (hole == end) hole = x;
  }
  // case by case, as provers do not take them apart by themselves
  /*@ assert changed: other ==> RANGE_PROTECTED(space, x, next, attr, Pre) && OUTSIDE_SAME(space, x, next, Pre); */
  /*@ assert kept: !other ==> RANGE_PROTECTED(space, x, next, attr, Pre) && OUTSIDE_SAME(space, x, next, Pre); */
  /*@ assert edge: other ==> next < end ==> EDGE(space, next); */
  /*@ assert over: !other ==> next < end ==> EDGE(space, next); */
  return (struct progress){.x = next, .hole = hole, .stale = stale};
}

/* --- whole ranges --- */

/* Where unmapping stopped, and where the first hole was on the way there. */
struct cleared {
  uint64_t rest;
  uint64_t hole;
};

/* Removes leaves from ia on, and the tables that become empty, in so many steps at most, each a walk: the leaves side
 * by side in one table go, or an entry is passed over that maps nothing. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && WHOLE_LEAVES(space, ia, end) && TLB_CLEAN;
    requires steps > 0;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures further: ia < \result.rest <= end && multiple(FMT, 0, \result.rest);
    ensures all: steps >= end - ia ==> \result.rest == end;
    ensures inside: RANGE_BARE(space, ia, \result.rest);
    ensures outside: OUTSIDE_SAME(space, ia, \result.rest, Pre);
    ensures edge: \result.rest < end ==> EDGE(space, \result.rest);
    ensures hole: \result.rest == end ==> \at(FIRST_HOLE(space, ia, end, \at(\result, Here).hole), Pre);
    ensures free: space->pool->free >= \old(space->pool->free);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures quiet: \at(RANGE_BARE(space, ia, \at(\result, Here).rest), Pre) ==> TOLD(space, 0, Pre);
    ensures once: \at(!RANGE_BARE(space, ia, \at(\result, Here).rest), Pre) ==>
      TOLD(space, 1, Pre) && (HOOKED(space) ==> TOLD_SPAN(space, ia, \result.rest, Pre));
    ensures alone: ALONE(space, 0, Pre);
    ensures tlb: TLB_CLEAN; */
static struct cleared range_clear(struct vpt *space, uint64_t ia, uint64_t end, uint64_t steps)
{
  struct stale stale = stale_none(ia);
  uint64_t x = ia, hole = end;
  /*@ loop invariant valid: VALID(space) && SAME_SPACE(space, Pre);
      loop invariant cursor: ia <= x <= end && multiple(FMT, 0, x) && (x < end ==> EDGE(space, x));
      loop invariant steps: left <= steps && steps - left <= x - ia;
      loop invariant stale: STALE_IS(stale) && ia <= stale.first && stale.end <= x;
      loop invariant bare: RANGE_BARE(space, ia, x);
      loop invariant same: OUTSIDE_SAME(space, stale.first, stale.end, Pre);
      loop invariant hole: HOLE_UP_TO(space, ia, x, end, hole, Pre);
      loop invariant kept: stale.steps == 0 ==> SAME_TABLES(space, Pre);
      loop invariant first: \let y = stale.first; y < stale.end ==> \at(MAPPED(space, y), Pre);
      loop invariant last: \let y = stale.end - 1; stale.first <= y ==> \at(MAPPED(space, y), Pre);
      loop invariant between: \forall integer y; ia <= y < x ==> \at(MAPPED(space, y), Pre) ==>
        stale.first <= y < stale.end;
      loop invariant global: \forall integer y; ia <= y < x ==> \at(IS_GLOBAL(space, y), Pre) ==> stale.global == 1;
      loop invariant shared: stale.global == 1 ==> \exists integer y; ia <= y < x && \at(IS_GLOBAL(space, y), Pre);
      loop invariant free: space->pool->free >= \at(space->pool->free, Pre);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop assigns x, hole, left, stale, \at(space->leaf_prefix, Pre),
        \at(space->upper_prefix, Pre), \at(space->pool, Pre)->free, TABLE_WORDS(\at(space, Pre)),
        LIVE_COUNTS(\at(space, Pre)), STACK(\at(space, Pre)), STALE, commits;
      loop variant left; */
  for (uint64_t left = steps; x < end && left > 0; left--) {
    struct stop at = locate(space, x);
    /*@ assert starts: KIND(at.height, at.word) == VPT_LEAF ==> LEAF_STARTS(space, at, x, end); */
    /*@ assert ahead: \forall integer y; x <= y < end ==> SAME_TRANSLATION(space, y, Pre); */
    struct progress next = step_clear(space, at, x, end, hole, stale);
    /*@ assert begins: \let y = next.stale.first; stale.first == stale.end ==> y < next.stale.end ==>
          \at(MAPPED(space, y), Pre); */
    /*@ assert begun: \let y = next.stale.first; stale.first < stale.end ==> \at(MAPPED(space, y), Pre); */
    /*@ assert end: \let y = next.stale.end - 1; next.stale.end == next.x ==> \at(MAPPED(space, y), Pre); */
    /*@ assert kept: next.stale.end != next.x ==> next.stale == stale; */
    /*@ assert ended: \let y = next.stale.end - 1; next.stale.end != next.x ==> next.stale.first <= y ==>
          \at(MAPPED(space, y), Pre); */
    /*@ assert global: \let y = x; next.stale.global != stale.global ==>
          next.stale.end == next.x && \at(IS_GLOBAL(space, y), Pre); */
    x = next.x;
    hole = next.hole;
    stale = next.stale;
  }
  /*@ assert noted: NOTED(space, Pre); */
  /*@ assert some: stale.first < stale.end <==> \let y = x; \at(!RANGE_BARE(space, ia, y), Pre); */
  stale_flush(space, stale);
  /*@ assert offset: stale.first < stale.end ==> HOOKED(space) ==> told_offset == stale.first; */
  /*@ assert starts: \let y = told_offset; stale.first < stale.end ==> HOOKED(space) ==> \at(MAPPED(space, y), Pre); */
  /*@ assert told: stale.first < stale.end ==> HOOKED(space) ==> told_offset + told_last.length == stale.end; */
  /*@ assert stops: \let y = told_offset + told_last.length - 1; stale.first < stale.end ==> HOOKED(space) ==>
        \at(MAPPED(space, y), Pre); */
  /*@ assert global: stale.first < stale.end ==> HOOKED(space) ==> (told_last.global != 0 <==>
        \exists integer y; ia <= y < x && \at(IS_GLOBAL(space, y), Pre)); */
  /*@ assert ends: stale.first < stale.end ==> HOOKED(space) ==> TOLD_SPAN(space, ia, x, Pre); */
  return (struct cleared){.rest = x, .hole = hole};
}

/* Gives every leaf in [ia, end) that has others new attributes; returns where the first hole was. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && WHOLE_LEAVES(space, ia, end) && TLB_CLEAN;
    requires attr_ok(FMT, attr) && breaks == 0;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures inside: RANGE_PROTECTED(space, ia, end, attr, Pre);
    ensures outside: OUTSIDE_SAME(space, ia, end, Pre);
    ensures hole: \at(FIRST_HOLE(space, ia, end, \at(\result, Here)), Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures quiet: RANGE_HAS(space, ia, end, attr, Pre) ==> TOLD(space, 0, Pre);
    ensures once: NO_BREAKS(space, ia, end, attr, Pre) ==> !RANGE_HAS(space, ia, end, attr, Pre) ==>
      TOLD(space, 1, Pre) && (HOOKED(space) ==> TOLD_CHANGED(space, ia, end, attr, Pre));
    ensures broken: breaks <= end - ia && TOLD_BROKEN(space, 0, 1, Pre);
    ensures alone: ALONE(space, breaks, Pre);
    ensures tlb: TLB_CLEAN; */
static uint64_t range_change(struct vpt *space, uint64_t ia, uint64_t end, vpt_attr attr)
{
  struct stale stale = stale_none(ia);
  uint64_t x = ia, hole = end;
  /*@ loop invariant valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \at(space->pool->free, Pre);
      loop invariant cursor: ia <= x <= end && (x < end ==> EDGE(space, x));
      loop invariant stale: STALE_IS(stale) && stale.steps == 0 && stale.end <= x;
      loop invariant quiet: RANGE_HAS(space, ia, x, attr, Pre) ==> stale.first == stale.end && TOLD(space, 0, Pre);
      loop invariant once: NO_BREAKS(space, ia, x, attr, Pre) ==> TOLD(space, 0, Pre) && ia <= stale.first &&
        (\forall integer y; ia <= y < x ==> \at(MAPPED(space, y) && LEAF_ATTR(space, y) != attr, Pre) ==>
           stale.first <= y < stale.end);
      loop invariant global: NO_BREAKS(space, ia, x, attr, Pre) ==>
        \forall integer y; ia <= y < x ==> \at(OTHER_GLOBAL(space, y, attr), Pre) ==> stale.global == 1;
      loop invariant shared: NO_BREAKS(space, ia, x, attr, Pre) ==> stale.global == 1 ==>
        \exists integer y; ia <= y < x && \at(OTHER_GLOBAL(space, y, attr), Pre);
      loop invariant first: \let y = stale.first; y < stale.end ==>
        \at(MAPPED(space, y) && LEAF_ATTR(space, y) != attr, Pre);
      loop invariant inside: RANGE_PROTECTED(space, ia, x, attr, Pre);
      loop invariant same: OUTSIDE_SAME(space, ia, x, Pre);
      loop invariant hole: HOLE_UP_TO(space, ia, x, end, hole, Pre);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop invariant broken: breaks <= x - ia && TOLD_BROKEN(space, 0, 0, Pre);
      loop invariant alone: ALONE(space, breaks, Pre);
      loop assigns x, hole, stale, \at(space->leaf_prefix, Pre), \at(space->leaf_table, Pre),
        \at(space->upper_prefix, Pre), \at(space->upper_table, Pre), \at(space->grant_last, Pre),
        TABLE_WORDS(\at(space, Pre)), TLB, commits, breaks;
      loop variant end - x; */
  while (x < end) {
    struct stop at = locate(space, x);
    /*@ assert starts: KIND(at.height, at.word) == VPT_LEAF ==> LEAF_STARTS(space, at, x, end); */
    /*@ assert ahead: \forall integer y; x <= y < end ==> SAME_TRANSLATION(space, y, Pre); */
    /*@ assert other: \let y = x; MAPPED(space, y) && LEAF_ATTR(space, y) != attr <==>
          OTHER_LEAF(space, y, attr, Pre); */
    struct progress next = step_change(space, at, x, end, hole, attr, stale);
    /*@ assert sooner: \let from = x; \let to = next.x; NO_BREAKS(space, ia, to, attr, Pre) ==>
          NO_BREAKS(space, ia, from, attr, Pre) && !BROKEN_LEAF(space, from, attr, Pre); */
    /*@ assert idle: \let y = x; !OTHER_LEAF(space, y, attr, Pre) ==> next.stale == stale; */
    /*@ assert first: \let y = next.stale.first; stale.first < stale.end ==> y < next.stale.end ==> y == stale.first; */
    /*@ assert mapped: \let y = next.stale.first; stale.first < stale.end ==> y < next.stale.end ==>
          \at(MAPPED(space, y), Pre); */
    /*@ assert begun: \let y = next.stale.first; stale.first < stale.end ==> y < next.stale.end ==>
          OTHER_LEAF(space, y, attr, Pre); */
    /*@ assert begins: \let y = next.stale.first; stale.first == stale.end ==> y < next.stale.end ==> y == x; */
    /*@ assert anew: \let y = next.stale.first; stale.first == stale.end ==> y < next.stale.end ==>
          OTHER_LEAF(space, y, attr, Pre); */
    /*@ assert global: \let y = x; !BROKEN_LEAF(space, y, attr, Pre) ==> next.stale.global != stale.global ==>
          next.stale.end == next.x && \at(OTHER_GLOBAL(space, y, attr), Pre); */
    x = next.x;
    hole = next.hole;
    stale = next.stale;
  }
  /*@ assert some: NO_BREAKS(space, ia, end, attr, Pre) ==> stale.first == stale.end ==>
        RANGE_HAS(space, ia, end, attr, Pre); */
  stale_flush(space, stale);
  /*@ assert offset: stale.first < stale.end ==> HOOKED(space) ==> told_offset == stale.first; */
  /*@ assert starts: \let y = told_offset; stale.first < stale.end ==> HOOKED(space) ==>
        OTHER_LEAF(space, y, attr, Pre); */
  /*@ assert told: stale.first < stale.end ==> HOOKED(space) ==> told_offset + told_last.length == stale.end; */
  /*@ assert global: NO_BREAKS(space, ia, end, attr, Pre) ==> stale.first < stale.end ==> HOOKED(space) ==>
        (told_last.global != 0 <==> \exists integer y; ia <= y < end && \at(OTHER_GLOBAL(space, y, attr), Pre)); */
  /*@ assert changed: NO_BREAKS(space, ia, end, attr, Pre) ==> stale.first < stale.end ==> HOOKED(space) ==>
        TOLD_CHANGED(space, ia, end, attr, Pre); */
  return hole;
}

/*@ ghost
  // A range that begins and ends between leaves takes no frame.
  /@ requires VALID(space) && RANGE_IS(space, ia, end) && (ia < end ==> EDGE(space, ia));
     requires end < space->input_end ==> EDGE(space, end);
     assigns \nothing;
     ensures REST_READY(space, ia, end); @/
  void lemma_between(const struct vpt *space, uint64_t ia, uint64_t end)
  {
    if (ia == end) return;
    hardware(space);
    alike(space);
    gridded(space->height, ia);
    gridded(space->height, end);
    /@ assert first: CUT_NEED(space, ia) == 0; @/
    /@ assert apart: end < space->input_end ==> MAPPED(space, ia) ==>
         PRE(space, HW_H(space, ia), end) == PRE(space, HW_H(space, ia), ia) ==> HW_H(space, end) == HW_H(space, ia); @/
    /@ assert height: end < space->input_end ==> MAPPED(space, end) ==>
         CUT_HEIGHT(space, ia, end) == HW_H(space, end); @/
  }
*/

/* Unmaps [ia, end), holes or not, or what of it so many steps reach. Frames suffice for the splits at both its ends;
 * the rest takes none. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && TLB_CLEAN;
    requires ENDS_NEED(space, ia, end) <= space->pool->free && steps > 0;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), TLB, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures further: ia < \result.rest <= end;
    ensures all: steps >= end - ia ==> \result.rest == end;
    ensures inside: RANGE_BARE(space, ia, \result.rest);
    ensures outside: OUTSIDE_SAME_MEANING(space, ia, \result.rest, Pre);
    ensures rest: REST_READY(space, \result.rest, end);
    ensures hole: \result.rest == end ==> \at(FIRST_HOLE(space, ia, end, \at(\result, Here).hole), Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures quiet: \at(RANGE_BARE(space, ia, \at(\result, Here).rest), Pre) ==>
      TOLD(space, \old(ENDS_NEED(space, ia, end)), Pre);
    ensures once: \at(!RANGE_BARE(space, ia, \at(\result, Here).rest), Pre) ==>
      TOLD(space, \old(ENDS_NEED(space, ia, end)) + 1, Pre) &&
      (HOOKED(space) ==> TOLD_SPAN(space, ia, \result.rest, Pre));
    ensures alone: ALONE(space, \old(ENDS_NEED(space, ia, end)), Pre);
    ensures tlb: TLB_CLEAN; */
static struct cleared range_unmap(struct vpt *space, uint64_t ia, uint64_t end, uint64_t steps)
{
  range_split_ends(space, ia, end);
  /*@ ghost Cut: ; */
  /*@ assert mapped: \forall integer y; ia <= y < end ==> (MAPPED(space, y) <==> \at(MAPPED(space, y), Pre)); */
  /*@ assert splits: TOLD(space, \at(ENDS_NEED(space, ia, end), Pre), Pre); */
  struct cleared cleared = range_clear(space, ia, end, steps);
  /*@ assert bare: \let r = cleared.rest;
        \at(RANGE_BARE(space, ia, r), Cut) <==> \at(RANGE_BARE(space, ia, r), Pre); */
  /*@ assert once: \at(!RANGE_BARE(space, ia, \at(cleared.rest, Here)), Pre) ==>
        TOLD(space, \at(ENDS_NEED(space, ia, end), Pre) + 1, Pre); */
  /*@ assert ends: HOOKED(space) ==> \at(!RANGE_BARE(space, ia, \at(cleared.rest, Here)), Pre) ==>
        \let a = told_offset; \let b = told_offset + told_last.length - 1;
        ia <= a <= b < end && \at(MAPPED(space, a), Pre) && \at(MAPPED(space, b), Pre); */
  /*@ assert between: HOOKED(space) ==> \at(!RANGE_BARE(space, ia, \at(cleared.rest, Here)), Pre) ==>
        \forall integer y; ia <= y < cleared.rest ==> \at(MAPPED(space, y), Pre) ==>
          told_offset <= y < told_offset + told_last.length; */
  /*@ assert global: \forall integer y; ia <= y < end ==>
        (\at(IS_GLOBAL(space, y), Cut) <==> \at(IS_GLOBAL(space, y), Pre)); */
  /*@ assert last: end < space->input_end ==> EDGE(space, end); */
  /*@ ghost lemma_between(space, cleared.rest, end); */
  return cleared;
}

/*@ ghost
  // Leaves are what was made of their output address and attributes, and others may be made of the address.
  /@ requires VALID(space) && attr_ok(FMT, attr);
     assigns \nothing;
     ensures made: \forall integer y; MAPPED(space, y) ==>
       HW_E(space, y) == mk_leaf(FMT, HW_H(space, y), HW_OA(space, y), LEAF_ATTR(space, y)) &&
       leaf_ok(FMT, HW_H(space, y), HW_OA(space, y), LEAF_ATTR(space, y)) &&
       leaf_ok(FMT, HW_H(space, y), HW_OA(space, y), attr); @/
  void lemma_leaf_made(const struct vpt *space, vpt_attr attr)
  {
    hardware(space);
  }
*/

/* Gives what is mapped in [ia, end) new attributes; returns where the first hole was. Frames suffice for the splits. */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end && TLB_CLEAN && attr_ok(FMT, attr);
    requires ENDS_NEED(space, ia, end) <= space->pool->free && breaks == 0;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits, breaks;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures inside: RANGE_PROTECTED(space, ia, end, attr, Pre);
    ensures outside: OUTSIDE_SAME_MEANING(space, ia, end, Pre);
    ensures hole: \at(FIRST_HOLE(space, ia, end, \at(\result, Here)), Pre);
    ensures free: space->pool->free == \old(space->pool->free - ENDS_NEED(space, ia, end));
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures quiet: RANGE_HAS(space, ia, end, attr, Pre) ==> TOLD(space, \old(ENDS_NEED(space, ia, end)), Pre);
    ensures once: NO_BREAKS(space, ia, end, attr, Pre) ==> !RANGE_HAS(space, ia, end, attr, Pre) ==>
      TOLD(space, \old(ENDS_NEED(space, ia, end)) + 1, Pre) &&
      (HOOKED(space) ==> TOLD_CHANGED(space, ia, end, attr, Pre));
    ensures broken: breaks <= end - ia && TOLD_BROKEN(space, \old(ENDS_NEED(space, ia, end)), 1, Pre);
    ensures alone: ALONE(space, \old(ENDS_NEED(space, ia, end)) + breaks, Pre);
    ensures tlb: TLB_CLEAN; */
static uint64_t range_protect(struct vpt *space, uint64_t ia, uint64_t end, vpt_attr attr)
{
  /*@ ghost lemma_leaf_made(space, attr); */
  range_split_ends(space, ia, end);
  /*@ ghost Cut: ; lemma_leaf_made(space, attr); */
  /*@ assert same: \forall integer y; ia <= y < end ==> SAME_MEANING(space, y, Pre); */
  /*@ assert has: RANGE_HAS(space, ia, end, attr, Here) <==> RANGE_HAS(space, ia, end, attr, Pre); */
  /*@ assert breaks: \forall integer y; ia <= y < end ==> MAPPED(space, y) ==> MUST_BREAK(space, y, attr) ==>
        \at(MUST_BREAK(space, y, attr), Pre); */
  /*@ assert none: NO_BREAKS(space, ia, end, attr, Pre) ==> NO_BREAKS(space, ia, end, attr, Here); */
  /*@ assert splits: TOLD(space, \at(ENDS_NEED(space, ia, end), Pre), Pre); */
  uint64_t hole = range_change(space, ia, end, attr);
  /*@ assert changed: NO_BREAKS(space, ia, end, attr, Pre) ==> !RANGE_HAS(space, ia, end, attr, Pre) ==>
        HOOKED(space) ==> TOLD_CHANGED(space, ia, end, attr, Cut); */
  /*@ assert global: \forall integer y; ia <= y < end ==>
        (\at(OTHER_GLOBAL(space, y, attr), Cut) <==> \at(OTHER_GLOBAL(space, y, attr), Pre)); */
  return hole;
}

#endif
