/* SPDX-License-Identifier: Apache-2.0 */
/** @file
 * Ready hooks for AArch64 (Arm DDI 0487, "TLB maintenance requirements and the TLB maintenance instructions").
 *
 *     .hooks = {vpt_aarch64_el1_invalidate, vpt_aarch64_sync, NULL}         EL1&0, at EL1; EL2&0, at EL2
 *     .hooks = {vpt_aarch64_el2_invalidate, vpt_aarch64_sync, NULL}         EL2, whose HCR_EL2.E2H is 0
 *     .hooks = {vpt_aarch64_s2_invalidate, vpt_aarch64_s2_sync, &space}     stage 2, at EL2; the context is the space
 *
 * They are for all cores of the inner shareable domain; those with `local` in their name for the one that calls.
 *
 * At EL2 the instructions with E1 in their name (VAE1, ASIDE1, VMALLE1 and so on, but those of stage 2) are for EL2&0
 * if HCR_EL2.{E2H,TGE} is {1,1}, and otherwise for EL1&0 of the VMID in VTTBR_EL2 (each one's page in DDI 0487, C5.5).
 * So the first hooks are for the own tables of a kernel at EL2 while both are set, as they are but when a guest runs.
 * Those of stage 2 are for a hypervisor with VHE and for one without: while they run VTTBR_EL2 names the space, and TGE
 * is clear if both were set; afterwards both registers are what they were. No interrupt handler that minds them may
 * come in between: it would find another regime and another guest.
 *
 * Where every CPU has FEAT_TTL, VPT_TLB_TTL may be defined: the leaf's level goes with its address.
 */
#ifndef VPT_TLB_AARCH64_H
#define VPT_TLB_AARCH64_H

#include "range.h"

#ifdef VPT_TLB_INSTRUCTIONS
#include VPT_TLB_INSTRUCTIONS
#else
#define VPT_TLBI(operation, value) __asm__ volatile("tlbi " #operation ", %0" : : "r"((uint64_t)(value)) : "memory")
#define VPT_TLBI_ALL(operation) __asm__ volatile("tlbi " #operation : : : "memory")
#define VPT_DSB(domain) __asm__ volatile("dsb " #domain : : : "memory")
#define VPT_ISB() __asm__ volatile("isb" : : : "memory")
#define VPT_READ_VTTBR_EL2() \
  __extension__({ uint64_t v_; __asm__ volatile("mrs %0, vttbr_el2" : "=r"(v_)); v_; })
#define VPT_WRITE_VTTBR_EL2(value) __asm__ volatile("msr vttbr_el2, %0" : : "r"((uint64_t)(value)) : "memory")
#define VPT_READ_HCR_EL2() __extension__({ uint64_t v_; __asm__ volatile("mrs %0, hcr_el2" : "=r"(v_)); v_; })
#define VPT_WRITE_HCR_EL2(value) __asm__ volatile("msr hcr_el2, %0" : : "r"((uint64_t)(value)) : "memory")
#endif

#define VPT_HCR_EL2_TGE (1ULL << 27)
#define VPT_HCR_EL2_E2H (1ULL << 34)

