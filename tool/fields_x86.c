/* SPDX-License-Identifier: Apache-2.0 */
/* x86 descriptors, field by field.
 *
 * Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3: "4-Level Paging and 5-Level
 * Paging" and "EPT Translation Mechanism", tables with the formats of the entries; "Access Rights"
 * and "EPT Violations" for what entries above a leaf take away.
 */
#include <stdio.h>

#include "format.h"

#define VALUES(...) (const char *const[]){__VA_ARGS__}
#define END {NULL, 0, 0, NULL, NULL}
#define PER_PROCESSOR "those from MAXPHYADDR on are reserved"

static const struct field table_address[] = {
  {"address", 51, 12, "of the next table, bits 51:12; " PER_PROCESSOR, NULL},
  END,
};

static const struct field page_address[] = {
  {"address", 51, 12, "of the page, bits 51:12; " PER_PROCESSOR, NULL},
  END,
};

static struct layout layout_of(const struct field *upper, const struct field *address,
                               const struct field *lower)
{
  return (struct layout){{upper, address, lower}};
}

/* ---- paging with 4 or 5 levels --------------------------------------------------------------- */

#define P (1ULL << 0)
#define RW (1ULL << 1)
#define US (1ULL << 2)
#define D (1ULL << 6)
#define G (1ULL << 8)
#define XD (1ULL << 63)

/* What table descriptors take away, as bits of a narrowing. */
#define NARROW_WRITE 1U
#define NARROW_USER 2U
#define NARROW_EXEC 4U

#define FIELD_XD {"XD", 63, 63, NULL, VALUES("instructions may be fetched", "no fetches")}
#define FIELD_RW {"R/W", 1, 1, NULL, VALUES("no writes", "writes allowed")}
#define FIELD_US {"U/S", 2, 2, NULL, VALUES("supervisor only", "user mode too")}
#define FIELD_A {"A", 5, 5, NULL, VALUES("not accessed since cleared", "accessed")}
#define FIELD_P {"P", 0, 0, NULL, VALUES("not present", "present")}
#define FIELDS_CACHE                                                                               \
  {"PCD", 4, 4, "bit 1 of the index into IA32_PAT", NULL},                                         \
    {"PWT", 3, 3, "bit 0 of the index into IA32_PAT", NULL}

static const struct field absent_fields[] = {{"ignored", 63, 1, NULL, NULL}, FIELD_P, END};

static const struct field table_upper[] = {FIELD_XD, {"ignored", 62, 52, NULL, NULL}, END};

static const struct field table_lower[] = {
  {"R", 11, 11, NULL, VALUES("as below", "ends HLAT paging if that is in use, else ignored")},
  {"ignored", 10, 8, NULL, NULL},
  {"PS", 7, 7, NULL, VALUES("points to a table", "reserved at this level")},
  {"ignored", 6, 6, NULL, NULL},
  FIELD_A,
  FIELDS_CACHE,
  FIELD_US,
  FIELD_RW,
  FIELD_P,
  END,
};

static const struct field leaf_upper[] = {
  FIELD_XD,
  {"PK", 62, 59, "protection key with CR4.PKE or CR4.PKS, else ignored", NULL},
  {"ignored", 58, 52, NULL, NULL},
  END,
};

#define LEAF_FLAGS                                                                                 \
  {"D", 6, 6, NULL, VALUES("not written since cleared", "written; if read-only: shadow stack (CET)")}, \
    FIELD_A, FIELDS_CACHE, FIELD_US, FIELD_RW, FIELD_P, END
#define LEAF_SOFTWARE                                                                              \
  {"R", 11, 11, NULL, VALUES("as below", "ends HLAT paging if that is in use, else ignored")},     \
    {"ignored", 10, 9, NULL, NULL}, {"G", 8, 8, NULL, VALUES("tagged with the PCID", "global")}

static const struct field page_lower[] = {
  LEAF_SOFTWARE,
  {"PAT", 7, 7, "bit 2 of the index into IA32_PAT", NULL},
  LEAF_FLAGS,
};

static const struct field large_lower[] = {
  {"PAT", 12, 12, "bit 2 of the index into IA32_PAT", NULL},
  LEAF_SOFTWARE,
  {"PS", 7, 7, NULL, VALUES(NULL, "maps memory")},
  LEAF_FLAGS,
};

static const struct field large_2m_address[] = {
  {"address", 51, 21, "of the leaf, bits 51:21; " PER_PROCESSOR, NULL},
  {"reserved", 20, 13, "must be 0", NULL},
  END,
};

static const struct field large_1g_address[] = {
  {"address", 51, 30, "of the leaf, bits 51:30; " PER_PROCESSOR, NULL},
  {"reserved", 29, 13, "must be 0", NULL},
  END,
};

