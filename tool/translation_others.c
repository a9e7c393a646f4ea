/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V and LoongArch. */
#include <inttypes.h>
#include <string.h>

#include "translation_parts.h"

/* ---- RISC-V -----------------------------------------------------------------------------------
 * The RISC-V Instruction Set Manual, Volume II: Privileged Architecture, "Supervisor Address Translation and
 * Protection (satp) Register", "Hypervisor Guest Address Translation and Protection Register (hgatp)".
 */

#define PPN_BITS 0xFFFFFFFFFFFULL /* bits 43:0 */

static bool riscv(const struct registers *registers, enum register_number number, const char *name, bool guest,
                  struct translations *said)
{
  uint64_t value = registers->value[number];
  unsigned mode = (unsigned)register_bits(value, 63, 60);
  if (mode == 0) {
    return translation_wrong(said, "%s 0x%" PRIx64 ": MODE is 0 (Bare), so no tables are used", name, value);
  }
  if (mode < 8 || mode > 10) {
    return translation_wrong(said, "%s 0x%" PRIx64 ": MODE %u is reserved; 8, 9 and 10 are Sv39, Sv48, Sv57", name,
                           value, mode);
  }
  struct translation *translation = translation_add(said, registers, number, name);
  strcpy(translation->format, guest ? "riscv-g" : "riscv");
  translation->levels = mode - 5;
  translation->input_bits = 12 + 9 * translation->levels + (guest ? 2 : 0);
  translation->output_bits = 56;
  translation->half = guest ? VPT_LOWER : VPT_SIGNED;
  /* The two lowest bits of hgatp's PPN always read as zeros: the root is four tables. */
  translation->root = (value & PPN_BITS & (guest ? ~3ULL : ~0ULL)) << 12;
  translation_whole_range(translation);
  return true;
}

bool translation_riscv_satp(const struct registers *registers, const struct translation_hints *hints,
                            struct translations *said)
{
  (void)hints;
  return riscv(registers, REGISTER_SATP, "satp", false, said);
}

bool translation_riscv_hgatp(const struct registers *registers, const struct translation_hints *hints,
                             struct translations *said)
{
  (void)hints;
  return riscv(registers, REGISTER_HGATP, "hgatp", true, said);
}

/* ---- LoongArch --------------------------------------------------------------------------------
 * LoongArch Reference Manual, Volume 1: Basic Architecture, "Page Global Directory Base Address for Lower/Higher
 * Half Address Space", "Page Walk Controller for Lower/Higher Half Address Space" (PWCL, PWCH).
 */

#define LOONGARCH_LEVELS_MAX 5
#define VIRTUAL_BITS 48  /* VALEN: the uppermost of them says whether PGDL or PGDH is the root */
#define PHYSICAL_BITS 48 /* PALEN */

/* The part of an address that is an index. */
struct index {
  unsigned base, width;
};

/* From the last level to the first; directories of width 0 are not there. */
static size_t read_indices(const struct registers *registers, struct index indices[LOONGARCH_LEVELS_MAX])
{
  uint64_t pwcl = registers->value[REGISTER_PWCL], pwch = registers->value[REGISTER_PWCH];
  const struct index all[LOONGARCH_LEVELS_MAX] = {
    {(unsigned)register_bits(pwcl, 4, 0), (unsigned)register_bits(pwcl, 9, 5)},
    {(unsigned)register_bits(pwcl, 14, 10), (unsigned)register_bits(pwcl, 19, 15)},
    {(unsigned)register_bits(pwcl, 24, 20), (unsigned)register_bits(pwcl, 29, 25)},
    {(unsigned)register_bits(pwch, 5, 0), (unsigned)register_bits(pwch, 11, 6)},
    {(unsigned)register_bits(pwch, 17, 12), (unsigned)register_bits(pwch, 23, 18)},
  };
  size_t count = 0;
  for (size_t i = 0; i < LOONGARCH_LEVELS_MAX; i++) {
    if (i == 0 || all[i].width != 0) indices[count++] = all[i];
  }
  return count;
}

/* Are the indices those of a format: side by side, and of full tables but for the root? */
static bool indices_ok(const struct registers *registers, const struct index *indices, size_t count,
                       struct translations *said)
{
  unsigned page_log2 = indices[0].base, end = page_log2;
  if (register_bits(registers->value[REGISTER_PWCL], 31, 30) != 0) {
    return translation_wrong(said, "PWCL: entries of more than 64 bits (PTEWidth) cannot be read here");
  }
  if (page_log2 != 12 && page_log2 != 14) {
    return translation_wrong(said, "PWCL: pages of 2^%u bytes (PTbase) cannot be read here, only 4K and 16K",
                             page_log2);
  }
  for (size_t i = 0; i < count; i++) {
    bool root = i == count - 1;
    if (indices[i].base != end) {
      return translation_wrong(said, "PWCL, PWCH: a directory's index begins at bit %u, not where that of the "
                             "level below ends, %u", indices[i].base, end);
    }
    bool whole = indices[i].width == page_log2 - 3, part = indices[i].width != 0 && indices[i].width < page_log2 - 3;
    if (!whole && !(root && part)) {
      return translation_wrong(said, "PWCL, PWCH: an index of %u bits, but tables of a page have %u",
                             indices[i].width, page_log2 - 3);
    }
    end += indices[i].width;
  }
  if (end > VIRTUAL_BITS) {
    return translation_wrong(said, "PWCL, PWCH: input addresses of %u bits cannot be read here, only %d", end,
                           VIRTUAL_BITS);
  }
  return true;
}

static void add_loongarch(const struct registers *registers, enum register_number number, const struct index *indices,
                          size_t count, enum vpt_half half, struct translations *said)
{
  bool upper = number == REGISTER_PGDH;
  struct translation *translation = translation_add(said, registers, number, upper ? "PGDH" : "PGDL");
  strcpy(translation->format, indices[0].base == 12 ? "loongarch-4k" : "loongarch-16k");
  translation->levels = (unsigned)count;
  translation->input_bits = indices[count - 1].base + indices[count - 1].width;
  translation->output_bits = PHYSICAL_BITS;
  translation->half = half;
  /* Address bits beyond PALEN are dropped, as in direct address translation mode. */
  translation->root = translation->value & ((1ULL << PHYSICAL_BITS) - 1) & ~0xFFFULL;
  translation_whole_range(translation);
}

/* Where all 48 bits are translated, each root has entries for both halves, of which the hardware uses its own. */
bool translation_loongarch(const struct registers *registers, const struct translation_hints *hints,
                           struct translations *said)
{
  (void)hints;
  struct index indices[LOONGARCH_LEVELS_MAX];
  bool low = registers->known[REGISTER_PGDL], high = registers->known[REGISTER_PGDH];
  bool same = low && high && registers->value[REGISTER_PGDL] == registers->value[REGISTER_PGDH];
  size_t count = read_indices(registers, indices);
  if (!indices_ok(registers, indices, count, said)) return false;
  bool both = indices[count - 1].base + indices[count - 1].width == VIRTUAL_BITS;
  uint64_t middle = 1ULL << (VIRTUAL_BITS - 1);
  if (low) {
    add_loongarch(registers, REGISTER_PGDL, indices, count, both ? VPT_SIGNED : VPT_LOWER, said);
    if (both && !same) said->translation[said->count - 1].last = middle - 1;
  }
  if (high && !(both && same)) {
    add_loongarch(registers, REGISTER_PGDH, indices, count, both ? VPT_SIGNED : VPT_UPPER, said);
    if (both) said->translation[said->count - 1].first = middle;
  }
  return true;
}
