/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AArch64, written from the Arm Architecture Reference Manual (DDI 0487), chapter "The AArch64 Virtual Memory System
 * Architecture", "The VMSAv8-64 translation table format descriptors" and "Translation table walks".
 */
#include "architecture.h"

enum stage { EL1, EL2, STAGE2 }; /* stage 1 of the EL1&0 regime, stage 1 of the EL2 regime, stage 2 */

struct granule {
  unsigned log2;
  bool lpa2;             /* FEAT_LPA2, DS = 1 */
  unsigned address_bits; /* of input and output addresses at most */
  unsigned levels_least, levels_most, levels_most_s2;
  struct leaf_heights leaf_heights;
};

/* Stage 2 starts at level 0 of the 16 KiB granule with LPA2 only. Blocks: levels 1 and 2 of the 4 KiB granule, with
 * LPA2 level 0 too; level 2 of the 16 KiB granule, with LPA2 level 1 too; level 2 of the 64 KiB granule, with 52-bit
 * output addresses level 1 too. */
static const struct granule kib4 = {12, false, 48, 2, 4, 4, {3, 3}};
static const struct granule kib16 = {14, false, 48, 2, 4, 3, {2, 2}};
static const struct granule kib64 = {16, false, 52, 2, 3, 3, {3, 2}};
static const struct granule kib4_lpa2 = {12, true, 52, 2, 5, 5, {4, 4}};
static const struct granule kib16_lpa2 = {14, true, 52, 2, 4, 4, {3, 3}};

static const struct description {
  const struct vpt_format *format;
  enum stage stage;
  const struct granule *granule;
} descriptions[] = {
    {&vpt_aarch64_s1, EL1, &kib4},
    {&vpt_aarch64_s1_el2, EL2, &kib4},
    {&vpt_aarch64_s2, STAGE2, &kib4},
    {&vpt_aarch64_s1_16k, EL1, &kib16},
    {&vpt_aarch64_s1_el2_16k, EL2, &kib16},
    {&vpt_aarch64_s2_16k, STAGE2, &kib16},
    {&vpt_aarch64_s1_64k, EL1, &kib64},
    {&vpt_aarch64_s1_el2_64k, EL2, &kib64},
    {&vpt_aarch64_s2_64k, STAGE2, &kib64},
    {&vpt_aarch64_s1_lpa2, EL1, &kib4_lpa2},
    {&vpt_aarch64_s1_el2_lpa2, EL2, &kib4_lpa2},
    {&vpt_aarch64_s2_lpa2, STAGE2, &kib4_lpa2},
    {&vpt_aarch64_s1_16k_lpa2, EL1, &kib16_lpa2},
    {&vpt_aarch64_s1_el2_16k_lpa2, EL2, &kib16_lpa2},
    {&vpt_aarch64_s2_16k_lpa2, STAGE2, &kib16_lpa2},
};

static const struct description *description_of(const struct vpt_format *format)
{
  const struct description *d = descriptions;
  while (d->format != format) {
    d++;
  }
  return d;
}

/* ---- attributes and geometries ---- */

static unsigned granule_log2(const struct vpt_format *format)
{
  return description_of(format)->granule->log2;
}

/* "Selection between TTBR0_ELx and TTBR1_ELx": EL1&0 has two roots. */
static enum vpt_half other_half(const struct vpt_format *format)
{
  return description_of(format)->stage == EL1 ? VPT_UPPER : VPT_LOWER;
}

static bool has_attributes(const struct vpt_format *format, vpt_attr attr)
{
  enum stage stage = description_of(format)->stage;
  if ((attr & VPT_EXEC) != 0 && (attr & VPT_DEVICE) != 0) {
    return false; /* fetches from device memory are unpredictable */
  }
  if (stage != STAGE2 && (attr & VPT_READ) == 0) {
    return false; /* AP[2:1] always lets the higher level read */
  }
  return stage == EL1 || (attr & (VPT_USER | VPT_GLOBAL)) == 0;
}

/* Each level resolves one table's index; the root tables of stage 2 up to 4 bits more. */
static unsigned resolved(const struct granule *granule, unsigned levels)
{
  return granule->log2 + levels * (granule->log2 - 3);
}

/* TCR_ELx.IPS, TCR_EL2.PS, VTCR_EL2.PS. */
static bool has_output_size(const struct granule *granule, unsigned bits)
{
  static const unsigned sizes[] = {32, 36, 40, 42, 44, 48, 52};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    if (bits == sizes[i]) return bits <= granule->address_bits;
  }
  return false;
}

