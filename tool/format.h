/* SPDX-License-Identifier: Apache-2.0 */
/* What the tool knows of a descriptor format beyond what the library decodes: the names of the
 * fields, and the meaning of those that the library never writes. One file per architecture.
 */
#ifndef TOOL_FORMAT_H
#define TOOL_FORMAT_H

#include "report.h"
#include "vpt/vpt.h"

/* A named bit field of a descriptor. A list of them ends with a null name. */
struct field {
  const char *name;
  unsigned char high; /* bit numbers, both included */
  unsigned char low;
  const char *meaning;        /* for every value; may be null */
  const char *const *meanings; /* one for each value, each may be null; or null */
  unsigned char address;      /* the bit of an address that `low` holds; NONE: it is no part of one */
};

/* For lists of fields and marks. */
#define VALUES(...) (const char *const[]){__VA_ARGS__}
#define END {NULL, 0, 0, NULL, NULL, NONE}
#define NONE 0xFFU
#define END_MARKS {NULL, 0, 0, false, 0, NULL}

/* A descriptor is described by up to three lists of fields, from bit 63 down to bit 0. */
#define LAYOUT_PARTS 3

struct layout {
  const struct field *parts[LAYOUT_PARTS]; /* null where not needed */
};

/* Attributes that table descriptors impose on all that lies below them: "hierarchical control".
 * The bits set in a `narrowing` add up on the way down; formats number them as they like. */
#define NARROWINGS 16U

/* A field of a leaf that is printed if it is not 0: by its name if it has one bit, else with its value. A list of them
 * ends with a null name. */
struct mark {
  const char *name;
  uint64_t mask;
  unsigned heights;  /* of leaves that have it, one bit each */
  bool counts;       /* leaves that differ in it are not alike: it may change rights or type */
  uint64_t unless;   /* not printed if one of these bits is set */
  const char *const *values; /* printed for each value, null: nothing; or null */
};

#define ANY_HEIGHT 0x1FU
#define PAGES 1U
#define LARGER 0x1EU

/* Rights of a leaf: sums of VPT_READ, VPT_WRITE, VPT_EXEC. */
struct rights {
  vpt_attr privileged;
  vpt_attr user; /* of the less privileged level; 0 in formats that know one level only */
};

/* What the index of a leaf's memory type means: MAIR or PAT, a byte for each index. */
struct type_table {
  bool given;
  uint8_t byte[8];
};

/* Types from here on are indices whose meaning is not known. */
#define TYPE_INDEX 0x100U

/* What the architecture calls the fault that ends a walk; null where there is none. */
struct fault_words {
  const char *invalid;
  const char *reserved;
  const char *address;     /* an address that has too many bits */
  const char *access_flag;
  const char *no_right;
  const char *outside;     /* an input address that tables do not translate */
};

struct tool_format {
  const char *name;
  const char *title;
  const struct vpt_format *format;
  unsigned last_level;      /* the architecture's number for the level at height 0 */
  bool counts_up;           /* the architecture numbers levels from the leaf up */
  uint64_t valid_mask;      /* no bit of it set: invalid; else an invalid one is reserved */
  bool (*absent)(unsigned height, uint64_t word); /* null: `valid_mask` says it */
  uint64_t accessed_mask;   /* no bit of it set in a leaf: access flag fault; 0 if there is none */
  const char *accessed_name;
  const char *invalid;      /* how one sees that a descriptor is invalid */
  const char *reserved;     /* why an encoding is reserved: all reasons */
  const char *(*why_reserved)(unsigned height, uint64_t word); /* the one; null: there is only one */
  const struct fault_words *faults;
  const char *const *narrowing_names; /* of bits 0 to 3 of a narrowing; null if there are none */
  const char *narrowed_text; /* what a narrowing does to a leaf that it changes */

  /* What a table descriptor imposes. */
  unsigned (*narrowing)(uint64_t table_word);
  /* The leaf that would by itself give what is left of `leaf_word` under the narrowing. */
  uint64_t (*narrowed)(uint64_t leaf_word, unsigned narrowing);

  /* A leaf. */
  const struct mark *marks;
  /* The leaf that the library would write for its rights, with any one type and all marks as the library sets them. */
  uint64_t (*plain)(unsigned height, uint64_t leaf_word);
  /* Rights of leaves that the library does not write. */
  struct rights (*rights)(uint64_t leaf_word);
  /* Does the first store make it writable, by hardware or by a fault that is made for it? Null: never. */
  bool (*writable_clean)(uint64_t leaf_word);
  bool (*global)(unsigned height, uint64_t leaf_word); /* null: it has no such bit */
  /* Below TYPE_INDEX: its meaning; else TYPE_INDEX and the index. */
  unsigned (*type)(const struct type_table *types, unsigned height, uint64_t leaf_word);
  void (*type_text)(unsigned type, char text[TEXT_BYTES]);
  /* Of a second stage: the type that both have together, `marks2` being the marks of its leaf that count. False if the
   * architecture does not define it, or if it is not known what one of them means. Null: it never does. */
  bool (*combined)(const struct tool_format *stage1, unsigned type1, unsigned type2, uint64_t marks2,
                   char text[TEXT_BYTES]);
  /* Leaves in the contiguous set that this one belongs to, 0 if to none; null: there are no such sets. */
  unsigned (*set_entries)(unsigned height, uint64_t leaf_word);

  /* The fields of a descriptor of this kind: those of an invalid one, too, and of a reserved encoding,
   * which is shown as what it would most likely have been. */
  struct layout (*layout)(unsigned height, enum vpt_kind kind, uint64_t word);
  /* The bits of a leaf that hold this output address; null: those where it has them itself. */
  uint64_t (*place)(vpt_oa oa);
};

/* A leaf without its output address. */
uint64_t format_without_oa(const struct tool_format *format, uint64_t leaf_word, vpt_oa oa);

/* All formats; ends with null. */
extern const struct tool_format *const tool_formats[];

/* The format with this name, or null. */
const struct tool_format *format_by_name(const char *name);

/* May a root be smaller than a page? */
bool format_has_small_roots(const struct tool_format *format);

extern const struct tool_format tool_aarch64_s1;
extern const struct tool_format tool_aarch64_s1_el2;
extern const struct tool_format tool_aarch64_s2;
extern const struct tool_format tool_aarch64_s1_16k;
extern const struct tool_format tool_aarch64_s1_el2_16k;
extern const struct tool_format tool_aarch64_s2_16k;
extern const struct tool_format tool_aarch64_s1_64k;
extern const struct tool_format tool_aarch64_s1_el2_64k;
extern const struct tool_format tool_aarch64_s2_64k;
extern const struct tool_format tool_aarch64_s1_lpa2;
extern const struct tool_format tool_aarch64_s1_el2_lpa2;
extern const struct tool_format tool_aarch64_s2_lpa2;
extern const struct tool_format tool_aarch64_s1_16k_lpa2;
extern const struct tool_format tool_aarch64_s1_el2_16k_lpa2;
extern const struct tool_format tool_aarch64_s2_16k_lpa2;
extern const struct tool_format tool_x86_64;
extern const struct tool_format tool_ept;
extern const struct tool_format tool_riscv;
extern const struct tool_format tool_riscv_svpbmt;
extern const struct tool_format tool_riscv_g;
extern const struct tool_format tool_riscv_g_svpbmt;
extern const struct tool_format tool_loongarch_4k;
extern const struct tool_format tool_loongarch_16k;

#endif
