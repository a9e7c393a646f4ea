/* SPDX-License-Identifier: Apache-2.0 */
/* 64 KiB granule, output addresses of 52 bits (FEAT_LPA): bits 51:48 are in bits 15:12 of a
 * descriptor, which are 0 where addresses have 48 bits. */
#ifndef VPT_FORMAT_AARCH64_64K_H
#define VPT_FORMAT_AARCH64_64K_H

/* Tables of 8192 entries, none higher than 2: the sizes beyond that of a root are for completeness. */
#define GRANULE_LOG2 16U
#define STRIDE 13U
#define ENTRIES 8192U
#define SIZE_0 0x10000ULL
#define SIZE_1 0x20000000ULL
#define SIZE_2 0x40000000000ULL
#define SIZE_3 0x80000000000000ULL
#define SIZE_4 0x100000000000000ULL
#define SIZE_5 0x200000000000000ULL

#define OUTPUT_BITS_MOST 52U
#define OA_LOW 0x1000000000000ULL
#define OA_HIGH(word) ((word) / 0x1000 % 16 * OA_LOW)
#define OA_PLACED(oa) ((oa) % OA_LOW + (oa) / OA_LOW * 0x1000)

/* SH as for smaller addresses. */
#define SHARED(attr) ((attr) / 32 == 0 ? 0x300U : 0x200U)

/* More than 48 bits of input: FEAT_LVA. */
#define LEVELS_LEAST 2U
#define LEVELS_MOST 3U
#define STAGE2_LEVELS_MOST 3U
#define INPUT_BITS_MOST 52U

/* Leaves of 64 KiB, 512 MiB, and 4 TiB where physical addresses have 52 bits. */
#define SMALLER_LEAVES(X) X(0, SIZE_0) X(1, SIZE_1)
#define LARGEST_LEAF SIZE_2
#define BLOCK_HEIGHT 2
#define COMMON_HEIGHT 1

#include "aarch64.h"

#endif
