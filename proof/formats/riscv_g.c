/* SPDX-License-Identifier: Apache-2.0 */
/* The code of the format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/riscv_g.logic.h"
#include "riscv_code.h"
#include "format/riscv_g.h"
