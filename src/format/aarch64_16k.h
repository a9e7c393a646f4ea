/* SPDX-License-Identifier: Apache-2.0 */
/* 16 KiB granule, output addresses of 48 bits. */
#ifndef VPT_FORMAT_AARCH64_16K_H
#define VPT_FORMAT_AARCH64_16K_H

#include "aarch64_granule_16k.h"
#include "aarch64_oa48.h"

/* Level 0 resolves bit 47 alone; stage 2 has two concatenated tables at level 1 instead. */
#define LEVELS_LEAST 2U
#define LEVELS_MOST 4U
#define STAGE2_LEVELS_MOST 3U
#define INPUT_BITS_MOST 48U

/* Leaves of 16 KiB, 32 MiB. */
#define SMALLER_LEAVES(X) X(0, SIZE_0)
#define LARGEST_LEAF SIZE_1
#define BLOCK_HEIGHT 1
#define COMMON_HEIGHT 1

#include "aarch64.h"

#endif
