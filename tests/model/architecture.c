/* SPDX-License-Identifier: Apache-2.0 */
#include "architecture.h"

const struct architecture *architecture_of(enum vpt_format format)
{
  if (format < VPT_AARCH64_S1 || format > VPT_LOONGARCH_16K) return NULL;
  if (format <= VPT_AARCH64_S2_16K_LPA2) return &architecture_aarch64;
  if (format <= VPT_EPT) return &architecture_x86;
  return format <= VPT_RISCV_G_SVPBMT ? &architecture_riscv : &architecture_loongarch;
}
