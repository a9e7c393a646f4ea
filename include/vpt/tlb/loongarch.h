/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Ready hooks for LoongArch (Reference Manual volume 1, "TLB Maintenance Instructions").
 *
 *     static struct vpt_loongarch_tlb tlb = {.others = send, .wait = answered};
 *     .hooks = {vpt_loongarch_invalidate, vpt_loongarch_sync, &tlb}
 *
 * A TLB entry holds a pair of pages, and is global only if both are: half of a pair may be cached under any ASID, and
 * no INVTLB is for an address under all of them. So with a global leaf everything goes. Table descriptors are not
 * cached: walks are the refill handler's (docs/loongarch.md). It caches invalid entries: vpt_loongarch_mapped() belongs
 * after a map, and after a protect that makes a leaf global, on each core that uses it. `others` and `wait` as in
 * x86_64.h.
 */
#ifndef VPT_TLB_LOONGARCH_H
#define VPT_TLB_LOONGARCH_H

#include "range.h"

#ifdef VPT_TLB_INSTRUCTIONS
#include VPT_TLB_INSTRUCTIONS
#else
#define VPT_INVTLB(operation, asid, address) \
  __asm__ volatile("invtlb %0, %1, %2" : : "i"(operation), "r"((uint64_t)(asid)), "r"((uint64_t)(address)) : "memory")
#define VPT_DBAR() __asm__ volatile("dbar 0" : : : "memory")
#endif

/** What the hooks are to know. */
struct vpt_loongarch_tlb {
  void (*others)(const struct vpt_loongarch_tlb *tlb, const struct vpt_invalidation *what); /**< asks the other cores */
  void (*wait)(const struct vpt_loongarch_tlb *tlb);                                        /**< for their answers */
  void *context; /**< the caller's */
};

/* Operations of INVTLB. */
#define VPT_INVTLB_ALL 0x0     /* everything */
#define VPT_INVTLB_ASID 0x4    /* what is not global, of one ASID */
#define VPT_INVTLB_ADDRESS 0x6 /* of one pair, what is global and what is of one ASID */

/** On this core alone. */
static inline void vpt_loongarch_forget(const struct vpt_invalidation *what)
{
  const uint64_t step = vpt_tlb_step(what);
  VPT_DBAR(); /* the store of the entry first */
  if (what->global) {
    VPT_INVTLB(VPT_INVTLB_ALL, 0, 0);
  } else if (step == 0) {
    VPT_INVTLB(VPT_INVTLB_ASID, what->id, 0);
  } else {
    for (uint64_t done = 0; done < what->length; done += step)
      VPT_INVTLB(VPT_INVTLB_ADDRESS, what->id, what->ia + done);
  }
}

static inline void vpt_loongarch_invalidate(void *context, const struct vpt_invalidation *what)
{
  const struct vpt_loongarch_tlb *tlb = (const struct vpt_loongarch_tlb *)context;
  vpt_loongarch_forget(what);
  if (tlb->others) tlb->others(tlb, what);
}

static inline void vpt_loongarch_sync(void *context)
{
  const struct vpt_loongarch_tlb *tlb = (const struct vpt_loongarch_tlb *)context;
  if (tlb->wait) tlb->wait(tlb);
}

/**
 * After a map, on this core: pairs of the leaf may be cached as they were, under any ASID where it is global. For one
 * larger than a page it is better called before the map too, so that no access finds two entries.
 */
static inline void vpt_loongarch_mapped(const struct vpt *space, vpt_ia ia, uint64_t size, vpt_attr attr)
{
  const struct vpt_invalidation what = {ia, size, 1ULL << space->format->granule_log2, space->id, true,
                                        (attr & VPT_GLOBAL) != 0};
  vpt_loongarch_forget(&what);
}

#endif
