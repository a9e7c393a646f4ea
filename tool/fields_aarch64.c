/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 descriptors, field by field; the addresses in them are in aarch64_granules.c.
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory
 * System Architecture": "The VMSAv8-64 translation table format descriptors", "Stage 1 attribute
 * fields in the VMSAv8-64 Block and Page descriptors", "Stage 2 attribute fields ...",
 * "Hierarchical control of Stage 1 data access permissions", "... of instruction execution
 * permissions".
 */
#include <stdio.h>
#include <string.h>

#include "fields_aarch64.h"
#include "types_aarch64.h"

#define VALID 0x1ULL
#define TYPE 0x3ULL
#define ACCESS_FLAG 0x400ULL

/* Leaves. */
#define AP1 (1ULL << 6)
#define AP2 (1ULL << 7)
#define S2AP_READ (1ULL << 6)
#define S2AP_WRITE (1ULL << 7)
#define NG (1ULL << 11)
#define PXN (1ULL << 53)
#define UXN (1ULL << 54)
#define DBM_BIT (1ULL << 51)
#define CONTIGUOUS_BIT (1ULL << 52)
#define SH_INNER (3ULL << 8)

/* The hierarchical attributes, as bits of a narrowing: bits 62:59 of a stage 1 table descriptor. */
#define NARROWING_SHIFT 59
#define NARROW_PXN 1U
#define NARROW_UXN 2U
#define NARROW_AP0 4U
#define NARROW_AP1 8U

/* ---- what the formats share ------------------------------------------------------------------ */

static const struct field invalid_fields[] = {
  {"ignored", 63, 1, NULL, NULL, NONE},
  {"valid", 0, 0, NULL, VALUES("invalid", "valid"), NONE},
  END,
};

static const struct field reserved_fields[] = {
  {"reserved", 63, 2, NULL, NULL, NONE},
  {"type", 1, 1, NULL, VALUES("reserved: this level has no blocks", NULL), NONE},
  {"valid", 0, 0, NULL, VALUES("invalid", "valid"), NONE},
  END,
};

#define IGNORED_63 {"ignored", 63, 63, NULL, NULL, NONE}
#define PBHA {"PBHA", 62, 59, "page-based hardware attributes, else ignored", NULL, NONE}
#define SOFTWARE {"software", 58, 55, "for software use", NULL, NONE}
#define CONTIGUOUS {"contiguous", 52, 52, NULL, VALUES("no", "one of a set of adjacent entries"), NONE}
#define DBM {"DBM", 51, 51, NULL, VALUES("no", "hardware may make it writable when it is written"), NONE}
#define AF {"AF", 10, 10, NULL, VALUES("not accessed: faults", "accessed"), NONE}
#define SH                                                                                        \
  {                                                                                               \
    "SH", 9, 8, NULL, VALUES("non-shareable", "reserved", "outer shareable", "inner shareable"), NONE   \
  }
#define OA_51_50 {"OA", 9, 8, "output address, bits 51:50", NULL, 50}
#define TYPE_AND_VALID                                                                            \
  {"type", 1, 1, NULL, VALUES("block", "page"), NONE}, {"valid", 0, 0, NULL, VALUES("invalid", "valid"), NONE}

/* What the formats of a stage have in common, and what differs with the granule. */
struct stage {
  const struct field *table, *upper, *lower, *lower_lpa2;
};

static struct layout layout_of(const struct stage *stage, const struct aarch64_granule *granule,
                               unsigned height, enum vpt_kind kind, uint64_t word)
{
  const struct field *lower = granule->lpa2 ? stage->lower_lpa2 : stage->lower;
  switch (kind) {
  case VPT_TABLE: return (struct layout){{stage->table, granule->table, NULL}};
  case VPT_LEAF: return (struct layout){{stage->upper, granule->leaf[height], lower}};
  default: return (struct layout){{(word & VALID) != 0 ? reserved_fields : invalid_fields, NULL, NULL}};
  }
}

/* The bits of a leaf that hold its output address. */
static uint64_t place_64k(vpt_oa oa)
{
  return (oa & 0xFFFFFFFFFFFFULL) | oa >> 48 << 12;
}

static uint64_t place_lpa2(vpt_oa oa)
{
  return (oa & 0x3FFFFFFFFFFFFULL) | oa >> 50 << 8;
}

