/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Ready hooks for RISC-V (Privileged Architecture, "Supervisor Memory-Management Fence Instruction", "Hypervisor
 * Memory-Management Fence Instructions", "Svinval"; SBI, "RFENCE Extension").
 *
 *     static struct vpt_riscv_tlb tlb = {.harts = OTHER_HARTS};
 *     .hooks = {vpt_riscv_invalidate, vpt_riscv_sync, &tlb}          sv39 and its like
 *     .hooks = {vpt_riscv_g_invalidate, vpt_riscv_sync, &tlb}        the G-stage
 *     .hooks = {vpt_riscv_vs_invalidate, vpt_riscv_sync, &tlb}       the VS-stage, if a hypervisor has its tables
 *
 * A fence with an address is for leaves alone, here and in SBI: where a table descriptor changed, all of the id goes.
 *
 * Other harts are reached by SBI calls, which return when it is done. If SBI refuses one, as for a hart that is not
 * there, it is asked to drop everything of the id on all harts. If it refuses that too, `refused` is called, which has
 * the harts execute the fence in another way, or does not return; if that is null the hook traps. So no hook returns as
 * if a fence had been executed that was not.
 *
 * HFENCE.VVMA, and SBI's calls for it, are for the VMID in hgatp: the hooks of the VS-stage put `hgatp` there, and then
 * what it was. No interrupt handler may run a guest in between.
 *
 * Invalid entries may be cached: vpt_riscv_mapped(), vpt_riscv_g_mapped() and vpt_riscv_vs_mapped() belong after a map,
 * on each hart that uses the leaf, or it may go on faulting there.
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
#define VPT_FENCE_INSN(number, address, id) \
  VPT_FENCE(".insn r 0x73, 0, " #number ", x0, %0, %1" : : "r"((uint64_t)(address)), "r"((uint64_t)(id)))
#define VPT_HFENCE_GVMA_VMID(vmid) VPT_FENCE(".insn r 0x73, 0, 0x31, x0, x0, %0" : : "r"((uint64_t)(vmid)))
#define VPT_HFENCE_GVMA_BOTH(address, vmid) VPT_FENCE_INSN(0x31, (uint64_t)(address) >> 2, vmid)
#define VPT_HFENCE_VVMA() VPT_FENCE(".insn r 0x73, 0, 0x11, x0, x0, x0" : :)
#define VPT_HFENCE_VVMA_ADDRESS(address) \
  VPT_FENCE(".insn r 0x73, 0, 0x11, x0, %0, x0" : : "r"((uint64_t)(address)))
#define VPT_HFENCE_VVMA_ASID(asid) VPT_FENCE(".insn r 0x73, 0, 0x11, x0, x0, %0" : : "r"((uint64_t)(asid)))
#define VPT_HFENCE_VVMA_BOTH(address, asid) VPT_FENCE_INSN(0x11, address, asid)
#define VPT_SFENCE_W_INVAL() VPT_FENCE(".insn r 0x73, 0, 0x0c, x0, x0, x0" : :)
#define VPT_SFENCE_INVAL_IR() VPT_FENCE(".insn r 0x73, 0, 0x0c, x0, x0, x1" : :)
#define VPT_SINVAL_VMA_ADDRESS(address) VPT_FENCE(".insn r 0x73, 0, 0x0b, x0, %0, x0" : : "r"((uint64_t)(address)))
#define VPT_SINVAL_VMA_BOTH(address, asid) VPT_FENCE_INSN(0x0b, address, asid)
#define VPT_HINVAL_VVMA_ADDRESS(address) VPT_FENCE(".insn r 0x73, 0, 0x13, x0, %0, x0" : : "r"((uint64_t)(address)))
#define VPT_HINVAL_VVMA_BOTH(address, asid) VPT_FENCE_INSN(0x13, address, asid)
#define VPT_HINVAL_GVMA_BOTH(address, vmid) VPT_FENCE_INSN(0x33, (uint64_t)(address) >> 2, vmid)
#define VPT_READ_HGATP() __extension__({ uint64_t v_; __asm__ volatile("csrr %0, 0x680" : "=r"(v_)); v_; })
#define VPT_WRITE_HGATP(value) __asm__ volatile("csrw 0x680, %0" : : "r"((uint64_t)(value)) : "memory")
/* The error. */
#define VPT_SBI_RFENCE(function, harts, base, start, size, id)                                                  \
  __extension__({                                                                                               \
    register uint64_t a0_ __asm__("a0") = (harts);                                                              \
    register uint64_t a1_ __asm__("a1") = (base);                                                               \
    register uint64_t a2_ __asm__("a2") = (start);                                                              \
    register uint64_t a3_ __asm__("a3") = (size);                                                               \
    register uint64_t a4_ __asm__("a4") = (id);                                                                 \
    register uint64_t a6_ __asm__("a6") = (function);                                                           \
    register uint64_t a7_ __asm__("a7") = 0x52464E43;                                                           \
    __asm__ volatile("ecall" : "+r"(a0_), "+r"(a1_)                                                             \
                     : "r"(a2_), "r"(a3_), "r"(a4_), "r"(a6_), "r"(a7_) : "memory");                            \
    (int64_t)a0_;                                                                                               \
  })
#endif

/** What the hooks are to know: which other harts may have something cached; none, where there is one. */
struct vpt_riscv_tlb {
  uint64_t harts; /**< SBI's hart_mask */
  uint64_t base;  /**< SBI's hart_mask_base; all ones: all harts */
  bool svinval;   /**< the harts that call the hooks have Svinval: the fences by address are its, in one batch */
  uint64_t hgatp; /**< for the VS-stage: the guest's; 0: it is there already */
  void (*refused)(const struct vpt_riscv_tlb *tlb, const struct vpt_invalidation *what, int64_t error); /**< by SBI */
  void *context;  /**< the caller's */
};

/* SBI functions of RFENCE. */
enum {
  VPT_SBI_SFENCE_VMA = 1,
  VPT_SBI_SFENCE_VMA_ASID = 2,
  VPT_SBI_HFENCE_GVMA_VMID = 3,
  VPT_SBI_HFENCE_VVMA_ASID = 5,
  VPT_SBI_HFENCE_VVMA = 6,
};
#define VPT_SBI_EVERYTHING UINT64_MAX /* as a size */
#define VPT_SBI_ALL_HARTS UINT64_MAX  /* as a base */

/* As vpt_tlb_step(). */
static inline uint64_t vpt_riscv_step(const struct vpt_invalidation *what)
{
  return what->leaf_only ? vpt_tlb_step(what) : 0;
}

static inline void vpt_riscv_remote(const struct vpt_riscv_tlb *tlb, uint64_t function,
                                    const struct vpt_invalidation *what)
{
  if (tlb->harts == 0 && tlb->base != VPT_SBI_ALL_HARTS) return;
  const bool by_leaf = vpt_riscv_step(what) != 0;
  int64_t error = VPT_SBI_RFENCE(function, tlb->harts, tlb->base, by_leaf ? what->ia : 0,
                                 by_leaf ? what->length : VPT_SBI_EVERYTHING, what->id);
  if (error != 0) error = VPT_SBI_RFENCE(function, 0, VPT_SBI_ALL_HARTS, 0, VPT_SBI_EVERYTHING, what->id);
  if (error == 0) return;
  if (tlb->refused) tlb->refused(tlb, what, error);
  else __builtin_trap();
}

/* A fence for each leaf's `address`; those of Svinval between the two that order them. */
#define VPT_RISCV_EACH(tlb, what, step, fence, invalidate)                   \
  do {                                                                       \
    if ((tlb)->svinval) VPT_SFENCE_W_INVAL();                                \
    for (uint64_t done_ = 0; done_ < (what)->length; done_ += (step)) {      \
      const uint64_t address = (what)->ia + done_;                           \
      if ((tlb)->svinval) invalidate;                                        \
      else fence;                                                            \
    }                                                                        \
    if ((tlb)->svinval) VPT_SFENCE_INVAL_IR();                               \
  } while (0)

/* By the fences of a stage that has ASIDs. */
#define VPT_RISCV_FORGET(tlb, what, fence, inval)                                             \
  do {                                                                                        \
    const uint64_t step_ = vpt_riscv_step(what), id_ = (what)->id;                            \
    if (step_ == 0 && (what)->global) fence();                                                \
    else if (step_ == 0) fence##_ASID(id_);                                                   \
    else if ((what)->global)                                                                  \
      VPT_RISCV_EACH(tlb, what, step_, fence##_ADDRESS(address), inval##_ADDRESS(address));   \
    else VPT_RISCV_EACH(tlb, what, step_, fence##_BOTH(address, id_), inval##_BOTH(address, id_)); \
  } while (0)

/* ---- one stage -------------------------------------------------------------------------------- */

/** On this hart alone. */
static inline void vpt_riscv_forget(const struct vpt_riscv_tlb *tlb, const struct vpt_invalidation *what)
{
  VPT_RISCV_FORGET(tlb, what, VPT_SFENCE_VMA, VPT_SINVAL_VMA);
}

static inline void vpt_riscv_invalidate(void *context, const struct vpt_invalidation *what)
{
  const struct vpt_riscv_tlb *tlb = (const struct vpt_riscv_tlb *)context;
  vpt_riscv_forget(tlb, what);
  vpt_riscv_remote(tlb, what->global ? VPT_SBI_SFENCE_VMA : VPT_SBI_SFENCE_VMA_ASID, what);
}

/** After a map, on this hart, for every ASID: what was linked may be cached as invalid, table descriptors too. */
static inline void vpt_riscv_mapped(void)
{
  VPT_SFENCE_VMA();
}

/* ---- the G-stage ------------------------------------------------------------------------------ */

/** On this hart alone. What is cached of both stages combined goes too. */
static inline void vpt_riscv_g_forget(const struct vpt_riscv_tlb *tlb, const struct vpt_invalidation *what)
{
  const uint64_t step = vpt_riscv_step(what), vmid = what->id;
  if (step == 0) VPT_HFENCE_GVMA_VMID(vmid);
  else VPT_RISCV_EACH(tlb, what, step, VPT_HFENCE_GVMA_BOTH(address, vmid), VPT_HINVAL_GVMA_BOTH(address, vmid));
}

static inline void vpt_riscv_g_invalidate(void *context, const struct vpt_invalidation *what)
{
  const struct vpt_riscv_tlb *tlb = (const struct vpt_riscv_tlb *)context;
  vpt_riscv_g_forget(tlb, what);
  vpt_riscv_remote(tlb, VPT_SBI_HFENCE_GVMA_VMID, what);
}

/** After a map into the space of this VMID, on this hart. */
static inline void vpt_riscv_g_mapped(uint16_t vmid)
{
  VPT_HFENCE_GVMA_VMID(vmid);
}

/* ---- the VS-stage, of the guest in hgatp -------------------------------------------------------- */

/** On this hart, all of the guest's own stage: its tables are others, or its VMID was another's. */
static inline void vpt_riscv_vs_forget_all(void)
{
  VPT_HFENCE_VVMA();
}

/** After a map into the guest's own tables, on this hart, for every ASID. */
static inline void vpt_riscv_vs_mapped(void)
{
  vpt_riscv_vs_forget_all();
}

static inline bool vpt_riscv_vs_elsewhere(const struct vpt_riscv_tlb *tlb, uint64_t hgatp)
{
  return tlb->hgatp != 0 && tlb->hgatp != hgatp;
}

/* hgatp is the guest's from here on; what it was. */
static inline uint64_t vpt_riscv_vs_enter(const struct vpt_riscv_tlb *tlb)
{
  const uint64_t before = VPT_READ_HGATP();
  if (vpt_riscv_vs_elsewhere(tlb, before)) VPT_WRITE_HGATP(tlb->hgatp);
  return before;
}

static inline void vpt_riscv_vs_leave(const struct vpt_riscv_tlb *tlb, uint64_t before)
{
  if (vpt_riscv_vs_elsewhere(tlb, before)) VPT_WRITE_HGATP(before);
}

/** On this hart alone. */
static inline void vpt_riscv_vs_forget(const struct vpt_riscv_tlb *tlb, const struct vpt_invalidation *what)
{
  const uint64_t before = vpt_riscv_vs_enter(tlb);
  VPT_RISCV_FORGET(tlb, what, VPT_HFENCE_VVMA, VPT_HINVAL_VVMA);
  vpt_riscv_vs_leave(tlb, before);
}

static inline void vpt_riscv_vs_invalidate(void *context, const struct vpt_invalidation *what)
{
  const struct vpt_riscv_tlb *tlb = (const struct vpt_riscv_tlb *)context;
  const uint64_t before = vpt_riscv_vs_enter(tlb);
  vpt_riscv_vs_forget(tlb, what);
  vpt_riscv_remote(tlb, what->global ? VPT_SBI_HFENCE_VVMA : VPT_SBI_HFENCE_VVMA_ASID, what);
  vpt_riscv_vs_leave(tlb, before);
}

/* ---- all of them ------------------------------------------------------------------------------ */

/* A fence is complete when it has been executed, an SBI call when it returns. */
static inline void vpt_riscv_sync(void *context)
{
  (void)context;
}

#endif
