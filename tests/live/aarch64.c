/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two cores of QEMU's AArch64 `virt` machine, at EL1: tagged leaves by TTBR0_EL1, global ones by TTBR1_EL1, so that a
 * core has those whichever space it runs. The ready hooks for EL1&0, whose instructions are for all cores.
 *
 * QEMU 7.2 tells TLBI for all cores (IS) from those for one; the address counts, the ASID does not. A write of TTBR0
 * with another ASID drops the whole TLB of the core, global entries too; one with the same ASID drops nothing. A TLBI
 * for all cores is complete before the next instruction: barriers that are left out do not show.
 */
#include "live.h"

#include <vpt/aarch64.h>
#include <vpt/tlb/aarch64.h>

#define WRITE(name, value) __asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)) : "memory")
#define DO(instruction) __asm__ volatile(instruction : : : "memory")

#define SYSTEM_OFF 0x84000008 /* PSCI */

/* TCR_EL1, for both halves: 39 bits, 4 KiB, walks write-back and inner shareable; output addresses of 40 bits. */
#define TCR_HALF (64 - 39 | 1 << 8 | 1 << 10 | 3 << 12)
#define TCR (TCR_HALF | (uint64_t)TCR_HALF << 16 | 2ULL << 30 | 2ULL << 32) /* TG1, IPS */
#define SCTLR (0x30D00800 | 1 << 0 | 1 << 2 | 1 << 12) /* RES1; M, C, I */

/* ---- accesses ---------------------------------------------------------------------------------- */

/* ESR_EL1: a data abort at this level, a translation or permission fault, of a store or of a load. */
static enum ending ending(uint64_t syndrome, bool write)
{
  if (syndrome == 0) return WORKED;
  bool right = syndrome >> 26 == 0x25 && (syndrome >> 6 & 1) == write;
  uint64_t status = syndrome & 0x3C;
  return right && (status == 0x04 || status == 0x0C) ? PAGE_FAULT : OTHER_FAULT;
}

/* One load or store, which may fault. */
#define ATTEMPT(name, instruction, write)                                                                 \
  enum ending name(uint64_t address, uint64_t *value)                                                     \
  {                                                                                                       \
    uint64_t word = *value, why;                                                                          \
    __asm__ volatile("adr x9, 1f\n msr tpidr_el1, x9\n mov %[why], #0\n" instruction "\n"                 \
                     "msr tpidr_el1, xzr\n b 2f\n1: mrs %[why], esr_el1\n2:"                              \
                     : [word] "+&r"(word), [why] "=&r"(why) : [at] "r"(address) : "x9", "memory");        \
    *value = word;                                                                                        \
    return ending(why, write);                                                                            \
  }

ATTEMPT(machine_load, "ldr %[word], [%[at]]", false)
ATTEMPT(machine_store, "str %[word], [%[at]]", true)

/* ---- translation ------------------------------------------------------------------------------- */

static uint16_t runs[CORES]; /* the ASID */

static uint64_t this_core(void)
{
  uint64_t mpidr;
  __asm__ volatile("mrs %0, mpidr_el1" : "=r"(mpidr));
  return mpidr & 0xFF;
}

void machine_run(const struct vpt *space)
{
  STORE(runs[this_core()], space->id);
  WRITE(ttbr0_el1, VPT_AARCH64_TTBR(vpt_root(space)) | (uint64_t)space->id << 48);
  DO("isb");
}

_Noreturn void machine_enter(uint64_t core, const struct vpt *space, const struct vpt *global, void (*then)(uint64_t))
{
  WRITE(mair_el1, VPT_AARCH64_MAIR);
  WRITE(tcr_el1, TCR);
  WRITE(ttbr1_el1, VPT_AARCH64_TTBR(vpt_root(global)));
  machine_run(space);
  DO("dsb sy");
  DO("tlbi vmalle1");
  DO("dsb nsh");
  DO("isb");
  WRITE(sctlr_el1, SCTLR);
  DO("isb");
  then(core);
  panic();
}

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_aarch64_el1_invalidate(context, what);
}

void machine_fence(const struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr)
{
  (void)space, (void)ia, (void)length, (void)attr;
  DO("dsb ishst");
  DO("isb");
}

/* ---- the machine ------------------------------------------------------------------------------- */

/* A leaf is split in one store (FEAT_BBM at level 2, which QEMU's `max` has), so that no access faults meanwhile. */
#define CONFIG(which)                                                                                   \
  {.geometry = {&vpt_aarch64_s1, 3, 39, 40}, .half = which, .output_end = 2 * GIB, .resize_live = true, \
   .hooks = {invalidate, vpt_aarch64_sync, 0}}

struct machine machine = {
  .tagged = CONFIG(VPT_LOWER),
  .global = CONFIG(VPT_UPPER),
  .tagged_ia = 2 * GIB,
  .global_ia = 0xFFFFFF8000000000,
  .ram = 1 * GIB,
  .own = {{1 * GIB, RW | VPT_EXEC}, {0, RW | VPT_DEVICE}},
};

void machine_put(char c)
{
  *(volatile uint32_t *)0x09000000 = (uint8_t)c;
}

_Noreturn void machine_leave(void)
{
  register uint64_t function __asm__("x0") = SYSTEM_OFF;
  for (;;) __asm__ volatile("hvc #0" : "+r"(function) : : "memory");
}
