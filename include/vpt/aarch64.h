/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What the AArch64 formats expect of the system registers.
 */
#ifndef VPT_AARCH64_H
#define VPT_AARCH64_H

/**
 * MAIR_ELx for tables of the stage 1 formats (DDI 0487, D17.2.97): index 0 is VPT_NORMAL
 * (write-back, read- and write-allocate), 1 is VPT_NORMAL_NC, 2 is VPT_DEVICE (nGnRE).
 */
#define VPT_AARCH64_MAIR 0x0444FFULL

/**
 * The root's output address, vpt_root(), as TTBRn_ELx and VTTBR_EL2 hold it: bits 51:48, if there are any,
 * in bits 5:2.
 */
#define VPT_AARCH64_TTBR(root) (((root) & 0xFFFFFFFFFFFFULL) | (root) >> 48 << 2)

#endif
