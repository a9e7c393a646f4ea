/* SPDX-License-Identifier: Apache-2.0 */
/* The pool as proofs see it. Outside pool.c frames are named by their number, which starts at
 * `first`; `place` and `uses` hide the subtraction. Predicates take values, not the pool, so that
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

/*@ // `stack` is a permutation of all frames and `position` its inverse
    predicate perm{L}(struct vpt_frame_info *info, integer count) =
      (\forall integer i; 0 <= i < count ==>
        0 <= info[i].stack < count && info[info[i].stack].position == i) &&
      (\forall integer f; 0 <= f < count ==>
        0 <= info[f].position < count && info[info[f].position].stack == f);

    // where frame f stands in the stack, and how many of its entries are in use
    logic integer place{L}(struct vpt_frame_info *info, integer first, integer f) =
      info[f - first].position;
    logic integer uses{L}(struct vpt_frame_info *info, integer first, integer f) =
      info[f - first].live;
    predicate isused{L}(struct vpt_frame_info *info, integer free, integer first, integer f) =
      place(info, first, f) >= free;

    // entry i of frame f
    logic integer ent{L}(uint64_t *words, integer g, integer first, integer f, integer i) =
      words[slot(g, f - first, i)];
    predicate zero{L}(uint64_t *words, struct vpt_frame_info *info, integer g, integer first, integer f) =
      uses(info, first, f) == 0 && \forall integer i; 0 <= i < entries(g) ==> ent(words, g, first, f, i) == 0;
    // free frames are empty tables
    predicate clean{L}(uint64_t *words, struct vpt_frame_info *info, integer g, integer first,
                       integer count, integer free) =
      \forall integer f; first <= f < first + count ==> !isused(info, free, first, f) ==>
        zero(words, info, g, first, f); */

/*@ // no n free frames stand side by side, the first with a number that is a multiple of n
    predicate no_run{L}(struct vpt_frame_info *info, integer free, integer first, integer count, integer n) =
      \forall integer r; first <= r ==> r + n <= first + count ==> r % n == 0 ==>
        \exists integer f; r <= f < r + n && isused(info, free, first, f); */

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
#define USED(p, f) isused((p)->info, (p)->free, (p)->first, f)
#define USES(p, f) uses((p)->info, (p)->first, f)
#define WORD(p, f, i) ent((p)->words, (p)->granule_log2, (p)->first, f, i)
#define PERM(p) (0 <= (p)->free <= (p)->count && perm((p)->info, (p)->count))
#define NO_RUN(p, n) no_run((p)->info, (p)->free, (p)->first, (p)->count, n)
#define CLEAN(p) \
  clean((p)->words, (p)->info, (p)->granule_log2, (p)->first, (p)->count, (p)->free)

/* What vpt_pool_init() establishes and every operation keeps. */
#define POOL_OK(p) (pool_shape(p) && PERM(p) && CLEAN(p))

#endif
