/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Ready hooks for EPT (Intel SDM volume 3, "Caching Translation Information").
 *
 *     static struct vpt_ept_tlb tlb = {.eptp = EPTP, .others = send, .wait = answered};
 *     .hooks = {vpt_ept_invalidate, vpt_ept_sync, &tlb}
 *
 * INVEPT knows no addresses: of what is cached under the EPTP guest-physical and combined mappings go, for every VPID
 * and PCID ("Operations that Invalidate Cached Mappings"). So after changes of EPT INVVPID is not needed. Nor would it
 * do: it "is not required to invalidate guest-physical mappings". It is needed, by vpt_ept_forget_vpid(), where linear
 * or combined mappings went wrong by something else ("Guidelines for Use of the INVVPID Instruction"): a VPID goes to
 * another virtual CPU, or the hypervisor keeps or changes the guest's own tables, as without EPT. The CPU is in VMX
 * operation. `others` and `wait` as in x86_64.h.
 */
#ifndef VPT_TLB_EPT_H
#define VPT_TLB_EPT_H

#include "range.h"

#ifdef VPT_TLB_INSTRUCTIONS
#include VPT_TLB_INSTRUCTIONS
#else
#define VPT_INVEPT(type, eptp)                                                                    \
  do {                                                                                            \
    const uint64_t descriptor_[2] = {eptp, 0};                                                    \
    __asm__ volatile("invept (%0), %1" : : "r"(descriptor_), "r"((uint64_t)(type)) : "memory");   \
  } while (0)
#define VPT_INVVPID(type, vpid, address)                                                          \
  do {                                                                                            \
    const uint64_t descriptor_[2] = {vpid, address};                                              \
    __asm__ volatile("invvpid (%0), %1" : : "r"(descriptor_), "r"((uint64_t)(type)) : "memory");  \
  } while (0)
#endif

/** What the hooks are to know. */
struct vpt_ept_tlb {
  uint64_t eptp;     /**< the pointer in the VMCS: vpt_root(), the bits of docs/formats.md */
  bool all_contexts; /**< the CPU has no INVEPT for one context (IA32_VMX_EPT_VPID_CAP, bit 25): all are dropped */
  bool all_vpids;    /**< nor INVVPID for one (bit 41) */
  void (*others)(const struct vpt_ept_tlb *tlb); /**< asks the other cores for vpt_ept_forget() */
  void (*wait)(const struct vpt_ept_tlb *tlb);   /**< for their answers */
  void *context; /**< the caller's */
};

/** On this core alone. */
static inline void vpt_ept_forget(const struct vpt_ept_tlb *tlb)
{
  if (tlb->all_contexts) VPT_INVEPT(2, 0);
  else VPT_INVEPT(1, tlb->eptp);
}

/** On this core alone: what is cached of linear addresses under a VPID, combined with any EPT or not. */
static inline void vpt_ept_forget_vpid(const struct vpt_ept_tlb *tlb, uint16_t vpid)
{
  if (tlb->all_vpids) VPT_INVVPID(2, 0, 0);
  else VPT_INVVPID(1, vpid, 0);
}

static inline void vpt_ept_invalidate(void *context, const struct vpt_invalidation *what)
{
  const struct vpt_ept_tlb *tlb = (const struct vpt_ept_tlb *)context;
  (void)what;
  vpt_ept_forget(tlb);
  if (tlb->others) tlb->others(tlb);
}

static inline void vpt_ept_sync(void *context)
{
  const struct vpt_ept_tlb *tlb = (const struct vpt_ept_tlb *)context;
  if (tlb->wait) tlb->wait(tlb);
}

#endif
