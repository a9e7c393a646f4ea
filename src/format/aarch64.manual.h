/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual: what the hardware does with an address and a descriptor of VMSAv8-64, as proofs see it.
 * TRUSTED: nothing proves that this reading is right. Written from the manual, not from the code: nothing is shared but
 * the row of aarch64_variants.h.
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory System Architecture":
 * "The VMSAv8-64 translation table format descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_MANUAL_H
#define VPT_FORMAT_AARCH64_MANUAL_H

#include "aarch64_geometry.manual.h"

/* --- addresses --- */

/* Address bits below IN_PLACE stand in a descriptor where they stand in the address; HIGH_BITS are the others.
 * BITS_49_12, BITS_9_8: these bits of a leaf. TABLE: a table descriptor of frame f. */

#if LPA2
/* FEAT_LPA2: address bits 49:12 in bits 49:12, 51:50 in bits 9:8, where SH is otherwise. */
#define IN_PLACE 0x4000000000000
#define HIGH_BITS(e) ((e) / 0x100 % 4)
#define BITS_49_12(oa) ((oa) / 0x1000 % 0x4000000000)
#define BITS_9_8(a, oa) ((oa) / 0x4000000000000)
#define TABLE(f) \
  (BYTES_0 * ((f) % (IN_PLACE / BYTES_0)) + 0x100 * ((f) / (IN_PLACE / BYTES_0)) + 3)

#elif PAGE == 16
/* FEAT_LPA: address bits 47:16 in bits 47:16, 51:48 in bits 15:12; SH in bits 9:8. */
#define IN_PLACE 0x1000000000000
#define HIGH_BITS(e) ((e) / 0x1000 % 16)
#define BITS_49_12(oa) ((oa) / 0x10000 % 0x100000000 * 16 + (oa) / 0x1000000000000)
#define BITS_9_8(a, oa) shareability(a)
#define TABLE(f) (0x10000 * ((f) % 0x100000000) + 0x1000 * ((f) / 0x100000000) + 3)

#else
/* Address bits 47:12 in bits 47:12, as far as they are not 0 by alignment; SH in bits 9:8. */
#define IN_PLACE 0x1000000000000
#define HIGH_BITS(e) 0
#define BITS_49_12(oa) ((oa) / 0x1000)
#define BITS_9_8(a, oa) shareability(a)
#define TABLE(f) (BYTES_0 * (f) + 3)
#endif

/* --- what all formats have in common --- */

/* TTBR1_EL1 translates the uppermost addresses; the other regimes have one table base. */
/*@ logic integer BESIDE_LOWER = REGIME == EL1_AND_0 ? VPT_UPPER : VPT_LOWER; */

/* Bits 1:0. Bit 0 clear: invalid. 0b11: a page at level 3, a table above. 0b01: a block at levels
 * that have them, else reserved. */
/*@ logic integer bit(integer e, integer unit) = e / unit % 2;
    logic integer e_kind(integer fmt, integer h, integer e) =
      e % 2 == 0 ? VPT_INVALID :
      bit(e, 0x2) == 1 ? (h == 0 ? VPT_LEAF : VPT_TABLE) : (BLOCKS_AT(h) ? VPT_LEAF : VPT_INVALID);
    logic integer leaf_type(integer h) = h == 0 ? 3 : 1; */

/* The part of an address that stands in a descriptor where it stands in the address, a multiple of `unit`,
 * and the rest. */
#define OUTPUT_ADDRESS(unit) (e / unit % (IN_PLACE / unit) * unit + HIGH_BITS(e) * IN_PLACE)
#define OUTPUT_ADDRESS_AT(height, unit) h == height ? OUTPUT_ADDRESS(unit) :
/* "Block descriptor", "Page descriptor": output address. "Table descriptor": next-level table address; the
 * bits of hierarchical control of permissions, 63:59, are 0. */
/*@ logic integer e_oa(integer fmt, integer h, integer i, integer e) =
      e < 0 ? 0 : LEAVES(OUTPUT_ADDRESS_AT) OUTPUT_ADDRESS(LARGEST);
    logic integer e_frame(integer fmt, integer e) =
      e < 0 ? 0 : e / BYTES_0 % (IN_PLACE / BYTES_0) + HIGH_BITS(e) * (IN_PLACE / BYTES_0);
    logic integer mk_table(integer fmt, integer f) = TABLE(f);

    // attributes in bits 11:2, with AF, bit 10, set, and in bits 63:50
    logic integer lower(integer type, integer mem, integer b6, integer b7, integer b9_8, integer b11) =
      type + 0x4 * mem + 0x40 * b6 + 0x80 * b7 + 0x100 * b9_8 + 0x400 + 0x800 * b11;
    logic integer upper(integer b53, integer b54) = 0x8 * b53 + 0x10 * b54;
    logic integer middle(integer oa) = BITS_49_12(oa);
    logic integer leaf_word(integer low, integer mid, integer high) =
      low + 0x1000 * mid + 0x4000000000000 * high; */