static vpt_attr rights_of(bool read, bool write, bool execute)
{
  return (read ? VPT_READ : 0U) | (write ? VPT_WRITE : 0U) | (execute ? VPT_EXEC : 0U);
}

static unsigned bits(uint64_t word, unsigned high, unsigned low)
{
  return (unsigned)(word >> low) & ((1U << (high - low + 1)) - 1U);
}

/* ---- what leaves have in common -------------------------------------------------------------- */

static const struct fault_words faults = {
  .invalid = "translation fault",
  .reserved = "translation fault",
  .address = "address size fault",
  .access_flag = "access flag fault",
  .no_right = "permission fault",
  .outside = "translation fault, level 0",
};

/* Stage 1 and stage 2 leaves have these in the same places. */
#define COMMON_MARKS                                                                               \
  {"young", ACCESS_FLAG, ANY_HEIGHT, false, 0, NULL},                                              \
  {"dbm", DBM_BIT, ANY_HEIGHT, true, 0, NULL},                                                     \
  {"contig", CONTIGUOUS_BIT, ANY_HEIGHT, false, 0, NULL},                                          \
  {"nt", 1ULL << 16, LARGER, false, 0, NULL},                                                      \
  {"sw", 0xFULL << 55, ANY_HEIGHT, false, 0, NULL},                                                \
  {"pbha", 0xFULL << 59, ANY_HEIGHT, false, 0, NULL},                                              \
  {"bit63", 1ULL << 63, ANY_HEIGHT, false, 0, NULL}

/* With FEAT_LPA2 leaves have no SH. */
#define SHAREABILITY {"sh", 3ULL << 8, ANY_HEIGHT, true, 0, VALUES(NULL, "sh=1", "osh", "ish")}

/* A set is as many leaves as fill 16 (4 KiB), 32 or 128 (16 KiB), 32 (64 KiB granule) entries. */
static unsigned set_of(unsigned height, uint64_t word, unsigned pages, unsigned blocks)
{
  return (word & CONTIGUOUS_BIT) == 0 ? 0 : height == 0 ? pages : blocks;
}

static unsigned set_4k(unsigned height, uint64_t word)
{
  return set_of(height, word, 16, 16);
}

static unsigned set_16k(unsigned height, uint64_t word)
{
  return set_of(height, word, 128, 32);
}

static unsigned set_64k(unsigned height, uint64_t word)
{
  return set_of(height, word, 32, 32);
}

/* ---- stage 1, two privilege levels ----------------------------------------------------------- */

static const struct field s1_table[] = {
  {"NSTable", 63, 63, "Secure state only", VALUES("as below", "all below is Non-secure"), NONE},
  {"APTable", 62, 61, NULL,
   VALUES("no effect", "no EL0 access below", "read-only below", "read-only, no EL0 access below"), NONE},
  {"UXNTable", 60, 60, NULL, VALUES("no effect", "EL0 executes nothing below"), NONE},
  {"PXNTable", 59, 59, NULL, VALUES("no effect", "EL1 executes nothing below"), NONE},
  {"ignored", 58, 51, NULL, NULL, NONE},
  END,
};

static const struct field s1_upper[] = {
  IGNORED_63,
  PBHA,
  SOFTWARE,
  {"UXN", 54, 54, NULL, VALUES("EL0 may execute", "EL0 may not execute"), NONE},
  {"PXN", 53, 53, NULL, VALUES("EL1 may execute unless EL0 may write", "EL1 may not execute"), NONE},
  CONTIGUOUS,
  DBM,
  {"GP", 50, 50, NULL, VALUES("not guarded", "guarded page (FEAT_BTI; else RES0)"), NONE},
  END,
};

#define ATTRINDX {"AttrIndx", 4, 2, "index into MAIR", NULL, NONE}
#define NS {"NS", 5, 5, "Secure state only", VALUES("Secure", "Non-secure"), NONE}

#define S1_LOWER(bits_9_8)                                                                        \
  {"nG", 11, 11, NULL, VALUES("global", "tagged with the ASID"), NONE},                                 \
  AF,                                                                                             \
  bits_9_8,                                                                                       \
  {"AP[2:1]", 7, 6, NULL,                                                                         \
   VALUES("EL1 rw, EL0 none", "EL1 rw, EL0 rw", "EL1 r, EL0 none", "EL1 r, EL0 r"), NONE},              \
  NS,                                                                                             \
  ATTRINDX,                                                                                       \
  TYPE_AND_VALID,                                                                                 \
  END

