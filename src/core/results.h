/* SPDX-License-Identifier: Apache-2.0 */
/* The operations of prototypes.h whose result says where something was: in addresses, not in offsets. The same macros
 * and no guard, as there.
 */

/* Removes one leaf. */
/*@ requires \valid(space) && IF_KNOWN(VALID(space) && TLB_CLEAN);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB, commits;
    behavior known:
      assumes KNOWN(FMT);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures argument: INPUT_STATUS(space, OFFSET(ia)) != VPT_OK ==> \result.status == INPUT_STATUS(space, OFFSET(ia));
      ensures status: INPUT_STATUS(space, OFFSET(ia)) == VPT_OK ==> \result.status == \old(BASE_STATUS(space, OFFSET(ia)));
      ensures result: \result.status == VPT_OK ==> \result.ia == ia && \result.oa == \old(OUTPUT(space, OFFSET(ia))) &&
        \result.size == \old(LEAF_SIZE(space, OFFSET(ia))) && \result.attr == \old(LEAF_ATTR(space, OFFSET(ia)));
      ensures inside: \result.status == VPT_OK ==> NOT_MAPPED(space, OFFSET(ia), \old(LEAF_SIZE(space, OFFSET(ia))));
      ensures outside: \result.status == VPT_OK ==> ELSEWHERE_SAME(space, OFFSET(ia), \old(LEAF_SIZE(space, OFFSET(ia))), Pre);
      ensures frames: \result.status == VPT_OK ==>
        space->pool->free == \old(space->pool->free) + HW_H(space, OFFSET(ia)) - \old(HW_H(space, OFFSET(ia)));
      ensures failed: \result.status != VPT_OK ==> \result.size == 0 && UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: TLB_CLEAN;
      ensures commit: commits == (\result.status == VPT_OK ? 1 : 0);
    NO_FORMAT(assigns \nothing; ensures \result.status == VPT_ERR_FORMAT && \result.size == 0;) */
LINKAGE struct vpt_result INSTANCE(unmap_frame)(struct vpt *space, vpt_ia ia);

/* Translates one address. */
/*@ requires \valid(space) && IF_KNOWN(VALID(space));
    assigns \nothing;
    behavior known:
      assumes KNOWN(FMT);
      ensures status: \result.status == (OFFSET(ia) >= space->input_end ? VPT_ERR_IA :
                                         MAPPED(space, OFFSET(ia)) ? VPT_OK : VPT_ERR_UNMAPPED);
      ensures result: \result.status == VPT_OK ==> \result.oa == OUTPUT(space, OFFSET(ia)) &&
        \result.size == LEAF_SIZE(space, OFFSET(ia)) && \result.attr == LEAF_ATTR(space, OFFSET(ia)) &&
        \result.ia == ia - (OFFSET(ia) - START(space, HW_H(space, OFFSET(ia)), OFFSET(ia))) && \result.ia <= ia < \result.ia + \result.size;
      ensures none: \result.status != VPT_OK ==> \result.size == 0;
    NO_FORMAT(ensures \result.status == VPT_ERR_FORMAT && \result.size == 0;) */
LINKAGE struct vpt_result INSTANCE(query)(const struct vpt *space, vpt_ia ia);
