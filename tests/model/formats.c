/* SPDX-License-Identifier: Apache-2.0 */
#include "formats.h"

#define KNOWN(name, architecture) {"vpt_" #name, &vpt_##name, &architecture_##architecture}

const struct known_format all_formats[ALL_FORMATS] = {
    KNOWN(aarch64_s1, aarch64),
    KNOWN(aarch64_s1_el2, aarch64),
    KNOWN(aarch64_s2, aarch64),
    KNOWN(aarch64_s1_16k, aarch64),
    KNOWN(aarch64_s1_el2_16k, aarch64),
    KNOWN(aarch64_s2_16k, aarch64),
    KNOWN(aarch64_s1_64k, aarch64),
    KNOWN(aarch64_s1_el2_64k, aarch64),
    KNOWN(aarch64_s2_64k, aarch64),
    KNOWN(aarch64_s1_lpa2, aarch64),
    KNOWN(aarch64_s1_el2_lpa2, aarch64),
    KNOWN(aarch64_s2_lpa2, aarch64),
    KNOWN(aarch64_s1_16k_lpa2, aarch64),
    KNOWN(aarch64_s1_el2_16k_lpa2, aarch64),
    KNOWN(aarch64_s2_16k_lpa2, aarch64),
    KNOWN(x86_64, x86),
    KNOWN(ept, x86),
    KNOWN(riscv, riscv),
    KNOWN(riscv_svpbmt, riscv),
    KNOWN(riscv_g, riscv),
    KNOWN(riscv_g_svpbmt, riscv),
    KNOWN(loongarch_4k, loongarch),
    KNOWN(loongarch_16k, loongarch),
};

const struct architecture *architecture_of(const struct vpt_format *format)
{
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    if (all_formats[i].format == format) {
      return all_formats[i].architecture;
    }
  }
  return NULL;
}
