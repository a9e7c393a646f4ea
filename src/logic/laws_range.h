/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of a format's geometry that operations on ranges need beside those of laws_geometry.h. proof/formats/range.c
 * shows them for each format. */
/*@ LAW multiple_is: \forall integer h, x; multiple(FMT,h,x) <==> x % size(FMT,h) == 0;
    LAW multiple_below: \forall integer h, k, x; 0 <= k <= h <= 5 ==> multiple(FMT,h,x) ==> multiple(FMT,k,x);
    LAW multiple_step: \forall integer h, k, x; 0 <= k <= h <= 5 ==> multiple(FMT,k,x) ==>
      multiple(FMT,k,x+size(FMT,h));
    LAW multiple_rest: \forall integer h, x, y; 0 <= h <= 5 ==> multiple(FMT,h,x) ==> multiple(FMT,h,y) ==>
      0 <= x < y ==> size(FMT,h) <= y - x;
    LAW along: \forall integer oa, ia, x; along(FMT,oa,ia,x) == oa + (x - ia);
    LAW multiple_along: \forall integer h, oa, ia, x; 0 <= h <= 5 ==> multiple(FMT,h,oa) ==> multiple(FMT,h,ia) ==>
      multiple(FMT,h,x) ==> multiple(FMT,h,along(FMT,oa,ia,x));
    LAW start_any: \forall integer lim, l, h, x; 0 <= h <= 5 ==> 0 <= x < lim ==> x < l ==>
      start(FMT,lim,h,x) == start(FMT,l,h,x);
    LAW start_multiple: \forall integer lim, h, x; 0 <= h <= 5 ==> 0 <= x < lim ==> multiple(FMT,h,start(FMT,lim,h,x));
    LAW start_is: \forall integer lim, h, x; 0 <= h <= 5 ==> 0 <= x < lim ==>
      start(FMT,lim,h,x) == pre(FMT,lim,h,x) * size(FMT,h);
    LAW start_below: \forall integer lim, h, x; 0 <= h <= 5 ==> 0 <= x < lim ==> 0 <= start(FMT,lim,h,x) <= x;
    LAW next_idx: \forall integer lim, h, x; 0 <= h <= 4 ==> 0 <= x ==> x + size(FMT,h) < lim ==>
      pre(FMT,lim,h+1,x+size(FMT,h)) == pre(FMT,lim,h+1,x) ==>
      idx(FMT,lim,h,x+size(FMT,h)) == idx(FMT,lim,h,x) + 1;
    // the region of a whole table at height h, the root too: see the law `region` for those of entries
    LAW table_region: \forall integer lim, h, x, y; 0 <= h <= 4 ==> 0 <= x < lim ==> 0 <= y < lim ==>
      (pre(FMT,lim,h+1,x) == pre(FMT,lim,h+1,y) <==>
       start(FMT,lim,h+1,y) <= x < start(FMT,lim,h+1,y) + size(FMT,h+1));
    LAW end_multiple: \forall integer lim, H, n, h; shape(FMT,lim,H,n) ==> 0 <= h <= H ==> multiple(FMT,h,lim);
    LAW inside: \forall integer lim, H, n, h, x; shape(FMT,lim,H,n) ==> 0 <= h <= H ==> 0 <= x < lim ==>
      start(FMT,lim,h,x) + size(FMT,h) <= lim;
    // the parts of a leaf that a table at height h takes the place of; below the root tables have all their entries
    LAW part_zero: \forall integer h; 0 <= h <= 3 ==> part(FMT,h,0) == 0;
    LAW part_next: \forall integer h, i; 0 <= h <= 3 ==> 0 <= i < entries(GRANULE) ==>
      part(FMT,h,i+1) == part(FMT,h,i) + size(FMT,h);
    LAW part_range: \forall integer lim, H, n, h, i; shape(FMT,lim,H,n) ==> 0 <= h < H ==> 0 <= i < entries(GRANULE) ==>
      0 <= part(FMT,h,i) && part(FMT,h,i) + size(FMT,h) <= size(FMT,h+1);
    LAW part_start: \forall integer lim, H, n, h, x; shape(FMT,lim,H,n) ==> 0 <= h < H ==> 0 <= x < lim ==>
      start(FMT,lim,h,x) == start(FMT,lim,h+1,x) + part(FMT,h,idx(FMT,lim,h,x));
    LAW part_oa: \forall integer h, oa, i; part_oa(FMT,h,oa,i) == oa + part(FMT,h,i);
    LAW part_leaf: \forall integer h, oa, i; 0 <= h <= 3 ==> 0 <= leaf_height(FMT,size(FMT,h+1)) == h+1 ==>
      0 <= oa < oa_end(FMT) ==> oa % size(FMT,h+1) == 0 ==> 0 <= i < entries(GRANULE) ==>
      leaf_height(FMT,size(FMT,h)) == h && 0 <= part_oa(FMT,h,oa,i) < oa_end(FMT) &&
      part_oa(FMT,h,oa,i) % size(FMT,h) == 0;
    LAW page_leaf: leaf_height(FMT,size(FMT,0)) == 0;
*/
