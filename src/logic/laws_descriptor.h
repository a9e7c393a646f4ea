/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of a format's descriptors: what is encoded is decoded. */
/*@ LAW format_range: 0 < FMT < 0x10000;

    LAW kind_range: \forall integer h, e; 0 <= e_kind(FMT,h,e) <= 2;
    LAW kind_zero: \forall integer h; e_kind(FMT,h,0) == 0;
    LAW kind_last: \forall integer e; e_kind(FMT,0,e) != 1;
    LAW frame_range: \forall integer e; frame_ok(FMT,e_frame(FMT,e));
    LAW table_kind: \forall integer h, f; 0 < h <= 4 ==> frame_ok(FMT,f) ==> e_kind(FMT,h,mk_table(FMT,f)) == 1;
    LAW table_frame: \forall integer f; frame_ok(FMT,f) ==> e_frame(FMT,mk_table(FMT,f)) == f;
    LAW table_range: \forall integer f; frame_ok(FMT,f) ==> 0 < mk_table(FMT,f) <= 0xffffffffffffffff;

    LAW leaf_kind: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> e_kind(FMT,h,mk_leaf(FMT,h,oa,a)) == 2;
    LAW leaf_oa: \forall integer h, i, oa, a; leaf_ok(FMT,h,oa,a) ==> e_oa(FMT,h,i,mk_leaf(FMT,h,oa,a)) == oa;
    LAW leaf_attr: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> e_attr(FMT,h,mk_leaf(FMT,h,oa,a)) == a;
    LAW leaf_range: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      0 < mk_leaf(FMT,h,oa,a) <= 0xffffffffffffffff;
    LAW oa_range: \forall integer h, i, e; e_kind(FMT,h,e) == 2 ==> 0 <= h <= 4 ==>
      0 <= e_oa(FMT,h,i,e) < oa_end(FMT) && e_oa(FMT,h,i,e) % size(FMT,h) == 0;
    LAW leaf_only: \forall integer h, e; e_kind(FMT,h,e) == 2 ==> 0 <= h <= 4 ==> leaf_height(FMT,size(FMT,h)) == h;

    // whether a leaf must be invalid before it has other attributes is a matter of these alone: so too for its parts
    LAW leaf_breaks: \forall integer h, oa, a, b; leaf_ok(FMT,h,oa,a) ==> leaf_ok(FMT,h,oa,b) ==>
      (must_break(FMT,h,mk_leaf(FMT,h,oa,a),mk_leaf(FMT,h,oa,b)) <==> attr_breaks(FMT,a,b));
*/
