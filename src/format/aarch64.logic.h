/* SPDX-License-Identifier: Apache-2.0 */
/* VMSAv8-64 tables, as proofs see them: what the hardware does with an address and a descriptor.
 * Written from the manual, not from the code: no constant is shared. A granule's file (aarch64_4k.logic.h
 * and the like) defines the numbers used here and includes this file.
 *
 * DDI 0487, chapter "The AArch64 Virtual Memory System Architecture": "Translation granules",
 * "The VMSAv8-64 translation table format descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_LOGIC_H
#define VPT_FORMAT_AARCH64_LOGIC_H

#include "vpt/vpt.h"

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
/*@ logic integer concatenated_bits(integer fmt) =
      fmt == VPT_AARCH64_S2 || fmt == VPT_AARCH64_S2_16K || fmt == VPT_AARCH64_S2_64K ||
      fmt == VPT_AARCH64_S2_LPA2 || fmt == VPT_AARCH64_S2_16K_LPA2 ? 4 : 0; */

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
    logic integer geometry_status(integer fmt, integer granule_log2, integer levels,
                                  integer input_bits, integer output_bits) =
      granule_log2 != PAGE_BITS ? VPT_ERR_GRANULE :
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
/*@ logic integer e_oa(integer fmt, integer h, integer e) = 
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
/*@ predicate must_break(integer fmt, integer from, integer to) =
      from / 0x4 % 16 != to / 0x4 % 16 || (from / 0x800 % 2 == 1 && to / 0x800 % 2 == 0); */

#endif
