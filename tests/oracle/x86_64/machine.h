/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What the x86-64 oracle kernel and the host program agree on beside batch.h.
 */
#ifndef ORACLE_X86_64_MACHINE_H
#define ORACLE_X86_64_MACHINE_H

/*
 * Memory of QEMU's `pc` machine. Every batch maps the kernel's 2 MiB at their own address for the kernel,
 * and the stubs' page for user mode.
 *
 *     0x00200000    2 MiB   the kernel: code, data, stacks
 *     0x00400000    4 KiB   stubs: what user mode executes to load and store
 *     0x04000000  448 MiB   the image
 *     0x20000000            from here on to the end of memory, but for the hole below 4 GiB: each batch
 *                           has its arena somewhere, 8 MiB in which every 16 bytes tell their address
 */
#define MACHINE_KERNEL_OA 0x200000
#define MACHINE_KERNEL_BYTES 0x200000
#define MACHINE_STUBS_OA 0x400000
#define MACHINE_IMAGE_OA 0x4000000
#define MACHINE_IMAGE_END 0x20000000
#define MACHINE_HOLE_OA 0xC0000000
#define MACHINE_HOLE_END 0x100000000
#define MACHINE_ARENA_BYTES 0x800000
#define MACHINE_SLOT_BYTES 16
#define MACHINE_SPARE_BYTE 15 /* of a slot: not used */

/** Vectors (SDM volume 3, "Protected-Mode Exceptions and Interrupts"). */
#define VECTOR_BREAKPOINT 3
#define VECTOR_GENERAL_PROTECTION 13
#define VECTOR_PAGE_FAULT 14

#ifndef __ASSEMBLER__

/** Exit codes of a guest (APM volume 2, "SVM Intercept Exit Codes"). */
#define EXIT_VMMCALL 0x81
#define EXIT_NESTED_PAGE_FAULT 0x400

/** Index in batch.registers. */
enum machine_register {
  REGISTER_CR3,
  REGISTER_NESTED_CR3, /* not 0: these tables are a guest's nested tables, and there is no CR3 */
  REGISTER_CR4,
  REGISTER_PAT,
  REGISTER_ARENA_OA,   /* 0: none, nothing that the batch maps is in memory */
};

/**
 * At privilege level 0 or 3: load eight bytes, store eight bytes, or jump to the address. Status is the
 * vector of the exception that ended the attempt in bits 7:0 and its error code above; a breakpoint is the
 * end of one that went well. Detail is then: of a load what was loaded; of a jump what the code there left in
 * RAX, which in an arena is its own output address; of a store what had been at the address before, if the
 * store is to be seen there, else all ones. For a page fault detail is CR2, for another exception 0.
 *
 * The GUEST_ operations do so in a guest, at its level 0, at a guest-physical address. Status is the guest's exit code,
 * with EXITINFO1 above it from bit 16 on; `vmmcall` is the end of one that went well. A store is one of a byte,
 * MACHINE_SPARE_BYTE beyond the address. Detail is as above, or else EXITINFO2.
 */
enum machine_operation {
  LOAD_0,
  STORE_0,
  FETCH_0,
  LOAD_3,
  STORE_3,
  FETCH_3,
  GUEST_LOAD,
  GUEST_STORE,
  GUEST_FETCH,
};

/** An arena's slot is `movabs $OA, %rax; int3`, for a guest `vmmcall`: these are its first eight bytes as a number. */
#define MACHINE_SLOT_WORD(oa) ((uint64_t)(oa) << 16 | 0xB848)
#define MACHINE_SLOT_OA(word) ((word) >> 16)

#endif
#endif
