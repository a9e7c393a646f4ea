/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What the RISC-V oracle kernel and the host program agree on beside batch.h.
 */
#ifndef ORACLE_RISCV64_MACHINE_H
#define ORACLE_RISCV64_MACHINE_H

/*
 * Memory of QEMU's `virt` machine. The image is there twice. The MMU walks the tables in the flash, which
 * it can read but not write: leaves whose A or D bits it would have to set fault. The kernel reads
 * the other copy, behind which it puts the results.
 *
 *     0x20000000  64 MiB   the beginning of the image with all tables: two banks of flash
 *     0x80357000           the kernel: code, data, stack
 *     0x82000000  32 MiB   the arena: every 16 bytes hold code that tells its own address
 *     0x88000000           the image
 *
 * QEMU 7.2 lets accesses with MPRV use what its TLB holds for the instructions of the kernel, so that
 * these lie at an address that nobody asks for.
 */
#define MACHINE_FLASH_OA 0x20000000
#define MACHINE_FLASH_BYTES 0x4000000
#define MACHINE_KERNEL_OA 0x80357000
#define MACHINE_ARENA_OA 0x82000000
#define MACHINE_ARENA_BYTES 0x2000000
#define MACHINE_IMAGE_OA 0x88000000
#define MACHINE_RAM_END 0xA0000000

/** The arena comes in slots of this many bytes; accesses are asked at slot boundaries. */
#define MACHINE_SLOT_BYTES 16

/** Index in batch.registers. The kernel writes the values as they are. */
enum machine_register {
  REGISTER_SATP,
  REGISTER_HGATP,
  REGISTER_MENVCFG,
};

/**
 * Accesses in S-mode or U-mode, and, by hlv, hsv and a jump, in VS-mode or VU-mode. Status is the
 * mcause of the exception, and detail its mtval; or status is MACHINE_DONE, and detail the physical
 * address of the slot that was reached, divided by MACHINE_SLOT_BYTES: loads read it there, fetches run
 * it, stores are found there.
 */
enum machine_operation {
  LOAD_S,
  LOAD_U,
  STORE_S,
  STORE_U,
  FETCH_S,
  FETCH_U,
  HLV_VS,
  HLV_VU,
  HSV_VS,
  HSV_VU,
  FETCH_VS,
  FETCH_VU,
};
#define MACHINE_DONE 0x1000
#define MACHINE_STORED_ELSEWHERE 0x1001

#endif
