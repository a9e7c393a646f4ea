/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws of the AArch64 formats: how leaves come apart into fields,
 * whatever the granule. Each speaks of one of the functions of aarch64.manual.h, so that no prover tries it elsewhere.
 */
#ifndef VPT_PROOF_FORMATS_AARCH64_FIELDS_H
#define VPT_PROOF_FORMATS_AARCH64_FIELDS_H

#include "aarch64_parts.h"

/* Attributes. */
/*@ lemma rights_range: \forall integer a; type_ok(a) ==> 0 <= read_right(a) <= 1 && 0 <= write_right(a) <= 1 &&
      0 <= exec_right(a) <= 1 && 0 <= user_right(a) <= 1 && 0 <= global(a) <= 1 && 0 <= memory(a) <= 2;
    lemma right_0: \forall integer a; type_ok(a) ==> a == read_right(a) + 2 * (a / 2);
    lemma right_1: \forall integer a; type_ok(a) ==> a / 2 == write_right(a) + 2 * (a / 4);
    lemma right_2: \forall integer a; type_ok(a) ==> a / 4 == exec_right(a) + 2 * (a / 8);
    lemma right_3: \forall integer a; type_ok(a) ==> a / 8 == user_right(a) + 2 * (a / 16);
    lemma right_4: \forall integer a; type_ok(a) ==> a / 16 == global(a) + 2 * memory(a);
    lemma rights: \forall integer a; type_ok(a) ==>
      a == read_right(a) + 2 * write_right(a) + 4 * exec_right(a) + 8 * user_right(a) + 16 * global(a) +
           32 * memory(a); */

/* The three parts of a leaf. */
/*@ lemma word_from_50: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) / 0x4000000000000 == u;
    lemma word_from_12: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) / 0x1000 == m + 0x4000000000 * u; */

/* The output address: the part that stands where it stands in the address, then the rest. */
#define ADDRESS(h, bytes)                                                                                   \
    lemma middle_##h: \forall integer oa; 0 <= oa < OUTPUT_END ==> oa % bytes == 0 ==>                      \
      middle(oa) / (bytes / 0x1000) % (IN_PLACE / bytes) * bytes == oa % IN_PLACE;                          \
    lemma address_##h: \forall integer i, l, oa, a, u; parts(l,middle(oa),u) ==> 0 <= oa < OUTPUT_END ==>      \
      oa % bytes == 0 ==> l / 0x100 % 4 == bits_9_8(a,oa) ==> e_oa(FMT,h,i,leaf_word(l,middle(oa),u)) == oa;
/*@ lemma middle_range: \forall integer oa; 0 <= oa < OUTPUT_END ==> 0 <= middle(oa) < 0x4000000000;
    lemma high_range: \forall integer e; 0 <= e ==> 0 <= HIGH_BITS(e) && HIGH_BITS(e) * IN_PLACE < OUTPUT_END;
    lemma high_bits: \forall integer l, oa, a, u; parts(l,middle(oa),u) ==> 0 <= oa < OUTPUT_END ==>
      oa % BYTES_0 == 0 ==> l / 0x100 % 4 == bits_9_8(a,oa) ==>
      HIGH_BITS(leaf_word(l,middle(oa),u)) == oa / IN_PLACE;
    LEAVES(ADDRESS)
    lemma leaf_address: \forall integer h, i, l, oa, a, u; leaf_ok(FMT,h,oa,a) ==> parts(l,middle(oa),u) ==>
      l / 0x100 % 4 == bits_9_8(a,oa) ==> e_oa(FMT,h,i,leaf_word(l,middle(oa),u)) == oa; */

/* Table descriptors. */
/*@ lemma frame_in_place: \forall integer f; frame_ok(FMT,f) ==>
      mk_table(FMT,f) / BYTES_0 % (IN_PLACE / BYTES_0) == f % (IN_PLACE / BYTES_0);
    lemma frame_high: \forall integer f; frame_ok(FMT,f) ==>
      HIGH_BITS(mk_table(FMT,f)) == f / (IN_PLACE / BYTES_0);
    lemma table_type: \forall integer f; frame_ok(FMT,f) ==>
      mk_table(FMT,f) % 2 == 1 && bit(mk_table(FMT,f), 0x2) == 1; */

#include "aarch64_attributes.h"

/* Attributes of the whole leaf: first what is left above a field, then the field. */
/*@ lemma word_from_2: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x4 == l / 0x4 + 0x400 * m + 0x1000000000000 * u;
    lemma word_from_6: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x40 == l / 0x40 + 0x40 * m + 0x100000000000 * u;
    lemma word_mem: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) / 0x4 % 16 == l / 0x4 % 16;
    lemma word_from_1: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x2 == l / 0x2 + 0x800 * m + 0x2000000000000 * u;
    lemma word_from_7: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x80 == l / 0x80 + 0x20 * m + 0x80000000000 * u;
    lemma word_from_11: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x800 == l / 0x800 + 0x2 * m + 0x8000000000 * u;
    lemma word_0: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) % 2 == l % 2;
    lemma word_1: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x2) == bit(l, 0x2);
    lemma word_6: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x40) == bit(l, 0x40);
    lemma word_7: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x80) == bit(l, 0x80);
    lemma word_11: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x800) == bit(l, 0x800);
    lemma high_53: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x20000000000000 == leaf_word(l,m,u) / 0x4000000000000 / 0x8;
    lemma high_54: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x40000000000000 == leaf_word(l,m,u) / 0x4000000000000 / 0x10;
    lemma word_53: \forall integer l, m, u; parts(l,m,u) ==>
      bit(leaf_word(l,m,u), 0x20000000000000) == bit(u, 0x8);
    lemma word_54: \forall integer l, m, u; parts(l,m,u) ==>
      bit(leaf_word(l,m,u), 0x40000000000000) == bit(u, 0x10); */

/* Bits 9:8 of a leaf fit. */
/*@ lemma bits_9_8: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> type_ok(a) ==> 0 <= bits_9_8(a,oa) <= 3; */

/* What break-before-make looks at: must a leaf be invalid before it has other attributes? */
/*@ lemma leaf_mem: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> mk_leaf(FMT,h,oa,a) / 0x4 % 16 == mem_attr(a);
    lemma leaf_ng: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      mk_leaf(FMT,h,oa,a) / 0x800 % 2 == (REGIME == EL1_AND_0 ? 1 - global(a) : 0);
    predicate attr_breaks(integer fmt, integer from, integer to) =
      mem_attr(from) != mem_attr(to) || (REGIME == EL1_AND_0 && global(from) == 0 && global(to) == 1); */

#endif
