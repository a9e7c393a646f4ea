/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V G-stage, Sv39x4, Sv48x4 and Sv57x4, with Svpbmt, as proofs see it. */
#ifndef VPT_FORMAT_RISCV_G_SVPBMT_LOGIC_H
#define VPT_FORMAT_RISCV_G_SVPBMT_LOGIC_H

#include "riscv_common.logic.h"

/*@ logic integer FMT = VPT_RISCV_G_SVPBMT; */

#endif
