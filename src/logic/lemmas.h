/* SPDX-License-Identifier: Apache-2.0 */
/* Facts that need an induction, proved as ghost functions: the loop is the induction. */
#ifndef VPT_LOGIC_LEMMAS_H
#define VPT_LOGIC_LEMMAS_H

#include "public.h"

/*@ ghost
  /@ requires 0 < c && 0 <= a <= b / c;
     assigns \nothing;
     ensures a * c <= b; @/
  void quotient(int64_t a, uint64_t b, uint64_t c)
  {
    /@ assert b == c * (b / c) + b % c && 0 <= b % c; @/
  }
*/

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
     ensures mapped: \forall integer x; MAPPED(space, x) ==>
       LEAF(space, HW_H(space, x), x) == HW_E(space, x) && HW_E(space, x) != 0;
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
     ensures range: \forall integer f; 0 <= COUNT(space, f) <= entries(GRANULE);
     ensures empty: \forall integer f; COUNT(space, f) == 0 <==> EMPTY(space, f);
  @/
  void counting(const struct vpt *space)
  {
    int k = 0;
    /@ loop invariant 0 <= k <= ENTRIES_MAX;
       loop invariant range: \forall integer f, m; 0 <= m <= k ==> 0 <= CNT(space, f, m) <= m;
       loop invariant empty: \forall integer f, m; 0 <= m <= k ==>
         (CNT(space, f, m) == 0 <==> \forall integer j; 0 <= j < m ==> ENT(space, f, j) == 0);
       loop assigns k;
       loop variant ENTRIES_MAX - k; @/
    while (k < ENTRIES_MAX) k++;
  }

  // A table at height h below the root has an entry; it is a leaf, or below it is a table with
  // something mapped.
  /@ requires INV(space) && 0 <= h < space->height;
     requires h > 0 ==> \forall integer x; AT(space, h - 1, x) >= 0 ==> !BARE(space, h, x);
     assigns \nothing;
     ensures \forall integer x; AT(space, h, x) >= 0 ==> !BARE(space, h + 1, x);
  @/
  void inhabited_at(const struct vpt *space, int h)
  {
    counting(space);
    hardware(space);
    /@ assert entry: \forall integer x; AT(space, h, x) >= 0 ==> \exists integer i; 0 <= i < entries(GRANULE) &&
         (KIND(h, ENT(space, AT(space, h, x), i)) == VPT_LEAF ||
          KIND(h, ENT(space, AT(space, h, x), i)) == VPT_TABLE); @/
    /@ assert hit: \forall integer x, i; 0 <= i < entries(GRANULE) ==> HIT(space, h, x, i); @/
    /@ assert mapped: \forall integer x, i; AT(space, h, x) >= 0 ==> 0 <= i < entries(GRANULE) ==>
         KIND(h, ENT(space, AT(space, h, x), i)) == VPT_LEAF ==>
         LEAF(space, h, BY_ENTRY(space, h, x, i)) != 0 && MAPPED(space, BY_ENTRY(space, h, x, i)); @/
    /@ assert leaf: \forall integer x, i; AT(space, h, x) >= 0 ==> 0 <= i < entries(GRANULE) ==>
         KIND(h, ENT(space, AT(space, h, x), i)) == VPT_LEAF ==> !BARE(space, h + 1, x); @/
    /@ assert next: \forall integer x, i; AT(space, h, x) >= 0 ==> 0 <= i < entries(GRANULE) ==>
         KIND(h, ENT(space, AT(space, h, x), i)) == VPT_TABLE ==>
         h > 0 && AT(space, h - 1, BY_ENTRY(space, h, x, i)) >= 0; @/
    /@ assert region: \forall integer x, z, i; 0 <= i < entries(GRANULE) ==>
         PRE(space, h, z) == PRE(space, h, BY_ENTRY(space, h, x, i)) ==>
         PRE(space, h + 1, z) == PRE(space, h + 1, x); @/
    /@ assert table: \forall integer x, i; AT(space, h, x) >= 0 ==> 0 <= i < entries(GRANULE) ==>
         KIND(h, ENT(space, AT(space, h, x), i)) == VPT_TABLE ==> !BARE(space, h + 1, x); @/
  }

  // Below the root, something is mapped in the region of every table.
  /@ requires INV(space);
     assigns \nothing;
     ensures \forall integer h, x; 0 <= h < space->height ==> AT(space, h, x) >= 0 ==> !BARE(space, h + 1, x);
  @/
  void inhabited(const struct vpt *space)
  {
    int k = 0;
    /@ loop invariant 0 <= k <= space->height;
       loop invariant \forall integer h, x; 0 <= h < k ==> AT(space, h, x) >= 0 ==> !BARE(space, h + 1, x);
       loop assigns k;
       loop variant space->height - k; @/
    while (k < space->height) {
      /@ assert below: \forall integer x; k > 0 ==> AT(space, k - 1, x) >= 0 ==> !BARE(space, k, x); @/
      inhabited_at(space, k);
      k++;
    }
  }
