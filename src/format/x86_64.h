/* SPDX-License-Identifier: Apache-2.0 */
/* x86-64 paging with 4 or 5 levels (AMD: long mode; also AMD's nested tables).
 *
 * EXEC means: the less privileged level may execute if it has access (USER), else the more privileged
 * one; CR4.SMEP sees to it that the kernel never executes what user mode can access.
 */
#ifndef VPT_FORMAT_X86_64_H
#define VPT_FORMAT_X86_64_H

#include "x86.h"

#define OTHER_HALF VPT_SIGNED
#include "radix.h"

#define BIT_P 0x1ULL
#define BIT_RW 0x2ULL
#define BIT_US 0x4ULL
#define BIT_PWT 0x8ULL /* with PCD, bit 4: index of the memory type in VPT_X86_PAT */
#define BIT_A 0x20ULL
#define BIT_D 0x40ULL
#define BIT_G 0x100ULL
#define BIT_XD 0x8000000000000000ULL

/* Bit 0 clear: not present. PS set at heights 1 and 2: a leaf, whose bits between the address and the
 * PAT bit, 12, are reserved; above, PS itself is reserved. What is reserved faults. */
static inline enum vpt_kind codec_kind(int h, uint64_t word)
{
  if (word % 2 == 0) return VPT_INVALID;
  if (h == 0) return VPT_LEAF;
  if (word / BIT_PS % 2 == 0) return VPT_TABLE;
  switch (h) {
  case 1: return word / (2 * SIZE_0) % (SIZE_1 / (2 * SIZE_0)) == 0 ? VPT_LEAF : VPT_INVALID;
  case 2: return word / (2 * SIZE_0) % (SIZE_2 / (2 * SIZE_0)) == 0 ? VPT_LEAF : VPT_INVALID;
  default: return VPT_INVALID;
  }
}

/* Tables take no right away. */
static inline uint64_t codec_table(int64_t frame)
{
  return (uint64_t)frame * SIZE_0 + BIT_A + BIT_US + BIT_RW + BIT_P;
}

static inline bool codec_attr_ok(vpt_attr attr)
{
  return attr % 2 == 1 && attr / 32 <= 2;
}

/* A processor never has to set A or D. D is for writable leaves only: with CR4.CET, D in a read-only
 * leaf makes a shadow stack of it. Memory types 0, 1, 2 have PAT index 0, 1, 3. */
static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  uint64_t type = attr / 32;
  uint64_t low = BIT_P + BIT_A + attr / VPT_WRITE % 2 * (BIT_RW + BIT_D) + attr / VPT_USER % 2 * BIT_US +
                 (type + type / 2) * BIT_PWT + attr / VPT_GLOBAL % 2 * BIT_G + (h == 0 ? 0 : BIT_PS);
  return oa + low + (1 - attr / VPT_EXEC % 2) * BIT_XD;
}

/*@ assigns \nothing;
    ensures \result == decoded_type(word); */
static inline vpt_attr decoded_type(uint64_t word)
{
  switch (word / BIT_PWT % 4) {
  case 0: return VPT_NORMAL;
  case 1: return VPT_NORMAL_NC;
  default: return VPT_DEVICE;
  }
}

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  uint64_t write = word / BIT_RW % 2, no_exec = word / BIT_XD, user = word / BIT_US % 2;
  uint64_t global = word / BIT_G % 2;
  return (vpt_attr)(VPT_READ + write * VPT_WRITE + (1 - no_exec) * VPT_EXEC + user * VPT_USER +
                    global * VPT_GLOBAL) + decoded_type(word);
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  (void)h;
  return word / BIT_G % 2 == 1;
}

/* SDM, "Programming the PAT": a page whose memory type changes is made not present, and TLBs are
 * flushed, before it is mapped with its new type, so that no two types are in use for it at a time.
 * Changes of rights need no such thing ("Optional Invalidation", "Delayed Invalidation"). */
static inline bool codec_must_break(int h, uint64_t from, uint64_t to)
{
  (void)h;
  return from / BIT_PWT % 4 != to / BIT_PWT % 4;
}

static inline bool codec_table_breaks(void)
{
  return false;
}

#endif
