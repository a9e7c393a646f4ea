/* SPDX-License-Identifier: Apache-2.0 */
/* System registers, barriers and maintenance instructions of AArch64. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <stdint.h>

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

/* Translates an address as the hardware does; the answer is PAR_EL1. */
#define TRANSLATE(operation, address)                                                  \
  __extension__({                                                                      \
    __asm__ volatile("at " #operation ", %0\n\tisb" : : "r"((uint64_t)(address)) : "memory"); \
    READ_REGISTER(par_el1);                                                            \
  })

/* ESR_EL2.EC: the exception class. */
#define ESR_CLASS(esr) ((esr) >> 26 & 0x3F)
#define CLASS_HVC 0x16U

/* Smallest data cache line in bytes: CTR_EL0.DminLine is log2 of its 4-byte words. */
static inline uint64_t data_line_bytes(void)
{
  return 4ULL << (READ_REGISTER(ctr_el0) >> 16 & 0xF);
}

#endif
