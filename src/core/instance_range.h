/* SPDX-License-Identifier: Apache-2.0 */
/* The public operations on ranges for one format, static functions that its object (object.h) holds; included after
 * instance.h. Every argument is checked here, in the order in which the public header lists the errors.
 */
#include "range_change.h"
#include "range_map.h"
#include "range_split.h"
#include "run.h"

#define LINKAGE static
#define OFFSET(ia) (ia)
#define KNOWN(x) (0 == 0)
#define OBJECT(x) (0 == 0)
#define MAY_LEAD(s, oa, bytes, attr) (0 == 0)
#define RANGE_MAY_HAVE(s, ia, length, attr) (0 == 0)
#include "../contract/range_functions.h"

/*@ assigns \nothing;
    ensures \result.status == status && \result.ia == ia && \result.frames == frames; */
static inline struct vpt_outcome outcome(enum vpt_status status, vpt_ia ia, uint64_t frames)
{
  return (struct vpt_outcome){.status = status, .ia = ia, .frames = frames};
}

/*@ ghost
  // The sum of two multiples is one.
  /@ requires 0 <= h <= 5 && multiple(FMT, h, a) && multiple(FMT, h, b);
     assigns \nothing;
     ensures multiple(FMT, h, a + b); @/
  void summed(int h, uint64_t a, uint64_t b)
  {
    /@ assert parts: a == size(FMT, h) * (a / size(FMT, h)) && b == size(FMT, h) * (b / size(FMT, h)); @/
    /@ assert sum: a + b == size(FMT, h) * (a / size(FMT, h) + b / size(FMT, h)); @/
    /@ assert rest: (a + b) % size(FMT, h) == 0; @/
  }
*/

/* The first argument of an operation on a range that is wrong, but for the attributes. */
/*@ requires SHAPE(space) && length > 0;
    assigns \nothing;
    ensures status: \result == RANGE_STATUS(space, ia, length);
    ensures range: \result == VPT_OK ==> RANGE_IS(space, ia, ia + length); */
static enum vpt_status check_range(const struct vpt *space, vpt_ia ia, uint64_t length)
{
  uint64_t end = (uint64_t)space->input_end;
  if (ia >= end || length > end - ia) return VPT_ERR_IA;
  if (!codec_aligned(0, ia)) return VPT_ERR_IA_ALIGN;
  if (!codec_aligned(0, length)) return VPT_ERR_LENGTH;
  /*@ ghost summed(0, ia, length); */
  return VPT_OK;
}

/* Height of the leaves of `leaf_max` bytes, or of the space's largest if that is 0; -1 if it has none of that size. */
/*@ requires SHAPE(space);
    assigns \nothing;
    ensures limit: LIMIT_IS(space, leaf_max, \result);
    ensures range: -1 <= \result <= space->leaf_height; */
static int limit_of(const struct vpt *space, uint64_t leaf_max)
{
  if (leaf_max == 0) return space->leaf_height;
  int h = codec_leaf_height(leaf_max);
  return h > space->leaf_height ? -1 : h;
}

/* The first argument of map() that is wrong, whose leaves are at height `limit` at most. */
/*@ requires VALID(space) && length > 0 && LIMIT_IS(space, leaf_max, limit);
    assigns \nothing;
    ensures argument: MAP_RANGE_STATUS(space, ia, oa, length, leaf_max) != VPT_OK ==>
      \result == MAP_RANGE_STATUS(space, ia, oa, length, leaf_max);
    ensures attributes: MAP_RANGE_STATUS(space, ia, oa, length, leaf_max) == VPT_OK ==>
      \result == VPT_OK || \result == VPT_ERR_ATTR;
    ensures right: MAP_RANGE_STATUS(space, ia, oa, length, leaf_max) == VPT_OK ==>
      (\result == VPT_OK <==> attr_ok(FMT, attr));
    ensures good: \result == VPT_OK ==> RANGE_IS(space, ia, ia + length) && OUTPUT_IS(space, ia, ia + length, oa); */
