/* SPDX-License-Identifier: Apache-2.0 */
/* The memory that tables are made of. */
#include "pool.h"
#include "logic/pool_config.h"

/* A pool has at most this many frames. */
#define COUNT_MAX 0xffffffffU

/* Frame numbers stay below this: output addresses have at most 52 bits, frames at least 12. */
#define FRAMES_END 0x100000000000U

/* Exchanges what stands at two positions of the stack. */
/*@ requires \valid(info + (0 .. count - 1)) && perm(info, count) && count <= 0xffffffff;
    requires 0 <= i < count && 0 <= j < count;
    assigns info[0 .. count - 1].stack, info[0 .. count - 1].position;
    ensures perm: perm(info, count);
    ensures there: info[\old(info[i].stack)].position == j && info[\old(info[j].stack)].position == i;
    ensures others: \forall integer f; 0 <= f < count ==> f != \old(info[i].stack) ==> f != \old(info[j].stack) ==>
      info[f].position == \old(info[f].position); */
static void swap(struct vpt_frame_info *info, int64_t i, int64_t j) /*@ ghost (int64_t count) */
{
  uint32_t f = info[i].stack, g = info[j].stack;
  info[i].stack = g;
  info[j].stack = f;
  info[g].position = (uint32_t)i;
  info[f].position = (uint32_t)j;
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

/*@ requires \valid_read(config);
    assigns \nothing;
    ensures \result == pool_status(config); */
static enum vpt_status check(const struct vpt_pool_config *config)
{
  if (!config->window || !config->info) return VPT_ERR_NULL;
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

/* Every frame is free, in order. */
/*@ requires \valid(info + (0 .. count - 1)) && 0 < count <= 0xffffffff;
    assigns info[0 .. count - 1];
    ensures perm: perm(info, count);
    ensures unused: \forall integer f; 0 <= f < count ==> info[f].live == 0; */
static void free_all(struct vpt_frame_info *info, int64_t count)
{
  /*@ loop invariant 0 <= f <= count;
      loop invariant order: \forall integer i; 0 <= i < f ==> info[i].stack == i && info[i].position == i;
      loop invariant unused: \forall integer i; 0 <= i < f ==> info[i].live == 0;
      loop assigns f, info[0 .. count - 1];
      loop variant count - f; */
  for (int64_t f = 0; f < count; f++) {
    info[f].stack = (uint32_t)f;
    info[f].position = (uint32_t)f;
    info[f].live = 0;
  }
}

/*@ requires \valid(words + (0 .. count - 1));
    assigns words[0 .. count - 1];
    ensures \forall integer i; 0 <= i < count ==> words[i] == 0; */
static void zero_words(uint64_t *words, uint64_t count)
{
  /*@ loop invariant 0 <= i <= count;
      loop invariant \forall integer j; 0 <= j < i ==> words[j] == 0;
      loop assigns i, words[0 .. count - 1];
      loop variant count - i; */
  for (uint64_t i = 0; i < count; i++) words[i] = 0;
}

/*@ requires pool != \null ==> config != \null ==> config_shape(pool, config);
    assigns *pool, config->info[0 .. config->info_count - 1],
            config->window[0 .. config->window_bytes / 8 - 1];
    behavior null:
      assumes pool == \null || config == \null;
      assigns \nothing;
      ensures \result == VPT_ERR_NULL;
    behavior refused:
      assumes pool != \null && config != \null && pool_status(config) != VPT_OK;
      assigns \nothing;
      ensures \result == \old(pool_status(config));
    behavior made:
      assumes pool != \null && config != \null && pool_status(config) == VPT_OK;
      ensures done: \result == VPT_OK;
      ensures valid: POOL_OK(pool);
      ensures free: pool->free == pool->count == config->window_bytes / bytes(config->granule_log2);
      ensures members: pool->words == config->window && pool->info == config->info &&
        pool->first == config->window_oa / bytes(config->granule_log2) &&
        pool->granule_log2 == config->granule_log2;
    complete behaviors;
    disjoint behaviors; */
enum vpt_status vpt_pool_init(struct vpt_pool *pool, const struct vpt_pool_config *config)
{
  if (!pool || !config) return VPT_ERR_NULL;
  enum vpt_status status = check(config);
  if (status != VPT_OK) return status;
  uint64_t granule = frame_bytes(config->granule_log2);
  pool->words = config->window;
  pool->info = config->info;
  pool->first = (int64_t)(config->window_oa / granule);
  pool->count = (int64_t)(config->window_bytes / granule);
  pool->free = pool->count;
  pool->granule_log2 = (int)config->granule_log2;
  free_all(pool->info, pool->count);
  zero_words(pool->words, config->window_bytes / 8);
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
  return pool->first + pool->info[pool->free].stack;
}

/* Takes one particular free frame. */
/*@ requires pool_shape(pool) && PERM(pool) && IN_POOL(pool, frame) && !USED(pool, frame);
    assigns pool->free, pool->info[0 .. pool->count - 1].stack, pool->info[0 .. pool->count - 1].position;
    ensures perm: PERM(pool) && pool->free == \old(pool->free) - 1;
    ensures frame: USED(pool, frame);
    ensures others: \forall integer f; IN_POOL(pool, f) ==> f != frame ==>
      (USED(pool, f) <==> \at(USED(pool, f), Pre)); */
static void take_this(struct vpt_pool *pool, int64_t frame)
{
  pool->free--;
  swap(pool->info, pool->info[frame - pool->first].position, pool->free) /*@ ghost (pool->count) */;
  /*@ assert rest: \forall integer k; 0 <= k < pool->count ==> k != frame - pool->first ==>
        (pool->info[k].position >= pool->free <==> \at(pool->info[k].position >= pool->free, Pre)); */
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
    if (pool->info[frame + i - pool->first].position >= pool->free) {
      /*@ assert used: USED(pool, frame + i); */
      return false;
    }
  }
  return true;
}

/* Takes frames that are all free. */
/*@ requires pool_shape(pool) && PERM(pool) && pool->first <= frame && 1 <= count <= 16;
    requires frame + count <= pool->first + pool->count;
    requires \forall integer f; frame <= f < frame + count ==> !USED(pool, f);
    assigns pool->free, pool->info[0 .. pool->count - 1].stack, pool->info[0 .. pool->count - 1].position;
    ensures perm: PERM(pool) && pool->free == \old(pool->free) - count;
    ensures frames: \forall integer f; frame <= f < frame + count ==> USED(pool, f);
    ensures others: \forall integer f; IN_POOL(pool, f) ==> !(frame <= f < frame + count) ==>
      (USED(pool, f) <==> \at(USED(pool, f), Pre)); */
static void take_all(struct vpt_pool *pool, int64_t frame, int64_t count)
{
  /*@ loop invariant 0 <= i <= count;
      loop invariant same: SAME_POOL(pool, Pre);
      loop invariant perm: PERM(pool) && pool->free == \at(pool->free, Pre) - i;
      loop invariant taken: \forall integer f; frame <= f < frame + i ==> USED(pool, f);
      loop invariant others: \forall integer f; IN_POOL(pool, f) ==> !(frame <= f < frame + i) ==>
        (USED(pool, f) <==> \at(USED(pool, f), Pre));
      loop assigns i, pool->free, \at(pool->info, Pre)[0 .. \at(pool->count, Pre) - 1].stack,
        \at(pool->info, Pre)[0 .. \at(pool->count, Pre) - 1].position;
      loop variant count - i; */
  for (int64_t i = 0; i < count; i++) take_this(pool, frame + i);
}

int64_t vpt_pool_take_run(struct vpt_pool *pool, int64_t count)
{
  int64_t end = pool->first + pool->count;
  int64_t frame = (pool->first + count - 1) / count * count;
  /*@ loop invariant range: pool->first <= frame < end + count;
      loop invariant aligned: frame % count == 0;
      loop invariant none: \forall integer r; pool->first <= r < frame ==> r + count <= end ==> r % count == 0 ==>
        \exists integer f; r <= f < r + count && USED(pool, f);
      loop assigns frame;
      loop variant end - frame; */
  for (; frame + count <= end; frame += count) {
    /*@ assert next: \forall integer r; frame < r ==> r % count == 0 ==> frame + count <= r; */
    if (all_free(pool, frame, count)) {
      take_all(pool, frame, count);
      return frame;
    }
    /*@ assert taken: \exists integer f; frame <= f < frame + count && USED(pool, f); */
  }
  return -1;
}

void vpt_pool_give(struct vpt_pool *pool, int64_t frame)
{
  swap(pool->info, pool->info[frame - pool->first].position, pool->free) /*@ ghost (pool->count) */;
  pool->free++;
  /*@ assert rest: \forall integer k; 0 <= k < pool->count ==> k != frame - pool->first ==>
        (pool->info[k].position >= pool->free <==> \at(pool->info[k].position >= pool->free, Pre)); */
}
