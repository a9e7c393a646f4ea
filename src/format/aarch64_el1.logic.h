/* SPDX-License-Identifier: Apache-2.0 */
/* AArch64 stage 1, EL1&0 translation regime, as proofs see it.
 * DDI 0487, "Stage 1 attribute fields in the VMSAv8-64 Block and Page descriptors".
 */
#ifndef VPT_FORMAT_AARCH64_EL1_LOGIC_H
#define VPT_FORMAT_AARCH64_EL1_LOGIC_H

#include "aarch64_stage1.logic.h"

/* Readable at EL1, always. EL0 executes what has UXN clear, EL1 what has PXN clear. */
/*@ predicate attr_ok(integer fmt, integer a) = type_ok(a) && read_right(a) == 1;
    logic integer mk_leaf(integer fmt, integer h, integer oa, integer a) =
      leaf_word(lower(leaf_type(h), mem_attr(a), user_right(a), 1 - write_right(a), bits_9_8(a, oa),
                      1 - global(a)),
                middle(oa),
                upper(user_right(a) == 1 || exec_right(a) == 0 ? 1 : 0,
                      user_right(a) == 0 || exec_right(a) == 0 ? 1 : 0));
    logic integer e_attr(integer fmt, integer e) =
      1 + (1 - ap2(e)) * 2 + (1 - (ap1(e) == 1 ? uxn(e) : pxn(e))) * 4 + ap1(e) * 8 +
      (1 - ng(e)) * 16 + decoded_type(e); */

#endif
