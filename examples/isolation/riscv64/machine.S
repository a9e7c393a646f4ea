/* SPDX-License-Identifier: Apache-2.0 */
/* Entry in M-mode, where there is no firmware: all that it is needed for is to hand the machine to
 * HS-mode. */

  .section .text.start, "ax"
  .global start
start:
  li t0, -1                     /* physical memory protection: one region of all addresses (NAPOT) */
  csrw pmpaddr0, t0
  li t0, 0x1f                   /* ...to read, write and execute */
  csrw pmpcfg0, t0
  li t0, -1                     /* whatever can be delegated goes to HS-mode */
  csrw medeleg, t0
  csrw mideleg, t0
  csrw mcounteren, t0           /* HS-mode has all counters, and all that menvcfg enables */
  csrw menvcfg, t0
  la t0, machine_trap
  csrw mtvec, t0
  li t0, 3 << 11                /* mstatus.MPP: MRET leads to S-mode, and MPV is 0: to HS-mode */
  csrc mstatus, t0
  li t0, 1 << 11
  csrs mstatus, t0
  la t0, hypervisor_start
  csrw mepc, t0
  mret

/* What cannot be delegated is an error: ends the machine with status 1 (FINISHER_OA in machine.h). */
  .balign 4
machine_trap:
  li t0, 0x100000
  li t1, 0x13333
  sw t1, (t0)
  j machine_trap
