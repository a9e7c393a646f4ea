/* SPDX-License-Identifier: Apache-2.0 */
/* 16 KiB granule with FEAT_LPA2. */
#ifndef VPT_FORMAT_AARCH64_16K_LPA2_H
#define VPT_FORMAT_AARCH64_16K_LPA2_H

#include "aarch64_granule_16k.h"
#include "aarch64_lpa2.h"

#define LEVELS_LEAST 2U
#define LEVELS_MOST 4U
#define STAGE2_LEVELS_MOST 4U
#define INPUT_BITS_MOST 52U

/* Leaves of 16 KiB, 32 MiB, 64 GiB. */
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1)
#define LARGEST_LEAF SIZE_2
#define BLOCK_HEIGHT 2
#define COMMON_HEIGHT 2

#include "aarch64.h"

#endif
