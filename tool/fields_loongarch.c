/* SPDX-License-Identifier: Apache-2.0 */
/* LoongArch descriptors, pages of 4 and of 16 KiB, field by field.
 *
 * LoongArch Reference Manual, Volume 1: Basic Architecture, "Multi-level Page Table Structure Supported by
 * Page Walking", "TLB Entry Low-order Bits (TLBELO0, TLBELO1)", "Memory Access Types". The tool's level 3 is
 * the manual's page table, level 2 its Dir1, level 1 its Dir2, level 0 its Dir3.
 */
#include <stdio.h>

#include "format.h"

#define V (1ULL << 0)
#define D (1ULL << 1)
#define PLV (3ULL << 2)
#define CC (1ULL << 4)
#define HUGE_OR_G (1ULL << 6) /* H in a directory, G of a page */
#define P (1ULL << 7)
#define W (1ULL << 8)
#define HUGE_GLOBAL (1ULL << 12)
#define NR (1ULL << 61)
#define NX (1ULL << 62)
#define RPLV (1ULL << 63)

/* ---- fields ---------------------------------------------------------------------------------- */

static const struct field invalid_fields[] = {
  {"nothing", 63, 0, "an entry that is 0", NULL, NONE},
  END,
};

/* Dir3 has no huge pages. */
static const struct field reserved_fields[] = {
  {"reserved", 63, 7, NULL, NULL, NONE},
  {"H", 6, 6, NULL, VALUES("table", "huge page, which this directory has not"), NONE},
  {"reserved", 5, 0, NULL, NULL, NONE},
  END,
};

#define MUST_BE_0 "must be 0: below the next table's size"

static const struct field table_4k[] = {
  {"ignored", 63, 48, "beyond physical addresses; bit 63 is set in the entry of a table at 0", NULL, NONE},
  {"table", 47, 12, "address of the next table, bits 47:12", NULL, 12},
  END,
};

static const struct field table_16k[] = {
  {"ignored", 63, 48, "beyond physical addresses; bit 63 is set in the entry of a table at 0", NULL, NONE},
  {"table", 47, 14, "address of the next table, bits 47:14", NULL, 14},
  {"zero", 13, 12, MUST_BE_0, NULL, NONE},
  END,
};

static const struct field table_low[] = {
  {"zero", 11, 7, MUST_BE_0, NULL, NONE},
  {"H", 6, 6, NULL, VALUES("table", "huge page"), NONE},
  {"zero", 5, 0, MUST_BE_0, NULL, NONE},
  END,
};

static const struct field upper[] = {
  {"RPLV", 63, 63, NULL, VALUES("for levels up to PLV", "for PLV alone"), NONE},
  {"NX", 62, 62, NULL, VALUES("executable", "not executable"), NONE},
  {"NR", 61, 61, NULL, VALUES("readable", "not readable"), NONE},
  {"ignored", 60, 48, NULL, NULL, NONE},
  END,
};

#define REPEATED_G {"software", 10, 10, "repeats G, where this library wrote it", NULL, NONE}
#define LOW_FIELDS                                                                                      \
  {"MAT", 5, 4, NULL,                                                                                   \
   VALUES("strongly-ordered uncached", "coherent cached", "weakly-ordered uncached", "reserved"), NONE},      \
  {"PLV", 3, 2, "least privileged level with access", NULL, NONE},                                            \
  {"D", 1, 1, NULL, VALUES("not writable", "writable"), NONE},                                                \
  {"V", 0, 0, NULL, VALUES("invalid", "valid"), NONE}
#define PRESENT                                                                                         \
  {"ignored", 11, 11, NULL, NULL, NONE}, REPEATED_G, {"ignored", 9, 9, NULL, NULL, NONE},                           \
  {"W", 8, 8, "for page walks by hardware", VALUES("not writable", "writable"), NONE},                        \
  {"P", 7, 7, "for page walks by hardware", VALUES("not present", "present"), NONE}

static const struct field page_low[] = {
  PRESENT,
  {"G", 6, 6, NULL, VALUES("tagged with the ASID", "global, if its neighbour is too"), NONE},
  LOW_FIELDS,
  END,
};

static const struct field huge_low[] = {
  PRESENT,
  {"H", 6, 6, NULL, VALUES("table", "huge page"), NONE},
  LOW_FIELDS,
  END,
};

