/* SPDX-License-Identifier: Apache-2.0 */
/* Aborts, as the syndrome registers of EL2 tell of them. */
#include "console.h"
#include "port.h"
#include "registers.h"

/* ESR_EL2 (DDI 0487). Of an abort: IL (25) is 1; FnV (10), EA (9) and S1PTW (7) must be 0; WnR (6)
 * is 1 for a write; bits 5:0 are the fault status, which ends in the level. */
#define CLASS_INSTRUCTION_ABORT 0x20U
#define CLASS_DATA_ABORT 0x24U
#define CLASS_OWN_DATA_ABORT 0x25U /* taken from EL2 itself */
#define ESR_IL (1ULL << 25)
#define ESR_WRITE (1ULL << 6)
#define ESR_ABORT_MASK (ESR_IL | 1 << 10 | 1 << 9 | 1 << 7 | ESR_WRITE | 0x3F)

/* HPFAR_EL2: bits 43:4 are bits 51:12 of the intermediate physical address; printed as the page's
 * address. */
static uint64_t hpfar_page(const struct syndrome *syndrome)
{
  return syndrome->hpfar >> 4 << 12;
}

static void tell_fault(const char *stage, const struct syndrome *syndrome)
{
  uint64_t fault = syndrome->esr & 0x3C;
  bool fetch = ESR_CLASS(syndrome->esr) == CLASS_INSTRUCTION_ABORT;
  if (fault == STATUS_TRANSLATION || fault == STATUS_PERMISSION)
    print("%s %s fault%s, level %d, ", stage,
          fault == STATUS_TRANSLATION ? "translation" : "permission",
          fetch ? " on instruction fetch" : "", (int)(syndrome->esr & 3));
  else
    print("ESR %x, ", syndrome->esr);
  print("FAR %x", syndrome->far);
}

void tell_guest_fault(const struct syndrome *syndrome)
{
  tell_fault("stage-2", syndrome);
  print(", HPFAR %x", hpfar_page(syndrome));
}

void tell_own_fault(const struct syndrome *syndrome)
{
  tell_fault("stage-1", syndrome);
}

/* The architecture promises HPFAR_EL2 for translation faults only; QEMU sets it for permission
 * faults too, so here it is checked for both. */
bool is_guest_fault(const struct syndrome *syndrome, enum step step, uint64_t address,
                    enum fault fault, uint64_t size)
{
  uint64_t class = step == STEP_EXECUTE ? CLASS_INSTRUCTION_ABORT : CLASS_DATA_ABORT;
  uint64_t status = (fault == TRANSLATION ? STATUS_TRANSLATION : STATUS_PERMISSION) + level_of(size);
  uint64_t expected = ESR_IL | (step == STEP_WRITE ? ESR_WRITE : 0) | status;
  return ESR_CLASS(syndrome->esr) == class && (syndrome->esr & ESR_ABORT_MASK) == expected &&
         syndrome->far == address && syndrome->hpfar == address >> 12 << 4;
}

bool is_own_fault(const struct syndrome *syndrome, uint64_t address, uint64_t size)
{
  return ESR_CLASS(syndrome->esr) == CLASS_OWN_DATA_ABORT &&
         (syndrome->esr & ESR_ABORT_MASK) == (ESR_IL | (STATUS_TRANSLATION + level_of(size))) &&
         syndrome->far == address;
}
