/* SPDX-License-Identifier: Apache-2.0 */
/* Frames that are handed over to a pool, and taken back. */
#ifndef VPT_LOGIC_HAND_OVER_H
#define VPT_LOGIC_HAND_OVER_H

#include "pool_config.h"
#include "tlb.h"

/* The frame at an output address, and the number of frames that have so many bytes. */
#define FRAME_AT(p, oa) ((oa) / bytes((p)->granule_log2))
#define FRAMES_IN(p, length) ((length) / bytes((p)->granule_log2))

#define RUN_IN_POOL(p, f, n) ((p)->first <= (f) && 0 <= (n) && (f) + (n) <= (p)->first + (p)->count)
#define NONE_OWNED(p, f, n) (\forall integer f_; (f) <= f_ < (f) + (n) ==> !OWNED(p, f_))
/* Of the n frames from f on, r is the first that is the pool's. */
#define FIRST_OWNED(p, f, n, r) ((f) <= (r) < (f) + (n) && OWNED(p, r) && NONE_OWNED(p, f, (r) - (f)))

/*@ // what is wrong with frames to hand over to a window of `count` frames from `first` on, but for whose they are
    logic integer add_status(integer granule, integer first, integer count, integer oa, integer length) =
      oa % granule != 0 || length % granule != 0 ? VPT_ERR_FRAME_ALIGN :
      oa / granule < first || oa / granule + length / granule > first + count ? VPT_ERR_FRAME_WINDOW : VPT_OK; */
#define ADD_STATUS(p, oa, length) add_status(bytes((p)->granule_log2), (p)->first, (p)->count, oa, length)
/* What is said of n frames from f on, if that is all that may be wrong. */
#define OWNED_STATUS(p, f, n, status)                                       \
  (((status) == VPT_OK <==> NONE_OWNED(p, f, n)) &&                          \
   ((status) != VPT_OK ==> \exists integer r_; FIRST_OWNED(p, f, n, r_) &&   \
      (USED(p, r_) ==> (status) == VPT_ERR_FRAME_USED) && (!USED(p, r_) ==> (status) == VPT_ERR_FRAME_FREE)))
/* What a call says that hands no frame over; when it does hand frames over. */
#define ADD_REFUSED(p, oa, length, status)                                                             \
  (((length) == 0 ==> (status) == VPT_OK) &&                                                            \
   ((length) > 0 ==> ADD_STATUS(p, oa, length) != VPT_OK ==> (status) == ADD_STATUS(p, oa, length)) &&  \
   ((length) > 0 ==> ADD_STATUS(p, oa, length) == VPT_OK ==>                                            \
      OWNED_STATUS(p, FRAME_AT(p, oa), FRAMES_IN(p, length), status)))
#define ADDABLE(p, oa, length)                                     \
  ((length) > 0 && ADD_STATUS(p, oa, length) == VPT_OK &&           \
   NONE_OWNED(p, FRAME_AT(p, oa), FRAMES_IN(p, length)))

/* The n frames from f on are free, and of all others it is the same as at L whose they are and what they are for. */
#define ADDED(p, f, n) \
  (\forall integer f_; (f) <= f_ < (f) + (n) ==> OWNED(p, f_) && !USED(p, f_) && USES(p, f_) == 0)
#define OTHER_FRAMES_SAME(p, f, n, L)                                                                      \
  (\forall integer f_; IN_POOL(p, f_) ==> !((f) <= f_ < (f) + (n)) ==>                                     \
     (USED(p, f_) <==> \at(USED(p, f_), L)) && (OWNED(p, f_) <==> \at(OWNED(p, f_), L)) &&                 \
     USES(p, f_) == \at(USES(p, f_), L))
#define WORDS_SAME_BUT(p, f, n, L)                                                                         \
  (\forall integer f_, j_; IN_POOL(p, f_) ==> !((f) <= f_ < (f) + (n)) ==>                                  \
     0 <= j_ < entries((p)->granule_log2) ==> WORD(p, f_, j_) == \at(WORD(p, f_, j_), L))
/* Since L the n frames from f on were added to the free ones, and no other frame has changed. */
#define POOL_GREW(p, f, n, L) \
  (POOL_VALID(p) && (p)->free == \at((p)->free, L) + (n) && ADDED(p, f, n) && OTHER_FRAMES_SAME(p, f, n, L))
/* Nothing of a pool has changed but the order in which its free frames are taken. */
#define POOL_SAME(p, L) \
  (POOL_VALID(p) && (p)->free == \at((p)->free, L) && OTHER_FRAMES_SAME(p, 0, 0, L) && \
   WORDS_SAME_BUT(p, 0, 0, L))
/* The n frames from f on are zero: the caller's word. */
#define FRAMES_ZERO(p, f, n)                                                                                \
  (\forall integer f_, j_; (f) <= f_ < (f) + (n) ==> 0 <= j_ < entries((p)->granule_log2) ==> WORD(p, f_, j_) == 0)

/* The frame at an output address was free at L; it is its owner's again, and zero. */
#define TAKEN_BACK(p, oa, L)                                                                             \
  ((oa) % bytes((p)->granule_log2) == 0 && IN_POOL(p, FRAME_AT(p, oa)) &&                                \
   !\at(USED(p, FRAME_AT(p, \at(oa, Here))), L) &&                                                       \
   USED(p, FRAME_AT(p, oa)) && !OWNED(p, FRAME_AT(p, oa)))
/* All that was in use at L is as it was; all that is free was free at L. */
#define USED_SAME(p, L)                                                                \
  (\forall integer f_; IN_POOL(p, f_) ==> \at(USED(p, f_), L) ==>                      \
     USED(p, f_) && (OWNED(p, f_) <==> \at(OWNED(p, f_), L)))

/* The bookkeeping is zero: the caller's word. */
#define INFO_ZERO(c) \
  (\forall integer f_; 0 <= f_ < (c)->info_count ==> (c)->info[f_].owned == 0 && (c)->info[f_].free == 0)

#define LIVES(p) (p)->info[0 .. (p)->count - 1].live
#define POOL_WORDS(p) (p)->words[0 .. slot((p)->granule_log2, (p)->count, 0) - 1]

#endif
