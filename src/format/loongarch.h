/* SPDX-License-Identifier: Apache-2.0 */
/* What the LoongArch formats have in common: all but the sizes. A format's file defines before it includes
 * this one: ENTRIES, FRAMES (below 2^48), SIZE_0 to SIZE_5 (bytes mapped by an entry at each height).
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

#include "codec.h"

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

#define ATTRS 96
#define HAS(attr, right) ((attr) / (right) % 2)

static inline uint64_t codec_size(int h)
{
  switch (h) {
  case 0: return SIZE_0;
  case 1: return SIZE_1;
  case 2: return SIZE_2;
  case 3: return SIZE_3;
  case 4: return SIZE_4;
  default: return SIZE_5;
  }
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

static inline bool codec_aligned(int h, uint64_t address)
{
  switch (h) {
  case 0: return address % SIZE_0 == 0;
  case 1: return address % SIZE_1 == 0;
  case 2: return address % SIZE_2 == 0;
  case 3: return address % SIZE_3 == 0;
  default: return address % SIZE_4 == 0;
  }
}

static inline int64_t codec_prefix(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (int64_t)(ia / SIZE_0);
  case 1: return (int64_t)(ia / SIZE_1);
  case 2: return (int64_t)(ia / SIZE_2);
  case 3: return (int64_t)(ia / SIZE_3);
  case 4: return (int64_t)(ia / SIZE_4);
  default: return (int64_t)(ia / SIZE_5);
  }
}

static inline unsigned codec_index(int h, vpt_ia ia)
{
  switch (h) {
  case 0: return (unsigned)(ia / SIZE_0 % ENTRIES);
  case 1: return (unsigned)(ia / SIZE_1 % ENTRIES);
  case 2: return (unsigned)(ia / SIZE_2 % ENTRIES);
  case 3: return (unsigned)(ia / SIZE_3 % ENTRIES);
  default: return (unsigned)(ia / SIZE_4 % ENTRIES);
  }
}

static inline int64_t codec_slot(int64_t frame, unsigned i)
{
  return frame * (int64_t)ENTRIES + (int64_t)i;
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

static inline vpt_oa codec_leaf_oa(int h, uint64_t word)
{
  switch (h) {
  case 0: return word / SIZE_0 % FRAMES * SIZE_0;
  case 1: return word / SIZE_1 % (OA_END / SIZE_1) * SIZE_1;
  default: return word / SIZE_2 % (OA_END / SIZE_2) * SIZE_2;
  }
}

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

static inline vpt_attr codec_leaf_attr(uint64_t word)
{
  uint64_t mat = word / MAT_CC % 4, no_read = word / BIT_NR % 2, no_exec = word / BIT_NX % 2;
  vpt_attr type = mat == 1 ? VPT_NORMAL : mat == 2 ? VPT_NORMAL_NC : VPT_DEVICE;
  return (vpt_attr)(1 - no_read + word / BIT_D % 2 * VPT_WRITE + (1 - no_exec) * VPT_EXEC +
                    word / 8 % 2 * VPT_USER + word / BIT_GLOBAL % 2 * VPT_GLOBAL) + type;
}

/* "TLB-based Translation of Virtual Addresses to Physical Addresses": two entries for one address are
 * undefined behaviour. While the old one, tagged with an ASID, is in a TLB, a global one would be the second. */
static inline bool codec_must_break(uint64_t from, uint64_t to)
{
  return from / BIT_GLOBAL % 2 < to / BIT_GLOBAL % 2;
}

#endif
