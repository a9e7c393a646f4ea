/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Ready hooks for x86-64 (Intel SDM volume 3, "Invalidation of TLBs and Paging-Structure Caches").
 *
 *     static struct vpt_x86_64_tlb tlb = {.pcid = true, .others = send, .wait = answered};
 *     .hooks = {vpt_x86_64_invalidate, vpt_x86_64_sync, &tlb}
 *
 * Other cores are told by an interrupt, which is the caller's: `others` has every other core that runs or ran the space
 * call vpt_x86_64_forget(), `wait` returns when all have. Null: there is one core.
 *
 * Without PCIDs whatever is not global goes when CR3 is written, so only the space that runs has something cached.
 */
#ifndef VPT_TLB_X86_64_H
#define VPT_TLB_X86_64_H

#include "range.h"

#ifdef VPT_TLB_INSTRUCTIONS
#include VPT_TLB_INSTRUCTIONS
#else
#define VPT_INVLPG(address) __asm__ volatile("invlpg (%0)" : : "r"((uint64_t)(address)) : "memory")
#define VPT_INVPCID(type, pcid, address)                                                                       \
  do {                                                                                                         \
    const uint64_t descriptor_[2] = {pcid, address};                                                           \
    __asm__ volatile("invpcid (%0), %1" : : "r"(descriptor_), "r"((uint64_t)(type)) : "memory");               \
  } while (0)
#define VPT_READ_CONTROL(n) __extension__({ uint64_t v_; __asm__ volatile("movq %%cr" #n ", %0" : "=r"(v_)); v_; })
#define VPT_WRITE_CONTROL(n, value) __asm__ volatile("movq %0, %%cr" #n : : "r"((uint64_t)(value)) : "memory")
#endif

/** CR4.PGE: a change of it drops everything, whatever its PCID. */
#define VPT_X86_64_CR4_PGE (1ULL << 7)

/** What the hooks are to know. */
struct vpt_x86_64_tlb {
  bool pcid; /**< CR4.PCIDE is set, ids are PCIDs, and the CPU has INVPCID */
  void (*others)(const struct vpt_x86_64_tlb *tlb, const struct vpt_invalidation *what); /**< asks the other cores */
  void (*wait)(const struct vpt_x86_64_tlb *tlb);                                        /**< for their answers */
  void *context; /**< the caller's */
};

static inline void vpt_x86_64_forget_all(void)
{
  const uint64_t control = VPT_READ_CONTROL(4);
  VPT_WRITE_CONTROL(4, control ^ VPT_X86_64_CR4_PGE);
  VPT_WRITE_CONTROL(4, control);
}

/* INVPCID of type 0 leaves global translations alone, INVLPG those of other PCIDs that are not, and their table
 * descriptors. */
static inline void vpt_x86_64_forget_pcid(const struct vpt_invalidation *what)
{
  const uint64_t step = vpt_tlb_step(what);
  if (what->global && !(what->leaf_only && step != 0)) {
    VPT_INVPCID(2, 0, 0);
  } else if (step == 0) {
    VPT_INVPCID(1, what->id, 0);
  } else {
    for (uint64_t done = 0; done < what->length; done += step) {
      if (what->global) VPT_INVLPG(what->ia + done);
      VPT_INVPCID(0, what->id, what->ia + done);
    }
  }
}

/** On this core alone. One INVLPG drops what is cached of a leaf of any size, and all cached table descriptors. */
static inline void vpt_x86_64_forget(const struct vpt_x86_64_tlb *tlb, const struct vpt_invalidation *what)
{
  const uint64_t step = vpt_tlb_step(what);
  if (tlb->pcid) {
    vpt_x86_64_forget_pcid(what);
  } else if (step != 0) {
    for (uint64_t done = 0; done < what->length; done += step) VPT_INVLPG(what->ia + done);
  } else if (what->global) {
    vpt_x86_64_forget_all();
  } else {
    VPT_WRITE_CONTROL(3, VPT_READ_CONTROL(3));
  }
}

static inline void vpt_x86_64_invalidate(void *context, const struct vpt_invalidation *what)
{
  const struct vpt_x86_64_tlb *tlb = (const struct vpt_x86_64_tlb *)context;
  vpt_x86_64_forget(tlb, what);
  if (tlb->others) tlb->others(tlb, what);
}

/* What this core does is complete when the next instruction begins. */
static inline void vpt_x86_64_sync(void *context)
{
  const struct vpt_x86_64_tlb *tlb = (const struct vpt_x86_64_tlb *)context;
  if (tlb->wait) tlb->wait(tlb);
}

#endif
