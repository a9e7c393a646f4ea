/* SPDX-License-Identifier: Apache-2.0 */
/* Every format that obeys the laws of src/logic/laws_*.h obeys the laws of the models: for all formats at once. That
 * both languages mean the same symbols is what same.h says. */
#define VPT_ABSTRACT_CODEC
#include "logic/symbols.h"
#include "symbols.h"

#define LAW admit lemma
#include "logic/laws.h"
#include "same.h"

/* All laws of models/stated.mlw. */
/*@ axiomatic ModelsLaws {
      predicate pt_laws;
    } */

/*@ lemma holds: pt_laws; */

/* `outside_is_zero` of models/lives.mlw, which asks this of a format besides. */
/*@ lemma outside_is_zero: \forall integer lim, h, x; 0 < lim ==> 0 <= h <= 4 ==> !(0 <= x < lim) ==>
      pt_pre(pt_fmt, lim, h, x) == pt_pre(pt_fmt, lim, h, 0); */
