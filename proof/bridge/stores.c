/* SPDX-License-Identifier: Apache-2.0 */
/* What the functions that make one live store each promise implies what the models say of the store: linking and
 * unlinking an empty table is invisible to every address, and a leaf's store changes exactly one region. Between two
 * uses of the bridge stands one call, of which only the contract is known; each call changes one word of memory. */
#define VPT_ABSTRACT_CODEC
#define LAW admit lemma
#include "primitives.h"

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && IS_INPUT(space, ia);
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && KIND(h, word) != VPT_TABLE;
    requires MAY_STORE(space, h, ia, ENT(space, table, i), word) && commits == 0;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures store: pt_sets_leaf(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, word);
    ensures region: pt_only_region(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, word); */
void bridge_store_leaf(struct vpt *space, int h, int64_t table, unsigned i, uint64_t word)
  /*@ ghost (vpt_ia ia) */
{
  /*@ ghost same_translation(space); hardware(space); */
  store_leaf(space, table, i, word) /*@ ghost (h, ia) */;
  /*@ ghost same_translation(space); hardware(space); regions(space, ia); */
  /*@ assert word: ONE_WORD(space, table, i, word, Pre); */
  /*@ assert stored: pt_stored(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), h, ia, word); */
  /*@ assert tables: \forall integer k, x; 0 <= k <= space->height ==>
        TABLE(space, k, x) == \at(TABLE(space, k, x), Pre); */
  /*@ assert path: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        AT(space, h, x) == table && IDX(space, h, x) == i; */
  /*@ assert stop: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        HW_H(space, x) == h && HW_E(space, x) == word; */
  /*@ assert outside: \forall integer x; PRE(space, h, x) != PRE(space, h, ia) ==> SAME_TRANSLATION(space, x, Pre); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre) <==>
        pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
  /*@ assert inside: KIND(h, word) == VPT_LEAF ==>
        TRANSLATED(space, START(space, h, ia), e_oa(FMT, h, i, word), size(FMT, h), e_attr(FMT, h, word)); */
  /*@ assert leaf: KIND(h, word) == VPT_LEAF ==> pt_translated(SPACE(space), MEMORY(space), START(space, h, ia),
        e_oa(FMT, h, i, word), size(FMT, h), e_attr(FMT, h, word)); */
  /*@ assert hole: KIND(h, word) != VPT_LEAF ==>
        pt_not_mapped(SPACE(space), MEMORY(space), START(space, h, ia), size(FMT, h)); */
  /*@ assert elsewhere: pt_elsewhere_same(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), START(space, h, ia),
        size(FMT, h)); */
}

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_INVALID && TLB_CLEAN;
    requires IN_POOL(space->pool, child) && UNREACHED(space, child) && EMPTY(space, child);
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)];
    ensures store: pt_links(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, child); */
void bridge_link_table(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
  /*@ ghost (vpt_ia ia) */
{
  /*@ ghost same_translation(space); hardware(space); */
  link_table(space, table, i, child) /*@ ghost (h, ia) */;
  /*@ ghost same_translation(space); hardware(space); */
  /*@ assert word: ONE_WORD(space, table, i, mk_table(FMT, child), Pre); */
  /*@ assert stored: pt_stored(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), h, ia, mk_table(FMT, child)); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre); */
  /*@ assert silent: pt_silent(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space)); */
  /*@ assert tables: \forall integer k, x; 0 <= k <= space->height ==> TABLE(space, k, x) ==
        (k == h - 1 && PRE(space, h, x) == PRE(space, h, ia) ? child : \at(TABLE(space, k, x), Pre)); */
  /*@ assert kept: \forall integer k, x; 0 <= k <= space->height ==> \at(TABLE(space, k, x), Pre) >= 0 ==>
        TABLE(space, k, x) == \at(TABLE(space, k, x), Pre); */
}

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) == VPT_TABLE && child == e_frame(FMT, ENT(space, table, i));
    requires EMPTY(space, child) && stale_steps == 1;
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)];
    ensures store: pt_unlinks(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, child); */
void bridge_unlink_table(struct vpt *space, int h, int64_t table, unsigned i)
  /*@ ghost (vpt_ia ia, int64_t child) */
{
  /*@ ghost same_translation(space); hardware(space); */
  /*@ assert child: AT(space, h - 1, ia) == child && child != table; */
  unlink_table(space, table, i) /*@ ghost (h, ia, child) */;
  /*@ ghost same_translation(space); hardware(space); */
  /*@ assert word: ONE_WORD(space, table, i, 0, Pre); */
  /*@ assert stored: pt_stored(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), h, ia, 0); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre); */
  /*@ assert silent: pt_silent(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space)); */
  /*@ assert tables: \forall integer k, x; 0 <= k <= space->height ==> TABLE(space, k, x) ==
        (k < h && PRE(space, h, x) == PRE(space, h, ia) ? -1 : \at(TABLE(space, k, x), Pre)); */
  /*@ assert apart: \at(TABLE(space, h, ia), Pre) != child; */
  /*@ assert below: \forall integer k, x; 0 <= k < h ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        \at(TABLE(space, k, x), Pre) == (k == h - 1 ? child : -1); */
  /*@ assert empty: \at(pt_zero_table(MEMORY(space), child), Pre); */
}