static enum vpt_status geometry(const struct vpt_geometry *g)
{
  const struct description *d = description_of(g->format);
  const struct granule *granule = d->granule;
  bool stage2 = d->stage == STAGE2;
  if (g->levels < granule->levels_least || g->levels > (stage2 ? granule->levels_most_s2 : granule->levels_most)) {
    return VPT_ERR_LEVELS;
  }
  unsigned most = resolved(granule, g->levels) + (stage2 ? 4 : 0);
  if (most > granule->address_bits) {
    most = granule->address_bits;
  }
  /* T0SZ is at most 39 without FEAT_TTST */
  if (g->input_bits < 25 || g->input_bits <= resolved(granule, g->levels - 1) || g->input_bits > most) {
    return VPT_ERR_INPUT_BITS;
  }
  return has_output_size(granule, g->output_bits) ? VPT_OK : VPT_ERR_OUTPUT_BITS;
}

static struct leaf_heights leaf_heights(const struct vpt_format *format)
{
  return description_of(format)->granule->leaf_heights;
}

/* "Using break-before-make": another memory type, or a leaf that becomes global; and another size. */
static bool must_break(vpt_attr from, vpt_attr to)
{
  return ((from ^ to) & (VPT_NORMAL_NC | VPT_DEVICE)) != 0 || (~from & to & VPT_GLOBAL) != 0;
}

/* ---- descriptors ---- */

/* The highest bit of the address that is in its own place. */
static unsigned address_top(const struct granule *granule)
{
  return granule->lpa2 ? 49 : 47;
}

/* Address bits 51:50 are in 9:8 with LPA2, bits 51:48 in 15:12 with the 64 KiB granule. */
static uint64_t address(const struct granule *granule, uint64_t word)
{
  uint64_t oa = field(word, address_top(granule), granule->log2) << granule->log2;
  if (granule->lpa2) {
    oa |= field(word, 9, 8) << 50;
  } else if (granule->log2 == 16) {
    oa |= field(word, 15, 12) << 48;
  }
  return oa;
}

/* With the 16 KiB granule bits 13:12 belong to nothing. */
static bool gap_is_zero(const struct granule *granule, uint64_t word)
{
  return granule->log2 != 14 || field(word, 13, 12) == 0;
}

static bool is_table(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa)
{
  *oa = address(description_of(format)->granule, word);
  return height > 0 && field(word, 1, 0) == 3;
}

/* Hierarchical attributes, bits 63:59, would take rights away. */
static bool plain_table(const struct vpt_format *format, uint64_t word)
{
  const struct granule *granule = description_of(format)->granule;
  return field(word, 63, address_top(granule) + 1) == 0 && field(word, 11, 10) == 0 && field(word, 7, 2) == 0 &&
         (granule->lpa2 || field(word, 9, 8) == 0) && gap_is_zero(granule, word);
}

static bool is_leaf(const struct vpt_format *format, uint64_t word, unsigned height)
{
  return field(word, 1, 0) == (height == 0 ? 3 : 1) && height < leaf_heights(format).most;
}

/*
 * "Memory type": in stage 1 AttrIndx [4:2] selects a byte of MAIR_ELx, in stage 2 MemAttr [5:2] says it itself.
 * "Shareability" [9:8], which LPA2 does not have, is inner (3) for write-back memory; for the other types the
 * architecture takes outer shareable whatever the field says, so it has to hold that, 2.
 */
static bool memory_type(const struct description *format, uint64_t word, vpt_attr *type)
{
  static const uint64_t stage1[] = {0, 1, 2};     /* MAIR bytes 0xFF, 0x44, 0x04 */
  static const uint64_t stage2[] = {0xF, 0x5, 1}; /* write-back, non-cacheable, device nGnRE */
  static const uint64_t share[] = {3, 2, 2};
  static const vpt_attr types[] = {VPT_NORMAL, VPT_NORMAL_NC, VPT_DEVICE};
  for (unsigned i = 0; i < 3; i++) {
    uint64_t bits = format->stage == STAGE2 ? stage2[i] : stage1[i]; /* NS, bit 5, is 0 */
    if (field(word, 5, 2) == bits && (format->granule->lpa2 || field(word, 9, 8) == share[i])) {
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

static bool read_leaf(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr)
{
  const struct description *f = description_of(format);
  bool af = field(word, 10, 10) != 0; /* access flag: else the first access faults */
  bool rest = field(word, 63, 55) == 0 && field(word, 52, address_top(f->granule) + 1) == 0;
  (void)height;
  *oa = address(f->granule, word);
  *attr = 0;
  if (!af || !rest || !gap_is_zero(f->granule, word) || !memory_type(f, word, attr)) {
    return false;
  }
  bool rights = f->stage == EL1   ? rights_el1(word, attr)
                : f->stage == EL2 ? rights_el2(word, attr)
                                  : rights_s2(word, attr);
  return rights && has_attributes(format, *attr);
}

const struct architecture architecture_aarch64 = {
    has_attributes, granule_log2, other_half, geometry, leaf_heights,
    must_break, true, is_table, plain_table, is_leaf, read_leaf,
};
