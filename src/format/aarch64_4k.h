/* SPDX-License-Identifier: Apache-2.0 */
/* 4 KiB granule, output addresses of 48 bits. */
#ifndef VPT_FORMAT_AARCH64_4K_H
#define VPT_FORMAT_AARCH64_4K_H

#include "aarch64_granule_4k.h"
#include "aarch64_oa48.h"

#define LEVELS_LEAST 3U
#define LEVELS_MOST 4U
#define STAGE2_LEVELS_MOST 4U
#define INPUT_BITS_MOST 48U

/* Leaves of 4 KiB, 2 MiB, 1 GiB. */
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1)
#define LARGEST_LEAF SIZE_2
#define BLOCK_HEIGHT 2
#define COMMON_HEIGHT 2

#include "aarch64.h"

#endif