static unsigned x86_64_narrowing(uint64_t word)
{
  return ((word & RW) == 0 ? NARROW_WRITE : 0) | ((word & US) == 0 ? NARROW_USER : 0) |
         ((word & XD) != 0 ? NARROW_EXEC : 0);
}

static uint64_t x86_64_narrowed(uint64_t word, unsigned narrowing)
{
  if ((narrowing & NARROW_WRITE) && (word & RW)) word &= ~(RW | D);
  if (narrowing & NARROW_USER) word &= ~US;
  if (narrowing & NARROW_EXEC) word |= XD;
  return word;
}

static void x86_64_describe(uint64_t word, char text[TEXT_BYTES])
{
  char supervisor[4], user[4];
  bool is_user = (word & US) != 0, execute = (word & XD) == 0;
  vpt_attr rights = VPT_READ | ((word & RW) != 0 ? VPT_WRITE : 0U);
  rights_text(rights | (execute && !is_user ? VPT_EXEC : 0U), supervisor);
  rights_text(is_user ? rights | (execute ? VPT_EXEC : 0U) : 0U, user);
  snprintf(text, TEXT_BYTES, "supervisor %s, user %s, %sPCD %u, PWT %u", supervisor, user,
           (word & G) != 0 ? "global, " : "", (unsigned)(word >> 4) & 1U, (unsigned)(word >> 3) & 1U);
}

static bool x86_64_writable_executable(uint64_t word)
{
  return (word & RW) != 0 && (word & XD) == 0;
}

static struct layout x86_64_layout(unsigned height, enum vpt_kind kind, uint64_t word)
{
  if ((word & P) == 0) return layout_of(absent_fields, NULL, NULL);
  if (kind == VPT_TABLE || height > 2) return layout_of(table_upper, table_address, table_lower);
  switch (height) {
  case 0: return layout_of(leaf_upper, page_address, page_lower);
  case 1: return layout_of(leaf_upper, large_2m_address, large_lower);
  default: return layout_of(leaf_upper, large_1g_address, large_lower);
  }
}

const struct tool_format tool_x86_64 = {
  .name = "x86-64",
  .title = "x86-64 paging",
  .format = &vpt_x86_64,
  .last_level = 1,
  .counts_up = true,
  .valid_mask = P,
  .invalid = "bit 0 is 0",
  .accessed_mask = 0,
  .reserved = "PS is 1, but bits below the address are not 0, or this level has no leaves",
  .narrowing_names = VALUES("read-only", "supervisor", "XD", NULL),
  .narrowed_text = "rights are narrower",
  .narrowing = x86_64_narrowing,
  .narrowed = x86_64_narrowed,
  .describe = x86_64_describe,
  .writable_executable = x86_64_writable_executable,
  .layout = x86_64_layout,
};

/* ---- extended page tables -------------------------------------------------------------------- */

#define RIGHTS 7ULL /* X, W, R: in a narrowing the same bits, those that are taken away */
#define W (1ULL << 1)
#define X (1ULL << 2)
#define LARGE (1ULL << 7)
#define DIRTY (1ULL << 9)

#define FIELD_READ {"R", 0, 0, NULL, VALUES("no reads", "reads allowed")}
#define FIELD_WRITE {"W", 1, 1, NULL, VALUES("no writes", "writes allowed")}
#define FIELD_FETCH {"X", 2, 2, NULL, VALUES("no fetches", "fetches allowed")}
#define FIELDS_USER_FETCH                                                                          \
  {"ignored", 11, 11, NULL, NULL},                                                                 \
  {                                                                                                \
    "XU", 10, 10, "fetches of user mode with mode-based execute control, else ignored", NULL       \
  }
#define FIELD_EPT_A {"A", 8, 8, "if EPTP bit 6 is 1, else ignored", VALUES("not accessed", "accessed")}
#define FIELD_TYPE                                                                                 \
  {                                                                                                \
    "type", 5, 3, NULL,                                                                            \
      VALUES("UC", "WC", "reserved", "reserved", "WT", "WP", "WB", "reserved")                     \
  }

/* "Convertible EPT Violations": bit 63 counts in an entry that is not present, too. */
#define FIELD_SUPPRESS_VE {"no #VE", 63, 63, "if violations are made #VE, else ignored", NULL}

static const struct field ept_absent_fields[] = {
  FIELD_SUPPRESS_VE,
  {"ignored", 62, 11, NULL, NULL},
  {"XU", 10, 10, "present if 1 with mode-based execute control, else ignored", NULL},
  {"ignored", 9, 3, NULL, NULL},
  FIELD_FETCH,
  FIELD_WRITE,
  FIELD_READ,
  END,
};

static const struct field ept_table_upper[] = {{"ignored", 63, 52, NULL, NULL}, END};

