/* SPDX-License-Identifier: Apache-2.0 */
/* Changes of tables by exactly one live store each. */
#ifndef VPT_CORE_STORE_H
#define VPT_CORE_STORE_H

#include "walk.h"

/* Overwrites an entry that is no table descriptor with one that is none either. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia);
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && KIND(h, word) != VPT_TABLE;
    requires MAY_STORE(space, h, ia, ENT(space, table, i), word) && commits == 0;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures commit: commits == 1;
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, table, i, word, Pre);
    ensures tables: SAME_TABLES(space, Pre);
    ensures leaves: LEAF_CHANGED(space, h, ia, KIND(h, word) == VPT_LEAF ? word : 0, Pre); */
static inline void store_leaf(struct vpt *space, int64_t table, unsigned i, uint64_t word)
  /*@ ghost (int h, vpt_ia ia) */
{
  /*@ assert only: ONLY_PATH(space, h, table, i, ia); */
  store_word(space, table, i, word);
  /*@ ghost commits = 1; */
  /*@ ghost int k = space->height;
      /@ loop invariant 0 <= k <= space->height;
         loop invariant \forall integer j, x; k <= j <= space->height ==>
           AT(space, j, x) == \at(AT(space, j, x), Pre);
         loop assigns k;
         loop variant k; @/
      while (k > 0) k--;
  */
}

/* Links an empty table below an invalid entry. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_INVALID && TLB_CLEAN;
    requires IN_POOL(space->pool, child) && UNREACHED(space, child) && EMPTY(space, child);
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)];
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, table, i, mk_table(FMT, child), Pre);
    ensures tables: LINKED(space, h, ia, child, Pre);
    ensures kept: KEPT_TABLES(space, Pre);
    ensures reached: \forall integer c; c >= 0 ==> c != child ==>
      (UNREACHED(space, c) <==> \at(UNREACHED(space, c), Pre));
    ensures leaves: SAME_LEAVES(space, Pre); */
static inline void link_table(struct vpt *space, int64_t table, unsigned i, int64_t child)
  /*@ ghost (int h, vpt_ia ia) */
{
  /*@ assert only: ONLY_PATH(space, h, table, i, ia); */
  store_word(space, table, i, codec_table(child));
  /*@ assert empty: EMPTY(space, child); */
  /*@ ghost int k = space->height;
      /@ loop invariant 0 <= k <= space->height;
         loop invariant \forall integer j, x; k <= j <= space->height ==> AT(space, j, x) ==
           (j == h - 1 && PRE(space, h, x) == PRE(space, h, ia) ? child : \at(AT(space, j, x), Pre));
         loop assigns k;
         loop variant k; @/
      while (k > 0) {
        /@ assert entry: \forall integer j, x; j == k ==> AT(space, j, x) >= 0 ==>
             (j == h && PRE(space, h, x) == PRE(space, h, ia)) || AT(space, j, x) == child ||
             (AT(space, j, x) == \at(AT(space, j, x), Pre) && ENT(space, AT(space, j, x), IDX(space, j, x)) ==
                \at(ENT(space, AT(space, j, x), IDX(space, j, x)), Pre)); @/
        k--;
        /@ assert next: \forall integer j, x; j == k ==> AT(space, j, x) ==
             (j == h - 1 && PRE(space, h, x) == PRE(space, h, ia) ? child : \at(AT(space, j, x), Pre)); @/
      }
  */
}

/* Cuts off an empty table. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_TABLE && child == e_frame(FMT, ENT(space, table, i));
    requires EMPTY(space, child) && stale_steps == 1;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)];
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, table, i, 0, Pre);
    ensures tables: UNLINKED(space, h, ia, Pre);
    ensures child: \forall integer k, x; 0 <= k < h ==> PRE(space, h, x) == PRE(space, h, ia) ==>
      \at(AT(space, k, x), Pre) == (k == h - 1 ? child : -1);
    ensures cut_off: UNREACHED(space, child);
    ensures leaves: SAME_LEAVES(space, Pre); */
static inline void unlink_table(struct vpt *space, int64_t table, unsigned i)
  /*@ ghost (int h, vpt_ia ia, int64_t child) */
{
  /*@ assert child: AT(space, h - 1, ia) == child; */
  /*@ assert only: ONLY_PATH(space, h, table, i, ia); */
  store_word(space, table, i, 0);
  /*@ ghost int k = space->height;
      /@ loop invariant 0 <= k <= space->height;
         loop invariant \forall integer j, x; k <= j <= space->height ==> AT(space, j, x) ==
           (j < h && PRE(space, h, x) == PRE(space, h, ia) ? -1 : \at(AT(space, j, x), Pre));
         loop invariant \forall integer j, x; k <= j < h ==> PRE(space, h, x) == PRE(space, h, ia) ==>
           \at(AT(space, j, x), Pre) == (j == h - 1 ? child : -1);
         loop assigns k;
         loop variant k; @/
      while (k > 0) k--;
  */
}

#endif
