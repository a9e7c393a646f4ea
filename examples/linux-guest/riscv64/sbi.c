/* SPDX-License-Identifier: Apache-2.0 */
/* SBI (RISC-V Supervisor Binary Interface): the guests', and the firmware's, which the hypervisor calls. */
#include "core.h"
#include "registers.h"
#include "sbi.h"

#define VERSION_1_0 (1 << 24)
#define ALL_HARTS (~0ULL) /* as the base of a mask: the mask does not count */

enum { HART_STARTED = 0, HART_STOPPED = 1, HART_STOP_PENDING = 3 };

void secondary_start(void);

static bool called[CORES]; /* another hart of its guest has sent this one an interrupt */

static struct sbi_result firmware(uint64_t extension, uint64_t function, const uint64_t argument[5])
{
  register uint64_t a0 __asm__("a0") = argument[0];
  register uint64_t a1 __asm__("a1") = argument[1];
  register uint64_t a2 __asm__("a2") = argument[2];
  register uint64_t a3 __asm__("a3") = argument[3];
  register uint64_t a4 __asm__("a4") = argument[4];
  register uint64_t a6 __asm__("a6") = function;
  register uint64_t a7 __asm__("a7") = extension;
  __asm__ volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a2), "r"(a3), "r"(a4), "r"(a6), "r"(a7) : "memory");
  return (struct sbi_result){(int64_t)a0, a1};
}

#define FIRMWARE(extension, function, ...) firmware(extension, function, (const uint64_t[5]){__VA_ARGS__})

/* ---- for the hypervisor ------------------------------------------------------------------------ */

_Noreturn void core_off(void)
{
  unlock();
  for (;;) FIRMWARE(SBI_HSM, HSM_HART_STOP, 0);
}

/* One that has been told to stop must have done so. */
bool core_on(unsigned core)
{
  while (FIRMWARE(SBI_HSM, HSM_HART_STATUS, core).value == HART_STOP_PENDING) {
  }
  return FIRMWARE(SBI_HSM, HSM_HART_START, core, (uint64_t)secondary_start).error == SBI_SUCCESS;
}

void timer_interrupt(void)
{
  CLEAR_BITS(sie, INTERRUPT_TIMER); /* until the guest sets it again */
  SET_BITS(hvip, INTERRUPT_VS_TIMER);
}

void software_interrupt(void)
{
  CLEAR_BITS(sip, INTERRUPT_SOFTWARE);
  if (__atomic_exchange_n(&called[core_number()], false, __ATOMIC_ACQ_REL)) SET_BITS(hvip, INTERRUPT_VS_SOFTWARE);
}

static unsigned first_core(const struct guest *guest)
{
  return (unsigned)guest->number * CORES_OF_GUEST;
}

uint64_t all_cores(const struct guest *guest)
{
  return ((1ULL << CORES_OF_GUEST) - 1) << first_core(guest);
}

void fence_code(void)
{
  FIRMWARE(SBI_RFENCE, RFENCE_FENCE_I, 0, ALL_HARTS);
}

void call_cores(const struct guest *guest)
{
  FIRMWARE(SBI_IPI, IPI_SEND, all_cores(guest) & ~(1ULL << core_number()), 0);
}

/* ---- for guests --------------------------------------------------------------------------------- */

/* Harts of the machine, of those that a guest names. */
static uint64_t cores_named(const struct guest *guest, uint64_t mask, uint64_t base)
{
  if (base == ALL_HARTS) return all_cores(guest);
  return base < CORES_OF_GUEST ? mask << base << first_core(guest) & all_cores(guest) : 0;
}

static bool is_here(uint64_t extension)
{
  static const uint64_t extensions[] = {SBI_BASE, SBI_TIME, SBI_IPI, SBI_RFENCE, SBI_HSM, SBI_SRST};
  for (unsigned i = 0; i < sizeof extensions / sizeof extensions[0]; i++)
    if (extensions[i] == extension) return true;
  return false;
}

/* Who made what the guest runs on is not told: those read as zero. */
static struct sbi_result base(uint64_t function, uint64_t extension)
{
  uint64_t value = function == BASE_VERSION ? VERSION_1_0 : function == BASE_PROBE ? is_here(extension) : 0;
  return (struct sbi_result){SBI_SUCCESS, value};
}

