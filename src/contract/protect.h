/* SPDX-License-Identifier: Apache-2.0 */
/* Gives what is mapped in a range new attributes, or does nothing. */
/*@ requires \valid(space) && OBJECT(space);
    requires KNOWN(space) ==> VALID(space) && READY(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits, breaks;
    behavior known:
      assumes KNOWN(space) && RANGE_MAY_HAVE(space, FIRST_OFFSET(ia, length), length, attr);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures empty: length == 0 ==> \result.status == VPT_OK && \result.frames == 0 && \result.ia == ia;
      ensures argument: length > 0 ==> RANGE_STATUS(space, RANGE_OFFSET(ia, length), length) != VPT_OK ==>
        \result.status == RANGE_STATUS(space, RANGE_OFFSET(ia, length), length);
      ensures attributes: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==>
        (\result.status == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
      ensures breaks: PROTECT_GOOD(space, RANGE_OFFSET(ia, length), length, attr) ==>
        (\result.status == VPT_ERR_BREAK <==> PROTECT_REFUSED(space,
           RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, attr, Pre));
      ensures no_frames: PROTECT_GOOD(space, RANGE_OFFSET(ia, length), length, attr) ==>
        \result.status != VPT_ERR_BREAK ==> (\result.status == VPT_ERR_NO_FRAMES <==> \old(space->pool->free <
           ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length)));
      ensures status: PROTECT_GOOD(space, RANGE_OFFSET(ia, length), length, attr) ==>
        \result.status == VPT_OK || \result.status == VPT_ERR_BREAK || \result.status == VPT_ERR_NO_FRAMES;
      ensures inside: length > 0 ==> \result.status == VPT_OK ==>
        RANGE_PROTECTED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, attr, Pre);
      ensures taken: \result.status == VPT_OK ==> space->pool->free == \old(space->pool->free) - \result.frames;
      ensures outside: length > 0 ==> \result.status == VPT_OK ==>
        OUTSIDE_SAME_MEANING(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, Pre);
      ensures frames: length > 0 ==> \result.status == VPT_OK || \result.status == VPT_ERR_NO_FRAMES ==>
        \result.frames ==
        \old(ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length));
      ensures few: \result.frames <= 2 * space->height;
      ensures none: \result.status != VPT_OK ==> \result.status != VPT_ERR_NO_FRAMES ==> \result.frames == 0;
      ensures hole: length > 0 ==> \result.status == VPT_OK ==>
        \at(FIRST_HOLE(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length,
                       OFFSET_AFTER(ia, length, \at(\result, Post).ia)), Pre);
      ensures start: \result.status != VPT_OK ==> \result.ia == ia;
      ensures failed: length == 0 || \result.status != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: SYNCED(space);
      ensures kept: length > 0 ==> \result.status == VPT_OK ==>
        RANGE_HAS(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, attr, Pre) ==>
        TOLD_TIMES(space, \result.frames);
      ensures hooks: length > 0 ==> \result.status == VPT_OK ==>
        NO_BREAKS(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, attr, Pre) ==>
        !RANGE_HAS(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, attr, Pre) ==>
        TOLD_TIMES(space, \result.frames + 1) && (HOOKED(space) ==>
          TOLD_CHANGED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, attr, Pre));
      ensures broken: length > 0 ==> \result.status == VPT_OK ==> HOOKED(space) ==>
        told_leaves == \result.frames + breaks && told_leaves <= told <= told_leaves + breaks + 1;
      ensures unhooked: !HOOKED(space) ==> told == 0;
      ensures quiet: length == 0 || \result.status != VPT_OK ==> told == 0; */
LINKAGE struct vpt_outcome INSTANCE(protect)(struct vpt *space, vpt_ia ia, uint64_t length, vpt_attr attr);
