/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT
#error "which format? -DVPT_FORMAT=loongarch_4k, or another of loongarch_variants.h"
#endif
#include "loongarch.manual.h"
#include "loongarch.h"
#include "../core/instance.h"
#include "../core/instance_range.h"
#include "../core/object.h"
