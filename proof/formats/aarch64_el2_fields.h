/* SPDX-License-Identifier: Apache-2.0 */
/* The descriptor laws of the AArch64 formats with these attributes, whatever the granule. */
#ifndef VPT_PROOF_FORMATS_AARCH64_EL2_FIELDS_H
#define VPT_PROOF_FORMATS_AARCH64_EL2_FIELDS_H

/*@ lemma two_of_four: \forall integer x; 0 <= x ==> x % 16 % 4 == x % 4; */
#include "aarch64_fields.h"

/*@ lemma indx: \forall integer e; 0 <= e ==> attr_indx(e) == e / 0x4 % 16 % 4; */

/*@ lemma leaf_fields: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      attr_indx(mk_leaf(FMT,h,oa,a)) == memory(a) && ap1(mk_leaf(FMT,h,oa,a)) == 1 &&
      ap2(mk_leaf(FMT,h,oa,a)) == 1 - write_right(a) && ng(mk_leaf(FMT,h,oa,a)) == 0 &&
      pxn(mk_leaf(FMT,h,oa,a)) == 0 && uxn(mk_leaf(FMT,h,oa,a)) == 1 - exec_right(a); */

#define LAW lemma
#include "logic/laws_descriptor.h"

/* What hardware allows at EL2, and what it reserves there: AP[1] is RES1, nG and bit 53 (PXN elsewhere) are RES0. */
/*@ predicate el2_writes(integer e) = ap2(e) == 0;
    predicate el2_executes(integer e) = uxn(e) == 0;

    lemma el2_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (el2_writes(mk_leaf(FMT,h,oa,a)) <==> write_right(a) == 1) &&
      (el2_executes(mk_leaf(FMT,h,oa,a)) <==> exec_right(a) == 1);
    lemma el2_reserved: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      ap1(mk_leaf(FMT,h,oa,a)) == 1 && ng(mk_leaf(FMT,h,oa,a)) == 0 && pxn(mk_leaf(FMT,h,oa,a)) == 0; */

#endif
