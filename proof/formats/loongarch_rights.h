/* SPDX-License-Identifier: Apache-2.0 */
/* What hardware allows, "TLB-based Translation of Virtual Addresses to Physical Addresses", in terms of the
 * attributes asked for, for a program at privilege level p. */
#ifndef VPT_PROOF_FORMATS_LOONGARCH_RIGHTS_H
#define VPT_PROOF_FORMATS_LOONGARCH_RIGHTS_H

/*@ predicate reaches(integer e, integer p) = rplv(e) == 0 ? p <= plv(e) : p == plv(e);
    predicate loads(integer e, integer p) = reaches(e, p) && nr(e) == 0;
    predicate stores(integer e, integer p) = reaches(e, p) && dirty(e) == 1;
    predicate fetches(integer e, integer p) = reaches(e, p) && nx(e) == 0;

    lemma user_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (loads(mk_leaf(FMT,h,oa,a), 3) <==> user_right(a) == 1 && read_right(a) == 1) &&
      (stores(mk_leaf(FMT,h,oa,a), 3) <==> user_right(a) == 1 && write_right(a) == 1) &&
      (fetches(mk_leaf(FMT,h,oa,a), 3) <==> user_right(a) == 1 && exec_right(a) == 1);
    lemma kernel_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> !(user_right(a) == 1 && exec_right(a) == 1) ==>
      (loads(mk_leaf(FMT,h,oa,a), 0) <==> read_right(a) == 1) &&
      (stores(mk_leaf(FMT,h,oa,a), 0) <==> write_right(a) == 1) &&
      (fetches(mk_leaf(FMT,h,oa,a), 0) <==> exec_right(a) == 1);
    lemma kernel_apart: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> user_right(a) == 1 && exec_right(a) == 1 ==>
      !reaches(mk_leaf(FMT,h,oa,a), 0);
    lemma page_global: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 0 ==>
      hardware_g(h, mk_leaf(FMT,h,oa,a)) == global(a);
    lemma huge_global: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h > 0 ==>
      hardware_g(h, mk_leaf(FMT,h,oa,a)) == global(a); */

#endif
