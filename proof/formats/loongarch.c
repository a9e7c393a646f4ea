/* SPDX-License-Identifier: Apache-2.0 */
/* The code of a format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/loongarch.manual.h"
#include "format/codec.h"

/* A leaf is a whole number of pages. */
/*@ lemma pages: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> 0x1000 * (oa / 0x1000) == oa; */

#include "format/loongarch.h"
