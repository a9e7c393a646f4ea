/* SPDX-License-Identifier: Apache-2.0 */
/* Entry, entry to the guest, and what the guest executes. */

  .section .text.start, "ax"
  .code64
  .global start
start:
  movl $bss_start, %edi
  movl $bss_end, %ecx
  subl %edi, %ecx
  xorl %eax, %eax
  rep stosb
  movl $stack_top, %esp
  call kernel_main
0:
  hlt
  jmp 0b

  .text
/*
 * uint64_t enter_guest(uint64_t *rax, uint64_t rdi, uint64_t rsi, uint64_t launched)
 *
 * Runs the guest with these registers up to its next exit. Returns 0, with the guest's RAX in *rax; or 1 if the
 * entry fails.
 */
#define VMCS_HOST_RSP 0x6C14
#define VMCS_HOST_RIP 0x6C16

  .global enter_guest
enter_guest:
  pushq %rbx
  pushq %rbp
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  pushq %rdi
  movl $VMCS_HOST_RSP, %eax
  vmwrite %rsp, %rax
  movl $guest_exits, %r8d
  movl $VMCS_HOST_RIP, %eax
  vmwrite %r8, %rax
  movq (%rdi), %rax
  movq %rsi, %rdi
  movq %rdx, %rsi
  testq %rcx, %rcx
  jnz 0f
  vmlaunch
  jmp 1f
0:
  vmresume
1:
  popq %rdi
  movl $1, %eax
  jmp 2f
guest_exits:
  popq %rdi
  movq %rax, (%rdi)
  xorl %eax, %eax
2:
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbp
  popq %rbx
  ret

/* The guest's code. */
  .global guest_load, guest_store, guest_fetch
guest_load:
  movq (%rdi), %rax
  vmcall
guest_store:
  movq %rsi, (%rdi)
  vmcall
guest_fetch:
  jmp *%rdi

  .bss
  .balign 16
  .skip 8192
stack_top:
