/* SPDX-License-Identifier: Apache-2.0 */
/* The list of formats: number, name, log2 of the granule in bytes. */
#ifndef VPT_LOGIC_FORMATS_H
#define VPT_LOGIC_FORMATS_H

#include "vpt/vpt.h"

#define VPT_FORMATS(X)                      \
  X(VPT_AARCH64_S1, aarch64_s1, 12)         \
  X(VPT_AARCH64_S1_EL2, aarch64_s1_el2, 12) \
  X(VPT_AARCH64_S2, aarch64_s2, 12)         \
  X(VPT_RISCV, riscv, 12)                   \
  X(VPT_RISCV_SVPBMT, riscv_svpbmt, 12)     \
  X(VPT_RISCV_G, riscv_g, 12)               \
  X(VPT_RISCV_G_SVPBMT, riscv_g_svpbmt, 12)

#define VPT_GRANULE_CASE(number, name, granule_log2) fmt == number ? granule_log2 :

/*@ // log2 of a format's granule in bytes, 0 if there is no such format
    logic integer granule(integer fmt) = VPT_FORMATS(VPT_GRANULE_CASE) 0; */

#define KNOWN(fmt) (granule(fmt) != 0)

#endif
