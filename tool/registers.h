/* SPDX-License-Identifier: Apache-2.0 */
/* Registers that describe tables: given as options, or read from where the memory is. */
#ifndef TOOL_REGISTERS_H
#define TOOL_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>

enum register_number {
  REGISTER_TTBR0,
  REGISTER_TTBR1,
  REGISTER_TCR,
  REGISTER_MAIR,
  REGISTER_VTTBR,
  REGISTER_VTCR,
  REGISTER_CR0,
  REGISTER_CR3,
  REGISTER_CR4,
  REGISTER_EFER,
  REGISTER_PAT,
  REGISTER_EPTP,
  REGISTER_NCR3,
  REGISTER_SATP,
  REGISTER_HGATP,
  REGISTER_PGDL,
  REGISTER_PGDH,
  REGISTER_PWCL,
  REGISTER_PWCH,
  REGISTERS,
};

/* Which of them are known, and what they hold. All zero: none. */
struct registers {
  bool known[REGISTERS];
  uint64_t value[REGISTERS];
  const char *told_by; /* who knows them, if not the processor that was asked for; or null */
};

static inline void registers_set(struct registers *registers, enum register_number number, uint64_t value)
{
  registers->known[number] = true;
  registers->value[number] = value;
}

#endif
