/* SPDX-License-Identifier: Apache-2.0 */
/* Leaves of the stage 1 formats of AArch64, as proofs see them.
 * DDI 0487, "Stage 1 attribute fields in the VMSAv8-64 Block and Page descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_STAGE1_LOGIC_H
#define VPT_FORMAT_AARCH64_STAGE1_LOGIC_H

/*@ // AttrIndx, bits 4:2 (no more than four are in use); AP[1], bit 6; AP[2], bit 7; nG, bit 11;
    // PXN, bit 53; UXN or XN, bit 54
    logic integer attr_indx(integer e) = e / 0x4 % 4;
    logic integer ap1(integer e) = bit(e, 0x40);
    logic integer ap2(integer e) = bit(e, 0x80);
    logic integer ng(integer e) = bit(e, 0x800);
    logic integer pxn(integer e) = bit(e, 0x20000000000000);
    logic integer uxn(integer e) = bit(e, 0x40000000000000);

    logic integer mem_attr(integer a) = memory(a);
    logic integer decoded_type(integer e) = attr_indx(e) * 32; */

#endif
