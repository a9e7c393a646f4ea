/* SPDX-License-Identifier: Apache-2.0 */
/* The pool from inside: frames change hands in constant time.
 *
 * The first `free` elements of `info[].stack` are the frames that are free, `info[].free` marks them. Free frames are
 * zero, words and live count, so a frame that is taken is an empty table already.
 */
#ifndef VPT_POOL_H
#define VPT_POOL_H

#include "vpt/vpt.h"
#include "logic/pool_config.h"
#include "logic/tlb.h"

/* The first thing that is wrong with the arguments of a call that makes a pool, or VPT_OK. */
/*@ requires CONFIGURABLE(pool, config);
    assigns \nothing;
    ensures \result == POOL_STATUS(pool, config); */
enum vpt_status vpt_pool_check(const struct vpt_pool *pool, const struct vpt_pool_config *config);

/* Sets all members of a pool: it has no free frame yet. */
/*@ requires CONFIGURABLE(pool, config) && POOL_STATUS(pool, config) == VPT_OK;
    assigns *pool;
    ensures made: POOL_OF(pool, config) && pool->free == 0;
    ensures shape: pool_shape(pool); */
void vpt_pool_configure(struct vpt_pool *pool, const struct vpt_pool_config *config);

/* Takes a free frame and returns its number. There must be one. */
/*@ requires pool_shape(pool) && STACKED(pool) && pool->free > 0 && LAST_SYNCED(pool);
    assigns pool->free, MARKS(pool);
    ensures stacked: STACKED(pool) && pool->free == \old(pool->free) - 1;
    ensures frame: IN_POOL(pool, \result) && USED(pool, \result) && !\at(USED(pool, \at(\result, Post)), Pre);
    ensures others: \forall integer f; IN_POOL(pool, f) ==> f != \result ==>
      (USED(pool, f) <==> \at(USED(pool, f), Pre)); */
int64_t vpt_pool_take(struct vpt_pool *pool);

/* Takes `count` free frames side by side, the first with a number that is a multiple of `count`,
 * and returns its number, or -1 if there is no such run. More than one: looks at every frame. */
/*@ requires pool_shape(pool) && STACKED(pool) && 1 <= count <= 16 && LAST_SYNCED(pool);
    assigns pool->free, MARKS(pool), ORDER(pool);
    ensures stacked: STACKED(pool);
    ensures none: \result == -1 ==> pool->free == \old(pool->free) &&
      \forall integer f; IN_POOL(pool, f) ==> (USED(pool, f) <==> \at(USED(pool, f), Pre));
    ensures none_iff: \result == -1 <==> \old(NO_RUN(pool, count));
    ensures run: \result != -1 ==> \result % count == 0 && pool->free == \old(pool->free) - count &&
      pool->first <= \result && \result + count <= pool->first + pool->count;
    ensures frames: \result != -1 ==> \forall integer f; \result <= f < \result + count ==>
      USED(pool, f) && !\at(USED(pool, f), Pre);
    ensures others: \result != -1 ==> \forall integer f; IN_POOL(pool, f) ==>
      !(\result <= f < \result + count) ==> (USED(pool, f) <==> \at(USED(pool, f), Pre)); */
int64_t vpt_pool_take_run(struct vpt_pool *pool, int64_t count);

/* Gives back a used frame that is zero again. */
/*@ requires pool_shape(pool) && STACKED(pool) && IN_POOL(pool, frame) && USED(pool, frame);
    assigns pool->free, MARKS(pool), ORDER(pool);
    ensures stacked: STACKED(pool) && pool->free == \old(pool->free) + 1;
    ensures frame: !USED(pool, frame);
    ensures others: \forall integer f; IN_POOL(pool, f) ==> f != frame ==>
      (USED(pool, f) <==> \at(USED(pool, f), Pre)); */
void vpt_pool_give(struct vpt_pool *pool, int64_t frame);

#endif