static struct sbi_result set_timer(uint64_t time)
{
  CLEAR_BITS(hvip, INTERRUPT_VS_TIMER);
  FIRMWARE(SBI_TIME, TIME_SET, time);
  SET_BITS(sie, INTERRUPT_TIMER);
  return (struct sbi_result){SBI_SUCCESS, 0};
}

static struct sbi_result send(uint64_t cores)
{
  for (unsigned i = 0; i < CORES; i++)
    if (cores >> i & 1) __atomic_store_n(&called[i], true, __ATOMIC_RELEASE);
  return FIRMWARE(SBI_IPI, IPI_SEND, cores, 0);
}

/* What is a fence of addresses to the guest is one of guests' addresses to the firmware: VMID of the caller. */
static struct sbi_result fence(uint64_t function, uint64_t cores, const uint64_t *x)
{
  switch (function) {
  case RFENCE_FENCE_I: return FIRMWARE(SBI_RFENCE, RFENCE_FENCE_I, cores, 0);
  case RFENCE_SFENCE: return FIRMWARE(SBI_RFENCE, RFENCE_HFENCE_VVMA, cores, 0, x[A2], x[A3]);
  case RFENCE_SFENCE_ASID: return FIRMWARE(SBI_RFENCE, RFENCE_HFENCE_VVMA_ASID, cores, 0, x[A2], x[A3], x[A4]);
  default: return (struct sbi_result){SBI_NOT_SUPPORTED, 0};
  }
}

static int64_t start(const struct guest *guest, uint64_t number, uint64_t entry, uint64_t argument)
{
  if (number >= CORES_OF_GUEST) return SBI_INVALID;
  unsigned core = first_core(guest) + (unsigned)number;
  struct vcpu *vcpu = &vcpus[core];
  if (vcpu->on) return SBI_AVAILABLE;
  vcpu->entry = entry;
  vcpu->argument = argument;
  vcpu->on = core_on(core);
  return vcpu->on ? SBI_SUCCESS : SBI_INVALID;
}

static struct sbi_result harts(struct vcpu *vcpu, const uint64_t *x)
{
  const struct guest *guest = vcpu->guest;
  switch (x[A6]) {
  case HSM_HART_START: return (struct sbi_result){start(guest, x[A0], x[A1], x[A2]), 0};
  case HSM_HART_STOP: vcpu->on = false; core_off();
  case HSM_HART_STATUS:
    if (x[A0] >= CORES_OF_GUEST) return (struct sbi_result){SBI_INVALID, 0};
    return (struct sbi_result){SBI_SUCCESS, vcpus[first_core(guest) + x[A0]].on ? HART_STARTED : HART_STOPPED};
  default: return (struct sbi_result){SBI_NOT_SUPPORTED, 0};
  }
}

static struct sbi_result reset(struct guest *guest, uint64_t kind)
{
  guest_ends(guest, kind == SRST_SHUTDOWN ? "switches itself off" : "ends: it wants to begin anew");
  return (struct sbi_result){SBI_SUCCESS, 0};
}

bool sbi_needs_lock(const uint64_t *x)
{
  return x[A7] == SBI_HSM || x[A7] == SBI_SRST;
}

static struct sbi_result answer(struct vcpu *vcpu, const uint64_t *x)
{
  switch (x[A7]) {
  case SBI_BASE: return base(x[A6], x[A0]);
  case SBI_TIME: return set_timer(x[A0]);
  case SBI_IPI: return send(cores_named(vcpu->guest, x[A0], x[A1]));
  case SBI_RFENCE: return fence(x[A6], cores_named(vcpu->guest, x[A0], x[A1]), x);
  case SBI_HSM: return harts(vcpu, x);
  case SBI_SRST: return reset(vcpu->guest, x[A0]);
  default: return (struct sbi_result){SBI_NOT_SUPPORTED, 0};
  }
}

void sbi_call(struct vcpu *vcpu, uint64_t *x)
{
  struct sbi_result result = answer(vcpu, x);
  x[A0] = (uint64_t)result.error;
  x[A1] = result.value;
}
