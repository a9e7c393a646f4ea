/* SPDX-License-Identifier: Apache-2.0 */
/* Entry, exception vectors, and the jump to an address under test. */
#include "machine.h"

  .section .text.start, "ax"
  .global start
start:
  ldr x0, =stack_top
  mov sp, x0
  adr x0, vectors_el2
  msr vbar_el2, x0
  msr tpidr_el2, xzr
  isb
  bl kernel_main
0:
  b 0b

  .text

/*
 * uint64_t fetch(uint64_t address, uint64_t spsr)
 *
 * Branches to `address` in the state `spsr` and returns X0 as the next exception to EL2 finds it.
 * TPIDR_EL2 is 1 meanwhile: an exception at any other moment is the kernel's own fault. Code under
 * test has no stack of ours to spoil: arena slots touch no register but X0 and X1.
 */
  .global fetch
fetch:
  stp x29, x30, [sp, #-96]!
  stp x19, x20, [sp, #16]
  stp x21, x22, [sp, #32]
  stp x23, x24, [sp, #48]
  stp x25, x26, [sp, #64]
  stp x27, x28, [sp, #80]
  msr elr_el2, x0
  msr spsr_el2, x1
  mov x0, #1
  msr tpidr_el2, x0
  mov x0, #0
  eret

fetch_end:
  mrs x1, tpidr_el2
  cbz x1, panic
  msr tpidr_el2, xzr
  ldp x19, x20, [sp, #16]
  ldp x21, x22, [sp, #32]
  ldp x23, x24, [sp, #48]
  ldp x25, x26, [sp, #64]
  ldp x27, x28, [sp, #80]
  ldp x29, x30, [sp], #96
  ret

panic:
  ldr x1, =stack_top
  mov sp, x1
  b kernel_panic

/* Vector tables (DDI 0487, "Exception vectors"): 16 entries of 128 bytes, aligned to 2 KiB. */
  .macro vector target
  .balign 128
  b \target
  .endm

  .balign 2048
vectors_el2:
  .rept 4                       /* current EL, SP_EL0 */
  vector panic
  .endr
  vector fetch_end              /* current EL, SP_ELx: synchronous */
  .rept 3
  vector panic
  .endr
  vector fetch_end              /* lower EL, AArch64: synchronous */
  .rept 7
  vector panic
  .endr

  .balign 2048
  .global vectors_el1
vectors_el1:
  .rept 16
  .balign 128
  hvc #MACHINE_STUB_HVC
  .endr
  .balign 128

/* What an arena slot ends in: kernel.c puts the slot's address into X0 before it. */
  .section .rodata
  .balign 4
  .global slot_tail
slot_tail:
  mrs x1, ctr_el0               /* from EL0 and EL1 this traps to EL2 if HCR_EL2.TID2 is 1 */
  hvc #0                        /* from EL2 this is taken to EL2 */
