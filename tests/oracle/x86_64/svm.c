/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A guest of one processor, in 64-bit mode at level 0, behind nested tables. AMD64 Architecture Programmer's Manual
 * (APM), volume 2: "Secure Virtual Machine", "Layout of VMCB".
 */
#include "kernel.h"

#define MSR_EFER 0xC0000080
#define MSR_VM_HSAVE_PA 0xC0010117
#define EFER_GUEST 0x1D00 /* SVME, NXE, LMA, LME */
#define EFER_SVME 0x1000
#define CR0_GUEST 0x80010031 /* PG, WP, NE, ET, PE */
#define DR6_INIT 0xFFFF0FF0
#define DR7_INIT 0x400
#define FLAGS_INIT 2

/* Fields of the VMCB, as indices of 64-bit words. */
enum {
  INTERCEPT_EXCEPTIONS = 0x008 / 8, /* bits 31:0; above: further intercepts, of them the shutdown */
  INTERCEPT_VMRUN = 0x010 / 8, /* bit 1: VMMCALL */
  ASID_TLB = 0x058 / 8,
  EXIT_CODE = 0x070 / 8,
  EXIT_INFO_1 = 0x078 / 8,
  EXIT_INFO_2 = 0x080 / 8,
  NESTED_ENABLE = 0x090 / 8,
  NESTED_CR3 = 0x0B0 / 8,
  SEGMENT_ES = 0x400 / 8, /* CS, SS, DS follow: selector, attributes, limit; base */
  EFER = 0x4D0 / 8,
  CR4 = 0x548 / 8,
  CR3 = 0x550 / 8,
  CR0 = 0x558 / 8,
  DR7 = 0x560 / 8,
  DR6 = 0x568 / 8,
  RFLAGS = 0x570 / 8,
  RIP = 0x578 / 8,
  RAX = 0x5F8 / 8,
  GUEST_PAT = 0x668 / 8,
};
#define SHUTDOWN (1ULL << 63)
#define ALL_EXCEPTIONS 0xFFFFFFFFULL
#define FLUSH_ALL (1ULL << 32) /* TLB_CONTROL = 1, in the word of the ASID */
#define FLAT_CODE 0xFFFFFFFF0A9B0008 /* limit, attributes, selector */
#define FLAT_DATA 0xFFFFFFFF0C930010

#define WORDS 512
#define MIDDLES 2
static _Alignas(4096) uint64_t vmcb[WORDS];
static _Alignas(4096) uint64_t host_save[WORDS];
static _Alignas(4096) uint64_t own_root_5[WORDS];
static _Alignas(4096) uint64_t guest_root[WORDS];
static _Alignas(4096) uint64_t guest_middle[MIDDLES][WORDS];

void svm_enter(uint64_t *vmcb, uint64_t rdi, uint64_t rsi);
extern const unsigned char svm_load[], svm_store[];

/* The guest's own tables: pages of 1 GiB, accessed and dirty, so that nobody writes to them. */
static void make_guest_tables(void)
{
  for (uint64_t i = 0; i < MIDDLES; i++) {
    guest_root[i] = address_of(guest_middle[i]) | 0x67;
    for (uint64_t j = 0; j < WORDS; j++) {
      guest_middle[i][j] = (i * WORDS + j) << 30 | 0xE7;
    }
  }
}

static void make_guest(void)
{
  vmcb[INTERCEPT_EXCEPTIONS] = SHUTDOWN | ALL_EXCEPTIONS;
  vmcb[INTERCEPT_VMRUN] = 3; /* VMRUN must be */
  vmcb[ASID_TLB] = FLUSH_ALL | 1;
  vmcb[NESTED_ENABLE] = 1;
  for (unsigned i = 0; i < 4; i++) {
    vmcb[SEGMENT_ES + 2 * i] = i == 1 ? FLAT_CODE : FLAT_DATA;
  }
  vmcb[EFER] = EFER_GUEST;
  vmcb[CR4] = CR4_PAE;
  vmcb[CR3] = address_of(guest_root);
  vmcb[CR0] = CR0_GUEST;
  vmcb[DR7] = DR7_INIT;
  vmcb[DR6] = DR6_INIT;
  vmcb[GUEST_PAT] = read_msr(MSR_PAT);
}

/* Nested tables have as many levels as the host's own. */
void svm_use_tables(uint64_t nested_cr3, uint64_t cr4)
{
  own_root_5[0] = address_of(own_root) | 3;
  use_tables(address_of((cr4 & CR4_LA57) != 0 ? (unsigned char *)own_root_5 : own_root), cr4);
  write_msr(MSR_EFER, read_msr(MSR_EFER) | EFER_SVME);
  write_msr(MSR_VM_HSAVE_PA, address_of(host_save));
  make_guest_tables();
  make_guest();
  vmcb[NESTED_CR3] = nested_cr3;
}

static struct batch_result run(uint64_t rip, uint64_t rdi, uint64_t rsi)
{
  vmcb[RFLAGS] = FLAGS_INIT;
  vmcb[RIP] = rip;
  vmcb[RAX] = 0;
  svm_enter(vmcb, rdi, rsi);
  uint64_t code = vmcb[EXIT_CODE];
  struct batch_result result = {.status = code | vmcb[EXIT_INFO_1] << 16};
  result.detail = code == EXIT_VMMCALL ? vmcb[RAX] : vmcb[EXIT_INFO_2];
  return result;
}

struct batch_result svm_answer(struct batch_query query)
{
  switch (query.operation) {
  case GUEST_LOAD: return run(address_of(svm_load), query.address, 0);
  case GUEST_STORE: return run(address_of(svm_store), query.address, query.address / MACHINE_SLOT_BYTES);
  case GUEST_FETCH: return run(query.address, 0, 0);
  default: kernel_panic();
  }
}
