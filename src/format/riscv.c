/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT
#error "which format? -DVPT_FORMAT=riscv, or another of riscv_variants.h"
#endif
#include "riscv.h"

#define OTHER_HALF (G_STAGE ? VPT_LOWER : VPT_SIGNED)
#include "../core/instance.h"
