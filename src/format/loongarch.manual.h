/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual: what the hardware does with an address and an entry of LoongArch tables, as proofs see it.
 * TRUSTED: nothing proves that this reading is right. Written from the manual, not from the code: nothing is shared but
 * the row of loongarch_variants.h. The formats differ in sizes only.
 *
 * LoongArch Reference Manual, Volume 1: Basic Architecture, "Multi-level Page Table Structure Supported by
 * Page Walking" (entries of pages and of huge pages), "Software Page Walking Instructions", "TLB Entry
 * Low-order Bits (TLBELO0, TLBELO1)", "Memory Access Types".
 */
#ifndef VPT_FORMAT_LOONGARCH_MANUAL_H
#define VPT_FORMAT_LOONGARCH_MANUAL_H

#include "vpt/vpt.h"
#include "loongarch_variants.h"

/* Bytes that an entry maps at each height. Height 0 is the page table, height h the manual's Dir<h>. Input sizes by the
 * number of levels: VALEN is at most 48. */
#if PAGE == 12
/* Pages of 4 KiB: nine bits per level. */
#define PAGE_BITS 12
#define PER_TABLE 512
#define BYTES_0 0x1000
#define BYTES_1 0x200000
#define BYTES_2 0x40000000
#define BYTES_3 0x8000000000
#define BYTES_4 0x1000000000000
#define BYTES_5 0x200000000000000
#define INPUT_BITS_OK(levels, bits) ((levels) == 3 ? 31 <= (bits) && (bits) <= 39 : 40 <= (bits) && (bits) <= 48)
#else
/* Pages of 16 KiB: eleven bits per level. Nothing uses the height 5. */
#define PAGE_BITS 14
#define PER_TABLE 2048
#define BYTES_0 0x4000
#define BYTES_1 0x2000000
#define BYTES_2 0x1000000000
#define BYTES_3 0x800000000000
#define BYTES_4 0x400000000000000
#define BYTES_5 0x800000000000000
#define INPUT_BITS_OK(levels, bits) ((levels) == 3 ? 37 <= (bits) && (bits) <= 47 : (bits) == 48)
#endif
/* PALEN is at most 48, too. */
#define INPUT_END 0x1000000000000
#define OUTPUT_END 0x1000000000000

/*@ logic integer FMT = 1;
    logic integer BESIDE_LOWER = VPT_SIGNED;
    logic integer GRANULE = PAGE_BITS;
    logic integer frames(integer fmt) = OUTPUT_END / BYTES_0;
    logic integer oa_end(integer fmt) = OUTPUT_END;
    logic integer size(integer fmt, integer h) =
      h == 0 ? BYTES_0 : h == 1 ? BYTES_1 : h == 2 ? BYTES_2 : h == 3 ? BYTES_3 : h == 4 ? BYTES_4 : BYTES_5;

    logic integer in(integer lim, integer x) = 0 <= x < lim ? x : 0;
    logic integer pre(integer fmt, integer lim, integer h, integer x) =
      h == 0 ? in(lim,x) / BYTES_0 : h == 1 ? in(lim,x) / BYTES_1 : h == 2 ? in(lim,x) / BYTES_2 :
      h == 3 ? in(lim,x) / BYTES_3 : h == 4 ? in(lim,x) / BYTES_4 : in(lim,x) / BYTES_5;
    logic integer start(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) * size(fmt,h);
    logic integer idx(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) % PER_TABLE;
    logic integer leaf_height(integer fmt, integer bytes) =
      bytes == BYTES_0 ? 0 : bytes == BYTES_1 ? 1 : bytes == BYTES_2 ? 2 : -1;
    logic integer common_height(integer fmt) = 1; */

/* One root table. */
/*@ predicate shape(integer fmt, integer lim, integer H, integer n) =
      (H == 2 && n == 1 && 2 * BYTES_2 <= lim <= BYTES_3 && lim % BYTES_2 == 0) ||
      (H == 3 && n == 1 && 2 * BYTES_3 <= lim <= INPUT_END && lim % BYTES_3 == 0);
    logic integer in_root(integer fmt, integer lim, integer H, integer i) = 0;
    logic integer width(integer fmt, integer lim, integer H, integer h) =
      h < H ? PER_TABLE : H == 3 ? lim / BYTES_3 : lim / BYTES_2;
    logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i) =
      start(fmt,lim,h+1,x) +
      (h == 0 ? i * BYTES_0 : h == 1 ? i * BYTES_1 : h == 2 ? i * BYTES_2 : i * BYTES_3);

    logic boolean input_bits_ok(integer levels, integer bits) = INPUT_BITS_OK(levels, bits);
    logic boolean output_bits_ok(integer bits) = 32 <= bits && bits <= 48;
    logic integer geometry_status(integer fmt, integer levels, integer input_bits, integer output_bits) =
      levels != 3 && levels != 4 ? VPT_ERR_LEVELS :
      input_bits_ok(levels, input_bits) == \false ? VPT_ERR_INPUT_BITS :
      output_bits_ok(output_bits) == \false ? VPT_ERR_OUTPUT_BITS : VPT_OK; */

