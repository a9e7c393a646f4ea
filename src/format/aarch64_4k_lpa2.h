/* SPDX-License-Identifier: Apache-2.0 */
/* 4 KiB granule with FEAT_LPA2: five levels, the first of which is level -1. */
#ifndef VPT_FORMAT_AARCH64_4K_LPA2_H
#define VPT_FORMAT_AARCH64_4K_LPA2_H

#include "aarch64_granule_4k.h"
#include "aarch64_lpa2.h"

#define LEVELS_LEAST 3U
#define LEVELS_MOST 5U
#define STAGE2_LEVELS_MOST 5U
#define INPUT_BITS_MOST 52U

/* Leaves of 4 KiB, 2 MiB, 1 GiB, 512 GiB. */
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1) X(2, SIZE_2)
#define LARGEST_LEAF SIZE_3
#define BLOCK_HEIGHT 3
#define COMMON_HEIGHT 3

#include "aarch64.h"

#endif
