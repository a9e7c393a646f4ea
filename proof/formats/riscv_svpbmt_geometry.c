/* SPDX-License-Identifier: Apache-2.0 */
/* The geometry laws, apart from the rest of the format's proof: every lemma is known to all that
 * come after it, and those about fields would only be in the way here. */
#include "format/riscv_svpbmt.logic.h"
#include "format/codec.h"
#include "riscv_geometry.h"

#define LAW lemma
#include "logic/laws_geometry.h"
