/* SPDX-License-Identifier: Apache-2.0 */
/* The geometry laws, apart from the rest of the format's proof: every lemma is known to all that
 * come after it, and those about fields would only be in the way here. */
#include "format/aarch64_s1_el2.logic.h"
#include "format/codec.h"
#include "aarch64_4k_geometry.h"
#include "aarch64_geometry.h"

#define LAW lemma
#include "logic/laws_geometry.h"
