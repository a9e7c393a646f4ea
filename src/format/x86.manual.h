/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual: what the hardware does with an address and a descriptor of either kind of x86 tables, as
 * proofs see it. TRUSTED: nothing proves that this reading is right. Written from the manual, not from the code: they
 * share nothing.
 *
 * The shape of tables is here alone and the same for both kinds: its laws are proved once, of this file.
 *
 * SDM volume 3: "4-Level Paging and 5-Level Paging", "EPT Translation Mechanism".
 */
#ifndef VPT_FORMAT_X86_MANUAL_H
#define VPT_FORMAT_X86_MANUAL_H

#include "vpt/vpt.h"

/* Nine bits per level: heights 0 to 4 are page table, page directory, page-directory-pointer table,
 * PML4 table, PML5 table. Physical addresses have at most 52 bits. */
#define PER_TABLE 512
#define BYTES_0 0x1000
#define BYTES_1 0x200000
#define BYTES_2 0x40000000
#define BYTES_3 0x8000000000
#define BYTES_4 0x1000000000000
#define BYTES_5 0x200000000000000
/*@ logic integer FMT = 1;
    logic integer GRANULE = 12;
    logic integer frames(integer fmt) = 0x10000000000;
    logic integer oa_end(integer fmt) = 0x10000000000000;
    logic integer size(integer fmt, integer h) =
      h == 0 ? BYTES_0 : h == 1 ? BYTES_1 : h == 2 ? BYTES_2 : h == 3 ? BYTES_3 : h == 4 ? BYTES_4 : BYTES_5;

    logic integer in(integer lim, integer x) = 0 <= x < lim ? x : 0;
    logic integer pre(integer fmt, integer lim, integer h, integer x) =
      h == 0 ? in(lim,x) / BYTES_0 : h == 1 ? in(lim,x) / BYTES_1 : h == 2 ? in(lim,x) / BYTES_2 :
      h == 3 ? in(lim,x) / BYTES_3 : h == 4 ? in(lim,x) / BYTES_4 : in(lim,x) / BYTES_5;
    logic integer start(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) * size(fmt,h);
    logic integer idx(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) % PER_TABLE; */

/* Leaves are 4 KiB, 2 MiB or, where the processor has them, 1 GiB large. */
/*@ logic integer leaf_height(integer fmt, integer bytes) =
      bytes == BYTES_0 ? 0 : bytes == BYTES_1 ? 1 : bytes == BYTES_2 ? 2 : -1;
    logic integer common_height(integer fmt) = 1; */

/* One root table; four levels resolve 48 bits, five 57. */
/*@ predicate shape(integer fmt, integer lim, integer H, integer n) =
      (H == 3 && n == 1 && 0x10000000000 <= lim <= 0x1000000000000 && lim % 0x8000000000 == 0) ||
      (H == 4 && n == 1 && 0x2000000000000 <= lim <= 0x200000000000000 && lim % 0x1000000000000 == 0);
    logic integer in_root(integer fmt, integer lim, integer H, integer i) = 0;
    logic integer width(integer fmt, integer lim, integer H, integer h) =
      h < H ? 512 : H == 3 ? lim / 0x8000000000 : lim / 0x1000000000000;
    logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i) =
      start(fmt,lim,h+1,x) +
      (h == 0 ? i * BYTES_0 : h == 1 ? i * BYTES_1 : h == 2 ? i * BYTES_2 : h == 3 ? i * BYTES_3 : i * BYTES_4); */

/* CPUID.80000008H:EAX[7:0] is MAXPHYADDR. */
/*@ logic boolean input_bits_ok(integer levels, integer bits) =
      levels == 4 ? 40 <= bits && bits <= 48 : 49 <= bits && bits <= 57;
    logic boolean output_bits_ok(integer bits) = 32 <= bits && bits <= 52;
    logic integer geometry_status(integer fmt, integer levels, integer input_bits, integer output_bits) =
      levels != 4 && levels != 5 ? VPT_ERR_LEVELS :
      input_bits_ok(levels, input_bits) == \false ? VPT_ERR_INPUT_BITS :
      output_bits_ok(output_bits) == \false ? VPT_ERR_OUTPUT_BITS : VPT_OK; */

/* Addresses are in bits 51:12; of leaves of 2 MiB and 1 GiB in bits 51:21 and 51:30. Those from
 * MAXPHYADDR on are reserved: how many depends on the processor, so they count as address here. */
/*@ logic integer bit(integer e, integer unit) = e / unit % 2;
    logic integer e_frame(integer fmt, integer e) = e < 0 ? 0 : e / 0x1000 % 0x10000000000;
    logic integer e_oa(integer fmt, integer h, integer i, integer e) =
      e < 0 ? 0 :
      h == 0 ? e / 0x1000 % 0x10000000000 * 0x1000 :
      h == 1 ? e / 0x200000 % 0x80000000 * 0x200000 :
      e / 0x40000000 % 0x400000 * 0x40000000;

    // bits 11:0, the address, bits 63:52
    logic integer leaf_word(integer low, integer oa, integer high) =
      low + 0x1000 * (oa / 0x1000) + 0x10000000000000 * high; */

/* Attributes of a leaf, as in the public header: rights in bits 4:0, above them the memory type. */
/*@ logic integer read_right(integer a) = a % 2;
    logic integer write_right(integer a) = a / 2 % 2;
    logic integer exec_right(integer a) = a / 4 % 2;
    logic integer user_right(integer a) = a / 8 % 2;
    logic integer global(integer a) = a / 16 % 2;
    logic integer memory(integer a) = a / 32;
    predicate type_ok(integer a) = 0 <= a && memory(a) <= 2; */

#endif
