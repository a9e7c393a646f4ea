/* SPDX-License-Identifier: Apache-2.0 */
/* The MMU of EL2, stage 1: registers, TLB invalidation, caches, exceptions. */
#include "console.h"
#include "hypervisor.h"
#include "port.h"
#include "registers.h"
#include "vpt/aarch64.h"
#include "vpt/tlb/aarch64.h"

/* TCR_EL2: 39 input bits (T0SZ, 5:0), tables in write-back inner shareable memory (13:8), 4 KiB
 * granule (15:14), 40 output bits (18:16); bits 23 and 31 are RES1. */
#define TCR_EL2_VALUE ((64 - 39) | 1 << 8 | 1 << 10 | 3 << 12 | 2 << 16 | 1 << 23 | 1ULL << 31)

/* SCTLR_EL2: RES1 bits; MMU (0), data cache (2), stack alignment (3), instruction cache (12),
 * nothing that can be written is executed (WXN, 19). */
#define SCTLR_EL2_VALUE (0x30C50830 | 1 << 0 | 1 << 2 | 1 << 3 | 1 << 12 | 1 << 19)

extern char data_first[], data_end[];

_Noreturn void panic(void);
bool hypervisor_can_read(uint64_t address);

/* An exception of the hypervisor itself. */
_Noreturn void panic(void)
{
  print("\nexception at EL2: ESR %x, FAR %x, ELR %x\n", READ_REGISTER(esr_el2),
        READ_REGISTER(far_el2), READ_REGISTER(elr_el2));
  stop("the hypervisor itself faulted");
}

void own_invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_aarch64_el2_invalidate(context, what);
}

void own_sync(void *context)
{
  vpt_aarch64_sync(context);
}

void own_mapped(void)
{
  DSB(ishst);
  ISB();
}

/* Smallest data cache line in bytes: CTR_EL0.DminLine is log2 of its 4-byte words. */
static uint64_t data_line_bytes(void)
{
  return 4ULL << (READ_REGISTER(ctr_el0) >> 16 & 0xF);
}

/* What was written with the caches off is in memory; older lines in a cache would hide it. */
static void drop_from_caches(uint64_t first, uint64_t end)
{
  for (uint64_t line = first; line < end; line += data_line_bytes()) DC(ivac, line);
  DSB(sy);
}

void own_mmu_registers(void)
{
  WRITE_REGISTER(mair_el2, VPT_AARCH64_MAIR);
  WRITE_REGISTER(tcr_el2, TCR_EL2_VALUE);
  WRITE_REGISTER(ttbr0_el2, vpt_root(&hypervisor.tables));
  ISB();
  TLBI_ALL(alle2);
  DSB(sy);
  ISB();
  WRITE_REGISTER(sctlr_el2, SCTLR_EL2_VALUE);
  ISB();
}

void own_mmu_on(void)
{
  drop_from_caches((uint64_t)data_first, (uint64_t)data_end);
  drop_from_caches(POOL_OA, POOL_OA + POOL_BYTES);
  own_mmu_registers();
}

/* Instruction caches must not hold what was there. */
void code_written(uint64_t first, uint64_t end)
{
  for (uint64_t line = first; line < end; line += data_line_bytes()) DC(cvau, line);
  DSB(ish);
  __asm__ volatile("ic ialluis" : : : "memory");
  DSB(ish);
  ISB();
}

bool own_read(uint64_t address, struct syndrome *syndrome)
{
  bool read = hypervisor_can_read(address);
  *syndrome = (struct syndrome){.esr = READ_REGISTER(esr_el2), .far = READ_REGISTER(far_el2)};
  return read;
}
