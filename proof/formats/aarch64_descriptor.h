/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws of the AArch64 formats: how words come apart into fields. */
#ifndef VPT_PROOF_FORMATS_AARCH64_DESCRIPTOR_H
#define VPT_PROOF_FORMATS_AARCH64_DESCRIPTOR_H

/* The three parts of a leaf. */
/*@ predicate parts(integer low, integer oa, integer high) =
      0 <= low < 0x1000 && 0 <= oa < 0x1000000000000 && 0 <= high < 0x10000;
    lemma word_low: \forall integer l, oa, u; parts(l,oa,u) ==> leaf_word(l,oa,u) % 0x1000 == l;
    lemma word_page: \forall integer l, oa, u; parts(l,oa,u) ==>
      leaf_word(l,oa,u) / 0x1000 % 0x1000000000 == oa / 0x1000;
    lemma word_high: \forall integer l, oa, u; parts(l,oa,u) ==> leaf_word(l,oa,u) / 0x1000000000000 == u; */

/* Lower attributes are bits of e % 2^12, upper attributes bits of e / 2^48. */
/*@ lemma low_0: \forall integer e; 0 <= e ==> e % 2 == e % 0x1000 % 2;
    lemma low_1: \forall integer e; 0 <= e ==> bit(e, 0x2) == bit(e % 0x1000, 0x2);
    lemma low_5: \forall integer e; 0 <= e ==> e / 0x4 % 16 == e % 0x1000 / 0x4 % 16;
    lemma low_4: \forall integer e; 0 <= e ==> e / 0x4 % 4 == e / 0x4 % 16 % 4;
    lemma even: \forall integer x, y, z; 0 <= x ==> 0 <= y ==> 0 <= z ==> x == y + 2 * z ==> x % 2 == y % 2;
    lemma from_6: \forall integer e; 0 <= e ==> e / 0x40 == e % 0x1000 / 0x40 + 0x40 * (e / 0x1000);
    lemma from_7: \forall integer e; 0 <= e ==> e / 0x80 == e % 0x1000 / 0x80 + 0x20 * (e / 0x1000);
    lemma low_6: \forall integer e; 0 <= e ==> bit(e, 0x40) == bit(e % 0x1000, 0x40);
    lemma low_7: \forall integer e; 0 <= e ==> bit(e, 0x80) == bit(e % 0x1000, 0x80);
    lemma low_11: \forall integer e; 0 <= e ==> bit(e, 0x800) == bit(e % 0x1000, 0x800);
    lemma high_53: \forall integer e; 0 <= e ==> bit(e, 0x20000000000000) == bit(e / 0x1000000000000, 0x20);
    lemma high_54: \forall integer e; 0 <= e ==> bit(e, 0x40000000000000) == bit(e / 0x1000000000000, 0x40);

    predicate fields(integer type, integer mem, integer b6, integer b7, integer sh, integer b11) =
      0 <= type <= 3 && 0 <= mem <= 15 && 0 <= b6 <= 1 && 0 <= b7 <= 1 && 0 <= sh <= 3 && 0 <= b11 <= 1;
    lemma lower_range: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      0 <= lower(t,m,b6,b7,sh,b11) < 0x1000;
    lemma lower_type: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) % 2 == t % 2 && bit(lower(t,m,b6,b7,sh,b11), 0x2) == t / 2;
    lemma lower_from_2: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x4 == m + 16 * (b6 + 2 * b7 + 4 * sh + 16 + 32 * b11);
    lemma lower_from_6: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x40 == b6 + 2 * (b7 + 2 * sh + 8 + 16 * b11);
    lemma lower_from_7: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x80 == b7 + 2 * (sh + 4 + 8 * b11);
    lemma lower_mem: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x4 % 16 == m;
    lemma lower_6: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x40) == b6;
    lemma lower_7: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x80) == b7;
    lemma lower_11: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x800) == b11;
    lemma upper_bits: \forall integer x, y; 0 <= x <= 1 ==> 0 <= y <= 1 ==>
      0 <= upper(x,y) < 0x10000 && bit(upper(x,y), 0x20) == x && bit(upper(x,y), 0x40) == y; */

/* Attributes and addresses of leaves. */
/*@ lemma rights: \forall integer a; type_ok(a) ==> 0 <= read_right(a) <= 1 && 0 <= write_right(a) <= 1 &&
      0 <= exec_right(a) <= 1 && 0 <= user_right(a) <= 1 && 0 <= global(a) <= 1 && 0 <= memory(a) <= 2 &&
      a == read_right(a) + 2 * write_right(a) + 4 * exec_right(a) + 8 * user_right(a) + 16 * global(a) +
           32 * memory(a);
    lemma page_1: \forall integer oa; 0 <= oa ==> oa % 0x200000 == 0 ==>
      oa / 0x1000 * 0x1000 == oa && oa / 0x1000 / 0x200 * 0x200000 == oa;
    lemma page_2: \forall integer oa; 0 <= oa ==> oa % 0x40000000 == 0 ==>
      oa / 0x1000 * 0x1000 == oa && oa / 0x1000 / 0x40000 * 0x40000000 == oa;
    lemma block_1: \forall integer e; 0 <= e ==> e / 0x200000 % 0x8000000 == e / 0x1000 % 0x1000000000 / 0x200;
    lemma block_2: \forall integer e; 0 <= e ==> e / 0x40000000 % 0x40000 == e / 0x1000 % 0x1000000000 / 0x40000;
    lemma oa_1: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x200000 == 0 ==>
      leaf_word(l,oa,u) / 0x200000 % 0x8000000 * 0x200000 == oa;
    lemma oa_2: \forall integer l, oa, u; parts(l,oa,u) ==> oa % 0x40000000 == 0 ==>
      leaf_word(l,oa,u) / 0x40000000 % 0x40000 * 0x40000000 == oa;
    lemma address: \forall integer h, l, oa, u; parts(l,oa,u) ==> 0 <= h <= 2 ==> oa % size(FMT,h) == 0 ==>
      e_oa(FMT,h,leaf_word(l,oa,u)) == oa;
    lemma multiple_0: \forall integer n; 0 <= n ==> n * 0x1000 % 0x1000 == 0;
    lemma multiple_1: \forall integer n; 0 <= n ==> n * 0x200000 % 0x200000 == 0;
    lemma multiple_2: \forall integer n; 0 <= n ==> n * 0x40000000 % 0x40000000 == 0;
    lemma aligned: \forall integer h, e; 0 <= h <= 2 ==>
      0 <= e_oa(FMT,h,e) < 0x1000000000000 && e_oa(FMT,h,e) % size(FMT,h) == 0; */

#endif
