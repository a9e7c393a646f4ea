/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws of the AArch64 formats: how a leaf's lower and upper attributes, each by
 * themselves, come apart into fields.
 */
#ifndef VPT_PROOF_FORMATS_AARCH64_ATTRIBUTES_H
#define VPT_PROOF_FORMATS_AARCH64_ATTRIBUTES_H

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
    lemma lower_8: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      lower(t,m,b6,b7,sh,b11) / 0x100 % 4 == sh;
    lemma lower_11: \forall integer t, m, b6, b7, sh, b11; fields(t,m,b6,b7,sh,b11) ==>
      bit(lower(t,m,b6,b7,sh,b11), 0x800) == b11; */

/* Upper attributes: bits 63:50. */
/*@ lemma upper_range: \forall integer x, y; 0 <= x <= 1 ==> 0 <= y <= 1 ==> 0 <= upper(x,y) < 0x4000;
    lemma upper_53: \forall integer x, y; 0 <= x <= 1 ==> 0 <= y <= 1 ==> bit(upper(x,y), 0x8) == x;
    lemma upper_54: \forall integer x, y; 0 <= x <= 1 ==> 0 <= y <= 1 ==> bit(upper(x,y), 0x10) == y; */

#endif
