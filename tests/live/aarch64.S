/* SPDX-License-Identifier: Apache-2.0 */
/* Two cores, each with a stack of its own: at EL1, with the MMU off. The first one starts the second. */
#define PSCI_CPU_ON 0xC4000003

  .section .text.start, "ax"
  .global start
start:
  mrs x19, mpidr_el1
  and x19, x19, #0xff
  adr x0, vectors
  msr vbar_el1, x0
  isb
  adrp x0, stack_top
  sub x0, x0, x19, lsl #14
  mov sp, x0
  cbnz x19, 1f
  ldr x0, =PSCI_CPU_ON
  mov x1, #1
  adr x2, start
  hvc #0
1:
  mov x0, x19
  bl live_main

/* Goes on where the access wants it that is attempted: TPIDR_EL1. */
fault:
  mrs x9, tpidr_el1
  cbz x9, panic
  msr tpidr_el1, xzr
  msr elr_el1, x9
  eret

  .balign 2048
vectors:
  .set number, 0
  .rept 16
  .balign 128
  .if number == 4               /* synchronous, from this level */
  b fault
  .else
  b panic
  .endif
  .set number, number + 1
  .endr
