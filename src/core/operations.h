/* SPDX-License-Identifier: Apache-2.0 */
/* The operations on a space, for arguments that are known to be good. */
#ifndef VPT_CORE_OPERATIONS_H
#define VPT_CORE_OPERATIONS_H

#include "edit.h"
#include <port/hooks.h>

/* Compiled in place wherever it is called: once for pages, with the height a constant, once for blocks. */
#define HOT inline __attribute__((__always_inline__))

/* Makes the tables that are missing below `at`, down to height h, and there the leaf. Cannot fail. */
/*@ requires VALID(space) && ia < space->input_end && 0 <= h <= at.height && at.height - h <= space->pool->free;
    requires ON_PATH(space, at.height, at.table, IDX(space, at.height, ia), ia) && TLB_CLEAN && commits == 0;
    requires KIND(at.height, ENT(space, at.table, IDX(space, at.height, ia))) == VPT_INVALID;
    requires KIND(h, word) == VPT_LEAF && OWN_LEAF(space, h, ia, word);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures commit: commits == 1;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == h && PRE(space, h, x) == PRE(space, h, ia) ? word : \at(LEAF(space, k, x), Pre));
    ensures free: space->pool->free == \old(space->pool->free) - (at.height - h);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static HOT void build(struct vpt *space, vpt_ia ia, struct stop at, int h, uint64_t word)
{
  remember(space, ia, at);
  /*@ loop invariant height: h <= at.height <= \at(at.height, Pre);
      loop invariant path: ON_PATH(space, at.height, at.table, IDX(space, at.height, ia), ia);
      loop invariant invalid: KIND(at.height, ENT(space, at.table, IDX(space, at.height, ia))) == VPT_INVALID;
      loop invariant same: SAME_SPACE(space, Pre);
      loop invariant sound: SOUND(space) && MEMO(space);
      loop invariant filled: FILLED_BUT(space, at.table);
      loop invariant free: space->pool->free == \at(space->pool->free - at.height, Pre) + at.height;
      loop invariant leaves: SAME_LEAVES(space, Pre) && OWN_LEAVES(space);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop assigns at.table, at.height, \at(space->pool, Pre)->free,
        TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre));
      loop variant at.height; */
  for (; at.height > h; at.height--)
    at.table = grow(space, at.height, at.table, codec_index(at.height, ia)) /*@ ghost (ia) */;
  /*@ assert foreign: \forall integer c; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==> FOREIGN(space, c); */
  fill(space, h, at.table, codec_index(h, ia), word) /*@ ghost (ia) */;
  /*@ assert words: \forall integer c, j; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
        0 <= j < entries(GRANULE) ==> ENT(space, c, j) == \at(ENT(space, c, j), Pre); */
  remember(space, ia, at);
}

/* Maps one leaf at height h. Decides everything before it changes anything. */
/*@ requires VALID(space) && ia < space->input_end && 0 <= h <= space->height && MAY_MAP(space, h, oa, attr);
    requires TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures commit: commits == (\result == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result == VPT_OK || \result == VPT_ERR_MAPPED || \result == VPT_ERR_NO_FRAMES;
    ensures mapped: \result == VPT_ERR_MAPPED <==> \old(!BARE(space, h, ia));
    ensures no_frames: \result == VPT_ERR_NO_FRAMES <==>
      \old(BARE(space, h, ia)) && \old(space->pool->free < HW_H(space, ia) - h);
    ensures done: \result == VPT_OK ==> ONLY_LEAF(space, h, ia, mk_leaf(FMT, h, oa, attr), Pre);
    ensures free: \result == VPT_OK ==> space->pool->free == \old(space->pool->free - (HW_H(space, ia) - h));
    ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline enum vpt_status map_leaf(struct vpt *space, vpt_ia ia, int h, vpt_oa oa, vpt_attr attr)
{
  /*@ ghost hardware(space); alike(space); inhabited(space); */
  struct stop at = find(space, ia);
  /*@ assert below: at.height < h ==> AT(space, h - 1, ia) >= 0; */
  /*@ assert taken: at.height < h ==> !BARE(space, h, ia); */
  if (at.height < h || codec_kind(at.height, at.word) != VPT_INVALID) return VPT_ERR_MAPPED;
  if (space->pool->free < at.height - h) return VPT_ERR_NO_FRAMES;
  if (h == 0) build(space, ia, at, 0, codec_leaf(0, oa, attr));
  else build(space, ia, at, h, codec_leaf(h, oa, attr));
  /*@ ghost hardware(space); */
  /*@ assert inside: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        LEAF(space, h, x) == mk_leaf(FMT, h, oa, attr) && LEAF(space, h, x) != 0; */
  /*@ assert outside: \forall integer k, x; 0 <= k <= space->height ==> PRE(space, h, x) != PRE(space, h, ia) ==>
        LEAF(space, k, x) == \at(LEAF(space, k, x), Pre); */
  return VPT_OK;
}

