/* SPDX-License-Identifier: Apache-2.0 */
/* The 4 KiB granule: tables of 512 entries. */
#ifndef VPT_FORMAT_AARCH64_GRANULE_4K_H
#define VPT_FORMAT_AARCH64_GRANULE_4K_H

#define GRANULE_LOG2 12U
#define STRIDE 9U
#define ENTRIES 512U
#define SIZE_0 0x1000ULL
#define SIZE_1 0x200000ULL
#define SIZE_2 0x40000000ULL
#define SIZE_3 0x8000000000ULL
#define SIZE_4 0x1000000000000ULL
#define SIZE_5 0x200000000000000ULL

#endif
