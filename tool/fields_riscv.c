/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V page table entries, field by field.
 *
 * The RISC-V Instruction Set Manual, Volume II: Privileged Architecture, chapters "Supervisor-Level
 * ISA" ("Sv39: Page-Based 39-bit Virtual-Memory System"), "Svnapot", "Svpbmt", and "Hypervisor
 * Extension" ("Two-Stage Address Translation").
 */
#include <stdio.h>

#include "format.h"

#define VALID 0x1ULL
#define READ (1ULL << 1)
#define WRITE (1ULL << 2)
#define EXECUTE (1ULL << 3)
#define USER (1ULL << 4)
#define GLOBAL (1ULL << 5)
#define ACCESSED (1ULL << 6)
#define DIRTY (1ULL << 7)

/* What a pointer imposes: with G all below it is global. */
#define NARROW_GLOBAL 1U

/* ---- fields --------------------------------------------------------------------------------- */

#define N {"N", 63, 63, NULL, VALUES("no", "reserved without Svnapot"), NONE}
#define RESERVED {"reserved", 60, 54, "must be 0", NULL, NONE}
#define SOFTWARE {"RSW", 9, 8, "for software use", NULL, NONE}
#define POINTER_G {"G", 5, 5, NULL, VALUES("as below", "all below is global"), NONE}
#define GUEST_G {"G", 5, 5, "ignored", NULL, NONE}
#define V {"V", 0, 0, NULL, VALUES("invalid", "valid"), NONE}

static const struct field plain_upper[] = {
  N,
  {"PBMT", 62, 61, NULL, VALUES("PMA", "reserved without Svpbmt", "reserved without Svpbmt", "reserved"), NONE},
  RESERVED,
  END,
};

static const struct field pbmt_upper[] = {
  N,
  {"PBMT", 62, 61, NULL, VALUES("PMA: as the memory is", "NC: non-cacheable, idempotent",
                                "IO: non-cacheable, strongly ordered", "reserved"), NONE},
  RESERVED,
  END,
};

static const struct field pointer_upper[] = {
  {"N", 63, 63, NULL, VALUES("no", "reserved in a pointer"), NONE},
  {"PBMT", 62, 61, NULL, VALUES("none", "reserved in a pointer", "reserved in a pointer", "reserved"), NONE},
  RESERVED,
  {"PPN", 53, 10, "address of the next table, from bit 12 on", NULL, 12},
  SOFTWARE,
  END,
};

#define LEAF_FLAGS                                                                                 \
  SOFTWARE, {"D", 7, 7, NULL, VALUES("not dirty: a store faults, or hardware sets it", "dirty"), NONE},  \
    {"A", 6, 6, NULL, VALUES("not accessed: faults, or hardware sets it", "accessed"), NONE}, END

