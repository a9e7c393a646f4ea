/* SPDX-License-Identifier: Apache-2.0 */
/* Arm Architecture Reference Manual for A-profile (DDI 0487): "TCR_EL1, Translation Control Register (EL1)", and
 * the same of TCR_EL2, TCR_EL3, VTCR_EL2, TTBR0_EL1, TTBR1_EL1, VTTBR_EL2; "Translation granules and
 * associated block and page sizes"; "Selection of the initial lookup level"; "Address tagging".
 */
#include <inttypes.h>
#include <stdio.h>

#include "translation_parts.h"

#define OUTPUT_BITS_LARGE 48 /* more than that: bits 51:48 of a root are in bits 5:2 */

/* What TCR or VTCR says of one root, whichever bits say it. */
struct control {
  const char *name;        /* of the register: "TCR_EL1" */
  const char *size_name;   /* of the field: "T0SZ" */
  unsigned size_offset;    /* T0SZ, T1SZ */
  unsigned granule_log2;   /* 0: the encoding is reserved */
  unsigned physical_size;  /* IPS, PS */
  bool ds;
};

static const unsigned granules_tg0[] = {12, 16, 14, 0};
static const unsigned granules_tg1[] = {0, 14, 12, 16};
static const unsigned output_sizes[] = {32, 36, 40, 42, 44, 48, 52};

static unsigned index_bits(const struct control *control)
{
  return control->granule_log2 - 3;
}

/* "If FEAT_LPA2 is implemented ... DS ...": for 64 KiB it is RES0. */
static bool is_lpa2(const struct control *control)
{
  return control->ds && control->granule_log2 != 16;
}

/* The encoding 0b110 means 48 bits where descriptors have no place for 52. */
static unsigned output_bits(const struct control *control)
{
  unsigned bits = output_sizes[control->physical_size];
  bool has_52 = control->granule_log2 == 16 || is_lpa2(control);
  return bits > OUTPUT_BITS_LARGE && !has_52 ? OUTPUT_BITS_LARGE : bits;
}

/* T0SZ: 16 at least, 12 with FEAT_LVA (64 KiB) or DS; 39 at most, with FEAT_TTST 48, or 47 for 64 KiB. */
static bool control_ok(const struct control *control, struct translations *said)
{
  unsigned least = control->granule_log2 == 16 || is_lpa2(control) ? 12 : 16;
  unsigned most = control->granule_log2 == 16 ? 47 : 48;
  if (control->granule_log2 == 0) {
    return translation_wrong(said, "%s: the granule (TG%c) has a reserved value", control->name,
                           control->size_name[1]);
  }
  if (control->size_offset < least || control->size_offset > most) {
    return translation_wrong(said, "%s: %s is %u; with this granule it is %u to %u", control->name,
                           control->size_name, control->size_offset, least, most);
  }
  if (control->physical_size >= sizeof output_sizes / sizeof output_sizes[0]) {
    return translation_wrong(said, "%s: the output size has the reserved value %u", control->name,
                           control->physical_size);
  }
  return true;
}

/* Fills in what both stages have in common. */
static void describe(const struct control *control, const char *kind, unsigned levels,
                     struct translation *translation)
{
  static const char *const granule_names[] = {[12] = "", [14] = "-16k", [16] = "-64k"};
  snprintf(translation->format, sizeof translation->format, "aarch64-%s%s%s", kind,
           granule_names[control->granule_log2], is_lpa2(control) ? "-lpa2" : "");
  translation->levels = levels;
  translation->input_bits = 64 - control->size_offset;
  translation->output_bits = output_bits(control);
  translation_whole_range(translation);
}

/* BADDR: as many low bits are no part of it as the root table has, 6 at least where bits 5:2 hold bits 51:48 of
 * the address. Bit 0 is CnP, bits 63:48 are the ASID or VMID. */
static void take_root(const struct control *control, struct translation *translation)
{
  unsigned index = translation->input_bits - control->granule_log2 - (translation->levels - 1) * index_bits(control);
  unsigned low = index + 3;
  bool large = translation->output_bits > OUTPUT_BITS_LARGE;
  if (large && low < 6) low = 6;
  translation->root = register_bits(translation->value, 47, 0) >> low << low;
  if (large) translation->root |= register_bits(translation->value, 5, 2) << 48;
}

/* ---- stage 1 --------------------------------------------------------------------------------- */

/* As TCR_EL1, and TCR_EL2 with E2H: fields for two roots. */
static void control_of_two(uint64_t tcr, bool upper, struct control *control)
{
  control->size_name = upper ? "T1SZ" : "T0SZ";
  control->size_offset = (unsigned)(upper ? register_bits(tcr, 21, 16) : register_bits(tcr, 5, 0));
  control->granule_log2 = upper ? granules_tg1[register_bits(tcr, 31, 30)] : granules_tg0[register_bits(tcr, 15, 14)];
  control->physical_size = (unsigned)register_bits(tcr, 34, 32);
  control->ds = register_bits(tcr, 59, 59) != 0;
}

/* As TCR_EL2 without E2H, and TCR_EL3. */
static void control_of_one(uint64_t tcr, struct control *control)
{
  control->size_name = "T0SZ";
  control->size_offset = (unsigned)register_bits(tcr, 5, 0);
  control->granule_log2 = granules_tg0[register_bits(tcr, 15, 14)];
  control->physical_size = (unsigned)register_bits(tcr, 18, 16);
  control->ds = register_bits(tcr, 32, 32) != 0;
}

/* TBI: bit 55 says which root it is, and the eight bits above are ignored. */
static struct tag top_byte(bool upper)
{
  return (struct tag){.high = 63, .low = 56, .select = 55, .selected = upper};
}

