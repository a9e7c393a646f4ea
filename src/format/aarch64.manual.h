/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual: what the hardware does with an address and a descriptor of VMSAv8-64, as proofs see it.
 * TRUSTED: nothing proves that this reading is right. Written from the manual, not from the code: nothing is shared but
 * the row of aarch64_variants.h.
 *
 * Arm Architecture Reference Manual for A-profile (DDI 0487), chapter "The AArch64 Virtual Memory System Architecture":
 * "Translation granules", "Input address size", "Output address size", "Concatenated translation tables",
 * "The VMSAv8-64 translation table format descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_MANUAL_H
#define VPT_FORMAT_AARCH64_MANUAL_H

#include "vpt/vpt.h"
#include "aarch64_variants.h"

/* --- granules --- */

/* Bytes that an entry maps at each height: height 0 is level 3 of the manual, height 3 its level 0. Input sizes by the
 * number of levels, 25 bits (T0SZ 39) at least, for the fewer of FEAT_TTST not every CPU has; c: bits resolved by
 * concatenation. Leaves by height, and the height of the largest that every CPU
 * has. */

#if PAGE == 12
/* The 4 KiB granule: nine bits per level. */
#define PAGE_BITS 12
#define LEVEL_BITS 9
#define PER_TABLE 512
#define BYTES_0 0x1000
#define BYTES_1 0x200000
#define BYTES_2 0x40000000
#define BYTES_3 0x8000000000
#define BYTES_4 0x1000000000000
#define BYTES_5 0x200000000000000

#if LPA2
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0, of 5 at level -1. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || (levels) == 4 || (levels) == 5)
#define INPUT_BITS_OK(levels, bits, c)                  \
  ((levels) == 2 ? 25 <= (bits) && (bits) <= 30 + (c) : \
   (levels) == 3 ? 31 <= (bits) && (bits) <= 39 + (c) : \
   (levels) == 4 ? 40 <= (bits) && (bits) <= 48 + (c) : 49 <= (bits) && (bits) <= 52)
#define ROOT_HEIGHTS(X) \
  (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4) || X(4, BYTES_4, BYTES_5))
/* Blocks at levels 2, 1 and 0: 2 MiB, 1 GiB, 512 GiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2) X(3, BYTES_3)
#define LARGEST BYTES_3
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2 || (h) == 3)
#define LARGEST_EVERYWHERE 3
#else
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || (levels) == 4)
#define INPUT_BITS_OK(levels, bits, c)                  \
  ((levels) == 2 ? 25 <= (bits) && (bits) <= 30 + (c) : \
   (levels) == 3 ? 31 <= (bits) && (bits) <= 39 + (c) : 40 <= (bits) && (bits) <= 48)
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4))
/* Blocks at levels 2 and 1: 2 MiB, 1 GiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define LARGEST_EVERYWHERE 2
#endif

#elif PAGE == 14
/* The 16 KiB granule: eleven bits per level. No table is higher than 3: the sizes beyond are for completeness. */
#define PAGE_BITS 14
#define LEVEL_BITS 11
#define PER_TABLE 2048
#define BYTES_0 0x4000
#define BYTES_1 0x2000000
#define BYTES_2 0x1000000000
#define BYTES_3 0x800000000000
#define BYTES_4 0x400000000000000
#define BYTES_5 0x800000000000000
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3) || X(3, BYTES_3, BYTES_4))

#if LPA2
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || (levels) == 4)
#define INPUT_BITS_OK(levels, bits, c)                  \
  ((levels) == 2 ? 26 <= (bits) && (bits) <= 36 + (c) : \
   (levels) == 3 ? 37 <= (bits) && (bits) <= 47 + (c) : 48 <= (bits) && (bits) <= 52)
