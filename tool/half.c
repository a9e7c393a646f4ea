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
