/* SPDX-License-Identifier: Apache-2.0 */
/* What the x86 formats have in common: the shape of tables, and where addresses are in descriptors.
 *
 * Intel 64 and IA-32 Architectures Software Developer's Manual (SDM), volume 3: "4-Level Paging and
 * 5-Level Paging", "The Extended Page Table Mechanism (EPT)". AMD64 Architecture Programmer's
 * Manual, volume 2: "Page Translation and Protection", "Nested Paging".
 */
#ifndef VPT_FORMAT_X86_H
#define VPT_FORMAT_X86_H

#include "codec.h"

#define SIZE_0 0x1000ULL
#define SIZE_1 0x200000ULL
#define SIZE_2 0x40000000ULL
#define SIZE_3 0x8000000000ULL
#define SIZE_4 0x1000000000000ULL
#define SIZE_5 0x200000000000000ULL

#define GRANULE_LOG2 12U
#define ENTRIES 512U

/* Frames below 2^52 bytes, and the bit that makes a leaf of an entry above height 0. */
#define FRAMES 0x10000000000ULL
#define BIT_PS 0x80ULL

/* Nine bits per level. A space may cover the lower part of what its levels resolve, but not so little
 * that one level less would do. Output sizes are those that MAXPHYADDR can be. */
static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  unsigned most, bits = geometry->input_bits;
  switch (geometry->levels) {
  case 4: most = 48; break;
  case 5: most = 57; break;
  default: return VPT_ERR_LEVELS;
  }
  if (bits <= most - 9 || bits > most) return VPT_ERR_INPUT_BITS;
  if (geometry->output_bits < 32 || geometry->output_bits > 52) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

static inline int codec_leaf_height(uint64_t size)
{
  switch (size) {
  case SIZE_0: return 0;
  case SIZE_1: return 1;
  case SIZE_2: return 2;
  default: return -1;
  }
}

/* Leaves of 1 GiB are an option: CPUID.80000001H:EDX.Page1GB, IA32_VMX_EPT_VPID_CAP bit 17. */
static inline int codec_common_height(void)
{
  return 1;
}

static inline int64_t codec_table_frame(uint64_t word)
{
  return (int64_t)(word / SIZE_0 % FRAMES);
}

/* Bits 51:12 of a page, 51:21 of a 2 MiB leaf, 51:30 of a 1 GiB leaf. */
static inline vpt_oa codec_leaf_oa(int h, unsigned i, uint64_t word)
{
  (void)i;
  switch (h) {
  case 0: return word / SIZE_0 % FRAMES * SIZE_0;
  case 1: return word / SIZE_1 % (FRAMES * SIZE_0 / SIZE_1) * SIZE_1;
  default: return word / SIZE_2 % (FRAMES * SIZE_0 / SIZE_2) * SIZE_2;
  }
}

#endif
