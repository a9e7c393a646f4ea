/* SPDX-License-Identifier: Apache-2.0 */
/* The least height of a table that two walks both come to. */
#ifndef VPT_CORE_MEET_H
#define VPT_CORE_MEET_H

#include "walk.h"
#include "../logic/range.h"

/* Least height of a table that the walks of x and y both come to, if they come so far down. */
/*@ requires SHAPE(space) && x < space->input_end && y < space->input_end;
    assigns \nothing;
    ensures \result == MEET(space, x, y) && 0 <= \result <= space->height; */
static inline int meet_height(const struct vpt *space, vpt_ia x, vpt_ia y)
{
  int k = 0;
  /*@ loop invariant 0 <= k <= space->height;
      loop invariant meet: MEET(space, x, y) == meet(FMT, space->input_end, space->height, k, x, y);
      loop assigns k;
      loop variant space->height - k; */
  while (k < space->height && codec_prefix(k + 1, x) != codec_prefix(k + 1, y)) k++;
  return k;
}

/*@ ghost
  // What meet says: from there on both walks come to the same tables, below there to none.
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
       loop invariant range: \forall integer y;
         k <= meet(FMT, space->input_end, space->height, k, x, y) <= space->height;
       loop invariant same: \forall integer y, j;
         meet(FMT, space->input_end, space->height, k, x, y) <= j < space->height ==>
         PRE(space, j + 1, y) == PRE(space, j + 1, x);
       loop invariant other: \forall integer y, j;
         k <= j < meet(FMT, space->input_end, space->height, k, x, y) ==>
         PRE(space, j + 1, y) != PRE(space, j + 1, x);
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }
*/

#endif
