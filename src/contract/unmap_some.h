/* SPDX-License-Identifier: Apache-2.0 */
/* Unmaps a range from its start on, holes or not, all of it or a part after which the rest takes no frame; or does
 * nothing. */
/*@ requires \valid(space) && OBJECT(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB,
      commits;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space) && READY(space);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures empty: length == 0 ==> \result.status == VPT_OK && \result.frames == 0 && \result.ia == ia;
      ensures argument: length > 0 ==> RANGE_STATUS(space, RANGE_OFFSET(ia, length), length) != VPT_OK ==>
        \result.status == RANGE_STATUS(space, RANGE_OFFSET(ia, length), length);
      ensures breaks: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==>
        (\result.status == VPT_ERR_BREAK <==> \old(SPLIT_REFUSED(space,
           ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length))));
      ensures no_frames: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==> \result.status != VPT_ERR_BREAK ==>
        (\result.status == VPT_ERR_NO_FRAMES <==> \old(space->pool->free <
           ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length)));
      ensures status: RANGE_GOOD(space, RANGE_OFFSET(ia, length), length) ==>
        \result.status == VPT_OK || \result.status == VPT_ERR_BREAK || \result.status == VPT_ERR_NO_FRAMES;
      ensures further: length > 0 ==> \result.status == VPT_OK ==>
        RANGE_OFFSET(ia, length) < OFFSET_AFTER(ia, length, \result.ia) <= RANGE_OFFSET(ia, length) + length;
      ensures all: tables == 0 ==> \result.status == VPT_OK ==>
        OFFSET_AFTER(ia, length, \result.ia) == RANGE_OFFSET(ia, length) + length;
      ensures inside: length > 0 ==> \result.status == VPT_OK ==>
        RANGE_BARE(space, RANGE_OFFSET(ia, length), OFFSET_AFTER(ia, length, \result.ia));
      ensures outside: length > 0 ==> \result.status == VPT_OK ==>
        OUTSIDE_SAME_MEANING(space, RANGE_OFFSET(ia, length), OFFSET_AFTER(ia, length, \result.ia), Pre);
      ensures rest: length > 0 ==> \result.status == VPT_OK ==>
        REST_READY(space, OFFSET_AFTER(ia, length, \result.ia), RANGE_OFFSET(ia, length) + length);
      ensures frames: length > 0 ==> \result.status == VPT_OK || \result.status == VPT_ERR_NO_FRAMES ==>
        \result.frames ==
        \old(ENDS_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length));
      ensures few: \result.frames <= 2 * space->height;
      ensures none: \result.status != VPT_OK ==> \result.status != VPT_ERR_NO_FRAMES ==> \result.frames == 0;
      ensures start: \result.status != VPT_OK ==> \result.ia == ia;
      ensures failed: length == 0 || \result.status != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: SYNCED(space);
      ensures bare: length > 0 ==> \result.status == VPT_OK ==>
        \at(RANGE_BARE(space, RANGE_OFFSET(ia, length), OFFSET_AFTER(ia, length, \at(\result, Post).ia)), Pre) ==>
        TOLD_TIMES(space, \result.frames);
      ensures hooks: length > 0 ==> \result.status == VPT_OK ==>
        \at(!RANGE_BARE(space, RANGE_OFFSET(ia, length), OFFSET_AFTER(ia, length, \at(\result, Post).ia)), Pre) ==>
        TOLD_TIMES(space, \result.frames + 1) && (HOOKED(space) ==> told_leaves == \result.frames &&
          TOLD_SPAN(space, RANGE_OFFSET(ia, length), OFFSET_AFTER(ia, length, \result.ia), Pre));
      ensures quiet: length == 0 || \result.status != VPT_OK ==> told == 0; */
LINKAGE struct vpt_outcome INSTANCE(unmap_some)(struct vpt *space, vpt_ia ia, uint64_t length, unsigned tables);
