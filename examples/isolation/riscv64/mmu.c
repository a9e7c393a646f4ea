/* SPDX-License-Identifier: Apache-2.0 */
/* The MMU of HS-mode: registers, TLB invalidation, exceptions. */
#include "console.h"
#include "hypervisor.h"
#include "port.h"
#include "registers.h"
#include "vpt/tlb/riscv.h"

_Noreturn void panic(void);

/* An exception of the hypervisor itself. */
_Noreturn void panic(void)
{
  print("\nexception in HS-mode: scause %x, stval %x, sepc %x\n", READ_REGISTER(scause),
        READ_REGISTER(stval), READ_REGISTER(sepc));
  stop("the hypervisor itself faulted");
}

static struct vpt_riscv_tlb one_hart;

void own_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_riscv_invalidate(&one_hart, what);
}

void own_sync(void *context)
{
  vpt_riscv_sync(context);
}

/* Invalid entries may be cached too. */
void own_mapped(void)
{
  vpt_riscv_mapped();
}

void own_mmu_on(void)
{
  WRITE_REGISTER(satp, MODE_39 | vpt_root(&hypervisor.tables) / KIB_4);
  SFENCE_VMA_ALL();
}

/* FENCE.I is for all addresses, and for this hart. */
void code_written(uint64_t first, uint64_t end)
{
  (void)first, (void)end;
  __asm__ volatile("fence.i" : : : "memory");
}

bool own_read(uint64_t address, struct syndrome *syndrome)
{
  uint64_t word = 0, trapped;
  ATTEMPT("ld %[word], (%[at])", address, word, trapped);
  *syndrome = (struct syndrome){.scause = READ_REGISTER(scause), .stval = READ_REGISTER(stval)};
  return !trapped;
}
