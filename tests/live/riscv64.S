/* SPDX-License-Identifier: Apache-2.0 */
/* Two harts, each with a stack of its own; others wait for ever. */
  .section .text.start, "ax"
  .global start
start:
  csrr a0, mhartid
  li t0, 2
  bgeu a0, t0, 1f
  la sp, stack_top
  slli t0, a0, 14
  sub sp, sp, t0
  la t0, trap
  csrw mtvec, t0
  call live_main
1:
  wfi
  j 1b

/* Into M-mode and back, on the stack in mscratch: registers that C may change are kept, those of the call are its. */
  .macro each operation
  .set at, 0
  .irp register, a0, a1, a2, a3, a4, a5, a6, a7, ra, t0, t1, t2, t3, t4, t5, t6
  \operation \register, at(sp)
  .set at, at + 8
  .endr
  .endm

  .balign 4
trap:
  csrrw sp, mscratch, sp
  addi sp, sp, -128
  each sd
  mv a0, sp
  csrr a1, mcause
  call trapped
  each ld
  addi sp, sp, 128
  csrrw sp, mscratch, sp
  mret
