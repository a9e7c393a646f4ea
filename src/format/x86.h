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

#define KIB4 0x1000ULL
#define MIB2 0x200000ULL
#define GIB1 0x40000000ULL
#define GIB512 0x8000000000ULL
#define TIB256 0x1000000000000ULL
#define PIB128 0x200000000000000ULL

/* Entries per table, frames below 2^52, and the bit that makes a leaf of an entry above height 0. */
#define ENTRIES 512U
#define FRAMES 0x10000000000ULL
#define BIT_PS 0x80ULL

/* Nine bits per level. A space may cover the lower part of what its levels resolve, but not so little
 * that one level less would do. Output sizes are those that MAXPHYADDR can be. */
static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  unsigned most, bits = geometry->input_bits;
  if (geometry->granule_log2 != 12) return VPT_ERR_GRANULE;
  switch (geometry->levels) {
  case 4: most = 48; break;
  case 5: most = 57; break;
  default: return VPT_ERR_LEVELS;
  }
  if (bits <= most - 9 || bits > most) return VPT_ERR_INPUT_BITS;
  if (geometry->output_bits < 32 || geometry->output_bits > 52) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

static inline uint64_t codec_size(int h)
{
  switch (h) {
  case 0: return KIB4;
  case 1: return MIB2;
  case 2: return GIB1;
  case 3: return GIB512;
  case 4: return TIB256;
  default: return PIB128;
  }
}

static inline int codec_leaf_height(uint64_t size)
{
  switch (size) {
  case KIB4: return 0;
  case MIB2: return 1;
  case GIB1: return 2;
  default: return -1;
  }
}

/* Leaves of 1 GiB are an option: CPUID.80000001H:EDX.Page1GB, IA32_VMX_EPT_VPID_CAP bit 17. */
static inline int codec_common_height(void)
{
  return 1;
}

static inline bool codec_aligned(int h, uint64_t address)
{
  switch (h) {
  case 0: return address % KIB4 == 0;
  case 1: return address % MIB2 == 0;
  case 2: return address % GIB1 == 0;
  case 3: return address % GIB512 == 0;
  default: return address % TIB256 == 0;
  }
}

static inline int64_t codec_prefix(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (int64_t)(ia / KIB4);
  case 1: return (int64_t)(ia / MIB2);
  case 2: return (int64_t)(ia / GIB1);
  case 3: return (int64_t)(ia / GIB512);
  case 4: return (int64_t)(ia / TIB256);
  default: return (int64_t)(ia / PIB128);
  }
}

static inline unsigned codec_index(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (unsigned)(ia / KIB4 % ENTRIES);
  case 1: return (unsigned)(ia / MIB2 % ENTRIES);
  case 2: return (unsigned)(ia / GIB1 % ENTRIES);
  case 3: return (unsigned)(ia / GIB512 % ENTRIES);
  default: return (unsigned)(ia / TIB256 % ENTRIES);
  }
}

static inline int64_t codec_slot(int64_t frame, unsigned i)
{
  return frame * (int64_t)ENTRIES + (int64_t)i;
}

static inline int64_t codec_table_frame(uint64_t word)
{
  return (int64_t)(word / KIB4 % FRAMES);
}

/* Bits 51:12 of a page, 51:21 of a 2 MiB leaf, 51:30 of a 1 GiB leaf. */
static inline vpt_oa codec_leaf_oa(int h, uint64_t word)
{
  switch (h) {
  case 0: return word / KIB4 % FRAMES * KIB4;
  case 1: return word / MIB2 % (FRAMES * KIB4 / MIB2) * MIB2;
  default: return word / GIB1 % (FRAMES * KIB4 / GIB1) * GIB1;
  }
}

#endif
