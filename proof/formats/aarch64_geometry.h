/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the geometry laws of the AArch64 formats, whatever the granule:
 * aarch64_sizes.h has the heights of roots and the input sizes. */
#ifndef VPT_PROOF_FORMATS_AARCH64_GEOMETRY_H
#define VPT_PROOF_FORMATS_AARCH64_GEOMETRY_H

/* Products with a constant. */
/*@ lemma slot_product: \forall integer f, i; slot(GRANULE,f,i) == PER_TABLE * f + i;
    lemma start_0: \forall integer lim, x; start(FMT,lim,0,x) == pre(FMT,lim,0,x) * BYTES_0;
    lemma start_1: \forall integer lim, x; start(FMT,lim,1,x) == pre(FMT,lim,1,x) * BYTES_1;
    lemma start_2: \forall integer lim, x; start(FMT,lim,2,x) == pre(FMT,lim,2,x) * BYTES_2;
    lemma start_3: \forall integer lim, x; start(FMT,lim,3,x) == pre(FMT,lim,3,x) * BYTES_3;
    lemma start_4: \forall integer lim, x; start(FMT,lim,4,x) == pre(FMT,lim,4,x) * BYTES_4;
    lemma start_5: \forall integer lim, x; start(FMT,lim,5,x) == pre(FMT,lim,5,x) * BYTES_5; */

/* Regions. Multiples start where they are. */
/*@ lemma inside_0: \forall integer lim, x; 0 <= x < lim ==>
      0 <= start(FMT,lim,0,x) <= x < start(FMT,lim,0,x) + BYTES_0;
    lemma inside_1: \forall integer lim, x; 0 <= x < lim ==>
      0 <= start(FMT,lim,1,x) <= x < start(FMT,lim,1,x) + BYTES_1;
    lemma inside_2: \forall integer lim, x; 0 <= x < lim ==>
      0 <= start(FMT,lim,2,x) <= x < start(FMT,lim,2,x) + BYTES_2;
    lemma inside_3: \forall integer lim, x; 0 <= x < lim ==>
      0 <= start(FMT,lim,3,x) <= x < start(FMT,lim,3,x) + BYTES_3;
    lemma inside_4: \forall integer lim, x; 0 <= x < lim ==>
      0 <= start(FMT,lim,4,x) <= x < start(FMT,lim,4,x) + BYTES_4;
    lemma exact_0: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_0 == 0 ==> start(FMT,lim,0,x) == x;
    lemma exact_1: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_1 == 0 ==> start(FMT,lim,1,x) == x;
    lemma exact_2: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_2 == 0 ==> start(FMT,lim,2,x) == x;
    lemma exact_3: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_3 == 0 ==> start(FMT,lim,3,x) == x;
    lemma exact_4: \forall integer lim, x; 0 <= x < lim ==> x % BYTES_4 == 0 ==> start(FMT,lim,4,x) == x; */

/* The same number of bits per level, as far as tables have all entries. */
/*@ lemma pre_up: \forall integer lim, h, x; 0 <= h <= FULL_MOST ==>
      pre(FMT,lim,h+1,x) == pre(FMT,lim,h,x) / PER_TABLE;
    lemma pre_above: \forall integer lim, h, x; FULL_MOST < h <= 4 ==> pre(FMT,lim,h+1,x) == pre(FMT,lim,h,x) / 2;
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
    lemma entry_pre_0: \forall integer lim, x, i; 0 <= FULL_MOST ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,0,x,i) < lim ==>
      pre(FMT,lim,0,in_entry(FMT,lim,0,x,i)) == PER_TABLE * pre(FMT,lim,1,x) + i;
    lemma entry_pre_1: \forall integer lim, x, i; 1 <= FULL_MOST ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,1,x,i) < lim ==>
      pre(FMT,lim,1,in_entry(FMT,lim,1,x,i)) == PER_TABLE * pre(FMT,lim,2,x) + i;
    lemma entry_pre_2: \forall integer lim, x, i; 2 <= FULL_MOST ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,2,x,i) < lim ==>
      pre(FMT,lim,2,in_entry(FMT,lim,2,x,i)) == PER_TABLE * pre(FMT,lim,3,x) + i;
    lemma entry_pre_3: \forall integer lim, x, i; 3 <= FULL_MOST ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,3,x,i) < lim ==>
      pre(FMT,lim,3,in_entry(FMT,lim,3,x,i)) == PER_TABLE * pre(FMT,lim,4,x) + i;
    lemma entry_pre_4: \forall integer lim, x, i; 4 <= FULL_MOST ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,4,x,i) < lim ==>
      pre(FMT,lim,4,in_entry(FMT,lim,4,x,i)) == PER_TABLE * pre(FMT,lim,5,x) + i;
    lemma entry_pre: \forall integer lim, h, x, i; 0 <= h <= ROOT_MOST ==> 0 <= i < PER_TABLE ==>
      0 <= in_entry(FMT,lim,h,x,i) < lim ==>
      pre(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == PER_TABLE * pre(FMT,lim,h+1,x) + i;
    lemma entry_up: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==>
      pre(FMT,lim,h+1,in_entry(FMT,lim,h,x,i)) == pre(FMT,lim,h+1,x);
    lemma entry_idx: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==> idx(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == i; */

/* Powers of two. */
/*@ lemma twice: \forall integer n; 0 <= n ==> (1 << (n + 1)) == ((1 << n) << 1);
    lemma power_step: \forall integer n; 0 <= n ==> (1 << (n + 1)) == 2 * (1 << n);
    lemma power_9: \forall integer i; 9 <= i ==> (1 << i) == 512 * (1 << (i - 9));
    lemma power_level: \forall integer i; LEVEL_BITS <= i ==> (1 << i) == PER_TABLE * (1 << (i - LEVEL_BITS));
    lemma power_page: \forall integer i; i == PAGE_BITS ==> (1 << i) == BYTES_0;
    lemma power_output: \forall integer i; 32 <= i <= LARGEST_OUTPUT ==> 0 < (1 << i) <= OUTPUT_END; */

/* Input sizes: those that one table at the root's height resolves, and those that 2 to 16 tables resolve. */
#define ONE_ROOT(least, most, entry, table)                        \
    lemma power_##least: \forall integer i; least <= i <= most ==> \
      2 * entry <= (1 << i) <= table && (1 << i) % entry == 0;
#define MANY_ROOTS(least, most, table)                             \
    lemma roots_##least: \forall integer i; least <= i <= most ==> \
      (1 << i) == table * (i == least ? 2 : i == least + 1 ? 4 : i == least + 2 ? 8 : 16);
/*@ INPUT_SIZES */

#include "geometry_steps.h"

#endif
