/* SPDX-License-Identifier: Apache-2.0 */
/*
 * x86-64 paging and EPT, written from the Software Developer's Manual, volume 3: "4-Level Paging and 5-Level Paging"
 * and "EPT Translation Mechanism", tables with the formats of the entries.
 */
#include "architecture.h"

static bool has_attributes(const struct vpt_format *format, vpt_attr attr)
{
  if (format == &vpt_x86_64) {
    return (attr & VPT_READ) != 0; /* what is present can be read */
  }
  vpt_attr rights = attr & (VPT_READ | VPT_WRITE | VPT_EXEC);
  bool misconfigured = (rights & VPT_WRITE) != 0 && (rights & VPT_READ) == 0;
  return rights != 0 && !misconfigured && (attr & (VPT_USER | VPT_GLOBAL)) == 0;
}

static unsigned granule_log2(const struct vpt_format *format)
{
  (void)format;
  return 12;
}

/* Canonical addresses: one root for both halves. */
static enum vpt_half other_half(const struct vpt_format *format)
{
  return format == &vpt_x86_64 ? VPT_SIGNED : VPT_LOWER;
}

static enum vpt_status geometry(const struct vpt_geometry *g)
{
  unsigned high = g->levels == 5 ? 57 : 48;
  if (g->levels != 4 && g->levels != 5) {
    return VPT_ERR_LEVELS;
  }
  if (g->input_bits < high - 8 || g->input_bits > high) {
    return VPT_ERR_INPUT_BITS;
  }
  return g->output_bits < 32 || g->output_bits > 52 ? VPT_ERR_OUTPUT_BITS : VPT_OK;
}

/* Leaves of 1 GiB are an option. */
static struct leaf_heights leaf_heights(const struct vpt_format *format)
{
  (void)format;
  return (struct leaf_heights){3, 2};
}

/* "Programming the PAT": another memory type. */
static bool must_break(vpt_attr from, vpt_attr to)
{
  return ((from ^ to) & (VPT_NORMAL_NC | VPT_DEVICE)) != 0;
}

/* Bit 0 of an entry, or bits 2:0 of one of EPT: if all are 0, it is not present. */
static bool present(const struct vpt_format *format, uint64_t word)
{
  return format == &vpt_ept ? field(word, 2, 0) != 0 : field(word, 0, 0) != 0;
}

static bool is_table(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa)
{
  *oa = field(word, 51, 12) << 12;
  return height > 0 && present(format, word) && field(word, 7, 7) == 0;
}

static bool is_leaf(const struct vpt_format *format, uint64_t word, unsigned height)
{
  return present(format, word) && (height == 0 || (height <= 2 && field(word, 7, 7) == 1));
}

/* Accessed, and all rights: bits 5, 2:0; in EPT bits 8, 2:0. Nothing above the address. */
static bool plain_table(const struct vpt_format *format, uint64_t word)
{
  return field(word, 11, 0) == (format == &vpt_ept ? 0x107 : 0x027) && field(word, 63, 52) == 0;
}

/* PWT [3] and PCD [4] select a byte of IA32_PAT: 0 is WB, 1 is WC, 3 is UC. */
static bool paging_leaf(uint64_t word, unsigned height, vpt_attr *attr)
{
  static const vpt_attr types[] = {VPT_NORMAL, VPT_NORMAL_NC, 0, VPT_DEVICE};
  bool write = field(word, 1, 1) != 0;
  *attr = VPT_READ | types[field(word, 4, 3)];
  *attr |= write ? VPT_WRITE : 0;
  *attr |= field(word, 63, 63) != 0 ? 0 : VPT_EXEC;
  *attr |= field(word, 2, 2) != 0 ? VPT_USER : 0;
  *attr |= field(word, 8, 8) != 0 ? VPT_GLOBAL : 0;
  bool accessed = field(word, 5, 5) == 1, dirty = field(word, 6, 6) == 1;
  bool pat_or_size = field(word, 7, 7) == (height > 0);
  return accessed && dirty == write && pat_or_size && field(word, 4, 3) != 2 &&
         field(word, 11, 9) == 0 && field(word, 62, 52) == 0;
}

/* Memory type [5:3] 6 WB, 1 WC, 0 UC; ignore PAT [6] for the last; accessed [8], dirty [9]. */
static bool ept_leaf(uint64_t word, unsigned height, vpt_attr *attr)
{
  static const uint64_t memory[] = {6, 1, 8};
  static const vpt_attr types[] = {VPT_NORMAL, VPT_NORMAL_NC, VPT_DEVICE};
  bool read = field(word, 0, 0) != 0, write = field(word, 1, 1) != 0, type = false;
  *attr = (read ? VPT_READ : 0) | (write ? VPT_WRITE : 0) | (field(word, 2, 2) != 0 ? VPT_EXEC : 0);
  for (unsigned i = 0; i < 3; i++) {
    if (field(word, 6, 3) == memory[i]) {
      *attr |= types[i];
      type = true;
    }
  }
  return type && field(word, 7, 7) == (height > 0) && field(word, 8, 8) == 1 &&
         field(word, 9, 9) == write && field(word, 11, 10) == 0 && field(word, 63, 52) == 0;
}

static bool read_leaf(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr)
{
  *oa = field(word, 51, 12) << 12;
  bool known = format == &vpt_ept ? ept_leaf(word, height, attr) : paging_leaf(word, height, attr);
  return known && has_attributes(format, *attr);
}

const struct architecture architecture_x86 = {
    has_attributes, granule_log2, other_half, geometry, leaf_heights,
    must_break, false, is_table, plain_table, is_leaf, read_leaf,
};
