/* SPDX-License-Identifier: Apache-2.0 */
/* The operations on a space, for arguments that are known to be good. */
#ifndef VPT_CORE_OPERATIONS_H
#define VPT_CORE_OPERATIONS_H

#include "entry.h"

/* Frees the empty tables on the path of `ia`, from the one at height h up. */
/*@ requires SOUND(space) && ia < space->input_end && 0 <= h < space->height;
    requires HW_H(space, ia) == h && FILLED_BUT(space, AT(space, h, ia));
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), stale_steps;
    ensures inv: INV(space);
    ensures same: SAME_SPACE(space, Pre);
    ensures steps: stale_steps == (HW_H(space, ia) > h ? 1 : \old(stale_steps));
    ensures empty: \old(USES(space->pool, AT(space, h, ia))) == 0 ==> HW_H(space, ia) > h;
    ensures free: space->pool->free == \old(space->pool->free) + HW_H(space, ia) - h;
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void prune(struct vpt *space, vpt_ia ia, int h)
{
  /*@ ghost hardware(space); */
  int64_t path[VPT_HEIGHT_MAX + 1];
  int k = space->height;
  path[k] = root_table(space, ia);
  /*@ loop invariant h <= k <= space->height;
      loop invariant path: \forall integer j; k <= j <= space->height ==> path[j] == AT(space, j, ia);
      loop assigns k, path[0 .. VPT_HEIGHT_MAX];
      loop variant k; */
  for (; k > h; k--)
    path[k - 1] = codec_table_frame(entry(space, path[k], codec_index(k, ia)));
  forget(space);
  /*@ loop invariant h <= k <= space->height;
      loop invariant path: \forall integer j; k <= j <= space->height ==> path[j] == AT(space, j, ia);
      loop invariant same: SAME_SPACE(space, Pre);
      loop invariant sound: SOUND(space);
      loop invariant filled: FILLED_BUT(space, path[k]);
      loop invariant stop: HW_H(space, ia) == k;
      loop invariant first: k == h ==>
        USES(space->pool, path[h]) == \at(USES(space->pool, AT(space, h, ia)), Pre);
      loop invariant free: space->pool->free == \at(space->pool->free, Pre) + k - h;
      loop invariant leaves: SAME_LEAVES(space, Pre);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop invariant steps: stale_steps == (k > h ? 1 : \at(stale_steps, Pre));
      loop assigns k, \at(space->pool, Pre)->free, TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre)),
        STACK(\at(space, Pre)), stale_steps;
      loop variant space->height - k; */
  for (; k < space->height && live(space, path[k]) == 0; k++) {
    entry_cut(space, path[k + 1], codec_index(k + 1, ia), path[k]) /*@ ghost (k + 1, ia) */;
    /*@ assert same: SAME_SPACE(space, Pre); */
    /*@ ghost hardware(space); */
  }
  /*@ assert filled: FILLED_BUT(space, -1); */
}

/* Removes the leaf that the walk of `ia` stops at, and the tables that become empty. Says whether
 * there were any. */
/*@ requires INV(space) && ia < space->input_end && STOPS(space, at, ia) && KIND(at.height, at.word) == VPT_LEAF;
    requires LEAF_NOTED(space, at.height, ia, at.word) && commits == 0;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), stale_steps, commits;
    ensures commit: commits == 1;
    ensures inv: INV(space);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == at.height && PRE(space, k, x) == PRE(space, k, ia) ? 0 : \at(LEAF(space, k, x), Pre));
    ensures hole: ONLY_HOLE(space, at.height, ia, Pre);
    ensures same: SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) + HW_H(space, ia) - at.height;
    ensures pruned: \result ? HW_H(space, ia) > at.height : HW_H(space, ia) == at.height;
    ensures steps: stale_steps == (\result ? 1 : \old(stale_steps));
    ensures kept: !\result ==> SAME_TABLES(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static HOT bool leaf_remove(struct vpt *space, vpt_ia ia, struct stop at)
{
  /*@ ghost hardware(space); alike(space); */
  entry_clear(space, at.table, codec_index(at.height, ia)) /*@ ghost (at.height, ia) */;
  /*@ ghost hardware(space); */
  /*@ assert region: \forall integer x; PRE(space, at.height, x) == PRE(space, at.height, ia) ==>
        \at(HW_H(space, x), Pre) == at.height; */
  /*@ assert bare: \forall integer k, x; 0 <= k <= space->height ==>
        PRE(space, at.height, x) == PRE(space, at.height, ia) ==> LEAF(space, k, x) == 0; */
  if (at.height == space->height || live(space, at.table) != 0) return false;
  prune(space, ia, at.height);
  /*@ ghost hardware(space); */
  return true;
}