static const struct field s1_lower[] = {S1_LOWER(SH)};
static const struct field s1_lower_lpa2[] = {S1_LOWER(OA_51_50)};
static const struct stage s1 = {s1_table, s1_upper, s1_lower, s1_lower_lpa2};

static unsigned s1_narrowing(uint64_t word)
{
  return (unsigned)(word >> NARROWING_SHIFT) & (NARROWINGS - 1U);
}

static uint64_t s1_narrowed(uint64_t word, unsigned narrowing)
{
  if (narrowing & NARROW_PXN) word |= PXN;
  if (narrowing & NARROW_UXN) word |= UXN;
  if (narrowing & NARROW_AP0) word &= ~AP1;
  if (narrowing & NARROW_AP1) word |= AP2;
  return word;
}

static bool s1_el1_executes(uint64_t word)
{
  bool el0_writes = (word & AP1) != 0 && (word & AP2) == 0;
  return (word & PXN) == 0 && !el0_writes;
}

static struct rights s1_rights(uint64_t word)
{
  bool user = (word & AP1) != 0, write = (word & AP2) == 0;
  return (struct rights){rights_of(true, write, s1_el1_executes(word)),
                         rights_of(user, user && write, (word & UXN) == 0)};
}

/* With AF, inner shareable (or, with FEAT_LPA2, some address), and the index of normal memory. */
static uint64_t s1_plain(unsigned height, uint64_t word)
{
  (void)height;
  return (word & (TYPE | AP1 | AP2 | NG | UXN | PXN)) | ACCESS_FLAG | SH_INNER;
}

static bool s1_global(unsigned height, uint64_t word)
{
  (void)height;
  return (word & NG) == 0;
}

/* Hardware or the kernel makes a leaf with DBM writable at the first store. */
static bool s1_writable_clean(uint64_t word)
{
  return (word & DBM_BIT) != 0;
}

static unsigned s1_type(const struct type_table *types, unsigned height, uint64_t word)
{
  unsigned index = bits(word, 4, 2);
  (void)height;
  return types->given ? types->byte[index] : TYPE_INDEX + index;
}

static void s1_type_text(unsigned type, char text[TEXT_BYTES])
{
  if (type < TYPE_INDEX) {
    aarch64_mair_text(type, text);
  } else {
    snprintf(text, TEXT_BYTES, "attr%u", type - TYPE_INDEX);
  }
}

#define S1_MARKS {"guarded", 1ULL << 50, ANY_HEIGHT, true, 0, NULL}, {"ns", 1ULL << 5, ANY_HEIGHT, true, 0, NULL}
static const struct mark s1_marks[] = {SHAREABILITY, S1_MARKS, COMMON_MARKS, END_MARKS};
static const struct mark s1_marks_lpa2[] = {S1_MARKS, COMMON_MARKS, END_MARKS};

static const char *const s1_narrowing_names[] = {"PXNTable", "UXNTable", "APTable[0]", "APTable[1]"};

/* One of the five formats of a stage, of which `stage` begins the names. */
#define STAGE_FORMAT(stage, symbol, hyphened, title_, object, granule_, place_, set_, marks_)              \
  static struct layout symbol##_layout(unsigned height, enum vpt_kind kind, uint64_t word)         \
  {                                                                                                \
    return layout_of(&stage, &granule_, height, kind, word);                                       \
  }                                                                                                \
  const struct tool_format tool_aarch64_##symbol = {                                               \
    .name = "aarch64-" hyphened,                                                                   \
    .title = title_,                                                                               \
    .format = object,                                                                              \
    .last_level = 3,                                                                               \
    .valid_mask = VALID,                                                                           \
    .invalid = "bit 0 is 0",                                                                       \
    .accessed_mask = ACCESS_FLAG,                                                                  \
    .accessed_name = "AF",                                                                         \
    .reserved = "bits 1:0 are 0b01, but there are no blocks at this level",                        \
    .narrowing_names = stage##_narrowing_names,                                                    \
    .narrowed_text = "rights are narrower",                                                        \
    .narrowing = stage##_narrowing,                                                                \
    .narrowed = stage##_narrowed,                                                                  \
    .faults = &faults,                                                                             \
    .marks = marks_,                                                                               \
    .plain = stage##_plain,                                                                        \
    .rights = stage##_rights,                                                                      \
    .writable_clean = stage##_writable_clean,                                                      \
    .global = stage##_global,                                                                      \
    .type = stage##_type,                                                                          \
    .type_text = stage##_type_text,                                                                \
    .combined = stage##_combined,                                                                  \
    .set_entries = set_,                                                                           \
    .layout = symbol##_layout,                                                                     \
    .place = place_,                                                                               \
  };

