/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LoongArch, written from the LoongArch Reference Manual, Volume 1, "Multi-level Page Table
 * Structure Supported by Page Walking" and "TLB Entry Low-order Bits".
 */
#include "architecture.h"

static bool has_attributes(const struct vpt_format *format, vpt_attr attr)
{
  (void)format;
  return (attr & VPT_EXEC) == 0 || (attr & VPT_DEVICE) == 0; /* NR, NX, D, PLV and G are independent */
}

static unsigned granule_log2(const struct vpt_format *format)
{
  return format == &vpt_loongarch_16k ? 14 : 12;
}

/* PGD: PGDL or PGDH, by the sign of the address; one root may be in both. */
static enum vpt_half other_half(const struct vpt_format *format)
{
  (void)format;
  return VPT_SIGNED;
}

/* VALEN and PALEN are at most 48. */
static enum vpt_status geometry(const struct vpt_geometry *g)
{
  bool large = g->format == &vpt_loongarch_16k; /* pages */
  unsigned three = large ? 47 : 39;            /* input bits of three levels at most */
  if (g->levels != 3 && g->levels != 4) {
    return VPT_ERR_LEVELS;
  }
  unsigned low = g->levels == 4 ? three + 1 : large ? 37 : 31;
  if (g->input_bits < low || g->input_bits > (g->levels == 4 ? 48 : three)) {
    return VPT_ERR_INPUT_BITS;
  }
  return g->output_bits < 32 || g->output_bits > 48 ? VPT_ERR_OUTPUT_BITS : VPT_OK;
}

/* Huge pages of the third directory need a TLB that has pages of half their size. */
static struct leaf_heights leaf_heights(const struct vpt_format *format)
{
  (void)format;
  return (struct leaf_heights){3, 2};
}

/* A page that becomes global: the TLB could hold both. */
static bool must_break(vpt_attr from, vpt_attr to)
{
  return (~from & to & VPT_GLOBAL) != 0;
}

/* The address of a table: a multiple of the page. */
static uint64_t table_address(const struct vpt_format *format, uint64_t word)
{
  unsigned low = granule_log2(format);
  return field(word, 47, low) << low;
}

/* An entry of a directory: 0 is nothing, bit 6 set a huge page, else the address of a table. A table at address
 * 0 has bit 63, beyond all physical addresses, set. */
static bool is_table(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa)
{
  *oa = table_address(format, word);
  return height > 0 && word != 0 && field(word, 6, 6) == 0;
}

static bool plain_table(const struct vpt_format *format, uint64_t word)
{
  return word == table_address(format, word) || word == UINT64_C(1) << 63;
}

/* V, bit 0; huge pages (H, bit 6) in the two lower directories. */
static bool is_leaf(const struct vpt_format *format, uint64_t word, unsigned height)
{
  (void)format;
  return field(word, 0, 0) == 1 && (height == 0 || (height <= 2 && field(word, 6, 6) == 1));
}

/* G is bit 6 of a page, bit 12 of a huge page; bit 10 repeats it. */
static bool is_global(uint64_t word, unsigned height)
{
  return (height == 0 ? field(word, 6, 6) : field(word, 12, 12)) != 0;
}

/* P is 1, W as D; the rest of the bits that the manual does not define is 0. */
static bool rest_exact(uint64_t word, unsigned height)
{
  return field(word, 7, 7) == 1 && field(word, 8, 8) == field(word, 1, 1) && field(word, 9, 9) == 0 &&
         field(word, 11, 11) == 0 && field(word, 60, 48) == 0 &&
         (field(word, 10, 10) != 0) == is_global(word, height);
}

/* PLV is 0 or 3; RPLV is 1 exactly where PLV 3 may execute. Reserved memory type: bad. */
static bool leaf_attributes(uint64_t word, unsigned height, vpt_attr *attr)
{
  static const vpt_attr types[] = {VPT_DEVICE, VPT_NORMAL, VPT_NORMAL_NC, 0};
  uint64_t plv = field(word, 3, 2);
  bool exec = field(word, 62, 62) == 0;
  *attr = types[field(word, 5, 4)] | (is_global(word, height) ? VPT_GLOBAL : 0);
  *attr |= field(word, 61, 61) == 0 ? VPT_READ : 0;
  *attr |= field(word, 1, 1) != 0 ? VPT_WRITE : 0;
  *attr |= exec ? VPT_EXEC : 0;
  *attr |= plv == 3 ? VPT_USER : 0;
  return field(word, 5, 4) != 3 && (plv == 0 || plv == 3) &&
         (field(word, 63, 63) != 0) == (exec && plv == 3) && rest_exact(word, height);
}

static bool read_leaf(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr)
{
  unsigned low = height == 0 ? 12 : 13;
  *oa = field(word, 47, low) << low;
  return leaf_attributes(word, height, attr) && has_attributes(format, *attr);
}

const struct architecture architecture_loongarch = {
    has_attributes, granule_log2, other_half, geometry, leaf_heights,
    must_break, false, is_table, plain_table, is_leaf, read_leaf,
};
