/* SPDX-License-Identifier: Apache-2.0 */
/* The program of both guests, position-independent; the hypervisor copies it into their memory.
 * It asks for its next step by HVC, takes it, and reports by the next HVC.
 *
 *   to the hypervisor   X0 result of the step
 *   from it             X0 step (enum step in guests.h), X1 address, X2 value
 */

  .section .rodata
  .balign 8
  .global guest_program, guest_program_end
guest_program:
  hvc #0
  cbz x0, 0f
  cmp x0, #1
  b.eq 1f
  blr x1                        /* STEP_EXECUTE */
  b guest_program
0:
  ldr x0, [x1]                  /* STEP_READ */
  b guest_program
1:
  str x2, [x1]                  /* STEP_WRITE */
  b guest_program
guest_program_end:

/* A function that lies in a page for data: may the guest execute it? */
  .balign 8
  .global guest_function, guest_function_end
guest_function:
  mov x0, #0x600d               /* FUNCTION_RESULT in guests.h */
  ret
guest_function_end:
