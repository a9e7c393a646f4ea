/* SPDX-License-Identifier: Apache-2.0 */
/* The geometry laws, apart from the rest of the format's proof: every lemma is known to all that
 * come after it, and those about fields would only be in the way here. */
#include "format/loongarch_16k.logic.h"
#include "format/codec.h"

#define N 2048
#define S0 0x4000
#define S1 0x2000000
#define S2 0x1000000000
#define S3 0x800000000000
#define S4 0x400000000000000
#include "loongarch_geometry.h"

/*@ lemma power_11: \forall integer i; 11 <= i ==> (1 << i) == 2048 * (1 << (i - 11));
    lemma power_37: \forall integer i; 37 <= i <= 41 ==>
      0x2000000000 <= (1 << i) <= 0x20000000000 && (1 << i) % 0x1000000000 == 0;
    lemma power_42: \forall integer i; 42 <= i <= 47 ==>
      0x40000000000 <= (1 << i) <= 0x800000000000 && (1 << i) % 0x1000000000 == 0;
    lemma power_48: \forall integer i; i == 48 ==> (1 << i) == 0x1000000000000;
    lemma pre_top: \forall integer lim, x; pre(FMT,lim,5,x) == pre(FMT,lim,4,x) / 2; */

#define LAW lemma
#include "logic/laws_geometry.h"
