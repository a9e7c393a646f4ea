/* SPDX-License-Identifier: Apache-2.0 */
/* Each format's functions, with their contracts. A new format adds a block here, a line to VPT_FORMATS in
 * logic/formats.h, and its number to the public header.
 */
#ifndef VPT_FORMAT_FORMATS_H
#define VPT_FORMAT_FORMATS_H

#include "../logic/formats.h"
#include "../logic/public.h"

#define LINKAGE
#define GRANULE granule(FMT)
#define IF_KNOWN(P) (P)
#define NO_FORMAT(clauses)
#define OFFSET(ia) (ia)

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

#define FMT VPT_AARCH64_S1_16K
#define INSTANCE(name) vpt_aarch64_s1_16k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_EL2_16K
#define INSTANCE(name) vpt_aarch64_s1_el2_16k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S2_16K
#define INSTANCE(name) vpt_aarch64_s2_16k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_64K
#define INSTANCE(name) vpt_aarch64_s1_64k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_EL2_64K
#define INSTANCE(name) vpt_aarch64_s1_el2_64k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S2_64K
#define INSTANCE(name) vpt_aarch64_s2_64k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_LPA2
#define INSTANCE(name) vpt_aarch64_s1_lpa2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_EL2_LPA2
#define INSTANCE(name) vpt_aarch64_s1_el2_lpa2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S2_LPA2
#define INSTANCE(name) vpt_aarch64_s2_lpa2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_16K_LPA2
#define INSTANCE(name) vpt_aarch64_s1_16k_lpa2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S1_EL2_16K_LPA2
#define INSTANCE(name) vpt_aarch64_s1_el2_16k_lpa2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_AARCH64_S2_16K_LPA2
#define INSTANCE(name) vpt_aarch64_s2_16k_lpa2_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_X86_64
#define INSTANCE(name) vpt_x86_64_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_EPT
#define INSTANCE(name) vpt_ept_##name
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

#define FMT VPT_LOONGARCH_4K
#define INSTANCE(name) vpt_loongarch_4k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#define FMT VPT_LOONGARCH_16K
#define INSTANCE(name) vpt_loongarch_16k_##name
#include "../core/describe.h"
#include "../core/prototypes.h"
#undef INSTANCE
#undef FMT

#undef NO_FORMAT
#undef IF_KNOWN
#undef OFFSET
#undef GRANULE
#undef LINKAGE

#endif
