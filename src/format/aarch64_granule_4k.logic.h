/* SPDX-License-Identifier: Apache-2.0 */
/* The 4 KiB granule, as proofs see it: nine bits per level.
 * DDI 0487, "Translation granules". Bytes that an entry maps at each height; height 0 is level 3 of
 * the manual, height 3 its level 0.
 */
#ifndef VPT_FORMAT_AARCH64_GRANULE_4K_LOGIC_H
#define VPT_FORMAT_AARCH64_GRANULE_4K_LOGIC_H

#define PAGE_BITS 12
#define LEVEL_BITS 9
#define PER_TABLE 512
#define BYTES_0 0x1000
#define BYTES_1 0x200000
#define BYTES_2 0x40000000
#define BYTES_3 0x8000000000
#define BYTES_4 0x1000000000000
#define BYTES_5 0x200000000000000

#endif
