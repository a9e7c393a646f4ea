/* SPDX-License-Identifier: Apache-2.0 */
/* Two cores, each with a stack of its own. The first enters by PVH, in 32-bit code with paging off; the second, which
 * x86_64.c starts, in real mode. */
#define PRESENT_WRITABLE 0x3
#define PAGE_1_GIB 0x83
#define CODE_64 0x08
#define CODE_32 0x10
#define DATA 0x18
#define CR4_PAE_PGE 0xA0
#define MSR_EFER 0xC0000080
#define EFER_FLAGS 0x900        /* NXE, LME */
#define CR0_FLAGS 0x80010031    /* PG, WP, NE, ET, PE */
#define APIC_ID 0xFEE00020
#define TRAMPOLINE 0x8000       /* x86_64.c copies it there */
#define FAULTED (1 << 8)        /* beside the error code */

/* The loader finds the entry in this note: XEN_ELFNOTE_PHYS32_ENTRY. */
  .section .note.pvh, "a", @note
  .balign 4
  .long 4, 4, 18
  .asciz "Xen"
  .long start

  .section .text.start, "ax"
  .code32
  .global start
start:
  cli
  lgdt gdt_pointer
  ljmp $CODE_32, $protected
protected:
  movl $DATA, %eax
  movl %eax, %ds
  movl %eax, %es
  movl %eax, %ss
  movl $CR4_PAE_PGE, %eax
  movl %eax, %cr4
  movl $boot_root, %eax
  movl %eax, %cr3
  movl $MSR_EFER, %ecx
  rdmsr
  orl $EFER_FLAGS, %eax
  wrmsr
  movl $CR0_FLAGS, %eax
  movl %eax, %cr0
  ljmp $CODE_64, $0f
  .code64
0:
  movl $APIC_ID, %edi
  movl (%rdi), %edi
  shrl $24, %edi
  movl %edi, %eax
  shll $14, %eax
  movl $stack_top, %esp
  subq %rax, %rsp
  call live_main

/* To be copied to TRAMPOLINE. */
  .code16
  .global trampoline, trampoline_end
trampoline:
  cli
  xorw %ax, %ax
  movw %ax, %ds
  lgdtl TRAMPOLINE + trampoline_gdt - trampoline
  movl $1, %eax
  movl %eax, %cr0
  ljmpl $CODE_32, $protected
trampoline_gdt:
  .word gdt_pointer - gdt - 1
  .long gdt
trampoline_end:

/* uint64_t attempt_load(uint64_t address, uint64_t *value): 0, or the error code and FAULTED. */
  .code64
  .global attempt_load, attempt_store
attempt_load:
  xorl %eax, %eax
load_here:
  movq (%rdi), %rdx
  movq %rdx, (%rsi)
  ret
attempt_store:
  xorl %eax, %eax
  movq (%rsi), %rdx
store_here:
  movq %rdx, (%rdi)
attempted:
  ret

  .global page_fault, interrupt, load_vectors
page_fault:                     /* on the stack: error code, RIP */
  cmpq $load_here, 8(%rsp)
  je 0f
  cmpq $store_here, 8(%rsp)
  jne panic
0:
  popq %rax
  orl $FAULTED, %eax
  movq $attempted, (%rsp)
  iretq

interrupt:                      /* registers that C may change are kept */
  .irp name, rax, rcx, rdx, rsi, rdi, r8, r9, r10, r11
  pushq %\name
  .endr
  call interrupted
  .irp name, r11, r10, r9, r8, rdi, rsi, rdx, rcx, rax
  popq %\name
  .endr
  iretq

load_vectors:
  lidt vectors_pointer
  ret

  .data
  .balign 8
gdt:
  .quad 0
  .quad 0x00AF9B000000FFFF      /* CODE_64 */
  .quad 0x00CF9B000000FFFF      /* CODE_32 */
  .quad 0x00CF93000000FFFF      /* DATA */
gdt_pointer:
  .word gdt_pointer - gdt - 1
  .quad gdt
vectors_pointer:
  .word 16 * 256 - 1
  .quad vectors

  .balign 4096
boot_root:
  .quad boot_second + PRESENT_WRITABLE
  .fill 511, 8, 0
boot_second:
  .quad PAGE_1_GIB
  .fill 2, 8, 0
  .quad 0xC0000000 + PAGE_1_GIB /* the APIC's */
  .fill 508, 8, 0
