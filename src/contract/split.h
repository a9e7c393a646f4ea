/* SPDX-License-Identifier: Apache-2.0 */
/* Splits leaves that are larger than asked for and have an address of a range, or does nothing. */
/*@ requires \valid(space) && OBJECT(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), TLB, commits;
    behavior known:
      assumes KNOWN(space);
      requires VALID(space) && READY(space);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures empty: length == 0 ==> \result.status == VPT_OK && \result.frames == 0;
      ensures argument: length > 0 ==> SPLIT_STATUS(space, RANGE_OFFSET(ia, length), length, leaf_max) != VPT_OK ==>
        \result.status == SPLIT_STATUS(space, RANGE_OFFSET(ia, length), length, leaf_max);
      ensures breaks: SPLIT_GOOD(space, RANGE_OFFSET(ia, length), length, leaf_max) ==>
        (\result.status == VPT_ERR_BREAK <==> \old(SPLIT_REFUSED(space,
           SPLIT_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, LEAF_MAX(space, leaf_max)))));
      ensures no_frames: SPLIT_GOOD(space, RANGE_OFFSET(ia, length), length, leaf_max) ==>
        \result.status != VPT_ERR_BREAK ==>
        (\result.status == VPT_ERR_NO_FRAMES <==> \old(space->pool->free < SPLIT_NEED(space,
           RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, LEAF_MAX(space, leaf_max))));
      ensures status: SPLIT_GOOD(space, RANGE_OFFSET(ia, length), length, leaf_max) ==>
        \result.status == VPT_OK || \result.status == VPT_ERR_BREAK || \result.status == VPT_ERR_NO_FRAMES;
      ensures inside: length > 0 ==> \result.status == VPT_OK ==>
        RANGE_SPLIT(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, LEAF_MAX(space, leaf_max));
      ensures meaning: ALL_SAME_MEANING(space, Pre);
      ensures only: length > 0 ==> \result.status == VPT_OK ==>
        ONLY_SPLIT(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, LEAF_MAX(space, leaf_max), Pre);
      ensures taken: \result.status == VPT_OK ==> space->pool->free == \old(space->pool->free) - \result.frames;
      ensures frames: length > 0 ==> \result.status == VPT_OK || \result.status == VPT_ERR_NO_FRAMES ==>
        \result.frames == \old(SPLIT_NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length,
                                          LEAF_MAX(space, leaf_max)));
      ensures none: \result.status != VPT_OK ==> \result.status != VPT_ERR_NO_FRAMES ==> \result.frames == 0;
      ensures start: \result.ia == ia;
      ensures failed: length == 0 || \result.status != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: SYNCED(space);
      ensures hooks: length > 0 ==> \result.status == VPT_OK ==>
        TOLD_TIMES(space, \result.frames) && told_leaves == told;
      ensures quiet: length == 0 || \result.status != VPT_OK ==> told == 0; */
LINKAGE struct vpt_outcome INSTANCE(split)(struct vpt *space, vpt_ia ia, uint64_t length, uint64_t leaf_max);
