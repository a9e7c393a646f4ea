/* SPDX-License-Identifier: Apache-2.0 */
/* Stage 2: registers, TLB invalidation, running a guest. */
#include "port.h"
#include "registers.h"

/* VTCR_EL2: 40 input bits (T0SZ, 5:0), start at level 1 (SL0, 7:6), tables in write-back inner
 * shareable memory (13:8), 4 KiB granule (15:14), 40 output bits (18:16), 8-bit VMID; bit 31 is
 * RES1. */
#define VTCR_EL2_VALUE \
  ((64 - GUEST_ADDRESS_BITS) | 1 << 6 | 1 << 8 | 1 << 10 | 3 << 12 | 2 << 16 | 1ULL << 31)

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
  const struct vpt *tables = &guest->space.tables;
  WRITE_REGISTER(vttbr_el2, vpt_root(tables) | (uint64_t)tables->id << 48);
  ISB();
}

/* TLB maintenance by IPA works on the VMID in VTTBR_EL2. Bits 35:0 of the argument are bits 47:12
 * of the address; IPAS2LE1IS leaves cached table descriptors alone. */
void guest_invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length, uint64_t leaf_size,
                      bool leaf_only)
{
  (void)id; /* guest_select takes it from the same place */
  guest_select(context);
  uint64_t step = leaf_size ? leaf_size : KIB_4;
  DSB(ishst);
  if (length / step > MOST_TLBIS) {
    TLBI_ALL(vmalls12e1is);
    return;
  }
  for (uint64_t offset = 0; offset < length; offset += step) {
    if (leaf_only)
      TLBI(ipas2le1is, (ia + offset) >> 12);
    else
      TLBI(ipas2e1is, (ia + offset) >> 12);
  }
}

/* DDI 0487, "TLB maintenance requirements": when invalidation by IPA is complete, what TLBs hold of
 * both stages combined must go too. */
void guest_sync(void *context)
{
  guest_select(context);
  DSB(ish);
  TLBI_ALL(vmalle1is);
  DSB(ish);
  ISB();
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
  return ESR_CLASS(syndrome->esr) == CLASS_HVC;
}
