/* SPDX-License-Identifier: Apache-2.0 */
/* The program of both guests, position-independent; the hypervisor copies it into their memory.
 * It asks for its next step by ECALL, takes it, and reports by the next ECALL.
 *
 *   to the hypervisor   a0 result of the step
 *   from it             a0 step (enum step in guests.h), a1 address, a2 value
 */

  .section .rodata
  .balign 8
  .global guest_program, guest_program_end
guest_program:
  ecall
  beqz a0, 0f
  li t0, 1
  beq a0, t0, 1f
  jalr a1                       /* STEP_EXECUTE */
  j guest_program
0:
  ld a0, (a1)                   /* STEP_READ */
  j guest_program
1:
  sd a2, (a1)                   /* STEP_WRITE */
  j guest_program
guest_program_end:

/* A function that lies in a page for data: may the guest execute it? */
  .balign 8
  .global guest_function, guest_function_end
guest_function:
  li a0, 0x600d                 /* FUNCTION_RESULT in guests.h */
  ret
guest_function_end:
