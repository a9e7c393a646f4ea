/* SPDX-License-Identifier: Apache-2.0 */
/* What the AArch64 formats write where the manual reserves something: "VMSAv8-64 Block and Page descriptors", "Table
 * descriptor". What a regime reserves is in its own file.
 */
#ifndef VPT_PROOF_FORMATS_AARCH64_RESERVED_H
#define VPT_PROOF_FORMATS_AARCH64_RESERVED_H

/* No bit of hierarchical control of permissions (63:59), nor any other above the address. */
/*@ lemma table_upper: \forall integer f; frame_ok(FMT,f) ==> 0 <= mk_table(FMT,f) < 0x10000000000000; */

/* SH, bits 9:8, where it is not part of the address: 0b01 is reserved. */
#if !LPA2
/*@ lemma sh: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      mk_leaf(FMT,h,oa,a) / 0x100 % 4 == shareability(a) && shareability(a) != 1; */
#endif

/* Blocks: the bits between a page's address and theirs are 0. */
#define BLOCK(height, bytes)                                                                           \
    lemma block_address_##height: \forall integer oa; 0 <= oa < OUTPUT_END ==> oa % bytes == 0 ==>     \
      middle(oa) / (BYTES_0 / 0x1000) % (bytes / BYTES_0) == 0;                                        \
    lemma block_place_##height: \forall integer p, u; 0 <= p ==> 0 <= u ==>                            \
      above_0(p, u) % (bytes / BYTES_0) == p % (bytes / BYTES_0);                                      \
    lemma block_##height: \forall integer oa, a; leaf_ok(FMT,height,oa,a) ==>                          \
      mk_leaf(FMT,height,oa,a) / BYTES_0 % (bytes / BYTES_0) == 0;
/*@ lemma middle_page: \forall integer oa; 0 <= oa < OUTPUT_END ==>
      middle(oa) / (BYTES_0 / 0x1000) == oa / BYTES_0 % (IN_PLACE / BYTES_0);
    LEAVES(BLOCK) */

#endif
