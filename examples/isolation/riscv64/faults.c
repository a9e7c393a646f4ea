/* SPDX-License-Identifier: Apache-2.0 */
/* Exceptions, as the registers of HS-mode tell of them. They do not tell why an access faults, nor
 * where the walk ended. */
#include "console.h"
#include "port.h"
#include "registers.h"

void tell_guest_fault(const struct syndrome *syndrome)
{
  switch (syndrome->scause) {
  case CAUSE_FETCH_GUEST_PAGE_FAULT: print("instruction guest-page fault"); break;
  case CAUSE_LOAD_GUEST_PAGE_FAULT: print("load guest-page fault"); break;
  case CAUSE_STORE_GUEST_PAGE_FAULT: print("store guest-page fault"); break;
  default: print("scause %x", syndrome->scause); break;
  }
  print(", stval %x, htval %x", syndrome->stval, syndrome->htval);
}

void tell_own_fault(const struct syndrome *syndrome)
{
  if (syndrome->scause == CAUSE_LOAD_PAGE_FAULT)
    print("load page fault");
  else
    print("scause %x", syndrome->scause);
  print(", stval %x", syndrome->stval);
}

static enum cause cause_of(enum step step)
{
  switch (step) {
  case STEP_READ: return CAUSE_LOAD_GUEST_PAGE_FAULT;
  case STEP_WRITE: return CAUSE_STORE_GUEST_PAGE_FAULT;
  default: return CAUSE_FETCH_GUEST_PAGE_FAULT;
  }
}

/* htval: the guest physical address, shifted right by 2. With the guest's own MMU off it is the address
 * that the guest used. */
bool is_guest_fault(const struct syndrome *syndrome, enum step step, uint64_t address,
                    enum fault fault, uint64_t size)
{
  (void)fault, (void)size;
  const uint64_t from_guest = HSTATUS_GVA | HSTATUS_SPV | HSTATUS_SPVP;
  return syndrome->scause == cause_of(step) && syndrome->stval == address &&
         syndrome->htval == address >> 2 && (syndrome->hstatus & from_guest) == from_guest;
}

bool is_own_fault(const struct syndrome *syndrome, uint64_t address, uint64_t size)
{
  (void)size;
  return syndrome->scause == CAUSE_LOAD_PAGE_FAULT && syndrome->stval == address;
}
