/* SPDX-License-Identifier: Apache-2.0 */
/* A kernel for images of a real machine: uses the tables that were loaded for it, says so, and halts. It
 * stays in 32-bit code, which long mode runs too.
 */
#define PARAMETERS 0x300000 /* CR3 and CR4, 32 bits each */
#define PORT_DEBUG 0xE9
#define CR0_PG 0x80000000
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
  movl $MSR_EFER, %ecx
  rdmsr
  orl $EFER_FLAGS, %eax
  wrmsr
  movl PARAMETERS + 4, %eax
  movl %eax, %cr4
  movl PARAMETERS, %eax
  movl %eax, %cr3
  movl %cr0, %eax
  orl $CR0_PG, %eax
  movl %eax, %cr0
  movb $'!', %al
  outb %al, $PORT_DEBUG
0:
  hlt
  jmp 0b
