/* SPDX-License-Identifier: Apache-2.0 */
/* LoongArch tables of 4 KiB pages, as proofs see them. */
#ifndef VPT_FORMAT_LOONGARCH_4K_LOGIC_H
#define VPT_FORMAT_LOONGARCH_4K_LOGIC_H

#include "vpt/vpt.h"

/* Nine bits per level. Height 0 is the page table, height h the manual's Dir<h>. */
/*@ logic integer FMT = VPT_LOONGARCH_4K;
    logic integer GRANULE = 12;
    logic integer frames(integer fmt) = 0x1000000000;
    logic integer size(integer fmt, integer h) =
      h == 0 ? 0x1000 : h == 1 ? 0x200000 : h == 2 ? 0x40000000 : h == 3 ? 0x8000000000 :
      h == 4 ? 0x1000000000000 : 0x200000000000000; */

#include "loongarch.logic.h"

/*@ logic integer pre(integer fmt, integer lim, integer h, integer x) =
      h == 0 ? in(lim,x) / 0x1000 : h == 1 ? in(lim,x) / 0x200000 :
      h == 2 ? in(lim,x) / 0x40000000 : h == 3 ? in(lim,x) / 0x8000000000 :
      h == 4 ? in(lim,x) / 0x1000000000000 : in(lim,x) / 0x200000000000000;
    logic integer start(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) * size(fmt,h);
    logic integer idx(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) % 512;
    logic integer leaf_height(integer fmt, integer bytes) =
      bytes == 0x1000 ? 0 : bytes == 0x200000 ? 1 : bytes == 0x40000000 ? 2 : -1; */

/* One root table. VALEN is at most 48. */
/*@ predicate shape(integer fmt, integer lim, integer H, integer n) =
      (H == 2 && n == 1 && 0x80000000 <= lim <= 0x8000000000 && lim % 0x40000000 == 0) ||
      (H == 3 && n == 1 && 0x10000000000 <= lim <= 0x1000000000000 && lim % 0x8000000000 == 0);
    logic integer in_root(integer fmt, integer lim, integer H, integer i) = 0;
    logic integer width(integer fmt, integer lim, integer H, integer h) =
      h < H ? 512 : H == 3 ? lim / 0x8000000000 : lim / 0x40000000;
    logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i) =
      start(fmt,lim,h+1,x) +
      (h == 0 ? i * 0x1000 : h == 1 ? i * 0x200000 : h == 2 ? i * 0x40000000 : i * 0x8000000000);

    logic boolean input_bits_ok(integer levels, integer bits) =
      levels == 3 ? 31 <= bits && bits <= 39 : 40 <= bits && bits <= 48;
    logic integer geometry_status(integer fmt, integer granule_log2, integer levels,
                                  integer input_bits, integer output_bits) =
      granule_log2 != 12 ? VPT_ERR_GRANULE :
      levels != 3 && levels != 4 ? VPT_ERR_LEVELS :
      input_bits_ok(levels, input_bits) == \false ? VPT_ERR_INPUT_BITS :
      output_bits_ok(output_bits) == \false ? VPT_ERR_OUTPUT_BITS : VPT_OK; */

/* The address of the next table: bits 47:12. Output addresses: bits 47:12, 47:21, 47:30. */
/*@ logic integer e_frame(integer fmt, integer e) = e < 0 ? 0 : e / 0x1000 % 0x1000000000;
    logic integer e_oa(integer fmt, integer h, integer e) =
      e < 0 ? 0 :
      h == 0 ? e / 0x1000 % 0x1000000000 * 0x1000 :
      h == 1 ? e / 0x200000 % 0x8000000 * 0x200000 :
      e / 0x40000000 % 0x40000 * 0x40000000; */

#endif
