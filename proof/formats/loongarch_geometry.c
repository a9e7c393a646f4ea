/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's geometry, apart from the rest of its proof: every lemma is known to all that come after it,
 * and those about fields would only be in the way here. */
#include "format/loongarch.manual.h"
#include "logic/frames.h"

/* Products with a constant. */
/*@ lemma slot_product: \forall integer f, i; slot(GRANULE,f,i) == PER_TABLE * f + i;
    lemma start_0: \forall integer lim, x; start(FMT,lim,0,x) == pre(FMT,lim,0,x) * BYTES_0;
    lemma start_1: \forall integer lim, x; start(FMT,lim,1,x) == pre(FMT,lim,1,x) * BYTES_1;
    lemma start_2: \forall integer lim, x; start(FMT,lim,2,x) == pre(FMT,lim,2,x) * BYTES_2;
    lemma start_3: \forall integer lim, x; start(FMT,lim,3,x) == pre(FMT,lim,3,x) * BYTES_3;
    lemma start_4: \forall integer lim, x; start(FMT,lim,4,x) == pre(FMT,lim,4,x) * BYTES_4; */

/* Powers of two. */
/*@ lemma twice: \forall integer n; 0 <= n ==> (1 << (n + 1)) == ((1 << n) << 1);
    lemma power_step: \forall integer n; 0 <= n ==> (1 << (n + 1)) == 2 * (1 << n);
    lemma power_granule: \forall integer i; i == GRANULE ==> (1 << i) == BYTES_0;
    lemma power_output: \forall integer i; 32 <= i <= 48 ==> 0 < (1 << i) <= 0x1000000000000; */

/* As many bits per level as a table has. */
/*@ lemma pre_up: \forall integer lim, h, x; 0 <= h <= 3 ==> pre(FMT,lim,h+1,x) == pre(FMT,lim,h,x) / PER_TABLE;
    lemma multiples_1: \forall integer lim, x; 0 < lim ==> lim % BYTES_1 == 0 ==> start(FMT,lim,1,x) + BYTES_1 <= lim;
    lemma multiples_2: \forall integer lim, x; 0 < lim ==> lim % BYTES_2 == 0 ==> start(FMT,lim,2,x) + BYTES_2 <= lim;
    lemma multiples_3: \forall integer lim, x; 0 < lim ==> lim % BYTES_3 == 0 ==> start(FMT,lim,3,x) + BYTES_3 <= lim;
    lemma shape_multiple: \forall integer lim, H, n; shape(FMT,lim,H,n) ==>
      lim % BYTES_1 == 0 && lim % BYTES_2 == 0 && (H == 3 ==> lim % BYTES_3 == 0);
    lemma shape_height: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> 2 <= H <= 3;
    lemma entry_inside: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h < H ==>
      0 <= i < PER_TABLE ==> 0 <= in_entry(FMT,lim,h,x,i) < lim;
    lemma entry_inside_root: \forall integer lim, H, n, x, i; shape(FMT,lim,H,n) ==>
      0 <= i < width(FMT,lim,H,H) ==> 0 <= in_entry(FMT,lim,H,x,i) < lim;
    lemma width_range: \forall integer lim, H, n, h; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 < width(FMT,lim,H,h) <= PER_TABLE;
    lemma entry_pre: \forall integer lim, h, x, i; 0 <= h <= 3 ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,h,x,i) < lim ==>
      pre(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == PER_TABLE * pre(FMT,lim,h+1,x) + i;
    lemma entry_up: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==>
      pre(FMT,lim,h+1,in_entry(FMT,lim,h,x,i)) == pre(FMT,lim,h+1,x);
    lemma entry_idx: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==> idx(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == i; */

/* Input sizes. */
#if PAGE == 12
/*@ lemma power_31: \forall integer i; 31 <= i <= 39 ==>
      0x80000000 <= (1 << i) <= 0x8000000000 && (1 << i) % 0x40000000 == 0;
    lemma power_9: \forall integer i; 9 <= i ==> (1 << i) == 512 * (1 << (i - 9));
    lemma power_40: \forall integer i; 40 <= i <= 48 ==>
      0x10000000000 <= (1 << i) <= 0x1000000000000 && (1 << i) % 0x8000000000 == 0;
    lemma pre_top: \forall integer lim, x; pre(FMT,lim,5,x) == pre(FMT,lim,4,x) / 512; */
#else
/*@ lemma power_11: \forall integer i; 11 <= i ==> (1 << i) == 2048 * (1 << (i - 11));
    lemma power_37: \forall integer i; 37 <= i <= 41 ==>
      0x2000000000 <= (1 << i) <= 0x20000000000 && (1 << i) % 0x1000000000 == 0;
    lemma power_42: \forall integer i; 42 <= i <= 47 ==>
      0x40000000000 <= (1 << i) <= 0x800000000000 && (1 << i) % 0x1000000000 == 0;
    lemma power_48: \forall integer i; i == 48 ==> (1 << i) == 0x1000000000000;
    lemma pre_top: \forall integer lim, x; pre(FMT,lim,5,x) == pre(FMT,lim,4,x) / 2; */
#endif

#define LAW lemma
#include "logic/laws_geometry.h"
