/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * What the ready hooks have in common (aarch64.h, x86_64.h, ept.h, riscv.h, loongarch.h): by address, or as a whole.
 *
 * One instruction goes out for each leaf; where leaves may have several sizes, as after a call on a range, for each
 * VPT_TLB_PAGE bytes, as an instruction for any address of a leaf is for all of it. Where that would be more than
 * VPT_TLB_MOST, everything of the space goes instead. So at most VPT_TLB_MOST instructions are executed; an unmap of up
 * to VPT_TLB_MOST pages leaves the rest of the space in the TLBs.
 *
 * Each header issues instructions through macros of its own. A program that defines VPT_TLB_INSTRUCTIONS as the name
 * of a header (`"mine.h"`) gives its own ones, to trace them, say; the tests run every hook on a TLB in software so.
 */
#ifndef VPT_TLB_RANGE_H
#define VPT_TLB_RANGE_H

#include <vpt/vpt.h>

/** Instructions by address for one call of a hook; if there were more, everything of the space goes. */
#ifndef VPT_TLB_MOST
#define VPT_TLB_MOST 512
#endif

/** The smallest leaf of any space with these hooks, in bytes: larger where all have a granule of 16 or 64 KiB. */
#ifndef VPT_TLB_PAGE
#define VPT_TLB_PAGE 4096
#endif

/** Bytes from one address that is invalidated to the next; 0: everything of the space goes. */
static inline uint64_t vpt_tlb_step(const struct vpt_invalidation *what)
{
  const uint64_t step = what->leaf_size != 0 ? what->leaf_size : VPT_TLB_PAGE;
  return what->length / step <= VPT_TLB_MOST ? step : 0;
}

#endif
