/* SPDX-License-Identifier: Apache-2.0 */
/* The program of every process, position-independent; the kernel copies it into their memory. It asks
 * for its next step by a system call, takes it, and reports by the next call.
 *
 *   to the kernel   RAX result of the step
 *   from it         RDI step (machine.h), RSI address, RDX value
 *
 * It runs with RFLAGS.AC set: if that reached the kernel, SMAP would be suspended there.
 */
#include "machine.h"

#define RFLAGS_AC 0x40000

  .section .rodata
  .balign 8
  .global program, program_end
program:
  pushfq
  orq $RFLAGS_AC, (%rsp)
  popfq
next_step:
  int $VECTOR_SYSTEM_CALL
  cmpq $STEP_WRITE, %rdi
  jb 0f
  je 1f
  cmpq $STEP_FILL, %rdi
  je 2f
  call *%rsi                    /* STEP_EXECUTE */
  jmp next_step
0:
  movq (%rsi), %rax             /* STEP_READ */
  jmp next_step
1:
  movq %rdx, (%rsi)             /* STEP_WRITE */
  jmp next_step
2:                              /* STEP_FILL: RDX pages get a number each, from RDX down to 1... */
  movq %rsi, %rdi
  movq %rdx, %rcx
3:
  movq %rcx, (%rdi)
  addq $4096, %rdi
  decq %rcx
  jnz 3b
  xorl %eax, %eax
4:                              /* ...and the result is their sum. */
  addq (%rsi), %rax
  addq $4096, %rsi
  decq %rdx
  jnz 4b
  jmp next_step
program_end:

/* A function that lies in a page for data: may it be executed there? */
  .balign 8
  .global function, function_end
function:
  movl $0x600D, %eax            /* FUNCTION_RESULT in process.h */
  ret
function_end:
