/* SPDX-License-Identifier: Apache-2.0 */
/* The RISC-V formats: Sv39, Sv48 and Sv57, and the same for the G-stage (Sv39x4, Sv48x4, Sv57x4), each without and with
 * Svpbmt. Which of them this is, riscv_variants.h says.
 *
 * The RISC-V Instruction Set Manual, Volume II: Privileged Architecture, chapters "Supervisor-Level
 * ISA" ("Sv39", "Sv48", "Sv57"), "Svpbmt", and "Hypervisor Extension" ("Two-Stage Address
 * Translation").
 */
#ifndef VPT_FORMAT_RISCV_H
#define VPT_FORMAT_RISCV_H

#include "riscv_variants.h"
#include "codec.h"

#define SIZE_0 0x1000ULL
#define SIZE_1 0x200000ULL
#define SIZE_2 0x40000000ULL
#define SIZE_3 0x8000000000ULL
#define SIZE_4 0x1000000000000ULL
#define SIZE_5 0x200000000000000ULL

#define GRANULE_LOG2 12U
#if G_STAGE
#define OTHER_HALF VPT_LOWER
#else
#define OTHER_HALF VPT_SIGNED
#endif
#define ENTRIES 512U

#include "radix.h"

/* Frames below 2^56 bytes, and the position of the fields. */
#define FRAMES 0x100000000000ULL
#define BIT_V 0x1ULL
#define BIT_R 0x2ULL /* with W and X above it: none of them makes a pointer to a table */
#define BIT_W 0x4ULL
#define BIT_U 0x10ULL
#define BIT_A 0x40ULL /* with D above it */
#define BIT_D 0x80ULL
#define PPN 0x400ULL /* unit of the physical page number, bits 53:10 */
#define UPPER 0x40000000000000ULL /* unit of bits 63:54: reserved, PBMT, N */
#define PBMT 0x2000000000000000ULL /* unit of bits 62:61 */

/* Nine bits per level above the 12 of a page. The G-stage always has two more, resolved by the
 * four tables of its root: hardware looks at them however small the guest's memory is. */
static enum vpt_status codec_check(const struct vpt_geometry *geometry)
{
  unsigned levels = geometry->levels, bits = geometry->input_bits;
  if (levels < 3 || levels > 5) return VPT_ERR_LEVELS;
  unsigned most = 9 * levels + (G_STAGE ? 14 : 12);
  unsigned least = G_STAGE ? most : most - 8;
  if (bits < least || bits > most) return VPT_ERR_INPUT_BITS;
  if (geometry->output_bits < 32 || geometry->output_bits > 56) return VPT_ERR_OUTPUT_BITS;
  return VPT_OK;
}

static inline int codec_leaf_height(uint64_t size)
{
  switch (size) {
  case SIZE_0: return 0;
  case SIZE_1: return 1;
  case SIZE_2: return 2;
  case SIZE_3: return 3;
  case SIZE_4: return 4;
  default: return -1;
  }
}

/* "Any level of PTE may be a leaf PTE." */
static inline int codec_common_height(void)
{
  return 4;
}

/* Do bits 63:54 make sense? Those that are reserved must be 0: N without Svnapot, bits 60:54, and PBMT
 * without Svpbmt; with it, PBMT = 3 is reserved. */
/*@ assigns \nothing;
    ensures \result <==> reserved_bits(FMT, word) == 0; */
static inline bool upper_known(uint64_t word)
{
  return word / UPPER % 128 == 0 && word / PBMT < (SVPBMT ? 3 : 1);
}

/* A pointer to a table has neither rights nor D, A, U or PBMT. */
/*@ assigns \nothing;
    ensures \result <==> reserved_in_pointer(word) == 0; */
static inline bool pointer_known(uint64_t word)
{
  /*@ assert both: word / 0x40 % 4 == A(word) + 2 * D(word); */
  return word / BIT_U % 2 == 0 && word / BIT_A % 4 == 0 && word / PBMT % 4 == 0;
}

