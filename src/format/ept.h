/* SPDX-License-Identifier: Apache-2.0 */
/* Intel's extended page tables (EPT), 4 or 5 levels. Rights hold for every privilege level of the guest,
 * so there is no USER; entries are tagged with the EPTP and the VPID, so there is no GLOBAL.
 *
 * SDM volume 3, "The Extended Page Table Mechanism (EPT)", without mode-based execute control.
 */
#ifndef VPT_FORMAT_EPT_H
#define VPT_FORMAT_EPT_H

#include "x86.h"

#define OTHER_HALF VPT_LOWER
#include "radix.h"

#define BIT_R 0x1ULL
#define BIT_W 0x2ULL
#define BIT_X 0x4ULL
#define MEMORY_TYPE 0x8ULL /* bits 5:3 */
#define BIT_IPAT 0x40ULL   /* the guest's PAT is ignored */
#define BIT_A 0x100ULL
#define BIT_D 0x200ULL

/* Can the hardware use the memory type of this leaf? 0 UC, 1 WC, 4 WT, 5 WP, 6 WB. */
/*@ assigns \nothing;
    ensures \result <==> type_exists(word) == \true; */
static inline bool type_exists(uint64_t word)
{
  uint64_t type = word / MEMORY_TYPE % 8;
  return type != 2 && type != 3 && type != 7;
}

/* No right: not present. Writable but not readable, reserved bits and memory types: a misconfiguration,
 * which faults. */
static inline enum vpt_kind codec_kind(int h, uint64_t word)
{
  uint64_t read = word / BIT_R % 2, write = word / BIT_W % 2, exec = word / BIT_X % 2;
  if (read == 0 && (write == 1 || exec == 0)) return VPT_INVALID;
  if (h > 0 && word / BIT_PS % 2 == 0) return word / MEMORY_TYPE % 16 == 0 ? VPT_TABLE : VPT_INVALID;
  if (!type_exists(word)) return VPT_INVALID;
  switch (h) {
  case 0: return VPT_LEAF;
  case 1: return word / SIZE_0 % (SIZE_1 / SIZE_0) == 0 ? VPT_LEAF : VPT_INVALID;
  case 2: return word / SIZE_0 % (SIZE_2 / SIZE_0) == 0 ? VPT_LEAF : VPT_INVALID;
  default: return VPT_INVALID;
  }
}

/* Tables take no right away. */
static inline uint64_t codec_table(int64_t frame)
{
  return (uint64_t)frame * SIZE_0 + BIT_A + BIT_X + BIT_W + BIT_R;
}

/* READ, READ and WRITE, either with EXEC; or EXEC alone. */
static inline bool codec_attr_ok(vpt_attr attr)
{
  return attr / 32 <= 2 && attr / VPT_USER % 4 == 0 && attr % 4 != 2 && attr % 8 != 0;
}

/* A guest's PAT can make memory less cacheable than the leaf says, never more, but it could make
 * write-combining memory of UC: so the leaf of a device ignores it. */
/*@ requires attr / 32 <= 2;
    assigns \nothing;
    ensures \result == 0x8 * mk_type(attr) + 0x40 * mk_ipat(attr); */
static inline uint64_t memory_bits(vpt_attr attr)
{
  switch (attr / 32) {
  case 0: return 6 * MEMORY_TYPE;
  case 1: return 1 * MEMORY_TYPE;
  default: return BIT_IPAT;
  }
}

/* A processor never has to set A or D. */
static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  /*@ assert page: oa % 0x1000 == 0; */
  uint64_t flags = BIT_A + attr / VPT_WRITE % 2 * BIT_D + (h == 0 ? 0 : BIT_PS);
  return oa + attr % 8 + memory_bits(attr) + flags;
}

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  vpt_attr rights = (vpt_attr)(word % 8);
  switch (word / MEMORY_TYPE % 8) {
  case 6: return rights + VPT_NORMAL;
  case 1: return rights + VPT_NORMAL_NC;
  default: return rights + VPT_DEVICE;
  }
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  (void)h;
  (void)word;
  return false;
}

/* SDM, "Programming the PAT": a page whose memory type changes is made not present, and TLBs are
 * flushed, before it is mapped with its new type. Changes of rights need no such thing ("Guidelines
 * for Use of the INVEPT Instruction"). */
static inline bool codec_must_break(int h, uint64_t from, uint64_t to)
{
  (void)h;
  return from / MEMORY_TYPE % 16 != to / MEMORY_TYPE % 16;
}

static inline bool codec_table_breaks(void)
{
  return false;
}

#endif
