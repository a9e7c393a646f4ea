/* SPDX-License-Identifier: Apache-2.0 */
/* A guest's core: runs on a core of the machine that is its own, so that nothing of the CPU has to be switched. */
#include "console.h"
#include "core.h"
#include "registers.h"

void enter_guest(struct guest_registers *registers);

/* HCR_EL2: AArch64 guests (RW, 31) behind stage 2 (VM, 0), interrupts go to EL2 (5:3), SMC is trapped (TSC, 19). */
#define HCR_EL2_GUEST (1ULL << 31 | 1 << 0 | 7 << 3 | 1 << 19)
#define CNTHCTL_EL2_GUEST 3 /* counter and timer are the guest's */
#define PSTATE_BEGIN 0x3C5 /* EL1 on its own stack pointer; D, A, I, F masked */
#define MPIDR_RES1 (1ULL << 31)

/* ESR_EL2 (DDI 0487). */
#define CLASS_SMC 0x17U
#define CLASS_INSTRUCTION_ABORT 0x20U
#define CLASS_DATA_ABORT 0x24U
#define ABORT_VALID (1ULL << 24) /* ISV: what follows is there */
#define ABORT_SIZE(esr) (1U << ((esr) >> 22 & 3))
#define ABORT_REGISTER(esr) ((esr) >> 16 & 31)
#define ABORT_WALK (1ULL << 7) /* S1PTW: by the guest's own walk */
#define ABORT_WRITE (1ULL << 6)
#define ABORT_STATUS(esr) ((esr) & 0x3C)
#define INSTRUCTION_BYTES 4

unsigned core_number(void)
{
  return READ_REGISTER(mpidr_el1) & 0xFF;
}

/* ---- the end of a guest that does what it must not -------------------------------------------- */

static void ends(struct vcpu *vcpu, const char *reason, uint64_t address)
{
  uint64_t esr = READ_REGISTER(esr_el2);
  print("guest %d ends: %s, address %x, ESR_EL2 %x (register X%d), FAR_EL2 %x, HPFAR_EL2 %x, PC %x\n",
        vcpu->guest->number, reason, address, esr, (int)ABORT_REGISTER(esr), READ_REGISTER(far_el2),
        READ_REGISTER(hpfar_el2), vcpu->registers.pc);
  vcpu->guest->on = false;
}

/* ---- aborts ----------------------------------------------------------------------------------- */

/* The guest's physical address: the page from HPFAR_EL2, which permission faults need not set. False: the guest's own
 * tables are not there at the moment; it will fault on them. */
static bool find_address(uint64_t esr, uint64_t far, vpt_ia *ia)
{
  uint64_t page = READ_REGISTER(hpfar_el2) >> 4 << 12;
  if (ABORT_STATUS(esr) == STATUS_PERMISSION && !(esr & ABORT_WALK)) {
    uint64_t par = TRANSLATE(s1e1r, far);
    if (par & 1) return false;
    page = par & 0xFFFFFFFFFF000ULL;
  }
  *ia = page | (far & (KIB_4 - 1));
  return true;
}

static uint64_t device_access(struct guest *guest, vpt_ia device, uint64_t offset, unsigned bytes, bool write,
                              uint64_t value)
{
  switch (device) {
  case GICD_OA: return gicd_access(guest, offset, bytes, write, value);
  case UART_OA: return uart_access(guest, offset, write, value);
  default: return had_everything(guest); /* ENOUGH_IA */
  }
}

/* A device: false if another one lies there, or none, or no word is accessed. */
static bool emulate(struct vcpu *vcpu, uint64_t esr, vpt_ia ia, vpt_ia device)
{
  struct guest_registers *r = &vcpu->registers;
  if (!(esr & ABORT_VALID) || ia - device >= KIB_4) return false;
  unsigned bytes = ABORT_SIZE(esr), target = ABORT_REGISTER(esr);
  bool write = esr & ABORT_WRITE;
  uint64_t value = target < 31 ? r->x[target] : 0;
  value = device_access(vcpu->guest, device, ia - device, bytes, write, value);
  if (!write && target < 31) r->x[target] = value;
  r->pc += INSTRUCTION_BYTES;
  return true;
}

