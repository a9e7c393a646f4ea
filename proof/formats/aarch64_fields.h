/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws of the AArch64 formats: how leaves come apart into fields.
 * Each speaks of one of the functions of aarch64.logic.h, so that no prover tries it elsewhere.
 */
#ifndef VPT_PROOF_FORMATS_AARCH64_FIELDS_H
#define VPT_PROOF_FORMATS_AARCH64_FIELDS_H

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

/* The three parts of a leaf, and its output address. */
/*@ predicate parts(integer l, integer oa, integer u) =
      0 <= l < 0x1000 && 0 <= oa < 0x1000000000000 && 0 <= u < 0x10000;
    lemma word_from_48: \forall integer l, oa, u; parts(l,oa,u) ==> leaf_word(l,oa,u) / 0x1000000000000 == u;
    lemma word_from_12: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x1000 == oa / 0x1000 + 0x1000000000 * u;
    lemma page_12: \forall integer l, oa, u; parts(l,oa,u) ==> 0 <= oa / 0x1000 < 0x1000000000;
    lemma word_12: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x1000 % 0x1000000000 == oa / 0x1000;
    lemma word_from_21: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x200000 == 0 ==>
      leaf_word(l,oa,u) / 0x200000 == oa / 0x200000 + 0x8000000 * u;
    lemma page_21: \forall integer l, oa, u; parts(l,oa,u) ==> 0 <= oa / 0x200000 < 0x8000000;
    lemma page_30: \forall integer l, oa, u; parts(l,oa,u) ==> 0 <= oa / 0x40000000 < 0x40000;
    lemma word_from_30: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x40000000 == 0 ==>
      leaf_word(l,oa,u) / 0x40000000 == oa / 0x40000000 + 0x40000 * u;
    lemma word_21: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x200000 == 0 ==>
      leaf_word(l,oa,u) / 0x200000 % 0x8000000 == leaf_word(l,oa,u) / 0x200000 - 0x8000000 * u;
    lemma word_30: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x40000000 == 0 ==>
      leaf_word(l,oa,u) / 0x40000000 % 0x40000 == leaf_word(l,oa,u) / 0x40000000 - 0x40000 * u;
    lemma address_0: \forall integer l, oa, u; parts(l,oa,u) ==> oa % size(FMT,0) == 0 ==>
      e_oa(FMT,0,leaf_word(l,oa,u)) == oa;
    lemma address_1: \forall integer l, oa, u; parts(l,oa,u) ==> oa % size(FMT,1) == 0 ==>
      e_oa(FMT,1,leaf_word(l,oa,u)) == oa;
    lemma address_2: \forall integer l, oa, u; parts(l,oa,u) ==> oa % size(FMT,2) == 0 ==>
      e_oa(FMT,2,leaf_word(l,oa,u)) == oa;
    lemma range_0: \forall integer e; 0 <= e_oa(FMT,0,e) < 0x1000000000000;
    lemma range_1: \forall integer e; 0 <= e_oa(FMT,1,e) < 0x1000000000000;
    lemma range_2: \forall integer e; 0 <= e_oa(FMT,2,e) < 0x1000000000000;
    lemma aligned_0: \forall integer e; e_oa(FMT,0,e) % size(FMT,0) == 0;
    lemma aligned_1: \forall integer e; e_oa(FMT,1,e) % size(FMT,1) == 0;
    lemma aligned_2: \forall integer e; e_oa(FMT,2,e) % size(FMT,2) == 0; */

