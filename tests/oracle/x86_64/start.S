/* SPDX-License-Identifier: Apache-2.0 */
/* Entry, switch of tables, exceptions, and the attempt at an address under test. */
#include "machine.h"

#define CODE_64 0x08
#define DATA 0x10
#define CODE_32 0x18
#define TASK 0x20
#define USER_DATA 0x33
#define USER_CODE_64 0x3B

#define CR0_PE 0x1
#define CR0_PG 0x80000000
#define CR0_FLAGS 0x10031 /* WP, NE, ET, PE */
#define CR4_PAE 0x20
#define MSR_EFER 0xC0000080
#define EFER_FLAGS 0x900 /* NXE, LME */

/* PVH: the loader finds the 32-bit entry in this note. */
  .section .note.pvh, "a", @note
  .balign 4
  .long 4, 4, 18                /* XEN_ELFNOTE_PHYS32_ENTRY */
  .asciz "Xen"
  .long start

  .text
  .code32
  .global start
start:
  cli
  lgdt gdt_pointer
  movl $stack_top, %esp
  movl $CR0_FLAGS, %eax
  movl %eax, %cr0

  /* The kernel's own tables: 1 TiB as it is, in pages of 1 GiB. */
  movl $own_middle, %edi
  xorl %ecx, %ecx
0:
  movl %ecx, %eax
  shll $30, %eax
  orl $0x83, %eax               /* present, writable, maps memory */
  movl %eax, (%edi,%ecx,8)
  movl %ecx, %eax
  shrl $2, %eax
  movl %eax, 4(%edi,%ecx,8)
  incl %ecx
  cmpl $1024, %ecx
  jb 0b
  movl $own_middle + 3, own_root
  movl $own_middle + 0x1000 + 3, own_root + 8

  movl $MSR_EFER, %ecx
  rdmsr
  orl $EFER_FLAGS, %eax
  wrmsr
  movl $own_root, %edi
  movl $CR4_PAE, %esi
  movl %edi, %cr3
  movl %esi, %cr4
  movl %cr0, %eax
  orl $CR0_PG, %eax
  movl %eax, %cr0
  ljmp $CODE_64, $1f
  .code64
1:
  movw $DATA, %ax
  movw %ax, %ss
  lidt idt_pointer
  call kernel_main
  jmp kernel_panic

/*
 * void use_tables(uint64_t cr3, uint64_t cr4)
 *
 * By way of 32-bit code with paging off: nothing else changes the number of levels, and no TLB entry stays.
 */
  .global use_tables
use_tables:
  pushq $CODE_32
  pushq $paging_off
  lretq
  .code32
paging_off:
  movl $CR0_FLAGS, %eax
  movl %eax, %cr0
  movl %esi, %cr4
  movl %edi, %cr3
  orl $CR0_PG, %eax
  movl %eax, %cr0
  ljmp $CODE_64, $paging_on
  .code64
paging_on:
  ret

/*
 * void attempt(struct attempt *attempt)
 *
 * Jumps to attempt->rip, at level 3 if attempt->user is not 0, and comes back with the next exception.
 * An exception while there is no attempt is the kernel's own fault.
 */
#define ATTEMPT_RIP 0
#define ATTEMPT_USER 8
#define ATTEMPT_RDI 16
#define ATTEMPT_RSI 24
#define ATTEMPT_VECTOR 32
#define ATTEMPT_ERROR 40
#define ATTEMPT_RAX 48
#define ATTEMPT_CR2 56

  .global attempt
attempt:
  pushq %rbx
  pushq %rbp
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, saved_rsp
  movq %rdi, current
  movl $DATA, %eax
  movl $CODE_64, %ecx
  cmpq $0, ATTEMPT_USER(%rdi)
  je 0f
  movl $USER_DATA, %eax
  movl $USER_CODE_64, %ecx
0:
  pushq %rax                    /* SS */
  pushq $0                      /* RSP: never used */
  pushq $2                      /* RFLAGS: no interrupts */
  pushq %rcx                    /* CS */
  pushq ATTEMPT_RIP(%rdi)
  movq ATTEMPT_RSI(%rdi), %rsi
  movq ATTEMPT_RDI(%rdi), %rdi
  xorl %eax, %eax
  iretq

/* On the exceptions' own stack: vector, error code, then what the processor pushes. */
exception:
  cmpq $0, current
  je kernel_panic
  movq current, %rdi
  movq $0, current
  movq %rax, ATTEMPT_RAX(%rdi)
  popq ATTEMPT_VECTOR(%rdi)
  popq ATTEMPT_ERROR(%rdi)
  movq %cr2, %rax
  movq %rax, ATTEMPT_CR2(%rdi)
  movq saved_rsp, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbp
  popq %rbx
  ret

/* Entries of 16 bytes for vectors 0 to 31; 8, 10 to 14, 17, 21, 29, 30 come with an error code. */
#define WITH_ERROR_CODE 0x60227D00
  .balign 16
  .global exceptions
exceptions:
  .set vector, 0
  .rept 32
  .balign 16
  .if !((WITH_ERROR_CODE >> vector) & 1)
  pushq $0
  .endif
  pushq $vector
  jmp exception
  .set vector, vector + 1
  .endr

/* What loads and stores; the copy for user mode has a page of its own. */
  .macro stubs level
  .global load_\level, store_\level
load_\level:
  movq (%rdi), %rax
  int3
store_\level:
  movq %rsi, (%rdi)
  int3
  .endm
  stubs 0
  .section .stubs, "ax"
  stubs 3

  .data
  .balign 16
  .global gdt, task_state, exception_stack_top
gdt:
  .quad 0
  .quad 0x00AF9B000000FFFF      /* CODE_64 */
  .quad 0x00CF93000000FFFF      /* DATA */
  .quad 0x00CF9B000000FFFF      /* CODE_32 */
  .quad 0, 0                    /* TASK: filled in by the kernel */
  .quad 0x00CFF3000000FFFF      /* USER_DATA */
  .quad 0x00AFFB000000FFFF      /* USER_CODE_64 */
gdt_pointer:
  .word gdt_pointer - gdt - 1
  .quad gdt
idt_pointer:
  .word 32 * 16 - 1
  .quad idt
saved_rsp:
  .quad 0
current:
  .quad 0

  .bss
  .balign 4096
own_root:
  .skip 4096
own_middle:
  .skip 8192
  .global own_root
stack_bottom:
  .skip 16384
stack_top:
  .skip 4096
exception_stack_top:
