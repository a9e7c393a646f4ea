/* SPDX-License-Identifier: Apache-2.0 */
/* Any call for a space, but its end: what matters of it to other spaces and other pools, and no more. */
#ifndef VPT_PROOF_ONE_CALL_H
#define VPT_PROOF_ONE_CALL_H

#include "object.h"

enum call { MAP_FRAME, PROTECT_FRAME, UNMAP_FRAME, MAP, PROTECT, UNMAP, UNMAP_SOME, SPLIT };

/*@ requires VALID(a) && READY(a);
    assigns NOTES(a);
    assigns MEMO_MEMBERS(a), a->pool->free, TABLE_WORDS(a), LIVE_COUNTS(a), STACK(a), TLB, commits, breaks;
    ensures valid: VALID(a) && SAME_SPACE(a, Pre);
    ensures foreign: FOREIGN_KEPT(a, Pre);
    ensures tlb: SYNCED(a) && READY(a) && OTHERS_NOTED(a, Pre); */
static void one_call(struct vpt *a, enum call call, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr, uint64_t size,
                     unsigned tables)
{
  switch (call) {
  case MAP_FRAME: vpt_core_map_frame(a, ia, oa, size, attr); break;
  case PROTECT_FRAME: vpt_core_protect_frame(a, ia, attr, size); break;
  case UNMAP_FRAME: vpt_core_unmap_frame(a, ia, size); break;
  case MAP: vpt_core_map(a, ia, oa, length, attr, size); break;
  case PROTECT: vpt_core_protect(a, ia, length, attr); break;
  case UNMAP: vpt_core_unmap(a, ia, length); break;
  case UNMAP_SOME: vpt_core_unmap_some(a, ia, length, tables); break;
  default: vpt_core_split(a, ia, length, size); break; // SPLIT
  }
}

#endif
