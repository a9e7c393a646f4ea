/* SPDX-License-Identifier: Apache-2.0 */
#include "riscv.h"

#define INSTANCE(name) vpt_riscv_##name
#include "../core/instance.h"
