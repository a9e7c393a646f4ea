/* SPDX-License-Identifier: Apache-2.0 */
/* Listing what is mapped: the run of addresses that are translated alike. */
#ifndef VPT_CORE_RUN_H
#define VPT_CORE_RUN_H

#include "operations.h"
#include "../logic/range.h"

/* Where the half of the space that `ia` lies in ends. */
/*@ requires SHAPE(space) && ia < space->input_end;
    assigns \nothing;
    ensures \result == HALF_END(space, ia) && ia < \result <= space->input_end; */
static inline uint64_t half_end(const struct vpt *space, uint64_t ia)
{
  uint64_t end = (uint64_t)space->input_end;
  return ia < space->upper_first && space->upper_first < end ? space->upper_first : end;
}

/* The end of the entries from that of `ia` on, in one table at height h, that are invalid. */
static HOT uint64_t hole_end(const struct vpt *space, int h, int64_t table, uint64_t ia, uint64_t end)
{
  uint64_t size = codec_size(h);
  uint64_t x = region_start(h, ia);
  for (unsigned i = codec_index(h, ia); i < codec_entries() && x < end; i++) {
    if (entry(space, table, i) != 0) break;
    x += size;
  }
  return x < end ? x : end;
}

/* The end of the leaves from that of `ia` on, in one table at height h, that go on with a run: `ia` maps to oa. */
static HOT uint64_t alike_end(const struct vpt *space, int h, int64_t table, uint64_t ia, uint64_t end, vpt_oa oa,
                              vpt_attr attr)
{
  uint64_t size = codec_size(h);
  uint64_t x = region_start(h, ia);
  oa -= ia - x;
  for (unsigned i = codec_index(h, ia); i < codec_entries() && x < end; i++) {
    uint64_t word = entry(space, table, i);
    if (codec_kind(h, word) != VPT_LEAF || codec_leaf_oa(h, i, word) != oa || codec_leaf_attr(h, word) != attr) break;
    x += size;
    oa += size;
  }
  return x < end ? x : end;
}

/* The run from `ia` on, of a leaf or of none, up to `end` at the latest. */
/*@ requires VALID(space) && ia < end <= space->input_end;
    assigns \nothing;
    ensures start: \result.ia == ia;
    ensures status: \result.status == (MAPPED(space, ia) ? VPT_OK : VPT_ERR_UNMAPPED);
    ensures mapped: MAPPED(space, ia) ==> MAPPED_RUN(space, \result, ia, end) && RUN_SIZES(space, \result, ia);
    ensures hole: !MAPPED(space, ia) ==> HOLE_RUN(space, \result, ia, end); */
static struct vpt_run run_from(const struct vpt *space, uint64_t ia, uint64_t end)
{
  struct stop at = find(space, ia);
  struct vpt_run run = {.status = VPT_ERR_UNMAPPED, .ia = ia};
  uint64_t x = ia;
  if (codec_kind(at.height, at.word) == VPT_LEAF) {
    run.status = VPT_OK;
    run.attr = codec_leaf_attr(at.height, at.word);
    run.oa = translation(ia, at).oa;
    run.leaf_size = codec_size(at.height);
    while (x < end) {
      uint64_t next = alike_end(space, at.height, at.table, x, end, run.oa + (x - ia), run.attr);
      if (next == x) break;
      if (codec_size(at.height) != run.leaf_size) run.leaf_size = 0;
      x = next;
      if (x < end) at = find(space, x);
      if (codec_kind(at.height, at.word) != VPT_LEAF) break;
    }
  } else {
    while (x < end && codec_kind(at.height, at.word) == VPT_INVALID) {
      x = hole_end(space, at.height, at.table, x, end);
      if (x < end) at = find(space, x);
    }
  }
  run.length = x - ia;
  return run;
}

#endif
