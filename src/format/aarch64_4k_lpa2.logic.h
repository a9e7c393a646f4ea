/* SPDX-License-Identifier: Apache-2.0 */
/* 4 KiB granule with FEAT_LPA2, as proofs see it.
 * DDI 0487, "Translation granules", "Input address size", "Concatenated translation tables".
 */
#ifndef VPT_FORMAT_AARCH64_4K_LPA2_LOGIC_H
#define VPT_FORMAT_AARCH64_4K_LPA2_LOGIC_H

#include "aarch64_granule_4k.logic.h"
#include "aarch64_lpa2.logic.h"

#define INPUT_END 0x10000000000000
/* Walks of 3 levels start at level 1, of 4 at level 0, of 5 at level -1; c: bits resolved by
 * concatenation. */
#define LEVELS_OK(levels, c) ((levels) == 3 || (levels) == 4 || (levels) == 5)
#define INPUT_BITS_OK(levels, bits, c)                  \
  ((levels) == 3 ? 31 <= (bits) && (bits) <= 39 + (c) : \
   (levels) == 4 ? 40 <= (bits) && (bits) <= 48 + (c) : 49 <= (bits) && (bits) <= 52)
#define ROOT_HEIGHTS(X) (X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4) || X(4, BYTES_4, BYTES_5))

/* Blocks at levels 2, 1 and 0: 2 MiB, 1 GiB, 512 GiB. Leaves by height, and
 * the height of the largest that every CPU has. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2) X(3, BYTES_3)
#define LARGEST BYTES_3
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2 || (h) == 3)
#define LARGEST_EVERYWHERE 3

#include "aarch64.logic.h"

#endif
