/* SPDX-License-Identifier: Apache-2.0 */
/* How the user's invalidation hooks are called. */
#ifndef VPT_PORT_HOOKS_H
#define VPT_PORT_HOOKS_H

#include "vpt/vpt.h"

/* The input address of an offset into the space. */
static inline vpt_ia vpt_address(const struct vpt *space, uint64_t offset)
{
  return offset < space->upper_first ? offset : offset - (uint64_t)space->input_end;
}

/* Apart from vpt_flush(), so that operations on a space without hooks save no registers for it. */
static __attribute__((__noinline__)) void vpt_call_hooks(const struct vpt *space, vpt_ia ia, uint64_t length,
                                                     uint64_t leaf_size, bool leaf_only, bool global)
{
  const struct vpt_invalidation what = {
    .ia = ia, .length = length, .leaf_size = leaf_size, .id = space->id, .leaf_only = leaf_only, .global = global};
  space->hooks.invalidate(space->hooks.context, &what);
  space->hooks.sync(space->hooks.context);
}

/* Makes every TLB forget `length` bytes at an offset into the space, and waits until all have. */
static inline void vpt_flush(const struct vpt *space, uint64_t offset, uint64_t length,
                             uint64_t leaf_size, bool leaf_only, bool global)
{
  if (space->hooks.invalidate)
    vpt_call_hooks(space, vpt_address(space, offset), length, leaf_size, leaf_only, global);
}

/* The same for the whole space, from its lowest address on as a signed number. */
static inline void vpt_flush_all(const struct vpt *space)
{
  if (space->hooks.invalidate)
    vpt_call_hooks(space, vpt_address(space, space->upper_first), (uint64_t)space->input_end, 0, false, true);
}

#endif
