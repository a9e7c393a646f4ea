/* SPDX-License-Identifier: Apache-2.0 */
/* 16 KiB granule, output addresses of 48 bits, as proofs see them.
 * DDI 0487, "Translation granules", "Input address size", "Concatenated translation tables".
 */
#ifndef VPT_FORMAT_AARCH64_16K_LOGIC_H
#define VPT_FORMAT_AARCH64_16K_LOGIC_H

#include "aarch64_granule_16k.logic.h"
#include "aarch64_oa48.logic.h"

#define INPUT_END 0x1000000000000
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0, which stage 2 (c bits are
 * resolved by concatenation) does not have. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || ((levels) == 4 && (c) == 0))
#define INPUT_BITS_OK(levels, bits, c)                   \
  ((levels) == 2 ? 26 <= (bits) && (bits) <= 36 + (c) :  \
   (levels) == 3 ? 37 <= (bits) && (bits) <= ((c) == 0 ? 47 : 48) : (bits) == 48)
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4))

/* Blocks at level 2: 32 MiB. Leaves by height, and the height of
 * the largest that every CPU has. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1)
#define LARGEST BYTES_1
#define BLOCKS_AT(h) ((h) == 1)
#define LARGEST_EVERYWHERE 1

#include "aarch64.logic.h"

#endif
