/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: what can be given to guests is given. */
#include "registers.h"

void __real_traps_on(void);
void __wrap_traps_on(void);

/* Counters, all that henvcfg enables, vectors. */
void __wrap_traps_on(void)
{
  __real_traps_on();
  WRITE_REGISTER(hcounteren, 0xFFFFFFFF);
  WRITE_REGISTER(henvcfg, 0xFFFFFFFFFFFFFFFF);
  WRITE_REGISTER(sstatus, READ_REGISTER(sstatus) | SSTATUS_VS);
}
