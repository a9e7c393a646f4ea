/* SPDX-License-Identifier: Apache-2.0 */
/* TLBs in software, and the instructions of vpt/tlb/ on them, each by the words of its manual. */
#ifndef SOFTWARE_H
#define SOFTWARE_H

#include <stdbool.h>
#include <stdint.h>
#include <vpt/vpt.h>

enum { CORES = 2, TLB_ENTRIES = 48, ALL_CORES = 3 };

enum cached {
  NOTHING,  /* no entry */
  LEAF,     /* a translation */
  TABLE,    /* a step of a walk */
  COMBINED, /* a translation of both stages, found by an address of the guest's own */
  INVALID,  /* that there is no translation, at `height` */
};

struct tlb_entry {
  enum cached kind;
  const struct vpt *space; /* whose tables it is from */
  uint16_t id;             /* under which it was walked */
  bool global;
  unsigned height;
  vpt_ia ia; /* of its region */
  uint64_t size;
  vpt_oa oa; /* of the leaf, or of the table */
  vpt_attr attr;
};

extern struct tlb_entry tlb[CORES][TLB_ENTRIES];
extern unsigned this_core;
extern uint16_t running_id; /* VMID, PCID of the core that calls */
extern unsigned complaints;    /* instructions in a wrong order */

void tlb_begin(void);

/* What an invalidation is not limited to, or leaves alone. */
enum { ANY_ID = 1, ANY_ADDRESS = 2, LEAVES_ONLY = 4, KEEP_GLOBAL = 8, KEEP_COMBINED = 16, ONLY_COMBINED = 32 };
void forget(unsigned cores, unsigned how, uint64_t id, vpt_ia address);

/* ---- AArch64: done when DSB has been executed --------------------------------------------------- */

void soft_tlbi(unsigned cores, unsigned how, uint64_t value, bool has_asid);
void soft_dsb(unsigned cores, bool stores_only);
extern uint64_t vttbr;

#define VPT_TLBI(operation, value) SOFT_##operation(value)
#define VPT_TLBI_ALL(operation) SOFT_##operation(0)
#define SOFT_vae1(v) soft_tlbi(1, 0, v, true)
#define SOFT_vae1is(v) soft_tlbi(ALL_CORES, 0, v, true)
#define SOFT_vale1(v) soft_tlbi(1, LEAVES_ONLY, v, true)
#define SOFT_vale1is(v) soft_tlbi(ALL_CORES, LEAVES_ONLY, v, true)
#define SOFT_vaae1(v) soft_tlbi(1, ANY_ID, v, true)
#define SOFT_vaae1is(v) soft_tlbi(ALL_CORES, ANY_ID, v, true)
#define SOFT_vaale1(v) soft_tlbi(1, ANY_ID | LEAVES_ONLY, v, true)
#define SOFT_vaale1is(v) soft_tlbi(ALL_CORES, ANY_ID | LEAVES_ONLY, v, true)
#define SOFT_aside1(v) soft_tlbi(1, ANY_ADDRESS | KEEP_GLOBAL, v, true)
#define SOFT_aside1is(v) soft_tlbi(ALL_CORES, ANY_ADDRESS | KEEP_GLOBAL, v, true)
#define SOFT_vae2(v) soft_tlbi(1, ANY_ID, v, true)
#define SOFT_vae2is(v) soft_tlbi(ALL_CORES, ANY_ID, v, true)
#define SOFT_vale2(v) soft_tlbi(1, ANY_ID | LEAVES_ONLY, v, true)
#define SOFT_vale2is(v) soft_tlbi(ALL_CORES, ANY_ID | LEAVES_ONLY, v, true)
#define SOFT_alle2(v) soft_tlbi(1, ANY_ID | ANY_ADDRESS, v, true)
#define SOFT_alle2is(v) soft_tlbi(ALL_CORES, ANY_ID | ANY_ADDRESS, v, true)
#define SOFT_ipas2e1(v) soft_tlbi(1, KEEP_COMBINED, v, false)
#define SOFT_ipas2e1is(v) soft_tlbi(ALL_CORES, KEEP_COMBINED, v, false)
#define SOFT_ipas2le1(v) soft_tlbi(1, KEEP_COMBINED | LEAVES_ONLY, v, false)
#define SOFT_ipas2le1is(v) soft_tlbi(ALL_CORES, KEEP_COMBINED | LEAVES_ONLY, v, false)
#define SOFT_vmalls12e1(v) soft_tlbi(1, ANY_ADDRESS, v, false)
#define SOFT_vmalls12e1is(v) soft_tlbi(ALL_CORES, ANY_ADDRESS, v, false)
/* Of stage 1, and of both combined, under the VMID; of EL1&0 without a stage 2 all of it. */
#define SOFT_vmalle1(v) soft_tlbi(1, stage_2 ? ANY_ADDRESS | ONLY_COMBINED : ANY_ID | ANY_ADDRESS, v, false)
#define SOFT_vmalle1is(v) soft_tlbi(ALL_CORES, stage_2 ? ANY_ADDRESS | ONLY_COMBINED : ANY_ID | ANY_ADDRESS, v, false)
#define VPT_DSB(domain) SOFT_DSB_##domain
#define SOFT_DSB_nshst soft_dsb(1, true)
#define SOFT_DSB_ishst soft_dsb(ALL_CORES, true)
#define SOFT_DSB_nsh soft_dsb(1, false)
#define SOFT_DSB_ish soft_dsb(ALL_CORES, false)
#define VPT_ISB() ((void)0)
#define VPT_READ_VTTBR_EL2() (vttbr)
#define VPT_WRITE_VTTBR_EL2(value) ((void)(vttbr = (value), running_id = (uint16_t)(vttbr >> 48)))
extern bool stage_2;

