/* SPDX-License-Identifier: Apache-2.0 */
/* LoongArch descriptors, pages of 4 and of 16 KiB, field by field.
 *
 * LoongArch Reference Manual, Volume 1: Basic Architecture, "Multi-level Page Table Structure Supported by
 * Page Walking", "TLB Entry Low-order Bits (TLBELO0, TLBELO1)", "Memory Access Types". The tool's level 3 is
 * the manual's page table, level 2 its Dir1, level 1 its Dir2, level 0 its Dir3.
 */
#include <stdio.h>

#include "format.h"

#define D (1ULL << 1)
#define NR (1ULL << 61)
#define NX (1ULL << 62)
#define RPLV (1ULL << 63)

#define VALUES(...) (const char *const[]){__VA_ARGS__}
#define END {NULL, 0, 0, NULL, NULL}

/* ---- fields ---------------------------------------------------------------------------------- */

static const struct field invalid_fields[] = {
  {"nothing", 63, 0, "an entry that is 0", NULL},
  END,
};

/* Dir3 has no huge pages. */
static const struct field reserved_fields[] = {
  {"reserved", 63, 7, NULL, NULL},
  {"H", 6, 6, NULL, VALUES("table", "huge page, which this directory has not")},
  {"reserved", 5, 0, NULL, NULL},
  END,
};

#define MUST_BE_0 "must be 0: below the next table's size"

static const struct field table_4k[] = {
  {"ignored", 63, 48, "beyond physical addresses; bit 63 is set in the entry of a table at 0", NULL},
  {"table", 47, 12, "address of the next table, bits 47:12", NULL},
  END,
};

static const struct field table_16k[] = {
  {"ignored", 63, 48, "beyond physical addresses; bit 63 is set in the entry of a table at 0", NULL},
  {"table", 47, 14, "address of the next table, bits 47:14", NULL},
  {"zero", 13, 12, MUST_BE_0, NULL},
  END,
};

static const struct field table_low[] = {
  {"zero", 11, 7, MUST_BE_0, NULL},
  {"H", 6, 6, NULL, VALUES("table", "huge page")},
  {"zero", 5, 0, MUST_BE_0, NULL},
  END,
};

static const struct field upper[] = {
  {"RPLV", 63, 63, NULL, VALUES("for levels up to PLV", "for PLV alone")},
  {"NX", 62, 62, NULL, VALUES("executable", "not executable")},
  {"NR", 61, 61, NULL, VALUES("readable", "not readable")},
  {"ignored", 60, 48, NULL, NULL},
  END,
};

#define REPEATED_G {"software", 10, 10, "repeats G, where this library wrote it", NULL}
#define LOW_FIELDS                                                                                      \
  {"MAT", 5, 4, NULL,                                                                                   \
   VALUES("strongly-ordered uncached", "coherent cached", "weakly-ordered uncached", "reserved")},      \
  {"PLV", 3, 2, "least privileged level with access", NULL},                                            \
  {"D", 1, 1, NULL, VALUES("not writable", "writable")},                                                \
  {"V", 0, 0, NULL, VALUES("invalid", "valid")}
#define PRESENT                                                                                         \
  {"ignored", 11, 11, NULL, NULL}, REPEATED_G, {"ignored", 9, 9, NULL, NULL},                           \
  {"W", 8, 8, "for page walks by hardware", VALUES("not writable", "writable")},                        \
  {"P", 7, 7, "for page walks by hardware", VALUES("not present", "present")}

static const struct field page_low[] = {
  PRESENT,
  {"G", 6, 6, NULL, VALUES("tagged with the ASID", "global, if its neighbour is too")},
  LOW_FIELDS,
  END,
};

static const struct field huge_low[] = {
  PRESENT,
  {"H", 6, 6, NULL, VALUES("table", "huge page")},
  LOW_FIELDS,
  END,
};

#define HUGE_G {"G", 12, 12, NULL, VALUES("tagged with the ASID", "global")}

static const struct field page_4k[] = {
  {"PA", 47, 12, "physical address, bits 47:12", NULL},
  END,
};

static const struct field page_16k[] = {
  {"PA", 47, 14, "physical address, bits 47:14", NULL},
  {"ignored", 13, 12, "below the page's size", NULL},
  END,
};

