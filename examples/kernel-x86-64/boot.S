/* SPDX-License-Identifier: Apache-2.0 */
/* Entry by PVH: 32-bit code with paging off. Tables that serve until the kernel has made its own map
 * the first GiB where it is, in the direct map, and where the kernel is linked to. */
#include "machine.h"

#define PRESENT_WRITABLE 0x3
#define PAGE_1_GIB 0x83
#define BOOT_CODE 0x08
#define CR4_PAE 0x20
#define MSR_EFER 0xC0000080
#define EFER_FLAGS 0x900 /* NXE, LME */
#define CR0_FLAGS 0x80010031 /* PG, WP, NE, ET, PE */

/* The loader finds the entry in this note: XEN_ELFNOTE_PHYS32_ENTRY. */
  .section .note.pvh, "a", @note
  .balign 4
  .long 4, 4, 18
  .asciz "Xen"
  .long start

  .section .boot, "awx"
  .code32
  .global start
start:
  cli
  lgdt boot_gdt_pointer
  movl $CR4_PAE, %eax
  movl %eax, %cr4
  movl $boot_root, %eax
  movl %eax, %cr3
  movl $MSR_EFER, %ecx
  rdmsr
  orl $EFER_FLAGS, %eax
  wrmsr
  movl $CR0_FLAGS, %eax
  movl %eax, %cr0
  ljmp $BOOT_CODE, $0f
  .code64
0:
  movabsq $upper_half, %rax
  jmp *%rax

  .balign 8
boot_gdt:
  .quad 0
  .quad 0x00AF9B000000FFFF      /* BOOT_CODE: 64-bit, level 0 */
boot_gdt_pointer:
  .word boot_gdt_pointer - boot_gdt - 1
  .quad boot_gdt

  .balign 4096
boot_root:
  .quad boot_second + PRESENT_WRITABLE
  .fill 255, 8, 0
  .quad boot_second + PRESENT_WRITABLE /* at DIRECT */
  .fill 254, 8, 0
  .quad boot_second + PRESENT_WRITABLE
boot_second:
  .quad PAGE_1_GIB
  .fill 509, 8, 0
  .quad PAGE_1_GIB              /* at KERNEL_BASE */
  .quad 0

  .text
upper_half:
  movq $stack_top, %rsp
  xorl %eax, %eax
  movl %eax, %ss
  movl %eax, %ds
  movl %eax, %es
  movl %eax, %fs
  movl %eax, %gs
  call main
  ud2
