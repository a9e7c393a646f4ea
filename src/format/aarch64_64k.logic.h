/* SPDX-License-Identifier: Apache-2.0 */
/* 64 KiB granule, output addresses of 52 bits (FEAT_LPA), as proofs see them.
 * DDI 0487, "Translation granules", "Input address size", "Concatenated translation tables".
 */
#ifndef VPT_FORMAT_AARCH64_64K_LOGIC_H
#define VPT_FORMAT_AARCH64_64K_LOGIC_H

/* Thirteen bits per level. Bytes that an entry maps at each height; height 0 is level 3 of the
 * manual, height 2 its level 1. No table is higher than 2: the sizes beyond that of a root are for
 * completeness. */
#define PAGE_BITS 16
#define LEVEL_BITS 13
#define PER_TABLE 8192
#define BYTES_0 0x10000
#define BYTES_1 0x20000000
#define BYTES_2 0x40000000000
#define BYTES_3 0x80000000000000
#define BYTES_4 0x100000000000000
#define BYTES_5 0x200000000000000

/* Address bits 47:16 in bits 47:16, bits 51:48 in bits 15:12; SH in bits 9:8. */
#define OUTPUT_END 0x10000000000000
#define IN_PLACE 0x1000000000000
#define HIGH_BITS(e) ((e) / 0x1000 % 16)
#define BITS_49_12(oa) ((oa) / 0x10000 % 0x100000000 * 16 + (oa) / 0x1000000000000)
#define BITS_9_8(a, oa) shareability(a)
#define TABLE(f) (0x10000 * ((f) % 0x100000000) + 0x1000 * ((f) / 0x100000000) + 3)
#define LARGEST_OUTPUT 52 /* bits */

/* Walks of 2 levels start at level 2, of 3 at level 1; c: bits resolved by concatenation. */
#define INPUT_END 0x10000000000000
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3)
#define INPUT_BITS_OK(levels, bits, c) \
  ((levels) == 2 ? 30 <= (bits) && (bits) <= 42 + (c) : 43 <= (bits) && (bits) <= 52)
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3))

/* Blocks at level 2, 512 MiB, and, where physical addresses have 52 bits, at level 1, 4 TiB.
 * Leaves by height, and the height of the largest that every CPU has. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define TABLE(f) (0x10000 * ((f) % 0x100000000) + 0x1000 * ((f) / 0x100000000) + 3)
#define LARGEST_EVERYWHERE 1

#include "aarch64.logic.h"

#endif