/* Makes the tables that are missing below `at`, down to height h. Cannot fail. */
/*@ requires VALID(space) && ia < space->input_end && 0 <= h <= at.height && at.height - h <= space->pool->free;
    requires ON_PATH(space, at.height, at.table, IDX(space, at.height, ia), ia) && TLB_CLEAN;
    requires KIND(at.height, ENT(space, at.table, IDX(space, at.height, ia))) == VPT_INVALID;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space);
    ensures path: \result.height == h && ON_PATH(space, h, \result.table, IDX(space, h, ia), ia);
    ensures invalid: KIND(h, ENT(space, \result.table, IDX(space, h, ia))) == VPT_INVALID;
    ensures same: SAME_SPACE(space, Pre);
    ensures sound: SOUND(space) && MEMO(space);
    ensures filled: FILLED_BUT(space, \result.table);
    ensures tables: TABLES_BUILT(space, h, ia, Pre);
    ensures free: space->pool->free == \old(space->pool->free) - (at.height - h);
    ensures leaves: SAME_LEAVES(space, Pre) && OWN_LEAVES(space);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline struct stop tables_build(struct vpt *space, vpt_ia ia, struct stop at, int h)
{
  /*@ ghost hardware(space); */
  /*@ loop invariant height: h <= at.height <= \at(at.height, Pre);
      loop invariant path: ON_PATH(space, at.height, at.table, IDX(space, at.height, ia), ia);
      loop invariant invalid: KIND(at.height, ENT(space, at.table, IDX(space, at.height, ia))) == VPT_INVALID;
      loop invariant same: SAME_SPACE(space, Pre);
      loop invariant sound: SOUND(space) && MEMO(space);
      loop invariant filled: FILLED_BUT(space, at.table);
      loop invariant tables: TABLES_BUILT(space, at.height, ia, Pre);
      loop invariant free: space->pool->free == \at(space->pool->free - at.height, Pre) + at.height;
      loop invariant leaves: SAME_LEAVES(space, Pre) && OWN_LEAVES(space);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop assigns at.table, at.height, \at(space->pool, Pre)->free,
        TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre));
      loop variant at.height; */
  for (; at.height > h; at.height--) {
    at.table = entry_grow(space, at.table, codec_index(at.height, ia)) /*@ ghost (at.height, ia) */;
    /*@ assert grown: \forall integer k, x; 0 <= k <= space->height ==> (AT(space, k, x) >= 0 <==>
          \at(AT(space, k, x), LoopCurrent) >= 0 ||
          (k == at.height - 1 && PRE(space, k + 1, x) == PRE(space, k + 1, ia))); */
  }
  return at;
}

/* Makes the tables that are missing below `at`, down to height h, and there the leaf. Cannot fail. */
/*@ requires VALID(space) && ia < space->input_end && 0 <= h <= at.height && at.height - h <= space->pool->free;
    requires ON_PATH(space, at.height, at.table, IDX(space, at.height, ia), ia) && TLB_CLEAN && commits == 0;
    requires KIND(at.height, ENT(space, at.table, IDX(space, at.height, ia))) == VPT_INVALID;
    requires KIND(h, word) == VPT_LEAF && OWN_LEAF(space, h, ia, word);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures commit: commits == 1;
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures leaves: LEAF_CHANGED(space, h, ia, word, Pre);
    ensures free: space->pool->free == \old(space->pool->free) - (at.height - h);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline void leaf_build(struct vpt *space, vpt_ia ia, struct stop at, int h, uint64_t word)
{
  remember(space, ia, at);
  at = tables_build(space, ia, at, h);
  /*@ assert foreign: \forall integer c; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
        FOREIGN(space, c); */
  entry_fill(space, at.table, codec_index(h, ia), word) /*@ ghost (h, ia) */;
  /*@ assert words: \forall integer c, j; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
        0 <= j < entries(GRANULE) ==> ENT(space, c, j) == \at(ENT(space, c, j), Pre); */
  remember(space, ia, at);
}

