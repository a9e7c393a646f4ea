/* SPDX-License-Identifier: Apache-2.0 */
/* The user's invalidation hooks as the proof sees them: they change no memory of the library, and once both have
 * returned no TLB holds what they were told. That they do so is trusted. */
#ifndef VPT_PORT_HOOKS_H
#define VPT_PORT_HOOKS_H

#include "logic/tlb.h"
#include "vpt/vpt.h"

/*@ requires \valid_read(space) && \valid_read(what) && HOOKED(space);
    assigns told, told_leaves, told_last, asked;
    ensures number: told == more(\old(told), 1) && asked == 1;
    ensures alone: told_leaves ==
      (what->leaf_only && what->length == what->leaf_size ? more(\old(told_leaves), 1) : \old(told_leaves));
    ensures what: told_last == *what; */
void vpt_hook_invalidate(const struct vpt *space, const struct vpt_invalidation *what);

/*@ requires \valid_read(space) && asked == 1;
    requires place: PLACE_OF(space, told_last.ia, told_last.length, told_offset);
    assigns STALE, asked;
    ensures order: asked == 0;
    ensures removed: told_offset <= \old(stale_first) && \old(stale_end) <= told_offset + told_last.length &&
      (told_last.global || \old(stale_global) == 0) ==> stale_first == stale_end && stale_global == 0;
    ensures steps: !told_last.leaf_only || \old(stale_steps) == 0 ==> stale_steps == 0; */
void vpt_hook_sync(const struct vpt *space);

/*@ ghost
    // A space without hooks is used by no MMU.
    /@ requires \valid_read(space) && !HOOKED(space);
       assigns STALE;
       ensures TLB_CLEAN; @/
    void vpt_hook_none(const struct vpt *space); */

#endif
