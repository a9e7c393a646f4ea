/* SPDX-License-Identifier: Apache-2.0 */
/* Frames that are handed over to a pool, and taken back. A file of its own: a program that gives its pool the whole
 * window at once does not link it. */
#include <port/mmu.h>
#include "pool.h"
#include "contract/pool_functions.h"
#include "logic/pool_lemmas.h"

enum vpt_status vpt_pool_init_empty(struct vpt_pool *pool, const struct vpt_pool_config *config)
{
  enum vpt_status status = vpt_pool_check(pool, config);
  if (status != VPT_OK) return status;
  vpt_pool_configure(pool, config);
  /*@ ghost counting_unused(pool->info, pool->count); */
  return VPT_OK;
}

/* Bytes in frames: are they whole frames, and how many? */
/*@ requires pool_shape(pool);
    assigns \nothing;
    ensures \result <==> length % bytes(pool->granule_log2) == 0; */
static bool whole_frames(const struct vpt_pool *pool, uint64_t length)
{
  return pool->granule_log2 == 12 ? length % 0x1000 == 0 : pool->granule_log2 == 14 ? length % 0x4000 == 0 :
         length % 0x10000 == 0;
}

/*@ requires pool_shape(pool);
    assigns \nothing;
    ensures \result == FRAMES_IN(pool, length) <= length; */
static uint64_t frames_in(const struct vpt_pool *pool, uint64_t length)
{
  return pool->granule_log2 == 12 ? length / 0x1000 : pool->granule_log2 == 14 ? length / 0x4000 : length / 0x10000;
}

/* A frame's output address, and the place of its first word. */
/*@ requires pool_shape(pool) && IN_POOL(pool, frame);
    assigns \nothing;
    ensures address: \result == frame * bytes(pool->granule_log2);
    ensures frame: FRAME_AT(pool, \result) == frame && \result % bytes(pool->granule_log2) == 0; */
static vpt_oa frame_oa(const struct vpt_pool *pool, int64_t frame)
{
  uint64_t number = (uint64_t)frame;
  return pool->granule_log2 == 12 ? number * 0x1000 : pool->granule_log2 == 14 ? number * 0x4000 : number * 0x10000;
}

/*@ requires pool_shape(pool) && IN_POOL(pool, frame);
    assigns \nothing;
    ensures \result == slot(pool->granule_log2, frame - pool->first, 0); */
static uint64_t frame_slot(const struct vpt_pool *pool, int64_t frame)
{
  uint64_t place = (uint64_t)(frame - pool->first);
  return pool->granule_log2 == 12 ? place * 512 : pool->granule_log2 == 14 ? place * 2048 : place * 8192;
}

/* The first of `count` frames from `frame` on that is the pool's, or -1. */
/*@ requires pool_shape(pool) && RUN_IN_POOL(pool, frame, count);
    assigns \nothing;
    ensures none: \result == -1 <==> NONE_OWNED(pool, frame, count);
    ensures first: \result != -1 ==> FIRST_OWNED(pool, frame, count, \result); */
static int64_t first_owned(const struct vpt_pool *pool, int64_t frame, int64_t count)
{
  /*@ loop invariant 0 <= i <= count;
      loop invariant NONE_OWNED(pool, frame, i);
      loop assigns i;
      loop variant count - i; */
  for (int64_t i = 0; i < count; i++) {
    if (pool->info[frame + i - pool->first].owned) {
      /*@ assert owned: FIRST_OWNED(pool, frame, count, frame + i); */
      return frame + i;
    }
  }
  return -1;
}

/*@ requires pool_shape(pool) && length > 0;
    assigns \nothing;
    ensures status: ADD_STATUS(pool, oa, length) != VPT_OK ==> \result == ADD_STATUS(pool, oa, length);
    ensures owned: ADD_STATUS(pool, oa, length) == VPT_OK ==>
      OWNED_STATUS(pool, FRAME_AT(pool, oa), FRAMES_IN(pool, length), \result); */
