/* SPDX-License-Identifier: Apache-2.0 */
/* The user's invalidation hooks as the proof sees them: they change no memory of the library, and on
 * return no TLB holds what they were asked to remove. That they do so is trusted. */
#ifndef VPT_PORT_HOOKS_H
#define VPT_PORT_HOOKS_H

#include "logic/tlb.h"
#include "vpt/vpt.h"

/*@ requires \valid_read(space);
    assigns TLB;
    ensures removed: offset <= \old(stale_first) && \old(stale_end) <= offset + length &&
      (global || \old(stale_global) == 0) ==> stale_first == stale_end && stale_global == 0;
    ensures steps: !leaf_only || \old(stale_steps) == 0 ==> stale_steps == 0; */
void vpt_flush(const struct vpt *space, uint64_t offset, uint64_t length, uint64_t leaf_size,
               bool leaf_only, bool global);

/*@ requires \valid_read(space);
    assigns TLB;
    ensures removed: \old(stale_end) <= space->input_end ==> TLB_CLEAN; */
void vpt_flush_all(const struct vpt *space);

#endif
