/* SPDX-License-Identifier: Apache-2.0 */
/* x86 descriptors, field by field.
 *
 * Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3: "4-Level Paging and 5-Level
 * Paging" and "EPT Translation Mechanism", tables with the formats of the entries; "Access Rights"
 * and "EPT Violations" for what entries above a leaf take away.
 */
#include <stdio.h>

#include "format.h"

#define PER_PROCESSOR "those from MAXPHYADDR on are reserved"

static const struct field table_address[] = {
  {"address", 51, 12, "of the next table, bits 51:12; " PER_PROCESSOR, NULL, 12},
  END,
};

static const struct field page_address[] = {
  {"address", 51, 12, "of the page, bits 51:12; " PER_PROCESSOR, NULL, 12},
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

#define FIELD_XD {"XD", 63, 63, NULL, VALUES("instructions may be fetched", "no fetches"), NONE}
#define FIELD_RW {"R/W", 1, 1, NULL, VALUES("no writes", "writes allowed"), NONE}
#define FIELD_US {"U/S", 2, 2, NULL, VALUES("supervisor only", "user mode too"), NONE}
#define FIELD_A {"A", 5, 5, NULL, VALUES("not accessed since cleared", "accessed"), NONE}
#define FIELD_P {"P", 0, 0, NULL, VALUES("not present", "present"), NONE}
#define FIELDS_CACHE                                                                               \
  {"PCD", 4, 4, "bit 1 of the index into IA32_PAT", NULL, NONE},                                         \
    {"PWT", 3, 3, "bit 0 of the index into IA32_PAT", NULL, NONE}

static const struct field absent_fields[] = {{"ignored", 63, 1, NULL, NULL, NONE}, FIELD_P, END};

static const struct field table_upper[] = {FIELD_XD, {"ignored", 62, 52, NULL, NULL, NONE}, END};

static const struct field table_lower[] = {
  {"R", 11, 11, NULL, VALUES("as below", "ends HLAT paging if that is in use, else ignored"), NONE},
  {"ignored", 10, 8, NULL, NULL, NONE},
  {"PS", 7, 7, NULL, VALUES("points to a table", "reserved at this level"), NONE},
  {"ignored", 6, 6, NULL, NULL, NONE},
  FIELD_A,
  FIELDS_CACHE,
  FIELD_US,
  FIELD_RW,
  FIELD_P,
  END,
};

static const struct field leaf_upper[] = {
  FIELD_XD,
  {"PK", 62, 59, "protection key with CR4.PKE or CR4.PKS, else ignored", NULL, NONE},
  {"ignored", 58, 52, NULL, NULL, NONE},
  END,
};

#define LEAF_FLAGS                                                                                 \
  {"D", 6, 6, NULL, VALUES("not written since cleared", "written; if read-only: shadow stack (CET)"), NONE}, \
    FIELD_A, FIELDS_CACHE, FIELD_US, FIELD_RW, FIELD_P, END
#define LEAF_SOFTWARE                                                                              \
  {"R", 11, 11, NULL, VALUES("as below", "ends HLAT paging if that is in use, else ignored"), NONE},     \
    {"ignored", 10, 9, NULL, NULL, NONE}, {"G", 8, 8, NULL, VALUES("tagged with the PCID", "global"), NONE}

static const struct field page_lower[] = {
  LEAF_SOFTWARE,
  {"PAT", 7, 7, "bit 2 of the index into IA32_PAT", NULL, NONE},
  LEAF_FLAGS,
};

static const struct field large_lower[] = {
  {"PAT", 12, 12, "bit 2 of the index into IA32_PAT", NULL, NONE},
  LEAF_SOFTWARE,
  {"PS", 7, 7, NULL, VALUES(NULL, "maps memory"), NONE},
  LEAF_FLAGS,
};

static const struct field large_2m_address[] = {
  {"address", 51, 21, "of the leaf, bits 51:21; " PER_PROCESSOR, NULL, 21},
  {"reserved", 20, 13, "must be 0", NULL, NONE},
  END,
};

static const struct field large_1g_address[] = {
  {"address", 51, 30, "of the leaf, bits 51:30; " PER_PROCESSOR, NULL, 30},
  {"reserved", 29, 13, "must be 0", NULL, NONE},
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

static const struct fault_words x86_64_faults = {
  .invalid = "page fault, not present",
  .reserved = "reserved-bit page fault",
  .address = "reserved-bit page fault",
  .no_right = "page fault, protection",
  .outside = "general-protection exception",
};

#define ANY_SW 0x07F0000000000E00ULL /* bits 58:52 and 11:9 */
static const struct mark x86_64_marks[] = {
  {"young", 1ULL << 5, ANY_HEIGHT, false, 0, NULL},
  {"dirty", D, ANY_HEIGHT, false, 0, NULL},
  {"pk", 0xFULL << 59, ANY_HEIGHT, true, 0, NULL},
  {"sw", ANY_SW, ANY_HEIGHT, false, 0, NULL},
  END_MARKS,
};

/* Of user mode, if it may: whether the supervisor may execute then is not in the entry (SMEP). */
static struct rights x86_64_rights(uint64_t word)
{
  bool is_user = (word & US) != 0, execute = (word & XD) == 0;
  vpt_attr rights = VPT_READ | ((word & RW) != 0 ? VPT_WRITE : 0U);
  vpt_attr all = rights | (execute ? VPT_EXEC : 0U);
  return is_user ? (struct rights){rights, all} : (struct rights){all, 0};
}

static const char *x86_64_why_reserved(unsigned height, uint64_t word)
{
  (void)word;
  return height > 2 ? "PS is 1, but this level has no leaves" : "PS is 1, but bits below the address are not 0";
}

/* With A, and D if it is writable; index 0 into IA32_PAT. */
static uint64_t x86_64_plain(unsigned height, uint64_t word)
{
  uint64_t plain = (word & (P | RW | US | XD | G)) | 1ULL << 5;
  return plain | ((word & RW) != 0 ? D : 0) | (height > 0 ? 1ULL << 7 : 0);
}

static bool x86_64_global(unsigned height, uint64_t word)
{
  (void)height;
  return (word & G) != 0;
}

static unsigned x86_64_type(const struct type_table *types, unsigned height, uint64_t word)
{
  unsigned pat = (unsigned)(word >> (height == 0 ? 7 : 12)) & 1U;
  unsigned index = pat << 2 | ((unsigned)(word >> 3) & 3U);
  return types->given ? types->byte[index] & 7U : TYPE_INDEX + index;
}

/* The encodings of IA32_PAT; in EPT the same but for 7. */
static void x86_type_text(unsigned type, char text[TEXT_BYTES])
{
  static const char *const types[] = {"UC", "WC", "type2", "type3", "WT", "WP", "WB", "UC-"};
  if (type < TYPE_INDEX) {
    snprintf(text, TEXT_BYTES, "%s", types[type]);
  } else {
    snprintf(text, TEXT_BYTES, "pat%u", type - TYPE_INDEX);
  }
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
  .why_reserved = x86_64_why_reserved,
  .narrowing_names = VALUES("read-only", "supervisor", "XD", NULL),
  .narrowed_text = "rights are narrower",
  .narrowing = x86_64_narrowing,
  .narrowed = x86_64_narrowed,
  .faults = &x86_64_faults,
  .marks = x86_64_marks,
  .plain = x86_64_plain,
  .rights = x86_64_rights,
  .global = x86_64_global,
  .type = x86_64_type,
  .type_text = x86_type_text,
  .layout = x86_64_layout,
};

/* ---- extended page tables -------------------------------------------------------------------- */

#define RIGHTS 7ULL /* X, W, R: in a narrowing the same bits, those that are taken away */
#define W (1ULL << 1)
#define LARGE (1ULL << 7)
#define DIRTY (1ULL << 9)

#define FIELD_READ {"R", 0, 0, NULL, VALUES("no reads", "reads allowed"), NONE}
#define FIELD_WRITE {"W", 1, 1, NULL, VALUES("no writes", "writes allowed"), NONE}
#define FIELD_FETCH {"X", 2, 2, NULL, VALUES("no fetches", "fetches allowed"), NONE}
#define FIELDS_USER_FETCH                                                                          \
  {"ignored", 11, 11, NULL, NULL, NONE},                                                                 \
  {                                                                                                \
    "XU", 10, 10, "fetches of user mode with mode-based execute control, else ignored", NULL, NONE       \
  }
#define FIELD_EPT_A {"A", 8, 8, "if EPTP bit 6 is 1, else ignored", VALUES("not accessed", "accessed"), NONE}
#define FIELD_TYPE                                                                                 \
  {                                                                                                \
    "type", 5, 3, NULL,                                                                            \
      VALUES("UC", "WC", "reserved", "reserved", "WT", "WP", "WB", "reserved"), NONE                     \
  }

/* "Convertible EPT Violations": bit 63 counts in an entry that is not present, too. */
#define FIELD_SUPPRESS_VE {"no #VE", 63, 63, "if violations are made #VE, else ignored", NULL, NONE}

static const struct field ept_absent_fields[] = {
  FIELD_SUPPRESS_VE,
  {"ignored", 62, 11, NULL, NULL, NONE},
  {"XU", 10, 10, "present if 1 with mode-based execute control, else ignored", NULL, NONE},
  {"ignored", 9, 3, NULL, NULL, NONE},
  FIELD_FETCH,
  FIELD_WRITE,
  FIELD_READ,
  END,
};

static const struct field ept_table_upper[] = {{"ignored", 63, 52, NULL, NULL, NONE}, END};

static const struct field ept_table_lower[] = {
  FIELDS_USER_FETCH,
  {"ignored", 9, 9, NULL, NULL, NONE},
  FIELD_EPT_A,
  {"large", 7, 7, NULL, VALUES("points to a table", "reserved at this level"), NONE},
  {"reserved", 6, 3, "must be 0", NULL, NONE},
  FIELD_FETCH,
  FIELD_WRITE,
  FIELD_READ,
  END,
};

static const struct field ept_leaf_upper[] = {
  FIELD_SUPPRESS_VE,
  {"ignored", 62, 62, NULL, NULL, NONE},
  {"SPP", 61, 61, "of a page: rights of 128 bytes each, if in use, else ignored", NULL, NONE},
  {"SSS", 60, 60, "supervisor shadow stack, if EPTP bit 7 is 1, else ignored", NULL, NONE},
  {"ignored", 59, 59, NULL, NULL, NONE},
  {"PW", 58, 58, "paging-write access, if in use, else ignored", NULL, NONE},
  {"VGP", 57, 57, "guest-paging verification, if in use, else ignored", NULL, NONE},
  {"ignored", 56, 52, NULL, NULL, NONE},
  END,
};

#define EPT_FLAGS_HIGH                                                                             \
  FIELDS_USER_FETCH, {"D", 9, 9, "if EPTP bit 6 is 1, else ignored", VALUES("clean", "dirty"), NONE}, FIELD_EPT_A
#define EPT_FLAGS_LOW                                                                              \
  {"IPAT", 6, 6, NULL, VALUES("the guest's PAT counts", "the guest's PAT is ignored"), NONE}, FIELD_TYPE, \
    FIELD_FETCH, FIELD_WRITE, FIELD_READ, END

static const struct field ept_page_lower[] = {
  EPT_FLAGS_HIGH, {"ignored", 7, 7, NULL, NULL, NONE}, EPT_FLAGS_LOW};

static const struct field ept_large_lower[] = {
  EPT_FLAGS_HIGH, {"large", 7, 7, NULL, VALUES(NULL, "maps memory"), NONE}, EPT_FLAGS_LOW};

static const struct field ept_2m_address[] = {
  {"address", 51, 21, "of the leaf, bits 51:21; " PER_PROCESSOR, NULL, 21},
  {"reserved", 20, 12, "must be 0", NULL, NONE},
  END,
};

static const struct field ept_1g_address[] = {
  {"address", 51, 30, "of the leaf, bits 51:30; " PER_PROCESSOR, NULL, 30},
  {"reserved", 29, 12, "must be 0", NULL, NONE},
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

static const struct fault_words ept_faults = {
  .invalid = "EPT violation",
  .reserved = "EPT misconfiguration",
  .address = "EPT misconfiguration",
  .no_right = "EPT violation",
  .outside = "EPT violation",
};

#define EPT_WB (6ULL << 3)
#define EPT_IPAT (1ULL << 6)
static const struct mark ept_marks[] = {
  {"ipat", EPT_IPAT, ANY_HEIGHT, true, 0, NULL},
  {"young", 1ULL << 8, ANY_HEIGHT, false, 0, NULL},
  {"dirty", DIRTY, ANY_HEIGHT, false, 0, NULL},
  {"xu", 1ULL << 10, ANY_HEIGHT, true, 0, NULL},
  {"no-ve", 1ULL << 63, ANY_HEIGHT, false, 0, NULL},
  {"spp", 1ULL << 61, ANY_HEIGHT, true, 0, NULL},
  {"sss", 1ULL << 60, ANY_HEIGHT, true, 0, NULL},
  {"pw", 1ULL << 58, ANY_HEIGHT, true, 0, NULL},
  {"vgp", 1ULL << 57, ANY_HEIGHT, true, 0, NULL},
  {"sw", 0x49F0000000000800ULL, LARGER, false, 0, NULL}, /* bits 62, 59, 56:52, 11 */
  {"sw", 0x49F0000000000880ULL, PAGES, false, 0, NULL},  /* and 7 */
  END_MARKS,
};

static struct rights ept_rights(uint64_t word)
{
  return (struct rights){(vpt_attr)(word & RIGHTS), 0};
}

static const char *ept_why_reserved(unsigned height, uint64_t word)
{
  unsigned type = (unsigned)(word >> 3) & 7U;
  bool leaf = height == 0 || (word & LARGE) != 0;
  if ((word & RIGHTS) == W || (word & RIGHTS) == (RIGHTS & ~1ULL)) return "write without read";
  if (height > 2 && leaf) return "bit 7 is 1, but this level has no leaves";
  if (!leaf) return "bits 6:3 of a table descriptor are not 0";
  if (type == 2 || type == 3 || type == 7) return "the memory type is reserved";
  return "bits below the address are not 0";
}

static uint64_t ept_plain(unsigned height, uint64_t word)
{
  uint64_t plain = (word & RIGHTS) | EPT_WB | 1ULL << 8;
  return plain | ((word & W) != 0 ? DIRTY : 0) | (height > 0 ? LARGE : 0);
}

static unsigned ept_type(const struct type_table *types, unsigned height, uint64_t word)
{
  (void)types;
  (void)height;
  return (unsigned)(word >> 3) & 7U;
}

/* SDM, volume 3, "EPT and Memory Typing" and "Effective Page-Level Memory Types": EPT's in the place of the MTRRs'. */
static bool ept_combined(const struct tool_format *stage1, unsigned type1, unsigned type2, uint64_t marks2,
                         char text[TEXT_BYTES])
{
  static const char *const effective[8][8] = { /* by EPT's type, by PAT's */
    [0] = {"UC", "WC", NULL, NULL, "UC", "UC", "UC", "UC"},
    [1] = {"UC", "WC", NULL, NULL, "UC", "UC", "WC", "WC"},
    [4] = {"UC", "WC", NULL, NULL, "WT", "WP", "WT", "UC"},
    [5] = {"UC", "WC", NULL, NULL, "WT", "WP", "WP", "WC"},
    [6] = {"UC", "WC", NULL, NULL, "WT", "WP", "WB", "UC"},
  };
  if (stage1->type != x86_64_type) return false;
  if ((marks2 & EPT_IPAT) != 0) {
    x86_type_text(type2, text);
    return true;
  }
  const char *type = type1 < TYPE_INDEX ? effective[type2][type1] : NULL;
  if (type != NULL) snprintf(text, TEXT_BYTES, "%s", type);
  return type != NULL;
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
  .reserved = "write without read, reserved bits, or a reserved memory type",
  .why_reserved = ept_why_reserved,
  .narrowing_names = VALUES("no-read", "no-write", "no-execute", NULL),
  .narrowed_text = "rights are narrower",
  .narrowing = ept_narrowing,
  .narrowed = ept_narrowed,
  .faults = &ept_faults,
  .marks = ept_marks,
  .plain = ept_plain,
  .rights = ept_rights,
  .type = ept_type,
  .type_text = x86_type_text,
  .combined = ept_combined,
  .layout = ept_layout,
};
