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
extern uint16_t running_id; /* PCID of the core that calls */
extern unsigned complaints;    /* instructions in a wrong order, or left out */

/* Whose walks fill the TLBs. */
enum regime { OTHERS, EL1_0, EL2, EL2_0, STAGE_2 };

void tlb_begin(enum regime);

/* The library has stored to tables; its hooks have returned. */
void tlb_stored(void);
void tlb_done(void);

/* What an invalidation is not limited to, or leaves alone. */
enum { ANY_ID = 1, ANY_ADDRESS = 2, LEAVES_ONLY = 4, KEEP_GLOBAL = 8, KEEP_COMBINED = 16, ONLY_COMBINED = 32 };
void forget(unsigned cores, unsigned how, uint64_t id, vpt_ia address);

/* ---- AArch64: done when DSB has been executed --------------------------------------------------- */

/* By the instruction's name: of EL1&0 or EL2&0, with an ASID; all of either, of one VMID; of EL2, or EL2&0 with an
 * ASID; of stage 2. */
enum target { OF_EL1, OF_VMID, OF_EL2, OF_STAGE_2 };
void soft_tlbi(unsigned cores, unsigned how, uint64_t value, enum target of);
void soft_dsb(unsigned cores, bool stores_only);
void soft_isb(void);
void soft_write_vttbr(uint64_t value);
void soft_write_hcr(uint64_t value);
extern uint64_t vttbr, hcr;

#define VPT_TLBI(operation, value) SOFT_##operation(value)
#define VPT_TLBI_ALL(operation) SOFT_##operation(0)
#define SOFT_vae1(v) soft_tlbi(1, 0, v, OF_EL1)
#define SOFT_vae1is(v) soft_tlbi(ALL_CORES, 0, v, OF_EL1)
#define SOFT_vale1(v) soft_tlbi(1, LEAVES_ONLY, v, OF_EL1)
#define SOFT_vale1is(v) soft_tlbi(ALL_CORES, LEAVES_ONLY, v, OF_EL1)
#define SOFT_vaae1(v) soft_tlbi(1, ANY_ID, v, OF_EL1)
#define SOFT_vaae1is(v) soft_tlbi(ALL_CORES, ANY_ID, v, OF_EL1)
#define SOFT_vaale1(v) soft_tlbi(1, ANY_ID | LEAVES_ONLY, v, OF_EL1)
#define SOFT_vaale1is(v) soft_tlbi(ALL_CORES, ANY_ID | LEAVES_ONLY, v, OF_EL1)
#define SOFT_aside1(v) soft_tlbi(1, ANY_ADDRESS | KEEP_GLOBAL, v, OF_EL1)
#define SOFT_aside1is(v) soft_tlbi(ALL_CORES, ANY_ADDRESS | KEEP_GLOBAL, v, OF_EL1)
#define SOFT_vmalle1(v) soft_tlbi(1, ANY_ADDRESS, v, OF_VMID)
#define SOFT_vmalle1is(v) soft_tlbi(ALL_CORES, ANY_ADDRESS, v, OF_VMID)
#define SOFT_vae2(v) soft_tlbi(1, 0, v, OF_EL2)
#define SOFT_vae2is(v) soft_tlbi(ALL_CORES, 0, v, OF_EL2)
#define SOFT_vale2(v) soft_tlbi(1, LEAVES_ONLY, v, OF_EL2)
#define SOFT_vale2is(v) soft_tlbi(ALL_CORES, LEAVES_ONLY, v, OF_EL2)
#define SOFT_alle2(v) soft_tlbi(1, ANY_ID | ANY_ADDRESS, v, OF_EL2)
#define SOFT_alle2is(v) soft_tlbi(ALL_CORES, ANY_ID | ANY_ADDRESS, v, OF_EL2)
#define SOFT_ipas2e1(v) soft_tlbi(1, KEEP_COMBINED, v, OF_STAGE_2)
#define SOFT_ipas2e1is(v) soft_tlbi(ALL_CORES, KEEP_COMBINED, v, OF_STAGE_2)
#define SOFT_ipas2le1(v) soft_tlbi(1, KEEP_COMBINED | LEAVES_ONLY, v, OF_STAGE_2)
#define SOFT_ipas2le1is(v) soft_tlbi(ALL_CORES, KEEP_COMBINED | LEAVES_ONLY, v, OF_STAGE_2)
#define SOFT_vmalls12e1(v) soft_tlbi(1, ANY_ADDRESS, v, OF_STAGE_2)
#define SOFT_vmalls12e1is(v) soft_tlbi(ALL_CORES, ANY_ADDRESS, v, OF_STAGE_2)
#define VPT_DSB(domain) SOFT_DSB_##domain
#define SOFT_DSB_nshst soft_dsb(1, true)
#define SOFT_DSB_ishst soft_dsb(ALL_CORES, true)
#define SOFT_DSB_nsh soft_dsb(1, false)
#define SOFT_DSB_ish soft_dsb(ALL_CORES, false)
#define VPT_ISB() soft_isb()
#define VPT_READ_VTTBR_EL2() (vttbr)
#define VPT_WRITE_VTTBR_EL2(value) soft_write_vttbr(value)
#define VPT_READ_HCR_EL2() (hcr)
#define VPT_WRITE_HCR_EL2(value) soft_write_hcr(value)

