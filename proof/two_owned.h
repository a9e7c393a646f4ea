/* SPDX-License-Identifier: Apache-2.0 */
/* Within a function of two.c, after two_kept.h and a call for space `a` that hands no frame over: free frames and a's
 * tables are the pool's. A template like two_kept.h. */
  /*@ assert owners: \forall integer c; IN_POOL(b->pool, c) ==> (OWNED(b->pool, c) <==> \at(OWNED(b->pool, c), Pre)); */
  /*@ assert not_others: \forall integer c; IN_POOL(b->pool, c) ==> !OTHERS(c, Pre) ==> OWNED(b->pool, c); */
  /*@ assert free_owned: FREE_OWNED(b->pool); */