static const struct field ept_table_lower[] = {
  FIELDS_USER_FETCH,
  {"ignored", 9, 9, NULL, NULL},
  FIELD_EPT_A,
  {"large", 7, 7, NULL, VALUES("points to a table", "reserved at this level")},
  {"reserved", 6, 3, "must be 0", NULL},
  FIELD_FETCH,
  FIELD_WRITE,
  FIELD_READ,
  END,
};

static const struct field ept_leaf_upper[] = {
  FIELD_SUPPRESS_VE,
  {"ignored", 62, 62, NULL, NULL},
  {"SPP", 61, 61, "of a page: rights of 128 bytes each, if in use, else ignored", NULL},
  {"SSS", 60, 60, "supervisor shadow stack, if EPTP bit 7 is 1, else ignored", NULL},
  {"ignored", 59, 59, NULL, NULL},
  {"PW", 58, 58, "paging-write access, if in use, else ignored", NULL},
  {"VGP", 57, 57, "guest-paging verification, if in use, else ignored", NULL},
  {"ignored", 56, 52, NULL, NULL},
  END,
};

#define EPT_FLAGS_HIGH                                                                             \
  FIELDS_USER_FETCH, {"D", 9, 9, "if EPTP bit 6 is 1, else ignored", VALUES("clean", "dirty")}, FIELD_EPT_A
#define EPT_FLAGS_LOW                                                                              \
  {"IPAT", 6, 6, NULL, VALUES("the guest's PAT counts", "the guest's PAT is ignored")}, FIELD_TYPE, \
    FIELD_FETCH, FIELD_WRITE, FIELD_READ, END

static const struct field ept_page_lower[] = {
  EPT_FLAGS_HIGH, {"ignored", 7, 7, NULL, NULL}, EPT_FLAGS_LOW};

static const struct field ept_large_lower[] = {
  EPT_FLAGS_HIGH, {"large", 7, 7, NULL, VALUES(NULL, "maps memory")}, EPT_FLAGS_LOW};

static const struct field ept_2m_address[] = {
  {"address", 51, 21, "of the leaf, bits 51:21; " PER_PROCESSOR, NULL},
  {"reserved", 20, 12, "must be 0", NULL},
  END,
};

static const struct field ept_1g_address[] = {
  {"address", 51, 30, "of the leaf, bits 51:30; " PER_PROCESSOR, NULL},
  {"reserved", 29, 12, "must be 0", NULL},
  END,
};

static unsigned ept_narrowing(uint64_t word)
{
  return (unsigned)(~word & RIGHTS);
}

static uint64_t ept_narrowed(uint64_t word, unsigned narrowing)
{
  if ((narrowing & W) && (word & W)) word &= ~DIRTY;
  return word & ~(narrowing & RIGHTS);
}

static void ept_describe(uint64_t word, char text[TEXT_BYTES])
{
  static const char *const types[] = {"UC", "WC", "type 2", "type 3", "WT", "WP", "WB", "type 7"};
  char rights[4];
  rights_text((vpt_attr)(word & RIGHTS), rights);
  snprintf(text, TEXT_BYTES, "%s, %s%s", rights, types[word >> 3 & 7],
           (word >> 6 & 1) != 0 ? ", guest's PAT ignored" : "");
}

static bool ept_writable_executable(uint64_t word)
{
  return (word & W) != 0 && (word & X) != 0;
}

/* A misconfiguration is shown as the leaf or the table that its bit 7 and level make of it. */
static struct layout ept_layout(unsigned height, enum vpt_kind kind, uint64_t word)
{
  bool table = kind == VPT_TABLE || height > 2 || (height > 0 && (word & LARGE) == 0);
  if ((word & RIGHTS) == 0) return layout_of(ept_absent_fields, NULL, NULL);
  if (table) return layout_of(ept_table_upper, table_address, ept_table_lower);
  switch (height) {
  case 0: return layout_of(ept_leaf_upper, page_address, ept_page_lower);
  case 1: return layout_of(ept_leaf_upper, ept_2m_address, ept_large_lower);
  default: return layout_of(ept_leaf_upper, ept_1g_address, ept_large_lower);
  }
}

const struct tool_format tool_ept = {
  .name = "ept",
  .title = "Intel EPT",
  .format = &vpt_ept,
  .last_level = 1,
  .counts_up = true,
  .valid_mask = RIGHTS,
  .invalid = "bits 2:0 are 0",
  .accessed_mask = 0,
  .reserved = "EPT misconfiguration: write without read, reserved bits, or a reserved memory type",
  .narrowing_names = VALUES("no-read", "no-write", "no-execute", NULL),
  .narrowed_text = "rights are narrower",
  .narrowing = ept_narrowing,
  .narrowed = ept_narrowed,
  .describe = ept_describe,
  .writable_executable = ept_writable_executable,
  .layout = ept_layout,
};
