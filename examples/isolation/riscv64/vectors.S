/* SPDX-License-Identifier: Apache-2.0 */
/* Into a guest and back: to C, running a guest is a function call. */

  .text

/*
 * void enter_guest(struct guest_registers *registers)
 *
 * Runs the guest with these registers until its next trap to HS-mode, and returns with what they are
 * then. struct guest_registers (machine.h) is x0 to x31, pc, mode. Meanwhile sscratch is the hypervisor's
 * stack pointer.
 */
  .global enter_guest
enter_guest:
  addi sp, sp, -128
  sc.d t0, zero, (sp)           /* whoever ran before loses its reservation */
  sd ra, 0(sp)
  sd gp, 8(sp)
  sd tp, 16(sp)
  sd s0, 24(sp)
  sd s1, 32(sp)
  sd s2, 40(sp)
  sd s3, 48(sp)
  sd s4, 56(sp)
  sd s5, 64(sp)
  sd s6, 72(sp)
  sd s7, 80(sp)
  sd s8, 88(sp)
  sd s9, 96(sp)
  sd s10, 104(sp)
  sd s11, 112(sp)
  sd a0, 120(sp)
  csrw sscratch, sp

  la t0, leave_guest
  csrw stvec, t0
  ld t0, 256(a0)
  csrw sepc, t0
  li t0, 1 << 7                 /* hstatus.SPV: SRET leads to a guest... */
  csrs hstatus, t0
  li t0, 1 << 8                 /* ...sstatus.SPP: to its VS-mode, or VU-mode */
  csrc sstatus, t0
  ld t0, 264(a0)
  csrs sstatus, t0
  .irp n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
  ld x\n, 8 * \n(a0)
  .endr
  ld a0, 80(a0)
  sret

  .balign 4
leave_guest:
  csrrw sp, sscratch, sp
  addi sp, sp, -16
  sd a0, 0(sp)
  ld a0, 136(sp)                /* the pointer that enter_guest stored */
  .irp n, 1, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
  sd x\n, 8 * \n(a0)
  .endr
  ld t0, 0(sp)
  sd t0, 80(a0)
  csrr t0, sscratch
  sd t0, 16(a0)
  csrr t0, sepc
  sd t0, 256(a0)
  csrr t0, sstatus
  andi t0, t0, 1 << 8
  sd t0, 264(a0)
  la t0, own_trap
  csrw stvec, t0

  addi sp, sp, 16
  ld ra, 0(sp)
  ld gp, 8(sp)
  ld tp, 16(sp)
  ld s0, 24(sp)
  ld s1, 32(sp)
  ld s2, 40(sp)
  ld s3, 48(sp)
  ld s4, 56(sp)
  ld s5, 64(sp)
  ld s6, 72(sp)
  ld s7, 80(sp)
  ld s8, 88(sp)
  ld s9, 96(sp)
  ld s10, 104(sp)
  ld s11, 112(sp)
  addi sp, sp, 128
  ret

/* A trap while the hypervisor runs is a fault of the hypervisor. */
  .balign 4
  .global own_trap
own_trap:
  la sp, stack_top
  j panic
