/* SPDX-License-Identifier: Apache-2.0 */
/* The boot sector: has the BIOS load the kernel, makes tables for the first 4 GiB, and goes there in 64-bit mode. */
#include "machine.h"

#define ROOT 0x1000
#define MIDDLE 0x2000
#define LEAF 0x83               /* present, writable, maps memory */

  .code16
  .section .text
  .global boot
boot:
  cli
  xorw %ax, %ax
  movw %ax, %ds
  movw %ax, %es
  movw %ax, %ss
  movw $0x7C00, %sp
  movw $packet, %si
  movb $0x42, %ah               /* extended read; the drive's number is in DL */
  int $0x13
  inb $0x92, %al                /* address line 20 */
  orb $2, %al
  outb %al, $0x92

  cld
  movw $ROOT, %di
  xorl %eax, %eax
  movw $2048, %cx
  rep stosl
  movl $MIDDLE + 3, ROOT
  movl $LEAF, MIDDLE
  movl $0x40000000 + LEAF, MIDDLE + 8
  movl $0x80000000 + LEAF, MIDDLE + 16
  movl $0xC0000000 + LEAF, MIDDLE + 24

  movl $0x20, %eax              /* PAE */
  movl %eax, %cr4
  movl $ROOT, %eax
  movl %eax, %cr3
  movl $0xC0000080, %ecx        /* IA32_EFER: NXE, LME */
  rdmsr
  orl $0x900, %eax
  wrmsr
  lgdt gdt_pointer
  movl $0x80010031, %eax        /* PG, WP, NE, ET, PE */
  movl %eax, %cr0
  ljmp $8, $long_mode
  .code64
long_mode:
  movl $0x10, %eax
  movl %eax, %ds
  movl %eax, %es
  movl %eax, %ss
  movl $MACHINE_KERNEL_OA, %eax
  jmp *%rax

  .balign 8
packet:
  .byte 16, 0
  .word MACHINE_KERNEL_SECTORS, 0, MACHINE_KERNEL_OA >> 4
  .quad MACHINE_KERNEL_LBA
gdt:
  .quad 0, 0x00AF9B000000FFFF, 0x00CF93000000FFFF, 0x0000890000000067
gdt_pointer:
  .word gdt_pointer - gdt - 1
  .long gdt
  .org 510
  .word 0xAA55
