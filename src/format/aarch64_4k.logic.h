/* SPDX-License-Identifier: Apache-2.0 */
/* 4 KiB granule, output addresses of 48 bits, as proofs see them.
 * DDI 0487, "Translation granules", "Input address size", "Concatenated translation tables".
 */
#ifndef VPT_FORMAT_AARCH64_4K_LOGIC_H
#define VPT_FORMAT_AARCH64_4K_LOGIC_H

#include "aarch64_granule_4k.logic.h"
#include "aarch64_oa48.logic.h"

#define INPUT_END 0x1000000000000
/* Walks of 3 levels start at level 1, of 4 at level 0; c: bits resolved by concatenation. */
#define LEVELS_OK(levels, c) ((levels) == 3 || (levels) == 4)
#define INPUT_BITS_OK(levels, bits, c) \
  ((levels) == 3 ? 31 <= (bits) && (bits) <= 39 + (c) : 40 <= (bits) && (bits) <= 48)
#define ROOT_HEIGHTS(X) (X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4))

/* Blocks at levels 2 and 1: 2 MiB, 1 GiB. Leaves by height, and the height of
 * the largest that every CPU has. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define LARGEST_EVERYWHERE 2

#include "aarch64.logic.h"

#endif