static enum vpt_status check_add(const struct vpt_pool *pool, vpt_oa oa, uint64_t length)
{
  if (!whole_frames(pool, oa) || !whole_frames(pool, length)) return VPT_ERR_FRAME_ALIGN;
  uint64_t frame = frames_in(pool, oa);
  uint64_t count = frames_in(pool, length);
  uint64_t end = (uint64_t)pool->first + (uint64_t)pool->count;
  if (frame < (uint64_t)pool->first || frame >= end || count > end - frame) return VPT_ERR_FRAME_WINDOW;
  int64_t owned = first_owned(pool, (int64_t)frame, (int64_t)count);
  if (owned < 0) return VPT_OK;
  return pool->info[owned - pool->first].free ? VPT_ERR_FRAME_FREE : VPT_ERR_FRAME_USED;
}

/* Makes a frame free that is zero; it is on top of the stack then. */
/*@ requires pool_shape(pool) && STACKED(pool) && IN_POOL(pool, frame) && USED(pool, frame);
    assigns pool->free, MARKS(pool), ORDER(pool), OWNERS(pool), LIVES(pool);
    ensures stacked: STACKED(pool) && pool->free == \old(pool->free) + 1;
    ensures frame: OWNED(pool, frame) && !USED(pool, frame) && USES(pool, frame) == 0;
    ensures others: OTHER_FRAMES_SAME(pool, frame, 1, Pre); */
static inline void own(struct vpt_pool *pool, int64_t frame)
{
  struct vpt_frame_info *info = &pool->info[frame - pool->first];
  info->owned = true;
  info->live = 0;
  vpt_pool_give(pool, frame);
}

/*@ requires pool_shape(pool) && STACKED(pool) && FREE_OWNED(pool);
    requires RUN_IN_POOL(pool, frame, count) && NONE_OWNED(pool, frame, count);
    assigns pool->free, MARKS(pool), ORDER(pool), OWNERS(pool), LIVES(pool);
    ensures stacked: STACKED(pool) && pool->free == \old(pool->free) + count;
    ensures added: ADDED(pool, frame, count);
    ensures others: OTHER_FRAMES_SAME(pool, frame, count, Pre); */
static void own_all(struct vpt_pool *pool, int64_t frame, int64_t count)
{
  /*@ loop invariant range: 0 <= left <= count;
      loop invariant stacked: STACKED(pool) && pool->free == \at(pool->free, Pre) + count - left;
      loop invariant added: ADDED(pool, frame + left, count - left);
      loop invariant others: OTHER_FRAMES_SAME(pool, frame + left, count - left, Pre);
      loop assigns left, pool->free, MARKS(pool), ORDER(pool), OWNERS(pool), LIVES(pool);
      loop variant left; */
  for (int64_t left = count; left > 0; left--) own(pool, frame + left - 1);
}

enum vpt_status vpt_pool_add_zero(struct vpt_pool *pool, vpt_oa oa, uint64_t length)
{
  if (!pool) return VPT_ERR_NULL;
  if (length == 0) return VPT_OK;
  enum vpt_status status = check_add(pool, oa, length);
  if (status != VPT_OK) return status;
  own_all(pool, (int64_t)frames_in(pool, oa), (int64_t)frames_in(pool, length));
  return VPT_OK;
}