/* ---- x86-64, EPT ------------------------------------------------------------------------------ */

void soft_invlpg(vpt_ia address);
void soft_invpcid(unsigned type, uint64_t pcid, vpt_ia address);
uint64_t soft_read_control(unsigned n);
void soft_write_control(unsigned n, uint64_t value);
void soft_invept(unsigned type, uint64_t eptp);
void soft_invvpid(unsigned type, uint16_t vpid);

#define VPT_INVLPG(address) soft_invlpg(address)
#define VPT_INVPCID(type, pcid, address) soft_invpcid(type, pcid, address)
#define VPT_READ_CONTROL(n) soft_read_control(n)
#define VPT_WRITE_CONTROL(n, value) soft_write_control(n, value)
#define VPT_INVEPT(type, eptp) soft_invept(type, eptp)
#define VPT_INVVPID(type, vpid, address) soft_invvpid(type, vpid)

/* ---- RISC-V ----------------------------------------------------------------------------------- */

int64_t soft_rfence(uint64_t function, uint64_t harts, uint64_t base, uint64_t start, uint64_t size, uint64_t id);
void soft_hfence_vvma(unsigned cores, unsigned how, uint64_t asid, vpt_ia address);
void soft_sfence_w_inval(void);
void soft_inval(unsigned how, uint64_t id, vpt_ia address);
void soft_sfence_inval_ir(void);
extern uint64_t hgatp, guest_hgatp; /* the register; what it is for the guest whose VS-stage is in the TLBs */
extern enum sbi { DOES, REFUSES_SOME, REFUSES } sbi; /* some: all but fences of everything on all harts */

#define THIS_CORE (1U << this_core)
#define VPT_SFENCE_VMA() forget(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0)
#define VPT_SFENCE_VMA_ADDRESS(address) forget(THIS_CORE, ANY_ID | LEAVES_ONLY, 0, address)
#define VPT_SFENCE_VMA_ASID(asid) forget(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, asid, 0)
#define VPT_SFENCE_VMA_BOTH(address, asid) forget(THIS_CORE, LEAVES_ONLY | KEEP_GLOBAL, asid, address)
#define VPT_HFENCE_GVMA_VMID(vmid) forget(THIS_CORE, ANY_ADDRESS, vmid, 0)
#define VPT_HFENCE_GVMA_BOTH(address, vmid) forget(THIS_CORE, LEAVES_ONLY, vmid, address)
#define VPT_HFENCE_VVMA() soft_hfence_vvma(THIS_CORE, ANY_ID | ANY_ADDRESS, 0, 0)
#define VPT_HFENCE_VVMA_ADDRESS(address) soft_hfence_vvma(THIS_CORE, ANY_ID | LEAVES_ONLY, 0, address)
#define VPT_HFENCE_VVMA_ASID(asid) soft_hfence_vvma(THIS_CORE, ANY_ADDRESS | KEEP_GLOBAL, asid, 0)
#define VPT_HFENCE_VVMA_BOTH(address, asid) soft_hfence_vvma(THIS_CORE, LEAVES_ONLY | KEEP_GLOBAL, asid, address)
#define VPT_READ_HGATP() (hgatp)
#define VPT_WRITE_HGATP(value) ((void)(hgatp = (value)))
#define VPT_SFENCE_W_INVAL() soft_sfence_w_inval()
#define VPT_SFENCE_INVAL_IR() soft_sfence_inval_ir()
#define VPT_SINVAL_VMA_ADDRESS(address) soft_inval(ANY_ID | LEAVES_ONLY, 0, address)
#define VPT_SINVAL_VMA_BOTH(address, asid) soft_inval(LEAVES_ONLY | KEEP_GLOBAL, asid, address)
#define VPT_HINVAL_VVMA_ADDRESS(address) ((void)(hgatp == guest_hgatp && (VPT_SINVAL_VMA_ADDRESS(address), 1)))
#define VPT_HINVAL_VVMA_BOTH(address, asid) ((void)(hgatp == guest_hgatp && (VPT_SINVAL_VMA_BOTH(address, asid), 1)))
#define VPT_HINVAL_GVMA_BOTH(address, vmid) soft_inval(LEAVES_ONLY, vmid, address)
#define VPT_SBI_RFENCE(function, harts, base, start, size, id) soft_rfence(function, harts, base, start, size, id)

/* ---- LoongArch -------------------------------------------------------------------------------- */

void soft_dbar(void);
void soft_invtlb(unsigned operation, uint64_t asid, vpt_ia address);

#define VPT_INVTLB(operation, asid, address) soft_invtlb(operation, asid, address)
#define VPT_DBAR() soft_dbar()

#endif
