/* SPDX-License-Identifier: Apache-2.0 */
/* Two cores, each with a stack of its own; exceptions; the refill handler of docs/loongarch.md. */
#include <loongarch64/refill.inc>

  .section .text.start, "ax"
  .global start
start:
  lu52i.d $t1, $zero, -0x700        /* 0x9000000000000000: the window, DMW0, for PLV 0, coherent cached */
  ori $t0, $t1, 0x11
  csrwr $t0, 0x180
  la.pcrel $t0, 1f                  /* go on there, then leave direct address translation */
  bstrins.d $t0, $zero, 63, 60
  or $t0, $t0, $t1
  jr $t0
1:
  ori $t0, $zero, 0xB0              /* CRMD: PG, DATF and DATM coherent cached */
  csrwr $t0, 0x0
  csrwr $zero, 0x34                 /* SAVE4: no access is under test */
  la.pcrel $t0, exception
  csrwr $t0, 0xc                    /* EENTRY */
  la.pcrel $t0, refill_handler
  bstrins.d $t0, $zero, 63, 60
  csrwr $t0, 0x88                   /* TLBRENTRY, a physical address */
  lu12i.w $t0, 1
  csrwr $t0, 0x4                    /* ECFG: interrupts from other cores alone, one entry */
  csrrd $a0, 0x20                   /* CPUID */
  la.pcrel $sp, stack_top
  slli.d $t0, $a0, 14
  sub.d $sp, $sp, $t0
  bl live_main
0:
  b 0b

  .text

/* Registers that C may change. */
  .macro each operation
  .set at, 0
  .irp register, ra, a0, a1, a2, a3, a4, a5, a6, a7, t0, t1, t2, t3, t4, t5, t6, t7, t8
  \operation $\register, $sp, at
  .set at, at + 8
  .endr
  .endm

  .balign 4096
exception:
  addi.d $sp, $sp, -144
  each st.d
  csrrd $a0, 0x5                    /* ESTAT */
  bl trapped
  each ld.d
  addi.d $sp, $sp, 144
  ertn

  .balign 4096
refill_handler:
  refill 14, 11, 4, 48
