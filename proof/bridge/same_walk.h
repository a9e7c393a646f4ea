/* SPDX-License-Identifier: Apache-2.0 */
/* The hardware's walk is the same in both languages. Before this file is included, LAW says how the laws of same.h
 * are taken. */
#ifndef VPT_PROOF_BRIDGE_SAME_WALK_H
#define VPT_PROOF_BRIDGE_SAME_WALK_H

#include "logic/public.h"
#include "view.h"

#include "same.h"

/* Words of frames lie side by side. */
/*@ lemma window: \forall integer first, f, i;
      slot(GRANULE, f - first, i) == slot(GRANULE, f, i) - slot(GRANULE, first, 0); */

/*@ ghost
  // The loop is an induction over heights.
  /@ requires 0 <= height;
     assigns \nothing;
     ensures words: \forall integer f, i;
       pt_get(view(words, GRANULE, first), pt_slot(GRANULE, f, i)) == ent(words, GRANULE, first, f, i);
     ensures memory: \forall integer a;
       pt_get(view(words, GRANULE, first), a) == words[a - pt_slot(GRANULE, first, 0)];
     ensures heights: \forall integer f, x; hw_h(FMT, words, GRANULE, first, lim, f, height, x) ==
       pt_stop_h(pt_walk(view(words, GRANULE, first), lim, f, height, x));
     ensures entries: \forall integer f, x; hw_e(FMT, words, GRANULE, first, lim, f, height, x) ==
       pt_stop_e(pt_walk(view(words, GRANULE, first), lim, f, height, x)); @/
  void same_walk(uint64_t *words, int64_t first, int64_t lim, int height)
  {
    int k = 0;
    /@ assert words: \forall integer f, i;
         pt_get(view(words, GRANULE, first), pt_slot(GRANULE, f, i)) == ent(words, GRANULE, first, f, i); @/
    /@ loop invariant 0 <= k <= height;
       loop invariant heights: \forall integer f, x; hw_h(FMT, words, GRANULE, first, lim, f, k, x) ==
         pt_stop_h(pt_walk(view(words, GRANULE, first), lim, f, k, x));
       loop invariant entries: \forall integer f, x; hw_e(FMT, words, GRANULE, first, lim, f, k, x) ==
         pt_stop_e(pt_walk(view(words, GRANULE, first), lim, f, k, x));
       loop assigns k;
       loop variant height - k; @/
    while (k < height) k++;
  }
*/

/*@ ghost
  // Table by table, from the root down.
  /@ requires 0 <= height;
     assigns \nothing;
     ensures tables: \forall integer h, x; 0 <= h <= height ==>
       at(FMT, words, GRANULE, first, lim, root, height, h, x) ==
       pt_at(view(words, GRANULE, first), lim, root, height, h, x); @/
  void same_tables(uint64_t *words, int64_t first, int64_t lim, int64_t root, int height)
  {
    int k = height;
    /@ assert words: \forall integer f, i;
         pt_get(view(words, GRANULE, first), pt_slot(GRANULE, f, i)) == ent(words, GRANULE, first, f, i); @/
    /@ loop invariant 0 <= k <= height;
       loop invariant tables: \forall integer h, x; k <= h <= height ==>
         at(FMT, words, GRANULE, first, lim, root, height, h, x) ==
         pt_at(view(words, GRANULE, first), lim, root, height, h, x);
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }
*/

#endif