/* On this core, or on all. */
#define VPT_TLBI_ON(local, operation, value)      \
  do {                                            \
    if (local) VPT_TLBI(operation, value);        \
    else VPT_TLBI(operation##is, value);          \
  } while (0)
#define VPT_TLBI_ALL_ON(local, operation)     \
  do {                                        \
    if (local) VPT_TLBI_ALL(operation);       \
    else VPT_TLBI_ALL(operation##is);         \
  } while (0)

/* Stores of descriptors are seen by walks before what follows is done. */
static inline void vpt_aarch64_stores_first(bool local)
{
  if (local) VPT_DSB(nshst);
  else VPT_DSB(ishst);
}

static inline void vpt_aarch64_complete(bool local)
{
  if (local) VPT_DSB(nsh);
  else VPT_DSB(ish);
}

/* Bits 47:44 of the argument: the leaf's granule and level, which its size tells; 0: not told, as where leaves have
 * several sizes. The hint is for the last level only, so it is not given where a table descriptor changed. */
static inline uint64_t vpt_aarch64_ttl(const struct vpt_invalidation *what)
{
#ifdef VPT_TLB_TTL
  if (!what->leaf_only) return 0;
  switch (what->leaf_size) {
  case 1ULL << 12: return 7ULL << 44;
  case 1ULL << 21: return 6ULL << 44;
  case 1ULL << 30: return 5ULL << 44;
  case 1ULL << 14: return 11ULL << 44;
  case 1ULL << 25: return 10ULL << 44;
  case 1ULL << 36: return 9ULL << 44;
  case 1ULL << 16: return 15ULL << 44;
  case 1ULL << 29: return 14ULL << 44;
  case 1ULL << 42: return 13ULL << 44;
  }
#endif
  (void)what;
  return 0;
}

/* Bits 43:0 of the argument are bits 55:12 of the address. */
static inline uint64_t vpt_aarch64_page(const struct vpt_invalidation *what, uint64_t done)
{
  return ((what->ia + done) >> 12 & 0xFFFFFFFFFFF) | vpt_aarch64_ttl(what);
}

/* ---- EL1&0: ASIDs, global leaves -------------------------------------------------------------- */

/* A global leaf was walked under any ASID, so what is cached of its table descriptors carries any. */
static inline void vpt_aarch64_el1_forget(bool local, const struct vpt_invalidation *what)
{
  const uint64_t asid = (uint64_t)what->id << 48;
  vpt_aarch64_stores_first(local);
  const uint64_t step = vpt_tlb_step(what);
  if (step == 0) {
    if (what->global) VPT_TLBI_ALL_ON(local, vmalle1);
    else VPT_TLBI_ON(local, aside1, asid);
    return;
  }
  for (uint64_t done = 0; done < what->length; done += step) {
    const uint64_t page = vpt_aarch64_page(what, done);
    if (what->global && what->leaf_only) VPT_TLBI_ON(local, vaale1, page);
    else if (what->global) VPT_TLBI_ON(local, vaae1, page);
    else if (what->leaf_only) VPT_TLBI_ON(local, vale1, asid | page);
    else VPT_TLBI_ON(local, vae1, asid | page);
  }
}

static inline void vpt_aarch64_el1_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_aarch64_el1_forget(false, what);
}

static inline void vpt_aarch64_el1_invalidate_local(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_aarch64_el1_forget(true, what);
}

/* ---- EL2: no ASIDs ---------------------------------------------------------------------------- */

static inline void vpt_aarch64_el2_forget(bool local, const struct vpt_invalidation *what)
{
  vpt_aarch64_stores_first(local);
  const uint64_t step = vpt_tlb_step(what);
  if (step == 0) {
    VPT_TLBI_ALL_ON(local, alle2);
    return;
  }
  for (uint64_t done = 0; done < what->length; done += step) {
    if (what->leaf_only) VPT_TLBI_ON(local, vale2, vpt_aarch64_page(what, done));
    else VPT_TLBI_ON(local, vae2, vpt_aarch64_page(what, done));
  }
}

static inline void vpt_aarch64_el2_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_aarch64_el2_forget(false, what);
}

static inline void vpt_aarch64_el2_invalidate_local(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_aarch64_el2_forget(true, what);
}

/* Complete, on every core, and seen by what this one does next. */
static inline void vpt_aarch64_sync(void *context)
{
  (void)context;
  vpt_aarch64_complete(false);
  VPT_ISB();
}

static inline void vpt_aarch64_sync_local(void *context)
{
  (void)context;
  vpt_aarch64_complete(true);
  VPT_ISB();
}

/* ---- stage 2: what is cached by IPA, then what of both stages combined ------------------------- */

