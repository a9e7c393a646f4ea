/* SPDX-License-Identifier: Apache-2.0 */
/* Gives one leaf, of this size if one is named, new attributes. */
/*@ requires \valid(space) && OBJECT(space);
    requires KNOWN(space) ==> VALID(space) && READY(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    behavior known:
      assumes KNOWN(space) && LEAF_MAY_HAVE(space, OFFSET(ia), attr);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures argument: INPUT_STATUS(space, OFFSET(ia)) != VPT_OK ==> \result == INPUT_STATUS(space, OFFSET(ia));
      ensures attributes: INPUT_STATUS(space, OFFSET(ia)) == VPT_OK ==>
        (\result == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
      ensures status: INPUT_STATUS(space, OFFSET(ia)) == VPT_OK ==> attr_ok(FMT, attr) ==>
        \result == VPT_ERR_BREAK || \result == \old(BASE_STATUS(space, OFFSET(ia), size));
      ensures breaks: INPUT_STATUS(space, OFFSET(ia)) == VPT_OK ==> attr_ok(FMT, attr) ==>
        (\result == VPT_ERR_BREAK <==> \old(BASE_STATUS(space, OFFSET(ia), size) == VPT_OK &&
           CHANGE_REFUSED(space, OFFSET(ia), attr)));
      ensures base: \result == VPT_OK ==> \old(START(space, HW_H(space, OFFSET(ia)), OFFSET(ia))) == OFFSET(ia);
      ensures inside: \result == VPT_OK ==> TRANSLATED(space, OFFSET(ia), \old(OUTPUT(space, OFFSET(ia))),
                                                     \old(LEAF_SIZE(space, OFFSET(ia))), attr);
      ensures outside: \result == VPT_OK ==>
        ELSEWHERE_SAME(space, OFFSET(ia), \old(LEAF_SIZE(space, OFFSET(ia))), Pre);
      ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: SYNCED(space);
      ensures hooks: commits == 1 ==> TOLD_ONCE(space, OFFSET(ia), \old(LEAF_SIZE(space, OFFSET(ia))), true,
                                               \old(LEAF_ATTR(space, OFFSET(ia))));
      ensures broken: commits == 1 && \old(MUST_BREAK(space, OFFSET(ia), attr)) ? breaks == 1 : breaks == 0;
      ensures quiet: commits == 0 ==> told == 0;
      ensures commit: 0 <= commits <= (\result == VPT_OK ? 1 : 0); */
LINKAGE enum vpt_status INSTANCE(protect_frame)(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size);
