/* SPDX-License-Identifier: Apache-2.0 */
/* System registers, barriers and maintenance instructions of AArch64. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <stdbool.h>

#include "layout.h"

#define READ_REGISTER(name)                            \
  __extension__({                                      \
    uint64_t value_;                                   \
    __asm__ volatile("mrs %0, " #name : "=r"(value_)); \
    value_;                                            \
  })
#define WRITE_REGISTER(name, value) \
  __asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)) : "memory")

#define DSB(domain) __asm__ volatile("dsb " #domain : : : "memory")
#define ISB() __asm__ volatile("isb" : : : "memory")
#define TLBI_ALL(operation) __asm__ volatile("tlbi " #operation : : : "memory")
#define TLBI(operation, argument) \
  __asm__ volatile("tlbi " #operation ", %0" : : "r"((uint64_t)(argument)) : "memory")
#define DC(operation, address) \
  __asm__ volatile("dc " #operation ", %0" : : "r"(address) : "memory")

/* Translates an address as the hardware does. The answer is PAR_EL1, in which a guest finds what it had. */
#define TRANSLATE(operation, address)                                                           \
  __extension__({                                                                               \
    uint64_t guests_ = READ_REGISTER(par_el1);                                                  \
    __asm__ volatile("at " #operation ", %0\n\tisb" : : "r"((uint64_t)(address)) : "memory"); \
    uint64_t answer_ = READ_REGISTER(par_el1);                                                  \
    WRITE_REGISTER(par_el1, guests_);                                                           \
    answer_;                                                                                    \
  })

/* The registers of EL2's own MMU, when its tables are there (mmu.c): own_mmu_on() on the first core, this on others. */
void own_mmu_registers(void);

/* VTCR_EL2: 40 input bits (T0SZ, 5:0), start at level 1 (SL0, 7:6), tables in write-back inner
 * shareable memory (13:8), 4 KiB granule (15:14), 40 output bits (18:16), 8-bit VMID; bit 31 is
 * RES1. */
#define VTCR_EL2_VALUE \
  ((64 - GUEST_ADDRESS_BITS) | 1 << 6 | 1 << 8 | 1 << 10 | 3 << 12 | 2 << 16 | 1ULL << 31)

/* ESR_EL2.EC: the exception class. */
#define ESR_CLASS(esr) ((esr) >> 26 & 0x3F)
#define CLASS_HVC 0x16U

/* Fault status (ESR_EL2.DFSC and IFSC, PAR_EL1.FST), to which the level is added. */
#define STATUS_TRANSLATION 0x04U
#define STATUS_PERMISSION 0x0CU

/* Level of an entry of this size: 3 for the smallest page. An address outside a space (size 0) faults
 * at level 0, whatever the start level. */
static inline unsigned level_of(uint64_t size)
{
  return size == 0 ? 0 : size == KIB_4 ? 3 : size == MIB_2 ? 2 : 1;
}

#endif
