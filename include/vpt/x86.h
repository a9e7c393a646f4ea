/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief What the x86 formats expect of the system registers.
 */
#ifndef VPT_X86_H
#define VPT_X86_H

/**
 * IA32_PAT for tables of vpt_x86_64 (SDM volume 3, "Page Attribute Table (PAT)"): index 0 is
 * VPT_NORMAL (WB), 1 is VPT_NORMAL_NC (WC), 3 is VPT_DEVICE (UC); no leaf uses another. Indices 1 and
 * 5 are write-through after reset; the others are as after reset.
 */
#define VPT_X86_PAT 0x0007010600070106ULL

#endif
