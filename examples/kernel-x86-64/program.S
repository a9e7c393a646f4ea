/* SPDX-License-Identifier: Apache-2.0 */
/* The program of every process, position-independent; the kernel copies it into their memory. It asks
 * for its next step by a system call, takes it, and reports by the next call.
 *
 *   to the kernel   RAX result of the step
 *   from it         RDI step (machine.h), RSI address or number, RDX value
 *
 * It runs with RFLAGS.AC set: if that reached the kernel, SMAP would be suspended there. All registers but these and
 * RCX are left alone, and so are the flags until a step needs them.
 */
#include "machine.h"
#include "state.h"

#define RFLAGS_AC 0x40000
#define STRIDE 16

  .macro jump_to_number number, table /* without a change of the flags */
  leaq \table(%rip), %rcx
  leaq (, \number, 8), \number
  leaq (%rcx, \number, 2), %rcx
  jmp *%rcx
  .endm

  .section .rodata
  .balign STRIDE
  .global program, program_end
program:
  pushfq
  orq $RFLAGS_AC, (%rsp)
  popfq
next_step:
  int $VECTOR_SYSTEM_CALL
  jump_to_number %rdi, steps

  .balign STRIDE
steps:
  movq (%rsi), %rax             /* STEP_READ */
  jmp next_step
  .balign STRIDE
  movq %rdx, (%rsi)             /* STEP_WRITE */
  jmp next_step
  .balign STRIDE
  call *%rsi                    /* STEP_EXECUTE */
  jmp next_step
  .balign STRIDE
  jmp fill                      /* STEP_FILL */
  .balign STRIDE
  jmp set                       /* STEP_SET */
  .balign STRIDE
  jmp get                       /* STEP_GET */
  .balign STRIDE
  jump_to_number %rsi, attempts /* STEP_ATTEMPT */
set:
  jump_to_number %rsi, set_words
get:
  jump_to_number %rsi, get_words

fill:                           /* RDX pages get a number each, from RDX down to 1... */
  movq %rsi, %rdi
  movq %rdx, %rcx
0:
  movq %rcx, (%rdi)
  addq $4096, %rdi
  decq %rcx
  jnz 0b
  xorl %eax, %eax
1:                              /* ...and the result is their sum. */
  addq (%rsi), %rax
  addq $4096, %rsi
  decq %rdx
  jnz 1b
  jmp next_step

/* Of each number: what memory it needs lies below the stack pointer. */
#define STUB(...) .balign STRIDE; __VA_ARGS__; jmp next_step;
#define SET_SEGMENT(name) STUB(movl %edx, %name)
#define GET_SEGMENT(name) STUB(movl %name, %eax)
#define SET_MMX(name) STUB(movq %rdx, %name)
#define GET_MMX(name) STUB(movq %name, %rax)
#define SET_VECTOR(n) STUB(vmovq %rdx, %xmm##n; vpbroadcastq %xmm##n, %ymm##n)
#define GET_VECTOR(n) .balign STRIDE; vmovdqu %ymm##n, -64(%rsp); jmp word_of_vector;
#define SET_GENERAL(name) STUB(movq %rdx, %name)
#define GET_GENERAL(name) STUB(movq %name, %rax)
#define ATTEMPT(vector, ...) STUB(__VA_ARGS__)

  .balign STRIDE
set_words:
  WORDS_SEGMENTS(SET_SEGMENT)
  STUB(movw %dx, -8(%rsp); fldcw -8(%rsp))
  STUB(movl %edx, -8(%rsp); ldmxcsr -8(%rsp))
  WORDS_MMX(SET_MMX)
  WORDS_VECTORS(SET_VECTOR)
  WORDS_GENERAL(SET_GENERAL)
  STUB(pushq %rdx; popfq)
  .balign STRIDE
get_words:
  WORDS_SEGMENTS(GET_SEGMENT)
  STUB(fnstcw -8(%rsp); movzwl -8(%rsp), %eax)
  STUB(stmxcsr -8(%rsp); movl -8(%rsp), %eax)
  WORDS_MMX(GET_MMX)
  WORDS_VECTORS(GET_VECTOR)
  WORDS_GENERAL(GET_GENERAL)
  STUB(pushfq; popq %rax)
  .balign STRIDE
attempts:
  ATTEMPTS(ATTEMPT)

word_of_vector:                 /* the one that all four are, else none */
  movq -64(%rsp), %rax
  cmpq -56(%rsp), %rax
  jne 0f
  cmpq -48(%rsp), %rax
  jne 0f
  cmpq -40(%rsp), %rax
  je next_step
0:
  xorl %eax, %eax
  jmp next_step
program_end:

/* A function that lies in a page for data: may it be executed there? */
  .balign 8
  .global function, function_end
function:
  movl $0x600D, %eax            /* FUNCTION_RESULT in process.h */
  ret
function_end:
