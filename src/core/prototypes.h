/* SPDX-License-Identifier: Apache-2.0 */
/* The operations on a space and what is proved of them: once for each format, once for those that find out a
 * space's format, and once for the functions that users call. It has no guard: before it is included, LINKAGE is
 * nothing or static, INSTANCE(name) names the functions and, in the contracts, FMT is the format's number and
 * GRANULE the log2 of its granule. Only the functions that users call may get a space that was taken apart and has no
 * format any more: IF_KNOWN(P) is what is required of a space, NO_FORMAT what is promised of one that has none.
 * OFFSET(ia) is what the tables translate of an input address: a number below input_end, if the space has that
 * address.
 */

/* Gives every frame back. */
/*@ requires \valid(space) && IF_KNOWN(VALID(space) && TLB_CLEAN);
    assigns space->leaf_prefix, space->upper_prefix, space->format, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB, commits;
    behavior known:
      assumes KNOWN(FMT);
      ensures pool: POOL_OK(space->pool) && SAME_POOL(space->pool, Pre);
      ensures freed: \forall integer c; IN_POOL(space->pool, c) ==> (USED(space->pool, c) <==> \at(FOREIGN(space, c), Pre));
      ensures counts: \forall integer c; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
        USES(space->pool, c) == \at(USES(space->pool, c), Pre);
      ensures words: \forall integer c, j; IN_POOL(space->pool, c) ==> \at(FOREIGN(space, c), Pre) ==>
        0 <= j < entries(space->pool->granule_log2) ==> WORD(space->pool, c, j) == \at(WORD(space->pool, c, j), Pre);
      ensures format: space->format == 0;
      ensures tlb: TLB_CLEAN;
    NO_FORMAT(assigns \nothing;) */
LINKAGE void INSTANCE(destroy)(struct vpt *space);

/* Output address of the first root table. */
/*@ requires \valid(space) && IF_KNOWN(VALID(space));
    assigns \nothing;
    behavior known:
      assumes KNOWN(FMT);
      ensures \result == space->root * size(FMT, 0);
    NO_FORMAT(ensures \result == 0;) */
LINKAGE vpt_oa INSTANCE(root)(const struct vpt *space);

/* Maps one leaf. */
/*@ requires \valid(space) && IF_KNOWN(VALID(space) && TLB_CLEAN);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    behavior known:
      assumes KNOWN(FMT);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures argument: MAP_STATUS(space, OFFSET(ia), oa, size) != VPT_OK ==> \result == MAP_STATUS(space, OFFSET(ia), oa, size);
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
      ensures commit: commits == (\result == VPT_OK ? 1 : 0);
    NO_FORMAT(assigns \nothing; ensures \result == VPT_ERR_FORMAT;) */
LINKAGE enum vpt_status INSTANCE(map_frame)(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size,
                                            vpt_attr attr);

/* Gives one leaf new attributes. */
/*@ requires \valid(space) && IF_KNOWN(VALID(space) && TLB_CLEAN);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits;
    behavior known:
      assumes KNOWN(FMT);
      ensures valid: VALID(space) && SAME_SPACE(space, Pre);
      ensures argument: INPUT_STATUS(space, OFFSET(ia)) != VPT_OK ==> \result == INPUT_STATUS(space, OFFSET(ia));
      ensures attributes: INPUT_STATUS(space, OFFSET(ia)) == VPT_OK ==> (\result == VPT_ERR_ATTR <==> !attr_ok(FMT, attr));
      ensures status: INPUT_STATUS(space, OFFSET(ia)) == VPT_OK ==> attr_ok(FMT, attr) ==>
        \result == \old(BASE_STATUS(space, OFFSET(ia)));
      ensures inside: \result == VPT_OK ==>
        TRANSLATED(space, OFFSET(ia), \old(OUTPUT(space, OFFSET(ia))), \old(LEAF_SIZE(space, OFFSET(ia))), attr);
      ensures outside: \result == VPT_OK ==> ELSEWHERE_SAME(space, OFFSET(ia), \old(LEAF_SIZE(space, OFFSET(ia))), Pre);
      ensures failed: \result != VPT_OK ==> UNCHANGED(space, Pre);
      ensures foreign: FOREIGN_KEPT(space, Pre);
      ensures tlb: TLB_CLEAN;
      ensures commit: 0 <= commits <= (\result == VPT_OK ? 1 : 0);
    NO_FORMAT(assigns \nothing; ensures \result == VPT_ERR_FORMAT;) */
LINKAGE enum vpt_status INSTANCE(protect_frame)(struct vpt *space, vpt_ia ia, vpt_attr attr);

#include "results.h"