enum vpt_status vpt_pool_add(struct vpt_pool *pool, vpt_oa oa, uint64_t length)
{
  if (!pool) return VPT_ERR_NULL;
  if (length == 0) return VPT_OK;
  enum vpt_status status = check_add(pool, oa, length);
  if (status != VPT_OK) return status;
  int64_t frame = (int64_t)frames_in(pool, oa);
  int64_t count = (int64_t)frames_in(pool, length);
  /*@ assert run: count > 0 && RUN_IN_POOL(pool, frame, count); */
  /*@ assert length: slot(pool->granule_log2, count, 0) == length / 8; */
  /*@ assert end: slot(pool->granule_log2, frame - pool->first, 0) + length / 8 ==
        slot(pool->granule_log2, frame - pool->first + count, 0) <= slot(pool->granule_log2, pool->count, 0); */
  uint64_t place = frame_slot(pool, frame);
  vpt_mmu_zero(pool->words, place, place + length / 8);
  /*@ assert inside: \forall integer f, j; frame - pool->first <= f < frame - pool->first + count ==>
        0 <= j < entries(pool->granule_log2) ==>
        slot(pool->granule_log2, frame - pool->first, 0) <= slot(pool->granule_log2, f, j) <
          slot(pool->granule_log2, frame - pool->first + count, 0); */
  /*@ assert zero: FRAMES_ZERO(pool, frame, count); */
  /*@ assert apart: \forall integer f, j; 0 <= f < pool->count ==> 0 <= j < entries(pool->granule_log2) ==>
        slot(pool->granule_log2, f, j) < slot(pool->granule_log2, frame - pool->first, 0) ||
        slot(pool->granule_log2, f, j) >= slot(pool->granule_log2, frame - pool->first + count, 0) ||
        frame - pool->first <= f < frame - pool->first + count; */
  /*@ assert others: WORDS_SAME_BUT(pool, frame, count, Pre); */
  own_all(pool, frame, count);
  return VPT_OK;
}

/* Makes a free frame its owner's again; returns its number. */
/*@ requires pool_shape(pool) && STACKED(pool) && FREE_OWNED(pool) && pool->free > 0 && ALL_SYNCED(pool);
    assigns pool->free, MARKS(pool), OWNERS(pool);
    ensures stacked: STACKED(pool) && pool->free == \old(pool->free) - 1;
    ensures frame: IN_POOL(pool, \result) && USED(pool, \result) && !OWNED(pool, \result) &&
      !\at(USED(pool, \at(\result, Post)), Pre);
    ensures others: \forall integer f; IN_POOL(pool, f) ==> f != \result ==>
      (USED(pool, f) <==> \at(USED(pool, f), Pre)) && (OWNED(pool, f) <==> \at(OWNED(pool, f), Pre)); */
static inline int64_t disown(struct vpt_pool *pool)
{
  int64_t frame = vpt_pool_take(pool);
  pool->info[frame - pool->first].owned = false;
  return frame;
}

enum vpt_status vpt_pool_remove(struct vpt_pool *pool, vpt_oa *frames, uint64_t count)
{
  if (!pool || (!frames && count > 0)) return VPT_ERR_NULL;
  if (count > (uint64_t)pool->free) return VPT_ERR_NO_FRAMES;
  /*@ assert apart: \forall integer f, k; 0 <= f < pool->count ==> 0 <= k < count ==>
        \separated(frames + k, pool->info + f); */
  /*@ assert apart_words: \forall integer w, k; 0 <= w < slot(pool->granule_log2, pool->count, 0) ==> 0 <= k < count ==>
        \separated(frames + k, pool->words + w); */
  /*@ loop invariant range: 0 <= i <= count && pool->free == \at(pool->free, Pre) - i;
      loop invariant stacked: STACKED(pool) && FREE_OWNED(pool);
      loop invariant frames: \forall integer k; 0 <= k < i ==> TAKEN_BACK(pool, frames[k], Pre);
      loop invariant once: \forall integer j, k; 0 <= j < k < i ==> frames[j] != frames[k];
      loop invariant used: USED_SAME(pool, Pre);
      loop assigns i, pool->free, MARKS(pool), OWNERS(pool), frames[0 .. count - 1];
      loop variant count - i; */
  for (uint64_t i = 0; i < count; i++) {
    int64_t frame = disown(pool);
    /*@ assert new: \forall integer k; 0 <= k < i ==> FRAME_AT(pool, frames[k]) != frame; */
    frames[i] = frame_oa(pool, frame);
    /*@ assert old: \forall integer k; 0 <= k < i ==> frames[k] == \at(frames[k], LoopCurrent); */
  }
  /*@ assert words: \forall integer w; 0 <= w < slot(pool->granule_log2, pool->count, 0) ==>
        pool->words[w] == \at(pool->words[w], Pre); */
  /*@ assert zero: \forall integer f, j; IN_POOL(pool, f) ==> 0 <= j < entries(pool->granule_log2) ==>
        WORD(pool, f, j) == \at(WORD(pool, f, j), Pre); */
  return VPT_OK;
}
