/* SPDX-License-Identifier: Apache-2.0 */
/* Arithmetic of windows and frames; what a count of free frames says. */
#ifndef VPT_LOGIC_POOL_LEMMAS_H
#define VPT_LOGIC_POOL_LEMMAS_H

#include "pool_config.h"

/* Words of frames lie in the window; multiples of c lie c apart. */
/*@ lemma slots: \forall integer g, n, f, i; g == 12 || g == 14 || g == 16 ==> 0 <= f < n ==> 0 <= i < entries(g) ==>
      0 <= slot(g, f, i) < slot(g, n, 0);
    lemma slots_after: \forall integer g, n, f, i; g == 12 || g == 14 || g == 16 ==> 0 <= n <= f ==> 0 <= i ==>
      slot(g, n, 0) <= slot(g, f, i);
    lemma window_words: \forall integer g, n; g == 12 || g == 14 || g == 16 ==> 0 <= n ==> n % bytes(g) == 0 ==>
      slot(g, n / bytes(g), 0) == n / 8;
    lemma window_fours: \forall integer g, n; g == 12 || g == 14 || g == 16 ==> 0 <= n ==> n % bytes(g) == 0 ==>
      n / 8 % 4 == 0;
    lemma whole_frames: \forall integer c, n; 0 < c ==> 0 < n ==> n % c == 0 ==> 0 < n / c;
    lemma apart: \forall integer c, p, q; 0 < c ==> c * p < c * q ==> c * p + c <= c * q;
    lemma multiple: \forall integer c, a; 0 < c ==> 0 <= a ==> a % c == 0 ==> a == c * (a / c);
    lemma next_multiple: \forall integer c, a; 0 < c ==> 0 <= a ==> a % c == 0 ==> (a + c) % c == 0; */

/*@ ghost
  /@ requires count >= 0;
     assigns \nothing;
     ensures range: \forall integer n; 0 <= n <= count ==> 0 <= unused(info, n) <= n;
     ensures all: (\forall integer f; 0 <= f < count ==> info[f].free != 0) ==> unused(info, count) == count;
     ensures no: (\forall integer f; 0 <= f < count ==> info[f].free == 0) ==> unused(info, count) == 0;
     ensures none: unused(info, count) == 0 ==> \forall integer f; 0 <= f < count ==> info[f].free == 0;
  @/
  void counting_unused(struct vpt_frame_info *info, int64_t count)
  {
    int64_t k = 0;
    /@ loop invariant 0 <= k <= count;
       loop invariant range: \forall integer n; 0 <= n <= k ==> 0 <= unused(info, n) <= n;
       loop invariant all: (\forall integer f; 0 <= f < count ==> info[f].free != 0) ==> unused(info, k) == k;
       loop invariant no: (\forall integer f; 0 <= f < count ==> info[f].free == 0) ==> unused(info, k) == 0;
       loop invariant none: unused(info, k) == 0 ==> \forall integer f; 0 <= f < k ==> info[f].free == 0;
       loop assigns k;
       loop variant count - k; @/
    while (k < count) {
      /@ assert next: unused(info, k + 1) == unused(info, k) + (info[k].free != 0 ? 1 : 0); @/
      k++;
    }
  }
*/

#endif
