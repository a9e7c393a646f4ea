/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of core/split.h that make one store each, and the laws of how a leaf comes apart. */
#ifndef VPT_PROOF_BRIDGE_SPLIT_STORES_H
#define VPT_PROOF_BRIDGE_SPLIT_STORES_H

#include "primitives.h"
#include "core/split.h"
#include "logic/laws_range.h"

#endif
