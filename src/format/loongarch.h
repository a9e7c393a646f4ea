/* SPDX-License-Identifier: Apache-2.0 */
/* The LoongArch formats, which differ in sizes only: loongarch_variants.h says which this is.
 *
 * LoongArch Reference Manual, Volume 1: Basic Architecture, "Multi-level Page Table Structure Supported by
 * Page Walking" and "TLB Entry Low-order Bits (TLBELO0, TLBELO1)".
 *
 * WRITE, READ, EXEC: D, not NR, not NX. USER: PLV 3, and then the kernel may load and store too. LoongArch
 * cannot say that one level fetches where both load; code of the less privileged level therefore is its alone
 * (RPLV), to the last right.
 */
#ifndef VPT_FORMAT_LOONGARCH_H
#define VPT_FORMAT_LOONGARCH_H

#include "loongarch_variants.h"
#include "codec.h"

/* Sizes; frames below 2^48 bytes; the input bits of three and of four levels, 48 at most. */
#if PAGE == 12
/* 9 bits per level. */
#define GRANULE_LOG2 12U
#define ENTRIES 512U
#define FRAMES 0x1000000000ULL
#define SIZE_0 0x1000ULL
#define SIZE_1 0x200000ULL
#define SIZE_2 0x40000000ULL
#define SIZE_3 0x8000000000ULL
#define SIZE_4 0x1000000000000ULL
#define SIZE_5 0x200000000000000ULL
#define LEAST_OF_3 31
#define MOST_OF_3 39
#define LEAST_OF_4 40
#else
/* 11 bits per level; a fourth level for the last of the 48 bits. */
#define GRANULE_LOG2 14U
#define ENTRIES 2048U
#define FRAMES 0x400000000ULL
#define SIZE_0 0x4000ULL
#define SIZE_1 0x2000000ULL
#define SIZE_2 0x1000000000ULL
#define SIZE_3 0x800000000000ULL
#define SIZE_4 0x400000000000000ULL
#define SIZE_5 0x800000000000000ULL /* nothing is that large */
#define LEAST_OF_3 37
#define MOST_OF_3 47
#define LEAST_OF_4 48
#endif

#define OA_END 0x1000000000000ULL

#define BIT_V 0x1ULL
#define BIT_D 0x2ULL      /* writable, as the TLB sees it */
#define PLV_3 0xCULL      /* bits 3:2 */
#define MAT_CC 0x10ULL    /* bits 5:4; 0 is SUC */
#define MAT_WUC 0x20ULL
#define BIT_G 0x40ULL     /* of a page */
#define BIT_H 0x40ULL     /* in a directory: a huge page */
#define BIT_P 0x80ULL     /* present */
#define BIT_W 0x100ULL    /* writable, as a page walk sees it */
#define BIT_GLOBAL 0x400ULL /* not the hardware's: G again, in one place for pages of every size */
#define BIT_HUGE_G 0x1000ULL
#define BIT_NR 0x2000000000000000ULL
#define BIT_NX 0x4000000000000000ULL
#define BIT_RPLV 0x8000000000000000ULL

/* The descriptor of a table at physical address 0, where 0 would be invalid. Address bits beyond PALEN are
 * dropped in direct address translation mode, in which refill handlers walk. */
#define TABLE_AT_0 0x8000000000000000ULL

#define OTHER_HALF VPT_SIGNED
#include "radix.h"

/* Three or four levels; physical addresses have 32 to 48 bits. */
static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  unsigned least, most;
  switch (geometry->levels) {
  case 3: least = LEAST_OF_3, most = MOST_OF_3; break;
  case 4: least = LEAST_OF_4, most = 48; break;
  default: return VPT_ERR_LEVELS;
  }
  if (geometry->input_bits < least || geometry->input_bits > most) return VPT_ERR_INPUT_BITS;
  if (geometry->output_bits < 32 || geometry->output_bits > 48) return VPT_ERR_OUTPUT_BITS;
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

