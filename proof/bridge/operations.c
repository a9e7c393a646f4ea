/* SPDX-License-Identifier: Apache-2.0 */
/* What the public functions promise implies the transitions of the page-table specification: between two uses of the
 * bridge stands one call, of which only the contract is known. */
#define VPT_ABSTRACT_CODEC
#include "walk.h"

#define FMT space->format
#define GRANULE granule(FMT)
#define INSTANCE(name) vpt_##name
#include "core/prototypes.h"

/* A space and its memory as the models see them. */
#define SPACE(s) \
  pt_space_of((s)->input_end, (s)->root, (s)->root_count, (s)->height, (s)->output_first, (s)->output_end)
#define MEMORY(s) view((s)->pool->words, GRANULE, (s)->pool->first)
#define STOP(s, x) pt_stops(SPACE(s), MEMORY(s), x)
/* The format is the models'; since L, the space is the same and no word outside the pool's window has changed. */
#define FORMAT(s) (KNOWN(FMT) && (s)->format == pt_fmt)
#define IN_WINDOW(p, a) (pt_slot(pt_granule, (p)->first, 0) <= (a) < pt_slot(pt_granule, (p)->first + (p)->count, 0))
#define WORDS_KEPT(s, L) \
  (\forall integer k_; !(0 <= k_ < slot(GRANULE, (s)->pool->count, 0)) ==> (s)->pool->words[k_] == \at((s)->pool->words[k_], L))
#define WINDOW_ONLY(s, L)                                                             \
  (SPACE(s) == \at(SPACE(s), L) &&                                                    \
   \forall integer a_; !IN_WINDOW((s)->pool, a_) ==> pt_get(MEMORY(s), a_) == \at(pt_get(MEMORY(s), a_), L))
/* The models' status of the arguments is that of the contracts, or else says that the attributes are wrong. */
#define FIRST_WRONG(model, contract)                          \
  (((contract) != VPT_OK ==> (model) == (contract)) &&         \
   ((contract) == VPT_OK ==> ((model) == VPT_OK && attr_ok(FMT, attr)) || ((model) == VPT_ERR_ATTR && !attr_ok(FMT, attr))))

/*@ ghost
  // How the hardware translates x is the same in both languages.
  /@ requires SHAPE(space) && FORMAT(space);
     assigns \nothing;
     ensures frames: \forall integer f, i; pt_get(MEMORY(space), pt_slot(pt_granule, f, i)) == ENT(space, f, i);
     ensures words: \forall integer a; pt_get(MEMORY(space), a) == ENT(space, space->pool->first, a - pt_slot(pt_granule, space->pool->first, 0));
     ensures end: pt_slot(pt_granule, space->pool->first + space->pool->count, 0) ==
       pt_slot(pt_granule, space->pool->first, 0) + slot(GRANULE, space->pool->count, 0);
     ensures heights: \forall integer x; HW_H(space, x) == pt_stop_h(STOP(space, x));
     ensures entries: \forall integer x; HW_E(space, x) == pt_stop_e(STOP(space, x));
     ensures mapped: \forall integer x; MAPPED(space, x) <==> pt_mapped(SPACE(space), MEMORY(space), x);
     ensures size: \forall integer x; LEAF_SIZE(space, x) == pt_stop_size(STOP(space, x));
     ensures attr: \forall integer x; LEAF_ATTR(space, x) == pt_stop_attr(STOP(space, x));
     ensures output: \forall integer x; OUTPUT(space, x) == pt_stop_output(SPACE(space), STOP(space, x), x);
  @/
  void same_translation(const struct vpt *space)
  {
    same_walk(space->pool->words, space->pool->first, space->input_end, space->height);
    /@ assert walk: \forall integer x; STOP(space, x) ==
         pt_walk(MEMORY(space), space->input_end, ROOT(space, x), space->height, x); @/
    /@ assert heights: \forall integer x; HW_H(space, x) == pt_stop_h(STOP(space, x)); @/
    /@ assert entries: \forall integer x; HW_E(space, x) == pt_stop_e(STOP(space, x)); @/
  }
*/

/*@ requires VALID(space) && FORMAT(space) && TLB_CLEAN;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space);
    ensures transition: pt_map(\old(SPACE(space)), \old(MEMORY(space)), MEMORY(space), \old(space->pool->free),
                               ia, oa, size, attr, \result);
    ensures window: WINDOW_ONLY(space, Pre); */
