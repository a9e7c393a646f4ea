/* SPDX-License-Identifier: Apache-2.0 */
/* RISC-V Sv39, Sv48 and Sv57, without Svpbmt, as proofs see it. */
#ifndef VPT_FORMAT_RISCV_LOGIC_H
#define VPT_FORMAT_RISCV_LOGIC_H

#include "riscv_common.logic.h"

/*@ logic integer FMT = VPT_RISCV; */

#endif
