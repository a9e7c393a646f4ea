/* SPDX-License-Identifier: Apache-2.0 */
/* The descriptor laws of the AArch64 formats with these attributes, whatever the granule. */
#ifndef VPT_PROOF_FORMATS_AARCH64_STAGE2_FIELDS_H
#define VPT_PROOF_FORMATS_AARCH64_STAGE2_FIELDS_H

#include "aarch64_fields.h"

/*@ lemma leaf_fields: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      memory_field(mk_leaf(FMT,h,oa,a)) == mem_attr(a) && s2ap0(mk_leaf(FMT,h,oa,a)) == read_right(a) &&
      s2ap1(mk_leaf(FMT,h,oa,a)) == write_right(a) && xn1(mk_leaf(FMT,h,oa,a)) == 1 - exec_right(a); */

#define LAW lemma
#include "logic/laws_descriptor.h"

/* What hardware allows, "Stage 2 access permissions", and what it reserves: MemAttr 0b0100, 0b1000 and 0b1100, and
 * without FEAT_XNX bit 53. */
/*@ predicate guest_reads(integer e) = s2ap0(e) == 1;
    predicate guest_writes(integer e) = s2ap1(e) == 1;
    predicate guest_executes(integer e) = xn1(e) == 0;

    lemma guest_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (guest_reads(mk_leaf(FMT,h,oa,a)) <==> read_right(a) == 1) &&
      (guest_writes(mk_leaf(FMT,h,oa,a)) <==> write_right(a) == 1) &&
      (guest_executes(mk_leaf(FMT,h,oa,a)) <==> exec_right(a) == 1);
    lemma guest_type: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      memory_field(mk_leaf(FMT,h,oa,a)) == (memory(a) == 0 ? 15 : memory(a) == 1 ? 5 : 1);
    lemma guest_reserved: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      bit(mk_leaf(FMT,h,oa,a), 0x20000000000000) == 0; */

#endif
