/* SPDX-License-Identifier: Apache-2.0 */
/* What the contracts' macros (functions.h) mean for the public functions, and these functions' contracts. */
#ifndef VPT_CONTRACT_PUBLIC_FUNCTIONS_H
#define VPT_CONTRACT_PUBLIC_FUNCTIONS_H

#include "../logic/range.h"

#define OFFSET(ia) offset(space->upper_first, (uint64_t)space->input_end, ia)
#define KNOWN(x) ((x) != \null && (x)->format != \null)
#define OBJECT(x) ((x) != \null ==> \valid_read(x) && ((x)->format != \null ==> is_format((x)->format)))

/* The public header has declared them already, without contracts. */
#pragma GCC diagnostic ignored "-Wredundant-decls"

#define LINKAGE
#define INSTANCE(name) vpt_##name
#include "functions.h"
#include "range_functions.h"
#undef INSTANCE
#undef LINKAGE

#endif
