/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VPT_FORMAT
#error "which format? -DVPT_FORMAT=riscv, or another of riscv_variants.h"
#endif
#include "riscv.manual.h"
#include "riscv.h"
#include "../core/instance.h"
#include "../core/instance_range.h"
#include "../core/object.h"
