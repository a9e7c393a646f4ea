/* SPDX-License-Identifier: Apache-2.0 */
#include "half.h"

#include <string.h>

static const char *const names[] = {[VPT_LOWER] = "lower", [VPT_UPPER] = "upper", [VPT_SIGNED] = "signed"};

const char *half_name(enum vpt_half half)
{
  return names[half];
}

bool half_by_name(const char *name, enum vpt_half *half)
{
  for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(name, names[i]) != 0) continue;
    *half = (enum vpt_half)i;
    return true;
  }
  return false;
}

/* The library is asked: of what is wrong with a configuration, the geometry and the half come first. */
bool half_possible(const struct vpt_geometry *geometry, enum vpt_half half)
{
  static _Alignas(4096) uint64_t window[512];
  struct vpt_frame_info info;
  struct vpt_pool pool;
  struct vpt space;
  struct vpt_pool_config frame = {.window = window, .window_bytes = sizeof window, .granule_log2 = 12,
                                  .info = &info, .info_count = 1};
  struct vpt_config config = {.geometry = *geometry, .half = half, .pool = &pool};
  return vpt_pool_init(&pool, &frame) == VPT_OK && vpt_init(&space, &config) != VPT_ERR_HALF;
}

enum vpt_half half_usual(const struct vpt_geometry *geometry)
{
  return half_possible(geometry, VPT_SIGNED) ? VPT_SIGNED : VPT_LOWER;
}

/* The first offset that stands for one of the uppermost addresses. */
static uint64_t upper_first(unsigned input_bits, enum vpt_half half)
{
  uint64_t input_end = 1ULL << input_bits;
  return half == VPT_UPPER ? 0 : half == VPT_SIGNED ? input_end / 2 : input_end;
}

vpt_ia half_address(unsigned input_bits, enum vpt_half half, uint64_t offset)
{
  return offset < upper_first(input_bits, half) ? offset : offset - (1ULL << input_bits);
}

bool half_offset(unsigned input_bits, enum vpt_half half, vpt_ia ia, uint64_t *offset)
{
  *offset = ia & ((1ULL << input_bits) - 1);
  return half_address(input_bits, half, *offset) == ia;
}

/* Offsets below this stand for as many input addresses, all below `ia`. */
static uint64_t offsets_below(unsigned input_bits, enum vpt_half half, vpt_ia ia)
{
  uint64_t input_end = 1ULL << input_bits, upper = upper_first(input_bits, half);
  uint64_t upper_start = upper < input_end ? half_address(input_bits, half, upper) : UINT64_MAX;
  if (ia < upper) return ia;
  return ia < upper_start ? upper : ia - upper_start + upper;
}

void half_range(unsigned input_bits, enum vpt_half half, vpt_ia first, vpt_ia last, uint64_t *from, uint64_t *to)
{
  uint64_t end = last == UINT64_MAX ? 1ULL << input_bits : offsets_below(input_bits, half, last + 1);
  *from = offsets_below(input_bits, half, first);
  *to = end - 1; /* none at all: the first beyond the last, unless both are 0, which walks see */
  if (end == 0) *from = 1, *to = 0;
}