enum vpt_status bridge_map(struct vpt *space, vpt_ia ia, vpt_oa oa, uint64_t size, vpt_attr attr)
{
  /*@ ghost same_translation(space); */
  /*@ assert bare: NOT_MAPPED(space, ia, size) <==> pt_not_mapped(SPACE(space), MEMORY(space), ia, size); */
  /*@ assert arguments: FIRST_WRONG(pt_map_status(SPACE(space), ia, oa, size, attr), MAP_STATUS(space, ia, oa, size)); */
  enum vpt_status status = vpt_map_frame(space, ia, oa, size, attr);
  /*@ ghost same_translation(space); */
  /*@ assert kept: WORDS_KEPT(space, Pre); */
  /*@ assert inside: status == VPT_OK ==> pt_translated(SPACE(space), MEMORY(space), ia, oa, size, attr); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre) <==>
        pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
  /*@ assert outside: status == VPT_OK ==>
        pt_elsewhere_same(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), ia, size); */
  /*@ assert failed: status != VPT_OK ==> pt_same_frames(pt_granule, \at(MEMORY(space), Pre), MEMORY(space)); */
  return status;
}

/*@ requires VALID(space) && FORMAT(space) && TLB_CLEAN;
    assigns MEMO_MEMBERS(space), space->pool->free, TABLE_WORDS(space), LIVE_COUNTS(space), STACK(space), TLB;
    ensures transition: pt_unmap(\old(SPACE(space)), \old(MEMORY(space)), MEMORY(space), ia,
                                 pt_result_of(\result.status, \result.attr, \result.ia, \result.oa, \result.size));
    ensures window: WINDOW_ONLY(space, Pre); */
struct vpt_result bridge_unmap(struct vpt *space, vpt_ia ia)
{
  /*@ ghost same_translation(space); */
  /*@ assert arguments: pt_input_status(SPACE(space), ia) == INPUT_STATUS(space, ia); */
  /*@ assert base: pt_base_status(SPACE(space), MEMORY(space), ia) == BASE_STATUS(space, ia); */
  struct vpt_result result = vpt_unmap_frame(space, ia);
  /*@ ghost same_translation(space); */
  /*@ assert kept: WORDS_KEPT(space, Pre); */
  /*@ assert inside: result.status == VPT_OK ==> pt_not_mapped(SPACE(space), MEMORY(space), ia, result.size); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre) <==>
        pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
  /*@ assert outside: result.status == VPT_OK ==>
        pt_elsewhere_same(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), ia, result.size); */
  /*@ assert failed: result.status != VPT_OK ==> pt_same_frames(pt_granule, \at(MEMORY(space), Pre), MEMORY(space)); */
  return result;
}

/*@ requires VALID(space) && FORMAT(space) && TLB_CLEAN;
    assigns MEMO_MEMBERS(space), TABLE_WORDS(space), TLB;
    ensures transition: pt_protect(\old(SPACE(space)), \old(MEMORY(space)), MEMORY(space), ia, attr, \result);
    ensures window: WINDOW_ONLY(space, Pre); */
enum vpt_status bridge_protect(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
  /*@ ghost same_translation(space); */
  /*@ assert arguments: FIRST_WRONG(pt_protect_status(SPACE(space), ia, attr), INPUT_STATUS(space, ia)); */
  /*@ assert base: pt_base_status(SPACE(space), MEMORY(space), ia) == BASE_STATUS(space, ia); */
  enum vpt_status status = vpt_protect_frame(space, ia, attr);
  /*@ ghost same_translation(space); */
  /*@ assert kept: WORDS_KEPT(space, Pre); */
  /*@ assert inside: status == VPT_OK ==> pt_translated(SPACE(space), MEMORY(space), ia,
        \at(pt_stop_output(SPACE(space), STOP(space, ia), ia), Pre), \at(pt_stop_size(STOP(space, ia)), Pre), attr); */
  /*@ assert same: \forall integer x; SAME_TRANSLATION(space, x, Pre) <==>
        pt_same_translation(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), x); */
  /*@ assert outside: status == VPT_OK ==> pt_elsewhere_same(SPACE(space), \at(MEMORY(space), Pre), MEMORY(space), ia,
        \at(pt_stop_size(STOP(space, ia)), Pre)); */
  /*@ assert failed: status != VPT_OK ==> pt_same_frames(pt_granule, \at(MEMORY(space), Pre), MEMORY(space)); */
  return status;
}

/*@ requires VALID(space) && FORMAT(space);
    assigns \nothing;
    ensures transition: pt_query(SPACE(space), MEMORY(space), ia,
                                 pt_result_of(\result.status, \result.attr, \result.ia, \result.oa, \result.size)); */
struct vpt_result bridge_query(const struct vpt *space, vpt_ia ia)
{
  /*@ ghost same_translation(space); */
  return vpt_query(space, ia);
}
