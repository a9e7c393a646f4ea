/* SPDX-License-Identifier: Apache-2.0 */
/* Entry in HS-mode: stack, empty bss, trap vector, then C. */

  .text
  .global hypervisor_start
hypervisor_start:
  csrw satp, zero
  csrw sie, zero
  la t0, own_trap
  csrw stvec, t0
  la sp, stack_top
  la t0, bss_first
  la t1, bss_end
0:
  bgeu t0, t1, 1f
  sd zero, (t0)
  addi t0, t0, 8
  j 0b
1:
  li ra, 0
  li s0, 0
  j main
