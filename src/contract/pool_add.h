/* SPDX-License-Identifier: Apache-2.0 */
/* Frames that are the caller's become free frames of the pool, and zero. */
/*@ requires pool != \null ==> POOL_VALID(pool);
    assigns pool->free, MARKS(pool), ORDER(pool), OWNERS(pool), LIVES(pool), POOL_WORDS(pool);
    behavior null:
      assumes pool == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_NULL;
    behavior refused:
      assumes pool != \null && !ADDABLE(pool, oa, length);
      assigns \nothing;
      ensures same: POOL_SAME(pool, Pre);
      ensures status: ADD_REFUSED(pool, oa, length, \result);
    behavior added:
      assumes pool != \null && ADDABLE(pool, oa, length);
      ensures done: \result == VPT_OK;
      ensures pool: POOL_GREW(pool, FRAME_AT(pool, oa), FRAMES_IN(pool, length), Pre);
      ensures words: WORDS_SAME_BUT(pool, FRAME_AT(pool, oa), FRAMES_IN(pool, length), Pre);
    complete behaviors;
    disjoint behaviors; */
enum vpt_status INSTANCE(pool_add)(struct vpt_pool *pool, vpt_oa oa, uint64_t length);
