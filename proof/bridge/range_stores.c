/* SPDX-License-Identifier: Apache-2.0 */
/* The same as stores.c of the functions by which a leaf comes apart: filling a table that no walk comes to is invisible
 * to every address, and a table that leads to no other one translates exactly one region by its entries. */
#define VPT_ABSTRACT_CODEC
#define LAW admit lemma
#include "split_stores.h"

/*@ requires SHAPE(space) && WELL_FORMED(space) && IN_POOL(space->pool, frame) && UNREACHED(space, frame);
    requires i < entries(GRANULE);
    assigns space->pool->words[slot(GRANULE, frame - space->pool->first, i)];
    ensures store: pt_stores_apart(SPACE(space), \old(MEMORY(space)), MEMORY(space), frame, i, word); */
void bridge_store_apart(struct vpt *space, int64_t frame, unsigned i, uint64_t word)
{
  /*@ ghost same_translation(space); hardware(space); */
  store_apart(space, frame, i, word);
  /*@ ghost same_translation(space); hardware(space); */
  /*@ assert word: ONE_WORD(space, frame, i, word, Pre); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre); */
  /*@ assert silent: pt_silent(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space)); */
  /*@ assert tables: \forall integer k, x; 0 <= k <= space->height ==>
        TABLE(space, k, x) == \at(TABLE(space, k, x), Pre); */
}

/*@ requires SHAPE(space) && WELL_FORMED(space) && ON_PATH(space, h, table, i, ia) && h > 0;
    requires KIND(h, ENT(space, table, i)) != VPT_TABLE && commits == 0;
    requires KIND(h, ENT(space, table, i)) == VPT_LEAF
      ? LEAF_NOTED(space, h, ia, ENT(space, table, i)) && !TABLE_BREAKS(space) : TLB_CLEAN;
    requires IN_POOL(space->pool, child) && UNREACHED(space, child) && NO_TABLES(space, h - 1, child);
    assigns space->pool->words[slot(GRANULE, table - space->pool->first, i)], commits;
    ensures store: pt_plugs(SPACE(space), \old(MEMORY(space)), MEMORY(space), h, ia, child); */
void bridge_plug_table(struct vpt *space, int h, int64_t table, unsigned i, int64_t child)
  /*@ ghost (vpt_ia ia) */
{
  /*@ ghost same_translation(space); hardware(space); */
  /*@ assert apart: child != table; */
  plug_table(space, table, i, child) /*@ ghost (h, ia) */;
  /*@ ghost same_translation(space); hardware(space); */
  /*@ assert word: ONE_WORD(space, table, i, mk_table(FMT, child), Pre); */
  /*@ assert stored: pt_stored(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), h, ia, mk_table(FMT, child)); */
  /*@ assert tables: \forall integer k, x; 0 <= k <= space->height ==> TABLE(space, k, x) ==
        (k == h - 1 && PRE(space, h, x) == PRE(space, h, ia) ? child : \at(TABLE(space, k, x), Pre)); */
  /*@ assert kept: \forall integer k, x; 0 <= k <= space->height ==> \at(TABLE(space, k, x), Pre) >= 0 ==>
        TABLE(space, k, x) == \at(TABLE(space, k, x), Pre); */
  /*@ assert below: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==> AT(space, h - 1, x) == child; */
  /*@ assert entries: \forall integer j; 0 <= j < entries(GRANULE) ==>
        ENT(space, child, j) == \at(ENT(space, child, j), Pre); */
  /*@ assert last: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        KIND(h - 1, ENT(space, child, IDX(space, h - 1, x))) != VPT_TABLE; */
  /*@ assert height: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==> HW_H(space, x) == h - 1; */
  /*@ assert inside: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ==>
        HW_E(space, x) == \at(ENT(space, child, IDX(space, h - 1, x)), Pre); */
  /*@ assert outside: \forall integer x; PRE(space, h, x) != PRE(space, h, ia) ==> SAME_TRANSLATION(space, x, Pre); */
  /*@ assert stops: \forall integer x; PRE(space, h, x) == PRE(space, h, ia) ?
        pt_stop_h(STOP(space, x)) == h - 1 && pt_stop_e(STOP(space, x)) ==
          \at(pt_get(MEMORY(space), pt_slot(pt_granule, child, pt_idx(pt_fmt, space->input_end, h - 1, x))), Pre)
        : pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
}

/*@ requires SHAPE(space) && 0 < h <= space->height && IS_INPUT(space, ia) && leaf_ok(FMT, h, oa, attr);
    requires PARTS(space, h - 1, child, oa, attr);
    assigns \nothing;
    ensures parts: pt_holds_parts(SPACE(space), MEMORY(space), h, ia, child, oa, attr); */
void bridge_parts(const struct vpt *space, int h, vpt_ia ia, int64_t child, vpt_oa oa, vpt_attr attr)
{
  /*@ ghost same_translation(space); */
  /*@ assert leaf: \forall integer j; 0 <= j < entries(GRANULE) ==>
        leaf_ok(FMT, h - 1, part_oa(FMT, h - 1, oa, j), attr); */
  /*@ assert word: \forall integer j; 0 <= j < entries(GRANULE) ==>
        KIND(h - 1, ENT(space, child, j)) == VPT_LEAF && e_attr(FMT, h - 1, ENT(space, child, j)) == attr &&
        e_oa(FMT, h - 1, j, ENT(space, child, j)) == oa + part(FMT, h - 1, j); */
  /*@ assert start: \forall integer x; IS_INPUT(space, x) ==>
        START(space, h - 1, x) == START(space, h, x) + part(FMT, h - 1, IDX(space, h - 1, x)); */
  /*@ assert region: \forall integer x; IS_INPUT(space, x) ==> PRE(space, h, x) == PRE(space, h, ia) ==>
        START(space, h, x) == START(space, h, ia); */
}
