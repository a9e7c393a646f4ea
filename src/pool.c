/* SPDX-License-Identifier: Apache-2.0 */
/* The memory that tables are made of. */
#include <port/mmu.h>
#include "pool.h"
#include "contract/pool_functions.h"
#include "logic/pool_lemmas.h"

/* A pool has at most this many frames. */
#define COUNT_MAX 0xffffffffU

/* Frame numbers stay below this: output addresses have at most 52 bits, frames at least 12. */
#define FRAMES_END 0x100000000000U

/* Marks a frame as free, or as not free any more. */
/*@ requires pool_shape(pool) && IN_POOL(pool, frame) && (USED(pool, frame) <==> free != 0);
    assigns pool->info[frame - pool->first].free;
    ensures frame: USED(pool, frame) <==> free == 0;
    ensures others: \forall integer f; IN_POOL(pool, f) ==> f != frame ==> (USED(pool, f) <==> \at(USED(pool, f), Pre));
    ensures rest: \forall integer g; 0 <= g < pool->count ==> g != frame - pool->first ==>
      pool->info[g].free == \at(pool->info[g].free, Pre);
    ensures unused: unused(pool->info, pool->count) == \old(unused(pool->info, pool->count)) + (free != 0 ? 1 : -1); */
static inline void mark(struct vpt_pool *pool, int64_t frame, uint8_t free)
{
  pool->info[frame - pool->first].free = free;
  /*@ ghost // the same of the first k frames, for k = 0 to all
      int64_t k = 0;
      /@ loop invariant 0 <= k <= pool->count;
         loop invariant \forall integer n; 0 <= n <= k ==> unused(pool->info, n) ==
           \at(unused(pool->info, n), Pre) + (n <= frame - pool->first ? 0 : free != 0 ? 1 : -1);
         loop assigns k;
         loop variant pool->count - k; @/
      while (k < pool->count) k++;
  */
}

/* Puts frame f on a stack of `free` others. */
/*@ requires \valid(info + (0 .. count - 1)) && 0 <= free < count <= 0xffffffff && 0 <= f < count;
    requires others: \forall integer i; 0 <= i < free ==> info[i].stack != f;
    requires once: \forall integer i, j; 0 <= i < j < free ==> info[i].stack != info[j].stack;
    assigns info[free].stack;
    ensures top: info[free].stack == f;
    ensures rest: \forall integer i; 0 <= i < free ==> info[i].stack == \old(info[i].stack);
    ensures once: \forall integer i, j; 0 <= i < j <= free ==> info[i].stack != info[j].stack; */
static inline void push(struct vpt_frame_info *info, int64_t free, int64_t f) /*@ ghost (int64_t count) */
{
  info[free].stack = (uint32_t)f;
  /*@ assert top: info[free].stack == f; */
  /*@ assert rest: \forall integer i; 0 <= i < free ==> info[i].stack == \at(info[i].stack, Pre); */
  /*@ assert below: \forall integer i, j; 0 <= i < j < free ==> info[i].stack != info[j].stack; */
  /*@ assert above: \forall integer i; 0 <= i < free ==> info[i].stack != info[free].stack; */
}

/* Makes the stack of all free frames, in order; returns their number. */
/*@ requires \valid(info + (0 .. count - 1)) && 0 < count <= 0xffffffff;
    assigns info[0 .. count - 1].stack;
    ensures stacked: stacked(info, count, \result) && 0 <= \result <= count; */
static int64_t stack_free(struct vpt_frame_info *info, int64_t count)
{
  int64_t free = 0;
  /*@ loop invariant 0 <= free <= f <= count && free == unused(info, f);
      loop invariant frames: \forall integer i; 0 <= i < free ==>
        0 <= info[i].stack < f && info[info[i].stack].free != 0;
      loop invariant once: \forall integer i, j; 0 <= i < j < free ==> info[i].stack != info[j].stack;
      loop assigns f, free, info[0 .. count - 1].stack;
      loop variant count - f; */
  for (int64_t f = 0; f < count; f++) {
    /*@ assert next: unused(info, f + 1) == unused(info, f) + (info[f].free != 0 ? 1 : 0); */
    if (info[f].free) {
      push(info, free, f) /*@ ghost (count) */;
      free++;
    }
  }
  return free;
}

/* Bytes of a frame, 0 if there is no such granule. */
/*@ assigns \nothing;
    ensures \result == bytes(granule_log2); */
static uint64_t frame_bytes(unsigned granule_log2)
{
  switch (granule_log2) {
  case 12: return 0x1000;
  case 14: return 0x4000;
  case 16: return 0x10000;
  default: return 0;
  }
}

