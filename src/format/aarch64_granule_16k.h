/* SPDX-License-Identifier: Apache-2.0 */
/* The 16 KiB granule: tables of 2048 entries. No table is higher than 3: the sizes beyond are for
 * completeness. */
#ifndef VPT_FORMAT_AARCH64_GRANULE_16K_H
#define VPT_FORMAT_AARCH64_GRANULE_16K_H

#define GRANULE_LOG2 14U
#define STRIDE 11U
#define ENTRIES 2048U
#define SIZE_0 0x4000ULL
#define SIZE_1 0x2000000ULL
#define SIZE_2 0x1000000000ULL
#define SIZE_3 0x800000000000ULL
#define SIZE_4 0x400000000000000ULL
#define SIZE_5 0x800000000000000ULL

#endif
