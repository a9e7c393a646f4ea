/* SPDX-License-Identifier: Apache-2.0 */
/* The entry to a guest, and what it executes. */
#include "machine.h"

  .text
/*
 * void svm_enter(uint64_t *vmcb, uint64_t rdi, uint64_t rsi)
 *
 * Runs the guest with these registers up to its next exit. Its RAX is in the VMCB; beside that its code changes RSI.
 */
  .global svm_enter
svm_enter:
  movq %rdi, %rax
  movq %rsi, %rdi
  movq %rdx, %rsi
  vmrun %rax
  ret

  .global svm_load, svm_store
svm_load:
  movq (%rdi), %rax
  vmmcall

/* Stores a byte that no slot uses, sees whether it is there, does the same with its complement, and loads the slot. */
svm_store:
  movb %sil, MACHINE_SPARE_BYTE(%rdi)
  cmpb %sil, MACHINE_SPARE_BYTE(%rdi)
  jne 0f
  notb %sil
  movb %sil, MACHINE_SPARE_BYTE(%rdi)
  cmpb %sil, MACHINE_SPARE_BYTE(%rdi)
  jne 0f
  movq (%rdi), %rax
  vmmcall
0:
  movq $-1, %rax
  vmmcall
