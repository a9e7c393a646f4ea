/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of translation.c: a decoder for each kind of root, and what they share. */
#ifndef TOOL_TRANSLATION_PARTS_H
#define TOOL_TRANSLATION_PARTS_H

#include "translation.h"

/* Bits high:low of a register. */
static inline uint64_t register_bits(uint64_t value, unsigned high, unsigned low)
{
  return value >> low & (UINT64_MAX >> (63 - (high - low)));
}

/* Says what is wrong; returns false. */
__attribute__((format(printf, 2, 3))) bool translation_wrong(struct translations *said, const char *format, ...);

/* One more translation, whose root this register holds. */
struct translation *translation_add(struct translations *said, const struct registers *registers,
                                  enum register_number number, const char *from);

/* The hardware translates all that the tables can. */
void translation_whole_range(struct translation *translation);

/* What the register of a root says, which is known, as is what it needs beside. */
typedef bool translation_decoder(const struct registers *registers, const struct translation_hints *hints,
                                 struct translations *said);
translation_decoder translation_aarch64_stage1;
translation_decoder translation_aarch64_stage2;
translation_decoder translation_x86_cr3;
translation_decoder translation_x86_eptp;
translation_decoder translation_x86_ncr3;
translation_decoder translation_riscv_satp;
translation_decoder translation_riscv_hgatp;
translation_decoder translation_loongarch;

#endif
