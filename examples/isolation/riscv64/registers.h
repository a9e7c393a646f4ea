/* SPDX-License-Identifier: Apache-2.0 */
/* Control and status registers and fences of RISC-V (Privileged Architecture manual, "Supervisor-Level
 * ISA", "Hypervisor Extension"). */
#ifndef REGISTERS_H
#define REGISTERS_H

#include "layout.h"

#define READ_REGISTER(name)                             \
  __extension__({                                       \
    uint64_t value_;                                    \
    __asm__ volatile("csrr %0, " #name : "=r"(value_)); \
    value_;                                             \
  })
#define WRITE_REGISTER(name, value) \
  __asm__ volatile("csrw " #name ", %0" : : "r"((uint64_t)(value)) : "memory")

#define SET_BITS(name, bits) __asm__ volatile("csrs " #name ", %0" : : "r"((uint64_t)(bits)) : "memory")
#define CLEAR_BITS(name, bits) __asm__ volatile("csrc " #name ", %0" : : "r"((uint64_t)(bits)) : "memory")

/* Fences of the whole hart. */
#define SFENCE_VMA_ALL() __asm__ volatile("sfence.vma" : : : "memory")
#define HFENCE_GVMA_ALL() __asm__ volatile("hfence.gvma" : : : "memory")

/* satp, hgatp: MODE (63:60) is Sv39, Sv39x4; PPN (43:0). hgatp: VMID (57:44). */
#define MODE_39 (8ULL << 60)
#define VMID_SHIFT 44

/* hstatus: GVA (6), stval is a guest virtual address; SPV (7), the trap came from a guest; SPVP (8), of
 * its supervisor mode, as which HLV and HSV act. */
#define HSTATUS_GVA (1ULL << 6)
#define HSTATUS_SPV (1ULL << 7)
#define HSTATUS_SPVP (1ULL << 8)

/* sstatus.SPP: the trap came from supervisor mode, and SRET leads there. */
#define SSTATUS_SPP (1ULL << 8)

/* sie, sip; hideleg, hvip. */
#define INTERRUPT_SOFTWARE (1ULL << 1)
#define INTERRUPT_TIMER (1ULL << 5)
#define INTERRUPT_VS_SOFTWARE (1ULL << 2)
#define INTERRUPT_VS_TIMER (1ULL << 6)
#define INTERRUPT_VS_EXTERNAL (1ULL << 10)

/* scause of exceptions. */
enum cause {
  CAUSE_ECALL_VS = 10,
  CAUSE_LOAD_PAGE_FAULT = 13,
  CAUSE_STORE_PAGE_FAULT = 15,
  CAUSE_FETCH_GUEST_PAGE_FAULT = 20,
  CAUSE_LOAD_GUEST_PAGE_FAULT = 21,
  CAUSE_STORE_GUEST_PAGE_FAULT = 23,
};

/* One instruction that may trap: `value` is what it loads or stores, `at` the address. `trapped` says
 * whether it did; then execution goes on behind it, and scause and its like tell why. */
#define ATTEMPT(instruction, address, value, trapped)                                          \
  __asm__ volatile("la t0, 1f\n\tcsrrw t0, stvec, t0\n\tli %[trap], 0\n\t" instruction        \
                   "\n\tj 2f\n\t.balign 4\n1:\tli %[trap], 1\n2:\tcsrw stvec, t0"              \
                   : [word] "+&r"(value), [trap] "=&r"(trapped)                                \
                   : [at] "r"((uint64_t)(address))                                             \
                   : "t0", "memory")

#endif
