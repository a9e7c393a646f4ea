/* SPDX-License-Identifier: Apache-2.0 */
/* The pool as proofs see it. Outside pool.c frames are named by their number, which starts at
 * `first`; `isused` and `uses` hide the subtraction. Predicates take values, not the pool, so that
 * they do not depend on memory that they do not speak of.
 */
#ifndef VPT_LOGIC_FRAMES_H
#define VPT_LOGIC_FRAMES_H

#include "vpt/vpt.h"

/* entries(g): words of a frame of 2^g bytes, slot(g,f,i): place of word i of the pool's frame f.
 * The core's proof knows only their laws: it then needs no nonlinear arithmetic. */
#ifdef VPT_ABSTRACT_CODEC
/*@ axiomatic Frames {
      logic integer entries(integer g);
      logic integer slot(integer g, integer f, integer i);
    } */
#else
/*@ logic integer entries(integer g) = g == 12 ? 512 : g == 14 ? 2048 : 8192;
    logic integer slot(integer g, integer f, integer i) = f * entries(g) + i; */
#endif

/*@ axiomatic Unused {
      // free frames among the first n
      logic integer unused{L}(struct vpt_frame_info *info, integer n) =
        n <= 0 ? 0 : unused(info, n - 1) + (info[n - 1].free != 0 ? 1 : 0);
    } */

/*@ // the first `free` elements of `stack` are the free frames, each of them once
    predicate stacked{L}(struct vpt_frame_info *info, integer count, integer free) =
      (\forall integer i; 0 <= i < free ==> 0 <= info[i].stack < count && info[info[i].stack].free != 0) &&
      (\forall integer i, j; 0 <= i < j < free ==> info[i].stack != info[j].stack) &&
      free == unused(info, count);

    // is frame f in use, be it as a table or because it is not the pool's, and how many of its entries are
    predicate isused{L}(struct vpt_frame_info *info, integer first, integer f) =
      info[f - first].free == 0;
    // was frame f handed over
    predicate isowned{L}(struct vpt_frame_info *info, integer first, integer f) =
      info[f - first].owned != 0;
    logic integer uses{L}(struct vpt_frame_info *info, integer first, integer f) =
      info[f - first].live;

    // entry i of frame f
    logic integer ent{L}(uint64_t *words, integer g, integer first, integer f, integer i) =
      words[slot(g, f - first, i)];
    predicate zero{L}(uint64_t *words, struct vpt_frame_info *info, integer g, integer first, integer f) =
      uses(info, first, f) == 0 && \forall integer i; 0 <= i < entries(g) ==> ent(words, g, first, f, i) == 0;
    // free frames are empty tables
    predicate clean{L}(uint64_t *words, struct vpt_frame_info *info, integer g, integer first,
                       integer count) =
      \forall integer f; first <= f < first + count ==> !isused(info, first, f) ==>
        zero(words, info, g, first, f); */

/*@ // one of the n frames from r on is in use
    predicate some_used{L}(struct vpt_frame_info *info, integer first, integer r, integer n) =
      \exists integer f; r <= f < r + n && isused(info, first, f);
    // no n free frames stand side by side, the first with a number that is a multiple of n
    predicate no_run{L}(struct vpt_frame_info *info, integer first, integer count, integer n) =
      \forall integer r; first <= r ==> r + n <= first + count ==> r % n == 0 ==>
        some_used(info, first, r, n); */

/*@ // the memory of a pool
    predicate pool_shape{L}(struct vpt_pool *pool) =
      \valid(pool) && 0 < pool->count <= 0xffffffff && 0 <= pool->first <= 0x100000000000 - pool->count &&
      (pool->granule_log2 == 12 || pool->granule_log2 == 14 || pool->granule_log2 == 16) &&
      \valid(pool->words + (0 .. slot(pool->granule_log2, pool->count, 0) - 1)) &&
      \valid(pool->info + (0 .. pool->count - 1)) &&
      \separated(pool, pool->info + (0 .. pool->count - 1),
                 pool->words + (0 .. slot(pool->granule_log2, pool->count, 0) - 1)); */

/* The members that nothing changes after vpt_pool_init(). */
#define SAME_POOL(p, L)                                                                   \
  ((p)->words == \at((p)->words, L) && (p)->info == \at((p)->info, L) &&                  \
   (p)->first == \at((p)->first, L) && (p)->count == \at((p)->count, L) &&                \
   (p)->granule_log2 == \at((p)->granule_log2, L))

#define IN_POOL(p, f) ((p)->first <= (f) < (p)->first + (p)->count)
#define USED(p, f) isused((p)->info, (p)->first, f)
#define OWNED(p, f) isowned((p)->info, (p)->first, f)
#define USES(p, f) uses((p)->info, (p)->first, f)
#define WORD(p, f, i) ent((p)->words, (p)->granule_log2, (p)->first, f, i)
#define STACKED(p) (0 <= (p)->free <= (p)->count && stacked((p)->info, (p)->count, (p)->free))
#define SOME_USED(p, r, n) some_used((p)->info, (p)->first, r, n)
#define NO_RUN(p, n) no_run((p)->info, (p)->first, (p)->count, n)
/* Which frames are in use, the order in which the others are taken, and which are the pool's. */
#define MARKS(p) (p)->info[0 .. (p)->count - 1].free
#define ORDER(p) (p)->info[0 .. (p)->count - 1].stack
#define OWNERS(p) (p)->info[0 .. (p)->count - 1].owned
/* Free frames are the pool's. */
#define FREE_OWNED(p) (\forall integer f_; IN_POOL(p, f_) ==> !USED(p, f_) ==> OWNED(p, f_))
#define CLEAN(p) \
  clean((p)->words, (p)->info, (p)->granule_log2, (p)->first, (p)->count)

/* What vpt_pool_init() establishes and every operation keeps. */
#define POOL_OK(p) (pool_shape(p) && STACKED(p) && CLEAN(p))
/* The same for calls on pools: frames that are not the pool's are not free. */
#define POOL_VALID(p) (POOL_OK(p) && FREE_OWNED(p))

#endif