static const struct field huge_2m[] = {
  {"PA", 47, 21, "physical address, bits 47:21", NULL},
  {"ignored", 20, 13, "below the page's size", NULL},
  HUGE_G,
  END,
};

static const struct field huge_32m[] = {
  {"PA", 47, 25, "physical address, bits 47:25", NULL},
  {"ignored", 24, 13, "below the page's size", NULL},
  HUGE_G,
  END,
};

static const struct field huge_1g[] = {
  {"PA", 47, 30, "physical address, bits 47:30", NULL},
  {"ignored", 29, 13, "below the page's size", NULL},
  HUGE_G,
  END,
};

static const struct field huge_64g[] = {
  {"PA", 47, 36, "physical address, bits 47:36", NULL},
  {"ignored", 35, 13, "below the page's size", NULL},
  HUGE_G,
  END,
};

/* ---- what the formats share ------------------------------------------------------------------ */

static unsigned narrowing(uint64_t word)
{
  (void)word;
  return 0;
}

static uint64_t narrowed(uint64_t word, unsigned narrowing)
{
  (void)narrowing;
  return word;
}

static bool reaches(uint64_t word, unsigned level)
{
  unsigned plv = (unsigned)(word >> 2) & 3;
  return (word & RPLV) != 0 ? level == plv : level <= plv;
}

static void rights_at(uint64_t word, unsigned level, char text[4])
{
  bool access = reaches(word, level);
  rights_text((access && (word & NR) == 0 ? VPT_READ : 0) | (access && (word & D) != 0 ? VPT_WRITE : 0) |
                (access && (word & NX) == 0 ? VPT_EXEC : 0), text);
}

/* G itself is not in the same place in every leaf: the fields show it. */
static void describe(uint64_t word, char text[TEXT_BYTES])
{
  char kernel[4], user[4];
  rights_at(word, 0, kernel);
  rights_at(word, 3, user);
  snprintf(text, TEXT_BYTES, "PLV0 %s, PLV3 %s, MAT %u", kernel, user, (unsigned)(word >> 4) & 3);
}

static bool writable_executable(uint64_t word)
{
  return (word & D) != 0 && (word & NX) == 0;
}

/* A page or huge page whose V is 0 has the fields of one that is valid. */
static struct layout layout_of(const struct field *table, const struct field *const leaf[3], unsigned height,
                               enum vpt_kind kind, uint64_t word)
{
  if (word == 0) return (struct layout){{invalid_fields, NULL, NULL}};
  if (kind == VPT_TABLE) return (struct layout){{table, table_low, NULL}};
  if (height > 2) return (struct layout){{reserved_fields, NULL, NULL}};
  return (struct layout){{upper, leaf[height], height == 0 ? page_low : huge_low}};
}

static struct layout layout_4k(unsigned height, enum vpt_kind kind, uint64_t word)
{
  static const struct field *const leaf[] = {page_4k, huge_2m, huge_1g};
  return layout_of(table_4k, leaf, height, kind, word);
}

static struct layout layout_16k(unsigned height, enum vpt_kind kind, uint64_t word)
{
  static const struct field *const leaf[] = {page_16k, huge_32m, huge_64g};
  return layout_of(table_16k, leaf, height, kind, word);
}

/* Only 0 is invalid: an entry of a directory is the address of a table, and has no valid bit. */
#define SHARED                                                                                     \
  .last_level = 3, .valid_mask = UINT64_MAX, .invalid = "it is 0", .accessed_mask = 0, .narrowing_names = NULL,          \
  .reserved = "V, bit 0, is 0, or a huge page in a directory that has none",                       \
  .narrowing = narrowing, .narrowed = narrowed, .describe = describe,                              \
  .writable_executable = writable_executable

const struct tool_format tool_loongarch_4k = {
  SHARED,
  .name = "loongarch-4k",
  .title = "LoongArch",
  .format = &vpt_loongarch_4k,
  .layout = layout_4k,
};

const struct tool_format tool_loongarch_16k = {
  SHARED,
  .name = "loongarch-16k",
  .title = "LoongArch",
  .format = &vpt_loongarch_16k,
  .layout = layout_16k,
};
