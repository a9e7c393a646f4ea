/* SPDX-License-Identifier: Apache-2.0 */
/* Changes of tables. set_leaf, link_table and unlink_table make one live store each; the functions
 * after them keep the pool and the live counts in step. */
#ifndef VPT_CORE_EDIT_H
#define VPT_CORE_EDIT_H

#include "walk.h"

/* Overwrites an entry that is no table descriptor with one that is none either. */
/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia);
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && KIND(h, word) != VPT_TABLE;
    requires MAY_STORE(space, h, ia, ENT(space, table, i), word) && commits == 0;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures commit: commits == 1;
    ensures well_formed: WELL_FORMED(space);
    ensures stored: STORED(space, table, i, word, Pre);
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == h && PRE(space, h, x) == PRE(space, h, ia) ? (KIND(h, word) == VPT_LEAF ? word : 0)
                                                       : \at(LEAF(space, k, x), Pre)); */
static inline void set_leaf(struct vpt *space, int h, int64_t table, unsigned i, uint64_t word)
  /*@ ghost (vpt_ia ia) */
{
  (void)h;
  /*@ assert only: ONLY_PATH(space, h, table, i, ia); */
  put(space, table, i, word);
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
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) ==
      (k == h - 1 && PRE(space, h, x) == PRE(space, h, ia) ? child : \at(AT(space, k, x), Pre));
    ensures kept: \forall integer k, x; 0 <= k <= space->height ==> \at(AT(space, k, x), Pre) >= 0 ==>
      AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures reached: \forall integer c; c >= 0 ==> c != child ==> (UNREACHED(space, c) <==> \at(UNREACHED(space, c), Pre));
    ensures leaves: SAME_LEAVES(space, Pre); */
