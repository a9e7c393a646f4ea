/* SPDX-License-Identifier: Apache-2.0 */
/* Within a function of two.c, after a call for space `a`: space `b` is as it was. OTHERS(c, Pre): frame c was in use,
 * and is none that the call changes. A template, for ghost code cannot compare two moments in a function of its own. */
  /*@ assert same: SAME_SPACE(b, Pre) && SAME_MEMBERS(b, Pre); */
  /*@ assert words: \forall integer c, j; OTHERS(c, Pre) ==> 0 <= j < entries(GRANULE) ==>
        ENT(b, c, j) == \at(ENT(b, c, j), Pre); */
  /*@ assert others: \forall integer h, x; 0 <= h <= b->height ==> \at(AT(b, h, x), Pre) >= 0 ==>
        OTHERS(\at(AT(b, h, x), Pre), Pre); */
  /*@ ghost // the tables, from the root down
      int k = b->height;
      /@ loop invariant 0 <= k <= b->height;
         loop invariant \forall integer j, x; k <= j <= b->height ==> AT(b, j, x) == \at(AT(b, j, x), Pre);
         loop assigns k;
         loop variant k; @/
      while (k > 0) k--;
  */
  /*@ assert tables: SAME_TABLES(b, Pre); */
  /*@ assert shape: SHAPE(b); */
  /*@ assert injective: INJECTIVE(b); */
  /*@ assert congruent: CONGRUENT(b); */
  /*@ assert range: IN_RANGE(b); */
  /*@ assert formed: WELL_FORMED(b); */
  /*@ assert uses: \forall integer c; OTHERS(c, Pre) ==>
        USED(b->pool, c) && USES(b->pool, c) == \at(USES(b->pool, c), Pre); */
  /*@ assert owned: \forall integer c; OTHERS(c, Pre) ==> \at(OWNED(b->pool, c), Pre) ==> OWNED(b->pool, c); */
  /*@ ghost // counts of the first n words of each such frame, for n = 0 to the most that a table has
      int n = 0;
      /@ loop invariant 0 <= n <= ENTRIES_MAX;
         loop invariant \forall integer c, m; OTHERS(c, Pre) ==> 0 <= m <= n ==> m <= entries(GRANULE) ==>
           CNT(b, c, m) == \at(CNT(b, c, m), Pre);
         loop assigns n;
         loop variant ENTRIES_MAX - n; @/
      while (n < ENTRIES_MAX) n++;
  */
  /*@ assert tables_owned: TABLES_OWNED(b); */
  /*@ assert leaves: SAME_LEAVES(b, Pre); */
  /*@ assert own: OWN_LEAVES(b); */
  /*@ assert held: HELD(b); */
  /*@ assert counted: COUNTED(b); */
  /*@ assert filled: FILLED_BUT(b, -1); */
  /*@ assert entries: \forall integer h, x, i; 0 <= h <= b->height ==> 0 <= i < entries(GRANULE) ==>
        AT(b, h, x) >= 0 ==> ENT(b, AT(b, h, x), i) == \at(ENT(b, AT(b, h, x), i), Pre); */
  /*@ assert tidy: TIDY(b); */
  /*@ assert roots: \forall integer x; AT(b, b->height, x) >= 0; */
  /*@ assert rim: BARE_RIM(b); */
  /*@ assert memo: MEMO(b); */
  /*@ ghost hardware(b); */
