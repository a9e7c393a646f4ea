/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's geometry, apart from the rest of its proof: every lemma is known to all that come after it,
 * and those about fields would only be in the way here. */
#include "format/x86.manual.h"
#include "logic/frames.h"
#include "x86_geometry.h"

#define LAW lemma
#include "logic/laws_geometry.h"
