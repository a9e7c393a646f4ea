/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 descriptors, field by field; the addresses in them are in aarch64_granules.c.
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory
 * System Architecture": "The VMSAv8-64 translation table format descriptors", "Stage 1 attribute
 * fields in the VMSAv8-64 Block and Page descriptors", "Stage 2 attribute fields ...",
 * "Hierarchical control of Stage 1 data access permissions", "... of instruction execution
 * permissions".
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fields_aarch64.h"

#define VALID 0x1ULL
#define ACCESS_FLAG 0x400ULL

/* Leaves. */
#define AP1 (1ULL << 6)
#define AP2 (1ULL << 7)
#define S2AP_READ (1ULL << 6)
#define S2AP_WRITE (1ULL << 7)
#define NG (1ULL << 11)
#define PXN (1ULL << 53)
#define UXN (1ULL << 54)

/* The hierarchical attributes, as bits of a narrowing: bits 62:59 of a stage 1 table descriptor. */
#define NARROWING_SHIFT 59
#define NARROW_PXN 1U
#define NARROW_UXN 2U
#define NARROW_AP0 4U
#define NARROW_AP1 8U

/* ---- what the formats share ------------------------------------------------------------------ */

static const struct field invalid_fields[] = {
  {"ignored", 63, 1, NULL, NULL},
  {"valid", 0, 0, NULL, VALUES("invalid", "valid")},
  END,
};

static const struct field reserved_fields[] = {
  {"reserved", 63, 2, NULL, NULL},
  {"type", 1, 1, NULL, VALUES("reserved: this level has no blocks", NULL)},
  {"valid", 0, 0, NULL, VALUES("invalid", "valid")},
  END,
};

#define IGNORED_63 {"ignored", 63, 63, NULL, NULL}
#define PBHA {"PBHA", 62, 59, "page-based hardware attributes, else ignored", NULL}
#define SOFTWARE {"software", 58, 55, "for software use", NULL}
#define CONTIGUOUS {"contiguous", 52, 52, NULL, VALUES("no", "one of a set of adjacent entries")}
#define DBM {"DBM", 51, 51, NULL, VALUES("no", "hardware may make it writable when it is written")}
#define AF {"AF", 10, 10, NULL, VALUES("not accessed: faults", "accessed")}
#define SH                                                                                        \
  {                                                                                               \
    "SH", 9, 8, NULL, VALUES("non-shareable", "reserved", "outer shareable", "inner shareable")   \
  }
#define OA_51_50 {"OA", 9, 8, "output address, bits 51:50", NULL}
#define TYPE_AND_VALID                                                                            \
  {"type", 1, 1, NULL, VALUES("block", "page")}, {"valid", 0, 0, NULL, VALUES("invalid", "valid")}

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

static void rights_of(bool read, bool write, bool execute, char text[4])
{
  rights_text((read ? VPT_READ : 0) | (write ? VPT_WRITE : 0) | (execute ? VPT_EXEC : 0), text);
}

static unsigned bits(uint64_t word, unsigned high, unsigned low)
{
  return (unsigned)(word >> low) & ((1U << (high - low + 1)) - 1U);
}

/* With FEAT_LPA2 leaves have no SH. */
static void append_shareability(uint64_t word, char text[TEXT_BYTES])
{
  size_t used = strlen(text);
  snprintf(text + used, TEXT_BYTES - used, ", SH %u", bits(word, 9, 8));
}

/* ---- stage 1, two privilege levels ----------------------------------------------------------- */

static const struct field s1_table[] = {
  {"NSTable", 63, 63, "Secure state only", VALUES("as below", "all below is Non-secure")},
  {"APTable", 62, 61, NULL,
   VALUES("no effect", "no EL0 access below", "read-only below", "read-only, no EL0 access below")},
  {"UXNTable", 60, 60, NULL, VALUES("no effect", "EL0 executes nothing below")},
  {"PXNTable", 59, 59, NULL, VALUES("no effect", "EL1 executes nothing below")},
  {"ignored", 58, 51, NULL, NULL},
  END,
};

static const struct field s1_upper[] = {
  IGNORED_63,
  PBHA,
  SOFTWARE,
  {"UXN", 54, 54, NULL, VALUES("EL0 may execute", "EL0 may not execute")},
  {"PXN", 53, 53, NULL, VALUES("EL1 may execute unless EL0 may write", "EL1 may not execute")},
  CONTIGUOUS,
  DBM,
  {"GP", 50, 50, NULL, VALUES("not guarded", "guarded page (FEAT_BTI; else RES0)")},
  END,
};

