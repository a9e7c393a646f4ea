/* SPDX-License-Identifier: Apache-2.0 */
/* Output addresses of 52 bits where TCR_ELx.DS or VTCR_EL2.DS is 1 (FEAT_LPA2): bits 51:50 are in
 * bits 9:8 of a descriptor, the others stay where they are. */
#ifndef VPT_FORMAT_AARCH64_LPA2_H
#define VPT_FORMAT_AARCH64_LPA2_H

#define OUTPUT_BITS_MOST 52U
#define OA_LOW 0x4000000000000ULL
#define OA_HIGH(word) ((word) / 0x100 % 4 * OA_LOW)
#define OA_PLACED(oa) ((oa) % OA_LOW + (oa) / OA_LOW * 0x100)

/* There is no SH: TCR_ELx.SH0 says it for all leaves. */
#define SHARED(attr) 0U

#endif
