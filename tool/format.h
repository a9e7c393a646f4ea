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
};

/* A descriptor is described by up to three lists of fields, from bit 63 down to bit 0. */
#define LAYOUT_PARTS 3

struct layout {
  const struct field *parts[LAYOUT_PARTS]; /* null where not needed */
};

/* Attributes that table descriptors impose on all that lies below them: "hierarchical control".
 * The bits set in a `narrowing` add up on the way down; formats number them as they like. */
#define NARROWINGS 16U

struct tool_format {
  const char *name;
  const char *title;
  const struct vpt_format *format;
  unsigned last_level;      /* the architecture's number for the level at height 0 */
  bool counts_up;           /* the architecture numbers levels from the leaf up */
  uint64_t valid_mask;      /* no bit of it set: invalid; else an invalid one is reserved */
  uint64_t accessed_mask;   /* no bit of it set in a leaf: access flag fault; 0 if there is none */
  const char *accessed_name;
  const char *invalid;      /* how one sees that a descriptor is invalid */
  const char *reserved;     /* why an encoding is reserved */
  const char *const *narrowing_names; /* of bits 0 to 3 of a narrowing; null if there are none */
  const char *narrowed_text; /* what a narrowing does to a leaf that it changes */

  /* What a table descriptor imposes. */
  unsigned (*narrowing)(uint64_t table_word);
  /* The leaf that would by itself give what is left of `leaf_word` under the narrowing. */
  uint64_t (*narrowed)(uint64_t leaf_word, unsigned narrowing);
  /* Attributes of any leaf, also of those that the library would not write. */
  void (*describe)(uint64_t leaf_word, char text[TEXT_BYTES]);
  /* Can some privilege level write to it, and some privilege level execute from it? */
  bool (*writable_executable)(uint64_t leaf_word);
  /* The fields of a descriptor of this kind: those of an invalid one, too, and of a reserved encoding,
   * which is shown as what it would most likely have been. */
  struct layout (*layout)(unsigned height, enum vpt_kind kind, uint64_t word);
  /* The bits of a leaf that hold this output address; null: those where it has them itself. */
  uint64_t (*place)(vpt_oa oa);
};

/* All formats; ends with null. */
extern const struct tool_format *const tool_formats[];

/* The format with this name, or null. */
const struct tool_format *format_by_name(const char *name);

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