#define ATTRINDX {"AttrIndx", 4, 2, "index into MAIR", NULL}
#define NS {"NS", 5, 5, "Secure state only", VALUES("Secure", "Non-secure")}

#define S1_LOWER(bits_9_8)                                                                        \
  {"nG", 11, 11, NULL, VALUES("global", "tagged with the ASID")},                                 \
  AF,                                                                                             \
  bits_9_8,                                                                                       \
  {"AP[2:1]", 7, 6, NULL,                                                                         \
   VALUES("EL1 rw, EL0 none", "EL1 rw, EL0 rw", "EL1 r, EL0 none", "EL1 r, EL0 r")},              \
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

static void s1_rights_and_type(uint64_t word, char text[TEXT_BYTES])
{
  char el1[4], el0[4];
  bool user = (word & AP1) != 0, write = (word & AP2) == 0;
  rights_of(true, write, s1_el1_executes(word), el1);
  rights_of(user, user && write, (word & UXN) == 0, el0);
  snprintf(text, TEXT_BYTES, "EL1 %s, EL0 %s, %sAttrIndx %u", el1, el0,
           (word & NG) == 0 ? "global, " : "", bits(word, 4, 2));
}

static void s1_describe(uint64_t word, char text[TEXT_BYTES])
{
  s1_rights_and_type(word, text);
  append_shareability(word, text);
}

static bool s1_writable_executable(uint64_t word)
{
  return (word & AP2) == 0 && (s1_el1_executes(word) || (word & UXN) == 0);
}

static const char *const s1_narrowing_names[] = {"PXNTable", "UXNTable", "APTable[0]", "APTable[1]"};

/* One of the five formats of a stage, of which `stage` begins the names. */
#define STAGE_FORMAT(stage, symbol, hyphened, title_, object, granule_, place_, text)              \
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
    .describe = text,                                                                              \
    .writable_executable = stage##_writable_executable,                                            \
    .layout = symbol##_layout,                                                                     \
    .place = place_,                                                                               \
  };

