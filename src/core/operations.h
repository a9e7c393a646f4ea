/* SPDX-License-Identifier: Apache-2.0 */
/* The operations on a space, for arguments that are known to be good. */
#ifndef VPT_CORE_OPERATIONS_H
#define VPT_CORE_OPERATIONS_H

#include "edit.h"
#include "hooks.h"

/* Maps one leaf at height h. Decides everything before it changes anything. */
static inline enum vpt_status map_leaf(struct vpt *space, vpt_ia ia, int h, vpt_oa oa, vpt_attr attr)
{
  struct stop at = find(space, ia);
  if (at.height < h || codec_kind(at.height, at.word) != VPT_INVALID) return VPT_ERR_MAPPED;
  if (space->pool->free < at.height - h) return VPT_ERR_NO_FRAMES;
  for (; at.height > h; at.height--)
    at.table = grow(space, at.height, at.table, codec_index(at.height, ia));
  fill(space, h, at.table, codec_index(h, ia), codec_leaf(h, oa, attr));
  remember(space, ia, at);
  return VPT_OK;
}

/* VPT_OK if the walk of `ia` stops at a leaf whose base is `ia`. */
static inline enum vpt_status at_base(vpt_ia ia, struct stop at)
{
  if (codec_kind(at.height, at.word) != VPT_LEAF) return VPT_ERR_UNMAPPED;
  if (!codec_aligned(at.height, ia)) return VPT_ERR_IN_BLOCK;
  return VPT_OK;
}

static inline struct vpt_result failure(enum vpt_status status)
{
  return (struct vpt_result){.status = status};
}

/* The translation by the leaf that the walk of `ia` stops at. */
static inline struct vpt_result translation(vpt_ia ia, struct stop at)
{
  uint64_t size = codec_size(at.height);
  uint64_t base = (uint64_t)codec_prefix(at.height, ia) * size;
  return (struct vpt_result){
    .status = VPT_OK,
    .attr = codec_leaf_attr(at.word),
    .ia = base,
    .oa = codec_leaf_oa(at.height, at.word) + (ia - base),
    .size = size,
  };
}

static inline struct vpt_result unmap_leaf(struct vpt *space, vpt_ia ia)
{
  struct stop at = find(space, ia);
  enum vpt_status status = at_base(ia, at);
  if (status != VPT_OK) return failure(status);
  struct vpt_result result = translation(ia, at);
  remember(space, ia, at);
  bool pruned = remove_leaf(space, ia, at);
  vpt_flush(space, ia, result.size, result.size, !pruned);
  return result;
}

static inline enum vpt_status protect_leaf(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
  struct stop at = find(space, ia);
  enum vpt_status status = at_base(ia, at);
  if (status != VPT_OK) return status;
  int h = at.height;
  unsigned i = codec_index(h, ia);
  uint64_t size = codec_size(h);
  uint64_t word = codec_leaf(h, codec_leaf_oa(h, at.word), attr);
  remember(space, ia, at);
  if (word == at.word) return VPT_OK;
  if (codec_must_break(at.word, word)) {
    set_leaf(space, h, at.table, i, 0);
    vpt_flush(space, ia, size, size, true);
    set_leaf(space, h, at.table, i, word);
  } else {
    set_leaf(space, h, at.table, i, word);
    vpt_flush(space, ia, size, size, true);
  }
  return VPT_OK;
}

/* Removes every leaf in order of address, and so every table but the root. */
static void remove_all(struct vpt *space)
{
  uint64_t ia = 0;
  while (ia < (uint64_t)space->input_end) {
    struct stop at = walk(space, ia);
    if (codec_kind(at.height, at.word) == VPT_LEAF) remove_leaf(space, ia, at);
    ia = (uint64_t)(codec_prefix(at.height, ia) + 1) * codec_size(at.height);
  }
}

#endif