/* VPT_OK if the walk of `ia` stops at a leaf whose base is `ia`. */
/*@ requires 0 <= at.height <= 4;
    assigns \nothing;
    ensures \result == (KIND(at.height, at.word) != VPT_LEAF ? VPT_ERR_UNMAPPED :
                        ia % size(FMT, at.height) != 0 ? VPT_ERR_IN_BLOCK : VPT_OK); */
static inline enum vpt_status at_base(vpt_ia ia, struct stop at)
{
  if (codec_kind(at.height, at.word) != VPT_LEAF) return VPT_ERR_UNMAPPED;
  if (!codec_aligned(at.height, ia)) return VPT_ERR_IN_BLOCK;
  return VPT_OK;
}

/*@ assigns \nothing;
    ensures \result.status == status && NO_RESULT(\result); */
static inline struct vpt_result failure(enum vpt_status status)
{
  return (struct vpt_result){.status = status};
}

/* Where the region of codec_size(h) bytes that `ia` lies in starts. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \forall integer lim; ia < lim ==> \result == start(FMT, lim, h, ia); */
static inline vpt_ia region_start(int h, vpt_ia ia)
{
  return (uint64_t)codec_prefix(h, ia) * codec_size(h);
}

/* The translation by the leaf that the walk of `ia` stops at. */
/*@ requires 0 <= at.height <= 4 && KIND(at.height, at.word) == VPT_LEAF && ia < end;
    assigns \nothing;
    ensures TRANSLATION(\result, end, ia, at.height, at.word); */
static inline struct vpt_result translation(vpt_ia ia, struct stop at) /*@ ghost (int64_t end) */
{
  uint64_t size = codec_size(at.height);
  uint64_t base = region_start(at.height, ia);
  return (struct vpt_result){
    .status = VPT_OK,
    .attr = codec_leaf_attr(at.height, at.word),
    .ia = base,
    .oa = codec_leaf_oa(at.height, codec_index(at.height, ia), at.word) + (ia - base),
    .size = size,
  };
}

/*@ requires VALID(space) && ia < space->input_end && TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB, commits;
    ensures commit: commits == (\result.status == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result.status == \old(BASE_STATUS(space, ia));
    ensures result: \result.status == VPT_OK ==>
      TRANSLATION(\result, space->input_end, ia, \old(HW_H(space, ia)), \old(HW_E(space, ia)));
    ensures done: \result.status == VPT_OK ==> ONLY_HOLE(space, \old(HW_H(space, ia)), ia, Pre);
    ensures free: \result.status == VPT_OK ==>
      space->pool->free == \old(space->pool->free) + HW_H(space, ia) - \old(HW_H(space, ia));
    ensures failed: \result.status != VPT_OK ==> NO_RESULT(\result) && UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
static inline struct vpt_result unmap_leaf(struct vpt *space, vpt_ia ia)
{
  /*@ ghost hardware(space); */
  struct stop at = find(space, ia);
  enum vpt_status status = at_base(ia, at);
  if (status != VPT_OK) return failure(status);
  struct vpt_result result = translation(ia, at) /*@ ghost (space->input_end) */;
  remember(space, ia, at);
  /*@ ghost region(space, ia, at.height); stale_first = ia; stale_end = ia + result.size; */
  bool pruned = remove_leaf(space, ia, at);
  /*@ assert noted: NOTED(space, Pre); */
  vpt_flush(space, ia, result.size, result.size, !pruned);
  return result;
}

