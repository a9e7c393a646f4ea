/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual: what the hardware does with an address and a page table entry, as proofs see it.
 * TRUSTED: nothing proves that this reading is right. Written from the manual, not from the code: nothing is shared but
 * the row of riscv_variants.h.
 *
 * The RISC-V Instruction Set Manual, Volume II: Privileged Architecture, chapters "Supervisor-Level
 * ISA" ("Sv39: Page-Based 39-bit Virtual-Memory System", Sv48, Sv57), "Svnapot", "Svpbmt", and
 * "Hypervisor Extension" ("Two-Stage Address Translation").
 */
#ifndef VPT_FORMAT_RISCV_MANUAL_H
#define VPT_FORMAT_RISCV_MANUAL_H

#include "riscv_geometry.manual.h"

/* Virtual addresses are sign-extended, guest physical addresses are not. */
/*@ logic integer BESIDE_LOWER = G_STAGE == 1 ? VPT_LOWER : VPT_SIGNED;
    logic integer svpbmt(integer fmt) = SVPBMT; */

/* Fields of an entry: V, R, W, X, U, G, A and D are bits 0 to 7, RSW (for software) bits 9:8, PPN bits
 * 53:10, reserved bits 60:54, PBMT bits 62:61, N bit 63. */
/*@ logic integer bit(integer e, integer unit) = e / unit % 2;
    logic integer V(integer e) = bit(e, 0x1);
    logic integer R(integer e) = bit(e, 0x2);
    logic integer W(integer e) = bit(e, 0x4);
    logic integer X(integer e) = bit(e, 0x8);
    logic integer U(integer e) = bit(e, 0x10);
    logic integer G(integer e) = bit(e, 0x20);
    logic integer A(integer e) = bit(e, 0x40);
    logic integer D(integer e) = bit(e, 0x80);
    logic integer ppn(integer e) = e < 0 ? 0 : e / 0x400 % 0x100000000000;
    logic integer reserved(integer e) = e / 0x40000000000000 % 128;
    logic integer pbmt(integer e) = e / 0x2000000000000000 % 4;
    logic integer N(integer e) = bit(e, 0x8000000000000000); */

/* "If any bits or encodings that are reserved for future standard use are set": N without Svnapot, bits
 * 60:54, PBMT without Svpbmt, PBMT = 3 with it; in a pointer D, A, U and PBMT. 0: none of them is. */
/*@ logic integer reserved_type(integer fmt, integer e) = svpbmt(fmt) == 0 ? pbmt(e) : pbmt(e) == 3 ? 1 : 0;
    logic integer reserved_bits(integer fmt, integer e) = N(e) + reserved(e) + reserved_type(fmt,e);
    logic integer reserved_in_pointer(integer e) = D(e) + A(e) + U(e) + pbmt(e); */

/* "Virtual Address Translation Process", steps 3 to 5: a leaf has R or X, and no W without R; a superpage
 * is aligned. In the G-stage "all memory accesses are considered to be user-level accesses": U too. */
/*@ logic integer e_frame(integer fmt, integer e) = ppn(e);
    logic integer e_oa(integer fmt, integer h, integer i, integer e) = ppn(e) * 0x1000;
    logic integer pointer_kind(integer h, integer e) =
      h <= 0 ? VPT_INVALID : reserved_in_pointer(e) != 0 ? VPT_INVALID : VPT_TABLE;
    logic integer leaf_kind(integer fmt, integer h, integer e) =
      g_stage(fmt) > U(e) ? VPT_INVALID : ppn(e) * 0x1000 % size(fmt,h) != 0 ? VPT_INVALID : VPT_LEAF;
    logic integer e_kind(integer fmt, integer h, integer e) =
      V(e) == 0 ? VPT_INVALID : R(e) < W(e) ? VPT_INVALID : reserved_bits(fmt,e) != 0 ? VPT_INVALID :
      R(e) + X(e) == 0 ? pointer_kind(h,e) : leaf_kind(fmt,h,e); */

/* A pointer is a PPN and V. */
/*@ logic integer mk_table(integer fmt, integer f) = 0x400 * f + 1; */

/* Attributes of a leaf, as in the public header: rights in bits 4:0, above them the memory type. */
/*@ logic integer read_right(integer a) = a % 2;
    logic integer write_right(integer a) = a / 2 % 2;
    logic integer exec_right(integer a) = a / 4 % 2;
    logic integer user_right(integer a) = a / 8 % 2;
    logic integer global(integer a) = a / 16 % 2;
    logic integer memory(integer a) = a / 32;

    // without a right it would be a pointer, W without R is reserved; in the G-stage U is always set
    // and G is "reserved for future standard use"
    predicate attr_ok(integer fmt, integer a) =
      0 <= a && memory(a) <= (svpbmt(fmt) == 1 ? 2 : 0) &&
      !(read_right(a) == 0 && exec_right(a) == 0) && !(read_right(a) == 0 && write_right(a) == 1) &&
      (g_stage(fmt) == 1 ==> user_right(a) == 0 && global(a) == 0); */

/* A leaf, accessed, and dirty if it can be written. PBMT: 0 is PMA, that is what the memory is, 1 NC, 2
 * IO. */
/*@ logic integer low(integer br, integer bw, integer bx, integer bu, integer bg, integer bd) =
      0x1 + 0x2 * br + 0x4 * bw + 0x8 * bx + 0x10 * bu + 0x20 * bg + 0x40 + 0x80 * bd;
    logic integer leaf_word(integer l, integer oa, integer type) =
      l + 0x400 * (oa / 0x1000) + 0x2000000000000000 * type;
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(low(read_right(a), write_right(a), exec_right(a), g_stage(fmt) == 1 ? 1 : user_right(a), global(a),
                    write_right(a)), oa, memory(a));
    logic integer e_attr(integer fmt, integer h, integer e) =
      R(e) + 2 * W(e) + 4 * X(e) + (g_stage(fmt) == 1 ? 0 : 8 * U(e) + 16 * G(e)) + 32 * pbmt(e); */

/* "Supervisor Memory-Management Fence Instruction": between a change of the tables and the fence an
 * access is translated by the old tables or the new: the behavior is well-defined. */
/*@ predicate must_break(integer fmt, integer h, integer from, integer to) = \false; */

/* "Supervisor Memory-Management Fence Instruction": more than one TLB entry may match an address where its page size
 * changes; until the fence the old or the new one is used, and the behavior is otherwise well defined. */
/*@ predicate table_breaks(integer fmt) = \false; */

#endif
