/* SPDX-License-Identifier: Apache-2.0 */
/* The MMU of HS-mode: registers, TLB invalidation, exceptions. */
#include "console.h"
#include "hypervisor.h"
#include "port.h"
#include "registers.h"

_Noreturn void panic(void);

/* An exception of the hypervisor itself. */
_Noreturn void panic(void)
{
  print("\nexception in HS-mode: scause %x, stval %x, sepc %x\n", READ_REGISTER(scause),
        READ_REGISTER(stval), READ_REGISTER(sepc));
  stop("the hypervisor itself faulted");
}

/* SFENCE.VMA with an address is for leaves alone. */
void own_invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length, uint64_t leaf_size,
                    bool leaf_only)
{
  (void)context, (void)id; /* one space: the fences are for all ASIDs */
  uint64_t step = leaf_size ? leaf_size : KIB_4;
  if (!leaf_only || length / step > MOST_FENCES) {
    SFENCE_VMA_ALL();
    return;
  }
  for (uint64_t offset = 0; offset < length; offset += step) SFENCE_VMA(ia + offset);
}

/* There is one hart, and for it a fence is complete when it has been executed. Others would be sent an
 * interrupt, and waited for here. */
void own_sync(void *context)
{
  (void)context;
}

/* Invalid entries may be cached too. */
void own_mapped(void)
{
  SFENCE_VMA_ALL();
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