#define s1_combined NULL /* a first stage */
#define el2_combined NULL

#define STAGE_FORMATS(stage, symbol, hyphened, title, object)                                                        \
  STAGE_FORMAT(stage, symbol, hyphened, title, object, aarch64_4k, NULL, set_4k, stage##_marks)                      \
  STAGE_FORMAT(stage, symbol##_16k, hyphened "-16k", title, object##_16k, aarch64_16k, NULL, set_16k, stage##_marks) \
  STAGE_FORMAT(stage, symbol##_64k, hyphened "-64k", title, object##_64k, aarch64_64k, place_64k, set_64k,           \
               stage##_marks)                                                                                        \
  STAGE_FORMAT(stage, symbol##_lpa2, hyphened "-lpa2", title ", FEAT_LPA2", object##_lpa2, aarch64_lpa2, place_lpa2, \
               set_4k, stage##_marks_lpa2)                                                                           \
  STAGE_FORMAT(stage, symbol##_16k_lpa2, hyphened "-16k-lpa2", title ", FEAT_LPA2", object##_16k_lpa2,               \
               aarch64_16k_lpa2, place_lpa2, set_16k, stage##_marks_lpa2)

STAGE_FORMATS(s1, s1, "s1", "AArch64 stage 1, EL1&0 regime", &vpt_aarch64_s1)

/* ---- stage 1, one privilege level ------------------------------------------------------------ */

static const struct field el2_table[] = {
  {"NSTable", 63, 63, "Secure state only", VALUES("as below", "all below is Non-secure"), NONE},
  {"APTable[1]", 62, 62, NULL, VALUES("no effect", "read-only below"), NONE},
  {"reserved", 61, 61, "APTable[0], RES0", NULL, NONE},
  {"XNTable", 60, 60, NULL, VALUES("no effect", "nothing is executed below"), NONE},
  {"reserved", 59, 59, "RES0", NULL, NONE},
  {"ignored", 58, 51, NULL, NULL, NONE},
  END,
};

static const struct field el2_upper[] = {
  IGNORED_63,
  PBHA,
  SOFTWARE,
  {"XN", 54, 54, NULL, VALUES("EL2 may execute", "EL2 may not execute"), NONE},
  {"reserved", 53, 53, "RES0", NULL, NONE},
  CONTIGUOUS,
  DBM,
  {"GP", 50, 50, NULL, VALUES("not guarded", "guarded page (FEAT_BTI; else RES0)"), NONE},
  END,
};

#define EL2_LOWER(bits_9_8)                                                                       \
  {"reserved", 11, 11, "nG, RES0", NULL, NONE},                                                         \
  AF,                                                                                             \
  bits_9_8,                                                                                       \
  {"AP[2]", 7, 7, NULL, VALUES("EL2 rw", "EL2 r"), NONE},                                               \
  {"AP[1]", 6, 6, "RES1", NULL, NONE},                                                                  \
  NS,                                                                                             \
  ATTRINDX,                                                                                       \
  TYPE_AND_VALID,                                                                                 \
  END

static const struct field el2_lower[] = {EL2_LOWER(SH)};
static const struct field el2_lower_lpa2[] = {EL2_LOWER(OA_51_50)};
static const struct stage el2 = {el2_table, el2_upper, el2_lower, el2_lower_lpa2};

static unsigned el2_narrowing(uint64_t word)
{
  return s1_narrowing(word) & (NARROW_UXN | NARROW_AP1);
}

static struct rights el2_rights(uint64_t word)
{
  return (struct rights){rights_of(true, (word & AP2) == 0, (word & UXN) == 0), 0};
}

static uint64_t el2_plain(unsigned height, uint64_t word)
{
  (void)height;
  return (word & (TYPE | AP2 | UXN)) | ACCESS_FLAG | SH_INNER | AP1;
}

#define el2_global NULL /* no ASID */
#define el2_writable_clean s1_writable_clean
#define el2_type s1_type
#define el2_type_text s1_type_text
#define el2_marks s1_marks
#define el2_marks_lpa2 s1_marks_lpa2

static uint64_t el2_narrowed(uint64_t word, unsigned narrowing)
{
  return s1_narrowed(word, narrowing);
}

static const char *const el2_narrowing_names[] = {NULL, "XNTable", NULL, "APTable[1]"};

STAGE_FORMATS(el2, s1_el2, "s1-el2", "AArch64 stage 1, EL2 regime", &vpt_aarch64_s1_el2)

/* ---- stage 2 --------------------------------------------------------------------------------- */

static const struct field s2_table[] = {
  {"reserved", 63, 59, "RES0", NULL, NONE},
  {"ignored", 58, 51, NULL, NULL, NONE},
  END,
};

static const struct field s2_upper[] = {
  IGNORED_63,
  PBHA,
  SOFTWARE,
  {"XN", 54, 53, "bit 53 with FEAT_XNX, else RES0",
   VALUES("EL1 and EL0 may execute", "only EL0 may execute", "not executable",
          "only EL1 may execute"), NONE},
  CONTIGUOUS,
  DBM,
  {"reserved", 50, 50, "RES0", NULL, NONE},
  END,
};

#define S2_LOWER(bits_9_8)                                                                        \
  {"FnXS", 11, 11, NULL, VALUES("XS as in stage 1", "XS is 0 (FEAT_XS; else RES0)"), NONE},             \
  AF,                                                                                             \
  bits_9_8,                                                                                       \
  {"S2AP", 7, 6, NULL, VALUES("no access", "read", "write", "read, write"), NONE},                      \
  {"MemAttr", 5, 2, "without FEAT_S2FWB",                                                         \
   VALUES("Device-nGnRnE", "Device-nGnRE", "Device-nGRE", "Device-GRE", "reserved",               \
          "outer NC, inner NC", "outer NC, inner WT", "outer NC, inner WB", "reserved",           \
          "outer WT, inner NC", "outer WT, inner WT", "outer WT, inner WB", "reserved",           \
          "outer WB, inner NC", "outer WB, inner WT", "outer WB, inner WB"), NONE},                     \
  TYPE_AND_VALID,                                                                                 \
  END

static const struct field s2_lower[] = {S2_LOWER(SH)};
static const struct field s2_lower_lpa2[] = {S2_LOWER(OA_51_50)};
static const struct stage s2 = {s2_table, s2_upper, s2_lower, s2_lower_lpa2};

static const char *const s2_narrowing_names[] = {NULL, NULL, NULL, NULL}; /* nothing narrows */

static unsigned s2_narrowing(uint64_t word)
{
  (void)word;
  return 0;
}

static uint64_t s2_narrowed(uint64_t word, unsigned narrowing)
{
  (void)narrowing;
  return word;
}

/* XN[1:0], bits 54:53: nobody executes what has 0b10; of 0b01 and 0b11 a mark says who. */
static struct rights s2_rights(uint64_t word)
{
  bool nobody = (word & UXN) != 0 && (word & PXN) == 0;
  return (struct rights){rights_of((word & S2AP_READ) != 0, (word & S2AP_WRITE) != 0, !nobody), 0};
}

/* With AF and the attributes of normal memory. */
static uint64_t s2_plain(unsigned height, uint64_t word)
{
  (void)height;
  return (word & (TYPE | S2AP_READ | S2AP_WRITE | UXN | PXN)) | ACCESS_FLAG | SH_INNER | 0xFULL << 2;
}

#define s2_global NULL
#define s2_writable_clean s1_writable_clean

static unsigned s2_type(const struct type_table *types, unsigned height, uint64_t word)
{
  (void)types;
  (void)height;
  return bits(word, 5, 2);
}

#define s2_type_text aarch64_memattr_text
#define s2_combined aarch64_memattr_combined

#define S2_MARKS                                                                                   \
  {"x", 3ULL << 53, ANY_HEIGHT, true, 0, VALUES(NULL, "x=el0", NULL, "x=el1")},          \
  {"fnxs", NG, ANY_HEIGHT, false, 0, NULL}
static const struct mark s2_marks[] = {SHAREABILITY, S2_MARKS, COMMON_MARKS, END_MARKS};
static const struct mark s2_marks_lpa2[] = {S2_MARKS, COMMON_MARKS, END_MARKS};

STAGE_FORMATS(s2, s2, "s2", "AArch64 stage 2", &vpt_aarch64_s2)
