/* SPDX-License-Identifier: Apache-2.0 */
/* Removes one leaf, of this size if one is named; the result says in addresses, not in offsets, where it was. */
/*@ requires \valid(space) && OBJECT(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB,
      commits;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space) && READY(space);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures argument: INPUT_STATUS(space, OFFSET(ia)) != VPT_OK ==>
        \result.status == INPUT_STATUS(space, OFFSET(ia));
      ensures status: INPUT_STATUS(space, OFFSET(ia)) == VPT_OK ==>
        \result.status == \old(BASE_STATUS(space, OFFSET(ia), size));
      ensures result: \result.status == VPT_OK ==> \result.ia == ia && \result.oa == \old(OUTPUT(space, OFFSET(ia))) &&
        \result.size == \old(LEAF_SIZE(space, OFFSET(ia))) && \result.attr == \old(LEAF_ATTR(space, OFFSET(ia)));
      ensures none: \result.status != VPT_OK ==> NO_RESULT(\result);
      ensures inside: \result.status == VPT_OK ==>
        NOT_MAPPED(space, OFFSET(ia), \old(LEAF_SIZE(space, OFFSET(ia))));
      ensures outside: \result.status == VPT_OK ==>
        ELSEWHERE_SAME(space, OFFSET(ia), \old(LEAF_SIZE(space, OFFSET(ia))), Pre);
      ensures frames: \result.status == VPT_OK ==>
        space->pool->free == \old(space->pool->free) + HW_H(space, \old(OFFSET(ia))) - \old(HW_H(space, OFFSET(ia)));
      ensures failed: \result.status != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: SYNCED(space);
      ensures hooks: \result.status == VPT_OK ==> TOLD_ONCE(space, OFFSET(ia), \result.size,
        HW_H(space, \old(OFFSET(ia))) == \old(HW_H(space, OFFSET(ia))), \result.attr);
      ensures quiet: \result.status != VPT_OK ==> told == 0;
      ensures commit: commits == (\result.status == VPT_OK ? 1 : 0); */
LINKAGE struct vpt_result INSTANCE(unmap_frame)(struct vpt *space, vpt_ia ia, uint64_t size);