static void abort_of(struct vcpu *vcpu, uint64_t esr)
{
  vpt_ia ia;
  if (!find_address(esr, READ_REGISTER(far_el2), &ia)) return;
  switch (ABORT_STATUS(esr)) {
  case STATUS_TRANSLATION:
    if (bring(vcpu->guest, ia)) return;
    if (ESR_CLASS(esr) == CLASS_DATA_ABORT &&
        (emulate(vcpu, esr, ia, UART_OA) || emulate(vcpu, esr, ia, ENOUGH_IA)))
      return;
    ends(vcpu, "nothing is at this address", ia);
    return;
  case STATUS_PERMISSION:
    if (give_right_to_write(vcpu->guest, ia)) return;
    ends(vcpu, "it has no right to this", ia);
    return;
  default: ends(vcpu, "an abort of another kind", ia);
  }
}

/* Is it an access to the distributor? Then it is done: each core has its own, and the lock is not needed. */
static bool distributor(struct vcpu *vcpu)
{
  uint64_t esr = READ_REGISTER(esr_el2);
  vpt_ia ia;
  return ESR_CLASS(esr) == CLASS_DATA_ABORT && ABORT_STATUS(esr) == STATUS_TRANSLATION &&
         find_address(esr, READ_REGISTER(far_el2), &ia) && emulate(vcpu, esr, ia, GICD_OA);
}

/* ---- running ---------------------------------------------------------------------------------- */

void vcpu_help(struct vcpu *vcpu)
{
  struct guest_registers *r = &vcpu->registers;
  uint64_t esr = READ_REGISTER(esr_el2);
  switch (ESR_CLASS(esr)) {
  case CLASS_SMC: r->pc += INSTRUCTION_BYTES; /* trapped: it is not done; after HVC the PC is the next already */
    __attribute__((fallthrough));
  case CLASS_HVC: r->x[0] = psci_call(vcpu, r->x); return;
  case CLASS_INSTRUCTION_ABORT:
  case CLASS_DATA_ABORT: abort_of(vcpu, esr); return;
  default: ends(vcpu, "an exception that is not expected", 0);
  }
}

void vcpu_begin(struct vcpu *vcpu)
{
  WRITE_REGISTER(vtcr_el2, VTCR_EL2_VALUE);
  WRITE_REGISTER(vpidr_el2, READ_REGISTER(midr_el1));
  WRITE_REGISTER(vmpidr_el2, MPIDR_RES1 | core_number() % CORES_OF_GUEST);
  WRITE_REGISTER(cnthctl_el2, CNTHCTL_EL2_GUEST);
  WRITE_REGISTER(cntvoff_el2, 0);
  WRITE_REGISTER(hstr_el2, 0);
  WRITE_REGISTER(mdcr_el2, READ_REGISTER(pmcr_el0) >> 11 & 31); /* all performance counters */
  WRITE_REGISTER(sctlr_el1, SCTLR_EL1_MMU_OFF);
  WRITE_REGISTER(hcr_el2, HCR_EL2_GUEST);
  guest_select(vcpu->guest);
  TLBI_ALL(vmalls12e1);
  DSB(ish);
  ISB();
  vcpu->registers = (struct guest_registers){
      .x = {vcpu->argument}, .pc = vcpu->entry, .pstate = PSTATE_BEGIN};
}

enum left vcpu_enter(struct vcpu *vcpu)
{
  enter_guest(&vcpu->registers);
  if (!vcpu->registers.interrupted) return distributor(vcpu) ? NOTHING : HELP;
  gic_interrupt(vcpu->guest);
  return is_time(vcpu->guest) ? A_TURN : NOTHING;
}
