/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: what can be given to guests is given. */
#include "registers.h"

void __real_traps_on(void);
void __wrap_traps_on(void);

/* All counters and debug registers; SVE and SME, in EL2 too; the physical timer; keys, context numbers, tags. */
void __wrap_traps_on(void)
{
  __real_traps_on();
  uint64_t given = 1ULL << 40 | 1ULL << 41 | 1ULL << 53 | 1ULL << 56, taken = 1ULL << 21 | 1ULL << 35;
  WRITE_REGISTER(mdcr_el2, READ_REGISTER(pmcr_el0) >> 11 & 0x1F);
  WRITE_REGISTER(cptr_el2, 0x22FF);
  WRITE_REGISTER(cnthctl_el2, 3);
  WRITE_REGISTER(hcr_el2, (READ_REGISTER(hcr_el2) | given) & ~taken);
  ISB();
}