*/

/*@ ghost
  // A region lies in one region of every greater height.
  /@ requires SHAPE(space);
     assigns \nothing;
     ensures \forall integer h, k, x, y; 0 <= h <= k <= space->height ==> PRE(space, h, x) == PRE(space, h, y) ==>
       PRE(space, k, x) == PRE(space, k, y);
  @/
  void nested(const struct vpt *space)
  {
    int i = 0;
    /@ loop invariant 0 <= i <= space->height;
       loop invariant \forall integer h, k, x, y; 0 <= h <= k <= i ==> PRE(space, h, x) == PRE(space, h, y) ==>
         PRE(space, k, x) == PRE(space, k, y);
       loop assigns i;
       loop variant space->height - i; @/
    while (i < space->height) {
      i++;
      /@ assert last: \forall integer h, x, y; 0 <= h < i ==> PRE(space, h, x) == PRE(space, h, y) ==>
           PRE(space, i - 1, x) == PRE(space, i - 1, y); @/
      /@ assert next: \forall integer h, k, x, y; 0 <= h <= k ==> k == i ==> PRE(space, h, x) == PRE(space, h, y) ==>
           PRE(space, k, x) == PRE(space, k, y); @/
    }
  }

  // Walks of one region stop together, if they come as far down as the region's table.
  /@ requires SHAPE(space) && WELL_FORMED(space);
     assigns \nothing;
     ensures \forall integer h, x, y; 0 <= h <= HW_H(space, y) ==> PRE(space, h, x) == PRE(space, h, y) ==>
       HW_H(space, x) == HW_H(space, y) && HW_E(space, x) == HW_E(space, y);
  @/
  void alike(const struct vpt *space)
  {
    hardware(space);
    nested(space);
    /@ assert same: \forall integer h, x, y; 0 <= h <= HW_H(space, y) ==> PRE(space, h, x) == PRE(space, h, y) ==>
         PRE(space, HW_H(space, y), x) == PRE(space, HW_H(space, y), y); @/
    /@ assert table: \forall integer h, x, y; 0 <= h <= HW_H(space, y) ==> PRE(space, h, x) == PRE(space, h, y) ==>
         AT(space, HW_H(space, y), x) == HW_TABLE(space, y) &&
         IDX(space, HW_H(space, y), x) == IDX(space, HW_H(space, y), y); @/
  }
*/

/*@ ghost
  // Addresses beyond the end are translated as 0 is, and so say nothing new about a region.
  /@ requires SHAPE(space) && WELL_FORMED(space);
     assigns \nothing;
     ensures \forall integer x; !(0 <= x < space->input_end) ==> MAPPED(space, x) ==> MAPPED(space, 0);
  @/
  void wrapped(const struct vpt *space)
  {
    hardware(space);
    /@ assert leaf: \forall integer k, x; 0 <= k <= space->height ==> !(0 <= x < space->input_end) ==>
         PRE(space, k, x) == PRE(space, k, 0) && LEAF(space, k, x) == LEAF(space, k, 0); @/
  }

  // Regions in addresses.
  /@ requires SHAPE(space) && WELL_FORMED(space) && 0 <= ia < space->input_end;
     assigns \nothing;
     ensures bare: \forall integer h; 0 <= h <= space->height ==>
       (BARE(space, h, ia) <==>
        \forall integer x; IS_INPUT(space, x) ==> IN_REGION(space, h, ia, x) ==> !MAPPED(space, x));
     ensures region: \forall integer h, x; 0 <= h <= space->height ==> IS_INPUT(space, x) ==>
       (PRE(space, h, x) == PRE(space, h, ia) <==> IN_REGION(space, h, ia, x));
     ensures start: \forall integer h, x; 0 <= h <= space->height ==> IS_INPUT(space, x) ==>
       IN_REGION(space, h, ia, x) ==>
       START(space, h, x) == START(space, h, ia);
  @/
  void regions(const struct vpt *space, uint64_t ia)
  {
    wrapped(space);
  }

  // The region that starts at ia.
  /@ requires SHAPE(space) && WELL_FORMED(space) && 0 <= ia < space->input_end;
     requires 0 <= h <= space->height && ia % size(FMT, h) == 0;
     assigns \nothing;
     ensures region: REGION_IS(space, h, ia);
     ensures bare: BARE(space, h, ia) <==> NOT_MAPPED(space, ia, size(FMT, h));
  @/
  void region(const struct vpt *space, uint64_t ia, int h)
  {
    regions(space, ia);
    /@ assert start: START(space, h, ia) == ia; @/
  }

  // The region of the leaf whose base is ia, if there is one.
  /@ requires SHAPE(space) && WELL_FORMED(space) && 0 <= ia < space->input_end;
     assigns \nothing;
     ensures base: BASE_STATUS(space, ia, 0) == VPT_OK ==> START(space, HW_H(space, ia), ia) == ia;
     ensures region: BASE_STATUS(space, ia, 0) == VPT_OK ==> REGION_IS(space, HW_H(space, ia), ia);
  @/
  void based(const struct vpt *space, uint64_t ia)
  {
    hardware(space);
    regions(space, ia);
    /@ assert start: BASE_STATUS(space, ia, 0) == VPT_OK ==> START(space, HW_H(space, ia), ia) == ia; @/
  }
*/