/* An entry with rights. The G-stage checks every access as one of U-mode: without U it faults. */
/*@ requires 0 <= h <= 4;
    assigns \nothing;
    ensures \result == leaf_kind(FMT,h,word); */
static inline enum vpt_kind kind_of_leaf(int h, uint64_t word)
{
  if (G_STAGE && word / BIT_U % 2 == 0) return VPT_INVALID;
  return codec_aligned(h, codec_leaf_oa(h, 0, word)) ? VPT_LEAF : VPT_INVALID;
}

/* "Virtual Address Translation Process": a page fault for an entry that is not valid, that has bits
 * or rights (W without R) that are reserved, for a pointer at the last level, for a leaf that is not
 * aligned to its size. */
static inline enum vpt_kind codec_kind(int h, uint64_t word)
{
  /*@ assert rights: word / 0x2 % 8 == R(word) + 2 * W(word) + 4 * X(word); */
  if (word % 2 == 0 || !upper_known(word)) return VPT_INVALID;
  if (word / BIT_W % 2 > word / BIT_R % 2) return VPT_INVALID;
  if (word / BIT_R % 8 == 0) return h > 0 && pointer_known(word) ? VPT_TABLE : VPT_INVALID;
  return kind_of_leaf(h, word);
}

static inline int64_t codec_table_frame(uint64_t word)
{
  return (int64_t)(word / PPN % FRAMES);
}

static inline uint64_t codec_table(int64_t frame)
{
  return (uint64_t)frame * PPN + BIT_V;
}

static inline vpt_oa codec_leaf_oa(int h, unsigned i, uint64_t word)
{
  (void)h;
  (void)i;
  return word / PPN % FRAMES * SIZE_0;
}

/* Some right, and no W without R. The G-stage has neither U nor G to give away. */
static inline bool codec_attr_ok(vpt_attr attr)
{
  if (G_STAGE && attr / VPT_USER % 4 != 0) return false;
  return attr / VPT_NORMAL_NC < (SVPBMT ? 3 : 1) && attr % 8 != 0 && attr / VPT_WRITE % 2 <= attr / VPT_READ % 2;
}

/* R, W, X, U and G, bits 5:1, are in the order of the attributes; PBMT is 1 for NC and 2 for IO, as
 * the memory types. A is set: else hardware may fault, or write into the table. So is D, if the leaf
 * can be written: nobody reads it of others. */
static inline uint64_t codec_leaf(int h, vpt_oa oa, vpt_attr attr)
{
  (void)h;
  /*@ assert page: oa / 4 == oa / 0x1000 * 0x400; */
  /*@ assert range: oa / 4 < 0x40000000000000 && attr / 32 <= 2; */
  /*@ assert rights: attr % 32 == read_right(attr) + 2 * write_right(attr) + 4 * exec_right(attr) +
        8 * user_right(attr) + 16 * global(attr); */
  return oa / (SIZE_0 / PPN) + BIT_V + attr % 32 * BIT_R + (G_STAGE ? BIT_U : 0) + BIT_A +
         attr / VPT_WRITE % 2 * BIT_D + attr / VPT_NORMAL_NC * PBMT;
}

static inline vpt_attr codec_leaf_attr(int h, uint64_t word)
{
  (void)h;
  uint64_t rights = word / BIT_R % (G_STAGE ? 8 : 32);
  return (vpt_attr)(rights + word / PBMT % 4 * VPT_NORMAL_NC);
}

static inline bool codec_leaf_global(int h, uint64_t word)
{
  return codec_leaf_attr(h, word) / VPT_GLOBAL % 2 == 1;
}

/* "Supervisor Memory-Management Fence Instruction": until the fence an access may use the old leaf or
 * the new one, and that is all: nothing has to be invalid in between. */
static inline bool codec_must_break(int h, uint64_t from, uint64_t to)
{
  (void)h;
  (void)from;
  (void)to;
  return false;
}

static inline bool codec_table_breaks(void)
{
  return false;
}

#endif
