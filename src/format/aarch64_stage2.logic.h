/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 stage 2, as proofs see it.
 * DDI 0487, "Stage 2 attribute fields in the VMSAv8-64 Block and Page descriptors", without
 * FEAT_S2FWB.
 */
#ifndef VPT_FORMAT_AARCH64_STAGE2_LOGIC_H
#define VPT_FORMAT_AARCH64_STAGE2_LOGIC_H

/* MemAttr[3:0], bits 5:2: 0b1111 is Normal write-back, 0b0101 Normal non-cacheable, 0b0001
 * Device-nGnRE. S2AP, bits 7:6: readable, writable. XN[1], bit 54; XN[0], bit 53, is 0. */
/*@ logic integer memory_field(integer e) = e / 0x4 % 16;
    logic integer s2ap0(integer e) = bit(e, 0x40);
    logic integer s2ap1(integer e) = bit(e, 0x80);
    logic integer xn1(integer e) = bit(e, 0x40000000000000);

    logic integer mem_attr(integer a) = memory(a) == 0 ? 15 : memory(a) == 1 ? 5 : 1;
    logic integer decoded_type(integer e) =
      memory_field(e) == 15 ? VPT_NORMAL : memory_field(e) == 5 ? VPT_NORMAL_NC : VPT_DEVICE;

    predicate attr_ok(integer fmt, integer a) = type_ok(a) && user_right(a) == 0 && global(a) == 0;
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(lower(leaf_type(h), mem_attr(a), read_right(a), write_right(a), bits_9_8(a, oa), 0), middle(oa),
                upper(0, 1 - exec_right(a)));
    logic integer e_attr(integer fmt, integer e) =
      s2ap0(e) + s2ap1(e) * 2 + (1 - xn1(e)) * 4 + decoded_type(e); */

#endif