/* ---- x86-64, EPT ------------------------------------------------------------------------------ */

void soft_invlpg(vpt_ia address);
void soft_invpcid(unsigned type, uint64_t pcid, vpt_ia address);
uint64_t soft_read_control(unsigned n);
void soft_write_control(unsigned n, uint64_t value);
void soft_invept(unsigned type, uint64_t eptp);

#define VPT_INVLPG(address) soft_invlpg(address)
#define VPT_INVPCID(type, pcid, address) soft_invpcid(type, pcid, address)
#define VPT_READ_CONTROL(n) soft_read_control(n)
#define VPT_WRITE_CONTROL(n, value) soft_write_control(n, value)
#define VPT_INVEPT(type, eptp) soft_invept(type, eptp)

/* ---- RISC-V ----------------------------------------------------------------------------------- */

void soft_rfence(uint64_t function, uint64_t harts, uint64_t base, uint64_t start, uint64_t size, uint64_t id);

#define THIS_CORE (1U << this_core)
#define VPT_SFENCE_VMA() forget(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0)
#define VPT_SFENCE_VMA_ADDRESS(address) forget(THIS_CORE, ANY_ID | LEAVES_ONLY, 0, address)
#define VPT_SFENCE_VMA_ASID(asid) forget(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, asid, 0)
#define VPT_SFENCE_VMA_BOTH(address, asid) forget(THIS_CORE, LEAVES_ONLY | KEEP_GLOBAL, asid, address)
#define VPT_HFENCE_GVMA_VMID(vmid) forget(THIS_CORE, ANY_ADDRESS, vmid, 0)
#define VPT_HFENCE_GVMA_BOTH(address, vmid) forget(THIS_CORE, LEAVES_ONLY, vmid, address)
#define VPT_SBI_RFENCE(function, harts, base, start, size, id) soft_rfence(function, harts, base, start, size, id)

/* ---- LoongArch -------------------------------------------------------------------------------- */

void soft_invtlb(unsigned operation, uint64_t asid, vpt_ia address);

#define VPT_INVTLB(operation, asid, address) soft_invtlb(operation, asid, address)
#define VPT_DBAR() ((void)0)

#endif
