/* SPDX-License-Identifier: Apache-2.0 */
/* What map would say, without doing it. */
/*@ requires \valid(space) && OBJECT(space);
    requires KNOWN(space) ==> VALID(space);
    assigns \nothing;
    behavior known:
      assumes KNOWN(space) && MAY_LEAD(space, oa, length, attr);
      ensures empty: length == 0 ==> \result.status == VPT_OK && \result.frames == 0;
      ensures argument: length > 0 ==>
        MAP_RANGE_STATUS(space, RANGE_OFFSET(ia, length), oa, length, leaf_max) != VPT_OK ==>
        \result.status == MAP_RANGE_STATUS(space, RANGE_OFFSET(ia, length), oa, length, leaf_max);
      ensures attributes: length > 0 ==>
        MAP_RANGE_STATUS(space, RANGE_OFFSET(ia, length), oa, length, leaf_max) == VPT_OK ==>
        (\result.status == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
      ensures mapped: MAP_GOOD(space, RANGE_OFFSET(ia, length), oa, length, attr, leaf_max) ==>
        (\result.status == VPT_ERR_MAPPED <==>
           !RANGE_BARE(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length));
      ensures no_frames: MAP_GOOD(space, RANGE_OFFSET(ia, length), oa, length, attr, leaf_max) ==>
        \result.status != VPT_ERR_MAPPED ==> (\result.status == VPT_ERR_NO_FRAMES <==> space->pool->free <
           NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, oa, LEAF_MAX(space, leaf_max)));
      ensures status: MAP_GOOD(space, RANGE_OFFSET(ia, length), oa, length, attr, leaf_max) ==>
        \result.status == VPT_OK || \result.status == VPT_ERR_MAPPED || \result.status == VPT_ERR_NO_FRAMES;
      ensures frames: length > 0 ==> \result.status == VPT_OK || \result.status == VPT_ERR_NO_FRAMES ==>
        \result.frames ==
        NEED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length, oa, LEAF_MAX(space, leaf_max));
      ensures none: \result.status != VPT_OK ==> \result.status != VPT_ERR_NO_FRAMES ==> \result.frames == 0;
      ensures first: \result.status == VPT_ERR_MAPPED ==>
        FIRST_MAPPED(space, RANGE_OFFSET(ia, length), RANGE_OFFSET(ia, length) + length,
                     OFFSET_AFTER(ia, length, \result.ia));
      ensures start: \result.status != VPT_ERR_MAPPED ==> \result.ia == ia; */
LINKAGE struct vpt_outcome INSTANCE(map_check)(const struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t length,
                                               vpt_attr attr, uint64_t leaf_max);
