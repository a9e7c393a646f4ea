/* SPDX-License-Identifier: Apache-2.0 */
/* The 16 KiB granule, as proofs see it: eleven bits per level.
 * DDI 0487, "Translation granules". Bytes that an entry maps at each height; height 0 is level 3 of
 * the manual, height 3 its level 0. No table is higher than 3:
 * the sizes beyond are for completeness.
 */
#ifndef VPT_FORMAT_AARCH64_GRANULE_16K_LOGIC_H
#define VPT_FORMAT_AARCH64_GRANULE_16K_LOGIC_H

#define PAGE_BITS 14
#define LEVEL_BITS 11
#define PER_TABLE 2048
#define BYTES_0 0x4000
#define BYTES_1 0x2000000
#define BYTES_2 0x1000000000
#define BYTES_3 0x800000000000
#define BYTES_4 0x400000000000000
#define BYTES_5 0x800000000000000

#endif
