/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual about the shape of tables: sizes, heights, addresses. They are those of granule, stage and
 * LPA2, so formats that differ in the attributes of leaves alone have them in common to the letter, and their laws are
 * proved once: nothing here may say which of these formats it is. TRUSTED, as aarch64.manual.h.
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory System Architecture":
 * "Translation granules", "Input address size", "Output address size", "Concatenated translation tables".
 */
#ifndef VPT_FORMAT_AARCH64_GEOMETRY_MANUAL_H
#define VPT_FORMAT_AARCH64_GEOMETRY_MANUAL_H

#include "vpt/vpt.h"
#include "aarch64_variants.h"

/* --- granules --- */

/* Bytes that an entry maps at each height: height 0 is level 3 of the manual, height 3 its level 0. Input sizes by the
 * number of levels, 25 bits (T0SZ 39) at least, for the fewer of FEAT_TTST not every CPU has; c: bits resolved by
 * concatenation. Leaves by height, and the height of the largest that every CPU
 * has. */

#if PAGE == 12
/* The 4 KiB granule: nine bits per level. */
#define PAGE_BITS 12
#define LEVEL_BITS 9
#define PER_TABLE 512
#define BYTES_0 0x1000
#define BYTES_1 0x200000
#define BYTES_2 0x40000000
#define BYTES_3 0x8000000000
#define BYTES_4 0x1000000000000
#define BYTES_5 0x200000000000000

#if LPA2
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0, of 5 at level -1. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || (levels) == 4 || (levels) == 5)
#define INPUT_BITS_OK(levels, bits, c)                  \
  ((levels) == 2 ? 25 <= (bits) && (bits) <= 30 + (c) : \
   (levels) == 3 ? 31 <= (bits) && (bits) <= 39 + (c) : \
   (levels) == 4 ? 40 <= (bits) && (bits) <= 48 + (c) : 49 <= (bits) && (bits) <= 52)
#define ROOT_HEIGHTS(X) \
  (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4) || X(4, BYTES_4, BYTES_5))
/* Blocks at levels 2, 1 and 0: 2 MiB, 1 GiB, 512 GiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2) X(3, BYTES_3)
#define LARGEST BYTES_3
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2 || (h) == 3)
#define LARGEST_EVERYWHERE 3
#else
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || (levels) == 4)
#define INPUT_BITS_OK(levels, bits, c)                  \
  ((levels) == 2 ? 25 <= (bits) && (bits) <= 30 + (c) : \
   (levels) == 3 ? 31 <= (bits) && (bits) <= 39 + (c) : 40 <= (bits) && (bits) <= 48)
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4))
/* Blocks at levels 2 and 1: 2 MiB, 1 GiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define LARGEST_EVERYWHERE 2
#endif

#elif PAGE == 14
/* The 16 KiB granule: eleven bits per level. No table is higher than 3: the sizes beyond are for completeness. */
#define PAGE_BITS 14
#define LEVEL_BITS 11
#define PER_TABLE 2048
#define BYTES_0 0x4000
#define BYTES_1 0x2000000
#define BYTES_2 0x1000000000
#define BYTES_3 0x800000000000
#define BYTES_4 0x400000000000000
#define BYTES_5 0x800000000000000
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4))

#if LPA2
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || (levels) == 4)
#define INPUT_BITS_OK(levels, bits, c)                  \
  ((levels) == 2 ? 26 <= (bits) && (bits) <= 36 + (c) : \
   (levels) == 3 ? 37 <= (bits) && (bits) <= 47 + (c) : 48 <= (bits) && (bits) <= 52)
/* Blocks at levels 2 and 1: 32 MiB, 64 GiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define LARGEST_EVERYWHERE 2
#else
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0, which stage 2 does not have. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || ((levels) == 4 && (c) == 0))
#define INPUT_BITS_OK(levels, bits, c)                   \
  ((levels) == 2 ? 26 <= (bits) && (bits) <= 36 + (c) :  \
   (levels) == 3 ? 37 <= (bits) && (bits) <= ((c) == 0 ? 47 : 48) : (bits) == 48)
/* Blocks at level 2: 32 MiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1)
#define LARGEST BYTES_1
#define BLOCKS_AT(h) ((h) == 1)
#define LARGEST_EVERYWHERE 1
#endif

#else
/* The 64 KiB granule: thirteen bits per level. No table is higher than 2 (level 1): the sizes beyond that of a root are
 * for completeness. */
#define PAGE_BITS 16
#define LEVEL_BITS 13
#define PER_TABLE 8192
#define BYTES_0 0x10000
#define BYTES_1 0x20000000
#define BYTES_2 0x40000000000
#define BYTES_3 0x80000000000000
#define BYTES_4 0x100000000000000
#define BYTES_5 0x200000000000000

