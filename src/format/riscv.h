/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V Sv39, Sv48 and Sv57, without Svpbmt. */
#ifndef VPT_FORMAT_RISCV_H
#define VPT_FORMAT_RISCV_H

#define G_STAGE 0
#define SVPBMT 0
#include "riscv_common.h"

#endif
