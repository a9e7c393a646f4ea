/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT
#error "which format? -DVPT_FORMAT=loongarch_4k, or another of loongarch_variants.h"
#endif
#include "loongarch.h"

#define OTHER_HALF VPT_SIGNED
#include "../core/instance.h"