/* Attributes of a leaf, as in the public header: rights in bits 4:0, above them the memory type. */
/*@ logic integer read_right(integer a) = a % 2;
    logic integer write_right(integer a) = a / 2 % 2;
    logic integer exec_right(integer a) = a / 4 % 2;
    logic integer user_right(integer a) = a / 8 % 2;
    logic integer global(integer a) = a / 16 % 2;
    logic integer memory(integer a) = a / 32;
    // SH, where a leaf has it: inner shareable (3) if write-back, else outer shareable (2)
    logic integer shareability(integer a) = memory(a) == 0 ? 3 : 2;

    logic integer bits_9_8(integer a, integer oa) = BITS_9_8(a, oa);

    // fetching instructions from Device memory is CONSTRAINED UNPREDICTABLE: never offered
    predicate type_ok(integer a) =
      0 <= a && memory(a) <= 2 && (memory(a) == 2 ==> exec_right(a) == 0); */

/* "Using break-before-make when updating translation table entries": a change of memory type or
 * cacheability (bits 5:2: AttrIndx or MemAttr); a leaf that becomes global (bit 11: nG, 0 in stage 2
 * and at EL2) while entries tagged with an ASID may be cached. */
/*@ predicate must_break(integer fmt, integer h, integer from, integer to) =
      from / 0x4 % 16 != to / 0x4 % 16 || (from / 0x800 % 2 == 1 && to / 0x800 % 2 == 0); */

/* "Using break-before-make when updating translation table entries": a change of block size needs it too, also where a
 * table takes the place of a block and translates all addresses as before. Otherwise TLBs may hold the block and a page
 * of it, and an access to that aborts or is CONSTRAINED UNPREDICTABLE. FEAT_BBM lifts that: not every CPU has it. */
/*@ predicate table_breaks(integer fmt) = \true; */

/* --- attributes --- */

#if REGIME == STAGE_2
/* "Stage 2 attribute fields in the VMSAv8-64 Block and Page descriptors", without FEAT_S2FWB.
 *
 * MemAttr[3:0], bits 5:2: 0b1111 is Normal write-back, 0b0101 Normal non-cacheable, 0b0001
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
    logic integer e_attr(integer fmt, integer h, integer e) =
      s2ap0(e) + s2ap1(e) * 2 + (1 - xn1(e)) * 4 + decoded_type(e); */

#else
/* Stage 1: "Stage 1 attribute fields in the VMSAv8-64 Block and Page descriptors". */
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

#if REGIME == EL1_AND_0
/* Readable at EL1, always. EL0 executes what has UXN clear, EL1 what has PXN clear. */
/*@ predicate attr_ok(integer fmt, integer a) = type_ok(a) && read_right(a) == 1;
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(lower(leaf_type(h), mem_attr(a), user_right(a), 1 - write_right(a), bits_9_8(a, oa),
                      1 - global(a)),
                middle(oa),
                upper(user_right(a) == 1 || exec_right(a) == 0 ? 1 : 0,
                      user_right(a) == 0 || exec_right(a) == 0 ? 1 : 0));
    logic integer e_attr(integer fmt, integer h, integer e) =
      1 + (1 - ap2(e)) * 2 + (1 - (ap1(e) == 1 ? uxn(e) : pxn(e))) * 4 + ap1(e) * 8 +
      (1 - ng(e)) * 16 + decoded_type(e); */

#else
/* EL2: one privilege level, no USER, and always readable. No ASID: no GLOBAL. AP[1] is RES1, nG and bit 53 are RES0,
 * bit 54 is XN. */
/*@ predicate attr_ok(integer fmt, integer a) =
      type_ok(a) && read_right(a) == 1 && user_right(a) == 0 && global(a) == 0;
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(lower(leaf_type(h), mem_attr(a), 1, 1 - write_right(a), bits_9_8(a, oa), 0), middle(oa),
                upper(0, 1 - exec_right(a)));
    logic integer e_attr(integer fmt, integer h, integer e) =
      1 + (1 - ap2(e)) * 2 + (1 - uxn(e)) * 4 + decoded_type(e); */
#endif
#endif

#endif
