/* SPDX-License-Identifier: Apache-2.0 */
/* LoongArch, 16 KiB pages: 11 bits per level. */
#ifndef VPT_FORMAT_LOONGARCH_16K_H
#define VPT_FORMAT_LOONGARCH_16K_H

#define ENTRIES 2048U
#define FRAMES 0x400000000ULL
#define SIZE_0 0x4000ULL
#define SIZE_1 0x2000000ULL
#define SIZE_2 0x1000000000ULL
#define SIZE_3 0x800000000000ULL
#define SIZE_4 0x400000000000000ULL
#define SIZE_5 0x800000000000000ULL /* nothing is that large */

#include "loongarch.h"

/* Three levels; a fourth for the last of the 48 bits that a virtual address has at most. */
static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  unsigned least, most;
  if (geometry->granule_log2 != 14) return VPT_ERR_GRANULE;
  switch (geometry->levels) {
  case 3: least = 37, most = 47; break;
  case 4: least = 48, most = 48; break;
  default: return VPT_ERR_LEVELS;
  }
  if (geometry->input_bits < least || geometry->input_bits > most) return VPT_ERR_INPUT_BITS;
  if (geometry->output_bits < 32 || geometry->output_bits > 48) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

#endif
