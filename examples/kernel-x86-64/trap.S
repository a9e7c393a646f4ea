/* SPDX-License-Identifier: Apache-2.0 */
/* The ways into the kernel and out of it: exceptions and system calls, a process's turn, and the
 * kernel's own attempts at addresses where it may fault. */
#include "machine.h"

/* struct context in process.h: the registers that trap pushes, vector and error code, and what the
 * processor pushes. */
  .macro registers operation, names:vararg
  .irp name, \names
  \operation %\name
  .endr
  .endm

  .text
/* void enter_user(struct context *context): runs a process until its next exception or system call. */
  .global enter_user
enter_user:
  registers pushq, rbx, rbp, r12, r13, r14, r15
  movq %rsp, kernel_rsp
  leaq CONTEXT_BYTES(%rdi), %rax
  movq %rax, task_state + 4     /* RSP0: the trap fills the context from its end */
  movq %rdi, %rsp
  registers popq, r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax
  addq $16, %rsp                /* vector and error code of the last trap */
  iretq

/* On the stack: vector, error code, and what the processor pushed: RIP, CS... */
trap:
  testb $3, 24(%rsp)
  jz trap_in_kernel
  clac                          /* a gate leaves AC as the program had it, and program.S sets it */
  cld
  registers pushq, rax, rbx, rcx, rdx, rsi, rdi, rbp, r8, r9, r10, r11, r12, r13, r14, r15
  movq kernel_rsp, %rsp
  registers popq, r15, r14, r13, r12, rbp, rbx
  ret

/* Expected in an attempt only. */
trap_in_kernel:
  movq attempt_outcome, %rcx
  testq %rcx, %rcx
  jz 0f
  popq (%rcx)                   /* struct outcome: vector, error, cr2, result */
  popq 8(%rcx)
  movq %cr2, %rax
  movq %rax, 16(%rcx)
  movq attempt_rsp, %rsp
  movq $0, attempt_outcome
  ret
0:
  movq %rsp, %rdi
  call kernel_fault

/*
 * void attempt(uint64_t step, uint64_t address, uint64_t value, struct outcome *outcome)
 *
 * The kernel takes one of the steps that programs take. A fault ends the attempt and is its outcome;
 * else only the result is written.
 */
  .global attempt
attempt:
  movq %rsp, attempt_rsp
  movq %rcx, attempt_outcome
  cmpq $STEP_WRITE, %rdi
  jb 0f
  je 1f
  call *%rsi
  jmp 2f
0:
  movq (%rsi), %rax
  jmp 2f
1:
  movq %rdx, (%rsi)
2:
  movq %rax, 24(%rcx)
  movq $0, attempt_outcome
  ret

/* Entries of 16 bytes for vectors 0 to 31; 8, 10 to 14, 17, 21, 29, 30 come with an error code. */
#define WITH_ERROR_CODE 0x60227D00
  .balign 16
  .global exceptions, system_call
exceptions:
  .set vector, 0
  .rept 32
  .balign 16
  .if !((WITH_ERROR_CODE >> vector) & 1)
  pushq $0
  .endif
  pushq $vector
  jmp trap
  .set vector, vector + 1
  .endr
system_call:
  pushq $0
  pushq $VECTOR_SYSTEM_CALL
  jmp trap

/* void load_descriptors(void): descriptors and vectors, when cpu.c has filled them in. */
  .global load_descriptors
load_descriptors:
  lgdt gdt_pointer
  lidt idt_pointer
  movl $KERNEL_DATA, %eax
  movl %eax, %ss
  movl $TASK, %eax
  ltr %ax
  popq %rax
  pushq $KERNEL_CODE
  pushq %rax
  lretq

  .data
  .balign 16
  .global gdt
gdt:
  .quad 0
  .quad 0x00AF9B000000FFFF      /* KERNEL_CODE */
  .quad 0x00CF93000000FFFF      /* KERNEL_DATA */
  .quad 0x00CFF3000000FFFF      /* USER_DATA */
  .quad 0x00AFFB000000FFFF      /* USER_CODE */
  .quad 0, 0                    /* TASK */
gdt_pointer:
  .word gdt_pointer - gdt - 1
  .quad gdt
idt_pointer:
  .word 16 * (VECTOR_SYSTEM_CALL + 1) - 1
  .quad idt
kernel_rsp:
  .quad 0
attempt_rsp:
  .quad 0
attempt_outcome:
  .quad 0
