/* SPDX-License-Identifier: Apache-2.0 */
/* Within a function of two.c, after two_owned.h, if space `a` is still there: its tables are the pool's. A template
 * like two_kept.h. */
  /*@ assert mine: \forall integer h, x; 0 <= h <= a->height ==> AT(a, h, x) >= 0 ==>
        IN_POOL(b->pool, AT(a, h, x)) && !OTHERS(AT(a, h, x), Pre); */
  /*@ assert if_not: \forall integer h, x; 0 <= h <= a->height ==> IN_POOL(b->pool, AT(a, h, x)) ==>
        !OTHERS(AT(a, h, x), Pre) ==> OWNED(b->pool, AT(a, h, x)); */
  /*@ assert mine_owned: \forall integer h, x; 0 <= h <= a->height ==> AT(a, h, x) >= 0 ==>
        OWNED(b->pool, AT(a, h, x)); */
