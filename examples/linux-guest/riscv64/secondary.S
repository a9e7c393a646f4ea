/* SPDX-License-Identifier: Apache-2.0 */
/* Entry from the firmware (SBI), in HS-mode: A0 is the number of the hart, which stays in TP. */
#define STACK_BYTES 8192
#define SBI_HSM 0x48534D

  .section .text.start, "ax"
  .global start
/* On a hart of the firmware's choice: on to hart 0, whose guest 0 is. */
start:
  mv tp, a0
  bnez a0, 0f
  j hypervisor_start
0:
  la a1, start
  li a0, 0
  li a2, 0
  li a6, 0                      /* HSM_HART_START */
  li a7, SBI_HSM
  ecall
  li a6, 1                      /* HSM_HART_STOP */
  ecall

  .text
  .global secondary_start
secondary_start:
  mv tp, a0
  csrw satp, zero
  la t0, own_trap
  csrw stvec, t0
  la sp, stacks                 /* hart 0 has the stack of hypervisor.ld: this one's ends where the next begins */
  li t0, STACK_BYTES
0:
  add sp, sp, t0
  addi a1, a1, -1
  bnez a1, 0b
  li ra, 0
  li s0, 0
  j secondary_main

  .bss
  .balign 16
stacks:
  .space 3 * STACK_BYTES