static enum vpt_status check_map_range(const struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr,
                                       int limit) /*@ ghost (uint64_t leaf_max) */
{
  if (limit < 0) return VPT_ERR_SIZE;
  enum vpt_status status = check_range(space, ia, length);
  if (status != VPT_OK) return status;
  if (!output_ok(space, oa, length)) return VPT_ERR_OA;
  if (!codec_aligned(0, oa)) return VPT_ERR_OA_ALIGN;
  if (!codec_attr_ok(attr)) return VPT_ERR_ATTR;
  return VPT_OK;
}

static struct vpt_outcome INSTANCE(map_check)(const struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length,
                                              vpt_attr attr, uint64_t leaf_max)
{
  if (length == 0) return outcome(VPT_OK, ia, 0);
  int limit = limit_of(space, leaf_max);
  enum vpt_status status = check_map_range(space, ia, oa, length, attr, limit) /*@ ghost (leaf_max) */;
  if (status != VPT_OK) return outcome(status, ia, 0);
  uint64_t end = ia + length;
  /*@ assert end: end == ia + length && limit == LEAF_MAX(space, leaf_max) && RANGE_OFFSET(ia, length) == ia; */
  int64_t need = range_need(space, ia, end, oa, limit);
  if (need < 0) return outcome(VPT_ERR_MAPPED, first_mapped(space, ia, end), 0);
  return outcome(space->pool->free < need ? VPT_ERR_NO_FRAMES : VPT_OK, ia, (uint64_t)need);
}

static struct vpt_outcome INSTANCE(map)(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr,
                                        uint64_t leaf_max)
{
  /*@ ghost begin(space); */
  struct vpt_outcome answer = INSTANCE(map_check)(space, ia, oa, length, attr, leaf_max);
  if (answer.status != VPT_OK || length == 0) return answer;
  uint64_t end = ia + length;
  int limit = limit_of(space, leaf_max);
  /*@ assert end: end == ia + length && limit == LEAF_MAX(space, leaf_max) && RANGE_OFFSET(ia, length) == ia; */
  /*@ assert need: answer.frames == NEED(space, ia, end, oa, limit) && answer.frames <= space->pool->free; */
  /*@ ghost summed(0, ia, length); */
  range_add(space, ia, end, oa, attr, limit);
  return answer;
}

/* May leaves be split, so that it takes these frames? */
/*@ requires VALID(space) && need >= 0;
    assigns \nothing;
    ensures breaks: \result.status == VPT_ERR_BREAK <==> SPLIT_REFUSED(space, need);
    ensures status: \result.status == VPT_ERR_BREAK ||
      \result.status == (space->pool->free < need ? VPT_ERR_NO_FRAMES : VPT_OK);
    ensures frames: \result.frames == (\result.status == VPT_ERR_BREAK ? 0 : need);
    ensures start: \result.ia == ia; */
static struct vpt_outcome check_splits(const struct vpt *space, vpt_ia ia, int64_t need)
{
  if (need > 0 && space->never_break && split_breaks(space)) return outcome(VPT_ERR_BREAK, ia, 0);
  return outcome(space->pool->free < need ? VPT_ERR_NO_FRAMES : VPT_OK, ia, (uint64_t)need);
}

/* May an operation on [ia, end) split the leaves at its ends? */
/*@ requires VALID(space) && RANGE_IS(space, ia, end) && ia < end;
    assigns \nothing;
    ensures breaks: \result.status == VPT_ERR_BREAK <==> SPLIT_REFUSED(space, ENDS_NEED(space, ia, end));
    ensures frames: \result.frames == (\result.status == VPT_ERR_BREAK ? 0 : ENDS_NEED(space, ia, end));
    ensures few: \result.frames <= 2 * space->height;
    ensures status: \result.status == VPT_ERR_BREAK ||
      \result.status == (space->pool->free < \result.frames ? VPT_ERR_NO_FRAMES : VPT_OK);
    ensures start: \result.ia == ia; */