/* Which page sizes a TLB has is in CSR.PRCFG2.PSAVL. Huge pages of the lowest directory are taken for granted. */
static inline int codec_common_height(void)
{
  return 1;
}

/* At height 0 the walk ends: V tells a page. In a directory, H tells a huge page, else the entry is the
 * address of the next table, and 0 is what the refill handler takes for nothing. */
static inline enum vpt_kind codec_kind(int h, uint64_t word)
{
  if (h == 0) return word % 2 == 1 ? VPT_LEAF : VPT_INVALID;
  if (word / BIT_H % 2 == 0) return word == 0 ? VPT_INVALID : VPT_TABLE;
  return word % 2 == 1 && h <= 2 ? VPT_LEAF : VPT_INVALID;
}

static inline int64_t codec_table_frame(uint64_t word)
{
  return (int64_t)(word / SIZE_0 % FRAMES);
}

static inline uint64_t codec_table(int64_t frame)
{
  return frame == 0 ? TABLE_AT_0 : (uint64_t)frame * SIZE_0;
}

static inline vpt_oa codec_leaf_oa(int h, unsigned i, uint64_t word)
{
  (void)i;
  switch (h) {
  case 0: return word / SIZE_0 % FRAMES * SIZE_0;
  case 1: return word / SIZE_1 % (OA_END / SIZE_1) * SIZE_1;
  default: return word / SIZE_2 % (OA_END / SIZE_2) * SIZE_2;
  }
}

/* Sums of attributes are below this. */
#define ATTRS 96
#define HAS(attr, right) ((attr) / (right) % 2)

/* An instruction fetch from strongly-ordered uncached memory may be speculative: of a device, never offered. */
static inline bool codec_attr_ok(vpt_attr attr)
{
  return attr < ATTRS && !(attr / VPT_DEVICE % 2 == 1 && attr / VPT_EXEC % 2 == 1);
}

/* What leaves of every size have: all but the hardware's own G, H and the address. */
#define LEAF_BITS(attr)                                                                            \
  (BIT_V + BIT_P + HAS(attr, VPT_WRITE) * (BIT_D + BIT_W) + HAS(attr, VPT_USER) * PLV_3 +          \
   ((attr) / 32 == 0 ? MAT_CC : (attr) / 32 == 1 ? MAT_WUC : 0) +                                  \
   HAS(attr, VPT_GLOBAL) * BIT_GLOBAL + (1 - HAS(attr, VPT_READ)) * BIT_NR +                       \
   (HAS(attr, VPT_EXEC) == 0 ? BIT_NX : HAS(attr, VPT_USER) * BIT_RPLV))

static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  uint64_t global = HAS(attr, VPT_GLOBAL);
  return oa + LEAF_BITS(attr) + (h == 0 ? global * BIT_G : BIT_H + global * BIT_HUGE_G);
}

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  uint64_t mat = word / MAT_CC % 4, no_read = word / BIT_NR % 2, no_exec = word / BIT_NX % 2;
  vpt_attr type = mat == 1 ? VPT_NORMAL : mat == 2 ? VPT_NORMAL_NC : VPT_DEVICE;
  return (vpt_attr)(1 - no_read + word / BIT_D % 2 * VPT_WRITE + (1 - no_exec) * VPT_EXEC +
                    word / 8 % 2 * VPT_USER + word / BIT_GLOBAL % 2 * VPT_GLOBAL) + type;
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  (void)h;
  return word / BIT_GLOBAL % 2 == 1;
}

/* "TLB-based Translation of Virtual Addresses to Physical Addresses": two entries for one address are
 * undefined behaviour. While the old one, tagged with an ASID, is in a TLB, a global one would be the second. */
static inline bool codec_must_break(int h, uint64_t from, uint64_t to)
{
  (void)h;
  return from / BIT_GLOBAL % 2 < to / BIT_GLOBAL % 2;
}

static inline bool codec_table_breaks(void)
{
  return false;
}

#endif
