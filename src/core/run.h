/* SPDX-License-Identifier: Apache-2.0 */
/* Listing what is mapped: the run of addresses that are translated alike. Tables are read straight through, with one
 * walk for each. */
#ifndef VPT_CORE_RUN_H
#define VPT_CORE_RUN_H

#include "entries.h"

/* Where the half of the space that `ia` lies in ends. */
/*@ requires SHAPE(space) && ia < space->input_end;
    assigns \nothing;
    ensures \result == HALF_END(space, ia) && ia < \result <= space->input_end; */
static inline vpt_ia half_end(const struct vpt *space, vpt_ia ia)
{
  uint64_t end = (uint64_t)space->input_end;
  return ia < space->upper_first && space->upper_first < end ? space->upper_first : end;
}

/* The end of the invalid entries from that of `ia` on, in one table at height h; at most `end`. */
/*@ requires VALID(space) && ON_PATH(space, h, table, IDX(space, h, ia), ia) && ia < end <= space->input_end;
    requires HW_H(space, ia) == h && !MAPPED(space, ia);
    assigns \nothing;
    ensures range: ia < \result <= end;
    ensures bare: RANGE_BARE(space, ia, \result); */
static inline vpt_ia bare_end(const struct vpt *space, int h, int64_t table, vpt_ia ia, vpt_ia end)
{
  /*@ ghost hardware(space); alike(space); regions(space, ia); */
  uint64_t size = codec_size(h);
  vpt_ia last = table_end(h, ia, end), x = region_start(h, ia);
  /*@ ghost regions(space, x); */
  /*@ assert here: PRE(space, h, x) == PRE(space, h, ia) && x == START(space, h, x) && multiple(FMT, h, x); */
  /*@ assert same: ONE_ENTRY(space, h, x) && HW_H(space, x) == h && HW_E(space, x) == HW_E(space, ia); */
  /*@ assert table: PRE(space, h + 1, x) == PRE(space, h + 1, ia) && IDX(space, h, x) == IDX(space, h, ia); */
  x += size;
  /*@ assert next: x < last ==> PRE(space, h + 1, x) == PRE(space, h + 1, ia); */
  unsigned i = codec_index(h, ia) + 1;
  /*@ loop invariant cursor: ia < x <= space->input_end && multiple(FMT, h, x) && (x < last ==> i == IDX(space, h, x));
      loop invariant index: i <= entries(GRANULE);
      loop invariant bare: RANGE_BARE(space, ia, x);
      loop assigns x, i;
      loop variant last - x; */
  while (x < last && entry(space, table, i) == 0) {
    /*@ ghost regions(space, x); */
    /*@ assert start: START(space, h, x) == x; */
    /*@ assert path: ON_PATH(space, h, table, i, x); */
    /*@ assert stop: HW_H(space, x) == h && HW_E(space, x) == 0; */
    /*@ assert same: ONE_ENTRY(space, h, x); */
    x += size;
    i++;
  }
  return x < last ? x : last;
}

/* Does the leaf that the walk of x stops at, if there is one, go on with a run of these attributes that has x at oa? */
/*@ requires SHAPE(space) && WELL_FORMED(space) && STOPS(space, at, x) && x < space->input_end;
    assigns \nothing;
    ensures \result <==> GOES_ON(space, x, oa, attr, x); */
static inline bool goes_on(struct stop at, vpt_ia x, vpt_oa oa, vpt_attr attr) /*@ ghost (const struct vpt *space) */
{
  if (codec_kind(at.height, at.word) != VPT_LEAF) return false;
  struct vpt_result leaf = translation(x, at) /*@ ghost (space->input_end) */;
  return leaf.oa == oa && leaf.attr == attr;
}

/* The end of the leaves from that of `ia` on, in one table at height h, that go on with the run of `ia`, which is
 * mapped to oa; at most `end`. What they must be is encoded, for that is quicker than to decode what they are. */
/*@ requires VALID(space) && ON_PATH(space, h, table, IDX(space, h, ia), ia) && ia < end <= space->input_end;
    requires HW_H(space, ia) == h && GOES_ON(space, ia, oa, attr, ia);
    assigns \nothing;
    ensures range: ia < \result <= end;
    ensures alike: LEAVES_GO_ON(space, h, ia, \result, oa, attr); */
