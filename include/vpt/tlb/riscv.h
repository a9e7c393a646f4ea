/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Ready hooks for RISC-V (Privileged Architecture, "Supervisor Memory-Management Fence Instruction", "Hypervisor
 * Memory-Management Fence Instructions", "Svinval"; SBI, "RFENCE Extension").
 *
 *     static struct vpt_riscv_tlb tlb = {.harts = OTHER_HARTS};
 *     .hooks = {vpt_riscv_invalidate, vpt_riscv_sync, &tlb}          sv39 and its like
 *     .hooks = {vpt_riscv_g_invalidate, vpt_riscv_sync, &tlb}        the G-stage
 *
 * Other harts are reached by SBI calls, which return when it is done. A fence with an address is for leaves alone, here
 * and in SBI: where a table descriptor changed, all of the id goes.
 *
 * Invalid entries may be cached: vpt_riscv_mapped() and vpt_riscv_g_mapped() belong after a map, on each hart that uses
 * the leaf, or it may go on faulting there.
 */
#ifndef VPT_TLB_RISCV_H
#define VPT_TLB_RISCV_H

#include "range.h"

#ifdef VPT_TLB_INSTRUCTIONS
#include VPT_TLB_INSTRUCTIONS
#else
#define VPT_FENCE(...) __asm__ volatile(__VA_ARGS__ : "memory")
#define VPT_SFENCE_VMA() VPT_FENCE("sfence.vma" : :)
#define VPT_SFENCE_VMA_ADDRESS(address) VPT_FENCE("sfence.vma %0" : : "r"((uint64_t)(address)))
#define VPT_SFENCE_VMA_ASID(asid) VPT_FENCE("sfence.vma zero, %0" : : "r"((uint64_t)(asid)))
#define VPT_SFENCE_VMA_BOTH(address, asid) \
  VPT_FENCE("sfence.vma %0, %1" : : "r"((uint64_t)(address)), "r"((uint64_t)(asid)))
/* By number (.insn), as assemblers know them with the extension's name only. HFENCE.GVMA takes bits from 2 on. */
#define VPT_HFENCE_GVMA_VMID(vmid) VPT_FENCE(".insn r 0x73, 0, 0x31, x0, x0, %0" : : "r"((uint64_t)(vmid)))
#define VPT_HFENCE_GVMA_BOTH(address, vmid) \
  VPT_FENCE(".insn r 0x73, 0, 0x31, x0, %0, %1" : : "r"((uint64_t)(address) >> 2), "r"((uint64_t)(vmid)))
#define VPT_SBI_RFENCE(function, harts, base, start, size, id)                                                  \
  do {                                                                                                          \
    register uint64_t a0_ __asm__("a0") = (harts), a1_ __asm__("a1") = (base), a2_ __asm__("a2") = (start);     \
    register uint64_t a3_ __asm__("a3") = (size), a4_ __asm__("a4") = (id), a6_ __asm__("a6") = (function);     \
    register uint64_t a7_ __asm__("a7") = 0x52464E43;                                                           \
    __asm__ volatile("ecall" : "+r"(a0_), "+r"(a1_)                                                             \
                     : "r"(a2_), "r"(a3_), "r"(a4_), "r"(a6_), "r"(a7_) : "memory");                            \
  } while (0)
#endif

/** What the hooks are to know: which other harts may have something cached; none, where there is one. */
struct vpt_riscv_tlb {
  uint64_t harts; /**< SBI's hart_mask */
  uint64_t base;  /**< SBI's hart_mask_base; all ones: all harts */
};

/* SBI functions of RFENCE. */
enum { VPT_SBI_SFENCE_VMA = 1, VPT_SBI_SFENCE_VMA_ASID = 2, VPT_SBI_HFENCE_GVMA_VMID = 3 };
#define VPT_SBI_EVERYTHING UINT64_MAX /* as a size */

/* As vpt_tlb_step(). */
static inline uint64_t vpt_riscv_step(const struct vpt_invalidation *what)
{
  return what->leaf_only ? vpt_tlb_step(what) : 0;
}

static inline void vpt_riscv_remote(const struct vpt_riscv_tlb *tlb, uint64_t function,
                                    const struct vpt_invalidation *what)
{
  if (tlb->harts == 0 && tlb->base != UINT64_MAX) return;
  if (vpt_riscv_step(what) != 0) VPT_SBI_RFENCE(function, tlb->harts, tlb->base, what->ia, what->length, what->id);
  else VPT_SBI_RFENCE(function, tlb->harts, tlb->base, 0, VPT_SBI_EVERYTHING, what->id);
}

/** On this hart alone. */
static inline void vpt_riscv_forget(const struct vpt_invalidation *what)
{
  const uint64_t step = vpt_riscv_step(what);
  if (step == 0) {
    if (what->global) VPT_SFENCE_VMA();
    else VPT_SFENCE_VMA_ASID(what->id);
    return;
  }
  for (uint64_t done = 0; done < what->length; done += step) {
    if (what->global) VPT_SFENCE_VMA_ADDRESS(what->ia + done);
    else VPT_SFENCE_VMA_BOTH(what->ia + done, what->id);
  }
}

static inline void vpt_riscv_invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_riscv_forget(what);
  vpt_riscv_remote((const struct vpt_riscv_tlb *)context,
                   what->global ? VPT_SBI_SFENCE_VMA : VPT_SBI_SFENCE_VMA_ASID, what);
}

/** After a map, on this hart, for every ASID: what was linked may be cached as invalid, table descriptors too. */
static inline void vpt_riscv_mapped(void)
{
  VPT_SFENCE_VMA();
}

/** On this hart alone. What is cached of both stages combined goes too. */
static inline void vpt_riscv_g_forget(const struct vpt_invalidation *what)
{
  const uint64_t step = vpt_riscv_step(what);
  if (step == 0) {
    VPT_HFENCE_GVMA_VMID(what->id);
    return;
  }
  for (uint64_t done = 0; done < what->length; done += step) VPT_HFENCE_GVMA_BOTH(what->ia + done, what->id);
}

static inline void vpt_riscv_g_invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_riscv_g_forget(what);
  vpt_riscv_remote((const struct vpt_riscv_tlb *)context, VPT_SBI_HFENCE_GVMA_VMID, what);
}

/** After a map into the space of this VMID, on this hart. */
static inline void vpt_riscv_g_mapped(uint16_t vmid)
{
  VPT_HFENCE_GVMA_VMID(vmid);
}

/* A fence is complete when it has been executed, an SBI call when it returns. */
static inline void vpt_riscv_sync(void *context)
{
  (void)context;
}

#endif