/* Lower attributes: bits 11:0. */
/*@ predicate fields(integer type, integer mem, integer b6, integer b7, integer sh, integer b11) =
      0 <= type <= 3 && 0 <= mem <= 15 && 0 <= b6 <= 1 && 0 <= b7 <= 1 && 0 <= sh <= 3 && 0 <= b11 <= 1;
    lemma lower_range: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      0 <= lower(t,m,b6,b7,sh,b11) < 0x1000;
    lemma lower_from_1: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x2 == t / 2 + 2 * (m + 16 * b6 + 32 * b7 + 64 * sh + 256 + 512 * b11);
    lemma lower_from_2: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x4 == m + 16 * (b6 + 2 * b7 + 4 * sh + 16 + 32 * b11);
    lemma lower_from_6: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x40 == b6 + 2 * (b7 + 2 * sh + 8 + 16 * b11);
    lemma lower_from_7: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x80 == b7 + 2 * (sh + 4 + 8 * b11);
    lemma lower_from_8: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x100 == sh + 4 + 8 * b11;
    lemma lower_from_11: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x800 == b11;
    lemma lower_0: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) % 2 == t % 2;
    lemma lower_1: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x2) == t / 2;
    lemma lower_mem: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x4 % 16 == m;
    lemma lower_6: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x40) == b6;
    lemma lower_rest_7: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x80) ==
      lower(t,m,b6,b7,sh,b11) / 0x80 - 2 * (lower(t,m,b6,b7,sh,b11) / 0x100);
    lemma lower_7: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x80) == b7;
    lemma lower_11: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x800) == b11; */

/* Upper attributes: bits 63:48. */
/*@ lemma upper_range: \forall integer x, y; 0 <= x <= 1 ==> 0 <= y <= 1 ==> 0 <= upper(x,y) < 0x10000;
    lemma upper_53: \forall integer x, y; 0 <= x <= 1 ==> 0 <= y <= 1 ==> bit(upper(x,y), 0x20) == x;
    lemma upper_54: \forall integer x, y; 0 <= x <= 1 ==> 0 <= y <= 1 ==> bit(upper(x,y), 0x40) == y; */

/* Attributes of the whole leaf: first what is left above a field, then the field. */
/*@ lemma word_from_2: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x4 == l / 0x4 + 0x400 * (oa / 0x1000) + 0x400000000000 * u;
    lemma word_from_6: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x40 == l / 0x40 + 0x40 * (oa / 0x1000) + 0x40000000000 * u;
    lemma word_rest: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x4 % 16 == leaf_word(l,oa,u) / 0x4 - 16 * (leaf_word(l,oa,u) / 0x40);
    lemma low_rest: \forall integer l, oa, u; parts(l,oa,u) ==> l / 0x4 % 16 == l / 0x4 - 16 * (l / 0x40);
    lemma word_mem: \forall integer l, oa, u; parts(l,oa,u) ==> leaf_word(l,oa,u) / 0x4 % 16 == l / 0x4 % 16;
    lemma word_from_1: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x2 == l / 0x2 + 0x800 * (oa / 0x1000) + 0x800000000000 * u;
    lemma word_from_7: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x80 == l / 0x80 + 0x20 * (oa / 0x1000) + 0x20000000000 * u;
    lemma word_from_11: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x800 == l / 0x800 + 0x2 * (oa / 0x1000) + 0x2000000000 * u;
    lemma word_0: \forall integer l, oa, u; parts(l,oa,u) ==> leaf_word(l,oa,u) % 2 == l % 2;
    lemma word_1: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x2) == bit(l, 0x2);
    lemma word_6: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x40) == bit(l, 0x40);
    lemma word_7: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x80) == bit(l, 0x80);
    lemma word_11: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x800) == bit(l, 0x800);
    lemma high_53: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x20000000000000 == leaf_word(l,oa,u) / 0x1000000000000 / 0x20;
    lemma high_54: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x40000000000000 == leaf_word(l,oa,u) / 0x1000000000000 / 0x40;
    lemma word_53: \forall integer l, oa, u; parts(l,oa,u) ==>
      bit(leaf_word(l,oa,u), 0x20000000000000) == bit(u, 0x20);
    lemma word_54: \forall integer l, oa, u; parts(l,oa,u) ==>
      bit(leaf_word(l,oa,u), 0x40000000000000) == bit(u, 0x40); */

/* A leaf's address is a multiple of the smallest page. */
/*@ lemma page_0: \forall integer oa; 0 <= oa ==> oa % 0x1000 == 0 ==> 0x1000 * (oa / 0x1000) == oa;
    lemma page_1: \forall integer oa; 0 <= oa ==> oa % 0x200000 == 0 ==> 0x1000 * (oa / 0x1000) == oa;
    lemma page_2: \forall integer oa; 0 <= oa ==> oa % 0x40000000 == 0 ==> 0x1000 * (oa / 0x1000) == oa;
    lemma page: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> 0 <= h <= 2 && 0x1000 * (oa / 0x1000) == oa; */

#endif
