/* SPDX-License-Identifier: Apache-2.0 */
/* A guest's hart: runs on a hart of the machine that is its own, so that nothing of it has to be switched. */
#include "console.h"
#include "core.h"
#include "registers.h"
#include "sbi.h"
#include "vpt/tlb/riscv.h"

void enter_guest(struct guest_registers *registers);

/* hedeleg: what is the guest's own. Misaligned fetches, illegal instructions, breakpoints, calls of user mode, page
 * faults. hideleg: its interrupts. */
#define GUESTS_EXCEPTIONS (1 << 0 | 1 << 2 | 1 << 3 | 1 << 8 | 1 << 12 | 1 << 13 | 1 << 15)
#define GUESTS_INTERRUPTS (INTERRUPT_VS_SOFTWARE | INTERRUPT_VS_TIMER | INTERRUPT_VS_EXTERNAL)
#define GUESTS_COUNTERS 7 /* hcounteren: cycles, time, instructions */

#define SCAUSE_INTERRUPT (1ULL << 63)
#define SCAUSE_TIMER (SCAUSE_INTERRUPT | 5)
#define ECALL_BYTES 4

unsigned core_number(void)
{
  unsigned core;
  __asm__("mv %0, tp" : "=r"(core));
  return core;
}

static struct syndrome syndrome_of_trap(void)
{
  return (struct syndrome){.scause = READ_REGISTER(scause),
                           .stval = READ_REGISTER(stval),
                           .htval = READ_REGISTER(htval),
                           .hstatus = READ_REGISTER(hstatus)};
}

/* ---- the end of a guest that does what it must not -------------------------------------------- */

static void ends(struct vcpu *vcpu, const char *reason, uint64_t address, const struct syndrome *syndrome)
{
  struct access access;
  bool known = find_access(vcpu->registers.pc, &access);
  print("guest %d ends: %s, address %x, scause %x", vcpu->guest->number, reason, address, syndrome->scause);
  if (known) print(" (register x%d)", (int)access.target);
  print(", stval %x, htval %x, PC %x\n", syndrome->stval, syndrome->htval, vcpu->registers.pc);
  vcpu->guest->on = false;
}

/* ---- guest-page faults ------------------------------------------------------------------------ */

static uint64_t device_access(struct guest *guest, vpt_ia device, uint64_t offset, bool write, uint64_t value)
{
  return device == UART_OA ? uart_access(guest, offset, write, value) : had_everything(guest); /* ENOUGH_IA */
}

/* A device: false if another one lies there, or none. True as well if the instruction is away meanwhile: the guest
 * faults on it, and then again here. */
static bool emulate(struct vcpu *vcpu, vpt_ia ia, vpt_ia device)
{
  struct guest_registers *r = &vcpu->registers;
  struct access access;
  if (ia - device >= KIB_4) return false;
  if (!find_access(r->pc, &access)) return true;
  uint64_t value = device_access(vcpu->guest, device, ia - device, access.write, r->x[access.target]);
  if (!access.write && access.target) r->x[access.target] = loaded(&access, value);
  r->pc += access.length;
  return true;
}

/* htval is the guest's physical address shifted right by 2; also of its own walk. The fence: that nothing was there, or
 * no right, may be cached. */
static void guest_page_fault(struct vcpu *vcpu, const struct syndrome *syndrome)
{
  bool write = syndrome->scause == CAUSE_STORE_GUEST_PAGE_FAULT;
  vpt_ia ia = syndrome->htval << 2 | (syndrome->stval & 3);
  if (bring(vcpu->guest, ia)) {
    if (write) give_right_to_write(vcpu->guest, ia);
    vpt_riscv_g_mapped(vcpu->guest->space.tables.id);
    return;
  }
  if (syndrome->scause != CAUSE_FETCH_GUEST_PAGE_FAULT &&
      (emulate(vcpu, ia, UART_OA) || emulate(vcpu, ia, ENOUGH_IA)))
    return;
  ends(vcpu, "nothing is at this address", ia, syndrome);
}

/* ---- running ---------------------------------------------------------------------------------- */

void vcpu_help(struct vcpu *vcpu)
{
  struct syndrome syndrome = syndrome_of_trap();
  switch (syndrome.scause) {
  case CAUSE_ECALL_VS: sbi_call(vcpu, vcpu->registers.x); return;
  case CAUSE_FETCH_GUEST_PAGE_FAULT:
  case CAUSE_LOAD_GUEST_PAGE_FAULT:
  case CAUSE_STORE_GUEST_PAGE_FAULT: guest_page_fault(vcpu, &syndrome); return;
  default: ends(vcpu, "an exception that is not expected", 0, &syndrome);
  }
}

void vcpu_begin(struct vcpu *vcpu)
{
  WRITE_REGISTER(hedeleg, GUESTS_EXCEPTIONS);
  WRITE_REGISTER(hideleg, GUESTS_INTERRUPTS);
  WRITE_REGISTER(hvip, 0);
  WRITE_REGISTER(hcounteren, GUESTS_COUNTERS);
  WRITE_REGISTER(htimedelta, 0);
  WRITE_REGISTER(henvcfg, 0);
  WRITE_REGISTER(hstatus, 0);
  WRITE_REGISTER(vsstatus, 0);
  WRITE_REGISTER(vsie, 0);
  WRITE_REGISTER(vsatp, 0);
  WRITE_REGISTER(sstatus, SSTATUS_FS); /* floating point is the guest's, vectors are nobody's */
  WRITE_REGISTER(sie, INTERRUPT_SOFTWARE);
  guest_select(vcpu->guest);
  HFENCE_GVMA_ALL();
  vpt_riscv_vs_forget_all();
  vcpu->registers = (struct guest_registers){.pc = vcpu->entry, .mode = SSTATUS_SPP};
  vcpu->registers.x[A0] = core_number() % CORES_OF_GUEST;
  vcpu->registers.x[A1] = vcpu->argument;
}

/* A call that concerns this hart alone, or that the firmware does for it. */
static bool call_done(struct vcpu *vcpu, uint64_t scause)
{
  if (scause != CAUSE_ECALL_VS) return false;
  vcpu->registers.pc += ECALL_BYTES;
  if (sbi_needs_lock(vcpu->registers.x)) return false;
  sbi_call(vcpu, vcpu->registers.x);
  return true;
}

enum left vcpu_enter(struct vcpu *vcpu)
{
  enter_guest(&vcpu->registers);
  uint64_t scause = READ_REGISTER(scause);
  if (!(scause & SCAUSE_INTERRUPT)) return call_done(vcpu, scause) ? NOTHING : HELP;
  if (scause == SCAUSE_TIMER)
    timer_interrupt();
  else
    software_interrupt();
  return is_time(vcpu->guest) ? A_TURN : NOTHING;
}
