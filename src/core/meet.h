/* SPDX-License-Identifier: Apache-2.0 */
/* How far down the walks of two addresses go together. */
#ifndef VPT_CORE_MEET_H
#define VPT_CORE_MEET_H

#include "operations.h"
#include "../logic/range.h"

/*@ ghost
  // What meet says.
  /@ requires SHAPE(space);
     assigns \nothing;
     ensures range: \forall integer y; 0 <= MEET(space, x, y) <= space->height;
     ensures same: \forall integer y, k; MEET(space, x, y) <= k < space->height ==>
       PRE(space, k + 1, y) == PRE(space, k + 1, x);
     ensures other: \forall integer y, k; 0 <= k < MEET(space, x, y) ==>
       PRE(space, k + 1, y) != PRE(space, k + 1, x); @/
  void met(const struct vpt *space, uint64_t x)
  {
    nested(space);
    int k = space->height;
    // from the top down: what is said of meet from any height on
    /@ loop invariant 0 <= k <= space->height;
       loop invariant range: \forall integer y; k <= MEET_FROM(space, k, x, y) <= space->height;
       loop invariant same: \forall integer y, j; MEET_FROM(space, k, x, y) <= j < space->height ==>
         PRE(space, j + 1, y) == PRE(space, j + 1, x);
       loop invariant other: \forall integer y, j; k <= j < MEET_FROM(space, k, x, y) ==>
         PRE(space, j + 1, y) != PRE(space, j + 1, x);
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }

  // The same, at meet itself. Apart: a term in `meet + 1` for every y is too much elsewhere.
  /@ requires SHAPE(space);
     assigns \nothing;
     ensures here: \forall integer y; MEET(space, x, y) < space->height ==>
       PRE(space, MEET(space, x, y) + 1, y) == PRE(space, MEET(space, x, y) + 1, x); @/
  void met_at(const struct vpt *space, uint64_t x)
  {
    met(space, x);
  }
*/

/* Least height of a table that both x and y come to. */
/*@ requires SHAPE(space) && x < space->input_end && y < space->input_end;
    assigns \nothing;
    ensures \result == MEET(space, x, y) && 0 <= \result <= space->height; */
static inline int meet_height(const struct vpt *space, vpt_ia x, vpt_ia y)
{
  int k = 0;
  /*@ loop invariant 0 <= k <= space->height;
      loop invariant meet: MEET(space, x, y) == MEET_FROM(space, k, x, y);
      loop assigns k;
      loop variant space->height - k; */
  while (k < space->height && codec_prefix(k + 1, x) != codec_prefix(k + 1, y)) k++;
  return k;
}

/*@ ghost
  // Where walks meet that of ia that pass its region at height h, but not the smaller one, and others.
  /@ requires SHAPE(space) && 0 < h <= space->height;
     assigns \nothing;
     ensures within: \forall integer y; PRE(space, h - 1, y) == PRE(space, h - 1, ia) ==>
       MEET(space, ia, y) <= h - 1;
     ensures beside: \forall integer y; PRE(space, h, y) == PRE(space, h, ia) ==>
       PRE(space, h - 1, y) != PRE(space, h - 1, ia) ==> MEET(space, ia, y) == h - 1;
     ensures outside: \forall integer y; PRE(space, h, y) != PRE(space, h, ia) ==>
       PRE(space, h - 1, y) != PRE(space, h - 1, ia); @/
  void meets(const struct vpt *space, uint64_t ia, int h)
  {
    nested(space);
    int k = space->height;
    // from the top down: what is said of meet from any height on
    /@ loop invariant 0 <= k <= space->height;
       loop invariant range: \forall integer y;
         k <= MEET_FROM(space, k, ia, y) <= space->height;
       loop invariant at_most: \forall integer y; k < h ==> PRE(space, h, y) == PRE(space, h, ia) ==>
         MEET_FROM(space, k, ia, y) < h;
       loop invariant at_least: \forall integer y; k < h ==> PRE(space, h - 1, y) != PRE(space, h - 1, ia) ==>
         MEET_FROM(space, k, ia, y) >= h - 1;
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }
*/

#endif
