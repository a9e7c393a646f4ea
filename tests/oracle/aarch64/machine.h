/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What the AArch64 oracle kernel and the host program agree on beside batch.h.
 */
#ifndef ORACLE_AARCH64_MACHINE_H
#define ORACLE_AARCH64_MACHINE_H

/*
 * Memory of QEMU's `virt` machine, whose RAM begins at 1 GiB. A batch that turns the MMU of EL2 on,
 * or that fetches at EL1 or EL0 through stage 1, must map the kernel's 2 MiB at their own address; for
 * EL1 at that address plus REGISTER_VECTORS_EL1.
 *
 *     0x40200000   2 MiB   the kernel: code, data, stack
 *     0x42000000  32 MiB   the arena: every 16 bytes hold code that tells its own address
 *     0x44000000           the image
 */
#define MACHINE_KERNEL_OA 0x40200000
#define MACHINE_KERNEL_BYTES 0x200000
#define MACHINE_ARENA_OA 0x42000000
#define MACHINE_ARENA_BYTES 0x2000000
#define MACHINE_IMAGE_OA 0x44000000
#define MACHINE_RAM_END 0x60000000

/** Code in the arena comes in slots of this many bytes; fetches are asked at slot boundaries. */
#define MACHINE_SLOT_BYTES 16

/** `hvc` immediate of the vectors of EL1, which hand every exception on to EL2. */
#define MACHINE_STUB_HVC 1

#ifndef __ASSEMBLER__

/** Index in batch.registers. The kernel writes the values as they are, but adds the address of the vectors to the last,
 * which says where EL1 sees address 0. */
enum machine_register {
  REGISTER_HCR_EL2,
  REGISTER_SCTLR_EL1,
  REGISTER_TCR_EL1,
  REGISTER_MAIR_EL1,
  REGISTER_TTBR0_EL1,
  REGISTER_TTBR1_EL1,
  REGISTER_VTCR_EL2,
  REGISTER_VTTBR_EL2,
  REGISTER_SCTLR_EL2,
  REGISTER_TCR_EL2,
  REGISTER_MAIR_EL2,
  REGISTER_TTBR0_EL2,
  REGISTER_VECTORS_EL1,
};

/**
 * The AT_ operations are the instructions of that name: status is PAR_EL1, detail is 0.
 *
 * The FETCH_ operations branch to the address at that exception level. Status is the ESR of the
 * exception that ended the attempt: ESR_EL2, or ESR_EL1 if it was taken to EL1. Detail is the FAR
 * of an instruction abort; of any other exception it is X0, in which the code of an arena slot
 * leaves its own output address divided by MACHINE_SLOT_BYTES.
 */
enum machine_operation {
  AT_S1E1R,
  AT_S1E1W,
  AT_S1E0R,
  AT_S1E0W,
  AT_S1E2R,
  AT_S1E2W,
  AT_S12E1R,
  AT_S12E1W,
  AT_S12E0R,
  AT_S12E0W,
  FETCH_EL0,
  FETCH_EL1,
  FETCH_EL2,
};

#endif
#endif
