/* SPDX-License-Identifier: Apache-2.0 */
/* The functions that make one live store each, and all macros for a space of the format at hand. */
#ifndef VPT_PROOF_BRIDGE_PRIMITIVES_H
#define VPT_PROOF_BRIDGE_PRIMITIVES_H

#include "same_walk.h"

/* The models' format is the one at hand. */
#define FORMAT(s) (FMT == pt_fmt)
#include "same_space.h"
#include "core/store.h"

#define TABLE(s, h, x) pt_table(SPACE(s), MEMORY(s), h, x)

#endif