static inline vpt_ia alike_end(const struct vpt *space, int h, int64_t table, vpt_ia ia, vpt_ia end, vpt_oa oa,
                               vpt_attr attr)
{
  /*@ ghost hardware(space); alike(space); regions(space, ia); */
  uint64_t size = codec_size(h);
  vpt_ia last = table_end(h, ia, end), x = region_start(h, ia);
  /*@ ghost regions(space, x); */
  /*@ assert here: PRE(space, h, x) == PRE(space, h, ia) && x == START(space, h, x) && multiple(FMT, h, x); */
  /*@ assert same: ONE_ENTRY(space, h, x) && HW_H(space, x) == h && HW_E(space, x) == HW_E(space, ia); */
  /*@ assert table: PRE(space, h + 1, x) == PRE(space, h + 1, ia) && IDX(space, h, x) == IDX(space, h, ia); */
  vpt_oa to = oa - (ia - x);
  /*@ assert leaf: leaf_ok(FMT, h, HW_OA(space, ia), attr) && to == HW_OA(space, ia); */
  /*@ assert good: leaf_ok(FMT, h, to, attr) && multiple(FMT, h, to); */
  /*@ assert first: \forall integer y; PRE(space, h, y) == PRE(space, h, x) ==> IS_INPUT(space, y) ==>
        GOES_ON(space, ia, oa, attr, y); */
  x += size;
  to += size;
  /*@ assert next: x < last ==> PRE(space, h + 1, x) == PRE(space, h + 1, ia); */
  unsigned i = codec_index(h, ia) + 1;
  /*@ loop invariant cursor: ia < x <= space->input_end && multiple(FMT, h, x) && (x < last ==> i == IDX(space, h, x));
      loop invariant index: i <= entries(GRANULE);
      loop invariant to: to == oa + (x - ia) && multiple(FMT, h, to);
      loop invariant alike: LEAVES_GO_ON(space, h, ia, x, oa, attr);
      loop assigns x, to, i;
      loop variant last - x; */
  while (x < last && to < (uint64_t)space->output_end && entry(space, table, i) == codec_leaf(h, to, attr)) {
    /*@ ghost regions(space, x); */
    /*@ assert start: START(space, h, x) == x; */
    /*@ assert path: ON_PATH(space, h, table, i, x); */
    /*@ assert stop: HW_H(space, x) == h && HW_E(space, x) == mk_leaf(FMT, h, to, attr); */
    /*@ assert same: ONE_ENTRY(space, h, x); */
    /*@ assert alike: \forall integer y; PRE(space, h, y) == PRE(space, h, x) ==> IS_INPUT(space, y) ==>
          GOES_ON(space, x, to, attr, y); */
    x += size;
    to += size;
    i++;
  }
  return x < last ? x : last;
}

/* The hole from `ia` on, where the walk stops at `at`; up to `end` at most. */
/*@ requires VALID(space) && STOPS(space, at, ia) && !MAPPED(space, ia) && ia < end <= space->input_end;
    assigns \nothing;
    ensures start: \result.status == VPT_ERR_UNMAPPED && \result.ia == ia;
    ensures hole: HOLE_RUN(space, \result, ia, end); */
static inline struct vpt_run hole_run(const struct vpt *space, vpt_ia ia, vpt_ia end, struct stop at)
{
  vpt_ia x = ia;
  /*@ loop invariant range: ia <= x <= end && (x < end ==> STOPS(space, at, x));
      loop invariant first: x == ia ==> !MAPPED(space, x);
      loop invariant bare: RANGE_BARE(space, ia, x);
      loop assigns x, at;
      loop variant end - x; */
  while (x < end && codec_kind(at.height, at.word) != VPT_LEAF) {
    x = bare_end(space, at.height, at.table, x, end);
    if (x < end) at = seek(space, x);
  }
  return (struct vpt_run){.status = VPT_ERR_UNMAPPED, .ia = ia, .length = x - ia};
}

/* The run of leaves from `ia` on, where the walk stops at `at`; up to `end` at most. */
/*@ requires VALID(space) && STOPS(space, at, ia) && MAPPED(space, ia) && ia < end <= space->input_end;
    assigns \nothing;
    ensures start: \result.status == VPT_OK && \result.ia == ia;
    ensures mapped: MAPPED_RUN(space, \result, ia, end);
    ensures sizes: RUN_SIZES(space, \result, ia); */
static inline struct vpt_run mapped_run(const struct vpt *space, vpt_ia ia, vpt_ia end, struct stop at)
{
  struct vpt_result leaf = translation(ia, at) /*@ ghost (space->input_end) */;
  uint64_t leaf_size = leaf.size;
  vpt_ia x = ia;
  /*@ loop invariant range: ia <= x <= end && (x < end ==> STOPS(space, at, x));
      loop invariant first: x == ia ==> GOES_ON(space, x, leaf.oa, leaf.attr, x);
      loop invariant mapped: RANGE_TRANSLATED(space, ia, x, leaf.oa, leaf.attr);
      loop invariant sizes: LEAF_SIZES(space, leaf_size, ia, x);
      loop assigns x, at, leaf_size;
      loop variant end - x; */
  while (x < end && goes_on(at, x, leaf.oa + (x - ia), leaf.attr) /*@ ghost (space) */) {
    if (codec_size(at.height) != leaf_size) leaf_size = 0;
    x = alike_end(space, at.height, at.table, x, end, leaf.oa + (x - ia), leaf.attr);
    if (x < end) at = seek(space, x);
  }
  return (struct vpt_run){
    .status = VPT_OK,
    .attr = leaf.attr,
    .ia = ia,
    .oa = leaf.oa,
    .length = x - ia,
    .leaf_size = leaf_size,
  };
}

/* The run from `ia` on, of leaves or of none, up to `end` at most. */
/*@ requires VALID(space) && ia < end <= space->input_end;
    assigns \nothing;
    ensures start: \result.ia == ia;
    ensures status: \result.status == (MAPPED(space, ia) ? VPT_OK : VPT_ERR_UNMAPPED);
    ensures mapped: MAPPED(space, ia) ==> MAPPED_RUN(space, \result, ia, end) && RUN_SIZES(space, \result, ia);
    ensures hole: !MAPPED(space, ia) ==> HOLE_RUN(space, \result, ia, end); */
static inline struct vpt_run run_from(const struct vpt *space, vpt_ia ia, vpt_ia end)
{
  struct stop at = seek(space, ia);
  if (codec_kind(at.height, at.word) != VPT_LEAF) return hole_run(space, ia, end, at);
  return mapped_run(space, ia, end, at);
}

#endif
