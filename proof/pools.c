/* SPDX-License-Identifier: Apache-2.0 */
/* Two pools: whatever is called for one or for a space of it, not a byte changes of the other, of its frames, or of a
 * space of it, of whatever format. All that the contracts say of that space, its translations too, is said of these
 * bytes and of no others. Of the functions their contracts are known.
 */
#define VPT_ABSTRACT_CODEC
#include "logic/space.h"
#include "contract/pool_functions.h"

#define LAW admit lemma
#include "logic/laws.h"
#include "object.h"
#include "one_call.h"

/* Pools that have no memory in common with each other, nor with the spaces a and b. */
#define POOLS_APART(a, p, b, q)                                                     \
  \separated(a, b, p, (p)->info + (0 .. (p)->count - 1),                             \
             (p)->words + (0 .. slot((p)->granule_log2, (p)->count, 0) - 1), q,      \
             (q)->info + (0 .. (q)->count - 1),                                      \
             (q)->words + (0 .. slot((q)->granule_log2, (q)->count, 0) - 1))
/* All that calls may change of a pool. */
#define POOL_MEMORY(p) (p)->free, POOL_WORDS(p), MARKS(p), ORDER(p), OWNERS(p), LIVES(p)

/* The bytes of a pool, of its frames and of a space are those at L. */
#define SAME_POOL_BYTES(p, L)                                                                     \
  (SAME_POOL(p, L) && (p)->free == \at((p)->free, L) &&                                           \
   (\forall integer i_; 0 <= i_ < (p)->count ==>                                                  \
      (p)->info[i_].free == \at((p)->info[i_].free, L) &&                                         \
      (p)->info[i_].live == \at((p)->info[i_].live, L) &&                                         \
      (p)->info[i_].stack == \at((p)->info[i_].stack, L) &&                                       \
      (p)->info[i_].owned == \at((p)->info[i_].owned, L)) &&                                      \
   (\forall integer i_; 0 <= i_ < slot((p)->granule_log2, (p)->count, 0) ==>                      \
      (p)->words[i_] == \at((p)->words[i_], L)))
#define SAME_BYTES(b, L) (*(b) == \at(*(b), L) && SAME_POOL_BYTES((b)->pool, L))

enum pool_call { ADD, ADD_ZERO, REMOVE };

/* Any call for a space that may change anything at all; it changes nothing but what is the space's or its pool's. Of
 * spaces of other pools TLBs may hold what they like: a call for one of those may be under way. */
/*@ requires VALID(a) && a->pool == p && READY(a);
    assigns NOTES(a);
    assigns a->format \from \nothing;
    assigns MEMO_MEMBERS(a), POOL_MEMORY(p), TLB, commits, breaks;
    ensures tlb: SYNCED(a) && READY(a) && OTHERS_NOTED(a, Pre); */
void any_call(struct vpt *a, struct vpt_pool *p, bool ends, enum call call, vpt_ia ia, vpt_oa oa, uint64_t length,
              vpt_attr attr, uint64_t size, unsigned tables)
{
  if (ends) vpt_core_destroy(a);
  else one_call(a, call, ia, oa, length, attr, size, tables);
}

/* Any call that makes a space of a pool. */
/*@ requires \valid(a) && \valid_read(config) && POOL_OK(config->pool) && APART(a, config) && ALL_SYNCED(config->pool);
    assigns *a, POOL_MEMORY(config->pool); */
void any_init(struct vpt *a, const struct vpt_config *config)
{
  vpt_core_init(a, config);
}

/* Any call that hands frames over to a pool, or takes them back to `frames`. */
/*@ requires POOL_VALID(p) && ALL_SYNCED(p);
    requires call == ADD_ZERO && ADDABLE(p, oa, length) ==>
      FRAMES_ZERO(p, FRAME_AT(p, oa), FRAMES_IN(p, length));
    requires call == REMOVE && length <= p->free ==> \valid(frames + (0 .. length - 1)) &&
      \separated(frames + (0 .. length - 1), p, p->info + (0 .. p->count - 1),
                 p->words + (0 .. slot(p->granule_log2, p->count, 0) - 1));
    assigns POOL_MEMORY(p), frames[0 .. length - 1]; */
