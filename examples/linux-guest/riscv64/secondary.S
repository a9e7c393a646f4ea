/* SPDX-License-Identifier: Apache-2.0 */
/* Entry from the firmware (SBI), in HS-mode: A0 is the number of the hart, which stays in TP. */
#define STACK_BYTES 8192
#define SBI_HSM 0x48534D

  .section .text.start, "ax"
  .global start
/* First on a hart of the firmware's choice: on to hart 0, whose guest 0 is. Others come here too, not to where they
 * were sent: OpenSBI 1.1 lets a hart go before it has noted where to. */
start:
  mv tp, a0
  la t0, has_begun
  li t1, 1
  amoswap.w t1, t1, (t0)
  bnez a0, 0f
  j hypervisor_start
0:
  bnez t1, secondary_start
  la a1, start
  li a0, 0
  li a2, 0
  li a6, 0                      /* HSM_HART_START */
  li a7, SBI_HSM
  ecall
  li a6, 1                      /* HSM_HART_STOP */
  ecall

  .global secondary_start
secondary_start:
  mv tp, a0
  csrw satp, zero
  la t0, own_trap
  csrw stvec, t0
  la sp, stacks                 /* hart 0 has the stack of hypervisor.ld: this one's ends where the next begins */
  li t0, STACK_BYTES
  mv t1, a0
0:
  add sp, sp, t0
  addi t1, t1, -1
  bnez t1, 0b
  li ra, 0
  li s0, 0
  j secondary_main              /* with the number of the hart */

  .data
has_begun:
  .word 0

  .bss
  .balign 16
stacks:
  .space 3 * STACK_BYTES