/* Maps one leaf at height h, wherever that is. Decides everything before it changes anything. */
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
static OUT_OF_LINE enum vpt_status leaf_map_found(struct vpt *space, vpt_ia ia, int h, vpt_oa oa, vpt_attr attr)
{
  /*@ ghost hardware(space); alike(space); inhabited(space); */
  struct stop at = find(space, ia);
  /*@ assert below: at.height < h ==> AT(space, h - 1, ia) >= 0; */
  /*@ assert taken: at.height < h ==> !BARE(space, h, ia); */
  if (at.height < h || codec_kind(at.height, at.word) != VPT_INVALID) return VPT_ERR_MAPPED;
  if (space->pool->free < at.height - h) return VPT_ERR_NO_FRAMES;
  leaf_build(space, ia, at, h, codec_leaf(h, oa, attr));
  /*@ ghost hardware(space); */
  /*@ assert inside: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        LEAF(space, h, x) == mk_leaf(FMT, h, oa, attr) && LEAF(space, h, x) != 0; */
  /*@ assert outside: \forall integer k, x; 0 <= k <= space->height ==> PRE(space, h, x) != PRE(space, h, ia) ==>
        LEAF(space, k, x) == \at(LEAF(space, k, x), Pre); */
  return VPT_OK;
}

/* The same, at once if it is a page of the table that is remembered. */
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
static HOT enum vpt_status leaf_map(struct vpt *space, vpt_ia ia, int h, vpt_oa oa, vpt_attr attr)
{
  if (h > 0 || !remembered(space, ia)) return leaf_map_found(space, ia, h, oa, attr);
  /*@ ghost hardware(space); alike(space); */
  struct stop at = look(space, space->leaf_table, 0, ia);
  if (codec_kind(0, at.word) != VPT_INVALID) return VPT_ERR_MAPPED;
  entry_fill(space, at.table, codec_index(0, ia), codec_leaf(0, oa, attr)) /*@ ghost (0, ia) */;
  /*@ ghost hardware(space); */
  /*@ assert inside: \forall integer x; PRE(space, 0, x) == PRE(space, 0, ia) ==>
        LEAF(space, 0, x) == mk_leaf(FMT, 0, oa, attr) && LEAF(space, 0, x) != 0; */
  /*@ assert outside: \forall integer k, x; 0 <= k <= space->height ==> PRE(space, 0, x) != PRE(space, 0, ia) ==>
        LEAF(space, k, x) == \at(LEAF(space, k, x), Pre); */
  return VPT_OK;
}

/* VPT_OK if the walk of `ia` stops at a leaf whose base is `ia`, and whose size is this, if not 0. */
/*@ requires 0 <= at.height <= 4;
    assigns \nothing;
    ensures \result == (KIND(at.height, at.word) != VPT_LEAF ? VPT_ERR_UNMAPPED :
                        size != 0 && size != size(FMT, at.height) ? VPT_ERR_SIZE :
                        ia % size(FMT, at.height) != 0 ? VPT_ERR_IN_BLOCK : VPT_OK); */
static HOT enum vpt_status at_base(vpt_ia ia, struct stop at, uint64_t size)
{
  if (codec_kind(at.height, at.word) != VPT_LEAF) return VPT_ERR_UNMAPPED;
  if (size != 0 && size != codec_size(at.height)) return VPT_ERR_SIZE;
  if (!codec_aligned(at.height, ia)) return VPT_ERR_IN_BLOCK;
  return VPT_OK;
}

/*@ assigns \nothing;
    ensures \result.status == status && NO_RESULT(\result); */
static inline struct vpt_result failure(enum vpt_status status)
{
  return (struct vpt_result){.status = status};
}

