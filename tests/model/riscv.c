/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RISC-V, written from the Privileged Architecture manual: chapter "Supervisor-Level ISA", "Sv39: Virtual Memory
 * System", "Svpbmt"; "Hypervisor Extension", "Two-Stage Address Translation".
 */
#include "architecture.h"

/* Bits 7:0 of an entry. */
enum { V = 1, R = 2, W = 4, X = 8, U = 16, G = 32, A = 64, D = 128 };

static bool is_g_stage(const struct vpt_format *format)
{
  return format == &vpt_riscv_g || format == &vpt_riscv_g_svpbmt;
}

static bool has_pbmt(const struct vpt_format *format)
{
  return format == &vpt_riscv_svpbmt || format == &vpt_riscv_g_svpbmt;
}

static bool has_attributes(const struct vpt_format *format, vpt_attr attr)
{
  if (!has_pbmt(format) && (attr & (VPT_NORMAL_NC | VPT_DEVICE)) != 0) {
    return false;
  }
  if (is_g_stage(format) && (attr & (VPT_USER | VPT_GLOBAL)) != 0) {
    return false; /* U is set in every leaf, G is reserved */
  }
  switch (attr & (VPT_READ | VPT_WRITE | VPT_EXEC)) { /* "Encoding of PTE R/W/X fields" */
  case 0: return false;                               /* a pointer */
  case VPT_WRITE: return false;                       /* reserved */
  case VPT_WRITE | VPT_EXEC: return false;            /* reserved */
  default: return true;
  }
}

static unsigned granule_log2(const struct vpt_format *format)
{
  (void)format;
  return 12;
}

/* Virtual addresses are sign-extended; guest physical addresses are not. */
static enum vpt_half other_half(const struct vpt_format *format)
{
  return is_g_stage(format) ? VPT_LOWER : VPT_SIGNED;
}

static enum vpt_status geometry(const struct vpt_geometry *g)
{
  static const unsigned virtual_bits[] = {39, 48, 57}; /* Sv39, Sv48, Sv57 */
  if (g->levels < 3 || g->levels > 5) {
    return VPT_ERR_LEVELS;
  }
  unsigned most = virtual_bits[g->levels - 3];
  bool fits = is_g_stage(g->format) ? g->input_bits == most + 2
                                    : g->input_bits <= most && g->input_bits > most - 9;
  if (!fits) {
    return VPT_ERR_INPUT_BITS;
  }
  return g->output_bits >= 32 && g->output_bits <= 56 ? VPT_OK : VPT_ERR_OUTPUT_BITS;
}

/* PPN, bits 53:10. */
static uint64_t address(uint64_t word)
{
  return (word >> 10 & 0xFFFFFFFFFFF) << 12;
}

/* Any level may hold leaves. */
static struct leaf_heights leaf_heights(const struct vpt_format *format)
{
  (void)format;
  return (struct leaf_heights){5, 5};
}

/* V and none of R, W, X; all other bits of a pointer are 0 too. */
static bool is_table(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa)
{
  (void)format;
  *oa = address(word);
  return height > 0 && word >> 54 == 0 && (word & 0x3FF) == V;
}

static bool plain_table(const struct vpt_format *format, uint64_t word)
{
  (void)format;
  (void)word;
  return true; /* is_table() has looked */
}

/* V, and one of R, W and X. */
static bool is_leaf(const struct vpt_format *format, uint64_t word, unsigned height)
{
  (void)format;
  (void)height;
  return (word & (V | R | W | X)) > V;
}

static bool read_leaf(const struct vpt_format *format, uint64_t word, unsigned height, uint64_t *oa, vpt_attr *attr)
{
  static const vpt_attr types[] = {VPT_NORMAL, VPT_NORMAL_NC, VPT_DEVICE, 0}; /* PBMT, bits 62:61; 3 is reserved */
  (void)height;
  bool dirty = (word & W) != 0;
  *oa = address(word);
  *attr = types[word >> 61 & 3];
  *attr |= (word & R ? VPT_READ : 0) | (word & W ? VPT_WRITE : 0) | (word & X ? VPT_EXEC : 0);
  if (is_g_stage(format)) {
    *attr |= (word & U ? 0 : VPT_USER) | (word & G ? VPT_GLOBAL : 0); /* refused below */
  } else {
    *attr |= (word & U ? VPT_USER : 0) | (word & G ? VPT_GLOBAL : 0);
  }
  return (word >> 61 & 3) != 3 && (word & V) != 0 && (word & A) != 0 && ((word & D) != 0) == dirty &&
         (word >> 8 & 3) == 0 && (word >> 54 & 0x7F) == 0 && word >> 63 == 0 && has_attributes(format, *attr);
}

/* Nothing must break: until the fence an access may use the old entry or the new one. */
const struct architecture architecture_riscv = {
    has_attributes, granule_log2, other_half, geometry, leaf_heights,
    NULL, false, is_table, plain_table, is_leaf, read_leaf,
};
