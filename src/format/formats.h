/* SPDX-License-Identifier: Apache-2.0 */
/* Each format's functions, with their contracts. A new format adds a block here, a line to VPT_FORMATS in
 * logic/formats.h, and its number to the public header.
 */
#ifndef VPT_FORMAT_FORMATS_H
#define VPT_FORMAT_FORMATS_H

#include "../logic/formats.h"
#include "../logic/public.h"

#define GRANULE granule(FMT)
#define NO_FORMAT(clauses)

#define FMT VPT_AARCH64_S1
#define INSTANCE(name) vpt_aarch64_s1_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_EL2
#define INSTANCE(name) vpt_aarch64_s1_el2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S2
#define INSTANCE(name) vpt_aarch64_s2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_RISCV
#define INSTANCE(name) vpt_riscv_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_RISCV_SVPBMT
#define INSTANCE(name) vpt_riscv_svpbmt_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_RISCV_G
#define INSTANCE(name) vpt_riscv_g_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_RISCV_G_SVPBMT
#define INSTANCE(name) vpt_riscv_g_svpbmt_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#undef NO_FORMAT
#undef GRANULE

#endif