/* Where the region of codec_size(h) bytes that `ia` lies in starts: a mask for each height, no multiplication. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \forall integer lim; ia < lim ==> \result == start(FMT, lim, h, ia); */
static inline vpt_ia region_start(int h, vpt_ia ia)
{
  /*@ assert below: 0 <= start(FMT, ia + 1, h, ia) <= ia; */
  if (h == 0) return (uint64_t)codec_prefix(0, ia) * codec_size(0);
  if (h == 1) return (uint64_t)codec_prefix(1, ia) * codec_size(1);
  if (h == 2) return (uint64_t)codec_prefix(2, ia) * codec_size(2);
  if (h == 3) return (uint64_t)codec_prefix(3, ia) * codec_size(3);
  return (uint64_t)codec_prefix(4, ia) * codec_size(4);
}

/* The translation by the leaf that the walk of `ia` stops at. */
/*@ requires 0 <= at.height <= 4 && KIND(at.height, at.word) == VPT_LEAF && ia < end;
    assigns \nothing;
    ensures TRANSLATION(\result, end, ia, at.height, at.word); */
static HOT struct vpt_result translation(vpt_ia ia, struct stop at) /*@ ghost (int64_t end) */
{
  uint64_t size = codec_size(at.height);
  uint64_t base = region_start(at.height, ia);
  /*@ assert start: start(FMT, ia + 1, at.height, ia) <= ia < start(FMT, ia + 1, at.height, ia) + size; */
  /*@ assert inside: base == start(FMT, ia + 1, at.height, ia) && ia - base < size; */
  return (struct vpt_result){
    .status = VPT_OK,
    .attr = codec_leaf_attr(at.height, at.word),
    .ia = base,
    .oa = codec_leaf_oa(at.height, codec_index(at.height, ia), at.word) + (ia - base),
    .size = size,
  };
}

/* Removes the leaf that the walk of `ia` stops at, if `ia` is its base and its size is this, if not 0. */
/*@ requires VALID(space) && ia < space->input_end && STOPS(space, at, ia) && TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB, commits;
    ensures commit: commits == (\result.status == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result.status == \old(BASE_STATUS(space, ia, size));
    ensures result: \result.status == VPT_OK ==>
      TRANSLATION(\result, space->input_end, ia, \old(HW_H(space, ia)), \old(HW_E(space, ia)));
    ensures done: \result.status == VPT_OK ==> ONLY_HOLE(space, \old(HW_H(space, ia)), ia, Pre);
    ensures free: \result.status == VPT_OK ==>
      space->pool->free == \old(space->pool->free) + HW_H(space, ia) - \old(HW_H(space, ia));
    ensures failed: \result.status != VPT_OK ==> NO_RESULT(\result) && UNCHANGED(space, Pre) && TOLD(space, 0, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: \result.status == VPT_OK ==>
      TOLD_LEAF(space, ia, \result.size, HW_H(space, ia) == \old(HW_H(space, ia)), \result.attr, Pre);
    ensures tlb: TLB_CLEAN; */
static HOT struct vpt_result leaf_unmap_at(struct vpt *space, vpt_ia ia, uint64_t size, struct stop at)
{
  /*@ ghost hardware(space); */
  enum vpt_status status = at_base(ia, at, size);
  if (status != VPT_OK) return failure(status);
  struct vpt_result result = translation(ia, at) /*@ ghost (space->input_end) */;
  bool global = codec_leaf_global(at.height, at.word);
  remember(space, ia, at);
  /*@ ghost region(space, ia, at.height); stale_first = ia; stale_end = ia + result.size; stale_global = global; */
  bool pruned = leaf_remove(space, ia, at);
  /*@ assert noted: NOTED(space, Pre); */
  flush(space, ia, result.size, result.size, !pruned, global);
  return result;
}

/* The same for a block. */
/*@ requires VALID(space) && ia < space->input_end && TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB, commits;
    ensures commit: commits == (\result.status == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result.status == \old(BASE_STATUS(space, ia, size));
    ensures result: \result.status == VPT_OK ==>
      TRANSLATION(\result, space->input_end, ia, \old(HW_H(space, ia)), \old(HW_E(space, ia)));
    ensures done: \result.status == VPT_OK ==> ONLY_HOLE(space, \old(HW_H(space, ia)), ia, Pre);
    ensures free: \result.status == VPT_OK ==>
      space->pool->free == \old(space->pool->free) + HW_H(space, ia) - \old(HW_H(space, ia));
    ensures failed: \result.status != VPT_OK ==> NO_RESULT(\result) && UNCHANGED(space, Pre) && TOLD(space, 0, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: \result.status == VPT_OK ==>
      TOLD_LEAF(space, ia, \result.size, HW_H(space, ia) == \old(HW_H(space, ia)), \result.attr, Pre);
    ensures tlb: TLB_CLEAN; */
