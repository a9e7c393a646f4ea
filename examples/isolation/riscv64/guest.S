/* SPDX-License-Identifier: Apache-2.0 */
/* The program of both guests, position-independent; the hypervisor copies it into their memory.
 * It asks for its next step by ECALL, takes it, and reports by the next ECALL.
 *
 *   to the hypervisor   a0 result of the step
 *   from it             a0 step (enum step in guests.h), a1 address or number, a2 value
 *
 * All registers but these, t0 and t1 are left alone.
 */
#include "state.h"

  .option arch, +d, +v
  .option norelax

  .section .rodata
  .balign 8
  .global guest_program, guest_program_end, guest_attempts
guest_program:
  ecall
  beqz a0, 0f
  li t0, 1
  beq a0, t0, 1f
  li t0, 2
  beq a0, t0, 2f
  lla t0, set_words
  addi a0, a0, -3
  beqz a0, 3f                   /* STEP_SET */
  lla t0, get_words
  addi a0, a0, -1
  beqz a0, 3f                   /* STEP_GET */
  lla t0, guest_attempts        /* STEP_ATTEMPT */
3:
  slli t1, a1, 3
  add t1, t1, t0
  jr t1
0:
  ld a0, (a1)                   /* STEP_READ */
  j guest_program
1:
  sd a2, (a1)                   /* STEP_WRITE */
  j guest_program
2:
  jalr t1, (a1)                 /* STEP_EXECUTE */
  j guest_program

/* Two instructions for each number. */
#define SET_SYSTEM(guest, own, tried, fixed) csrw guest, a2; j guest_program;
#define GET_SYSTEM(guest, own, tried, fixed) csrr a0, guest; j guest_program;
#define SET_F(n) fmv.d.x f##n, a2; j guest_program;
#define GET_F(n) fmv.x.d a0, f##n; j guest_program;
#define SET_GENERAL(name) mv name, a2; j guest_program;
#define GET_GENERAL(name) mv a0, name; j guest_program;
#define ATTEMPT(cause, ...) __VA_ARGS__; j guest_program;

set_words:
  SYSTEM_WORDS(SET_SYSTEM) WORDS_F(SET_F) WORDS_GENERAL(SET_GENERAL)
get_words:
  SYSTEM_WORDS(GET_SYSTEM) WORDS_F(GET_F) WORDS_GENERAL(GET_GENERAL)
guest_attempts:
  ATTEMPTS(ATTEMPT)
guest_program_end:

/* A function that lies in a page for data: may the guest execute it? It was called with t1 as its link. */
  .balign 8
  .global guest_function, guest_function_end
guest_function:
  li a0, 0x600d                 /* FUNCTION_RESULT in guests.h */
  jr t1
guest_function_end:
