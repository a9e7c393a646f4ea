/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions, and all macros for a space of any format. */
#ifndef VPT_PROOF_BRIDGE_CALLS_H
#define VPT_PROOF_BRIDGE_CALLS_H

#include "same_walk.h"

#define FMT space->format
#define GRANULE granule(FMT)
#define IF_KNOWN(P) (KNOWN(FMT) ==> (P))
#define NO_FORMAT(clauses)
#define LINKAGE
#define INSTANCE(name) vpt_##name
#define OFFSET(ia) offset(space->upper_first, (uint64_t)space->input_end, ia)
#include "core/prototypes.h"

/* The models' format is the space's. */
#define FORMAT(s) (KNOWN(FMT) && (s)->format == pt_fmt)
#include "same_space.h"

/* A result for `ia`, as the models see it: they know offsets only. */
#define RESULT(r) pt_result_of((r).status, (r).attr, (r).ia - (ia - OFFSET(ia)), (r).oa, (r).size)

#endif
