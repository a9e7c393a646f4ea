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

#endif
