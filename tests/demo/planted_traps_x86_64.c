/* SPDX-License-Identifier: Apache-2.0 */
/* A planted fault: what can be given to processes is given. */
#include "cpu.h"

void __real_traps_on(void);
void __wrap_traps_on(void);

/* CR4: PCE, FSGSBASE, PKE. */
void __wrap_traps_on(void)
{
  __real_traps_on();
  write_cr4(read_cr4() | 1U << 8 | 1U << 16 | 1U << 22);
}
