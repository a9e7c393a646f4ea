/* SPDX-License-Identifier: Apache-2.0 */
/* The hardware's walk is the same in both languages. */
#ifndef VPT_PROOF_BRIDGE_WALK_H
#define VPT_PROOF_BRIDGE_WALK_H

#include "logic/formats.h"
#include "logic/public.h"
#include "view.h"

#define LAW admit lemma
#include "same.h"
#undef LAW

/* Words of frames lie side by side. */
/*@ lemma window: \forall integer first, f, i;
      slot(GRANULE, f - first, i) == slot(GRANULE, f, i) - slot(GRANULE, first, 0); */

/*@ ghost
  // The loop is an induction over heights.
  /@ requires 0 <= height;
     assigns \nothing;
     ensures words: \forall integer f, i;
       pt_get(view(words, GRANULE, first), pt_slot(GRANULE, f, i)) == ent(words, GRANULE, first, f, i);
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

#endif
