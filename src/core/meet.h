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
         k <= meet(FMT, space->input_end, space->height, k, ia, y) <= space->height;
       loop invariant at_most: \forall integer y; k < h ==> PRE(space, h, y) == PRE(space, h, ia) ==>
         meet(FMT, space->input_end, space->height, k, ia, y) < h;
       loop invariant at_least: \forall integer y; k < h ==> PRE(space, h - 1, y) != PRE(space, h - 1, ia) ==>
         meet(FMT, space->input_end, space->height, k, ia, y) >= h - 1;
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
  }
*/

#endif
