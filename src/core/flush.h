/* SPDX-License-Identifier: Apache-2.0 */
/* The user's hooks are told what TLBs must forget. */
#ifndef VPT_CORE_FLUSH_H
#define VPT_CORE_FLUSH_H

#include <port/hooks.h>
#include "walk.h"

/*@ ghost
  // A call for the space begins: what is noted of it is taken up, and what was at hand is put aside.
  /@ requires \valid_read(space) && READY(space);
     assigns NOTES(space);
     assigns STALE;
     ensures SYNCED(space) && noted_pool == space->pool;
     ensures others: OTHERS_NOTED(space, Pre); @/
  void begin(const struct vpt *space)
  {
    if (noted == watched && space != watched) {
      aside_pool = noted_pool;
      aside_first = stale_first;
      aside_end = stale_end;
      aside_steps = stale_steps;
      aside_global = stale_global;
    }
    if (noted != space) {
      stale_first = space == watched ? aside_first : 0;
      stale_end = space == watched ? aside_end : 0;
      stale_steps = space == watched ? aside_steps : 0;
      stale_global = space == watched ? aside_global : 0;
    }
    noted = space;
    noted_pool = space->pool;
  }
*/

/* The input address of an offset into the space. */
/*@ requires \valid_read(space) && offset < space->input_end;
    assigns \nothing;
    ensures \result == ADDRESS(space, offset); */
static inline vpt_ia address_of(const struct vpt *space, uint64_t offset)
{
  return offset < space->upper_first ? offset : (uint64_t)-1 - ((uint64_t)space->input_end - 1 - offset);
}

/* Calls the hooks, which the space has. Apart, so that operations on a space without hooks save no registers for it. */
/*@ requires \valid_read(space) && HOOKED(space);
    requires place: PLACE_OF(space, ia, length, offset);
    assigns TLB;
    ensures number: told == more(\old(told), 1);
    ensures alone: told_leaves == (leaf_only && length == leaf_size ? more(\old(told_leaves), 1) : \old(told_leaves));
    ensures what: TOLD_THIS(space, ia, length, leaf_size, leaf_only, global) && told_offset == offset;
    ensures removed: offset <= \old(stale_first) && \old(stale_end) <= offset + length &&
      (global || \old(stale_global) == 0) ==> stale_first == stale_end && stale_global == 0;
    ensures steps: !leaf_only || \old(stale_steps) == 0 ==> stale_steps == 0; */
static OUT_OF_LINE void call_hooks(const struct vpt *space, vpt_ia ia, uint64_t length, uint64_t leaf_size,
                                   bool leaf_only, bool global) /*@ ghost (uint64_t offset) */
{
  const struct vpt_invalidation what = {
    .ia = ia, .length = length, .leaf_size = leaf_size, .id = space->id, .leaf_only = leaf_only, .global = global};
  /*@ ghost told_offset = offset; */
  vpt_hook_invalidate(space, &what);
  vpt_hook_sync(space);
}

/* Has `length` bytes from an offset on forgotten, by every TLB. */
/*@ requires \valid_read(space) && offset < space->input_end;
    assigns TLB;
    ensures number: TOLD(space, 1, Pre);
    ensures alone: leaf_only && length == leaf_size ? ALONE(space, 1, Pre) : ALONE(space, 0, Pre);
    ensures what: HOOKED(space) ==> TOLD_LAST(space, offset, length, leaf_size, leaf_only, global);
    ensures removed: offset <= \old(stale_first) && \old(stale_end) <= offset + length &&
      (global || \old(stale_global) == 0) ==> stale_first == stale_end && stale_global == 0;
    ensures steps: !leaf_only || \old(stale_steps) == 0 ==> stale_steps == 0; */
static inline void flush(const struct vpt *space, uint64_t offset, uint64_t length, uint64_t leaf_size, bool leaf_only,
                         bool global)
{
  if (space->hooks.invalidate)
    call_hooks(space, address_of(space, offset), length, leaf_size, leaf_only, global) /*@ ghost (offset) */;
  /*@ ghost else vpt_hook_none(space); */
}

/* The same of the whole space. */
/*@ requires \valid_read(space) && stale_end <= space->input_end;
    assigns TLB;
    ensures number: TOLD(space, 1, Pre);
    ensures what: HOOKED(space) ==>
      TOLD_THIS(space, LOWEST(space), space->input_end, 0, false, true) && told_offset == 0;
    ensures clean: TLB_CLEAN; */
static inline void flush_all(const struct vpt *space)
{
  uint64_t end = (uint64_t)space->input_end;
  if (space->hooks.invalidate)
    call_hooks(space, space->upper_first < end ? address_of(space, space->upper_first) : 0, end, 0, false, true)
      /*@ ghost (0) */;
  /*@ ghost else vpt_hook_none(space); */
}

#endif