/* A superpage is aligned: what its PPN has below its size is 0. */
#define SUPERPAGE_ADDRESS(low, bit)                                                                \
  {                                                                                                \
    {"PPN", 53, low, "output address, from bit " #bit " on", NULL, bit},                                \
      {"reserved", (low) - 1, 10, "must be 0: below the superpage's size", NULL, NONE}, LEAF_FLAGS       \
  }

static const struct field page_address[] = {
  {"PPN", 53, 10, "output address, from bit 12 on", NULL, 12}, LEAF_FLAGS};
static const struct field superpage_2m[] = SUPERPAGE_ADDRESS(19, 21);
static const struct field superpage_1g[] = SUPERPAGE_ADDRESS(28, 30);
static const struct field superpage_512g[] = SUPERPAGE_ADDRESS(37, 39);
static const struct field superpage_256t[] = SUPERPAGE_ADDRESS(46, 48);
static const struct field *const leaf_address[] = {page_address, superpage_2m, superpage_1g, superpage_512g,
                                                   superpage_256t};

#define RIGHTS                                                                                     \
  {"X", 3, 3, NULL, VALUES("not executable", "executable"), NONE},                                       \
    {"W", 2, 2, NULL, VALUES("not writable", "writable (reserved without R)"), NONE},                    \
    {"R", 1, 1, NULL, VALUES("not readable", "readable"), NONE}, V, END

static const struct field leaf_lower[] = {
  {"G", 5, 5, NULL, VALUES("tagged with the ASID", "global"), NONE},
  {"U", 4, 4, NULL, VALUES("S-mode only", "U-mode; S-mode with SUM, but never to execute"), NONE},
  RIGHTS,
};

static const struct field guest_leaf_lower[] = {
  GUEST_G,
  {"U", 4, 4, NULL, VALUES("faults: all accesses are U-mode's", "accessible"), NONE},
  RIGHTS,
};

#define POINTER_LOWER(g)                                                                           \
  {                                                                                                \
    {"D", 7, 7, NULL, VALUES("0", "reserved in a pointer"), NONE},                                       \
      {"A", 6, 6, NULL, VALUES("0", "reserved in a pointer"), NONE}, g,                                  \
      {"U", 4, 4, NULL, VALUES("0", "reserved in a pointer"), NONE},                                     \
      {"XWR", 3, 1, "a pointer to the next table", NULL, NONE}, V, END                                   \
  }

static const struct field pointer_lower[] = POINTER_LOWER(POINTER_G);
static const struct field guest_pointer_lower[] = POINTER_LOWER(GUEST_G);

static const struct field invalid_fields[] = {
  {"ignored", 63, 1, NULL, NULL, NONE},
  V,
  END,
};

/* What leaves and pointers of a format begin with and end with. */
struct entries {
  const struct field *leaf_upper, *leaf_lower, *pointer_lower;
};

static const struct entries plain = {plain_upper, leaf_lower, pointer_lower};
static const struct entries pbmt = {pbmt_upper, leaf_lower, pointer_lower};
static const struct entries guest = {plain_upper, guest_leaf_lower, guest_pointer_lower};
static const struct entries guest_pbmt = {pbmt_upper, guest_leaf_lower, guest_pointer_lower};

/* A valid entry is a pointer or a leaf by its rights, also one that faults. */
static struct layout layout_of(const struct entries *entries, unsigned height, uint64_t word)
{
  if ((word & VALID) == 0) return (struct layout){{invalid_fields, NULL, NULL}};
  if ((word & (READ | WRITE | EXECUTE)) == 0) {
    return (struct layout){{pointer_upper, entries->pointer_lower, NULL}};
  }
  return (struct layout){{entries->leaf_upper, leaf_address[height], entries->leaf_lower}};
}

static struct layout plain_layout(unsigned height, enum vpt_kind kind, uint64_t word)
{
  (void)kind;
  return layout_of(&plain, height, word);
}

static struct layout pbmt_layout(unsigned height, enum vpt_kind kind, uint64_t word)
{
  (void)kind;
  return layout_of(&pbmt, height, word);
}

static struct layout guest_layout(unsigned height, enum vpt_kind kind, uint64_t word)
{
  (void)kind;
  return layout_of(&guest, height, word);
}

static struct layout guest_pbmt_layout(unsigned height, enum vpt_kind kind, uint64_t word)
{
  (void)kind;
  return layout_of(&guest_pbmt, height, word);
}

/* ---- attributes ----------------------------------------------------------------------------- */

static unsigned narrowing(uint64_t word)
{
  return (word & GLOBAL) != 0 ? NARROW_GLOBAL : 0;
}

static uint64_t narrowed(uint64_t word, unsigned narrowing)
{
  return (narrowing & NARROW_GLOBAL) != 0 ? word | GLOBAL : word;
}

/* G is ignored in the G-stage. */
static unsigned guest_narrowing(uint64_t word)
{
  (void)word;
  return 0;
}

static const struct fault_words faults = {
  .invalid = "page fault",
  .reserved = "page fault",
  .address = "access fault",
  .access_flag = "page fault",
  .no_right = "page fault",
  .outside = "page fault",
};

static const struct fault_words guest_faults = {
  .invalid = "guest-page fault",
  .reserved = "guest-page fault",
  .address = "access fault",
  .access_flag = "guest-page fault",
  .no_right = "guest-page fault",
  .outside = "guest-page fault",
};

static const struct mark marks[] = {
  {"young", ACCESSED, ANY_HEIGHT, false, 0, NULL},
  {"dirty", DIRTY, ANY_HEIGHT, false, 0, NULL},
  {"sw", 3ULL << 8, ANY_HEIGHT, false, 0, NULL},
  END_MARKS,
};

static vpt_attr all_rights(uint64_t word)
{
  return ((word & READ) != 0 ? VPT_READ : 0U) | ((word & WRITE) != 0 ? VPT_WRITE : 0U) |
         ((word & EXECUTE) != 0 ? VPT_EXEC : 0U);
}

/* With SUM, S-mode reads and writes what U-mode may, but never executes it. */
static struct rights rights(uint64_t word)
{
  vpt_attr all = all_rights(word);
  return (word & USER) != 0 ? (struct rights){all & ~VPT_EXEC, all} : (struct rights){all, 0};
}

static struct rights guest_rights(uint64_t word)
{
  return (struct rights){all_rights(word), 0};
}

static const char *why_reserved_common(unsigned height, uint64_t word)
{
  bool leaf = (word & (READ | WRITE | EXECUTE)) != 0;
  if ((word & (READ | WRITE)) == WRITE) return "W without R";
  if ((word >> 54 & 0x7F) != 0) return "one of bits 60:54 is not 0";
  if ((word >> 63 & 1) != 0) return "N is 1";
  if (!leaf && height == 0) return "a pointer at the last level";
  if (!leaf && (word & (DIRTY | ACCESSED | USER)) != 0) return "a pointer with D, A or U";
  if ((word >> 61 & 3) != 0) return leaf ? "this PBMT is reserved" : "a pointer with PBMT";
  return NULL;
}

static const char *why_reserved(unsigned height, uint64_t word)
{
  const char *why = why_reserved_common(height, word);
  return why != NULL ? why : "a superpage that is not aligned";
}

static const char *guest_why_reserved(unsigned height, uint64_t word)
{
  const char *why = why_reserved_common(height, word);
  if (why == NULL && (word & USER) == 0) return "a leaf without U";
  return why != NULL ? why : "a superpage that is not aligned";
}

/* With A, and D if it is writable; PBMT 0. */
static uint64_t plain_leaf(unsigned height, uint64_t word)
{
  (void)height;
  uint64_t kept = word & (VALID | READ | WRITE | EXECUTE | USER | GLOBAL);
  return kept | ACCESSED | ((word & WRITE) != 0 ? DIRTY : 0);
}

static uint64_t guest_plain(unsigned height, uint64_t word)
{
  return plain_leaf(height, word & ~GLOBAL);
}

static bool global(unsigned height, uint64_t word)
{
  (void)height;
  return (word & GLOBAL) != 0;
}

static unsigned type(const struct type_table *types, unsigned height, uint64_t word)
{
  (void)types;
  (void)height;
  return (unsigned)(word >> 61) & 3U;
}

static void type_text(unsigned type, char text[TEXT_BYTES])
{
  static const char *const types[] = {"PMA", "NC", "IO", "reserved"};
  snprintf(text, TEXT_BYTES, "%s", types[type]);
}

/* "Svpbmt": PBMT of the G-stage overrides the PMA, and that of stage 1 overrides both. */
static bool combined(const struct tool_format *stage1, unsigned type1, unsigned type2, uint64_t marks2,
                     char text[TEXT_BYTES])
{
  (void)marks2;
  if (stage1->type != type) return false;
  type_text(type1 != 0 ? type1 : type2, text);
  return true;
}

/* ---- formats -------------------------------------------------------------------------------- */

/* The PPN of a leaf is the output address without its lowest 12 bits, in bit 10. */
static uint64_t place(vpt_oa oa)
{
  return oa >> 2;
}

#define COMMON                                                                                     \
  .last_level = 0, .counts_up = true, .valid_mask = VALID, .accessed_mask = ACCESSED,              \
  .invalid = "bit 0 is 0", .accessed_name = "A", .place = place,                                    \
  .narrowed = narrowed, .marks = marks, .type = type, .type_text = type_text

#define RESERVED_TEXT                                                                              \
  "W without R, a pointer at the last level or with D, A, U or PBMT, a superpage that is not "     \
  "aligned, or a reserved bit"

#define SINGLE_STAGE                                                                               \
  COMMON, .reserved = RESERVED_TEXT, .narrowing_names = VALUES("G"),                               \
  .narrowed_text = "the leaf is global", .narrowing = narrowing, .faults = &faults,           \
  .why_reserved = why_reserved, .plain = plain_leaf, .rights = rights, .global = global

#define GUEST                                                                                      \
  COMMON, .reserved = RESERVED_TEXT ", or a leaf without U", .narrowing = guest_narrowing,         \
  .faults = &guest_faults, .why_reserved = guest_why_reserved,  \
  .plain = guest_plain, .rights = guest_rights, .combined = combined

const struct tool_format tool_riscv = {
  .name = "riscv", .title = "RISC-V Sv39, Sv48, Sv57",
  .format = &vpt_riscv, SINGLE_STAGE, .layout = plain_layout,
};

const struct tool_format tool_riscv_svpbmt = {
  .name = "riscv-svpbmt", .title = "RISC-V Sv39, Sv48, Sv57 with Svpbmt",
  .format = &vpt_riscv_svpbmt, SINGLE_STAGE, .layout = pbmt_layout,
};

const struct tool_format tool_riscv_g = {
  .name = "riscv-g", .title = "RISC-V G-stage: Sv39x4, Sv48x4, Sv57x4",
  .format = &vpt_riscv_g, GUEST, .layout = guest_layout,
};

const struct tool_format tool_riscv_g_svpbmt = {
  .name = "riscv-g-svpbmt", .title = "RISC-V G-stage: Sv39x4, Sv48x4, Sv57x4 with Svpbmt",
  .format = &vpt_riscv_g_svpbmt, GUEST, .layout = guest_pbmt_layout,
};
