/* SPDX-License-Identifier: Apache-2.0 */
/* The end of the machine. */
#include "port.h"

/* Semihosting (Arm IHI 0100): SYS_EXIT with ADP_Stopped_ApplicationExit and an exit status. */
_Noreturn void machine_exit(unsigned status)
{
  const uint64_t block[2] = {0x20026, status};
  register uint64_t operation __asm__("x0") = 0x18;
  register const uint64_t *parameters __asm__("x1") = block;
  for (;;) __asm__ volatile("hlt #0xf000" : "+r"(operation) : "r"(parameters) : "memory");
}
