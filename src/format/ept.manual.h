/* SPDX-License-Identifier: Apache-2.0 */
/* The words of the manual: Intel's extended page tables, as proofs see them. TRUSTED, as x86.manual.h.
 *
 * SDM volume 3, "EPT Translation Mechanism", tables with the formats of the entries, "EPT
 * Misconfigurations", "EPT and Memory Typing".
 */
#ifndef VPT_FORMAT_EPT_MANUAL_H
#define VPT_FORMAT_EPT_MANUAL_H

#include "x86.manual.h"

/*@ logic integer BESIDE_LOWER = VPT_LOWER; // guest-physical addresses */

/* Read, write, execute, bits 2:0; memory type, bits 5:3; ignore PAT, bit 6; bit 7: maps a page, above
 * height 0; accessed, bit 8; dirty, bit 9. */
/*@ logic integer rd(integer e) = e % 2;
    logic integer wr(integer e) = bit(e, 0x2);
    logic integer ex(integer e) = bit(e, 0x4);
    logic integer memory_field(integer e) = e / 0x8 % 8;
    logic integer ipat(integer e) = bit(e, 0x40);
    logic integer large(integer e) = bit(e, 0x80); */

/* Not present if bits 2:0 are all 0. Misconfigured: writable but not readable; bits 6:3 of an entry that
 * points to a table; bit 7 of a PML4E or PML5E; bits 20:12 or 29:12 of a leaf of 2 MiB or 1 GiB; memory
 * types 2, 3, 7. (Executable but not readable is one too if IA32_VMX_EPT_VPID_CAP bit 0 is 0.) */
/*@ logic boolean present(integer e) = rd(e) == 1 || wr(e) == 1 || ex(e) == 1;
    logic boolean misconfigured(integer e) = wr(e) == 1 && rd(e) == 0;
    logic boolean type_exists(integer e) = memory_field(e) <= 1 || (4 <= memory_field(e) && memory_field(e) <= 6);
    logic boolean table_here(integer h, integer e) =
      h != 0 && large(e) == 0 && memory_field(e) == 0 && ipat(e) == 0;
    logic boolean leaf_here(integer h, integer e) =
      h == 0 || (large(e) == 1 && ((h == 1 && e / 0x1000 % 0x200 == 0) || (h == 2 && e / 0x1000 % 0x40000 == 0)));
    logic integer e_kind(integer fmt, integer h, integer e) =
      present(e) == \false || misconfigured(e) == \true ? VPT_INVALID :
      table_here(h, e) == \true ? VPT_TABLE :
      leaf_here(h, e) == \true && type_exists(e) == \true ? VPT_LEAF : VPT_INVALID;

    // a table descriptor: readable, writable, executable, accessed
    logic integer mk_table(integer fmt, integer f) = 0x1000 * f + 0x107; */

/* 6 is write-back, 1 write combining, 0 uncacheable, there with ignore PAT. */
/*@ logic integer mk_type(integer a) = memory(a) == 0 ? 6 : memory(a) == 1 ? 1 : 0;
    logic integer mk_ipat(integer a) = memory(a) == 2 ? 1 : 0;
    logic integer decoded_type(integer e) =
      memory_field(e) == 6 ? VPT_NORMAL : memory_field(e) == 1 ? VPT_NORMAL_NC : VPT_DEVICE;

    logic integer lower(integer read, integer write, integer exec, integer type, integer ip, integer s) =
      0x100 + read + 0x2 * write + 0x4 * exec + 0x8 * type + 0x40 * ip + 0x80 * s + 0x200 * write;
    predicate attr_ok(integer fmt, integer a) =
      type_ok(a) && user_right(a) == 0 && global(a) == 0 &&
      (read_right(a) == 1 || (write_right(a) == 0 && exec_right(a) == 1));
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(lower(read_right(a), write_right(a), exec_right(a), mk_type(a), mk_ipat(a), h == 0 ? 0 : 1),
                oa, 0);
    logic integer e_attr(integer fmt, integer h, integer e) = rd(e) + wr(e) * 2 + ex(e) * 4 + decoded_type(e); */

/* "Programming the PAT": a page gets a new memory type (bits 6:3) by way of being not present. */
/*@ predicate must_break(integer fmt, integer h, integer from, integer to) =
      memory_field(from) != memory_field(to) || ipat(from) != ipat(to); */

/* "Guidelines for Use of the INVEPT Instruction": a change of bit 7 of a PDPTE or PDE is followed by INVEPT; that the
 * entry be not present in between is not demanded. Until then an access uses the page's translation or those of the
 * table, and they are the same. */
/*@ predicate table_breaks(integer fmt) = \false; */

#endif
