/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual about the shape of tables: sizes, heights, addresses. Svpbmt has no part in them, so formats
 * with and without it have them in common to the letter, and their laws are proved once: nothing here may say which of
 * these formats it is. TRUSTED, as riscv.manual.h.
 *
 * The RISC-V Instruction Set Manual, Volume II: Privileged Architecture, chapters "Supervisor-Level
 * ISA" ("Sv39: Page-Based 39-bit Virtual-Memory System", Sv48, Sv57) and "Hypervisor Extension" ("Two-Stage Address
 * Translation").
 */
#ifndef VPT_FORMAT_RISCV_GEOMETRY_MANUAL_H
#define VPT_FORMAT_RISCV_GEOMETRY_MANUAL_H

#include "vpt/vpt.h"
#include "riscv_variants.h"

/* PAGESIZE is 2^12, a VPN[i] has nine bits, a PPN 44. Height h is level i = h of the manual. */
#define PER_TABLE 512
#define BYTES_0 0x1000
#define BYTES_1 0x200000
#define BYTES_2 0x40000000
#define BYTES_3 0x8000000000
#define BYTES_4 0x1000000000000
#define BYTES_5 0x200000000000000
/*@ logic integer FMT = 1;
    logic integer GRANULE = 12;
    logic integer g_stage(integer fmt) = G_STAGE;
    logic integer frames(integer fmt) = 0x100000000000;
    logic integer oa_end(integer fmt) = 0x100000000000000;
    logic integer size(integer fmt, integer h) =
      h == 0 ? BYTES_0 : h == 1 ? BYTES_1 : h == 2 ? BYTES_2 : h == 3 ? BYTES_3 : h == 4 ? BYTES_4 : BYTES_5;

    logic integer in(integer lim, integer x) = 0 <= x < lim ? x : 0;
    logic integer pre(integer fmt, integer lim, integer h, integer x) =
      h == 0 ? in(lim,x) / BYTES_0 : h == 1 ? in(lim,x) / BYTES_1 : h == 2 ? in(lim,x) / BYTES_2 :
      h == 3 ? in(lim,x) / BYTES_3 : h == 4 ? in(lim,x) / BYTES_4 : in(lim,x) / BYTES_5;
    logic integer start(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) * size(fmt,h);
    logic integer idx(integer fmt, integer lim, integer h, integer x) = pre(fmt,lim,h,x) % PER_TABLE; */

/* "Any level of PTE may be a leaf PTE": pages, megapages, gigapages, terapages, petapages. */
/*@ logic integer leaf_height(integer fmt, integer bytes) =
      bytes == BYTES_0 ? 0 : bytes == BYTES_1 ? 1 : bytes == BYTES_2 ? 2 : bytes == BYTES_3 ? 3 :
      bytes == BYTES_4 ? 4 : -1;
    logic integer common_height(integer fmt) = 4; */

/* Three levels are Sv39, four Sv48, five Sv57. In the G-stage "the size of the incoming address is
 * widened by 2 bits": the root is 16 KiB large, four times a table. */
/*@ predicate shape(integer fmt, integer lim, integer H, integer n) =
      (g_stage(fmt) == 0 && n == 1 &&
       ((H == 2 && 0x80000000 <= lim <= 0x8000000000 && lim % 0x40000000 == 0) ||
        (H == 3 && 0x10000000000 <= lim <= 0x1000000000000 && lim % 0x8000000000 == 0) ||
        (H == 4 && 0x2000000000000 <= lim <= 0x200000000000000 && lim % 0x1000000000000 == 0))) ||
      (g_stage(fmt) == 1 && n == 4 &&
       ((H == 2 && lim == 0x20000000000) || (H == 3 && lim == 0x4000000000000) ||
        (H == 4 && lim == 0x800000000000000)));
    logic integer in_root(integer fmt, integer lim, integer H, integer i) =
      H == 2 ? i * 0x8000000000 : H == 3 ? i * 0x1000000000000 : i * 0x200000000000000;
    logic integer width(integer fmt, integer lim, integer H, integer h) =
      h < H || g_stage(fmt) == 1 ? 512 :
      H == 2 ? lim / 0x40000000 : H == 3 ? lim / 0x8000000000 : lim / 0x1000000000000;
    logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i) =
      start(fmt,lim,h+1,x) +
      (h == 0 ? i * BYTES_0 : h == 1 ? i * BYTES_1 : h == 2 ? i * BYTES_2 : h == 3 ? i * BYTES_3 : i * BYTES_4); */

/* satp.MODE, hgatp.MODE; physical addresses have up to 56 bits. */
/*@ logic boolean input_bits_ok(integer fmt, integer levels, integer bits) =
      levels == 3 ? (g_stage(fmt) == 1 ? bits == 41 : 31 <= bits && bits <= 39) :
      levels == 4 ? (g_stage(fmt) == 1 ? bits == 50 : 40 <= bits && bits <= 48) :
                    (g_stage(fmt) == 1 ? bits == 59 : 49 <= bits && bits <= 57);
    logic integer geometry_status(integer fmt, integer levels, integer input_bits, integer output_bits) =
      levels != 3 && levels != 4 && levels != 5 ? VPT_ERR_LEVELS :
      input_bits_ok(fmt, levels, input_bits) == \false ? VPT_ERR_INPUT_BITS :
      output_bits < 32 || 56 < output_bits ? VPT_ERR_OUTPUT_BITS : VPT_OK; */

#endif
