/* SPDX-License-Identifier: Apache-2.0 */
/* The walk: from the root down to the first entry that is no table descriptor. */
#ifndef VPT_CORE_WALK_H
#define VPT_CORE_WALK_H

#include "../logic/lemmas.h"
#include "table.h"

/* Compiled in place wherever it is called, so that heights are constants and no struct goes through memory; and what
 * must not be, so that those who seldom call it save no registers for it. */
#define HOT inline __attribute__((__always_inline__))
#define OUT_OF_LINE __attribute__((__noinline__))

/* Where a walk stops: the table, its height, and the entry found there. */
struct stop {
  int64_t table;
  uint64_t word;
  int height;
};

/* The root table that translates `ia`: one of several if the root is concatenated. */
/*@ requires SHAPE(space) && ia < space->input_end;
    assigns \nothing;
    ensures \result == ROOT(space, ia) && IN_POOL(space->pool, \result); */
static inline int64_t root_table(const struct vpt *space, vpt_ia ia)
{
  /*@ assert one: 0 <= PRE(space, space->height + 1, ia) < space->root_count; */
  return space->root + codec_prefix(space->height + 1, ia);
}

/* Looks up `ia` in the table at height h that the walk has reached. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ia < space->input_end;
    requires 0 <= h <= space->height && 0 <= table == AT(space, h, ia);
    assigns \nothing;
    ensures stop: KIND(h, \result.word) != VPT_TABLE ==> STOPS(space, \result, ia);
    ensures next: KIND(h, \result.word) == VPT_TABLE ==>
      h > 0 && 0 <= e_frame(FMT, \result.word) == AT(space, h - 1, ia); */
static HOT struct stop look(const struct vpt *space, int64_t table, int h, vpt_ia ia)
{
  /*@ ghost hardware(space); */
  struct stop at = {.table = table, .height = h};
  at.word = entry(space, table, codec_index(h, ia));
  return at;
}

/* One step of the walk: down into the next table, or out of the function. */
#define STEP(h)                                                       \
  at = look(space, table, h, ia);                                     \
  if (codec_kind(h, at.word) != VPT_TABLE) return at;                 \
  table = codec_table_frame(at.word)

/* Unrolled, so that every height is a constant in its step. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ia < space->input_end;
    assigns \nothing;
    ensures STOPS(space, \result, ia); */
static HOT struct stop walk(const struct vpt *space, vpt_ia ia)
{
  int64_t table = root_table(space, ia);
  struct stop at;
  switch (space->height) {
  case 4: STEP(4); /* fall through */
  case 3: STEP(3); /* fall through */
  case 2: STEP(2); /* fall through */
  case 1: STEP(1); break;
  default: break;
  }
  return look(space, table, 0, ia);
}

#undef STEP

/* Is the table at height 0 that translates `ia` remembered? */
/*@ requires \valid_read(space) && ia < space->input_end;
    assigns \nothing;
    ensures \result <==> PRE(space, 1, ia) == space->leaf_prefix; */
static inline bool remembered(const struct vpt *space, vpt_ia ia)
{
  return codec_prefix(1, ia) == space->leaf_prefix;
}

/* The walk, shorter if it comes to the table at height 1 that is remembered. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && MEMO(space) && ia < space->input_end;
    assigns \nothing;
    ensures STOPS(space, \result, ia); */
static HOT struct stop find(const struct vpt *space, vpt_ia ia)
{
  if (codec_prefix(2, ia) != space->upper_prefix) return walk(space, ia);
  struct stop at = look(space, space->upper_table, 1, ia);
  if (codec_kind(1, at.word) != VPT_TABLE) return at;
  return look(space, codec_table_frame(at.word), 0, ia);
}

/* Remembers the table at height 0 or 1 for the next call, if it is another one. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && MEMO(space) && ia < space->input_end;
    requires 0 <= at.height <= space->height && at.table == AT(space, at.height, ia) && at.table >= 0;
    assigns MEMO_MEMBERS(space);
    ensures MEMO(space); */
static inline void remember(struct vpt *space, vpt_ia ia, struct stop at)
{
  if (at.height == 0 && codec_prefix(1, ia) != space->leaf_prefix) {
    space->leaf_prefix = codec_prefix(1, ia);
    space->leaf_table = at.table;
  } else if (at.height == 1 && codec_prefix(2, ia) != space->upper_prefix) {
    space->upper_prefix = codec_prefix(2, ia);
    space->upper_table = at.table;
  }
}

/* The table at height 0 that translates `ia`, or -1 if the walk stops above it. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && MEMO(space) && ia < space->input_end;
    assigns \nothing;
    ensures table: \result == -1 || 0 <= \result == AT(space, 0, ia); */
static OUT_OF_LINE int64_t reach(const struct vpt *space, vpt_ia ia)
{
  struct stop at = find(space, ia);
  return at.height == 0 ? at.table : -1;
}

/* The same, at once if it is remembered. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && MEMO(space) && ia < space->input_end;
    assigns \nothing;
    ensures table: \result == -1 || 0 <= \result == AT(space, 0, ia); */
static HOT int64_t recall(const struct vpt *space, vpt_ia ia)
{
  return remembered(space, ia) ? space->leaf_table : reach(space, ia);
}

/* The walk apart from its caller: for operations on blocks. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ia < space->input_end;
    assigns \nothing;
    ensures STOPS(space, \result, ia); */
static OUT_OF_LINE struct stop seek(const struct vpt *space, vpt_ia ia)
{
  return walk(space, ia);
}

/* The walk from what is remembered, apart from its caller: for operations on ranges, which walk once for many
 * leaves. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && MEMO(space) && ia < space->input_end;
    assigns \nothing;
    ensures STOPS(space, \result, ia); */
static OUT_OF_LINE struct stop locate(const struct vpt *space, vpt_ia ia)
{
  return find(space, ia);
}

/*@ requires \valid(space);
    assigns space->leaf_prefix, space->upper_prefix;
    ensures MEMO(space) && space->leaf_prefix < 0 && space->upper_prefix < 0; */
static inline void forget(struct vpt *space)
{
  space->leaf_prefix = -1;
  space->upper_prefix = -1;
}

#endif
