/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V Sv39, Sv48 and Sv57, with Svpbmt. */
#ifndef VPT_FORMAT_RISCV_SVPBMT_H
#define VPT_FORMAT_RISCV_SVPBMT_H

#define G_STAGE 0
#define SVPBMT 1
#include "riscv_common.h"

#endif
