/* SPDX-License-Identifier: Apache-2.0 */
/* VMSAv8-64 tables with a 4 KiB granule, as proofs see them: what the hardware does with an
 * address and a descriptor. Written from the manual, not from the code: no constant is shared.
 *
 * DDI 0487, chapter "The AArch64 Virtual Memory System Architecture": "Translation granules",
 * "The VMSAv8-64 translation table format descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_LOGIC_H
#define VPT_FORMAT_AARCH64_LOGIC_H

#include "vpt/vpt.h"

/* Nine bits per level. Height 0 is level 3 of the manual, height 3 its level 0. */
/*@ logic integer GRANULE = 12;
    logic integer frames(integer fmt) = 0x1000000000;
    logic integer oa_end(integer fmt) = 0x1000000000000;
    logic integer size(integer fmt, integer h) =
      h == 0 ? 0x1000 : h == 1 ? 0x200000 : h == 2 ? 0x40000000 : h == 3 ? 0x8000000000 :
      h == 4 ? 0x1000000000000 : 0x200000000000000;

    logic integer in(integer lim, integer x) = 0 <= x < lim ? x : 0;
    logic integer pre(integer fmt, integer lim, integer h, integer x) =
      h == 0 ? in(lim,x) / 0x1000 : h == 1 ? in(lim,x) / 0x200000 :
      h == 2 ? in(lim,x) / 0x40000000 : h == 3 ? in(lim,x) / 0x8000000000 :
      h == 4 ? in(lim,x) / 0x1000000000000 : in(lim,x) / 0x200000000000000;
    logic integer start(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) * size(fmt,h);
    logic integer idx(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) % 512; */

/* Blocks are 2 MiB or 1 GiB large. */
/*@ logic integer leaf_height(integer fmt, integer bytes) =
      bytes == 0x1000 ? 0 : bytes == 0x200000 ? 1 : bytes == 0x40000000 ? 2 : -1; */

/*@ logic integer common_height(integer fmt) = 2; */

/* "Concatenated translation tables": up to 16 at the initial level of stage 2, here level 1. */
/*@ logic integer concatenated_bits(integer fmt) = fmt == VPT_AARCH64_S2 ? 4 : 0;
    predicate shape(integer fmt, integer lim, integer H, integer n) =
      (H == 2 && n == 1 && 0x80000000 <= lim <= 0x8000000000 && lim % 0x40000000 == 0) ||
      (H == 3 && n == 1 && 0x10000000000 <= lim <= 0x1000000000000 && lim % 0x8000000000 == 0) ||
      (H == 2 && fmt == VPT_AARCH64_S2 && (n == 2 || n == 4 || n == 8 || n == 16) &&
       lim == n * 0x8000000000);
    logic integer in_root(integer fmt, integer lim, integer H, integer i) =
      H == 2 ? i * 0x8000000000 : 0;
    logic integer width(integer fmt, integer lim, integer H, integer h) =
      h < H ? 512 : H == 3 ? lim / 0x8000000000 : lim >= 0x8000000000 ? 512 : lim / 0x40000000;
    logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i) =
      start(fmt,lim,h+1,x) +
      (h == 0 ? i * 0x1000 : h == 1 ? i * 0x200000 : h == 2 ? i * 0x40000000 : i * 0x8000000000); */

/* "Translation table base address register", "Input address size", "Output address size". */
/*@ logic boolean input_bits_ok(integer fmt, integer levels, integer bits) =
      levels == 3 ? 31 <= bits && bits <= 39 + concatenated_bits(fmt) : 40 <= bits && bits <= 48;
    logic boolean output_bits_ok(integer bits) =
      bits == 32 || bits == 36 || bits == 40 || bits == 42 || bits == 44 || bits == 48;
    logic integer geometry_status(integer fmt, integer granule_log2, integer levels,
                                  integer input_bits, integer output_bits) =
      granule_log2 != 12 ? VPT_ERR_GRANULE :
      levels != 3 && levels != 4 ? VPT_ERR_LEVELS :
      input_bits_ok(fmt, levels, input_bits) == \false ? VPT_ERR_INPUT_BITS :
      output_bits_ok(output_bits) == \false ? VPT_ERR_OUTPUT_BITS : VPT_OK; */

/* Bits 1:0. Bit 0 clear: invalid. 0b11: a page at level 3, a table above. 0b01: a block at levels
 * 1 and 2, reserved at levels 0 and 3. */
/*@ logic integer bit(integer e, integer unit) = e / unit % 2;
    logic integer e_kind(integer fmt, integer h, integer e) =
      e % 2 == 0 ? VPT_INVALID :
      bit(e, 0x2) == 1 ? (h == 0 ? VPT_LEAF : VPT_TABLE) :
      (h == 1 || h == 2 ? VPT_LEAF : VPT_INVALID);
    logic integer leaf_type(integer h) = h == 0 ? 3 : 1; */

/* "Table descriptor": next-level table address in bits 47:12; the bits of hierarchical control of
 * permissions, 63:59, are 0. */
/*@ logic integer e_frame(integer fmt, integer e) = e < 0 ? 0 : e / 0x1000 % 0x1000000000;
    logic integer mk_table(integer fmt, integer f) = 0x1000 * f + 3; */

/* "Block descriptor", "Page descriptor": output address in bits 47:30, 47:21 or 47:12. */
/*@ logic integer e_oa(integer fmt, integer h, integer e) =
      e < 0 ? 0 :
      h == 0 ? e / 0x1000 % 0x1000000000 * 0x1000 :
      h == 1 ? e / 0x200000 % 0x8000000 * 0x200000 :
      e / 0x40000000 % 0x40000 * 0x40000000;

    // lower attributes in bits 11:2, with AF, bit 10, set; upper attributes in bits 63:48
    logic integer lower(integer type, integer mem, integer b6, integer b7, integer sh, integer b11) =
      type + 0x4 * mem + 0x40 * b6 + 0x80 * b7 + 0x100 * sh + 0x400 + 0x800 * b11;
    logic integer upper(integer b53, integer b54) = 0x20 * b53 + 0x40 * b54;
    logic integer leaf_word(integer low, integer oa, integer high) =
      low + 0x1000 * (oa / 0x1000) + 0x1000000000000 * high; */

/* Attributes of a leaf, as in the public header: rights in bits 4:0, above them the memory type. */
/*@ logic integer read_right(integer a) = a % 2;
    logic integer write_right(integer a) = a / 2 % 2;
    logic integer exec_right(integer a) = a / 4 % 2;
    logic integer user_right(integer a) = a / 8 % 2;
    logic integer global(integer a) = a / 16 % 2;
    logic integer memory(integer a) = a / 32;
    // SH: inner shareable (3) if write-back, else outer shareable (2)
    logic integer shareability(integer a) = memory(a) == 0 ? 3 : 2;

    // fetching instructions from Device memory is CONSTRAINED UNPREDICTABLE: never offered
    predicate type_ok(integer a) =
      0 <= a && memory(a) <= 2 && (memory(a) == 2 ==> exec_right(a) == 0); */

/* "Using break-before-make when updating translation table entries": a change of memory type or
 * cacheability (bits 5:2: AttrIndx or MemAttr); a leaf that becomes global (bit 11: nG, 0 in stage 2
 * and at EL2) while entries tagged with an ASID may be cached. */
/*@ predicate must_break(integer fmt, integer from, integer to) =
      from / 0x4 % 16 != to / 0x4 % 16 || (from / 0x800 % 2 == 1 && to / 0x800 % 2 == 0); */

#endif
