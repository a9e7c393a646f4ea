/* SPDX-License-Identifier: Apache-2.0 */
/* The descriptor laws of the AArch64 formats with these attributes, whatever the granule. */
#ifndef VPT_PROOF_FORMATS_AARCH64_EL1_FIELDS_H
#define VPT_PROOF_FORMATS_AARCH64_EL1_FIELDS_H

#include "aarch64_parts.h"

/*@ lemma two_of_four: \forall integer x; 0 <= x ==> x % 16 % 4 == x % 4; */
#include "aarch64_fields.h"

/*@ lemma indx: \forall integer e; 0 <= e ==> attr_indx(e) == e / 0x4 % 16 % 4; */

/*@ lemma leaf_fields: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      attr_indx(mk_leaf(FMT,h,oa,a)) == memory(a) && ap1(mk_leaf(FMT,h,oa,a)) == user_right(a) &&
      ap2(mk_leaf(FMT,h,oa,a)) == 1 - write_right(a) && ng(mk_leaf(FMT,h,oa,a)) == 1 - global(a) &&
      pxn(mk_leaf(FMT,h,oa,a)) == (user_right(a) == 1 || exec_right(a) == 0 ? 1 : 0) &&
      uxn(mk_leaf(FMT,h,oa,a)) == (user_right(a) == 0 || exec_right(a) == 0 ? 1 : 0); */

#define LAW lemma
#include "logic/laws_descriptor.h"

/* What hardware allows, "Data access permissions" and "Instruction execution permissions", in terms
 * of the attributes asked for. EL1 does not execute what EL0 can write, whatever PXN says. */
/*@ predicate el0_reads(integer e) = ap1(e) == 1;
    predicate el0_writes(integer e) = ap1(e) == 1 && ap2(e) == 0;
    predicate el0_executes(integer e) = uxn(e) == 0;
    predicate el1_writes(integer e) = ap2(e) == 0;
    predicate el1_executes(integer e) = pxn(e) == 0 && !el0_writes(e);

    lemma el0_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (el0_reads(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 1) &&
      (el0_writes(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 1 && write_right(a) == 1) &&
      (el0_executes(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 1 && exec_right(a) == 1);
    lemma el1_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (el1_writes(mk_leaf(FMT,h,oa,a)) <==> write_right(a) == 1) &&
      (el1_executes(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 0 && exec_right(a) == 1); */

#endif
