/* SPDX-License-Identifier: Apache-2.0 */
#include "riscv_g_svpbmt.h"

#define INSTANCE(name) vpt_riscv_g_svpbmt_##name
#include "../core/instance.h"
