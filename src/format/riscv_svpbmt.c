/* SPDX-License-Identifier: Apache-2.0 */
#include "riscv_svpbmt.h"

#define INSTANCE(name) vpt_riscv_svpbmt_##name
#include "../core/instance.h"
