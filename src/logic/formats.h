/* SPDX-License-Identifier: Apache-2.0 */
/* The list of formats: number, name, log2 of the granule in bytes, and which input addresses a space may have
 * (enum vpt_half) beside VPT_LOWER. */
#ifndef VPT_LOGIC_FORMATS_H
#define VPT_LOGIC_FORMATS_H

#include "vpt/vpt.h"

#define VPT_FORMATS(X)                                                   \
  X(VPT_AARCH64_S1, aarch64_s1, 12, VPT_UPPER)                           \
  X(VPT_AARCH64_S1_EL2, aarch64_s1_el2, 12, VPT_LOWER)                   \
  X(VPT_AARCH64_S2, aarch64_s2, 12, VPT_LOWER)                           \
  X(VPT_AARCH64_S1_16K, aarch64_s1_16k, 14, VPT_UPPER)                   \
  X(VPT_AARCH64_S1_EL2_16K, aarch64_s1_el2_16k, 14, VPT_LOWER)           \
  X(VPT_AARCH64_S2_16K, aarch64_s2_16k, 14, VPT_LOWER)                   \
  X(VPT_AARCH64_S1_64K, aarch64_s1_64k, 16, VPT_UPPER)                   \
  X(VPT_AARCH64_S1_EL2_64K, aarch64_s1_el2_64k, 16, VPT_LOWER)           \
  X(VPT_AARCH64_S2_64K, aarch64_s2_64k, 16, VPT_LOWER)                   \
  X(VPT_AARCH64_S1_LPA2, aarch64_s1_lpa2, 12, VPT_UPPER)                 \
  X(VPT_AARCH64_S1_EL2_LPA2, aarch64_s1_el2_lpa2, 12, VPT_LOWER)         \
  X(VPT_AARCH64_S2_LPA2, aarch64_s2_lpa2, 12, VPT_LOWER)                 \
  X(VPT_AARCH64_S1_16K_LPA2, aarch64_s1_16k_lpa2, 14, VPT_UPPER)         \
  X(VPT_AARCH64_S1_EL2_16K_LPA2, aarch64_s1_el2_16k_lpa2, 14, VPT_LOWER) \
  X(VPT_AARCH64_S2_16K_LPA2, aarch64_s2_16k_lpa2, 14, VPT_LOWER)         \
  X(VPT_X86_64, x86_64, 12, VPT_SIGNED)                                  \
  X(VPT_EPT, ept, 12, VPT_LOWER)                                         \
  X(VPT_RISCV, riscv, 12, VPT_SIGNED)                                    \
  X(VPT_RISCV_SVPBMT, riscv_svpbmt, 12, VPT_SIGNED)                      \
  X(VPT_RISCV_G, riscv_g, 12, VPT_LOWER)                                 \
  X(VPT_RISCV_G_SVPBMT, riscv_g_svpbmt, 12, VPT_LOWER)                   \
  X(VPT_LOONGARCH_4K, loongarch_4k, 12, VPT_SIGNED)                       \
  X(VPT_LOONGARCH_16K, loongarch_16k, 14, VPT_SIGNED)

#define VPT_GRANULE_CASE(number, name, granule_log2, other) fmt == (number) ? (granule_log2) :
#define VPT_HALF_CASE(number, name, granule_log2, other) fmt == (number) ? (other) :

/*@ // log2 of a format's granule in bytes, 0 if there is no such format
    logic integer granule(integer fmt) = VPT_FORMATS(VPT_GRANULE_CASE) 0;

    // the input addresses that its spaces may have beside those of VPT_LOWER
    logic integer other_half(integer fmt) = VPT_FORMATS(VPT_HALF_CASE) VPT_LOWER; */

#define KNOWN(fmt) (granule(fmt) != 0)
/* May a space of a geometry that exists have such input addresses? Signed ones have a bit for every index bit. */
#define HALF_OK(half, other, granule_log2, g)                                                    \
  ((half) == VPT_LOWER ||                                                                        \
   ((half) == (other) &&                                                                         \
    ((half) != VPT_SIGNED || (g).input_bits == (granule_log2) + (g).levels * ((granule_log2) - 3))))

#endif
