/* SPDX-License-Identifier: Apache-2.0 */
/* Entry, and the semihosting call, whose three instructions must be these, uncompressed and in one
 * page. */
  .section .text.start, "ax"
  .global start
start:
  la sp, stack_top
  la t0, kernel_panic
  csrw mtvec, t0
  call kernel_main
0:
  j 0b

/* uint64_t semihost(uint64_t operation, const void *parameters) */
  .text
  .option norvc
  .balign 16
  .global semihost
semihost:
  slli zero, zero, 0x1f
  ebreak
  srai zero, zero, 7
  ret
