/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions, and all macros for a space of any format. */
#ifndef VPT_PROOF_BRIDGE_CALLS_H
#define VPT_PROOF_BRIDGE_CALLS_H

#include "same_walk.h"

#include "object.h"
#include "contract/public_functions.h"

/* The space's format is the models'. */
#define FORMAT(s) (KNOWN(s) && is_format((s)->format) && FMT == pt_fmt)
#include "same_space.h"

/* A result for `ia`, as the models see it: they know offsets only. */
#define RESULT(r) pt_result_of((r).status, (r).attr, (r).ia - (ia - OFFSET(ia)), (r).oa, (r).size)

#endif