/* Blocks at levels 2 and 1: 32 MiB, 64 GiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define LARGEST_EVERYWHERE 2
#else
/* Walks of 2 levels start at level 2, of 3 at level 1, of 4 at level 0, which stage 2 does not have. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3 || ((levels) == 4 && (c) == 0))
#define INPUT_BITS_OK(levels, bits, c)                   \
  ((levels) == 2 ? 26 <= (bits) && (bits) <= 36 + (c) :  \
   (levels) == 3 ? 37 <= (bits) && (bits) <= ((c) == 0 ? 47 : 48) : (bits) == 48)
/* Blocks at level 2: 32 MiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1)
#define LARGEST BYTES_1
#define BLOCKS_AT(h) ((h) == 1)
#define LARGEST_EVERYWHERE 1
#endif

#else
/* The 64 KiB granule: thirteen bits per level. No table is higher than 2 (level 1): the sizes beyond that of a root are
 * for completeness. */
#define PAGE_BITS 16
#define LEVEL_BITS 13
#define PER_TABLE 8192
#define BYTES_0 0x10000
#define BYTES_1 0x20000000
#define BYTES_2 0x40000000000
#define BYTES_3 0x80000000000000
#define BYTES_4 0x100000000000000
#define BYTES_5 0x200000000000000

/* Walks of 2 levels start at level 2, of 3 at level 1. */
#define LEVELS_OK(levels, c) ((levels) == 2 || (levels) == 3)
#define INPUT_BITS_OK(levels, bits, c) \
  ((levels) == 2 ? 30 <= (bits) && (bits) <= 42 + (c) : 43 <= (bits) && (bits) <= 52)
#define ROOT_HEIGHTS(X) (X(1, BYTES_1, BYTES_2) || X(2, BYTES_2, BYTES_3))
/* Blocks at level 2, 512 MiB, and, where physical addresses have 52 bits, at level 1, 4 TiB. */
#define LEAVES(X) X(0, BYTES_0) X(1, BYTES_1) X(2, BYTES_2)
#define LARGEST BYTES_2
#define BLOCKS_AT(h) ((h) == 1 || (h) == 2)
#define LARGEST_EVERYWHERE 1
#endif

/* --- addresses --- */

/* Address bits below IN_PLACE stand in a descriptor where they stand in the address; HIGH_BITS are the others.
 * BITS_49_12, BITS_9_8: these bits of a leaf. TABLE: a table descriptor of frame f. */

#if LPA2
/* FEAT_LPA2: address bits 49:12 in bits 49:12, 51:50 in bits 9:8, where SH is otherwise. */
#define INPUT_END 0x10000000000000
#define OUTPUT_END 0x10000000000000
#define LARGEST_OUTPUT 52 /* bits */
#define IN_PLACE 0x4000000000000
#define HIGH_BITS(e) ((e) / 0x100 % 4)
#define BITS_49_12(oa) ((oa) / 0x1000 % 0x4000000000)
#define BITS_9_8(a, oa) ((oa) / 0x4000000000000)
#define TABLE(f) \
  (BYTES_0 * ((f) % (IN_PLACE / BYTES_0)) + 0x100 * ((f) / (IN_PLACE / BYTES_0)) + 3)

#elif PAGE == 16
/* FEAT_LPA: address bits 47:16 in bits 47:16, 51:48 in bits 15:12; SH in bits 9:8. */
#define INPUT_END 0x10000000000000
#define OUTPUT_END 0x10000000000000
#define LARGEST_OUTPUT 52 /* bits */
#define IN_PLACE 0x1000000000000
#define HIGH_BITS(e) ((e) / 0x1000 % 16)
#define BITS_49_12(oa) ((oa) / 0x10000 % 0x100000000 * 16 + (oa) / 0x1000000000000)
#define BITS_9_8(a, oa) shareability(a)
#define TABLE(f) (0x10000 * ((f) % 0x100000000) + 0x1000 * ((f) / 0x100000000) + 3)

#else
/* Address bits 47:12 in bits 47:12, as far as they are not 0 by alignment; SH in bits 9:8. */
#define INPUT_END 0x1000000000000
#define OUTPUT_END 0x1000000000000
#define LARGEST_OUTPUT 48 /* bits */
#define IN_PLACE 0x1000000000000
#define HIGH_BITS(e) 0
#define BITS_49_12(oa) ((oa) / 0x1000)
#define BITS_9_8(a, oa) shareability(a)
#define TABLE(f) (BYTES_0 * (f) + 3)
#endif

/* --- what all formats have in common --- */

