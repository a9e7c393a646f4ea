/* SPDX-License-Identifier: Apache-2.0 */
/* Two spaces of one format in one pool: whatever is called for one of them, the other is as valid as it was, translates
 * every address as before, and no frame belongs to both. Of the functions their contracts are known. */
#define VPT_ABSTRACT_CODEC
#include "logic/space.h"

#define LAW admit lemma
#include "logic/laws.h"
#include "logic/lemmas.h"
#include "object.h"

/* Every table of b is a frame in use that is none of a's. */
#define FOREIGN_TABLES(a, b) \
  (\forall integer h_, x_; 0 <= h_ <= (b)->height ==> AT(b, h_, x_) >= 0 ==> FOREIGN(a, AT(b, h_, x_)))
#define TWO(a, b) \
  (VALID(a) && VALID(b) && (a)->pool == (b)->pool && \separated(a, b) && \valid(a) && \valid(b) && FOREIGN_TABLES(a, b))

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

/*@ requires TWO(a, b) && TLB_CLEAN;
    assigns MEMO_MEMBERS(a), a->pool->free, TABLE_WORDS(a), LIVE_COUNTS(a), commits;
    ensures same: AS_BEFORE(b, Pre);
    ensures two: TWO(a, b); */
enum vpt_status two_map_frame(struct vpt *a, struct vpt *b, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  /*@ ghost hardware(b); */
  enum vpt_status status = vpt_core_map_frame(a, ia, oa, size, attr);
#include "two_kept.h"
  return status;
}

/*@ requires TWO(a, b) && TLB_CLEAN;
    assigns MEMO_MEMBERS(a), a->pool->free, TABLE_WORDS(a), LIVE_COUNTS(a), STACK(a), TLB, commits;
    ensures same: AS_BEFORE(b, Pre);
    ensures two: TWO(a, b); */
struct vpt_result two_unmap_frame(struct vpt *a, struct vpt *b, vpt_ia ia)
{
  /*@ ghost hardware(b); */
  struct vpt_result result = vpt_core_unmap_frame(a, ia);
#include "two_kept.h"
  return result;
}

/*@ requires TWO(a, b) && TLB_CLEAN;
    assigns MEMO_MEMBERS(a), TABLE_WORDS(a), TLB, commits;
    ensures same: AS_BEFORE(b, Pre);
    ensures two: TWO(a, b); */
enum vpt_status two_protect_frame(struct vpt *a, struct vpt *b, vpt_ia ia, vpt_attr attr)
{
  /*@ ghost hardware(b); */
  enum vpt_status status = vpt_core_protect_frame(a, ia, attr);
#include "two_kept.h"
  return status;
}

/* A space that ends beside another one. */
/*@ requires TWO(a, b) && TLB_CLEAN;
    assigns a->format \from \nothing;
    assigns a->leaf_prefix, a->upper_prefix, a->pool->free, TABLE_WORDS(a), LIVE_COUNTS(a), STACK(a), TLB,
      commits;
    ensures same: AS_BEFORE(b, Pre) && VALID(b); */
void two_destroy(struct vpt *a, struct vpt *b)
{
  /*@ ghost hardware(b); */
  vpt_core_destroy(a);
#include "two_kept.h"
}

#undef OTHERS
#define OTHERS(c, L) (IN_POOL(b->pool, c) && \at(USED(b->pool, c), L))

/* A space that is made beside another one. */
/*@ requires VALID(b) && \valid(a) && \valid(b) && \separated(a, b, config) && TLB_CLEAN;
    requires \valid_read(config) && config->pool == b->pool && APART(a, config) && APART(b, config);
    assigns *a, config->pool->free, MARKS(config->pool), ORDER(config->pool);
    ensures same: AS_BEFORE(b, Pre) && VALID(b);
    ensures two: \result == VPT_OK ==> TWO(a, b); */
enum vpt_status two_init(struct vpt *a, struct vpt *b, const struct vpt_config *config)
{
  /*@ ghost hardware(b); */
  /*@ assert apart: \forall integer i; 0 <= i < b->pool->count ==> \separated(a, b->pool->info + i); */
  /*@ assert apart_words: \forall integer k; 0 <= k < slot(GRANULE, b->pool->count, 0) ==>
        \separated(a, b->pool->words + k); */
  enum vpt_status status = vpt_core_init(a, config);
  /*@ assert pool: b->pool == config->pool && SAME_POOL(b->pool, Pre); */
  /*@ assert live: \forall integer i; 0 <= i < b->pool->count ==>
        b->pool->info[i].live == \at(b->pool->info[i].live, Pre); */
  /*@ assert counts: \forall integer c; IN_POOL(b->pool, c) ==> USES(b->pool, c) == \at(USES(b->pool, c), Pre); */
  /*@ assert all_words: \forall integer k; 0 <= k < slot(GRANULE, b->pool->count, 0) ==>
        b->pool->words[k] == \at(b->pool->words[k], Pre); */
#include "two_kept.h"
  return status;
}
