/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT
#error "which format? -DVPT_FORMAT=aarch64_s2, or another of aarch64_variants.h"
#endif
#include "aarch64.manual.h"
#include "aarch64.h"
#include "../core/instance.h"
#include "../core/instance_range.h"
#include "../core/object.h"