/*@ ghost
  // Where nothing is mapped and no table is left below the root, every entry of the root is 0.
  /@ requires SOUND(space) && \forall integer x; HW_H(space, x) == space->height && !MAPPED(space, x);
     assigns \nothing;
     ensures \forall integer f, x; AT(space, space->height, x) == f ==> EMPTY(space, f);
  @/
  void bare_entries(const struct vpt *space)
  {
    hardware(space);
    /@ assert entry: \forall integer x, i; 0 <= i < width(FMT, space->input_end, space->height, space->height) ==>
         HIT(space, space->height, x, i); @/
    /@ assert used: \forall integer x, i; 0 <= i < width(FMT, space->input_end, space->height, space->height) ==>
         ENT(space, AT(space, space->height, x), i) == HW_E(space, BY_ENTRY(space, space->height, x, i)); @/
    /@ assert rim: \forall integer x, i;
         width(FMT, space->input_end, space->height, space->height) <= i < entries(GRANULE) ==>
         ENT(space, AT(space, space->height, x), i) == 0; @/
  }

  // Then the root tables are empty, and they are the only ones.
  /@ requires SOUND(space) && \forall integer x; HW_H(space, x) == space->height && !MAPPED(space, x);
     assigns \nothing;
     ensures empty: \forall integer f; space->root <= f < space->root + space->root_count ==>
       EMPTY(space, f) && USES(space->pool, f) == 0 && USED(space->pool, f) && !UNREACHED(space, f);
     ensures only: \forall integer k, x; 0 <= k <= space->height ==> AT(space, k, x) >= 0 ==>
       space->root <= AT(space, k, x) < space->root + space->root_count;
  @/
  void bare_root(const struct vpt *space)
  {
    hardware(space);
    counting(space);
    bare_entries(space);
    int i = 0;
    /@ loop invariant 0 <= i <= space->root_count;
       loop invariant \forall integer f, j; space->root <= f < space->root + i ==> 0 <= j < entries(GRANULE) ==>
         ENT(space, f, j) == 0;
       loop invariant \forall integer f; space->root <= f < space->root + i ==> USES(space->pool, f) == 0;
       loop invariant \forall integer f; space->root <= f < space->root + i ==>
         USED(space->pool, f) && !UNREACHED(space, f);
       loop assigns i;
       loop variant space->root_count - i; @/
    while (i < space->root_count) {
      /@ assert hit: AT(space, space->height, IN_ROOT(space, i)) == space->root + i; @/
      /@ assert words: \forall integer f, j; f == space->root + i ==> 0 <= j < entries(GRANULE) ==>
           ENT(space, f, j) == 0; @/
      /@ assert count: \forall integer f; f == space->root + i ==> COUNT(space, f) == 0; @/
      /@ assert here: \forall integer f; f == space->root + i ==>
           USES(space->pool, f) == 0 && USED(space->pool, f) && !UNREACHED(space, f); @/
      i++;
    }
  }
*/

/*@ ghost
  // Empty root tables are all there is, and well formed.
  /@ requires SHAPE(space) && STACKED(space->pool) && FREE_CLEAN(space) && ROOTS_EMPTY(space);
     requires space->leaf_prefix < 0 && space->upper_prefix < 0;
     requires 0 <= space->output_first <= space->output_end <= oa_end(FMT);
     assigns \nothing;
     ensures valid: VALID(space);
     ensures bare: \forall integer x; !MAPPED(space, x);
     ensures reached: \forall integer c; c >= 0 ==> (UNREACHED(space, c) <==> !IS_ROOT(space, c, 0));
  @/
  void fresh(const struct vpt *space)
  {
    counting(space);
    /@ assert roots: \forall integer x; IS_ROOT(space, ROOT(space, x), 0); @/
    /@ assert zero: \forall integer x; ENT(space, ROOT(space, x), IDX(space, space->height, x)) == 0; @/
    int k = space->height;
    /@ loop invariant 0 <= k <= space->height;
       loop invariant \forall integer j, x; k <= j <= space->height ==>
         AT(space, j, x) == (j == space->height ? ROOT(space, x) : -1);
       loop assigns k;
       loop variant k; @/
    while (k > 0) k--;
    hardware(space);
    int i = 0;
    /@ loop invariant 0 <= i <= space->root_count;
       loop invariant \forall integer f; space->root <= f < space->root + i ==> !UNREACHED(space, f);
       loop assigns i;
       loop variant space->root_count - i; @/
    while (i < space->root_count) {
      /@ assert hit: AT(space, space->height, IN_ROOT(space, i)) == space->root + i; @/
      /@ assert here: \forall integer f; f == space->root + i ==> !UNREACHED(space, f); @/
      i++;
    }
  }
*/

#endif