/* Walks of 2 levels start at level 2, of 3 at level 1. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3)
#define INPUT_BITS_OK(levels, bits, c) \
  ((levels) == 2 ? 30 <= (bits) && (bits) <= 42 + (c) : 43 <= (bits) && (bits) <= 52)
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3))
/* Blocks at level 2, 512 MiB, and, where physical addresses have 52 bits, at level 1, 4 TiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define LARGEST_EVERYWHERE 1
#endif

/* --- addresses --- */

#if LPA2 || PAGE == 16
/* FEAT_LPA2, or FEAT_LPA. */
#define INPUT_END 0x10000000000000
#define OUTPUT_END 0x10000000000000
#define LARGEST_OUTPUT 52 /* bits */
#else
#define INPUT_END 0x1000000000000
#define OUTPUT_END 0x1000000000000
#define LARGEST_OUTPUT 48 /* bits */
#endif

/*@ logic integer FMT = 1;
    logic integer GRANULE = PAGE_BITS;
    logic integer frames(integer fmt) = OUTPUT_END / BYTES_0;
    logic integer oa_end(integer fmt) = OUTPUT_END;
    logic integer size(integer fmt, integer h) =
      h == 0 ? BYTES_0 : h == 1 ? BYTES_1 : h == 2 ? BYTES_2 : h == 3 ? BYTES_3 : h == 4 ? BYTES_4 : BYTES_5;

    logic integer in(integer lim, integer x) = 0 <= x < lim ? x : 0;
    logic integer pre(integer fmt, integer lim, integer h, integer x) =
      h == 0 ? in(lim,x) / BYTES_0 : h == 1 ? in(lim,x) / BYTES_1 : h == 2 ? in(lim,x) / BYTES_2 :
      h == 3 ? in(lim,x) / BYTES_3 : h == 4 ? in(lim,x) / BYTES_4 : in(lim,x) / BYTES_5;
    logic integer start(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) * size(fmt,h);
    logic integer idx(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) % PER_TABLE; */

#define LEAF_HEIGHT(height, unit) bytes == unit ? height :
/*@ logic integer leaf_height(integer fmt, integer bytes) = LEAVES(LEAF_HEIGHT) -1;
    logic integer common_height(integer fmt) = LARGEST_EVERYWHERE; */

/* "Concatenated translation tables": up to 16 at the initial level of stage 2. */
#if REGIME == STAGE_2
#define CONCATENATED_BITS 4
#else
#define CONCATENATED_BITS 0
#endif
/*@ logic integer concatenated_bits(integer fmt) = CONCATENATED_BITS; */

/* A root at `height`, whose entries map `entry` bytes: part of one table, which would map `table` bytes, or
 * n tables. */
#define ROOT_AT(height, entry, table)                                                          \
  (H == height && ((n == 1 && 2 * entry <= lim <= table && lim % entry == 0) ||                \
                   (concatenated_bits(fmt) == 4 && (n == 2 || n == 4 || n == 8 || n == 16) && lim == n * table)))
/*@ predicate shape(integer fmt, integer lim, integer H, integer n) = lim <= INPUT_END && ROOT_HEIGHTS(ROOT_AT);
    logic integer in_root(integer fmt, integer lim, integer H, integer i) =
      H == 1 ? i * BYTES_2 : H == 2 ? i * BYTES_3 : H == 3 ? i * BYTES_4 : 0;
    logic integer width(integer fmt, integer lim, integer H, integer h) =
      h < H || lim >= size(fmt,H+1) ? PER_TABLE :
      H == 1 ? lim / BYTES_1 : H == 2 ? lim / BYTES_2 : H == 3 ? lim / BYTES_3 : lim / BYTES_4;
    logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i) =
      start(fmt,lim,h+1,x) +
      (h == 0 ? i * BYTES_0 : h == 1 ? i * BYTES_1 : h == 2 ? i * BYTES_2 : h == 3 ? i * BYTES_3 : i * BYTES_4); */

/* "Translation table base address register", "Input address size", "Output address size". */
/*@ logic boolean levels_ok(integer fmt, integer levels) = LEVELS_OK(levels, concatenated_bits(fmt));
    logic boolean input_bits_ok(integer fmt, integer levels, integer bits) =
      INPUT_BITS_OK(levels, bits, concatenated_bits(fmt));
    logic boolean output_bits_ok(integer bits) =
      bits == 32 || bits == 36 || bits == 40 || bits == 42 || bits == 44 || bits == 48 || bits == LARGEST_OUTPUT;
    logic integer geometry_status(integer fmt, integer levels, integer input_bits, integer output_bits) =
      levels_ok(fmt, levels) == \false ? VPT_ERR_LEVELS :
      input_bits_ok(fmt, levels, input_bits) == \false ? VPT_ERR_INPUT_BITS :
      output_bits_ok(output_bits) == \false ? VPT_ERR_OUTPUT_BITS : VPT_OK; */

#endif
