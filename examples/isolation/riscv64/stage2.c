/* SPDX-License-Identifier: Apache-2.0 */
/* The G-stage: registers, TLB invalidation, running a guest. */
#include "port.h"
#include "registers.h"
#include "vpt/tlb/riscv.h"

#define ECALL_BYTES 4

void enter_guest(struct guest_registers *registers);

/* The VMID is the space's id. */
void guest_select(const struct guest *guest)
{
  const struct vpt *tables = &guest->space.tables;
  WRITE_REGISTER(hgatp, MODE_39 | (uint64_t)tables->id << VMID_SHIFT | vpt_root(tables) / KIB_4);
}

static struct vpt_riscv_tlb one_hart;

void guest_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_riscv_g_invalidate(&one_hart, what);
}

void guest_sync(void *context)
{
  vpt_riscv_sync(context);
}

/* Invalid entries may be cached too. */
void guest_mapped(const struct guest *guest)
{
  vpt_riscv_g_mapped(guest->space.tables.id);
}

void stage2_on(void)
{
  WRITE_REGISTER(hstatus, HSTATUS_SPVP);
  WRITE_REGISTER(vsatp, 0);
  HFENCE_GVMA_ALL();
}

/* Guests do not run any more; what asks on their behalf reaches no table. */
void stage2_off(void)
{
  WRITE_REGISTER(hgatp, 0);
  HFENCE_GVMA_ALL();
}

void guest_begin(struct guest_registers *registers, uint64_t pc)
{
  registers->pc = pc;
  registers->mode = SSTATUS_SPP;
}

/* sepc is the address of ECALL itself. */
bool guest_run(struct guest_registers *registers, struct syndrome *syndrome)
{
  enter_guest(registers);
  *syndrome = (struct syndrome){
      .scause = READ_REGISTER(scause),
      .stval = READ_REGISTER(stval),
      .htval = READ_REGISTER(htval),
      .hstatus = READ_REGISTER(hstatus),
  };
  if (syndrome->scause != CAUSE_ECALL_VS) return false;
  registers->pc += ECALL_BYTES;
  return true;
}
