/* SPDX-License-Identifier: Apache-2.0 */
/* What the public functions promise implies the transitions of the page-table specification: between two uses of the
 * bridge stands one call, of which only the contract is known. For every format at once: of a format it is known
 * that both languages mean the same. */
#define VPT_ABSTRACT_CODEC
#define LAW admit lemma
#include "calls.h"

/* Of the models' two statements about a leaf's store this is the one about tables, not about translations. */
/*@ lemma keeps_tables: \forall integer lim, root, roots, H, leaf, first, last, h, ia, e, k, x, pt_mem m, m2;
      \let s = pt_space_of(lim, root, roots, H, leaf, first, last);
      pt_sets_leaf(s, m, m2, h, ia, e) ==> 0 <= k <= H ==> pt_table(s, m2, k, x) == pt_table(s, m, k, x); */

/*@ requires VALID(space) && FORMAT(space) && READY(space);
    requires MAY_LEAD(space, oa, size, attr); // a call that is refused for its grants is no event
    assigns NOTES(space);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STALE, commits;
    ensures transition: pt_map(\old(SPACE(space)), \old(MEMORY(space)), MEMORY(space), \old(space->pool->free),
                               OFFSET(ia), oa, size, attr, \result);
    ensures window: WINDOW_ONLY(space, Pre);
    ensures others: OTHERS_KEPT(space, Pre); */
enum vpt_status bridge_map(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  /*@ ghost same_translation(space); */
  /*@ assert bare: NOT_MAPPED(space, OFFSET(ia), size) <==>
        pt_not_mapped(SPACE(space), MEMORY(space), OFFSET(ia), size); */
  /*@ assert arguments: FIRST_WRONG(pt_map_status(SPACE(space), OFFSET(ia), oa, size, attr),
                                    MAP_STATUS(space, OFFSET(ia), oa, size)); */
  enum vpt_status status = vpt_map_frame(space, ia, oa, size, attr);
  /*@ ghost same_translation(space); */
  /*@ assert kept: WORDS_KEPT(space, Pre); */
  /*@ assert window: WINDOW_ONLY(space, Pre); */
  /*@ assert inside: status == VPT_OK ==> pt_translated(SPACE(space), MEMORY(space), OFFSET(ia), oa, size, attr); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre) <==>
        pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
  /*@ assert outside: status == VPT_OK ==>
        pt_elsewhere_same(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), OFFSET(ia), size); */
  /*@ assert failed: status != VPT_OK ==> pt_same_frames(pt_granule, \at(MEMORY(space), Pre), MEMORY(space)); */
  return status;
}

/*@ requires VALID(space) && FORMAT(space) && READY(space);
    assigns NOTES(space);
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB,
      commits;
    ensures transition: pt_unmap(\old(SPACE(space)), \old(MEMORY(space)), MEMORY(space), OFFSET(ia), size,
                                 RESULT(\result));
    ensures window: WINDOW_ONLY(space, Pre);
    ensures others: OTHERS_KEPT(space, Pre); */
struct vpt_result bridge_unmap(struct vpt *space, vpt_ia ia, uint64_t size)
{
  /*@ ghost same_translation(space); */
  /*@ assert arguments: pt_input_status(SPACE(space), OFFSET(ia)) == INPUT_STATUS(space, OFFSET(ia)); */
  /*@ assert base: pt_base_status(SPACE(space), MEMORY(space), OFFSET(ia), size) ==
        BASE_STATUS(space, OFFSET(ia), size); */
  struct vpt_result result = vpt_unmap_frame(space, ia, size);
  /*@ ghost same_translation(space); */
  /*@ assert kept: WORDS_KEPT(space, Pre); */
  /*@ assert space: SPACE(space) == \at(SPACE(space), Pre); */
  /*@ assert window: WINDOW_ONLY(space, Pre); */
  /*@ assert inside: result.status == VPT_OK ==> pt_not_mapped(SPACE(space), MEMORY(space), OFFSET(ia), result.size); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre) <==>
        pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
  /*@ assert outside: result.status == VPT_OK ==>
        pt_elsewhere_same(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), OFFSET(ia), result.size); */
  /*@ assert failed: result.status != VPT_OK ==> pt_same_frames(pt_granule, \at(MEMORY(space), Pre), MEMORY(space)); */
  return result;
}

/*@ requires VALID(space) && FORMAT(space) && READY(space) && LEAF_MAY_HAVE(space, OFFSET(ia), attr);
    assigns NOTES(space);
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB, commits, breaks;
    ensures transition: \result != VPT_ERR_BREAK ==>
      pt_protect(\old(SPACE(space)), \old(MEMORY(space)), MEMORY(space), OFFSET(ia), attr, size, \result);
    ensures refused: \result == VPT_ERR_BREAK ==> pt_same_frames(pt_granule, \old(MEMORY(space)), MEMORY(space));
    ensures window: WINDOW_ONLY(space, Pre);
    ensures others: OTHERS_KEPT(space, Pre); */
enum vpt_status bridge_protect(struct vpt *space, vpt_ia ia, vpt_attr attr, uint64_t size)
{
  /*@ ghost same_translation(space); */
  /*@ assert arguments: FIRST_WRONG(pt_protect_status(SPACE(space), OFFSET(ia), attr),
                                    INPUT_STATUS(space, OFFSET(ia))); */
  /*@ assert base: pt_base_status(SPACE(space), MEMORY(space), OFFSET(ia), size) ==
        BASE_STATUS(space, OFFSET(ia), size); */
  enum vpt_status status = vpt_protect_frame(space, ia, attr, size);
  /*@ ghost same_translation(space); */
  /*@ assert kept: WORDS_KEPT(space, Pre); */
  /*@ assert window: WINDOW_ONLY(space, Pre); */
  /*@ assert inside: status == VPT_OK ==> pt_translated(SPACE(space), MEMORY(space), OFFSET(ia),
        \at(pt_stop_output(SPACE(space), STOP(space, OFFSET(ia)), OFFSET(ia)), Pre),
        \at(pt_stop_size(STOP(space, OFFSET(ia))), Pre), attr); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre) <==>
        pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
  /*@ assert outside: status == VPT_OK ==>
        pt_elsewhere_same(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), OFFSET(ia),
        \at(pt_stop_size(STOP(space, OFFSET(ia))), Pre)); */
  /*@ assert failed: status != VPT_OK ==> pt_same_frames(pt_granule, \at(MEMORY(space), Pre), MEMORY(space)); */
  return status;
}

/*@ requires VALID(space) && FORMAT(space);
    assigns \nothing;
    ensures transition: pt_query(SPACE(space), MEMORY(space), OFFSET(ia), RESULT(\result)); */
struct vpt_result bridge_query(const struct vpt *space, vpt_ia ia)
{
  /*@ ghost same_translation(space); */
  return vpt_query(space, ia);
}
