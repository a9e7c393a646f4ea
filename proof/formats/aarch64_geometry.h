/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the geometry laws of the AArch64 formats, whatever the granule; the powers of two are
 * the granule's (aarch64_4k_geometry.h and the like). */
#ifndef VPT_PROOF_FORMATS_AARCH64_GEOMETRY_H
#define VPT_PROOF_FORMATS_AARCH64_GEOMETRY_H

/* The public functions know this format and its granule. */
/*@ lemma listed: KNOWN(FMT) && granule(FMT) == GRANULE; */

/* Products with a constant. */
/*@ lemma slot_product: \forall integer f, i; slot(GRANULE,f,i) == PER_TABLE * f + i;
    lemma start_0: \forall integer lim, x; start(FMT,lim,0,x) == pre(FMT,lim,0,x) * BYTES_0;
    lemma start_1: \forall integer lim, x; start(FMT,lim,1,x) == pre(FMT,lim,1,x) * BYTES_1;
    lemma start_2: \forall integer lim, x; start(FMT,lim,2,x) == pre(FMT,lim,2,x) * BYTES_2;
    lemma start_3: \forall integer lim, x; start(FMT,lim,3,x) == pre(FMT,lim,3,x) * BYTES_3;
    lemma start_4: \forall integer lim, x; start(FMT,lim,4,x) == pre(FMT,lim,4,x) * BYTES_4; */

/* Multiples start where they are. */
/*@ lemma exact_0: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_0 == 0 ==> start(FMT,lim,0,x) == x;
    lemma exact_1: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_1 == 0 ==> start(FMT,lim,1,x) == x;
    lemma exact_2: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_2 == 0 ==> start(FMT,lim,2,x) == x;
    lemma exact_3: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_3 == 0 ==> start(FMT,lim,3,x) == x;
    lemma exact_4: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_4 == 0 ==> start(FMT,lim,4,x) == x; */

/* The same number of bits per level, up to the root's level. */
/*@ lemma pre_up: \forall integer lim, h, x; 0 <= h <= ROOT_MOST ==>
      pre(FMT,lim,h+1,x) == pre(FMT,lim,h,x) / PER_TABLE;
    lemma multiples_1: \forall integer lim, x; 0 < lim ==> lim % BYTES_1 == 0 ==>
      start(FMT,lim,1,x) + BYTES_1 <= lim;
    lemma multiples_2: \forall integer lim, x; 0 < lim ==> lim % BYTES_2 == 0 ==>
      start(FMT,lim,2,x) + BYTES_2 <= lim;
    lemma multiples_3: \forall integer lim, x; 0 < lim ==> lim % BYTES_3 == 0 ==>
      start(FMT,lim,3,x) + BYTES_3 <= lim;
    lemma multiples_4: \forall integer lim, x; 0 < lim ==> lim % BYTES_4 == 0 ==>
      start(FMT,lim,4,x) + BYTES_4 <= lim;
    lemma shape_height: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> ROOT_LEAST <= H <= ROOT_MOST;
    lemma shape_multiple: \forall integer lim, H, n; shape(FMT,lim,H,n) ==>
      0 < lim && lim % BYTES_1 == 0 && (H >= 2 ==> lim % BYTES_2 == 0) && (H >= 3 ==> lim % BYTES_3 == 0) &&
      (H >= 4 ==> lim % BYTES_4 == 0);
    lemma entry_inside: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h < H ==>
      0 <= i < PER_TABLE ==> 0 <= in_entry(FMT,lim,h,x,i) < lim;
    lemma entry_inside_root: \forall integer lim, H, n, x, i; shape(FMT,lim,H,n) ==>
      0 <= i < width(FMT,lim,H,H) ==> 0 <= in_entry(FMT,lim,H,x,i) < lim;
    lemma width_range: \forall integer lim, H, n, h; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 < width(FMT,lim,H,h) <= PER_TABLE;
    lemma entry_pre: \forall integer lim, h, x, i; 0 <= h <= ROOT_MOST ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,h,x,i) < lim ==>
      pre(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == PER_TABLE * pre(FMT,lim,h+1,x) + i;
    lemma entry_up: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==>
      pre(FMT,lim,h+1,in_entry(FMT,lim,h,x,i)) == pre(FMT,lim,h+1,x);
    lemma entry_idx: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==> idx(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == i; */

#endif
