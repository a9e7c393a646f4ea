/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * What the ready hooks have in common (aarch64.h, x86_64.h, ept.h, riscv.h, loongarch.h): by address, or as a whole.
 *
 * Each header issues instructions through macros of its own. A program that defines VPT_TLB_INSTRUCTIONS as the name
 * of a header (`"mine.h"`) gives its own ones, to trace them, say; the tests run every hook on a TLB in software so.
 */
#ifndef VPT_TLB_RANGE_H
#define VPT_TLB_RANGE_H

#include <vpt/vpt.h>

/** Of more leaves than this nothing is invalidated by address: everything of the space goes. */
#ifndef VPT_TLB_MOST
#define VPT_TLB_MOST 512
#endif

/** Is it one instruction for each leaf? Not where leaves had several sizes. */
static inline bool vpt_tlb_by_leaf(const struct vpt_invalidation *what)
{
  return what->leaf_size != 0 && what->length / what->leaf_size <= VPT_TLB_MOST;
}

#endif