/* Overwrites the leaf whose base is `ia` and has the old one forgotten. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && ia < space->input_end;
    requires KIND(h, ENT(space, table, i)) == VPT_LEAF && KIND(h, word) != VPT_TABLE;
    requires KIND(h, word) == VPT_LEAF ==> !must_break(FMT, h, ENT(space, table, i), word);
    requires ia % size(FMT, h) == 0 && TLB_CLEAN && commits == 0;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], TLB, commits;
    ensures commit: commits == 1;
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, table, i, word, Pre);
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == h && PRE(space, h, x) == PRE(space, h, ia) ? (KIND(h, word) == VPT_LEAF ? word : 0)
                                                       : \at(LEAF(space, k, x), Pre));
    ensures tlb: TLB_CLEAN; */
static inline void exchange(struct vpt *space, int h, int64_t table, unsigned i, uint64_t word, vpt_ia ia)
{
  /*@ ghost hardware(space); region(space, ia, h); */
  uint64_t size = codec_size(h);
  /*@ ghost stale_first = ia; stale_end = ia + size; */
  set_leaf(space, h, table, i, word) /*@ ghost (ia) */;
  /*@ ghost hardware(space); */
  /*@ assert same: \forall integer x; PRE(space, h, x) != PRE(space, h, ia) ==> SAME_TRANSLATION(space, x, Pre); */
  /*@ assert noted: NOTED(space, Pre); */
  vpt_flush(space, ia, size, size, true);
}

/* Replaces the leaf whose base is `ia`, by way of an invalid entry where the architecture demands it. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, at.height, at.table, i, ia);
    requires at.word == ENT(space, at.table, i) && KIND(at.height, at.word) == VPT_LEAF && KIND(at.height, word) == VPT_LEAF;
    requires ia < space->input_end;
    requires ia % size(FMT, at.height) == 0 && TLB_CLEAN && commits == 0;
    assigns space->pool->words[slot(GRANULE, at.table - space->pool->first, i)], TLB, commits;
    ensures commit: commits == 1;
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, at.table, i, word, Pre);
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == at.height && PRE(space, at.height, x) == PRE(space, at.height, ia) ? word
                                                       : \at(LEAF(space, k, x), Pre));
    ensures tlb: TLB_CLEAN; */
static inline void replace_leaf(struct vpt *space, struct stop at, unsigned i, uint64_t word, vpt_ia ia)
{
  if (codec_must_break(at.height, at.word, word)) {
    exchange(space, at.height, at.table, i, 0, ia);
    /*@ ghost commits = 0; */
    set_leaf(space, at.height, at.table, i, word) /*@ ghost (ia) */;
  } else {
    exchange(space, at.height, at.table, i, word, ia);
  }
}

/* Gives the leaf at height h in `at`, whose base is `ia`, new attributes. */
/*@ requires VALID(space) && ia < space->input_end && attr_ok(FMT, attr) && TLB_CLEAN && h == at.height && commits == 0;
    requires ON_PATH(space, h, at.table, IDX(space, h, ia), ia) && ia % size(FMT, h) == 0;
    requires at.word == ENT(space, at.table, IDX(space, h, ia)) && KIND(h, at.word) == VPT_LEAF;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits;
    ensures commit: commits == (at.word == mk_leaf(FMT, h, e_oa(FMT, h, IDX(space, h, ia), at.word), attr) ? 0 : 1);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == h && PRE(space, h, x) == PRE(space, h, ia) ? mk_leaf(FMT, h, e_oa(FMT, h, IDX(space, h, ia), at.word), attr)
                                                       : \at(LEAF(space, k, x), Pre));
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
static HOT void change(struct vpt *space, vpt_ia ia, struct stop at, int h, vpt_attr attr)
{
  unsigned i = codec_index(h, ia);
  uint64_t word = codec_leaf(h, codec_leaf_oa(h, i, at.word), attr);
  if (word == at.word) return;
  remember(space, ia, at);
  replace_leaf(space, at, i, word, ia);
  /*@ assert same: SAME_SPACE(space, Pre) && space->pool->free == \at(space->pool->free, Pre); */
  /*@ assert used: USED(space->pool, at.table); */
  /*@ assert free: \forall integer c; IN_POOL(space->pool, c) ==> !USED(space->pool, c) ==>
        c != at.table && !\at(USED(space->pool, c), Pre) && USES(space->pool, c) == 0; */
}