static void switches_of_two(uint64_t tcr, bool upper, struct translation *translation)
{
  unsigned second = upper ? 1 : 0;
  translation->off = register_bits(tcr, upper ? 23 : 7, upper ? 23 : 7) != 0;
  if ((tcr >> (37 + second) & 1) != 0) translation->tags[0] = top_byte(upper);
  translation->hardware_accessed = (tcr >> 39 & 1) != 0;
  translation->hardware_dirty = translation->hardware_accessed && (tcr >> 40 & 1) != 0;
  translation->no_hierarchy = (tcr >> (41 + second) & 1) != 0;
  translation->no_user = (tcr >> (55 + second) & 1) != 0;
}

static void switches_of_one(uint64_t tcr, struct translation *translation)
{
  /* One range only, from 0 on: the bits above are ignored whatever bit 55 is. */
  if ((tcr >> 20 & 1) != 0) translation->tags[0] = top_byte(false);
  translation->hardware_accessed = (tcr >> 21 & 1) != 0;
  translation->hardware_dirty = translation->hardware_accessed && (tcr >> 22 & 1) != 0;
  translation->no_hierarchy = (tcr >> 24 & 1) != 0;
}

static bool add_stage1(const struct registers *registers, enum translation_regime regime, enum register_number number,
                       struct translations *said)
{
  static const char *const control_names[] = {"TCR_EL1", "TCR_EL2", "TCR_EL3"};
  static const char *const root_names[][2] = {
    {"TTBR0_EL1", "TTBR1_EL1"}, {"TTBR0_EL2", "TTBR1_EL2"}, {"TTBR0_EL3", "TTBR1_EL3"}};
  bool upper = number == REGISTER_TTBR1, one = regime != REGIME_EL1;
  uint64_t tcr = registers->value[REGISTER_TCR];
  struct control control = {.name = control_names[regime]};
  if (one) {
    control_of_one(tcr, &control);
  } else {
    control_of_two(tcr, upper, &control);
  }
  /* Of a root that is not used (EPD) the rest says nothing; firmware leaves it 0. */
  bool off = !one && register_bits(tcr, upper ? 23 : 7, upper ? 23 : 7) != 0;
  size_t before = said->count;
  if (!control_ok(&control, said)) {
    if (off) said->count = before;
    return off;
  }
  unsigned index_total = 64 - control.size_offset - control.granule_log2;
  struct translation *translation =
    translation_add(said, registers, number, root_names[regime][upper]);
  translation->half = upper ? VPT_UPPER : VPT_LOWER;
  describe(&control, one ? "s1-el2" : "s1", (index_total + index_bits(&control) - 1) / index_bits(&control),
           translation);
  take_root(&control, translation);
  if (one) {
    switches_of_one(tcr, translation);
  } else {
    switches_of_two(tcr, upper, translation);
  }
  if (registers->known[REGISTER_MAIR]) {
    translation->types_source = TYPES_MAIR;
    translation->types = registers->value[REGISTER_MAIR];
  }
  return true;
}

bool translation_aarch64_stage1(const struct registers *registers, const struct translation_hints *hints,
                                struct translations *said)
{
  if (registers->known[REGISTER_TTBR1] && hints->regime != REGIME_EL1) {
    return translation_wrong(said, "--ttbr1: this regime has TTBR0 only");
  }
  for (enum register_number number = REGISTER_TTBR0; number <= REGISTER_TTBR1; number++) {
    if (registers->known[number] && !add_stage1(registers, hints->regime, number, said)) return false;
  }
  return said->count != 0; /* else `error` says why the only root is of no use */
}

/* ---- stage 2 --------------------------------------------------------------------------------- */

/* SL0, and SL2 with DS: the level of the initial lookup, or -2 if the encoding is reserved. */
static int start_level(const struct control *control, unsigned sl0, bool sl2)
{
  static const int levels_4k[] = {2, 1, 0, 3}, levels_other[] = {3, 2, 1, 0};
  if (control->granule_log2 == 12) {
    if (control->ds && sl2) return sl0 == 0 ? -1 : -2;
    return levels_4k[sl0];
  }
  return sl0 == 3 && !is_lpa2(control) ? -2 : levels_other[sl0];
}

bool translation_aarch64_stage2(const struct registers *registers, const struct translation_hints *hints,
                                struct translations *said)
{
  (void)hints;
  uint64_t vtcr = registers->value[REGISTER_VTCR];
  struct control control = {.name = "VTCR_EL2"};
  control_of_one(vtcr, &control); /* the same bits */
  if (!control_ok(&control, said)) return false;
  int start = start_level(&control, (unsigned)register_bits(vtcr, 7, 6), (vtcr >> 33 & 1) != 0);
  if (start < -1) return translation_wrong(said, "VTCR_EL2: SL0 has a reserved value");
  unsigned levels = (unsigned)(4 - start), input_bits = 64 - control.size_offset;
  unsigned below = control.granule_log2 + (levels - 1) * index_bits(&control);
  /* Up to 16 root tables side by side: 4 bits more. */
  if (input_bits <= below || input_bits > below + index_bits(&control) + 4) {
    return translation_wrong(said, "VTCR_EL2: T0SZ (%u) and SL0 (the walk starts at level %d) contradict each other",
                           control.size_offset, start);
  }
  struct translation *translation = translation_add(said, registers, REGISTER_VTTBR, "VTTBR_EL2");
  translation->half = VPT_LOWER;
  describe(&control, "s2", levels, translation);
  take_root(&control, translation);
  translation->hardware_accessed = (vtcr >> 21 & 1) != 0;
  translation->hardware_dirty = translation->hardware_accessed && (vtcr >> 22 & 1) != 0;
  return true;
}
