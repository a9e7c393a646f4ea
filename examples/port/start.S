/* SPDX-License-Identifier: Apache-2.0 */
/* Entry at EL1 with the MMU off, and the exception vectors. */

  .section .text.start, "ax"
  .global start
start:
  msr daifset, #0xf
  adr x0, vectors
  msr vbar_el1, x0
  isb
  adrp x0, stack_top
  mov sp, x0
  ldr x0, =bss_first
  ldr x1, =bss_end
0:
  cmp x0, x1
  b.hs start_c
  str xzr, [x0], #8
  b 0b

/* Registers that C may change are kept; where to go on is fault's to say. */
exception:
  sub sp, sp, #176
  stp x0, x1, [sp, #0]
  stp x2, x3, [sp, #16]
  stp x4, x5, [sp, #32]
  stp x6, x7, [sp, #48]
  stp x8, x9, [sp, #64]
  stp x10, x11, [sp, #80]
  stp x12, x13, [sp, #96]
  stp x14, x15, [sp, #112]
  stp x16, x17, [sp, #128]
  stp x18, x30, [sp, #144]
  mrs x1, elr_el1
  str x1, [sp, #160]
  add x0, sp, #160
  bl fault
  ldr x1, [sp, #160]
  msr elr_el1, x1
  ldp x0, x1, [sp, #0]
  ldp x2, x3, [sp, #16]
  ldp x4, x5, [sp, #32]
  ldp x6, x7, [sp, #48]
  ldp x8, x9, [sp, #64]
  ldp x10, x11, [sp, #80]
  ldp x12, x13, [sp, #96]
  ldp x14, x15, [sp, #112]
  ldp x16, x17, [sp, #128]
  ldp x18, x30, [sp, #144]
  add sp, sp, #176
  eret
  dsb nsh
  isb

  .balign 2048
vectors:
  .rept 16
  .balign 128
  b exception
  .endr