static struct vpt_outcome check_ends(const struct vpt *space, vpt_ia ia, vpt_ia end)
{
  return check_splits(space, ia, range_ends_need(space, ia, end));
}

/* May [ia, ia + length) be unmapped? */
/*@ requires VALID(space) && length > 0;
    assigns \nothing;
    ensures argument: RANGE_STATUS(space, ia, length) != VPT_OK ==>
      \result.status == RANGE_STATUS(space, ia, length) && \result.frames == 0;
    ensures range: RANGE_STATUS(space, ia, length) == VPT_OK ==> RANGE_IS(space, ia, ia + length);
    ensures breaks: RANGE_STATUS(space, ia, length) == VPT_OK ==>
      (\result.status == VPT_ERR_BREAK <==> SPLIT_REFUSED(space, ENDS_NEED(space, ia, ia + length)));
    ensures frames: RANGE_STATUS(space, ia, length) == VPT_OK ==>
      \result.frames == (\result.status == VPT_ERR_BREAK ? 0 : ENDS_NEED(space, ia, ia + length));
    ensures status: RANGE_STATUS(space, ia, length) == VPT_OK ==> \result.status == VPT_ERR_BREAK ||
      \result.status == (space->pool->free < \result.frames ? VPT_ERR_NO_FRAMES : VPT_OK);
    ensures no_frames: RANGE_STATUS(space, ia, length) == VPT_OK ==> \result.status != VPT_ERR_BREAK ==>
      (\result.status == VPT_ERR_NO_FRAMES <==> space->pool->free < ENDS_NEED(space, ia, ia + length));
    ensures few: \result.frames <= 2 * space->height;
    ensures start: \result.ia == ia; */
static struct vpt_outcome check_unmap(const struct vpt *space, vpt_ia ia, uint64_t length)
{
  enum vpt_status status = check_range(space, ia, length);
  if (status != VPT_OK) return outcome(status, ia, 0);
  return check_ends(space, ia, ia + length);
}

static struct vpt_outcome INSTANCE(unmap)(struct vpt *space, vpt_ia ia, uint64_t length)
{
  /*@ ghost begin(space); told = told_leaves = 0; */
  if (length == 0) return outcome(VPT_OK, ia, 0);
  struct vpt_outcome answer = check_unmap(space, ia, length);
  /*@ assert start: RANGE_STATUS(space, ia, length) == VPT_OK ==> RANGE_OFFSET(ia, length) == ia; */
  /*@ assert good: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==> RANGE_OFFSET(ia, length) == ia; */
  /*@ assert breaks: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==>
        (answer.status == VPT_ERR_BREAK <==> SPLIT_REFUSED(space,
           ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length))); */
  /*@ assert no_frames: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==> answer.status != VPT_ERR_BREAK ==>
        (answer.status == VPT_ERR_NO_FRAMES <==>
         space->pool->free < ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length)); */
  if (answer.status != VPT_OK) return answer;
  uint64_t end = ia + length;
  /*@ assert end: end == ia + length && RANGE_OFFSET(ia, length) == ia; */
  answer.ia = range_unmap(space, ia, end, length).hole; /* no step passes less than a page */
  /*@ assert offset: OFFSET_AFTER(ia, length, answer.ia) == answer.ia; */
  return answer;
}

