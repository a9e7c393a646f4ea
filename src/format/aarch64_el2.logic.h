/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 stage 1, EL2 translation regime, as proofs see it. */
#ifndef VPT_FORMAT_AARCH64_EL2_LOGIC_H
#define VPT_FORMAT_AARCH64_EL2_LOGIC_H

#include "aarch64_stage1.logic.h"

/* One privilege level: no USER, and always readable. No ASID: no GLOBAL. AP[1] is RES1, nG and bit
 * 53 are RES0, bit 54 is XN. */
/*@ predicate attr_ok(integer fmt, integer a) =
      type_ok(a) && read_right(a) == 1 && user_right(a) == 0 && global(a) == 0;
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(lower(leaf_type(h), mem_attr(a), 1, 1 - write_right(a), bits_9_8(a, oa), 0), middle(oa),
                upper(0, 1 - exec_right(a)));
    logic integer e_attr(integer fmt, integer e) =
      1 + (1 - ap2(e)) * 2 + (1 - uxn(e)) * 4 + decoded_type(e); */

#endif
