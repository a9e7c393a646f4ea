/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V G-stage, Sv39x4, Sv48x4 and Sv57x4, without Svpbmt. */
#ifndef VPT_FORMAT_RISCV_G_H
#define VPT_FORMAT_RISCV_G_H

#define G_STAGE 1
#define SVPBMT 0
#include "riscv_common.h"

#endif
