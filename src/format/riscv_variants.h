/* SPDX-License-Identifier: Apache-2.0 */
/* The RISC-V formats: is it the G-stage (guest physical addresses, root tables of 16 KiB), or one for virtual
 * addresses; has it Svpbmt: a memory type in leaves. */
#ifndef VPT_FORMAT_RISCV_VARIANTS_H
#define VPT_FORMAT_RISCV_VARIANTS_H

#include "variant.h"

#define VARIANT_riscv(COLUMN) COLUMN(0, 0)
#define VARIANT_riscv_svpbmt(COLUMN) COLUMN(0, 1)
#define VARIANT_riscv_g(COLUMN) COLUMN(1, 0)
#define VARIANT_riscv_g_svpbmt(COLUMN) COLUMN(1, 1)

#ifndef VPT_FORMAT /* for an editor or a checker; riscv.c asks for a name */
#define VPT_FORMAT riscv
#endif

#define COLUMN_G_STAGE(g_stage, svpbmt) g_stage
#define COLUMN_SVPBMT(g_stage, svpbmt) svpbmt
#define G_STAGE VARIANT(COLUMN_G_STAGE)
#define SVPBMT VARIANT(COLUMN_SVPBMT)

#endif
