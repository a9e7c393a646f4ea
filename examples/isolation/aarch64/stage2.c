/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2: registers, running a guest. */
#include "port.h"
#include "registers.h"
#include "vpt/tlb/aarch64.h"

/* HCR_EL2: AArch64 guests (RW, 31) behind stage 2 (VM, 0), interrupts go to EL2 (5:3), and SMC is
 * trapped (TSC, 19), or a guest could call the firmware. DC (12): with their stage 1 off the
 * guests' memory is write-back cacheable, coherent with what the hypervisor writes. */
#define HCR_EL2_HOST (1ULL << 31)
#define HCR_EL2_GUEST (HCR_EL2_HOST | 1 << 0 | 7 << 3 | 1 << 12 | 1 << 19)

#define PSTATE_EL1H_MASKED 0x3C5ULL     /* EL1 on its own stack pointer; D, A, I, F masked */

void enter_guest(struct guest_registers *registers);

/* The VMID is the space's id. */
void guest_select(const struct guest *guest)
{
  WRITE_REGISTER(vttbr_el2, vpt_aarch64_vttbr(&guest->space.tables));
  ISB();
}

void guest_invalidate(void *context, const struct vpt_invalidation *what)
{
  struct guest *guest = context;
  vpt_aarch64_s2_invalidate(&guest->space.tables, what);
}

void guest_sync(void *context)
{
  struct guest *guest = context;
  vpt_aarch64_s2_sync(&guest->space.tables);
}

void guest_mapped(const struct guest *guest)
{
  (void)guest; /* a barrier is for all spaces */
  DSB(ishst);
}

void stage2_on(void)
{
  WRITE_REGISTER(vtcr_el2, VTCR_EL2_VALUE);
  WRITE_REGISTER(hcr_el2, HCR_EL2_GUEST);
  ISB();
  TLBI_ALL(alle1);
  DSB(ish);
  ISB();
}

void stage2_off(void)
{
  WRITE_REGISTER(hcr_el2, HCR_EL2_HOST);
  ISB();
}

void guest_begin(struct guest_registers *registers, uint64_t pc)
{
  registers->pc = pc;
  registers->pstate = PSTATE_EL1H_MASKED;
}

/* After HVC the guest goes on with the next instruction. */
bool guest_run(struct guest_registers *registers, struct syndrome *syndrome)
{
  enter_guest(registers);
  *syndrome = (struct syndrome){
      .esr = READ_REGISTER(esr_el2),
      .far = READ_REGISTER(far_el2),
      .hpfar = READ_REGISTER(hpfar_el2),
  };
  return !registers->interrupted && ESR_CLASS(syndrome->esr) == CLASS_HVC;
}