void any_hand_over(struct vpt_pool *p, enum pool_call call, vpt_oa oa, uint64_t length, vpt_oa *frames)
{
  switch (call) {
  case ADD: vpt_pool_add(p, oa, length); break;
  case ADD_ZERO: vpt_pool_add_zero(p, oa, length); break;
  case REMOVE: vpt_pool_remove(p, frames, length); break;
  }
}

/* Of all these, what another pool has and a space of it keep every byte. */
/*@ requires VALID(a) && a->pool == p && READY(a);
    requires \valid(b) && pool_shape(b->pool) && POOLS_APART(a, p, b, b->pool);
    assigns NOTES(a);
    assigns a->format \from \nothing;
    assigns MEMO_MEMBERS(a), POOL_MEMORY(p), TLB, commits, breaks;
    ensures bytes: SAME_BYTES(b, Pre);
    ensures tlb: SYNCED(a) && READY(a) && OTHERS_NOTED(a, Pre) && (\old(READY(b)) ==> READY(b)); */
void beside_call(struct vpt *a, struct vpt_pool *p, struct vpt *b, bool ends, enum call call, vpt_ia ia, vpt_oa oa,
                 uint64_t length, vpt_attr attr, uint64_t size, unsigned tables)
{
  any_call(a, p, ends, call, ia, oa, length, attr, size, tables);
}

/*@ requires \valid(a) && \valid_read(config) && POOL_OK(config->pool) && APART(a, config) && ALL_SYNCED(config->pool);
    requires \valid(b) && pool_shape(b->pool) && POOLS_APART(a, config->pool, b, b->pool);
    assigns *a, POOL_MEMORY(config->pool);
    ensures bytes: SAME_BYTES(b, Pre); */
void beside_init(struct vpt *a, struct vpt *b, const struct vpt_config *config)
{
  any_init(a, config);
  /*@ assert pool: SAME_POOL_BYTES(b->pool, Pre); */
  /*@ assert numbers: b->root == \at(b->root, Pre) && b->root_count == \at(b->root_count, Pre) &&
        b->input_end == \at(b->input_end, Pre) && b->upper_first == \at(b->upper_first, Pre) &&
        b->output_first == \at(b->output_first, Pre) && b->output_end == \at(b->output_end, Pre); */
  /*@ assert memo: b->leaf_prefix == \at(b->leaf_prefix, Pre) && b->leaf_table == \at(b->leaf_table, Pre) &&
        b->upper_prefix == \at(b->upper_prefix, Pre) && b->upper_table == \at(b->upper_table, Pre); */
  /*@ assert rest: b->height == \at(b->height, Pre) && b->leaf_height == \at(b->leaf_height, Pre) &&
        b->id == \at(b->id, Pre); */
  /*@ assert hooks: b->hooks == \at(b->hooks, Pre); */
  /*@ assert flags: b->never_break == \at(b->never_break, Pre) && b->resize_live == \at(b->resize_live, Pre); */
}

/*@ requires POOL_VALID(p) && ALL_SYNCED(p);
    requires call == ADD_ZERO && ADDABLE(p, oa, length) ==>
      FRAMES_ZERO(p, FRAME_AT(p, oa), FRAMES_IN(p, length));
    requires call == REMOVE && length <= p->free ==> \valid(frames + (0 .. length - 1));
    requires \valid(b) && pool_shape(b->pool) && POOLS_APART(frames + (0 .. length - 1), p, b, b->pool);
    assigns POOL_MEMORY(p), frames[0 .. length - 1];
    ensures bytes: SAME_BYTES(b, Pre); */
void beside_hand_over(struct vpt_pool *p, struct vpt *b, enum pool_call call, vpt_oa oa, uint64_t length,
                      vpt_oa *frames)
{
  any_hand_over(p, call, oa, length, frames);
}
