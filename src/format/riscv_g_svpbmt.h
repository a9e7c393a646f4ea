/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V G-stage, Sv39x4, Sv48x4 and Sv57x4, with Svpbmt. */
#ifndef VPT_FORMAT_RISCV_G_SVPBMT_H
#define VPT_FORMAT_RISCV_G_SVPBMT_H

#define G_STAGE 1
#define SVPBMT 1
#include "riscv_common.h"

#endif
