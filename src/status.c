/* SPDX-License-Identifier: Apache-2.0 */
/* Statuses in plain words. */
#include "vpt/vpt.h"

const char *vpt_status_text(enum vpt_status status)
{
  switch (status) {
  case VPT_OK: return "done";
  case VPT_ERR_IA: return "input address outside the space";
  case VPT_ERR_IA_ALIGN: return "input address not a multiple of the leaf's size";
  case VPT_ERR_OA: return "output address outside the allowed range";
  case VPT_ERR_OA_ALIGN: return "output address not a multiple of the leaf's size";
  case VPT_ERR_SIZE: return "no leaf of this size";
  case VPT_ERR_LENGTH: return "length not a multiple of the smallest page";
  case VPT_ERR_ATTR: return "the format cannot express these attributes";
  case VPT_ERR_MAPPED: return "already mapped";
  case VPT_ERR_UNMAPPED: return "not mapped";
  case VPT_ERR_IN_BLOCK: return "inside a larger leaf";
  case VPT_ERR_BREAK: return "a leaf would fault for a moment, and none of the space may";
  case VPT_ERR_NO_FRAMES: return "out of table frames";
  case VPT_ERR_NULL: return "null pointer";
  case VPT_ERR_FORMAT: return "unknown format";
  case VPT_ERR_GRANULE: return "granule not possible, or not the pool's";
  case VPT_ERR_LEVELS: return "number of levels not possible";
  case VPT_ERR_INPUT_BITS: return "input size not possible with this number of levels";
  case VPT_ERR_OUTPUT_BITS: return "output size not possible";
  case VPT_ERR_HALF: return "no such half of the address space in this format";
  case VPT_ERR_RANGE: return "allowed output range empty or too large";
  case VPT_ERR_TABLES: return "allowed output range includes the tables";
  case VPT_ERR_HOOKS: return "one invalidation hook without the other";
  case VPT_ERR_WINDOW: return "pool window misaligned, empty or out of reach";
  case VPT_ERR_INFO: return "too few bookkeeping elements";
  case VPT_ERR_WINDOW_ALIGN: return "pool window not at a multiple of 8 bytes";
  case VPT_ERR_INFO_ALIGN: return "bookkeeping elements not at a multiple of 4 bytes";
  case VPT_ERR_FRAME_ALIGN: return "frames to hand over: address or length not whole frames";
  case VPT_ERR_FRAME_WINDOW: return "frames to hand over: outside the pool's window";
  case VPT_ERR_FRAME_FREE: return "frame is the pool's already, and free";
  case VPT_ERR_FRAME_USED: return "frame is the pool's already, and a table";
  case VPT_ERR_GRANT: return "memory not granted to the space with these attributes";
  case VPT_ERR_GRANTS: return "grants not in order, overlapping, empty or out of range";
  }
  return "unknown status";
}
