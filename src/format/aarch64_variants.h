/* SPDX-License-Identifier: Apache-2.0 */
/* The AArch64 formats: translation regime, log2 of the granule in bytes, and whether TCR_ELx.DS or VTCR_EL2.DS
 * is 1 (FEAT_LPA2). Output addresses of the 64 KiB granule have 52 bits without it (FEAT_LPA). */
#ifndef VPT_FORMAT_AARCH64_VARIANTS_H
#define VPT_FORMAT_AARCH64_VARIANTS_H

#include "variant.h"

/* Translation regimes. */
#define EL1_AND_0 1 /* EL2&0 too */
#define EL2 2
#define STAGE_2 3

#define VARIANT_aarch64_s1(COLUMN) COLUMN(EL1_AND_0, 12, 0)
#define VARIANT_aarch64_s1_el2(COLUMN) COLUMN(EL2, 12, 0)
#define VARIANT_aarch64_s2(COLUMN) COLUMN(STAGE_2, 12, 0)
#define VARIANT_aarch64_s1_16k(COLUMN) COLUMN(EL1_AND_0, 14, 0)
#define VARIANT_aarch64_s1_el2_16k(COLUMN) COLUMN(EL2, 14, 0)
#define VARIANT_aarch64_s2_16k(COLUMN) COLUMN(STAGE_2, 14, 0)
#define VARIANT_aarch64_s1_64k(COLUMN) COLUMN(EL1_AND_0, 16, 0)
#define VARIANT_aarch64_s1_el2_64k(COLUMN) COLUMN(EL2, 16, 0)
#define VARIANT_aarch64_s2_64k(COLUMN) COLUMN(STAGE_2, 16, 0)
#define VARIANT_aarch64_s1_lpa2(COLUMN) COLUMN(EL1_AND_0, 12, 1)
#define VARIANT_aarch64_s1_el2_lpa2(COLUMN) COLUMN(EL2, 12, 1)
#define VARIANT_aarch64_s2_lpa2(COLUMN) COLUMN(STAGE_2, 12, 1)
#define VARIANT_aarch64_s1_16k_lpa2(COLUMN) COLUMN(EL1_AND_0, 14, 1)
#define VARIANT_aarch64_s1_el2_16k_lpa2(COLUMN) COLUMN(EL2, 14, 1)
#define VARIANT_aarch64_s2_16k_lpa2(COLUMN) COLUMN(STAGE_2, 14, 1)

#ifndef VPT_FORMAT /* for an editor or a checker; aarch64.c asks for a name */
#define VPT_FORMAT aarch64_s1
#endif

#define COLUMN_REGIME(regime, page, lpa2) regime
#define COLUMN_PAGE(regime, page, lpa2) page
#define COLUMN_LPA2(regime, page, lpa2) lpa2
#define REGIME VARIANT(COLUMN_REGIME)
#define PAGE VARIANT(COLUMN_PAGE)
#define LPA2 VARIANT(COLUMN_LPA2)

#endif
