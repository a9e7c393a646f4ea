/* SPDX-License-Identifier: Apache-2.0 */
/* Maps one leaf. Arguments are judged first, attributes next, then what is mapped, then the frames. */
/*@ requires \valid(space) && OBJECT(space);
    requires KNOWN(space) ==> VALID(space) && READY(space);
    assigns NOTES(space);
    ensures others: OTHERS_NOTED(space, Pre);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STALE, commits;
    behavior known:
      assumes KNOWN(space) && MAY_LEAD(space, oa, size, attr);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures argument: MAP_STATUS(space, OFFSET(ia), oa, size) != VPT_OK ==>
        \result == MAP_STATUS(space, OFFSET(ia), oa, size);
      ensures attributes: MAP_STATUS(space, OFFSET(ia), oa, size) == VPT_OK ==>
        (\result == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
      ensures mapped: MAP_STATUS(space, OFFSET(ia), oa, size) == VPT_OK ==> attr_ok(FMT, attr) ==>
        (\result == VPT_ERR_MAPPED <==> \old(!NOT_MAPPED(space, OFFSET(ia), size)));
      ensures no_frames: MAP_STATUS(space, OFFSET(ia), oa, size) == VPT_OK ==> attr_ok(FMT, attr) ==>
        (\result == VPT_ERR_NO_FRAMES <==> \old(NOT_MAPPED(space, OFFSET(ia), size)) &&
                                           \old(space->pool->free < FRAMES_NEEDED(space, OFFSET(ia), size)));
      ensures status: MAP_STATUS(space, OFFSET(ia), oa, size) == VPT_OK ==> attr_ok(FMT, attr) ==>
        \result == VPT_OK || \result == VPT_ERR_MAPPED || \result == VPT_ERR_NO_FRAMES;
      ensures inside: \result == VPT_OK ==> TRANSLATED(space, OFFSET(ia), oa, size, attr);
      ensures outside: \result == VPT_OK ==> ELSEWHERE_SAME(space, OFFSET(ia), size, Pre);
      ensures frames: \result == VPT_OK ==>
        space->pool->free == \old(space->pool->free - FRAMES_NEEDED(space, OFFSET(ia), size));
      ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: SYNCED(space);
      ensures commit: commits == (\result == VPT_OK ? 1 : 0); */
LINKAGE enum vpt_status INSTANCE(map_frame)(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr);