/* The address of the next table, and output addresses: the bits below 48 from the table's or the page's size on. */
/*@ logic integer e_frame(integer fmt, integer e) = e < 0 ? 0 : e / BYTES_0 % (OUTPUT_END / BYTES_0);
    logic integer e_oa(integer fmt, integer h, integer i, integer e) =
      e < 0 ? 0 :
      h == 0 ? e / BYTES_0 % (OUTPUT_END / BYTES_0) * BYTES_0 :
      h == 1 ? e / BYTES_1 % (OUTPUT_END / BYTES_1) * BYTES_1 :
      e / BYTES_2 % (OUTPUT_END / BYTES_2) * BYTES_2; */

/* An entry of a directory with bit 6 (H) clear is the physical address of the next table; with H set it is
 * a huge page. 0 is nothing: so the refill handler says. Bit 0 (V) tells a valid page. */
/*@ logic integer bit(integer e, integer unit) = e / unit % 2;
    logic integer e_kind(integer fmt, integer h, integer e) =
      h == 0 ? (e % 2 == 0 ? VPT_INVALID : VPT_LEAF) :
      bit(e, 0x40) == 0 ? (e == 0 ? VPT_INVALID : VPT_TABLE) :
      (h == 1 || h == 2) && e % 2 == 1 ? VPT_LEAF : VPT_INVALID; */

/* A table at address 0 cannot be told from nothing by its address: bit 63, which is beyond the largest
 * physical address, makes the difference. */
/*@ logic integer mk_table(integer fmt, integer f) = f == 0 ? 0x8000000000000000 : f * size(fmt, 0); */

/* Bits of a leaf: V 0, D 1, PLV 3:2, MAT 5:4, P 7, W 8, NR 61, NX 62, RPLV 63. G is bit 6 of a page and bit
 * 12 of a huge page, whose bit 6 is H. Bit 10 is not the hardware's: it repeats G. */
/*@ logic integer lower(integer d, integer plv, integer mat, integer b6, integer g) =
      1 + 0x2 * d + 0x4 * plv + 0x10 * mat + 0x40 * b6 + 0x80 + 0x100 * d + 0x400 * g;
    logic integer upper(integer nr, integer nx, integer rplv) = 0x2000 * nr + 0x4000 * nx + 0x8000 * rplv;
    // bits 11:0, bits 47:12, bits 63:48
    logic integer leaf_word(integer low, integer middle, integer high) =
      low + 0x1000 * middle + 0x1000000000000 * high;

    logic integer dirty(integer e) = bit(e, 0x2);
    logic integer plv(integer e) = e / 0x4 % 4;
    logic integer mat(integer e) = e / 0x10 % 4;
    logic integer repeated_g(integer e) = bit(e, 0x400);
    logic integer hardware_g(integer h, integer e) = h == 0 ? bit(e, 0x40) : bit(e, 0x1000);
    logic integer nr(integer e) = bit(e, 0x2000000000000000);
    logic integer nx(integer e) = bit(e, 0x4000000000000000);
    logic integer rplv(integer e) = bit(e, 0x8000000000000000); */

/* Attributes of a leaf, as in the public header: rights in bits 4:0, above them the memory type. */
/*@ logic integer read_right(integer a) = a % 2;
    logic integer write_right(integer a) = a / 2 % 2;
    logic integer exec_right(integer a) = a / 4 % 2;
    logic integer user_right(integer a) = a / 8 % 2;
    logic integer global(integer a) = a / 16 % 2;
    logic integer memory(integer a) = a / 32;

    // a fetch from strongly-ordered uncached memory may be speculative: never offered
    predicate attr_ok(integer fmt, integer a) =
      0 <= a && memory(a) <= 2 && (memory(a) == 2 ==> exec_right(a) == 0);

    // MAT: 0 strongly-ordered uncached, 1 coherent cached, 2 weakly-ordered uncached
    logic integer mat_of(integer a) = memory(a) == 0 ? 1 : memory(a) == 1 ? 2 : 0;
    logic integer type_of(integer m) = m == 1 ? VPT_NORMAL : m == 2 ? VPT_NORMAL_NC : VPT_DEVICE;

    logic integer low_part(integer h, integer a) =
      lower(write_right(a), 3 * user_right(a), mat_of(a), h == 0 ? global(a) : 1, global(a));
    logic integer middle_part(integer h, integer oa, integer a) = oa / 0x1000 + (h == 0 ? 0 : global(a));
    logic integer high_part(integer a) =
      upper(1 - read_right(a), 1 - exec_right(a), exec_right(a) == 1 ? user_right(a) : 0);
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(low_part(h,a), middle_part(h,oa,a), high_part(a));
    logic integer e_attr(integer fmt, integer h, integer e) =
      (1 - nr(e)) + dirty(e) * 2 + (1 - nx(e)) * 4 + bit(e, 0x8) * 8 + repeated_g(e) * 16 + type_of(mat(e)); */

/* "TLB-based Translation of Virtual Addresses to Physical Addresses": more than one hit is undefined
 * behaviour. A page that becomes global hits beside its old entry, tagged with an ASID. */
/*@ predicate must_break(integer fmt, integer h, integer from, integer to) =
      repeated_g(from) == 0 && repeated_g(to) == 1; */

/* Tables are walked only for an address that no TLB entry hits. The entry of a huge page hits for all its addresses:
 * while it is there, none of the pages in its place gets one beside it. (A huge page in place of a table would get one
 * beside those of pages, but no leaf takes the place of a table.) */
/*@ predicate table_breaks(integer fmt) = \false; */

#endif
