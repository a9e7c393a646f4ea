/* SPDX-License-Identifier: Apache-2.0 */
#include "riscv_g.h"

#define INSTANCE(name) vpt_riscv_g_##name
#include "../core/instance.h"
