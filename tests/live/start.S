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
  la t0, panic
  csrw mtvec, t0
  call live_main
1:
  wfi
  j 1b