#define STAGE_FORMATS(stage, symbol, hyphened, title, object)                                                        \
  STAGE_FORMAT(stage, symbol, hyphened, title, object, aarch64_4k, NULL, stage##_describe)                           \
  STAGE_FORMAT(stage, symbol##_16k, hyphened "-16k", title, object##_16k, aarch64_16k, NULL, stage##_describe)       \
  STAGE_FORMAT(stage, symbol##_64k, hyphened "-64k", title, object##_64k, aarch64_64k, place_64k, stage##_describe)  \
  STAGE_FORMAT(stage, symbol##_lpa2, hyphened "-lpa2", title ", FEAT_LPA2", object##_lpa2, aarch64_lpa2, place_lpa2, \
               stage##_rights_and_type)                                                                              \
  STAGE_FORMAT(stage, symbol##_16k_lpa2, hyphened "-16k-lpa2", title ", FEAT_LPA2", object##_16k_lpa2,               \
               aarch64_16k_lpa2, place_lpa2, stage##_rights_and_type)

STAGE_FORMATS(s1, s1, "s1", "AArch64 stage 1, EL1&0 regime", &vpt_aarch64_s1)

/* ---- stage 1, one privilege level ------------------------------------------------------------ */

static const struct field el2_table[] = {
  {"NSTable", 63, 63, "Secure state only", VALUES("as below", "all below is Non-secure")},
  {"APTable[1]", 62, 62, NULL, VALUES("no effect", "read-only below")},
  {"reserved", 61, 61, "APTable[0], RES0", NULL},
  {"XNTable", 60, 60, NULL, VALUES("no effect", "nothing is executed below")},
  {"reserved", 59, 59, "RES0", NULL},
  {"ignored", 58, 51, NULL, NULL},
  END,
};

static const struct field el2_upper[] = {
  IGNORED_63,
  PBHA,
  SOFTWARE,
  {"XN", 54, 54, NULL, VALUES("EL2 may execute", "EL2 may not execute")},
  {"reserved", 53, 53, "RES0", NULL},
  CONTIGUOUS,
  DBM,
  {"GP", 50, 50, NULL, VALUES("not guarded", "guarded page (FEAT_BTI; else RES0)")},
  END,
};

#define EL2_LOWER(bits_9_8)                                                                       \
  {"reserved", 11, 11, "nG, RES0", NULL},                                                         \
  AF,                                                                                             \
  bits_9_8,                                                                                       \
  {"AP[2]", 7, 7, NULL, VALUES("EL2 rw", "EL2 r")},                                               \
  {"AP[1]", 6, 6, "RES1", NULL},                                                                  \
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

static void el2_rights_and_type(uint64_t word, char text[TEXT_BYTES])
{
  char el2[4];
  rights_of(true, (word & AP2) == 0, (word & UXN) == 0, el2);
  snprintf(text, TEXT_BYTES, "EL2 %s, AttrIndx %u", el2, bits(word, 4, 2));
}

static void el2_describe(uint64_t word, char text[TEXT_BYTES])
{
  el2_rights_and_type(word, text);
  append_shareability(word, text);
}

static bool el2_writable_executable(uint64_t word)
{
  return (word & AP2) == 0 && (word & UXN) == 0;
}

static uint64_t el2_narrowed(uint64_t word, unsigned narrowing)
{
  return s1_narrowed(word, narrowing);
}

static const char *const el2_narrowing_names[] = {NULL, "XNTable", NULL, "APTable[1]"};

STAGE_FORMATS(el2, s1_el2, "s1-el2", "AArch64 stage 1, EL2 regime", &vpt_aarch64_s1_el2)

/* ---- stage 2 --------------------------------------------------------------------------------- */

static const struct field s2_table[] = {
  {"reserved", 63, 59, "RES0", NULL},
  {"ignored", 58, 51, NULL, NULL},
  END,
};

static const struct field s2_upper[] = {
  IGNORED_63,
  PBHA,
  SOFTWARE,
  {"XN", 54, 53, "bit 53 with FEAT_XNX, else RES0",
   VALUES("EL1 and EL0 may execute", "only EL0 may execute", "not executable",
          "only EL1 may execute")},
  CONTIGUOUS,
  DBM,
  {"reserved", 50, 50, "RES0", NULL},
  END,
};

#define S2_LOWER(bits_9_8)                                                                        \
  {"FnXS", 11, 11, NULL, VALUES("XS as in stage 1", "XS is 0 (FEAT_XS; else RES0)")},             \
  AF,                                                                                             \
  bits_9_8,                                                                                       \
  {"S2AP", 7, 6, NULL, VALUES("no access", "read", "write", "read, write")},                      \
  {"MemAttr", 5, 2, "without FEAT_S2FWB",                                                         \
   VALUES("Device-nGnRnE", "Device-nGnRE", "Device-nGRE", "Device-GRE", "reserved",               \
          "outer NC, inner NC", "outer NC, inner WT", "outer NC, inner WB", "reserved",           \
          "outer WT, inner NC", "outer WT, inner WT", "outer WT, inner WB", "reserved",           \
          "outer WB, inner NC", "outer WB, inner WT", "outer WB, inner WB")},                     \
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

/* XN[1:0], bits 54:53: the high bit denies EL0, both bits' difference denies EL1. */
static bool s2_el0_executes(uint64_t word)
{
  return (word & UXN) == 0;
}

static bool s2_el1_executes(uint64_t word)
{
  return ((word & UXN) == 0) == ((word & PXN) == 0);
}

static void s2_rights_and_type(uint64_t word, char text[TEXT_BYTES])
{
  char el1[4], el0[4];
  bool read = (word & S2AP_READ) != 0, write = (word & S2AP_WRITE) != 0;
  rights_of(read, write, s2_el1_executes(word), el1);
  rights_of(read, write, s2_el0_executes(word), el0);
  snprintf(text, TEXT_BYTES, "EL1 %s, EL0 %s, MemAttr 0x%x", el1, el0, bits(word, 5, 2));
}

static void s2_describe(uint64_t word, char text[TEXT_BYTES])
{
  s2_rights_and_type(word, text);
  append_shareability(word, text);
}

static bool s2_writable_executable(uint64_t word)
{
  return (word & S2AP_WRITE) != 0 && (s2_el1_executes(word) || s2_el0_executes(word));
}

STAGE_FORMATS(s2, s2, "s2", "AArch64 stage 2", &vpt_aarch64_s2)
