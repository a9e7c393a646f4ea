/* SPDX-License-Identifier: Apache-2.0 */
/* Two spaces of one format in one pool: whatever is called for one of them, the other is as valid as it was, translates
 * every address as before, and no frame belongs to both. Of the functions their contracts are known. */
#define VPT_ABSTRACT_CODEC
#include "logic/space.h"
#include "contract/pool_functions.h"

#define LAW admit lemma
#include "logic/laws.h"
#include "logic/lemmas.h"
#include "object.h"
#include "one_call.h"

/* Every table of b is a frame in use that is none of a's. */
#define FOREIGN_TABLES(a, b) \
  (\forall integer h_, x_; 0 <= h_ <= (b)->height ==> AT(b, h_, x_) >= 0 ==> FOREIGN(a, AT(b, h_, x_)))
/* Every table was handed over to the pool: only then can none be handed over a second time. */
#define TABLES_OWNED(s) \
  (\forall integer h_, x_; 0 <= h_ <= (s)->height ==> AT(s, h_, x_) >= 0 ==> OWNED((s)->pool, AT(s, h_, x_)))
#define TWO(a, b)                                                                                                \
  (VALID(a) && VALID(b) && (a)->pool == (b)->pool && \separated(a, b) && \valid(a) && \valid(b) &&               \
   FOREIGN_TABLES(a, b) && FREE_OWNED((a)->pool) && TABLES_OWNED(a) && TABLES_OWNED(b))
/* One space, and its pool. */
#define ONE(b) (VALID(b) && \valid(b) && FREE_OWNED((b)->pool) && TABLES_OWNED(b))

/* The members of a space that SAME_SPACE() does not speak of. */
#define SAME_MEMBERS(s, L)                                                                                     \
  ((s)->leaf_prefix == \at((s)->leaf_prefix, L) && (s)->leaf_table == \at((s)->leaf_table, L) &&               \
   (s)->upper_prefix == \at((s)->upper_prefix, L) && (s)->upper_table == \at((s)->upper_table, L) &&           \
   (s)->output_first == \at((s)->output_first, L) && (s)->output_end == \at((s)->output_end, L) &&             \
   (s)->leaf_height == \at((s)->leaf_height, L))
/* Frames that belonged neither to a nor to the pool at L; all tables of b are among them. */
#define OTHERS(c, L) (IN_POOL(b->pool, c) && \at(FOREIGN(a, c), L))
/* As at L, each address and each table. */
#define AS_BEFORE(s, L) (SAME_TABLES(s, L) && SAME_LEAVES(s, L) && \forall integer x_; SAME_TRANSLATION(s, x_, L))

/* Any call for a, but its end. */
/*@ requires TWO(a, b) && READY(a);
    assigns NOTES(a);
    assigns MEMO_MEMBERS(a), a->pool->free, TABLE_WORDS(a), LIVE_COUNTS(a), STACK(a), TLB, commits, breaks;
    ensures same: AS_BEFORE(b, Pre);
    ensures two: TWO(a, b);
    ensures tlb: SYNCED(a) && READY(a) && OTHERS_NOTED(a, Pre) && (\old(READY(b)) ==> READY(b)); */
void two_call(struct vpt *a, struct vpt *b, enum call call, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr,
              uint64_t size, unsigned tables)
{
  /*@ ghost hardware(b); */
  one_call(a, call, ia, oa, length, attr, size, tables);
#include "two_kept.h"
#include "two_owned.h"
#include "two_mine.h"
}

/* A space that ends beside another one. */
/*@ requires TWO(a, b) && READY(a);
    assigns NOTES(a);
    assigns a->format \from \nothing;
    assigns a->leaf_prefix, a->upper_prefix, a->pool->free, TABLE_WORDS(a), LIVE_COUNTS(a), STACK(a), TLB,
      commits;
    ensures same: AS_BEFORE(b, Pre) && ONE(b);
    ensures tlb: SYNCED(a) && READY(a) && OTHERS_NOTED(a, Pre) && (\old(READY(b)) ==> READY(b)); */
void two_destroy(struct vpt *a, struct vpt *b)
{
  /*@ ghost hardware(b); */
  vpt_core_destroy(a);
#include "two_kept.h"
#include "two_owned.h"
}

#undef OTHERS
#define OTHERS(c, L) (IN_POOL(b->pool, c) && \at(USED(b->pool, c), L))

/* What of vpt_init() matters to a space beside the new one: else provers would look at the geometry too. */
/*@ requires \valid(a) && \valid_read(config) && POOL_OK(config->pool) && APART(a, config) && ALL_SYNCED(config->pool);
    assigns *a, config->pool->free, MARKS(config->pool), ORDER(config->pool);
    ensures made: \result == VPT_OK ==> VALID(a) && a->pool == \at(config->pool, Pre);
    ensures foreign: \result == VPT_OK ==> ALL_ELSE_FOREIGN(a, \at(config->pool, Pre), Pre);
    ensures failed: \result != VPT_OK ==> POOL_OK(config->pool) && SAME_FRAMES(config->pool, Pre); */