static OUT_OF_LINE struct vpt_result leaf_unmap_block(struct vpt *space, vpt_ia ia, uint64_t size)
{
  struct stop at = seek(space, ia);
  return leaf_unmap_at(space, ia, size, at);
}

/* The same, wherever that leaf is. */
/*@ requires VALID(space) && ia < space->input_end && TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB, commits;
    ensures commit: commits == (\result.status == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result.status == \old(BASE_STATUS(space, ia, size));
    ensures result: \result.status == VPT_OK ==>
      TRANSLATION(\result, space->input_end, ia, \old(HW_H(space, ia)), \old(HW_E(space, ia)));
    ensures done: \result.status == VPT_OK ==> ONLY_HOLE(space, \old(HW_H(space, ia)), ia, Pre);
    ensures free: \result.status == VPT_OK ==>
      space->pool->free == \old(space->pool->free) + HW_H(space, ia) - \old(HW_H(space, ia));
    ensures failed: \result.status != VPT_OK ==> NO_RESULT(\result) && UNCHANGED(space, Pre) && TOLD(space, 0, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: \result.status == VPT_OK ==>
      TOLD_LEAF(space, ia, \result.size, HW_H(space, ia) == \old(HW_H(space, ia)), \result.attr, Pre);
    ensures tlb: TLB_CLEAN; */
static HOT struct vpt_result leaf_unmap(struct vpt *space, vpt_ia ia, uint64_t size)
{
  int64_t table = recall(space, ia);
  if (table < 0) return leaf_unmap_block(space, ia, size);
  struct stop at = look(space, table, 0, ia);
  return leaf_unmap_at(space, ia, size, at);
}

/* The translation by the leaf that the walk of `ia` stops at, if it does. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && STOPS(space, at, ia) && ia < space->input_end;
    assigns \nothing;
    ensures status: \result.status == (MAPPED(space, ia) ? VPT_OK : VPT_ERR_UNMAPPED);
    ensures result: MAPPED(space, ia) ==> TRANSLATION(\result, space->input_end, ia, HW_H(space, ia), HW_E(space, ia));
    ensures none: !MAPPED(space, ia) ==> NO_RESULT(\result); */
static HOT struct vpt_result leaf_query_at(vpt_ia ia, struct stop at) /*@ ghost (const struct vpt *space) */
{
  /*@ ghost hardware(space); */
  if (codec_kind(at.height, at.word) != VPT_LEAF) return failure(VPT_ERR_UNMAPPED);
  return translation(ia, at) /*@ ghost (space->input_end) */;
}

/* The translation of `ia` by a block. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && MEMO(space) && ia < space->input_end;
    assigns \nothing;
    ensures status: \result.status == (MAPPED(space, ia) ? VPT_OK : VPT_ERR_UNMAPPED);
    ensures result: MAPPED(space, ia) ==> TRANSLATION(\result, space->input_end, ia, HW_H(space, ia), HW_E(space, ia));
    ensures none: !MAPPED(space, ia) ==> NO_RESULT(\result); */
static OUT_OF_LINE struct vpt_result leaf_query_block(const struct vpt *space, vpt_ia ia)
{
  struct stop at = seek(space, ia);
  return leaf_query_at(ia, at) /*@ ghost (space) */;
}

/* The translation of `ia`. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && MEMO(space) && ia < space->input_end;
    assigns \nothing;
    ensures status: \result.status == (MAPPED(space, ia) ? VPT_OK : VPT_ERR_UNMAPPED);
    ensures result: MAPPED(space, ia) ==> TRANSLATION(\result, space->input_end, ia, HW_H(space, ia), HW_E(space, ia));
    ensures none: !MAPPED(space, ia) ==> NO_RESULT(\result); */
static HOT struct vpt_result leaf_query(const struct vpt *space, vpt_ia ia)
{
  int64_t table = recall(space, ia);
  if (table < 0) return leaf_query_block(space, ia);
  struct stop at = look(space, table, 0, ia);
  return leaf_query_at(ia, at) /*@ ghost (space) */;
}

