/* SPDX-License-Identifier: Apache-2.0 */
/* The list of formats: a new one adds a line to VPT_FORMATS, a block below, its number to the public
 * header, and its granule to logic/formats.h.
 */
#ifndef VPT_FORMAT_FORMATS_H
#define VPT_FORMAT_FORMATS_H

#include "../logic/formats.h"
#include "../logic/public.h"

#define VPT_FORMATS(X)                      \
  X(VPT_AARCH64_S1, aarch64_s1)             \
  X(VPT_AARCH64_S1_EL2, aarch64_s1_el2)     \
  X(VPT_AARCH64_S2, aarch64_s2)

/* Each format's functions, with their contracts. */
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

#undef NO_FORMAT
#undef GRANULE

#endif