/** VTTBR_EL2 of a space: its root, of which bits 51:48 go to 5:2, and its id as the VMID. */
static inline uint64_t vpt_aarch64_vttbr(const struct vpt *space)
{
  const vpt_oa root = vpt_root(space);
  return (root & 0xFFFFFFFFFFFF) | root >> 48 << 2 | (uint64_t)space->id << 48;
}

/* What the registers were. */
struct vpt_aarch64_host {
  uint64_t vttbr, hcr;
};

static inline bool vpt_aarch64_is_vhe(uint64_t hcr)
{
  return (hcr & VPT_HCR_EL2_E2H) != 0 && (hcr & VPT_HCR_EL2_TGE) != 0;
}

/* From here on EL1&0 is the guest's. VTTBR_EL2 first: with TGE clear a CPU may walk for EL1&0 of its own accord, and
 * some ask for both stages to be right then (Arm errata 1165522 and 1530923). */
static inline struct vpt_aarch64_host vpt_aarch64_s2_enter(const struct vpt *space)
{
  const struct vpt_aarch64_host before = {VPT_READ_VTTBR_EL2(), VPT_READ_HCR_EL2()};
  if (before.vttbr != vpt_aarch64_vttbr(space)) {
    VPT_WRITE_VTTBR_EL2(vpt_aarch64_vttbr(space));
    VPT_ISB();
  }
  if (vpt_aarch64_is_vhe(before.hcr)) {
    VPT_WRITE_HCR_EL2(before.hcr & ~VPT_HCR_EL2_TGE);
    VPT_ISB();
  }
  return before;
}

static inline void vpt_aarch64_s2_leave(const struct vpt *space, struct vpt_aarch64_host before)
{
  if (vpt_aarch64_is_vhe(before.hcr)) {
    VPT_WRITE_HCR_EL2(before.hcr);
    VPT_ISB();
  }
  if (before.vttbr != vpt_aarch64_vttbr(space)) {
    VPT_WRITE_VTTBR_EL2(before.vttbr);
    VPT_ISB();
  }
}

static inline void vpt_aarch64_s2_forget(bool local, const struct vpt *space, const struct vpt_invalidation *what)
{
  vpt_aarch64_stores_first(local);
  const struct vpt_aarch64_host before = vpt_aarch64_s2_enter(space);
  const uint64_t step = vpt_tlb_step(what);
  if (step == 0) VPT_TLBI_ALL_ON(local, vmalls12e1);
  for (uint64_t done = 0; step != 0 && done < what->length; done += step) {
    if (what->leaf_only) VPT_TLBI_ON(local, ipas2le1, vpt_aarch64_page(what, done));
    else VPT_TLBI_ON(local, ipas2e1, vpt_aarch64_page(what, done));
  }
  vpt_aarch64_complete(local); /* before another VMID comes, and before what is combined goes */
  vpt_aarch64_s2_leave(space, before);
}

static inline void vpt_aarch64_s2_combined(bool local, const struct vpt *space)
{
  const struct vpt_aarch64_host before = vpt_aarch64_s2_enter(space);
  VPT_TLBI_ALL_ON(local, vmalle1);
  vpt_aarch64_complete(local);
  VPT_ISB();
  vpt_aarch64_s2_leave(space, before);
}

static inline void vpt_aarch64_s2_invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_aarch64_s2_forget(false, (const struct vpt *)context, what);
}

static inline void vpt_aarch64_s2_sync(void *context)
{
  vpt_aarch64_s2_combined(false, (const struct vpt *)context);
}

static inline void vpt_aarch64_s2_invalidate_local(void *context, const struct vpt_invalidation *what)
{
  vpt_aarch64_s2_forget(true, (const struct vpt *)context, what);
}

static inline void vpt_aarch64_s2_sync_local(void *context)
{
  vpt_aarch64_s2_combined(true, (const struct vpt *)context);
}

#endif