/* Gives the leaf at height h in `at`, whose base is `ia`, new attributes. */
/*@ requires VALID(space) && ia < space->input_end && attr_ok(FMT, attr) && TLB_CLEAN && h == at.height && commits == 0;
    requires ON_PATH(space, h, at.table, IDX(space, h, ia), ia) && ia % size(FMT, h) == 0;
    requires at.word == ENT(space, at.table, IDX(space, h, ia)) && KIND(h, at.word) == VPT_LEAF;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures commit: commits == (at.word == mk_leaf(FMT, h, e_oa(FMT, h, IDX(space, h, ia), at.word), attr) ? 0 : 1);
    ensures broken: BROKEN_IF(commits == 1 &&
      must_break(FMT, h, at.word, mk_leaf(FMT, h, e_oa(FMT, h, IDX(space, h, ia), at.word), attr)), Pre);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre) && space->pool->free == \old(space->pool->free);
    ensures leaves: LEAF_CHANGED(space, h, ia, mk_leaf(FMT, h, e_oa(FMT, h, IDX(space, h, ia), at.word), attr), Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: commits == 0 ? TOLD(space, 0, Pre) :
      TOLD_LEAF(space, ia, size(FMT, h), true, e_attr(FMT, h, at.word), Pre);
    ensures alone: ALONE(space, commits, Pre);
    ensures tlb: TLB_CLEAN; */
static HOT void leaf_change(struct vpt *space, vpt_ia ia, struct stop at, int h, vpt_attr attr)
{
  unsigned i = codec_index(h, ia);
  uint64_t word = codec_leaf(h, codec_leaf_oa(h, i, at.word), attr);
  if (word == at.word) return;
  remember(space, ia, at);
  entry_replace(space, at, i, word, ia);
  /*@ assert same: SAME_SPACE(space, Pre) && space->pool->free == \at(space->pool->free, Pre); */
  /*@ assert used: USED(space->pool, at.table); */
  /*@ assert free: \forall integer c; IN_POOL(space->pool, c) ==> !USED(space->pool, c) ==>
        c != at.table && !\at(USED(space->pool, c), Pre) && USES(space->pool, c) == 0; */
}

/* Must this leaf, at height `h`, be invalid for a moment before it has these attributes? */
/*@ requires VALID(space) && attr_ok(FMT, attr) && STOPS(space, at, ia) && KIND(at.height, at.word) == VPT_LEAF;
    requires ia < space->input_end && h == at.height;
    assigns \nothing;
    ensures \result <==> MUST_BREAK(space, ia, attr); */
static inline bool change_breaks(struct stop at, int h, vpt_ia ia, vpt_attr attr)
  /*@ ghost (const struct vpt *space) */
{
  /*@ ghost hardware(space); */
  vpt_oa oa = codec_leaf_oa(h, codec_index(h, ia), at.word);
  /*@ assert oa: oa == HW_OA(space, ia); */
  return codec_must_break(h, at.word, codec_leaf(h, oa, attr));
}

/* Gives the leaf whose base is `ia`, and whose size is this, if not 0, new attributes, if it is a block. */
/*@ requires VALID(space) && ia < space->input_end && attr_ok(FMT, attr) && TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures commit: 0 <= commits <= (\result == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result == VPT_ERR_BREAK || \result == \old(BASE_STATUS(space, ia, size));
    ensures breaks: \result == VPT_ERR_BREAK <==>
      \old(BASE_STATUS(space, ia, size) == VPT_OK && CHANGE_REFUSED(space, ia, attr));
    ensures done: \result == VPT_OK ==>
      ONLY_LEAF(space, \old(HW_H(space, ia)), ia,
                mk_leaf(FMT, \old(HW_H(space, ia)), \old(HW_OA(space, ia)), attr), Pre);
    ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: commits == 0 ? TOLD(space, 0, Pre) :
      TOLD_LEAF(space, ia, \old(size(FMT, HW_H(space, ia))), true,
                \old(e_attr(FMT, HW_H(space, ia), HW_E(space, ia))), Pre);
    ensures broken: BROKEN_IF(commits == 1 && \at(MUST_BREAK(space, ia, attr), Pre), Pre);
    ensures tlb: TLB_CLEAN; */
