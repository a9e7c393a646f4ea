/* SPDX-License-Identifier: Apache-2.0 */
/* The geometry laws, apart from the rest of the format's proof: every lemma is known to all that
 * come after it, and those about fields would only be in the way here. */
#include "format/loongarch_4k.logic.h"
#include "format/codec.h"

#define N 512
#define S0 0x1000
#define S1 0x200000
#define S2 0x40000000
#define S3 0x8000000000
#define S4 0x1000000000000
#include "loongarch_geometry.h"

/*@ lemma power_31: \forall integer i; 31 <= i <= 39 ==>
      0x80000000 <= (1 << i) <= 0x8000000000 && (1 << i) % 0x40000000 == 0;
    lemma power_9: \forall integer i; 9 <= i ==> (1 << i) == 512 * (1 << (i - 9));
    lemma power_40: \forall integer i; 40 <= i <= 48 ==>
      0x10000000000 <= (1 << i) <= 0x1000000000000 && (1 << i) % 0x8000000000 == 0;
    lemma pre_top: \forall integer lim, x; pre(FMT,lim,5,x) == pre(FMT,lim,4,x) / 512; */

#define LAW lemma
#include "logic/laws_geometry.h"