/* TTBR1_EL1 translates the uppermost addresses; the other regimes have one table base. */
/*@ logic integer FMT = 1;
    logic integer BESIDE_LOWER = REGIME == EL1_AND_0 ? VPT_UPPER : VPT_LOWER; */

/*@ logic integer GRANULE = PAGE_BITS;
    logic integer frames(integer fmt) = OUTPUT_END / BYTES_0;
    logic integer oa_end(integer fmt) = OUTPUT_END;
    logic integer size(integer fmt, integer h) =
      h == 0 ? BYTES_0 : h == 1 ? BYTES_1 : h == 2 ? BYTES_2 : h == 3 ? BYTES_3 : h == 4 ? BYTES_4 : BYTES_5;

    logic integer in(integer lim, integer x) = 0 <= x < lim ? x : 0;
    logic integer pre(integer fmt, integer lim, integer h, integer x) =
      h == 0 ? in(lim,x) / BYTES_0 : h == 1 ? in(lim,x) / BYTES_1 : h == 2 ? in(lim,x) / BYTES_2 :
      h == 3 ? in(lim,x) / BYTES_3 : h == 4 ? in(lim,x) / BYTES_4 : in(lim,x) / BYTES_5;
    logic integer start(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) * size(fmt,h);
    logic integer idx(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) % PER_TABLE; */

#define LEAF_HEIGHT(height, unit) bytes == unit ? height :
/*@ logic integer leaf_height(integer fmt, integer bytes) = LEAVES(LEAF_HEIGHT) -1;
    logic integer common_height(integer fmt) = LARGEST_EVERYWHERE; */

/* "Concatenated translation tables": up to 16 at the initial level of stage 2. */
/*@ logic integer concatenated_bits(integer fmt) = REGIME == STAGE_2 ? 4 : 0; */

/* A root at `height`, whose entries map `entry` bytes: part of one table, which would map `table` bytes, or
 * n tables. */
#define ROOT_AT(height, entry, table)                                                          \
  (H == height && ((n == 1 && 2 * entry <= lim <= table && lim % entry == 0) ||                \
                   (concatenated_bits(fmt) == 4 && (n == 2 || n == 4 || n == 8 || n == 16) && lim == n * table)))
/*@ predicate shape(integer fmt, integer lim, integer H, integer n) = lim <= INPUT_END && ROOT_HEIGHTS(ROOT_AT);
    logic integer in_root(integer fmt, integer lim, integer H, integer i) =
      H == 1 ? i * BYTES_2 : H == 2 ? i * BYTES_3 : H == 3 ? i * BYTES_4 : 0;
    logic integer width(integer fmt, integer lim, integer H, integer h) =
      h < H || lim >= size(fmt,H+1) ? PER_TABLE :
      H == 1 ? lim / BYTES_1 : H == 2 ? lim / BYTES_2 : H == 3 ? lim / BYTES_3 : lim / BYTES_4;
    logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i) =
      start(fmt,lim,h+1,x) +
      (h == 0 ? i * BYTES_0 : h == 1 ? i * BYTES_1 : h == 2 ? i * BYTES_2 : h == 3 ? i * BYTES_3 : i * BYTES_4); */

/* "Translation table base address register", "Input address size", "Output address size". */
/*@ logic boolean levels_ok(integer fmt, integer levels) = LEVELS_OK(levels, concatenated_bits(fmt));
    logic boolean input_bits_ok(integer fmt, integer levels, integer bits) =
      INPUT_BITS_OK(levels, bits, concatenated_bits(fmt));
    logic boolean output_bits_ok(integer bits) =
      bits == 32 || bits == 36 || bits == 40 || bits == 42 || bits == 44 || bits == 48 || bits == LARGEST_OUTPUT;
    logic integer geometry_status(integer fmt, integer levels, integer input_bits, integer output_bits) =
      levels_ok(fmt, levels) == \false ? VPT_ERR_LEVELS :
      input_bits_ok(fmt, levels, input_bits) == \false ? VPT_ERR_INPUT_BITS :
      output_bits_ok(output_bits) == \false ? VPT_ERR_OUTPUT_BITS : VPT_OK; */

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