#define HUGE_G {"G", 12, 12, NULL, VALUES("tagged with the ASID", "global"), NONE}

static const struct field page_4k[] = {
  {"PA", 47, 12, "physical address, bits 47:12", NULL, 12},
  END,
};

static const struct field page_16k[] = {
  {"PA", 47, 14, "physical address, bits 47:14", NULL, 14},
  {"ignored", 13, 12, "below the page's size", NULL, NONE},
  END,
};

static const struct field huge_2m[] = {
  {"PA", 47, 21, "physical address, bits 47:21", NULL, 21},
  {"ignored", 20, 13, "below the page's size", NULL, NONE},
  HUGE_G,
  END,
};

static const struct field huge_32m[] = {
  {"PA", 47, 25, "physical address, bits 47:25", NULL, 25},
  {"ignored", 24, 13, "below the page's size", NULL, NONE},
  HUGE_G,
  END,
};

static const struct field huge_1g[] = {
  {"PA", 47, 30, "physical address, bits 47:30", NULL, 30},
  {"ignored", 29, 13, "below the page's size", NULL, NONE},
  HUGE_G,
  END,
};

static const struct field huge_64g[] = {
  {"PA", 47, 36, "physical address, bits 47:36", NULL, 36},
  {"ignored", 35, 13, "below the page's size", NULL, NONE},
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

static vpt_attr rights_at(uint64_t word, unsigned level)
{
  if (!reaches(word, level)) return 0;
  return ((word & NR) == 0 ? VPT_READ : 0U) | ((word & D) != 0 ? VPT_WRITE : 0U) | ((word & NX) == 0 ? VPT_EXEC : 0U);
}

/* Of PLV0 and PLV3. */
static struct rights rights(uint64_t word)
{
  return (struct rights){rights_at(word, 0), rights_at(word, 3)};
}

/* An entry of a directory without H is the address of a table, and has no valid bit. */
static bool absent(unsigned height, uint64_t word)
{
  if (height > 0 && (word & HUGE_OR_G) == 0) return word == 0;
  return height <= 2 && (word & V) == 0;
}

static uint64_t plain(unsigned height, uint64_t word)
{
  uint64_t kept = word & (V | D | PLV | NR | NX | RPLV);
  return kept | P | CC | ((word & D) != 0 ? W : 0) | (height > 0 ? HUGE_OR_G : 0);
}

/* The first store raises an exception that makes it writable. */
static bool writable_clean(uint64_t word)
{
  return (word & W) != 0;
}

static bool global(unsigned height, uint64_t word)
{
  return (word & (height == 0 ? HUGE_OR_G : HUGE_GLOBAL)) != 0;
}

static unsigned type(const struct type_table *types, unsigned height, uint64_t word)
{
  (void)types;
  (void)height;
  return (unsigned)(word >> 4) & 3U;
}

static void type_text(unsigned type, char text[TEXT_BYTES])
{
  static const char *const types[] = {"SUC", "CC", "WUC", "mat3"};
  snprintf(text, TEXT_BYTES, "%s", types[type]);
}

static const struct fault_words faults = {
  .invalid = "page invalid exception",
  .reserved = "page invalid exception",
  .address = "address error exception",
  .no_right = "page privilege exception",
  .outside = "address error exception",
};

static const struct mark marks[] = {
  {"plv", PLV, ANY_HEIGHT, true, 0, VALUES(NULL, "plv=1", "plv=2", NULL)},
  {"clean", W, ANY_HEIGHT, true, D, NULL}, /* writable, but not before its first store */
  {"sw", 0xE00ULL, ANY_HEIGHT, false, 0, NULL}, /* bits 11:9 */
  END_MARKS,
};

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

#define SHARED                                                                                     \
  .last_level = 3, .valid_mask = V, .invalid = "V is 0, or all of it", .accessed_mask = 0, .narrowing_names = NULL, \
  .reserved = "a huge page in a directory that has none",                       \
  .narrowing = narrowing, .narrowed = narrowed, .absent = absent, .faults = &faults, .marks = marks, \
  .plain = plain, .rights = rights, .writable_clean = writable_clean, .global = global,            \
  .type = type, .type_text = type_text

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
