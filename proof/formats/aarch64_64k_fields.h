/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws with a 64 KiB granule: address bits 51:48 in bits 15:12. */
#ifndef VPT_PROOF_FORMATS_AARCH64_64K_FIELDS_H
#define VPT_PROOF_FORMATS_AARCH64_64K_FIELDS_H

#include "aarch64_parts.h"

/*@ lemma middle_16: \forall integer oa; 0 <= oa < OUTPUT_END ==> middle(oa) % 16 == oa / IN_PLACE;
    lemma middle_above_4: \forall integer oa; 0 <= oa < OUTPUT_END ==> middle(oa) / 16 == oa / BYTES_0 % 0x100000000;
    lemma whole_pages: \forall integer oa; 0 <= oa ==> oa % BYTES_0 == 0 ==>
      oa / BYTES_0 % 0x100000000 * BYTES_0 == oa % IN_PLACE;
    lemma word_above_12: \forall integer l, m, u; 0 <= l < 0x1000 ==> 0 <= m ==> 0 <= u ==>
      leaf_word(l,m,u) / 0x1000 == m + 0x4000000000 * u;
    lemma word_16: \forall integer l, m, u; 0 <= l < 0x1000 ==> 0 <= m ==> 0 <= u ==>
      leaf_word(l,m,u) / 0x1000 % 16 == m % 16; */

/* Leaves, height by height. */
#define STEPS(h, bytes)                                                                        \
    lemma deep_##h: \forall integer oa; 0 <= oa < OUTPUT_END ==>                               \
      middle(oa) / (bytes / 0x1000) == middle(oa) / 16 / (bytes / BYTES_0);                    \
    lemma above_##h: \forall integer oa; 0 <= oa < OUTPUT_END ==>                              \
      oa / BYTES_0 % 0x100000000 / (bytes / BYTES_0) == oa / bytes % (IN_PLACE / bytes);       \
    lemma whole_##h: \forall integer oa; 0 <= oa ==> oa % bytes == 0 ==>                       \
      oa / bytes % (IN_PLACE / bytes) * bytes == oa % IN_PLACE;                                \
    lemma middle_from_##h: \forall integer oa; 0 <= oa < OUTPUT_END ==>                        \
      middle(oa) / (bytes / 0x1000) == oa / bytes % (IN_PLACE / bytes);
/*@ LEAVES(STEPS) */

#endif
