/* SPDX-License-Identifier: Apache-2.0 */
/* Registers that hold roots, one section for each architecture. */
#include "translation.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "translation_parts.h"

enum architecture { AARCH64, X86, RISCV, LOONGARCH };

static const struct {
  const char *name;
  enum architecture architecture;
  unsigned stage;
} list[] = {
  [REGISTER_TTBR0] = {"ttbr0", AARCH64, 1}, [REGISTER_TTBR1] = {"ttbr1", AARCH64, 1},
  [REGISTER_TCR] = {"tcr", AARCH64, 1},     [REGISTER_MAIR] = {"mair", AARCH64, 1},
  [REGISTER_VTTBR] = {"vttbr", AARCH64, 2}, [REGISTER_VTCR] = {"vtcr", AARCH64, 2},
  [REGISTER_CR0] = {"cr0", X86, 1},         [REGISTER_CR3] = {"cr3", X86, 1},
  [REGISTER_CR4] = {"cr4", X86, 1},         [REGISTER_EFER] = {"efer", X86, 1},
  [REGISTER_PAT] = {"pat", X86, 1},         [REGISTER_EPTP] = {"eptp", X86, 2},
  [REGISTER_NCR3] = {"ncr3", X86, 2},       [REGISTER_SATP] = {"satp", RISCV, 1},
  [REGISTER_HGATP] = {"hgatp", RISCV, 2},   [REGISTER_PGDL] = {"pgdl", LOONGARCH, 1},
  [REGISTER_PGDH] = {"pgdh", LOONGARCH, 1}, [REGISTER_PWCL] = {"pwcl", LOONGARCH, 1},
  [REGISTER_PWCH] = {"pwch", LOONGARCH, 1},
};

/* Registers with a root, and the decoder of each. Of two with the same decoder the first stands for both. */
static const struct {
  enum register_number number;
  translation_decoder *decode;
} roots[] = {
  {REGISTER_TTBR0, translation_aarch64_stage1}, {REGISTER_TTBR1, translation_aarch64_stage1},
  {REGISTER_VTTBR, translation_aarch64_stage2}, {REGISTER_CR3, translation_x86_cr3},
  {REGISTER_EPTP, translation_x86_eptp},        {REGISTER_NCR3, translation_x86_ncr3},
  {REGISTER_SATP, translation_riscv_satp},      {REGISTER_HGATP, translation_riscv_hgatp},
  {REGISTER_PGDL, translation_loongarch},       {REGISTER_PGDH, translation_loongarch},
};

#define ROOT_REGISTERS (sizeof roots / sizeof roots[0])

/* Which registers one needs beside it: its option alone says too little. */
static const struct {
  enum register_number number, needs;
} needed[] = {
  {REGISTER_TTBR0, REGISTER_TCR},  {REGISTER_TTBR1, REGISTER_TCR}, {REGISTER_VTTBR, REGISTER_VTCR},
  {REGISTER_PGDL, REGISTER_PWCL},  {REGISTER_PGDL, REGISTER_PWCH}, {REGISTER_PGDH, REGISTER_PWCL},
  {REGISTER_PGDH, REGISTER_PWCH},
};

const char *register_name(enum register_number number)
{
  return list[number].name;
}

bool translation_wrong(struct translations *said, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(said->error, sizeof said->error, format, arguments);
  va_end(arguments);
  said->count = 0;
  return false;
}

struct translation *translation_add(struct translations *said, const struct registers *registers,
                                  enum register_number number, const char *from)
{
  struct translation *added = &said->translation[said->count++];
  *added = (struct translation){.from = from, .value = registers->value[number]};
  return added;
}

void translation_whole_range(struct translation *translation)
{
  translation->first = 0;
  translation->last = (1ULL << translation->input_bits) - 1;
}

bool translation_known(const struct registers *registers, unsigned stage)
{
  for (size_t i = 0; i < ROOT_REGISTERS; i++) {
    if (list[roots[i].number].stage == stage && registers->known[roots[i].number]) return true;
  }
  return false;
}

/* Do all given registers of this stage belong to one processor? */
static bool of_one_machine(const struct registers *registers, unsigned stage, struct translations *said)
{
  int before = -1;
  for (int i = 0; i < REGISTERS; i++) {
    if (!registers->known[i] || list[i].stage != stage) continue;
    if (before >= 0 && list[i].architecture != list[before].architecture) {
      return translation_wrong(said, "--%s and --%s are registers of different architectures",
                             list[before].name, list[i].name);
    }
    if (before < 0) before = i;
  }
  if (stage == 2 && registers->known[REGISTER_EPTP] && registers->known[REGISTER_NCR3]) {
    return translation_wrong(said, "--eptp and --ncr3 are registers of different processors");
  }
  return true;
}

static bool all_there(const struct registers *registers, unsigned stage, struct translations *said)
{
  for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
    if (list[needed[i].number].stage != stage) continue;
    if (registers->known[needed[i].number] && !registers->known[needed[i].needs]) {
      return translation_wrong(said, "--%s says where the tables are, not their shape: give --%s too",
                             list[needed[i].number].name, list[needed[i].needs].name);
    }
  }
  return true;
}

bool translation_decode(const struct registers *registers, const struct translation_hints *hints, unsigned stage,
                        struct translations *said)
{
  *said = (struct translations){.count = 0};
  if (!of_one_machine(registers, stage, said) || !all_there(registers, stage, said)) return false;
  for (size_t i = 0; i < ROOT_REGISTERS; i++) {
    if (list[roots[i].number].stage != stage || !registers->known[roots[i].number]) continue;
    return roots[i].decode(registers, hints, said);
  }
  return translation_wrong(said, "no register with a root of stage %u is given", stage);
}

vpt_ia tags_removed(const struct tag tags[TAGS_MAX], vpt_ia ia)
{
  for (size_t i = 0; i < TAGS_MAX; i++) {
    const struct tag *tag = &tags[i];
    if (tag->low == 0 || (ia >> tag->select & 1) != tag->selected) continue;
    uint64_t bits = (UINT64_MAX >> (63 - tag->high)) & ~((1ULL << tag->low) - 1);
    return (ia >> (tag->low - 1) & 1) != 0 ? ia | bits : ia & ~bits;
  }
  return ia;
}
