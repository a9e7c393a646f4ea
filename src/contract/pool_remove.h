/* SPDX-License-Identifier: Apache-2.0 */
/* Free frames become their owner's again. */
#define REMOVABLE (pool != \null && (frames != \null || count == 0) && count <= pool->free)
/*@ requires pool != \null ==> POOL_VALID(pool) && ALL_SYNCED(pool);
    requires REMOVABLE ==> \valid(frames + (0 .. count - 1)) &&
      \separated(frames + (0 .. count - 1), pool, pool->info + (0 .. pool->count - 1),
                 pool->words + (0 .. slot(pool->granule_log2, pool->count, 0) - 1));
    assigns pool->free, MARKS(pool), OWNERS(pool), frames[0 .. count - 1];
    behavior refused:
      assumes !REMOVABLE;
      assigns \nothing;
      ensures same: pool != \null ==> POOL_SAME(pool, Pre);
      ensures null: pool == \null || frames == \null && count > 0 ==> \result == VPT_ERR_NULL;
      ensures few: pool != \null && (frames != \null || count == 0) ==> \result == VPT_ERR_NO_FRAMES;
    behavior removed:
      assumes REMOVABLE;
      ensures done: \result == VPT_OK;
      ensures pool: POOL_VALID(pool) && pool->free == \old(pool->free) - count;
      ensures frames: \forall integer k; 0 <= k < count ==> TAKEN_BACK(pool, frames[k], Pre);
      ensures once: \forall integer j, k; 0 <= j < k < count ==> frames[j] != frames[k];
      ensures words: WORDS_SAME_BUT(pool, 0, 0, Pre);
      ensures zero: \forall integer k, j; 0 <= k < count ==> 0 <= j < entries(pool->granule_log2) ==>
        WORD(pool, FRAME_AT(pool, frames[k]), j) == 0;
      ensures used: USED_SAME(pool, Pre);
    complete behaviors;
    disjoint behaviors; */
enum vpt_status INSTANCE(pool_remove)(struct vpt_pool *pool, vpt_oa *frames, uint64_t count);
#undef REMOVABLE
