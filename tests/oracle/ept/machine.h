/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What the EPT oracle kernel and the host program agree on beside batch.h.
 */
#ifndef ORACLE_EPT_MACHINE_H
#define ORACLE_EPT_MACHINE_H

/*
 * Memory of the machine that Bochs makes, 1280 MiB. Every batch maps the first 2 MiB at their own address: the
 * guest's code and page tables are there, within the kernel.
 *
 *     0x00010000              the kernel: code, data, stacks
 *     0x04000000  192 MiB     the image
 *     0x10000000              from here on: each batch has its arena somewhere, 8 MiB in which every 16 bytes
 *                             tell their address
 */
#define MACHINE_KERNEL_OA 0x10000
#define MACHINE_FIXED_BYTES 0x200000
#define MACHINE_IMAGE_OA 0x4000000
#define MACHINE_IMAGE_END 0x10000000
#define MACHINE_MEMORY_END 0x50000000
#define MACHINE_ARENA_BYTES 0x800000
#define MACHINE_SLOT_BYTES 16

/** Disk, in sectors of 512 bytes: a boot sector, the kernel, a header, the image, room for the results. */
#define MACHINE_KERNEL_LBA 1
#define MACHINE_KERNEL_SECTORS 127
#define MACHINE_HEADER_LBA 128
#define MACHINE_IMAGE_LBA 129

/** Exit reasons (SDM volume 3, "VMX Basic Exit Reasons"). */
#define REASON_VMCALL 18
#define REASON_EPT_VIOLATION 48
#define REASON_EPT_MISCONFIGURATION 49

#ifndef __ASSEMBLER__

#include <stdint.h>

/** The header: from the one who makes the disk, and back. */
struct machine_disk {
  uint64_t image_bytes;
  uint64_t result_lba;
  uint64_t result_bytes; /* 0 until the kernel is done */
};

/** Index in batch.registers. */
enum machine_register {
  REGISTER_EPTP,
  REGISTER_ARENA_OA,
};

/**
 * The guest, at its level 0, loads eight bytes, stores eight bytes, or jumps to the guest-physical address.
 * Status is the exit reason, with the exit qualification above it from bit 16 on; `vmcall` is the end of an attempt
 * that went well. Detail is then: of a load what was loaded; of a jump what the code there left in RAX, which in
 * an arena is its own output address; of a store what had been at the address before, if the store is to be seen
 * there, else all ones. Otherwise detail is the guest-physical address that the processor reports.
 */
enum machine_operation {
  GUEST_LOAD,
  GUEST_STORE,
  GUEST_FETCH,
};

/** An arena's slot is `movabs $OA, %rax; vmcall`: these are its first eight bytes as a number. */
#define MACHINE_SLOT_WORD(oa) ((uint64_t)(oa) << 16 | 0xB848)
#define MACHINE_SLOT_OA(word) ((word) >> 16)

#endif
#endif