static inline void link_table(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
  /*@ ghost (vpt_ia ia) */
{
  (void)h;
  /*@ assert only: ONLY_PATH(space, h, table, i, ia); */
  put(space, table, i, codec_table(child));
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
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) ==
      (k < h && PRE(space, h, x) == PRE(space, h, ia) ? -1 : \at(AT(space, k, x), Pre));
    ensures child: \forall integer k, x; 0 <= k < h ==> PRE(space, h, x) == PRE(space, h, ia) ==>
      \at(AT(space, k, x), Pre) == (k == h - 1 ? child : -1);
    ensures cut_off: UNREACHED(space, child);
    ensures leaves: SAME_LEAVES(space, Pre); */
static inline void unlink_table(struct vpt *space, int h, int64_t table, unsigned i)
  /*@ ghost (vpt_ia ia, int64_t child) */
{
  (void)h;
  /*@ assert child: AT(space, h - 1, ia) == child; */
  /*@ assert only: ONLY_PATH(space, h, table, i, ia); */
  put(space, table, i, 0);
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

/* One more level below an invalid entry of a table at height h; returns the new table. */
/*@ requires SOUND(space) && FILLED_BUT(space, table) && space->pool->free > 0 && TLB_CLEAN;
    requires ON_PATH(space, h, table, i, ia) && h > 0 && KIND(h, ENT(space, table, i)) == VPT_INVALID;
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space);
    ensures sound: SOUND(space);
    ensures filled: FILLED_BUT(space, \result);
    ensures kept: \forall integer k, x; 0 <= k <= space->height ==> \at(AT(space, k, x), Pre) >= 0 ==>
      AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures same: SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) - 1;
    ensures path: ON_PATH(space, h - 1, \result, IDX(space, h - 1, ia), ia) && EMPTY(space, \result);
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline int64_t grow(struct vpt *space, int h, int64_t table, unsigned i)
  /*@ ghost (vpt_ia ia) */
{
  /*@ assert rim: h == space->height ==> i < width(FMT, space->input_end, h, h); */
  int64_t child = vpt_pool_take(space->pool);
  /*@ assert zero: zero(space->pool->words, space->pool->info, GRANULE, space->pool->first, child); */
  /*@ assert same: SAME_SPACE(space, Pre) && child != table; */
  link_table(space, h, table, i, child) /*@ ghost (ia) */;
  /*@ assert child: AT(space, h - 1, ia) == child; */
  /*@ assert heights: \forall integer k, x; 0 <= k <= space->height ==>
        (AT(space, k, x) == table ==> k == h) && (AT(space, k, x) == child ==> k == h - 1); */
  /*@ ghost counting(space); */
  count_up(space, table);
  /*@ assert used: USED(space->pool, table); */
  /*@ assert reached: \forall integer c; IN_POOL(space->pool, c) ==> c != child ==>
        (UNREACHED(space, c) <==> \at(UNREACHED(space, c), Pre)); */
  /*@ assert unused: \forall integer f; IN_POOL(space->pool, f) ==> !USED(space->pool, f) ==>
        f != table && f != child && !\at(USED(space->pool, f), Pre); */
  /*@ assert clean: \forall integer f, j; IN_POOL(space->pool, f) ==> 0 <= j < entries(GRANULE) ==>
        USED(space->pool, f) || (USES(space->pool, f) == 0 && ENT(space, f, j) == 0); */
  /*@ assert counts: USES(space->pool, table) == COUNT(space, table) && USES(space->pool, child) == COUNT(space, child); */
  /*@ assert others: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) >= 0 ==>
        AT(space, k, x) != child ==> AT(space, k, x) == \at(AT(space, k, x), Pre); */
  return child;
}

/* Writes a leaf into an invalid entry. */
/*@ requires SOUND(space) && FILLED_BUT(space, table) && MEMO(space);
    requires ON_PATH(space, h, table, i, ia);
    requires KIND(h, ENT(space, table, i)) == VPT_INVALID && KIND(h, word) == VPT_LEAF && TLB_CLEAN;
    requires OWN_LEAVES(space) && OWN_LEAF(space, h, ia, word) && commits == 0;
    assigns TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures commit: commits == 1;
    ensures valid: VALID(space);
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == h && PRE(space, h, x) == PRE(space, h, ia) ? word : \at(LEAF(space, k, x), Pre));
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline void fill(struct vpt *space, int h, int64_t table, unsigned i, uint64_t word)
  /*@ ghost (vpt_ia ia) */
{
  set_leaf(space, h, table, i, word) /*@ ghost (ia) */;
  /*@ ghost counting(space); */
  count_up(space, table);
}

/* Removes a leaf; its table may be empty afterwards. */
/*@ requires INV(space) && ON_PATH(space, h, table, i, ia) && KIND(h, ENT(space, table, i)) == VPT_LEAF;
    requires REGION_NOTED(space, h, ia) && commits == 0;
    assigns TABLE_WORDS(space), LIVE_COUNTS(space), commits;
    ensures commit: commits == 1;
    ensures sound: SOUND(space);
    ensures filled: FILLED_BUT(space, table);
    ensures memo: MEMO(space);
    ensures entry: ENT(space, table, i) == 0;
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == h && PRE(space, h, x) == PRE(space, h, ia) ? 0 : \at(LEAF(space, k, x), Pre));
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline void clear(struct vpt *space, int h, int64_t table, unsigned i)
  /*@ ghost (vpt_ia ia) */
{
  set_leaf(space, h, table, i, 0) /*@ ghost (ia) */;
  /*@ ghost counting(space); */
  count_down(space, table);
}

/* Cuts off and frees the empty table `child` below entry i of a table at height h. */
/*@ requires SOUND(space) && FILLED_BUT(space, child) && USES(space->pool, child) == 0;
    requires ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_TABLE && child == e_frame(FMT, ENT(space, table, i));
    assigns space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), stale_steps;
    ensures steps: stale_steps == 1;
    ensures sound: SOUND(space);
    ensures filled: FILLED_BUT(space, table);
    ensures same: SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) + 1;
    ensures tables: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) ==
      (k < h && PRE(space, h, x) == PRE(space, h, ia) ? -1 : \at(AT(space, k, x), Pre));
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline void cut(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
  /*@ ghost (vpt_ia ia) */
{
  /*@ assert child: AT(space, h - 1, ia) == child; */
  /*@ assert apart: child != table; */
  /*@ ghost counting(space); stale_steps = 1; */
  unlink_table(space, h, table, i) /*@ ghost (ia, child) */;
  /*@ ghost counting(space); */
  count_down(space, table);
  /*@ assert kept: \forall integer k, x; 0 <= k <= space->height ==> \at(AT(space, k, x), Pre) >= 0 ==>
        \at(AT(space, k, x), Pre) != child ==> AT(space, k, x) == \at(AT(space, k, x), Pre); */
  /*@ assert reached: \forall integer c; IN_POOL(space->pool, c) ==> c != child ==>
        (UNREACHED(space, c) <==> \at(UNREACHED(space, c), Pre)); */
  /*@ assert empty: USES(space->pool, child) == 0 && EMPTY(space, child); */
  vpt_pool_give(space->pool, child);
  /*@ assert same: SAME_SPACE(space, Pre); */
  /*@ assert used: USED(space->pool, table); */
}

/* Frees the empty tables on the path of `ia`, from the one at height h up. */
/*@ requires SOUND(space) && ia < space->input_end && 0 <= h < space->height;
    requires HW_H(space, ia) == h && FILLED_BUT(space, AT(space, h, ia));
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space),
      stale_steps;
    ensures inv: INV(space);
    ensures same: SAME_SPACE(space, Pre);
    ensures steps: stale_steps == (HW_H(space, ia) > h ? 1 : \old(stale_steps));
    ensures empty: \old(USES(space->pool, AT(space, h, ia))) == 0 ==> HW_H(space, ia) > h;
    ensures free: space->pool->free == \old(space->pool->free) + HW_H(space, ia) - h;
    ensures leaves: SAME_LEAVES(space, Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static void prune(struct vpt *space, vpt_ia ia, int h)
{
  /*@ ghost hardware(space); */
  int64_t path[VPT_HEIGHT_MAX + 1];
  int k = space->height;
  path[k] = root_table(space, ia);
  /*@ loop invariant h <= k <= space->height;
      loop invariant path: \forall integer j; k <= j <= space->height ==> path[j] == AT(space, j, ia);
      loop assigns k, path[0 .. VPT_HEIGHT_MAX];
      loop variant k; */
  for (; k > h; k--)
    path[k - 1] = codec_table_frame(entry(space, path[k], codec_index(k, ia)));
  forget(space);
  /*@ loop invariant h <= k <= space->height;
      loop invariant path: \forall integer j; k <= j <= space->height ==> path[j] == AT(space, j, ia);
      loop invariant same: SAME_SPACE(space, Pre);
      loop invariant sound: SOUND(space);
      loop invariant filled: FILLED_BUT(space, path[k]);
      loop invariant stop: HW_H(space, ia) == k;
      loop invariant first: k == h ==>
        USES(space->pool, path[h]) == \at(USES(space->pool, AT(space, h, ia)), Pre);
      loop invariant free: space->pool->free == \at(space->pool->free, Pre) + k - h;
      loop invariant leaves: SAME_LEAVES(space, Pre);
      loop invariant foreign: FOREIGN_KEPT(space, Pre);
      loop invariant steps: stale_steps == (k > h ? 1 : \at(stale_steps, Pre));
      loop assigns k, \at(space->pool, Pre)->free, TABLE_WORDS(\at(space, Pre)), LIVE_COUNTS(\at(space, Pre)),
        STACK(\at(space, Pre)), stale_steps;
      loop variant space->height - k; */
  for (; k < space->height && live(space, path[k]) == 0; k++) {
    cut(space, k + 1, path[k + 1], codec_index(k + 1, ia), path[k]) /*@ ghost (ia) */;
    /*@ assert same: SAME_SPACE(space, Pre); */
    /*@ ghost hardware(space); */
  }
}

/* Removes the leaf that the walk of `ia` stops at, and the tables that become empty. Says whether
 * there were any. */
/*@ requires INV(space) && ia < space->input_end && STOPS(space, at, ia) && KIND(at.height, at.word) == VPT_LEAF;
    requires REGION_NOTED(space, at.height, ia) && commits == 0;
    assigns space->leaf_prefix, space->upper_prefix, space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space),
      stale_steps, commits;
    ensures commit: commits == 1;
    ensures inv: INV(space);
    ensures leaves: \forall integer k, x; 0 <= k <= space->height ==> LEAF(space, k, x) ==
      (k == at.height && PRE(space, k, x) == PRE(space, k, ia) ? 0 : \at(LEAF(space, k, x), Pre));
    ensures hole: ONLY_HOLE(space, at.height, ia, Pre);
    ensures same: SAME_SPACE(space, Pre);
    ensures free: space->pool->free == \old(space->pool->free) + HW_H(space, ia) - at.height;
    ensures pruned: \result <==> HW_H(space, ia) > at.height;
    ensures steps: stale_steps == (\result ? 1 : \old(stale_steps));
    ensures kept: !\result ==> \forall integer k, x; 0 <= k <= space->height ==>
      AT(space, k, x) == \at(AT(space, k, x), Pre);
    ensures foreign: FOREIGN_KEPT(space, Pre); */
static inline bool remove_leaf(struct vpt *space, vpt_ia ia, struct stop at)
{
  /*@ ghost hardware(space); alike(space); */
  clear(space, at.height, at.table, codec_index(at.height, ia)) /*@ ghost (ia) */;
  /*@ ghost hardware(space); */
  /*@ assert region: \forall integer x; PRE(space, at.height, x) == PRE(space, at.height, ia) ==>
        \at(HW_H(space, x), Pre) == at.height; */
  /*@ assert bare: \forall integer k, x; 0 <= k <= space->height ==>
        PRE(space, at.height, x) == PRE(space, at.height, ia) ==> LEAF(space, k, x) == 0; */
  if (at.height == space->height || live(space, at.table) != 0) return false;
  prune(space, ia, at.height);
  /*@ ghost hardware(space); */
  return true;
}

#endif
