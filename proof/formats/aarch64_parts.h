/* SPDX-License-Identifier: Apache-2.0 */
/* Stepping stones to the descriptor laws of the AArch64 formats: what is true of each part of a descriptor by itself.
 * They stand before all others, since each is found at once where no other is known.
 */
#ifndef VPT_PROOF_FORMATS_AARCH64_PARTS_H
#define VPT_PROOF_FORMATS_AARCH64_PARTS_H

/* Numbers: what stands above a multiple does not show below it; addresses of blocks counted in pages. */
#define MULTIPLES(h, bytes)                                                                    \
    logic integer above_##h(integer p, integer u) = p + 0x4000000000000 / bytes * u;           \
    lemma place_##h: \forall integer p, u; 0 <= p ==> 0 <= u ==>                               \
      above_##h(p, u) % (IN_PLACE / bytes) == p % (IN_PLACE / bytes);
#define BLOCK_PAGES(h, bytes)                                                                  \
    lemma page_in_block_##h: \forall integer oa; 0 <= oa ==> oa % bytes == 0 ==>               \
      oa / BYTES_0 % (bytes / BYTES_0) == 0;                                                   \
    lemma page_place_##h: \forall integer p; 0 <= p ==>                                        \
      p % (IN_PLACE / BYTES_0) % (bytes / BYTES_0) == p % (bytes / BYTES_0);
/*@ logic integer from_8(integer x, integer above) = x + 4 * above;
    lemma mem_above: \forall integer e; 0 <= e ==> e / 0x40 == e / 0x4 / 16;
    lemma mem_rest: \forall integer e; 0 <= e ==> e / 0x4 % 16 == e / 0x4 - 16 * (e / 0x40);
    lemma two_bits: \forall integer x, above; 0 <= x ==> 0 <= above ==> from_8(x, above) % 4 == x % 4;
    LEAVES(MULTIPLES)
    LEAVES(BLOCK_PAGES) */

/* The output address of a leaf. */
#define WHOLE_LEAF(h, bytes)                                                  \
    lemma range_##h: \forall integer i, e; 0 <= e_oa(FMT,h,i,e) < OUTPUT_END; \
    lemma aligned_##h: \forall integer i, e; e_oa(FMT,h,i,e) % bytes == 0;
/*@ LEAVES(WHOLE_LEAF) */

/* The three parts of a leaf: where the address stands; what is left below bit 6 above bit 2; bits 9:8. */
#define IN_WORD(h, bytes)                                                                            \
    lemma word_at_##h: \forall integer l, m, u; parts(l,m,u) ==>                                     \
      leaf_word(l,m,u) / bytes == above_##h(m / (bytes / 0x1000), u);                                \
    lemma in_place_##h: \forall integer l, m, u; parts(l,m,u) ==>                                    \
      leaf_word(l,m,u) / bytes % (IN_PLACE / bytes) == m / (bytes / 0x1000) % (IN_PLACE / bytes);
/*@ predicate parts(integer l, integer m, integer u) =
      0 <= l < 0x1000 && 0 <= m < 0x4000000000 && 0 <= u < 0x4000;
    LEAVES(IN_WORD)
    lemma word_range: \forall integer l, m, u; parts(l,m,u) ==> 0 <= leaf_word(l,m,u);
    lemma word_rest: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x4 % 16 == leaf_word(l,m,u) / 0x4 - 16 * (leaf_word(l,m,u) / 0x40);
    lemma low_rest: \forall integer l, m, u; parts(l,m,u) ==> l / 0x4 % 16 == l / 0x4 - 16 * (l / 0x40);
    lemma word_from_8: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x100 == from_8(l / 0x100, 4 * m + 0x10000000000 * u);
    lemma word_8: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) / 0x100 % 4 == l / 0x100 % 4; */

#endif
