/* SPDX-License-Identifier: Apache-2.0 */
/* Maps a range, all or nothing. Arguments are judged first, attributes next, then what is mapped, then the frames. */
/*@ requires \valid(space) && OBJECT(space);
    requires KNOWN(space) ==> VALID(space) && READY(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STALE, commits;
    behavior known:
      assumes KNOWN(space) && MAY_LEAD(space, oa, length, attr);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures empty: length == 0 ==> \result.status == VPT_OK && \result.frames == 0;
      ensures argument: length > 0 ==>
        MAP_RANGE_STATUS(space, RANGE_OFFSET(ia, length), oa, length, leaf_max) != VPT_OK ==>
        \result.status == MAP_RANGE_STATUS(space, RANGE_OFFSET(ia, length), oa, length, leaf_max);
      ensures attributes: length > 0 ==>
        MAP_RANGE_STATUS(space, RANGE_OFFSET(ia, length), oa, length, leaf_max) == VPT_OK ==>
        (\result.status == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
      ensures mapped: MAP_GOOD(space, RANGE_OFFSET(ia, length), oa, length, attr, leaf_max) ==>
        (\result.status == VPT_ERR_MAPPED <==>
           \old(!RANGE_BARE(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length)));
      ensures no_frames: MAP_GOOD(space, RANGE_OFFSET(ia, length), oa, length, attr, leaf_max) ==>
        \result.status != VPT_ERR_MAPPED ==> (\result.status == VPT_ERR_NO_FRAMES <==> \old(space->pool->free <
           NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, oa, LEAF_MAX(space, leaf_max))));
      ensures status: MAP_GOOD(space, RANGE_OFFSET(ia, length), oa, length, attr, leaf_max) ==>
        \result.status == VPT_OK || \result.status == VPT_ERR_MAPPED || \result.status == VPT_ERR_NO_FRAMES;
      ensures inside: length > 0 ==> \result.status == VPT_OK ==>
        RANGE_TRANSLATED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, oa, attr);
      ensures outside: length > 0 ==> \result.status == VPT_OK ==>
        OUTSIDE_SAME(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, Pre);
      ensures frames: length > 0 ==> \result.status == VPT_OK || \result.status == VPT_ERR_NO_FRAMES ==>
        \result.frames ==
        \old(NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, oa, LEAF_MAX(space, leaf_max)));
      ensures taken: \result.status == VPT_OK ==> space->pool->free == \old(space->pool->free) - \result.frames;
      ensures none: \result.status != VPT_OK ==> \result.status != VPT_ERR_NO_FRAMES ==> \result.frames == 0;
      ensures first: \result.status == VPT_ERR_MAPPED ==>
        FIRST_MAPPED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length,
                     OFFSET_AFTER(ia, length, \result.ia));
      ensures start: \result.status != VPT_ERR_MAPPED ==> \result.ia == ia;
      ensures failed: length == 0 || \result.status != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: SYNCED(space); */
LINKAGE struct vpt_outcome INSTANCE(map)(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr,
                                         uint64_t leaf_max);