static enum vpt_status init_beside(struct vpt *a, const struct vpt_config *config)
{
  return vpt_core_init(a, config);
}

/* A space that is made beside another one. */
/*@ requires ONE(b) && \valid(a) && \separated(a, b, config) && ALL_SYNCED(b->pool);
    requires \valid_read(config) && config->pool == b->pool && APART(a, config) && APART(b, config);
    assigns *a, config->pool->free, MARKS(config->pool), ORDER(config->pool);
    ensures same: AS_BEFORE(b, Pre) && ONE(b);
    ensures two: \result == VPT_OK ==> TWO(a, b);
    ensures tlb: \result == VPT_OK ==> \old(NOT_STALE(a)) ==> READY(a); */
enum vpt_status two_init(struct vpt *a, struct vpt *b, const struct vpt_config *config)
{
  /*@ ghost hardware(b); */
  /*@ assert wide: 0 <= IDX(b, b->height, 0) < width(FMT, b->input_end, b->height, b->height); */
  /*@ assert apart: \forall integer i; 0 <= i < b->pool->count ==> \separated(a, b->pool->info + i); */
  /*@ assert apart_words: \forall integer k; 0 <= k < slot(GRANULE, b->pool->count, 0) ==>
        \separated(a, b->pool->words + k); */
  enum vpt_status status = init_beside(a, config);
  /*@ assert pool: b->pool == config->pool && SAME_POOL(b->pool, Pre); */
  /*@ assert live: \forall integer i; 0 <= i < b->pool->count ==>
        b->pool->info[i].live == \at(b->pool->info[i].live, Pre); */
  /*@ assert counts: \forall integer c; IN_POOL(b->pool, c) ==> USES(b->pool, c) == \at(USES(b->pool, c), Pre); */
  /*@ assert all_words: \forall integer k; 0 <= k < slot(GRANULE, b->pool->count, 0) ==>
        b->pool->words[k] == \at(b->pool->words[k], Pre); */
#include "two_kept.h"
#include "two_owned.h"
  /*@ assert foreign: status == VPT_OK ==> \forall integer c; OTHERS(c, Pre) ==> FOREIGN(a, c); */
  /*@ assert mine: status == VPT_OK ==> \forall integer h, x; 0 <= h <= a->height ==> AT(a, h, x) >= 0 ==>
        IN_POOL(b->pool, AT(a, h, x)) && !FOREIGN(a, AT(a, h, x)); */
  /*@ assert if_not: status == VPT_OK ==> \forall integer c; IN_POOL(b->pool, c) ==> !FOREIGN(a, c) ==>
        OWNED(b->pool, c); */
  /*@ assert mine_owned: status == VPT_OK ==> \forall integer h, x; 0 <= h <= a->height ==> AT(a, h, x) >= 0 ==>
        OWNED(b->pool, AT(a, h, x)); */
  return status;
}

#undef OTHERS
#define OTHERS(c, L) (IN_POOL(b->pool, c) && \at(USED(b->pool, c), L) && \at(OWNED(b->pool, c), L))

/* Frames that are handed over, or taken back, while a space lives. */
/*@ requires ONE(b);
    assigns b->pool->free, TABLE_WORDS(b), LIVE_COUNTS(b), STACK(b), OWNERS(b->pool);
    ensures same: AS_BEFORE(b, Pre) && ONE(b); */
enum vpt_status two_pool_add(struct vpt *b, vpt_oa oa, uint64_t length)
{
  /*@ ghost hardware(b); */
  enum vpt_status status = vpt_pool_add(b->pool, oa, length);
#include "two_kept.h"
  return status;
}

/*@ requires ONE(b);
    requires ADDABLE(b->pool, oa, length) ==> FRAMES_ZERO(b->pool, FRAME_AT(b->pool, oa), FRAMES_IN(b->pool, length));
    assigns b->pool->free, LIVE_COUNTS(b), STACK(b), OWNERS(b->pool);
    ensures same: AS_BEFORE(b, Pre) && ONE(b); */
enum vpt_status two_pool_add_zero(struct vpt *b, vpt_oa oa, uint64_t length)
{
  /*@ ghost hardware(b); */
  enum vpt_status status = vpt_pool_add_zero(b->pool, oa, length);
#include "two_kept.h"
  return status;
}

/*@ requires ONE(b) && ALL_SYNCED(b->pool);
    requires count <= b->pool->free ==> \valid(frames + (0 .. count - 1)) &&
      \separated(frames + (0 .. count - 1), b, b->pool, b->pool->info + (0 .. b->pool->count - 1),
                 b->pool->words + (0 .. slot(GRANULE, b->pool->count, 0) - 1));
    assigns b->pool->free, MARKS(b->pool), OWNERS(b->pool), frames[0 .. count - 1];
    ensures same: AS_BEFORE(b, Pre) && ONE(b); */
enum vpt_status two_pool_remove(struct vpt *b, vpt_oa *frames, uint64_t count)
{
  /*@ ghost hardware(b); */
  enum vpt_status status = vpt_pool_remove(b->pool, frames, count);
#include "two_kept.h"
  return status;
}
