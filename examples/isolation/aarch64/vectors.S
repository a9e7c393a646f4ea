/* SPDX-License-Identifier: Apache-2.0 */
/* Into a guest and back: to C, running a guest is a function call. */

  .text

/*
 * void enter_guest(struct guest_registers *registers)
 *
 * Runs the guest with these registers until its next exception to EL2, and returns with what they
 * are then. struct guest_registers (machine.h) is X0 to X30, PC, PSTATE, whether it was by an interrupt.
 */
  .global enter_guest
enter_guest:
  stp x29, x30, [sp, #-112]!
  stp x19, x20, [sp, #16]
  stp x21, x22, [sp, #32]
  stp x23, x24, [sp, #48]
  stp x25, x26, [sp, #64]
  stp x27, x28, [sp, #80]
  str x0, [sp, #96]

  ldp x1, x2, [x0, #248]
  msr elr_el2, x1
  msr spsr_el2, x2
  ldp x2, x3, [x0, #16]
  ldp x4, x5, [x0, #32]
  ldp x6, x7, [x0, #48]
  ldp x8, x9, [x0, #64]
  ldp x10, x11, [x0, #80]
  ldp x12, x13, [x0, #96]
  ldp x14, x15, [x0, #112]
  ldp x16, x17, [x0, #128]
  ldp x18, x19, [x0, #144]
  ldp x20, x21, [x0, #160]
  ldp x22, x23, [x0, #176]
  ldp x24, x25, [x0, #192]
  ldp x26, x27, [x0, #208]
  ldp x28, x29, [x0, #224]
  ldr x30, [x0, #240]
  ldp x0, x1, [x0]
  eret
  dsb nsh                       /* no speculation past ERET */
  isb

leave_guest:                    /* X0 and X1 are on the stack; X1: by an interrupt? */
  ldr x0, [sp, #112]            /* the pointer that enter_guest stored */
  str x1, [x0, #264]
  stp x2, x3, [x0, #16]
  stp x4, x5, [x0, #32]
  stp x6, x7, [x0, #48]
  stp x8, x9, [x0, #64]
  stp x10, x11, [x0, #80]
  stp x12, x13, [x0, #96]
  stp x14, x15, [x0, #112]
  stp x16, x17, [x0, #128]
  stp x18, x19, [x0, #144]
  stp x20, x21, [x0, #160]
  stp x22, x23, [x0, #176]
  stp x24, x25, [x0, #192]
  stp x26, x27, [x0, #208]
  stp x28, x29, [x0, #224]
  str x30, [x0, #240]
  mrs x1, elr_el2
  mrs x2, spsr_el2
  stp x1, x2, [x0, #248]
  ldp x1, x2, [sp], #16
  stp x1, x2, [x0]

  ldp x19, x20, [sp, #16]
  ldp x21, x22, [sp, #32]
  ldp x23, x24, [sp, #48]
  ldp x25, x26, [sp, #64]
  ldp x27, x28, [sp, #80]
  ldp x29, x30, [sp], #112
  ret

/*
 * bool hypervisor_can_read(uint64_t address)
 *
 * If the load ends in an exception, own_exception goes on at `unreadable`.
 */
  .global hypervisor_can_read
hypervisor_can_read:
  ldr x1, [x0]
  mov w0, #1
  ret
unreadable:
  mov w0, #0
  ret

own_exception:
  mrs x1, elr_el2
  adr x2, hypervisor_can_read   /* its first instruction */
  cmp x1, x2
  b.ne unexpected
  adr x1, unreadable
  msr elr_el2, x1
  eret
  dsb nsh
  isb

/* Any other exception is a fault of the hypervisor. */
unexpected:
  adrp x0, stack_top
  mov sp, x0
  b panic

/* Vector table (DDI 0487, "Exception vectors"): 16 entries of 128 bytes, aligned to 2 KiB. */
  .macro vector target
  .balign 128
  b \target
  .endm
  .macro vector_guest interrupted
  .balign 128
  stp x0, x1, [sp, #-16]!
  mov x1, #\interrupted
  b leave_guest
  .endm

  .balign 2048
  .global vectors
vectors:
  .rept 4                       /* EL2 with SP_EL0, never used */
  vector unexpected
  .endr
  vector own_exception          /* EL2: synchronous */
  .rept 3
  vector unexpected
  .endr
  vector_guest 0                /* lower level, AArch64: synchronous, IRQ, FIQ */
  vector_guest 1
  vector_guest 1
  .rept 5                       /* its SError, and AArch32 */
  vector unexpected
  .endr
