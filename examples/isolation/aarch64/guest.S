/* SPDX-License-Identifier: Apache-2.0 */
/* The program of both guests, position-independent; the hypervisor copies it into their memory.
 * It asks for its next step by HVC, takes it, and reports by the next HVC.
 *
 *   to the hypervisor   X0 result of the step
 *   from it             X0 step (enum step in guests.h), X1 address or number, X2 value
 *
 * Flags, and all registers but X0 to X3, are left alone.
 */
#include "state.h"

  .arch_extension fp
  .arch_extension simd
  .arch_extension sve

  .section .rodata
  .balign 8
  .global guest_program, guest_program_end
guest_program:
  hvc #0
  cbz x0, 0f
  sub x3, x0, #1
  cbz x3, 1f
  sub x3, x0, #2
  cbz x3, 2f
  adr x3, set_words             /* STEP_SET, STEP_GET, STEP_ATTEMPT: 0b011, 0b100, 0b101 */
  tbz x0, #2, 3f
  adr x3, get_words
  tbz x0, #0, 3f
  adr x3, attempts
3:
  add x3, x3, x1, lsl #3
  br x3
0:
  ldr x0, [x1]                  /* STEP_READ */
  b guest_program
1:
  str x2, [x1]                  /* STEP_WRITE */
  b guest_program
2:
  blr x1                        /* STEP_EXECUTE */
  b guest_program

/* Two instructions for each number. */
#define SET_SYSTEM(name, guest, own, tried, fixed) msr guest, x2; b guest_program;
#define GET_SYSTEM(name, guest, own, tried, fixed) mrs x0, guest; b guest_program;
#define SET_VECTOR(n) mov v##n.d[0], x2; b guest_program; mov v##n.d[1], x2; b guest_program;
#define GET_VECTOR(n) mov x0, v##n.d[0]; b guest_program; mov x0, v##n.d[1]; b guest_program;
#define SET_GENERAL(name) mov name, x2; b guest_program;
#define GET_GENERAL(name) mov x0, name; b guest_program;
#define ATTEMPT(syndrome, ...) __VA_ARGS__; b guest_program;

set_words:
  WORDS_TRANSLATION(SET_SYSTEM) WORDS_EXCEPTIONS(SET_SYSTEM) WORDS_THREADS(SET_SYSTEM)
  SET_GENERAL(sp)
  WORDS_CONTROL(SET_SYSTEM) WORDS_FLOATING(SET_SYSTEM)
  WORDS_VECTORS(SET_VECTOR)
  WORDS_GENERAL(SET_GENERAL)
  SET_SYSTEM(, nzcv, , , )
get_words:
  WORDS_TRANSLATION(GET_SYSTEM) WORDS_EXCEPTIONS(GET_SYSTEM) WORDS_THREADS(GET_SYSTEM)
  GET_GENERAL(sp)
  WORDS_CONTROL(GET_SYSTEM) WORDS_FLOATING(GET_SYSTEM)
  WORDS_VECTORS(GET_VECTOR)
  WORDS_GENERAL(GET_GENERAL)
  GET_SYSTEM(, nzcv, , , )
attempts:
  ATTEMPTS(ATTEMPT)
guest_program_end:

/* A function that lies in a page for data: may the guest execute it? */
  .balign 8
  .global guest_function, guest_function_end
guest_function:
  mov x0, #0x600d               /* FUNCTION_RESULT in guests.h */
  ret
guest_function_end:
