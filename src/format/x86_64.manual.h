/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual: x86-64 paging with 4 or 5 levels, as proofs see it. TRUSTED, as x86.manual.h.
 *
 * SDM volume 3, "4-Level Paging and 5-Level Paging", tables with the formats of the entries, and
 * "Access Rights", with CR0.WP = 1, CR4.SMEP = 1, IA32_EFER.NXE = 1.
 */
#ifndef VPT_FORMAT_X86_64_MANUAL_H
#define VPT_FORMAT_X86_64_MANUAL_H

#include "x86.manual.h"

/* Linear addresses are sign-extended ("canonical"). */
/*@ logic integer BESIDE_LOWER = VPT_SIGNED; */

/* Bit 0: present. Bit 7 of a PDE or PDPTE maps a page of 2 MiB or 1 GiB, with bits 20:13 or 29:13
 * reserved; in a PML4E or PML5E it is reserved. */
/*@ logic integer e_kind(integer fmt, integer h, integer e) =
      e % 2 == 0 ? VPT_INVALID :
      h == 0 ? VPT_LEAF :
      bit(e, 0x80) == 0 ? VPT_TABLE :
      h == 1 && e / 0x2000 % 0x100 == 0 ? VPT_LEAF :
      h == 2 && e / 0x2000 % 0x20000 == 0 ? VPT_LEAF : VPT_INVALID; */

/* R/W, bit 1; U/S, bit 2; PWT, bit 3; PCD, bit 4; accessed, bit 5; dirty, bit 6; global, bit 8;
 * execute-disable, bit 63. PAT, bit 7 of a page, bit 12 above, is 0. */
/*@ logic integer rw(integer e) = bit(e, 0x2);
    logic integer us(integer e) = bit(e, 0x4);
    logic integer pwt(integer e) = bit(e, 0x8);
    logic integer pcd(integer e) = bit(e, 0x10);
    logic integer gl(integer e) = bit(e, 0x100);
    logic integer xd(integer e) = bit(e, 0x8000000000000000);

    // a table descriptor: present, writable, for user mode, accessed
    logic integer mk_table(integer fmt, integer f) = 0x1000 * f + 0x27;

    // memory types by VPT_X86_PAT: index 0 is WB, 1 (PWT) is WC, 3 (PCD and PWT) is UC
    logic integer mk_pwt(integer a) = memory(a) == 0 ? 0 : 1;
    logic integer mk_pcd(integer a) = memory(a) == 2 ? 1 : 0;
    logic integer decoded_type(integer e) =
      pcd(e) == 1 ? VPT_DEVICE : pwt(e) == 1 ? VPT_NORMAL_NC : VPT_NORMAL;

    logic integer lower(integer w, integer u, integer t, integer c, integer s, integer k) =
      0x21 + 0x2 * w + 0x4 * u + 0x8 * t + 0x10 * c + 0x40 * w + 0x80 * s + 0x100 * k;
    predicate attr_ok(integer fmt, integer a) = type_ok(a) && read_right(a) == 1;
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(lower(write_right(a), user_right(a), mk_pwt(a), mk_pcd(a), h == 0 ? 0 : 1, global(a)), oa,
                0x800 * (1 - exec_right(a)));
    logic integer e_attr(integer fmt, integer h, integer e) =
      1 + rw(e) * 2 + (1 - xd(e)) * 4 + us(e) * 8 + gl(e) * 16 + decoded_type(e); */

/* "Programming the PAT": a page gets a new memory type (bits 4:3) by way of being not present. */
/*@ predicate must_break(integer fmt, integer h, integer from, integer to) =
      pwt(from) != pwt(to) || pcd(from) != pcd(to); */

/* "Details of TLB Use": where the page size changes, TLBs may hold both translations of an address, and an access uses
 * either. An entry not present in between is for who changes frame, rights or other attributes too: here both are the
 * same. */
/*@ predicate table_breaks(integer fmt) = \false; */

#endif
