/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of a format's geometry: how addresses come apart into indices, and words into frames. */
/*@ LAW entries_range: 0 < entries(GRANULE) <= 8192;
    LAW frame_bytes: 8 * entries(GRANULE) == size(FMT,0);

    LAW size_range: \forall integer h; 0 <= h <= 5 ==> 0 < size(FMT,h) <= 0x800000000000000;
    LAW frames: 0 < frames(FMT) <= 0x100000000000 && 0 < oa_end(FMT) <= 0x100000000000000;
    LAW common_height: common_height(FMT) >= 0;
    LAW idx_range: \forall integer lim, h, x; 0 <= idx(FMT,lim,h,x) < entries(GRANULE);
    LAW pre_step: \forall integer lim, h, x, y; 0 < lim ==> 0 <= h <= 4 ==>
      pre(FMT,lim,h,x) == pre(FMT,lim,h,y) ==>
      pre(FMT,lim,h+1,x) == pre(FMT,lim,h+1,y) && idx(FMT,lim,h,x) == idx(FMT,lim,h,y);
    LAW pre_join: \forall integer lim, h, x, y; 0 < lim ==> 0 <= h <= 4 ==>
      pre(FMT,lim,h+1,x) == pre(FMT,lim,h+1,y) ==> idx(FMT,lim,h,x) == idx(FMT,lim,h,y) ==>
      pre(FMT,lim,h,x) == pre(FMT,lim,h,y);
    LAW geometry: \forall integer levels, i, o; geometry_status(FMT,levels,i,o) == VPT_OK ==>
      (1 << GRANULE) == size(FMT,0) && 1 <= levels <= 5 && 0 < i <= 59 && GRANULE < o <= 56 &&
      0 < (1 << o) <= oa_end(FMT) && (1 << o) / size(FMT,0) <= frames(FMT) &&
      shape(FMT, 1 << i, levels - 1, (1 << i) <= size(FMT,levels) ? 1 : (1 << i) / size(FMT,levels));
    LAW pre_root: \forall integer lim, H, n, x; shape(FMT,lim,H,n) ==> 0 <= pre(FMT,lim,H+1,x) < n;
    LAW root_hit: \forall integer lim, H, n, i; shape(FMT,lim,H,n) ==> 0 <= i < n ==>
      pre(FMT,lim,H+1,in_root(FMT,lim,H,i)) == i;
    LAW shape_range: \forall integer lim, H, n; shape(FMT,lim,H,n) ==>
      0 < lim <= 0x800000000000000 && 0 <= H <= 4 && 1 <= n <= 16;
    // the region of x at height h: size(h) bytes from start(h,x)
    LAW start: \forall integer lim, h, x; 0 <= h <= 4 ==> 0 <= x < lim ==>
      start(FMT,lim,h,x) == pre(FMT,lim,h,x) * size(FMT,h) &&
      0 <= start(FMT,lim,h,x) <= x < start(FMT,lim,h,x) + size(FMT,h);
    LAW start_aligned: \forall integer lim, h, x; 0 <= h <= 4 ==> 0 <= x < lim ==> x % size(FMT,h) == 0 ==>
      start(FMT,lim,h,x) == x;
    LAW region: \forall integer lim, h, x, y; 0 <= h <= 4 ==> 0 <= x < lim ==> 0 <= y < lim ==>
      (pre(FMT,lim,h,x) == pre(FMT,lim,h,y) <==>
       start(FMT,lim,h,y) <= x < start(FMT,lim,h,y) + size(FMT,h));
    LAW outside: \forall integer lim, h, x; 0 < lim ==> 0 <= h <= 4 ==> !(0 <= x < lim) ==>
      pre(FMT,lim,h,x) == pre(FMT,lim,h,0);
    // entries in use: all below the root; in_entry finds an address for each
    LAW width: \forall integer lim, H, n, h, x; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      idx(FMT,lim,h,x) < width(FMT,lim,H,h) <= entries(GRANULE);
    LAW width_below: \forall integer lim, H, n, h; shape(FMT,lim,H,n) ==> 0 <= h < H ==>
      width(FMT,lim,H,h) == entries(GRANULE);
    LAW entry_hit: \forall integer lim, H, n, h, x, i; shape(FMT,lim,H,n) ==> 0 <= h <= H ==>
      0 <= i < width(FMT,lim,H,h) ==>
      pre(FMT,lim,h+1,in_entry(FMT,lim,h,x,i)) == pre(FMT,lim,h+1,x) &&
      idx(FMT,lim,h,in_entry(FMT,lim,h,x,i)) == i;

    LAW slot_apart: \forall integer f, g, i, j; 0 <= i < entries(GRANULE) ==> 0 <= j < entries(GRANULE) ==>
      slot(GRANULE,f,i) == slot(GRANULE,g,j) ==> f == g && i == j;
    LAW slot_range: \forall integer n, f, i; 0 <= f < n ==> 0 <= i < entries(GRANULE) ==>
      0 <= slot(GRANULE,f,i) < slot(GRANULE,n,0);

    LAW page_range: size(FMT,0) <= 0x10000; */