enum vpt_status vpt_pool_check(const struct vpt_pool *pool, const struct vpt_pool_config *config)
{
  if (!pool || !config || !config->window || !config->info) return VPT_ERR_NULL;
  uint64_t granule = frame_bytes(config->granule_log2);
  if (granule == 0) return VPT_ERR_GRANULE;
  uint64_t count = config->window_bytes / granule;
  if (count == 0 || count > COUNT_MAX || config->window_bytes % granule != 0 ||
      config->window_oa % granule != 0 || config->window_oa / granule > FRAMES_END - count)
    return VPT_ERR_WINDOW;
  if (config->info_count < count) return VPT_ERR_INFO;
  if (((uint64_t)config->window & 7) != 0) return VPT_ERR_WINDOW_ALIGN;
  if (((uint64_t)config->info & 3) != 0) return VPT_ERR_INFO_ALIGN;
  return VPT_OK;
}

/* Every frame is the pool's and free; the first one is on top of the stack. */
/*@ requires \valid(info + (0 .. count - 1)) && 0 < count <= 0xffffffff;
    assigns info[0 .. count - 1];
    ensures stacked: stacked(info, count, count);
    ensures free: \forall integer f; 0 <= f < count ==> info[f].free != 0 && info[f].owned != 0 && info[f].live == 0; */
static void free_all(struct vpt_frame_info *info, int64_t count)
{
  /*@ loop invariant 0 <= f <= count;
      loop invariant order: \forall integer i; 0 <= i < f ==> info[i].stack == count - 1 - i;
      loop invariant free: \forall integer i; 0 <= i < f ==>
        info[i].free != 0 && info[i].owned != 0 && info[i].live == 0;
      loop assigns f, info[0 .. count - 1];
      loop variant count - f; */
  for (int64_t f = 0; f < count; f++) {
    info[f].stack = (uint32_t)(count - 1 - f);
    info[f].live = 0;
    info[f].owned = true;
    info[f].free = 1;
  }
  /*@ ghost counting_unused(info, count); */
}

void vpt_pool_configure(struct vpt_pool *pool, const struct vpt_pool_config *config)
{
  uint64_t granule = frame_bytes(config->granule_log2);
  pool->words = config->window;
  pool->info = config->info;
  pool->first = (int64_t)(config->window_oa / granule);
  pool->count = (int64_t)(config->window_bytes / granule);
  pool->granule_log2 = (int)config->granule_log2;
  pool->free = 0;
  /*@ assert words: slot(pool->granule_log2, pool->count, 0) == config->window_bytes / 8; */
}

enum vpt_status vpt_pool_init(struct vpt_pool *pool, const struct vpt_pool_config *config)
{
  enum vpt_status status = vpt_pool_check(pool, config);
  if (status != VPT_OK) return status;
  vpt_pool_configure(pool, config);
  pool->free = pool->count;
  free_all(pool->info, pool->count);
  vpt_mmu_zero(pool->words, 0, config->window_bytes / 8);
  /*@ assert words: slot(pool->granule_log2, pool->count, 0) == config->window_bytes / 8; */
  /*@ assert zero: \forall integer f, i; 0 <= f < pool->count ==> 0 <= i < entries(pool->granule_log2) ==>
        pool->words[slot(pool->granule_log2, f, i)] == 0; */
  return VPT_OK;
}

/*@ requires \valid_read(pool) && pool->free >= 0;
    assigns \nothing;
    ensures \result == pool->free; */
uint64_t vpt_pool_free(const struct vpt_pool *pool)
{
  return (uint64_t)pool->free;
}

int64_t vpt_pool_take(struct vpt_pool *pool)
{
  pool->free--;
  int64_t frame = pool->first + pool->info[pool->free].stack;
  mark(pool, frame, 0);
  return frame;
}

/*@ requires pool_shape(pool) && pool->first <= frame && 1 <= count <= 16;
    requires frame + count <= pool->first + pool->count;
    assigns \nothing;
    ensures \result <==> \forall integer f; frame <= f < frame + count ==> !USED(pool, f); */
static bool all_free(const struct vpt_pool *pool, int64_t frame, int64_t count)
{
  /*@ loop invariant 0 <= i <= count;
      loop invariant \forall integer f; frame <= f < frame + i ==> !USED(pool, f);
      loop assigns i;
      loop variant count - i; */
  for (int64_t i = 0; i < count; i++) {
    if (!pool->info[frame + i - pool->first].free) {
      /*@ assert used: USED(pool, frame + i); */
      return false;
    }
  }
  return true;
}

