/* SPDX-License-Identifier: Apache-2.0 */
/* Entry, exceptions, the access to an address under test, and the refill handlers. */
#include "machine.h"
#include "refill.inc"

  .section .text.start, "ax"
  .global start
start:
  li.d $t0, MACHINE_WINDOW + 0x19   /* DMW0: for PLV 0 and 3, coherent cached */
  csrwr $t0, 0x180
  li.d $t0, MACHINE_DEVICES + 0x01  /* DMW1: for PLV 0, strongly-ordered uncached */
  csrwr $t0, 0x181
  la.pcrel $t0, 1f                  /* go on in the window, then leave direct address translation */
  li.d $t1, MACHINE_WINDOW
  bstrins.d $t0, $zero, 63, 60
  or $t0, $t0, $t1
  jr $t0
1:
  li.w $t0, 0xB0                    /* CRMD: PG, DATF and DATM coherent cached */
  csrwr $t0, 0x0
  csrwr $zero, 0x4                  /* ECFG: no interrupts, one entry */
  la.pcrel $t0, exception
  csrwr $t0, 0xc                    /* EENTRY */
  la.pcrel $sp, stack_top
  bl kernel_main
0:
  b 0b

  .text

/*
 * void access(uint64_t address, uint64_t value, uint64_t code, uint64_t level, struct access *out)
 *
 * Goes to `code` at privilege level `level` with A1 = address, A2 = value, and comes back with the next
 * exception: out->estat, out->badv, and A0 as it was then in out->a0.
 */
  .global access
access:
  addi.d $sp, $sp, -112
  st.d $ra, $sp, 0
  st.d $s0, $sp, 8
  st.d $s1, $sp, 16
  st.d $s2, $sp, 24
  st.d $s3, $sp, 32
  st.d $s4, $sp, 40
  st.d $s5, $sp, 48
  st.d $s6, $sp, 56
  st.d $s7, $sp, 64
  st.d $s8, $sp, 72
  st.d $fp, $sp, 80
  st.d $a4, $sp, 88
  csrwr $a3, 0x1                    /* PRMD: the level, no interrupts */
  csrwr $a2, 0x6                    /* ERA */
  or $a2, $a1, $zero
  or $a1, $a0, $zero
  or $t0, $sp, $zero
  csrwr $t0, 0x33                   /* SAVE3: the stack */
  or $a0, $zero, $zero
  ertn

  .balign 4096
exception:
  csrwr $sp, 0x33                   /* the stack, or 0 if nothing was under test */
  beqz $sp, panic
  csrwr $zero, 0x33
  ld.d $a4, $sp, 88
  csrrd $t0, 0x5
  st.d $t0, $a4, 0
  csrrd $t0, 0x7
  st.d $t0, $a4, 8
  st.d $a0, $a4, 16
  ld.d $ra, $sp, 0
  ld.d $s0, $sp, 8
  ld.d $s1, $sp, 16
  ld.d $s2, $sp, 24
  ld.d $s3, $sp, 32
  ld.d $s4, $sp, 40
  ld.d $s5, $sp, 48
  ld.d $s6, $sp, 56
  ld.d $s7, $sp, 64
  ld.d $s8, $sp, 72
  ld.d $fp, $sp, 80
  addi.d $sp, $sp, 112
  ret
panic:
  la.pcrel $sp, stack_top
  b kernel_panic

  .global load_code
load_code:
  ld.d $a0, $a1, 0
  syscall 0

  .global store_code
store_code:
  st.d $a2, $a1, 0
  syscall 0

  .balign 4096
  .global refill_handlers
refill_handlers:
  .irp bits, 31, 32, 33, 34, 35, 36, 37, 38, 39
  .balign 4096
  refill 12, 9, 3, \bits
  .endr
  .irp bits, 40, 41, 42, 43, 44, 45, 46, 47, 48
  .balign 4096
  refill 12, 9, 4, \bits
  .endr
  .irp bits, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47
  .balign 4096
  refill 14, 11, 3, \bits
  .endr
  .balign 4096
  refill 14, 11, 4, 48
