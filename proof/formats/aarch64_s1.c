/* SPDX-License-Identifier: Apache-2.0 */
#include "format/aarch64_s1.logic.h"
#include "format/aarch64_s1.h"

#define LAW lemma
#include "aarch64_geometry.h"
#include "logic/laws_geometry.h"
#include "aarch64_descriptor.h"
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
