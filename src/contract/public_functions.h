/* SPDX-License-Identifier: Apache-2.0 */
/* What the contracts' macros (functions.h) mean for the public functions, and these functions' contracts. */
#ifndef VPT_CONTRACT_PUBLIC_FUNCTIONS_H
#define VPT_CONTRACT_PUBLIC_FUNCTIONS_H

#include "../logic/grants.h"

#define OFFSET(ia) offset(space->upper_first, (uint64_t)space->input_end, ia)
#define KNOWN(x) ((x) != \null && (x)->format != \null)
#define OBJECT(x) ((x) != \null ==> \valid_read(x) && ((x)->format != \null ==> is_format((x)->format)))
/* Where no grants were set, all is allowed. */
#define MAY_LEAD(s, oa, bytes, attr) \
  ((s)->grants == \null || BYTES_GRANTED((s)->grants, (s)->grant_count, oa, bytes, attr))
#define LEAF_MAY_HAVE(s, ia, attr)                                                             \
  ((s)->grants == \null || !IS_INPUT(s, ia) || !MAPPED(s, ia) || START(s, HW_H(s, ia), ia) != (ia) || \
   BYTES_GRANTED((s)->grants, (s)->grant_count, OUTPUT(s, ia), LEAF_SIZE(s, ia), attr))
#define RANGE_MAY_HAVE(s, ia, length, attr) \
  ((s)->grants == \null || RANGE_GRANTED(s, (s)->grants, (s)->grant_count, ia, (ia) + (length), attr))

/* The public header has declared them already, without contracts. */
#pragma GCC diagnostic ignored "-Wredundant-decls"

#define LINKAGE
#define INSTANCE(name) vpt_##name
#include "functions.h"
#include "range_functions.h"
#include "set_grants.h"
#undef INSTANCE
#undef LINKAGE

#endif
