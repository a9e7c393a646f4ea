/* SPDX-License-Identifier: Apache-2.0 */
/* Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3: "Control Registers", "Use of CR3 with
 * 4-Level Paging and 5-Level Paging", "Linear-Address Masking", "Extended-Page-Table Pointer (EPTP)". AMD64
 * Architecture Programmer's Manual, volume 2: "Nested Paging" (N_CR3 is walked in the mode of the host).
 */
#include <inttypes.h>

#include "translation_parts.h"

#define CR0_PG (1ULL << 31)
#define CR4_PAE (1ULL << 5)
#define CR4_LA57 (1ULL << 12)
#define CR4_LAM_SUP (1ULL << 28)
#define CR3_LAM_U48 (1ULL << 62)
#define CR3_LAM_U57 (1ULL << 61)
#define EFER_LMA (1ULL << 10)
#define EFER_NXE (1ULL << 11)
#define ROOT_BITS 0xFFFFFFFFFF000ULL /* bits 51:12 */
#define OUTPUT_BITS_MOST 52          /* no register says MAXPHYADDR */

static void describe(const struct translation_hints *hints, const char *format, unsigned levels,
                     struct translation *translation)
{
  size_t i = 0;
  for (; format[i] != '\0'; i++) translation->format[i] = format[i];
  translation->format[i] = '\0';
  translation->levels = levels;
  translation->input_bits = 12 + 9 * levels;
  translation->output_bits = OUTPUT_BITS_MOST;
  translation->root = translation->value & ROOT_BITS & ~hints->address_mark;
  translation_whole_range(translation);
}

/* Levels as CR4 says, or as given in its stead. */
static bool find_levels(const struct registers *registers, const struct translation_hints *hints,
                        enum register_number root, unsigned *levels, struct translations *said)
{
  uint64_t cr4 = registers->value[REGISTER_CR4];
  if (!registers->known[REGISTER_CR4]) {
    if (hints->levels == 0) {
      return translation_wrong(said, "--%s says where the tables are, not their levels: give --cr4 or --levels too",
                             register_name(root));
    }
    if (hints->levels != 4 && hints->levels != 5) {
      return translation_wrong(said, "--levels: x86-64 tables have 4 or 5");
    }
    *levels = hints->levels;
    return true;
  }
  if ((cr4 & CR4_PAE) == 0) {
    return translation_wrong(said, "CR4 0x%" PRIx64 ": PAE is 0, so the tables are those of 32-bit paging, "
                           "which cannot be read here", cr4);
  }
  *levels = (cr4 & CR4_LA57) != 0 ? 5 : 4;
  return true;
}

/* LAM: which bits are ignored depends on bit 63; copies of the bit below must then be canonical with it. */
static void take_tags(const struct registers *registers, struct translation *translation)
{
  uint64_t cr3 = registers->value[REGISTER_CR3], cr4 = registers->value[REGISTER_CR4];
  unsigned char supervisor_low = (cr4 & CR4_LA57) != 0 ? 57 : 48;
  if ((cr3 & (CR3_LAM_U57 | CR3_LAM_U48)) != 0) {
    unsigned char low = (cr3 & CR3_LAM_U57) != 0 ? 57 : 48;
    translation->tags[0] = (struct tag){.high = 62, .low = low, .select = 63, .selected = false};
  }
  if (registers->known[REGISTER_CR4] && (cr4 & CR4_LAM_SUP) != 0) {
    translation->tags[1] = (struct tag){.high = 62, .low = supervisor_low, .select = 63, .selected = true};
  }
}

bool translation_x86_cr3(const struct registers *registers, const struct translation_hints *hints,
                         struct translations *said)
{
  uint64_t cr0 = registers->value[REGISTER_CR0], efer = registers->value[REGISTER_EFER];
  unsigned levels = 0;
  if (registers->known[REGISTER_CR0] && (cr0 & CR0_PG) == 0) {
    return translation_wrong(said, "CR0 0x%" PRIx64 ": PG is 0, so paging is off and no tables are used", cr0);
  }
  if (!find_levels(registers, hints, REGISTER_CR3, &levels, said)) return false;
  if (registers->known[REGISTER_EFER] && (efer & EFER_LMA) == 0) {
    return translation_wrong(said, "EFER 0x%" PRIx64 ": LMA is 0, so the tables are those of PAE paging, which "
                           "cannot be read here", efer);
  }
  struct translation *translation = translation_add(said, registers, REGISTER_CR3, "CR3");
  translation->half = VPT_SIGNED;
  describe(hints, "x86-64", levels, translation);
  take_tags(registers, translation);
  translation->no_execute_bit = registers->known[REGISTER_EFER] && (efer & EFER_NXE) == 0;
  if (registers->known[REGISTER_PAT]) {
    translation->types_source = TYPES_PAT;
    translation->types = registers->value[REGISTER_PAT];
  }
  return true;
}

bool translation_x86_ncr3(const struct registers *registers, const struct translation_hints *hints,
                          struct translations *said)
{
  unsigned levels = 0;
  if (!find_levels(registers, hints, REGISTER_NCR3, &levels, said)) return false;
  struct translation *translation = translation_add(said, registers, REGISTER_NCR3, "N_CR3");
  translation->half = VPT_LOWER;
  describe(hints, "x86-64", levels, translation);
  return true;
}

/* Bits 2:0 are the memory type of the tables, 5:3 the length of the walk less 1, 6 turns accessed and dirty flags on,
 * 7 supervisor shadow stacks. */
bool translation_x86_eptp(const struct registers *registers, const struct translation_hints *hints,
                          struct translations *said)
{
  uint64_t eptp = registers->value[REGISTER_EPTP];
  unsigned levels = (unsigned)register_bits(eptp, 5, 3) + 1;
  if (levels != 4 && levels != 5) {
    return translation_wrong(said, "EPTP 0x%" PRIx64 ": bits 5:3 say walks of length %u, there are 4 and 5 only",
                           eptp, levels);
  }
  struct translation *translation = translation_add(said, registers, REGISTER_EPTP, "EPTP");
  translation->half = VPT_LOWER;
  describe(hints, "ept", levels, translation);
  return true;
}