static struct vpt_outcome INSTANCE(unmap_some)(struct vpt *space, vpt_ia ia, uint64_t length, unsigned tables)
{
  /*@ ghost begin(space); told = told_leaves = 0; */
  if (length == 0) return outcome(VPT_OK, ia, 0);
  struct vpt_outcome answer = check_unmap(space, ia, length);
  /*@ assert start: RANGE_STATUS(space, ia, length) == VPT_OK ==> RANGE_OFFSET(ia, length) == ia; */
  /*@ assert good: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==> RANGE_OFFSET(ia, length) == ia; */
  /*@ assert breaks: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==>
        (answer.status == VPT_ERR_BREAK <==> SPLIT_REFUSED(space,
           ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length))); */
  /*@ assert no_frames: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==> answer.status != VPT_ERR_BREAK ==>
        (answer.status == VPT_ERR_NO_FRAMES <==>
         space->pool->free < ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length)); */
  if (answer.status != VPT_OK) return answer;
  uint64_t end = ia + length;
  /*@ assert end: end == ia + length && RANGE_OFFSET(ia, length) == ia; */
  answer.ia = range_unmap(space, ia, end, tables == 0 ? length : tables).rest;
  /*@ assert offset: OFFSET_AFTER(ia, length, answer.ia) == answer.ia; */
  return answer;
}

static struct vpt_outcome INSTANCE(protect)(struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr)
{
  /*@ ghost begin(space); told = told_leaves = 0; breaks = 0; */
  if (length == 0) return outcome(VPT_OK, ia, 0);
  enum vpt_status status = check_range(space, ia, length);
  if (status != VPT_OK) return outcome(status, ia, 0);
  if (!codec_attr_ok(attr)) return outcome(VPT_ERR_ATTR, ia, 0);
  uint64_t end = ia + length;
  /*@ assert end: end == ia + length && RANGE_OFFSET(ia, length) == ia; */
  if (space->never_break && range_breaks(space, ia, end, attr)) return outcome(VPT_ERR_BREAK, ia, 0);
  struct vpt_outcome answer = check_ends(space, ia, end);
  /*@ assert breaks: answer.status == VPT_ERR_BREAK <==> PROTECT_REFUSED(space, ia, ia + length, attr, Pre); */
  if (answer.status == VPT_OK) answer.ia = range_protect(space, ia, end, attr);
  /*@ assert few: answer.status == VPT_OK ==> breaks <= space->input_end <= 0x800000000000000; */
  /*@ assert number: answer.status == VPT_OK ==> HOOKED(space) ==>
        told_leaves == answer.frames + breaks && told_leaves <= told <= told_leaves + breaks + 1; */
  /*@ assert offset: OFFSET_AFTER(ia, length, answer.ia) == answer.ia; */
  return answer;
}

static struct vpt_outcome INSTANCE(split)(struct vpt *space, vpt_ia ia, uint64_t length, uint64_t leaf_max)
{
  /*@ ghost begin(space); told = told_leaves = 0; */
  if (length == 0) return outcome(VPT_OK, ia, 0);
  int limit = limit_of(space, leaf_max);
  enum vpt_status status = limit < 0 ? VPT_ERR_SIZE : check_range(space, ia, length);
  if (status != VPT_OK) return outcome(status, ia, 0);
  uint64_t end = ia + length;
  /*@ assert end: end == ia + length && limit == LEAF_MAX(space, leaf_max) && RANGE_OFFSET(ia, length) == ia; */
  int64_t need = range_split_need(space, ia, end, limit);
  struct vpt_outcome answer = check_splits(space, ia, need);
  if (answer.status == VPT_OK) range_split(space, ia, end, limit);
  return answer;
}

static struct vpt_run INSTANCE(next_run)(const struct vpt *space, vpt_ia ia, uint64_t length)
{
  struct vpt_run none = {.status = VPT_ERR_IA, .ia = ia};
  if (length == 0 || ia >= (uint64_t)space->input_end) return none;
  uint64_t end = half_end(space, ia);
  if (length < end - ia) end = ia + length;
  return run_from(space, ia, end);
}

#undef RANGE_MAY_HAVE
#undef MAY_LEAD
#undef OBJECT
#undef KNOWN
#undef OFFSET
#undef LINKAGE
