/* SPDX-License-Identifier: Apache-2.0 */
/* PSCI (Arm DEN 0022): the guests', which they call by HVC or SMC, and the machine's, by SMC. */
#include "core.h"
#include "serial.h"

enum {
  PSCI_VERSION = 0x84000000,
  PSCI_CPU_OFF = 0x84000002,
  PSCI_MIGRATE_INFO_TYPE = 0x84000006,
  PSCI_SYSTEM_OFF = 0x84000008,
  PSCI_SYSTEM_RESET = 0x84000009,
  PSCI_FEATURES = 0x8400000A,
  PSCI_CPU_ON = 0xC4000003,
};
#define VERSION_1_0 (1 << 16)
#define NO_TRUSTED_OS 2
#define NOT_SUPPORTED ((uint64_t)-1)
#define INVALID_PARAMETERS ((uint64_t)-2)
#define ALREADY_ON ((uint64_t)-4)

uint64_t smc(uint64_t function, uint64_t x1, uint64_t x2, uint64_t x3);
void secondary_start(void);

_Noreturn void core_off(void)
{
  unlock();
  for (;;) smc(PSCI_CPU_OFF, 0, 0, 0);
}

bool core_on(unsigned core)
{
  return smc(PSCI_CPU_ON, core, (uint64_t)secondary_start, core) == 0;
}

_Noreturn void machine_exit(unsigned status)
{
  (void)status; /* run.py reads the count */
  for (;;) smc(PSCI_SYSTEM_OFF, 0, 0, 0);
}

static uint64_t cpu_on(const struct guest *guest, uint64_t number, uint64_t entry, uint64_t argument)
{
  if (number >= CORES_OF_GUEST) return INVALID_PARAMETERS;
  unsigned core = (unsigned)guest->number * CORES_OF_GUEST + (unsigned)number;
  struct vcpu *vcpu = &vcpus[core];
  if (vcpu->on) return ALREADY_ON;
  vcpu->entry = entry;
  vcpu->argument = argument;
  vcpu->on = core_on(core);
  return vcpu->on ? 0 : INVALID_PARAMETERS;
}

uint64_t psci_call(struct vcpu *vcpu, const uint64_t *x)
{
  switch ((uint32_t)x[0]) {
  case PSCI_VERSION: return VERSION_1_0;
  case PSCI_CPU_OFF: vcpu->on = false; core_off();
  case PSCI_CPU_ON: return cpu_on(vcpu->guest, x[1], x[2], x[3]);
  case PSCI_MIGRATE_INFO_TYPE: return NO_TRUSTED_OS;
  case PSCI_SYSTEM_OFF: guest_ends(vcpu->guest, "switches itself off"); return 0;
  case PSCI_SYSTEM_RESET: guest_ends(vcpu->guest, "ends: it wants to begin anew"); return 0;
  case PSCI_FEATURES:
    return x[1] == PSCI_CPU_ON || x[1] == PSCI_CPU_OFF || x[1] == PSCI_SYSTEM_OFF || x[1] == PSCI_SYSTEM_RESET
               ? 0
               : NOT_SUPPORTED;
  default: return NOT_SUPPORTED;
  }
}
