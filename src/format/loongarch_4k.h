/* SPDX-License-Identifier: Apache-2.0 */
/* LoongArch, 4 KiB pages: 9 bits per level. */
#ifndef VPT_FORMAT_LOONGARCH_4K_H
#define VPT_FORMAT_LOONGARCH_4K_H

#define ENTRIES 512U
#define FRAMES 0x1000000000ULL
#define SIZE_0 0x1000ULL
#define SIZE_1 0x200000ULL
#define SIZE_2 0x40000000ULL
#define SIZE_3 0x8000000000ULL
#define SIZE_4 0x1000000000000ULL
#define SIZE_5 0x200000000000000ULL

#include "loongarch.h"

/* Three or four levels; virtual addresses have at most 48 bits, physical ones 32 to 48. */
static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  unsigned least, most;
  if (geometry->granule_log2 != 12) return VPT_ERR_GRANULE;
  switch (geometry->levels) {
  case 3: least = 31, most = 39; break;
  case 4: least = 40, most = 48; break;
  default: return VPT_ERR_LEVELS;
  }
  if (geometry->input_bits < least || geometry->input_bits > most) return VPT_ERR_INPUT_BITS;
  if (geometry->output_bits < 32 || geometry->output_bits > 48) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

#endif
