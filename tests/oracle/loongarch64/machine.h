/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What the LoongArch oracle kernel and the host program agree on beside batch.h.
 */
#ifndef ORACLE_LOONGARCH64_MACHINE_H
#define ORACLE_LOONGARCH64_MACHINE_H

/*
 * Memory of QEMU's `virt` machine: 256 MiB of RAM from 0, the rest from 0x90000000. The kernel runs in a
 * direct mapped window (virtual addresses from MACHINE_WINDOW), outside the tables under test.
 *
 *     0x00000000            tables of batches with REGISTER_COPY_BYTES
 *     0x08000000            the kernel: code, data, stack
 *     0x92000000  32 MiB    the arena: every 16 bytes hold code that tells its own address
 *     0x94000000            the image
 */
#define MACHINE_WINDOW 0x9000000000000000
#define MACHINE_DEVICES 0x8000000000000000 /* the same, uncached */
#define MACHINE_ARENA_OA 0x92000000
#define MACHINE_ARENA_BYTES 0x2000000
#define MACHINE_IMAGE_OA 0x94000000
#define MACHINE_RAM_END 0xB0000000

/** Code in the arena comes in slots of this many bytes; queries are asked at slot boundaries. */
#define MACHINE_SLOT_BYTES 16

/** The refill handlers: every geometry has one, each in a page of its own. */
#define MACHINE_REFILL_4K 0  /* input sizes from 31 bits on */
#define MACHINE_REFILL_16K 18 /* from 37 bits on */

#ifndef __ASSEMBLER__

#include <stdint.h>

/** Index in batch.registers. */
enum machine_register {
  REGISTER_PGD,    /* CSR.PGDL and CSR.PGDH */
  REGISTER_STLBPS, /* CSR.STLBPS: log2 of the page size */
  REGISTER_REFILL, /* number of the refill handler */
  REGISTER_COPY_FROM, /* tables are copied from this physical address to 0... */
  REGISTER_COPY_BYTES, /* ...if this is not 0 */
};

/**
 * An access at an address (sign-extended from bit 47), at a privilege level. Status is CSR.ESTAT of the
 * exception that ended it: a system call if it was done. Detail is then what a load has found, what code of
 * the arena says of its address, or the physical address at which the kernel has found what was stored (0: it was
 * not where CSR.TLBELO says). After any other exception it is CSR.BADV.
 */
enum machine_operation {
  LOAD_PLV0,
  LOAD_PLV3,
  STORE_PLV0,
  STORE_PLV3,
  FETCH_PLV0,
  FETCH_PLV3,
};

/** The code of a slot: lu12i.w a0, slot >> 12; ori a0, a0, slot & 0xFFF; syscall 0. */
static inline uint64_t machine_slot_word(uint64_t oa)
{
  uint64_t slot = oa / MACHINE_SLOT_BYTES;
  uint64_t lu12i = 0x14000004U | (slot >> 12) << 5;
  uint64_t ori = 0x03800084U | (slot & 0xFFF) << 10;
  return lu12i | ori << 32;
}
static inline uint64_t machine_slot_oa(uint64_t word)
{
  return ((word >> 5 & 0xFFFFF) << 12 | (word >> 42 & 0xFFF)) * MACHINE_SLOT_BYTES;
}
#define MACHINE_SYSCALL 0x002B0000U

#endif
#endif
