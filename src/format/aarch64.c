/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT
#error "which format? -DVPT_FORMAT=aarch64_s2, or another of aarch64_variants.h"
#endif
#include "aarch64.h"

#define OTHER_HALF (REGIME == EL1_AND_0 ? VPT_UPPER : VPT_LOWER)
#include "../core/instance.h"
