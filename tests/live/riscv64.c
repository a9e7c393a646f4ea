/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two harts of QEMU's RISC-V `virt` machine. They run in S-mode; below is what of an SBI the hooks need: remote fences,
 * by an interrupt, executed in M-mode.
 *
 * QEMU 7.2 drops the whole TLB of a hart at every SFENCE.VMA, whatever its operands, and at every write of satp that
 * changes it. So a fence that is left out shows, one for another address or ASID does not; a hart that comes back to a
 * space has nothing of it cached. It caches no invalid entries: a fence after a map that is left out does not show.
 */
#include "live.h"

#include <vpt/tlb/riscv.h>

enum { LOAD_FAULT = 13, STORE_FAULT = 15, CALL = 9, NO_FAULT = 0x1000 }; /* mcause */

#define INTERRUPTED (UINT64_C(1) << 63 | 3)
#define SBI_RFENCE UINT64_C(0x52464E43)
#define SOFTWARE_INTERRUPT(hart) (*(volatile uint32_t *)(0x2000000 + 4 * (hart))) /* CLINT */
#define WRITE(name, value) __asm__ volatile("csrw " #name ", %0" : : "r"((uint64_t)(value)) : "memory")
#define READ(name) __extension__({ uint64_t v_; __asm__ volatile("csrr %0, " #name : "=r"(v_)); v_; })

/* ---- M-mode --------------------------------------------------------------------------------- */

static _Alignas(16) char stack[CORES][4096];
static const uint64_t *request; /* a0 and on, of the call */
static uint64_t asking;       /* 1 until the other hart has done it */

static void fence(const uint64_t *a)
{
  bool all = a[3] == VPT_SBI_EVERYTHING, any = a[6] == VPT_SBI_SFENCE_VMA;
  uint64_t pages = all ? 1 : (a[3] + PAGE - 1) / PAGE;
  for (uint64_t address = a[2]; pages > 0; pages--, address += PAGE) {
    if (all && any) VPT_SFENCE_VMA();
    else if (all) VPT_SFENCE_VMA_ASID(a[4]);
    else if (any) VPT_SFENCE_VMA_ADDRESS(address);
    else VPT_SFENCE_VMA_BOTH(address, a[4]);
  }
}

static bool is_asked(const uint64_t *a, uint64_t hart)
{
  return a[1] == UINT64_MAX || (hart >= a[1] && hart - a[1] < 64 && (a[0] >> (hart - a[1]) & 1) != 0);
}

void trapped(uint64_t *a, uint64_t cause);

void trapped(uint64_t *a, uint64_t cause)
{
  uint64_t hart = READ(mhartid);
  if (cause == INTERRUPTED) {
    SOFTWARE_INTERRUPT(hart) = 0;
    fence(request);
    STORE(asking, 0);
  } else if (cause == CALL && a[7] == SBI_RFENCE && (a[6] == VPT_SBI_SFENCE_VMA || a[6] == VPT_SBI_SFENCE_VMA_ASID)) {
    if (is_asked(a, hart)) fence(a);
    if (is_asked(a, 1 - hart)) {
      request = a;
      STORE(asking, 1);
      SOFTWARE_INTERRUPT(1 - hart) = 1;
      while (LOAD(asking) != 0) {
      }
    }
    WRITE(mepc, READ(mepc) + 4);
    a[0] = a[1] = 0;
  } else {
    panic();
  }
}

_Noreturn void machine_enter(uint64_t core, const struct vpt *space, const struct vpt *global, void (*then)(uint64_t))
{
  (void)global; /* each space has it */
  WRITE(pmpaddr0, ~UINT64_C(0)); /* all memory is open to all modes */
  WRITE(pmpcfg0, 0x1F);
  WRITE(mscratch, stack[core] + sizeof stack[core]);
  WRITE(medeleg, 1U << LOAD_FAULT | 1U << STORE_FAULT);
  WRITE(mie, 1U << 3);               /* software interrupts, in S-mode always on */
  WRITE(mstatus, UINT64_C(1) << 11); /* MPP: S */
  WRITE(mepc, then);
  machine_run(space);
  register uint64_t a0 __asm__("a0") = core;
  for (;;) __asm__ volatile("sfence.vma\n mret" : : "r"(a0) : "memory");
}

/* ---- S-mode ---------------------------------------------------------------------------------- */

/* One load or store, which may fault. */
#define ATTEMPT(name, instruction, fault)                                                                 \
  enum ending name(uint64_t address, uint64_t *value)                                                     \
  {                                                                                                       \
    uint64_t word = *value, cause;                                                                        \
    __asm__ volatile("la t0, 1f\n csrw stvec, t0\n li %[why], 0x1000\n" instruction "\n j 2f\n"           \
                     ".balign 4\n1: csrr %[why], scause\n2:"                                              \
                     : [word] "+&r"(word), [why] "=&r"(cause) : [at] "r"(address) : "t0", "memory");      \
    *value = word;                                                                                        \
    return cause == NO_FAULT ? WORKED : cause == (fault) ? PAGE_FAULT : OTHER_FAULT;                      \
  }

ATTEMPT(machine_load, "ld %[word], 0(%[at])", LOAD_FAULT)
ATTEMPT(machine_store, "sd %[word], 0(%[at])", STORE_FAULT)

void machine_run(const struct vpt *space)
{
  WRITE(satp, UINT64_C(8) << 60 | (uint64_t)space->id << 44 | vpt_root(space) >> 12);
}

static struct vpt_riscv_tlb tlb = {.harts = 1 << 1};

/* Every hart that uses a new leaf executes a fence: the other one by the SBI. */
static void others_fence(void)
{
  register uint64_t a0 __asm__("a0") = tlb.harts, a1 __asm__("a1") = tlb.base, a2 __asm__("a2") = 0;
  register uint64_t a3 __asm__("a3") = VPT_SBI_EVERYTHING, a6 __asm__("a6") = VPT_SBI_SFENCE_VMA;
  register uint64_t a7 __asm__("a7") = SBI_RFENCE;
  __asm__ volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a2), "r"(a3), "r"(a6), "r"(a7) : "memory");
}

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_riscv_invalidate(context, what);
}

void machine_fence(const struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr)
{
  (void)space, (void)ia, (void)length, (void)attr;
  vpt_riscv_mapped();
  others_fence();
}

/* ---- the machine ------------------------------------------------------------------------------ */

struct machine machine = {
  .tagged = {.geometry = {&vpt_riscv, 3, 39, 56}, .half = VPT_LOWER, .output_end = 3 * GIB,
             .hooks = {invalidate, vpt_riscv_sync, &tlb}},
  .tagged_ia = 1 * GIB,
  .global_ia = 3 * GIB,
  .ram = 2 * GIB,
  .own = {{2 * GIB, RW | VPT_EXEC}, {0, RW}},
};

void machine_put(char c)
{
  *(volatile uint8_t *)0x10000000 = (uint8_t)c;
}

_Noreturn void machine_leave(void)
{
  for (;;) *(volatile uint32_t *)0x100000 = 0x5555;
}
