/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the geometry laws of the LoongArch formats. Before it is included, N is the number of
 * entries of a table, and S0 to S4 are the sizes that they map.
 */
#ifndef VPT_PROOF_FORMATS_LOONGARCH_GEOMETRY_H
#define VPT_PROOF_FORMATS_LOONGARCH_GEOMETRY_H

#include "logic/formats.h"

/* The public functions know this format and its granule. */
/*@ lemma listed: KNOWN(FMT) && granule(FMT) == GRANULE; */

/* Products with a constant. */
/*@ lemma slot_product: \forall integer f, i; slot(GRANULE,f,i) == N * f + i;
    lemma start_0: \forall integer lim, x; start(FMT,lim,0,x) == pre(FMT,lim,0,x) * S0;
    lemma start_1: \forall integer lim, x; start(FMT,lim,1,x) == pre(FMT,lim,1,x) * S1;
    lemma start_2: \forall integer lim, x; start(FMT,lim,2,x) == pre(FMT,lim,2,x) * S2;
    lemma start_3: \forall integer lim, x; start(FMT,lim,3,x) == pre(FMT,lim,3,x) * S3;
    lemma start_4: \forall integer lim, x; start(FMT,lim,4,x) == pre(FMT,lim,4,x) * S4; */

/* Powers of two. */
/*@ lemma twice: \forall integer n; 0 <= n ==> (1 << (n + 1)) == ((1 << n) << 1);
    lemma power_step: \forall integer n; 0 <= n ==> (1 << (n + 1)) == 2 * (1 << n);
    lemma power_granule: \forall integer i; i == GRANULE ==> (1 << i) == S0;
    lemma power_output: \forall integer i; 32 <= i <= 48 ==> 0 < (1 << i) <= 0x1000000000000; */

/* As many bits per level as a table has. */
/*@ lemma pre_up: \forall integer lim, h, x; 0 <= h <= 3 ==> pre(FMT,lim,h+1,x) == pre(FMT,lim,h,x) / N;
    lemma multiples_1: \forall integer lim, x; 0 < lim ==> lim % S1 == 0 ==> start(FMT,lim,1,x) + S1 <= lim;
    lemma multiples_2: \forall integer lim, x; 0 < lim ==> lim % S2 == 0 ==> start(FMT,lim,2,x) + S2 <= lim;
    lemma multiples_3: \forall integer lim, x; 0 < lim ==> lim % S3 == 0 ==> start(FMT,lim,3,x) + S3 <= lim;
    lemma shape_multiple: \forall integer lim, H, n; shape(FMT,lim,H,n) ==>
      lim % S1 == 0 && lim % S2 == 0 && (H == 3 ==> lim % S3 == 0);
    lemma shape_height: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> 2 <= H <= 3;
    lemma entry_inside: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h < H ==>
      0 <= i < N ==> 0 <= in_entry(FMT,lim,h,x,i) < lim;
    lemma entry_inside_root: \forall integer lim, H, n, x, i; shape(FMT,lim,H,n) ==>
      0 <= i < width(FMT,lim,H,H) ==> 0 <= in_entry(FMT,lim,H,x,i) < lim;
    lemma width_range: \forall integer lim, H, n, h; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 < width(FMT,lim,H,h) <= N;
    lemma entry_pre: \forall integer lim, h, x, i; 0 <= h <= 3 ==> 0 <= i < N ==>
      0 <= in_entry(FMT,lim,h,x,i) < lim ==>
      pre(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == N * pre(FMT,lim,h+1,x) + i;
    lemma entry_up: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==>
      pre(FMT,lim,h+1,in_entry(FMT,lim,h,x,i)) == pre(FMT,lim,h+1,x);
    lemma entry_idx: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==> idx(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == i; */

#endif
