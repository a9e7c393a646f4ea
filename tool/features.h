/* SPDX-License-Identifier: Apache-2.0 */
/* Features of hardware that give bits another meaning. What is not said is not assumed: such bits are then listed as
 * what they are without.
 */
#ifndef TOOL_FEATURES_H
#define TOOL_FEATURES_H

#include <stdbool.h>

#include "format.h"
#include "translation.h"

enum feature {
  FEATURE_SVNAPOT = 1 << 0,     /* RISC-V: leaves of 64 KiB */
  FEATURE_SVPBMT = 1 << 1,      /* RISC-V: memory types */
  FEATURE_SVRSW60T59B = 1 << 2, /* RISC-V: bits 60:59 for software */
  FEATURE_SVADU = 1 << 3,       /* RISC-V: hardware sets A and D */
  FEATURE_XTHEADMAE = 1 << 4,   /* T-Head: memory types in bits 63:59 */
  FEATURE_PMM = 1 << 5,         /* RISC-V: pointer masking; the value says how many bits */
  FEATURE_MBEC = 1 << 6,        /* EPT: mode-based execute control */
  FEATURE_SME = 1 << 7,         /* AMD: memory encryption; the value is the bit of addresses */
  FEATURE_TDX = 1 << 8,         /* Intel: shared memory of a trust domain; the value is the bit of addresses */
  FEATURE_LAM = 1 << 9,         /* x86: linear-address masking; the value is 48 or 57 */
  FEATURE_TBI = 1 << 10,        /* AArch64: top byte ignored */
  FEATURE_HAFDBS = 1 << 11,     /* AArch64: hardware sets the access flag, and makes writable what has DBM */
  FEATURE_HPD = 1 << 12,        /* AArch64: table descriptors take no rights away */
  FEATURE_S2FWB = 1 << 13,      /* AArch64 stage 2: memory types by FEAT_S2FWB */
};

/* What --with says. All zero: nothing. */
struct features {
  unsigned said;       /* a sum of enum feature */
  unsigned mark_bit;   /* of FEATURE_SME, FEATURE_TDX */
  unsigned lam_low;    /* of FEATURE_LAM; 0: by the number of levels */
  unsigned masked;     /* of FEATURE_PMM: uppermost bits */
};

/* For the help text: all of them, with what they are for, a line each. */
extern const char features_help[];

/* Takes the value of an option: names with commas between. False after a complaint. */
bool features_take(struct features *features, const char *what, const char *value);

/* Do they all belong to the format? Complains if not. */
bool features_fit(const struct features *features, const struct tool_format *format);

/* The bit of addresses that is no part of them, or 0. */
uint64_t features_address_mark(const struct features *features);

#define READING_MARKS 24
#define HEIGHTS 5
#define READING_FIELDS 8

/* How words of a format are read where features, or what registers say, change it. */
struct reading {
  struct tool_format format;         /* in place of the format's own */
  struct mark marks[READING_MARKS];  /* which it points to */
  struct field fields[READING_FIELDS]; /* in place of those of the format where they overlap; ends with a null name */
  uint64_t ignored_mask;             /* bits that are no part of what the library decodes */
  uint64_t reserved_mask;            /* bits that make a valid entry reserved */
  uint64_t uncounted[HEIGHTS];       /* marks of leaves that do not count, by height */
  bool napot;
  bool user_execute;
  bool no_user;                      /* accesses of the less privileged level fault */
  struct tag tags[TAGS_MAX];         /* of input addresses */
};

/* `translation` may be null: nothing is known but the features. `levels` are those of the tables. */
void reading_make(const struct features *features, const struct tool_format *format, unsigned levels,
                  const struct translation *translation, struct reading *reading);

/* Cuts a field of the format around those that are in its place, from the top down; returns how many there are. */
#define READING_PARTS (2 * READING_FIELDS + 1)
size_t reading_cut(const struct reading *reading, const struct field *field, struct field parts[READING_PARTS]);

#define NAPOT_ENTRIES 16U

/* Is the entry one of the 16 that are a leaf of 64 KiB? */
bool reading_is_napot(const struct reading *reading, unsigned height, uint64_t word);

/* What is left of a leaf without its output address and the marks that do not count. */
uint64_t reading_class(const struct reading *reading, unsigned height, uint64_t leaf_word, vpt_oa oa);

/* The word that the library decodes in place of this one, at this index of a table. */
uint64_t reading_word(const struct reading *reading, unsigned height, unsigned index, uint64_t word);

#endif
