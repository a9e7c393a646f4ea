/* SPDX-License-Identifier: Apache-2.0 */
/* Frames that are the caller's, and zero, become free frames of the pool. */
/*@ requires pool != \null ==> POOL_OK(pool) && FREE_OWNED(pool);
    requires pool != \null ==> ADDABLE(pool, oa, length) ==>
      FRAMES_ZERO(pool, FRAME_AT(pool, oa), FRAMES_IN(pool, length));
    assigns pool->free, MARKS(pool), ORDER(pool), OWNERS(pool), LIVES(pool);
    behavior null:
      assumes pool == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_NULL;
    behavior refused:
      assumes pool != \null && !ADDABLE(pool, oa, length);
      assigns \nothing;
      ensures same: POOL_SAME(pool, Pre);
      ensures empty: length == 0 ==> \result == VPT_OK;
      ensures argument: length > 0 ==> ADD_STATUS(pool, oa, length) != VPT_OK ==>
        \result == ADD_STATUS(pool, oa, length);
      ensures owner: length > 0 ==> ADD_STATUS(pool, oa, length) == VPT_OK ==>
        OWNED_STATUS(pool, FRAME_AT(pool, oa), FRAMES_IN(pool, length), \result);
    behavior added:
      assumes pool != \null && ADDABLE(pool, oa, length);
      ensures done: \result == VPT_OK;
      ensures pool: POOL_OK(pool) && FREE_OWNED(pool) && pool->free == \old(pool->free) + FRAMES_IN(pool, length);
      ensures added: ADDED(pool, FRAME_AT(pool, oa), FRAMES_IN(pool, length));
      ensures others: OTHER_FRAMES_SAME(pool, FRAME_AT(pool, oa), FRAMES_IN(pool, length), Pre);
    complete behaviors;
    disjoint behaviors; */
enum vpt_status INSTANCE(pool_add_zero)(struct vpt_pool *pool, vpt_oa oa, uint64_t length);