/* Takes frames that are all free. */
/*@ requires pool_shape(pool) && STACKED(pool) && pool->first <= frame && 1 <= count <= 16;
    requires frame + count <= pool->first + pool->count;
    requires \forall integer f; frame <= f < frame + count ==> !USED(pool, f);
    assigns pool->free, MARKS(pool), ORDER(pool);
    ensures stacked: STACKED(pool) && pool->free == \old(pool->free) - count;
    ensures frames: \forall integer f; frame <= f < frame + count ==> USED(pool, f);
    ensures others: \forall integer f; IN_POOL(pool, f) ==> !(frame <= f < frame + count) ==>
      (USED(pool, f) <==> \at(USED(pool, f), Pre)); */
static void take_all(struct vpt_pool *pool, int64_t frame, int64_t count)
{
  /*@ loop invariant 0 <= i <= count;
      loop invariant count: unused(pool->info, pool->count) == \at(unused(pool->info, pool->count), Pre) - i;
      loop invariant taken: \forall integer f; frame <= f < frame + i ==> USED(pool, f);
      loop invariant others: \forall integer f; IN_POOL(pool, f) ==> !(frame <= f < frame + i) ==>
        (USED(pool, f) <==> \at(USED(pool, f), Pre));
      loop assigns i, MARKS(pool);
      loop variant count - i; */
  for (int64_t i = 0; i < count; i++) {
    /*@ assert free: !USED(pool, frame + i); */
    mark(pool, frame + i, 0);
    /*@ assert here: USED(pool, frame + i); */
  }
  pool->free = stack_free(pool->info, pool->count);
}

/* The first run of `count` free frames whose first number is a multiple of `count`, or -1. */
/*@ requires pool_shape(pool) && 1 <= count <= 16;
    assigns \nothing;
    ensures none: \result == -1 <==> NO_RUN(pool, count);
    ensures run: \result != -1 ==> \result % count == 0 &&
      pool->first <= \result && \result + count <= pool->first + pool->count;
    ensures free: \result != -1 ==> \forall integer f; \result <= f < \result + count ==> !USED(pool, f); */
static int64_t find_run(const struct vpt_pool *pool, int64_t count)
{
  int64_t end = pool->first + pool->count;
  int64_t frame = (pool->first + count - 1) / count * count;
  /*@ loop invariant range: pool->first <= frame < end + count;
      loop invariant aligned: frame % count == 0;
      loop invariant none: \forall integer r; pool->first <= r < frame ==> r + count <= end ==> r % count == 0 ==>
        SOME_USED(pool, r, count);
      loop assigns frame;
      loop variant end - frame; */
  for (; frame + count <= end; frame += count) {
    /*@ assert next: \forall integer r; frame < r ==> r % count == 0 ==> frame + count <= r; */
    if (all_free(pool, frame, count)) return frame;
    /*@ assert taken: SOME_USED(pool, frame, count); */
  }
  return -1;
}

int64_t vpt_pool_take_run(struct vpt_pool *pool, int64_t count)
{
  if (count == 1 && pool->free == 0) {
    /*@ ghost counting_unused(pool->info, pool->count); */
    /*@ assert used: \forall integer f; IN_POOL(pool, f) ==> USED(pool, f); */
    /*@ assert one: \forall integer f; USED(pool, f) ==> SOME_USED(pool, f, 1); */
    /*@ assert none: \forall integer f; IN_POOL(pool, f) ==> SOME_USED(pool, f, 1); */
    return -1;
  }
  if (count == 1) {
    /*@ assert top: \let f = pool->first + pool->info[pool->free - 1].stack; IN_POOL(pool, f) && !USED(pool, f) &&
          !SOME_USED(pool, f, count); */
    int64_t one = vpt_pool_take(pool);
    /*@ assert one: \forall integer f; one <= f < one + count ==>
          f == one && USED(pool, f) && !\at(USED(pool, f), Pre); */
    return one;
  }
  int64_t frame = find_run(pool, count);
  if (frame >= 0) take_all(pool, frame, count);
  return frame;
}

void vpt_pool_give(struct vpt_pool *pool, int64_t frame)
{
  mark(pool, frame, 1);
  /*@ ghost counting_unused(pool->info, pool->count); */
  /*@ assert room: pool->free < pool->count; */
  /*@ assert others: \forall integer i; 0 <= i < pool->free ==> pool->info[i].stack != frame - pool->first; */
  push(pool->info, pool->free, frame - pool->first) /*@ ghost (pool->count) */;
  pool->free++;
}
