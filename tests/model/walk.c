/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include "aarch64.h"
#include "riscv.h"
#include "walk_loongarch.h"
#include "walk_x86.h"

/* The bits of a field, both ends included, moved down to bit 0. */
static uint64_t field(uint64_t word, unsigned high, unsigned low)
{
  return (word >> low) & ((UINT64_C(2) << (high - low)) - 1);
}

bool translation_equal(const struct translation *a, const struct translation *b)
{
  return a->valid == b->valid && a->bad == b->bad && a->attr == b->attr && a->ia == b->ia &&
         a->oa == b->oa && a->size == b->size;
}

/* ---- descriptors ---- */

/*
 * "Memory type": in stage 1 AttrIndx [4:2] selects a byte of MAIR_ELx, in stage 2 MemAttr [5:2]
 * says it itself. "Shareability" [9:8] is inner (3) for write-back memory; for the other types the
 * architecture takes outer shareable whatever the field says, so it has to hold that, 2. With LPA2
 * these bits belong to the address.
 */
static bool memory_type(enum vpt_format format, uint64_t word, vpt_attr *type)
{
  static const uint64_t stage1[] = {0, 1, 2};     /* MAIR bytes 0xFF, 0x44, 0x04 */
  static const uint64_t stage2[] = {0xF, 0x5, 1}; /* write-back, non-cacheable, device nGnRE */
  static const uint64_t share[] = {3, 2, 2};
  static const vpt_attr types[] = {VPT_NORMAL, VPT_NORMAL_NC, VPT_DEVICE};
  for (unsigned i = 0; i < 3; i++) {
    uint64_t bits = aarch64_stage(format) == VPT_AARCH64_S2 ? stage2[i] : stage1[i]; /* NS, bit 5, is 0 */
    if (field(word, 5, 2) == bits && (aarch64_lpa2(format) || field(word, 9, 8) == share[i])) {
      *type = types[i];
      return true;
    }
  }
  return false;
}

/* "Stage 1 data accesses permissions" AP[2:1] in [7:6], "UXN" [54], "PXN" [53], "nG" [11]. */
static bool rights_el1(uint64_t word, vpt_attr *attr)
{
  bool user = field(word, 6, 6) != 0;
  bool pxn = field(word, 53, 53) != 0;
  bool uxn = field(word, 54, 54) != 0;
  *attr |= VPT_READ | (field(word, 7, 7) != 0 ? 0 : VPT_WRITE);
  *attr |= user ? VPT_USER : 0;
  *attr |= field(word, 11, 11) != 0 ? 0 : VPT_GLOBAL;
  *attr |= (user ? !uxn : !pxn) ? VPT_EXEC : 0;
  return user ? pxn : uxn; /* never executable at the other level */
}

/* One privilege level: AP[1] is RES1, the bits of PXN and nG are RES0, [54] is XN. */
static bool rights_el2(uint64_t word, vpt_attr *attr)
{
  *attr |= VPT_READ | (field(word, 7, 7) != 0 ? 0 : VPT_WRITE);
  *attr |= field(word, 54, 54) != 0 ? 0 : VPT_EXEC;
  return field(word, 6, 6) == 1 && field(word, 11, 11) == 0 && field(word, 53, 53) == 0;
}

/* "Stage 2 data accesses permissions" S2AP [7:6], XN [54:53] of which [53] is 0, [11] is 0. */
static bool rights_s2(uint64_t word, vpt_attr *attr)
{
  *attr |= field(word, 6, 6) != 0 ? VPT_READ : 0;
  *attr |= field(word, 7, 7) != 0 ? VPT_WRITE : 0;
  *attr |= field(word, 54, 54) != 0 ? 0 : VPT_EXEC;
  return field(word, 53, 53) == 0 && field(word, 11, 11) == 0;
}

/* The attributes of a leaf; false if it has bits that the library must not write. */
static bool leaf_attributes(enum vpt_format format, uint64_t word, vpt_attr *attr)
{
  bool af = field(word, 10, 10) != 0; /* access flag: else the first access faults */
  bool rest = field(word, 63, 55) == 0 && field(word, 52, aarch64_lpa2(format) ? 50 : 48) == 0;
  *attr = 0;
  if (!af || !rest || !memory_type(format, word, attr)) {
    return false;
  }
  switch (aarch64_stage(format)) {
  case VPT_AARCH64_S1: return rights_el1(word, attr);
  case VPT_AARCH64_S1_EL2: return rights_el2(word, attr);
  case VPT_AARCH64_S2: return rights_s2(word, attr);
  default: return false;
  }
}

/* On x86 bits 51:12. */
static uint64_t address(enum vpt_format format, uint64_t word)
{
  return x86_format(format) ? field(word, 51, 12) << 12 : aarch64_address(format, word);
}

bool walk_is_table(enum vpt_format format, uint64_t word, unsigned height, uint64_t *oa)
{
  if (riscv_is(format)) {
    return riscv_is_table(word, height, oa);
  }
  if (loongarch_format(format)) {
    return loongarch_is_table(word, height, oa);
  }
  *oa = address(format, word);
  if (x86_format(format)) {
    return x86_is_table(format, word, height);
  }
  return height > 0 && field(word, 1, 0) == 3;
}

/* "Block descriptor and Page descriptor formats": the granule says at which levels there are blocks. */
static bool is_leaf(enum vpt_format format, uint64_t word, unsigned height)
{
  if (riscv_is(format)) {
    return (word & 0xF) > 1; /* V, and one of R, W and X */
  }
  if (x86_format(format)) {
    return x86_is_leaf(format, word, height);
  }
  if (loongarch_format(format)) {
    return loongarch_is_leaf(word, height);
  }
  return field(word, 1, 0) == (height == 0 ? 3 : 1) && height < aarch64_granule(format)->leaf_heights;
}

