/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws of the x86 formats: how leaves come apart into fields.
 * Each speaks of one of the functions of x86.manual.h, so that no prover tries it elsewhere.
 */
#ifndef VPT_PROOF_FORMATS_X86_FIELDS_H
#define VPT_PROOF_FORMATS_X86_FIELDS_H

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
      0 <= l < 0x1000 && 0 <= oa < 0x10000000000000 && 0 <= u < 0x1000;
    lemma page_12: \forall integer l, oa, u; parts(l,oa,u) ==> 0 <= oa / 0x1000 < 0x10000000000;
    lemma page_21: \forall integer l, oa, u; parts(l,oa,u) ==> 0 <= oa / 0x200000 < 0x80000000;
    lemma page_30: \forall integer l, oa, u; parts(l,oa,u) ==> 0 <= oa / 0x40000000 < 0x400000;
    lemma word_from_12: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x1000 == oa / 0x1000 + 0x10000000000 * u;
    lemma word_from_21: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x200000 == 0 ==>
      leaf_word(l,oa,u) / 0x200000 == oa / 0x200000 + 0x80000000 * u;
    lemma word_from_30: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x40000000 == 0 ==>
      leaf_word(l,oa,u) / 0x40000000 == oa / 0x40000000 + 0x400000 * u;
    lemma word_12: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x1000 % 0x10000000000 == oa / 0x1000;
    lemma word_21: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x200000 == 0 ==>
      leaf_word(l,oa,u) / 0x200000 % 0x80000000 == leaf_word(l,oa,u) / 0x200000 - 0x80000000 * u;
    lemma word_30: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x40000000 == 0 ==>
      leaf_word(l,oa,u) / 0x40000000 % 0x400000 == leaf_word(l,oa,u) / 0x40000000 - 0x400000 * u;
    lemma address_0: \forall integer i, l, oa, u; parts(l,oa,u) ==> oa % size(FMT,0) == 0 ==>
      e_oa(FMT,0,i,leaf_word(l,oa,u)) == oa;
    lemma address_1: \forall integer i, l, oa, u; parts(l,oa,u) ==> oa % size(FMT,1) == 0 ==>
      e_oa(FMT,1,i,leaf_word(l,oa,u)) == oa;
    lemma address_2: \forall integer i, l, oa, u; parts(l,oa,u) ==> oa % size(FMT,2) == 0 ==>
      e_oa(FMT,2,i,leaf_word(l,oa,u)) == oa;
    lemma range_0: \forall integer i, e; 0 <= e_oa(FMT,0,i,e) < 0x10000000000000;
    lemma range_1: \forall integer i, e; 0 <= e_oa(FMT,1,i,e) < 0x10000000000000;
    lemma range_2: \forall integer i, e; 0 <= e_oa(FMT,2,i,e) < 0x10000000000000;
    lemma aligned_0: \forall integer i, e; e_oa(FMT,0,i,e) % size(FMT,0) == 0;
    lemma aligned_1: \forall integer i, e; e_oa(FMT,1,i,e) % size(FMT,1) == 0;
    lemma aligned_2: \forall integer i, e; e_oa(FMT,2,i,e) % size(FMT,2) == 0; */

/* Bits between the flags and the address of a large leaf are 0: 12 or 13, to 20 or 29. */
/*@ lemma page_even: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x2000 == 0 ==>
      leaf_word(l,oa,u) / 0x2000 == oa / 0x2000 + 0x8000000000 * u;
    lemma none_21: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x200000 == 0 ==>
      leaf_word(l,oa,u) / 0x1000 % 0x200 == 0;
    lemma none_30: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x40000000 == 0 ==>
      leaf_word(l,oa,u) / 0x1000 % 0x40000 == 0;
    lemma none_above_pat_21: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x200000 == 0 ==>
      leaf_word(l,oa,u) / 0x2000 % 0x100 == 0;
    lemma none_above_pat_30: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x40000000 == 0 ==>
      leaf_word(l,oa,u) / 0x2000 % 0x20000 == 0; */

/* Flags of the whole leaf: first what is left above a field, then the field. */
/*@ lemma word_from_1: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x2 == l / 0x2 + 0x800 * (oa / 0x1000) + 0x8000000000000 * u;
    lemma word_from_2: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x4 == l / 0x4 + 0x400 * (oa / 0x1000) + 0x4000000000000 * u;
    lemma word_from_3: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x8 == l / 0x8 + 0x200 * (oa / 0x1000) + 0x2000000000000 * u;
    lemma word_from_4: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x10 == l / 0x10 + 0x100 * (oa / 0x1000) + 0x1000000000000 * u;
    lemma word_from_6: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x40 == l / 0x40 + 0x40 * (oa / 0x1000) + 0x400000000000 * u;
    lemma word_from_7: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x80 == l / 0x80 + 0x20 * (oa / 0x1000) + 0x200000000000 * u;
    lemma word_from_8: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x100 == l / 0x100 + 0x10 * (oa / 0x1000) + 0x100000000000 * u;
    lemma word_0: \forall integer l, oa, u; parts(l,oa,u) ==> leaf_word(l,oa,u) % 2 == l % 2;
    lemma word_1: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x2) == bit(l, 0x2);
    lemma word_2: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x4) == bit(l, 0x4);
    lemma word_3: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x8) == bit(l, 0x8);
    lemma word_4: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x10) == bit(l, 0x10);
    lemma word_6: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x40) == bit(l, 0x40);
    lemma word_7: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x80) == bit(l, 0x80);
    lemma word_8: \forall integer l, oa, u; parts(l,oa,u) ==> bit(leaf_word(l,oa,u), 0x100) == bit(l, 0x100);
    lemma word_from_52: \forall integer l, oa, u; parts(l,oa,u) ==> leaf_word(l,oa,u) / 0x10000000000000 == u;
    lemma high_63: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x8000000000000000 == leaf_word(l,oa,u) / 0x10000000000000 / 0x800;
    lemma word_63: \forall integer l, oa, u; parts(l,oa,u) ==>
      bit(leaf_word(l,oa,u), 0x8000000000000000) == bit(u, 0x800); */

/* A leaf's address is a multiple of the smallest page. */
/*@ lemma page_0: \forall integer oa; 0 <= oa ==> oa % 0x1000 == 0 ==> 0x1000 * (oa / 0x1000) == oa;
    lemma page_1: \forall integer oa; 0 <= oa ==> oa % 0x200000 == 0 ==> 0x1000 * (oa / 0x1000) == oa;
    lemma page_2: \forall integer oa; 0 <= oa ==> oa % 0x40000000 == 0 ==> 0x1000 * (oa / 0x1000) == oa;
    lemma page: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> 0 <= h <= 2 && 0x1000 * (oa / 0x1000) == oa; */

#endif
