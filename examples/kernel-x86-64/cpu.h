/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel does with the processor itself. */
#ifndef CPU_H
#define CPU_H

#include <stdint.h>

#include "vpt/vpt.h"

/* How an attempt ended, or a process's turn; trap.S fills it in for the kernel's attempts. */
struct outcome {
  uint64_t vector;
  uint64_t error;
  uint64_t cr2;
  uint64_t result; /* RAX, if no fault ended it */
};

/* Stops the machine unless the processor has what the demonstration uses. */
void cpu_check(void);

/* Physical address bits: MAXPHYADDR. */
unsigned cpu_output_bits(void);

/* Descriptors and vectors, the memory types that the library counts on. */
void cpu_init(void);

/* The control bits that the library's rights need (docs/formats.md), when its tables are in use. */
void cpu_protect(void);

/* A leaf of CPUID (its subleaf 0): the register 'a', 'b', 'c' or 'd'. */
uint32_t cpuid(uint32_t leaf, char which);

uint64_t read_cr2(void);
uint64_t read_cr3(void);
void write_cr3(uint64_t root);
uint64_t read_cr4(void);
void write_cr4(uint64_t value);

/* The hooks of every space. One processor, and process-context identifiers are off. */
void cpu_invalidate(void *context, const struct vpt_invalidation *what);
void cpu_sync(void *context);

#endif
