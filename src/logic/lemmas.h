/* SPDX-License-Identifier: Apache-2.0 */
/* Facts that need an induction, proved as ghost functions: the loop is the induction. */
#ifndef VPT_LOGIC_LEMMAS_H
#define VPT_LOGIC_LEMMAS_H

#include "space.h"

/*@ ghost
  // The hardware's walk from the root down stops exactly where `at` says that no table follows.
  /@ requires SHAPE(space) && WELL_FORMED(space);
     assigns \nothing;
     ensures stops: \forall integer x; 0 <= HW_H(space, x) <= space->height && HW_TABLE(space, x) >= 0 &&
       HW_E(space, x) == ENT(space, HW_TABLE(space, x), IDX(space, HW_H(space, x), x)) &&
       KIND(HW_H(space, x), HW_E(space, x)) != VPT_TABLE;
     ensures path: \forall integer h, x; 0 <= h <= space->height ==> (AT(space, h, x) >= 0 <==> h >= HW_H(space, x));
     ensures tables: \forall integer h, x; HW_H(space, x) < h <= space->height ==>
       KIND(h, ENT(space, AT(space, h, x), IDX(space, h, x))) == VPT_TABLE;
     ensures leaves: \forall integer h, x; 0 <= h <= space->height ==> LEAF(space, h, x) ==
       (HW_H(space, x) == h && MAPPED(space, x) ? HW_E(space, x) : 0);
  @/
  void hardware(const struct vpt *space)
  {
    int k = space->height;
    /@ loop invariant 0 <= k <= space->height;
       loop invariant on: \forall integer x; AT(space, k, x) >= 0 ==>
         HW_H(space, x) == hw_h(WORDS(space), AT(space, k, x), k, x) &&
         HW_E(space, x) == hw_e(WORDS(space), AT(space, k, x), k, x) &&
         \forall integer j; k < j <= space->height ==> AT(space, j, x) >= 0 &&
           KIND(j, ENT(space, AT(space, j, x), IDX(space, j, x))) == VPT_TABLE;
       loop invariant off: \forall integer x; AT(space, k, x) < 0 ==>
         k < HW_H(space, x) <= space->height && HW_TABLE(space, x) >= 0 &&
         HW_E(space, x) == ENT(space, HW_TABLE(space, x), IDX(space, HW_H(space, x), x)) &&
         KIND(HW_H(space, x), HW_E(space, x)) != VPT_TABLE &&
         \forall integer j; k <= j <= space->height ==> (AT(space, j, x) >= 0 <==> j >= HW_H(space, x)) &&
           (j > HW_H(space, x) ==> KIND(j, ENT(space, AT(space, j, x), IDX(space, j, x))) == VPT_TABLE);
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }
*/

/*@ ghost
  // A count is 0 exactly for an empty table.
  /@ assigns \nothing;
     ensures range: 0 <= COUNT(space, f) <= entries(GRANULE);
     ensures empty: COUNT(space, f) == 0 <==> EMPTY(space, f);
  @/
  void counting(const struct vpt *space, int64_t f)
  {
    int k = 0;
    /@ loop invariant 0 <= k <= ENTRIES_MAX;
       loop invariant range: \forall integer m; 0 <= m <= k ==> 0 <= CNT(space, f, m) <= m;
       loop invariant empty: \forall integer m; 0 <= m <= k ==>
         (CNT(space, f, m) == 0 <==> \forall integer j; 0 <= j < m ==> ENT(space, f, j) == 0);
       loop assigns k;
       loop variant ENTRIES_MAX - k; @/
    while (k < ENTRIES_MAX) k++;
  }
*/

#endif
