/* SPDX-License-Identifier: Apache-2.0 */
/* Entry of the cores that PSCI starts, and the way to PSCI. */
#define STACK_BYTES 8192

  .text
/* X0: number of the core. */
  .global secondary_start
secondary_start:
  bl core_begin
  adrp x1, stacks
  add x1, x1, :lo12:stacks
  mov x2, #STACK_BYTES
  madd x1, x0, x2, x1           /* core 0 has the stack of hypervisor.ld: this one's ends where the next begins */
  mov sp, x1
  mov x29, xzr
  mov x30, xzr
  b secondary_main

/* uint64_t smc(uint64_t function, uint64_t x1, uint64_t x2, uint64_t x3) */
  .global smc
smc:
  smc #0
  ret

  .bss
  .balign 16
stacks:
  .space 3 * STACK_BYTES
