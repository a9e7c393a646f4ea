/* SPDX-License-Identifier: Apache-2.0 */
/* The list of formats: number, name, log2 of the granule in bytes. */
#ifndef VPT_LOGIC_FORMATS_H
#define VPT_LOGIC_FORMATS_H

#include "vpt/vpt.h"

#define VPT_FORMATS(X)                                        \
  X(VPT_AARCH64_S1, aarch64_s1, 12)                           \
  X(VPT_AARCH64_S1_EL2, aarch64_s1_el2, 12)                   \
  X(VPT_AARCH64_S2, aarch64_s2, 12)                           \
  X(VPT_AARCH64_S1_16K, aarch64_s1_16k, 14)                   \
  X(VPT_AARCH64_S1_EL2_16K, aarch64_s1_el2_16k, 14)           \
  X(VPT_AARCH64_S2_16K, aarch64_s2_16k, 14)                   \
  X(VPT_AARCH64_S1_64K, aarch64_s1_64k, 16)                   \
  X(VPT_AARCH64_S1_EL2_64K, aarch64_s1_el2_64k, 16)           \
  X(VPT_AARCH64_S2_64K, aarch64_s2_64k, 16)                   \
  X(VPT_AARCH64_S1_LPA2, aarch64_s1_lpa2, 12)                 \
  X(VPT_AARCH64_S1_EL2_LPA2, aarch64_s1_el2_lpa2, 12)         \
  X(VPT_AARCH64_S2_LPA2, aarch64_s2_lpa2, 12)                 \
  X(VPT_AARCH64_S1_16K_LPA2, aarch64_s1_16k_lpa2, 14)         \
  X(VPT_AARCH64_S1_EL2_16K_LPA2, aarch64_s1_el2_16k_lpa2, 14) \
  X(VPT_AARCH64_S2_16K_LPA2, aarch64_s2_16k_lpa2, 14)         \
  X(VPT_X86_64, x86_64, 12)                                   \
  X(VPT_EPT, ept, 12)                                         \
  X(VPT_RISCV, riscv, 12)                                     \
  X(VPT_RISCV_SVPBMT, riscv_svpbmt, 12)                       \
  X(VPT_RISCV_G, riscv_g, 12)                                 \
  X(VPT_RISCV_G_SVPBMT, riscv_g_svpbmt, 12)                   \
  X(VPT_LOONGARCH_4K, loongarch_4k, 12)                       \
  X(VPT_LOONGARCH_16K, loongarch_16k, 14)

#define VPT_GRANULE_CASE(number, name, granule_log2) fmt == (number) ? (granule_log2) :

/*@ // log2 of a format's granule in bytes, 0 if there is no such format
    logic integer granule(integer fmt) = VPT_FORMATS(VPT_GRANULE_CASE) 0; */

#define KNOWN(fmt) (granule(fmt) != 0)

#endif