/* Output address and attributes of a leaf; false if it has bits that the library must not write. */
static bool read_leaf(enum vpt_format format, uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr)
{
  if (riscv_is(format)) {
    return riscv_leaf(format, word, oa, attr);
  }
  if (loongarch_format(format)) {
    return loongarch_leaf(word, height, oa, attr);
  }
  *oa = address(format, word);
  return x86_format(format) ? x86_leaf_attributes(format, word, height, attr)
                            : leaf_attributes(format, word, attr);
}

static struct translation leaf_translation(enum vpt_format format, uint64_t word, unsigned height,
                                           uint64_t ia)
{
  struct translation t = {0};
  uint64_t size = UINT64_C(1) << walk_shift(height);
  if (!read_leaf(format, word, height, &t.oa, &t.attr) || t.oa % size != 0) {
    return (struct translation){.bad = true};
  }
  t.valid = true;
  t.ia = ia - ia % size;
  t.size = size;
  return t;
}

/* In AArch64 hierarchical attributes would take rights away. */
static bool plain_table(enum vpt_format format, uint64_t word)
{
  if (x86_format(format)) {
    return x86_plain_table(format, word);
  }
  if (riscv_is(format)) {
    return true; /* riscv_is_table() has looked */
  }
  if (loongarch_format(format)) {
    return loongarch_plain_table(word);
  }
  bool lpa2 = aarch64_lpa2(format);
  return field(word, 63, lpa2 ? 50 : 48) == 0 && field(word, 11, lpa2 ? 10 : 2) == 0 &&
         field(word, 7, 2) == 0 && address(format, word) % PAGE == 0;
}

/* ---- the walk ---- */

static const uint64_t *table_at(const struct walker *walker, uint64_t oa)
{
  uint64_t offset = oa - walker->window_oa;
  return offset < walker->window_bytes ? walker->window + offset / 8 : NULL;
}

/* A descriptor that ends a walk: a leaf, or invalid, of which the library writes only 0. */
static struct translation end_of_walk(const struct walker *walker, uint64_t word, unsigned height,
                                      uint64_t ia)
{
  if (is_leaf(walker->format, word, height)) {
    return leaf_translation(walker->format, word, height, ia);
  }
  return (struct translation){.bad = word != 0};
}

struct translation walk(const struct walker *walker, uint64_t ia)
{
  uint64_t table_oa = walker->root_oa;
  if (ia >> walker->input_bits != 0) {
    return (struct translation){0};
  }
  for (unsigned height = walker->levels - 1;; height--) {
    /* Concatenated root tables make one large table: its index has more bits. */
    uint64_t index = ia >> walk_shift(height);
    index = height == walker->levels - 1 ? index : index % ENTRIES;
    const uint64_t *entry = table_at(walker, table_oa + index * 8);
    if (entry == NULL) {
      return (struct translation){.bad = true};
    }
    uint64_t word = *entry;
    if (!walk_is_table(walker->format, word, height, &table_oa)) {
      return end_of_walk(walker, word, height, ia);
    }
    if (!plain_table(walker->format, word)) {
      return (struct translation){.bad = true};
    }
  }
}

/* The state of a visit of all tables: for each height the table, and the entry that is next. */
struct visit {
  uint64_t table_oa[5];
  uint64_t index[5];
  uint64_t end[5];
};

static void use_frame(const struct walker *walker, uint64_t oa, bool *used, struct tree *tree)
{
  uint64_t frame = (oa - walker->window_oa) / PAGE;
  if (oa - walker->window_oa >= walker->window_bytes || used[frame]) {
    tree->bad = true;
    return;
  }
  used[frame] = true;
  tree->tables++;
}

static uint64_t visited_ia(const struct walker *walker, const struct visit *v, unsigned height)
{
  uint64_t ia = 0;
  for (unsigned h = height; h < walker->levels; h++) {
    ia += v->index[h] << walk_shift(h);
  }
  return ia;
}

struct tree walk_all(const struct walker *walker, bool *used,
                     void (*leaf)(void *context, const struct translation *leaf), void *context)
{
  struct tree tree = {0};
  unsigned top = walker->levels - 1;
  unsigned height = top;
  struct visit v = {{0}, {0}, {0}};
  v.table_oa[top] = walker->root_oa;
  v.end[top] = UINT64_C(1) << (walker->input_bits - walk_shift(top));
  for (uint64_t i = 0; i < (v.end[top] + ENTRIES - 1) / ENTRIES; i++) {
    use_frame(walker, walker->root_oa + i * PAGE, used, &tree);
  }
  while (!tree.bad) {
    if (v.index[height] == v.end[height]) {
      if (height == top) {
        break;
      }
      height++;
      v.index[height]++;
      continue;
    }
    uint64_t word = *table_at(walker, v.table_oa[height] + v.index[height] * 8);
    uint64_t next;
    if (walk_is_table(walker->format, word, height, &next)) {
      use_frame(walker, next, used, &tree);
      height--;
      v.table_oa[height] = next;
      v.index[height] = 0;
      v.end[height] = ENTRIES;
      continue;
    }
    struct translation t = end_of_walk(walker, word, height, visited_ia(walker, &v, height));
    tree.bad = tree.bad || t.bad;
    if (t.valid) {
      tree.leaves++;
      leaf(context, &t);
    }
    v.index[height]++;
  }
  return tree;
}
