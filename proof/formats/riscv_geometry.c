/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's geometry, apart from the rest of its proof: every lemma is known to all that come after it,
 * and those about fields would only be in the way here. */
#include "format/riscv_geometry.manual.h"
#include "logic/frames.h"

/* Products with a constant. */
/*@ lemma slot_512: \forall integer f, i; slot(GRANULE,f,i) == 512 * f + i;
    lemma start_0: \forall integer lim, x; start(FMT,lim,0,x) == pre(FMT,lim,0,x) * 0x1000;
    lemma start_1: \forall integer lim, x; start(FMT,lim,1,x) == pre(FMT,lim,1,x) * 0x200000;
    lemma start_2: \forall integer lim, x; start(FMT,lim,2,x) == pre(FMT,lim,2,x) * 0x40000000;
    lemma start_3: \forall integer lim, x; start(FMT,lim,3,x) == pre(FMT,lim,3,x) * 0x8000000000;
    lemma start_4: \forall integer lim, x; start(FMT,lim,4,x) == pre(FMT,lim,4,x) * 0x1000000000000;
    lemma start_5: \forall integer lim, x; start(FMT,lim,5,x) == pre(FMT,lim,5,x) * 0x200000000000000; */

/* Powers of two. */
/*@ lemma twice: \forall integer n; 0 <= n ==> (1 << (n + 1)) == ((1 << n) << 1);
    lemma power_step: \forall integer n; 0 <= n ==> (1 << (n + 1)) == 2 * (1 << n);
    lemma power_12: \forall integer i; i == 12 ==> (1 << i) == 0x1000;
    lemma power_31: \forall integer i; 31 <= i <= 39 ==>
      0x80000000 <= (1 << i) <= 0x8000000000 && (1 << i) % 0x40000000 == 0;
    lemma power_9: \forall integer i; 9 <= i ==> (1 << i) == 512 * (1 << (i - 9));
    lemma power_40: \forall integer i; 40 <= i <= 48 ==>
      0x10000000000 <= (1 << i) <= 0x1000000000000 && (1 << i) % 0x8000000000 == 0;
    lemma power_49: \forall integer i; 49 <= i <= 57 ==>
      0x2000000000000 <= (1 << i) <= 0x200000000000000 && (1 << i) % 0x1000000000000 == 0;
    lemma power_output: \forall integer i; 32 <= i <= 56 ==> 0 < (1 << i) <= 0x100000000000000;
    lemma power_roots: \forall integer i; i == 41 || i == 50 || i == 59 ==>
      (1 << i) == (i == 41 ? 0x20000000000 : i == 50 ? 0x4000000000000 : 0x800000000000000); */

/* Nine bits per level. */
/*@ lemma pre_up: \forall integer lim, h, x; 0 <= h <= 4 ==>
      pre(FMT,lim,h+1,x) == pre(FMT,lim,h,x) / 512;
    lemma multiples_1: \forall integer lim, x; 0 < lim ==> lim % 0x200000 == 0 ==>
      start(FMT,lim,1,x) + 0x200000 <= lim;
    lemma multiples_2: \forall integer lim, x; 0 < lim ==> lim % 0x40000000 == 0 ==>
      start(FMT,lim,2,x) + 0x40000000 <= lim;
    lemma multiples_3: \forall integer lim, x; 0 < lim ==> lim % 0x8000000000 == 0 ==>
      start(FMT,lim,3,x) + 0x8000000000 <= lim;
    lemma multiples_4: \forall integer lim, x; 0 < lim ==> lim % 0x1000000000000 == 0 ==>
      start(FMT,lim,4,x) + 0x1000000000000 <= lim;
    lemma multiples_5: \forall integer lim, x; 0 < lim ==> lim % 0x200000000000000 == 0 ==>
      start(FMT,lim,5,x) + 0x200000000000000 <= lim;
    lemma multiple_21: \forall integer x; x % 0x40000000 == 0 ==> x % 0x200000 == 0;
    lemma multiple_30: \forall integer x; x % 0x8000000000 == 0 ==> x % 0x40000000 == 0;
    lemma multiple_39: \forall integer x; x % 0x1000000000000 == 0 ==> x % 0x8000000000 == 0;
    lemma shape_multiple_48: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> H == 4 ==> lim % 0x1000000000000 == 0;
    lemma shape_multiple_39: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> H >= 3 ==> lim % 0x8000000000 == 0;
    lemma shape_multiple_30: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> lim % 0x40000000 == 0;
    lemma shape_multiple_21: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> lim % 0x200000 == 0;
    lemma shape_height: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> 2 <= H <= 4 && 0 < lim;
    lemma root_table_2: \forall integer lim, n, x; shape(FMT,lim,2,n) ==> g_stage(FMT) == 1 ==>
      start(FMT,lim,3,x) + 0x8000000000 <= lim;
    lemma root_table_3: \forall integer lim, n, x; shape(FMT,lim,3,n) ==> g_stage(FMT) == 1 ==>
      start(FMT,lim,4,x) + 0x1000000000000 <= lim;
    lemma root_table_4: \forall integer lim, n, x; shape(FMT,lim,4,n) ==> g_stage(FMT) == 1 ==>
      start(FMT,lim,5,x) + 0x200000000000000 <= lim;
    lemma shape_root: \forall integer lim, H, n; shape(FMT,lim,H,n) ==> g_stage(FMT) == 0 ==> lim <= size(FMT,H+1);
    lemma width_range: \forall integer lim, H, n, h; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 < width(FMT,lim,H,h) <= 512;
    lemma entry_inside: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h < H ==>
      0 <= i < 512 ==> 0 <= in_entry(FMT,lim,h,x,i) < lim;
    lemma entry_inside_root: \forall integer lim, H, n, x, i; shape(FMT,lim,H,n) ==>
      0 <= i < width(FMT,lim,H,H) ==> 0 <= in_entry(FMT,lim,H,x,i) < lim;
    lemma entry_pre: \forall integer lim, h, x, i; 0 <= h <= 4 ==> 0 <= i < 512 ==>
      0 <= in_entry(FMT,lim,h,x,i) < lim ==>
      pre(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == 512 * pre(FMT,lim,h+1,x) + i;
    lemma entry_up: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==>
      pre(FMT,lim,h+1,in_entry(FMT,lim,h,x,i)) == pre(FMT,lim,h+1,x);
    lemma entry_idx: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==> idx(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == i; */

#include "geometry_steps.h"

#define LAW lemma
#include "logic/laws_geometry.h"
