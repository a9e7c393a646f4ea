/* SPDX-License-Identifier: Apache-2.0 */
/* Entry at EL2 with the MMU off: stack, empty bss, vectors, then C. */

  .section .text.start, "ax"
  .global start
start:
  bl core_begin
  adrp x0, stack_top
  mov sp, x0
  ldr x0, =bss_first
  ldr x1, =bss_end
0:
  cmp x0, x1
  b.hs 1f
  str xzr, [x0], #8
  b 0b
1:
  mov x29, xzr
  mov x30, xzr
  b main

/* What every core needs first; X0 is left alone. */
  .global core_begin
core_begin:
  msr daifset, #0xf
  mov x1, #0x80000000           /* HCR_EL2.RW: guests run AArch64; stage 2 is off so far */
  msr hcr_el2, x1
  mov x1, #0x33ff               /* CPTR_EL2: RES1 bits; SVE and SME are trapped */
  msr cptr_el2, x1
  adr x1, vectors
  msr vbar_el2, x1
  isb
  ret
