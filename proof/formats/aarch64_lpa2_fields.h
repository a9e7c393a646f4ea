/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws with FEAT_LPA2: address bits 51:50 in bits 9:8. */
#ifndef VPT_PROOF_FORMATS_AARCH64_LPA2_FIELDS_H
#define VPT_PROOF_FORMATS_AARCH64_LPA2_FIELDS_H

/* Numbers: bits above and below others. */
#define CUT(h, bytes)                                                                              \
    lemma cut_##h: \forall integer x; 0 <= x ==>                                                   \
      x % 0x4000000000 / (bytes / 0x1000) == x / (bytes / 0x1000) % (IN_PLACE / bytes);
#define WHOLE(h, bytes)                                                                            \
    lemma whole_##h: \forall integer oa; 0 <= oa ==> oa % bytes == 0 ==>                           \
      oa / bytes % (IN_PLACE / bytes) * bytes == oa % IN_PLACE;
#define NESTED(h, bytes)                                                                           \
    lemma nested_##h: \forall integer oa; 0 <= oa ==> oa / 0x1000 / (bytes / 0x1000) == oa / bytes;
/*@ LEAVES(CUT)
    LEAVES(WHOLE)
    LEAVES(NESTED) */

#include "aarch64_parts.h"

/* Leaves: the address as far as it stands in place. */
/*@ lemma page_part: \forall integer m; 0 <= m < 0x4000000000 ==>
      m / (BYTES_0 / 0x1000) % (IN_PLACE / BYTES_0) == m / (BYTES_0 / 0x1000); */

/* Table descriptors. */
/*@ lemma frame_parts: \forall integer f; frame_ok(FMT,f) ==>
      0 <= f % (IN_PLACE / BYTES_0) && 0 <= f / (IN_PLACE / BYTES_0) < 4;
    logic integer table_word(integer p, integer q) = BYTES_0 * p + 0x100 * q + 3;
    lemma table_named: \forall integer f; frame_ok(FMT,f) ==>
      mk_table(FMT,f) == table_word(f % (IN_PLACE / BYTES_0), f / (IN_PLACE / BYTES_0));
    lemma table_from_8: \forall integer p, q; 0 <= p ==> 0 <= q < 4 ==>
      table_word(p,q) / 0x100 == from_8(q, BYTES_0 / 0x400 * p);
    lemma table_8: \forall integer p, q; 0 <= p ==> 0 <= q < 4 ==> table_word(p,q) / 0x100 % 4 == q;
    lemma table_0: \forall integer p, q; 0 <= p ==> 0 <= q < 4 ==> table_word(p,q) % 2 == 1;
    lemma table_1: \forall integer p, q; 0 <= p ==> 0 <= q < 4 ==> bit(table_word(p,q), 0x2) == 1;
    lemma frame_0: \forall integer f; frame_ok(FMT,f) ==> mk_table(FMT,f) % 2 == 1;
    lemma frame_1: \forall integer f; frame_ok(FMT,f) ==> bit(mk_table(FMT,f), 0x2) == 1;
    lemma frame_8: \forall integer f; frame_ok(FMT,f) ==>
      mk_table(FMT,f) / 0x100 % 4 == f / (IN_PLACE / BYTES_0); */

#include "aarch64_attributes.h"

/* Leaves, height by height. */
#define STEPS(h, bytes)                                                                        \
    lemma above_##h: \forall integer oa; 0 <= oa < OUTPUT_END ==>                              \
      middle(oa) / (bytes / 0x1000) == oa / bytes % (IN_PLACE / bytes);                        \
    lemma fits_##h: \forall integer oa; 0 <= oa < OUTPUT_END ==>                               \
      middle(oa) / (bytes / 0x1000) % (IN_PLACE / bytes) == middle(oa) / (bytes / 0x1000);
/*@ LEAVES(STEPS) */

#endif
