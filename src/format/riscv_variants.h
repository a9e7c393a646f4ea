/* SPDX-License-Identifier: Apache-2.0 */
/* The RISC-V formats: number; is it the G-stage (guest physical addresses, root tables of 16 KiB), or one for virtual
 * addresses; has it Svpbmt: a memory type in leaves. */
#ifndef VPT_FORMAT_RISCV_VARIANTS_H
#define VPT_FORMAT_RISCV_VARIANTS_H

#include "variant.h"

#define VARIANT_riscv(COLUMN) COLUMN(18, 0, 0)
#define VARIANT_riscv_svpbmt(COLUMN) COLUMN(19, 0, 1)
#define VARIANT_riscv_g(COLUMN) COLUMN(20, 1, 0)
#define VARIANT_riscv_g_svpbmt(COLUMN) COLUMN(21, 1, 1)

#ifndef VPT_FORMAT /* for an editor or a checker; riscv.c asks for a name */
#define VPT_FORMAT riscv
#endif

#define COLUMN_NUMBER(number, g_stage, svpbmt) number
#define COLUMN_G_STAGE(number, g_stage, svpbmt) g_stage
#define COLUMN_SVPBMT(number, g_stage, svpbmt) svpbmt
#define NUMBER VARIANT(COLUMN_NUMBER)
#define G_STAGE VARIANT(COLUMN_G_STAGE)
#define SVPBMT VARIANT(COLUMN_SVPBMT)

#endif