static OUT_OF_LINE enum vpt_status leaf_protect_block(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size)
{
  /*@ ghost hardware(space); alike(space); */
  struct stop at = seek(space, ia);
  enum vpt_status status = at_base(ia, at, size);
  if (status != VPT_OK) return status;
  if (space->never_break && change_breaks(at, at.height, ia, attr) /*@ ghost (space) */) return VPT_ERR_BREAK;
  leaf_change(space, ia, at, at.height, attr);
  /*@ ghost hardware(space); */
  /*@ assert inside: \forall integer x; PRE(space, at.height, x) == PRE(space, at.height, ia) ==>
        LEAF(space, at.height, x) ==
          mk_leaf(FMT, at.height, e_oa(FMT, at.height, IDX(space, at.height, ia), at.word), attr) &&
        LEAF(space, at.height, x) != 0; */
  return VPT_OK;
}

/* The same, wherever that leaf is. */
/*@ requires VALID(space) && ia < space->input_end && attr_ok(FMT, attr) && TLB_CLEAN && commits == 0;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures commit: 0 <= commits <= (\result == VPT_OK ? 1 : 0);
    ensures valid: VALID(space) && SAME_SPACE(space, Pre);
    ensures status: \result == VPT_ERR_BREAK || \result == \old(BASE_STATUS(space, ia, size));
    ensures breaks: \result == VPT_ERR_BREAK <==>
      \old(BASE_STATUS(space, ia, size) == VPT_OK && CHANGE_REFUSED(space, ia, attr));
    ensures done: \result == VPT_OK ==>
      ONLY_LEAF(space, \old(HW_H(space, ia)), ia,
                mk_leaf(FMT, \old(HW_H(space, ia)), \old(HW_OA(space, ia)), attr), Pre);
    ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre);
    ensures hooks: commits == 0 ? TOLD(space, 0, Pre) :
      TOLD_LEAF(space, ia, \old(size(FMT, HW_H(space, ia))), true,
                \old(e_attr(FMT, HW_H(space, ia), HW_E(space, ia))), Pre);
    ensures broken: BROKEN_IF(commits == 1 && \at(MUST_BREAK(space, ia, attr), Pre), Pre);
    ensures tlb: TLB_CLEAN; */
static HOT enum vpt_status leaf_protect(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size)
{
  int64_t table = recall(space, ia);
  if (table < 0) return leaf_protect_block(space, ia, attr, size);
  /*@ ghost hardware(space); alike(space); */
  struct stop at = look(space, table, 0, ia);
  enum vpt_status status = at_base(ia, at, size);
  if (status != VPT_OK) return status;
  if (space->never_break && change_breaks(at, 0, ia, attr) /*@ ghost (space) */) return VPT_ERR_BREAK;
  leaf_change(space, ia, at, 0, attr);
  /*@ ghost hardware(space); */
  /*@ assert inside: \forall integer x; PRE(space, at.height, x) == PRE(space, at.height, ia) ==>
        LEAF(space, at.height, x) ==
          mk_leaf(FMT, at.height, e_oa(FMT, at.height, IDX(space, at.height, ia), at.word), attr) &&
        LEAF(space, at.height, x) != 0; */
  return VPT_OK;
}

/* Removes every leaf in order of address, and so every table but the root. */
/*@ requires VALID(space) && stale_first == 0 && stale_end == space->input_end && stale_steps == 1 && stale_global == 1;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space),
      STACK(space), stale_steps, commits;
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
    struct stop at = seek(space, ia);
    if (codec_kind(at.height, at.word) == VPT_LEAF) leaf_remove(space, ia, at);
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

/* May leaves of the space map these bytes? */
/*@ requires 0 <= space->output_first <= space->output_end && \valid_read(space);
    assigns \nothing;
    ensures \result <==> space->output_first <= oa && oa + size <= space->output_end && oa < space->output_end; */
static inline bool output_ok(const struct vpt *space, vpt_oa oa, uint64_t size)
{
  return oa >= (uint64_t)space->output_first && oa < (uint64_t)space->output_end &&
         size <= (uint64_t)space->output_end - oa;
}

#endif
