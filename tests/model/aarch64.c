/* SPDX-License-Identifier: Apache-2.0 */
#include "aarch64.h"

/* In the order of the formats, three of each. */
static const struct granule granules[] = {
    {12, {0, 0, 0, 31, 40, 0}, {0, 0, 0, 39, 48, 0}, 4, 48, 48, 3, 3},
    {14, {0, 0, 26, 37, 48, 0}, {0, 0, 36, 47, 48, 0}, 3, 48, 48, 2, 2},
    {16, {0, 0, 30, 43, 0, 0}, {0, 0, 42, 52, 0, 0}, 3, 52, 52, 3, 2},
    {12, {0, 0, 0, 31, 40, 49}, {0, 0, 0, 39, 48, 52}, 5, 52, 52, 4, 4},
    {14, {0, 0, 26, 37, 48, 0}, {0, 0, 36, 47, 52, 0}, 4, 52, 52, 3, 3},
};

const struct granule *aarch64_granule(enum vpt_format format)
{
  return &granules[(format - AARCH64_FIRST) / 3];
}

/* Up to 16 concatenated root tables in stage 2. */
static unsigned input_bits_most(const struct granule *granule, const struct vpt_geometry *g)
{
  unsigned full = granule->granule_log2 + g->levels * (granule->granule_log2 - 3);
  if (aarch64_stage(g->format) != VPT_AARCH64_S2) {
    return granule->most[g->levels];
  }
  return full + 4 < granule->input_most ? full + 4 : granule->input_most;
}

enum vpt_status aarch64_geometry(const struct vpt_geometry *g)
{
  const struct granule *granule = aarch64_granule(g->format);
  bool stage2 = aarch64_stage(g->format) == VPT_AARCH64_S2;
  unsigned out = g->output_bits;
  if (g->granule_log2 != granule->granule_log2) {
    return VPT_ERR_GRANULE;
  }
  if (g->levels > 5 || granule->least[g->levels] == 0 || (stage2 && g->levels > granule->levels_most_s2)) {
    return VPT_ERR_LEVELS;
  }
  if (g->input_bits < granule->least[g->levels] || g->input_bits > input_bits_most(granule, g)) {
    return VPT_ERR_INPUT_BITS;
  }
  bool known = out == 32 || out == 36 || out == 40 || out == 42 || out == 44 || out == 48;
  return known || (out == 52 && granule->output_most == 52) ? VPT_OK : VPT_ERR_OUTPUT_BITS;
}

/* The bits of a field, both ends included, at their place in an address from `to` on. */
static uint64_t bits(uint64_t word, unsigned high, unsigned low, unsigned to)
{
  return ((word >> low) & ((UINT64_C(2) << (high - low)) - 1)) << to;
}

/* Bits 47:12. With 64 KiB bits 51:48 are in 15:12; with LPA2 49:48 are in place and 51:50 in 9:8. */
uint64_t aarch64_address(enum vpt_format format, uint64_t word)
{
  if (aarch64_granule(format)->granule_log2 == 16) {
    return bits(word, 47, 16, 16) | bits(word, 15, 12, 48);
  }
  return aarch64_lpa2(format) ? bits(word, 49, 12, 12) | bits(word, 9, 8, 50) : bits(word, 47, 12, 12);
}