/* Gives the leaf whose base is `ia` new attributes. */
/*@ requires VALID(space) && ia < space->input_end && attr_ok(FMT, attr) && TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits;
    ensures commit: 0 <= commits <= (\result == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result == \old(BASE_STATUS(space, ia));
    ensures done: \result == VPT_OK ==>
      ONLY_LEAF(space, \old(HW_H(space, ia)), ia,
                mk_leaf(FMT, \old(HW_H(space, ia)), \old(HW_OA(space, ia)), attr), Pre);
    ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures tlb: TLB_CLEAN; */
static inline enum vpt_status protect_leaf(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
  /*@ ghost hardware(space); alike(space); */
  struct stop at = find(space, ia);
  enum vpt_status status = at_base(ia, at);
  if (status != VPT_OK) return status;
  if (at.height == 0) change(space, ia, at, 0, attr);
  else change(space, ia, at, at.height, attr);
  /*@ ghost hardware(space); */
  /*@ assert inside: \forall integer x; PRE(space, at.height, x) == PRE(space, at.height, ia) ==>
        LEAF(space, at.height, x) == mk_leaf(FMT, at.height, e_oa(FMT, at.height, IDX(space, at.height, ia), at.word), attr) &&
        LEAF(space, at.height, x) != 0; */
  return VPT_OK;
}

/* Removes every leaf in order of address, and so every table but the root. */
/*@ requires VALID(space) && stale_first == 0 && stale_end == space->input_end && stale_steps == 1;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space),
      stale_steps, commits;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures bare: \forall integer x; HW_H(space, x) == space->height && !MAPPED(space, x);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void remove_all(struct vpt *space)
{
  uint64_t ia = 0;
  /*@ loop invariant valid: VALID(space) && SAME_SPACE(space, Pre);
      loop invariant bare: \forall integer x; 0 <= x < ia ==> x < space->input_end ==> !MAPPED(space, x);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop invariant steps: stale_steps == 1;
      loop assigns ia, \at(space->leaf_prefix, Pre), \at(space->upper_prefix, Pre), \at(space->pool, Pre)->free,
        TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre)), STACK(\at(space, Pre)), stale_steps, commits;
      loop variant 0x800000000000000 - ia; */
  while (ia < (uint64_t)space->input_end) {
    /*@ ghost alike(space); commits = 0; */
    struct stop at = walk(space, ia);
    if (codec_kind(at.height, at.word) == VPT_LEAF) remove_leaf(space, ia, at);
    /*@ assert here: BARE(space, at.height, ia); */
    /*@ assert next: ia < START(space, at.height, ia) + size(FMT, at.height) < 0x1000000000000000; */
    ia = region_start(at.height, ia) + codec_size(at.height);
  }
  /*@ ghost hardware(space); alike(space); */
  /*@ assert outside: \forall integer k, x; 0 <= k <= space->height ==> !(0 <= x < space->input_end) ==>
        PRE(space, k, x) == PRE(space, k, 0) && LEAF(space, k, x) == LEAF(space, k, 0); */
  /*@ assert none: \forall integer x; !MAPPED(space, x); */
  /*@ ghost inhabited(space); */
}

#endif
