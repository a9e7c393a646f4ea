/* SPDX-License-Identifier: Apache-2.0 */
/* A space and its translations are the same in both languages. Before this file is included, FMT is the format of
 * spaces and FORMAT(s) says that it is the models'. */
#ifndef VPT_PROOF_BRIDGE_SAME_SPACE_H
#define VPT_PROOF_BRIDGE_SAME_SPACE_H

#include "same_walk.h"

/* A space and its memory as the models see them. */
#define SPACE(s) \
  pt_space_of((s)->input_end, (s)->root, (s)->root_count, (s)->height, (s)->leaf_height, \
              (s)->output_first, (s)->output_end)
#define MEMORY(s) view((s)->pool->words, GRANULE, (s)->pool->first)
#define STOP(s, x) pt_stops(SPACE(s), MEMORY(s), x)
/* Since L the space is the same, and no word of memory outside the pool's window has changed; first, as C sees it. */
#define WORDS_KEPT(s, L)                                                      \
  (\forall integer k_; !(0 <= k_ < slot(GRANULE, (s)->pool->count, 0)) ==>    \
     (s)->pool->words[k_] == \at((s)->pool->words[k_], L))
#define IN_WINDOW(p, a) (pt_slot(pt_granule, (p)->first, 0) <= (a) < pt_slot(pt_granule, (p)->first + (p)->count, 0))
#define WINDOW_ONLY(s, L)                                                             \
  (SPACE(s) == \at(SPACE(s), L) &&                                                    \
   \forall integer a_; !IN_WINDOW((s)->pool, a_) ==> pt_get(MEMORY(s), a_) == \at(pt_get(MEMORY(s), a_), L))
/* Since L one word of memory has changed: entry i of frame f, which is e now. */
#define ONE_WORD(s, f, i, e, L) pt_one_word(\at(MEMORY(s), L), MEMORY(s), pt_slot(pt_granule, f, i), e)
/* No word of another space's table has changed since L. */
#define OTHERS_KEPT(s, L)                                                                                      \
  (\forall integer f_, i_; IN_POOL((s)->pool, f_) ==> 0 <= i_ < entries(GRANULE) ==> \at(FOREIGN(s, f_), L) ==> \
     pt_get(MEMORY(s), pt_slot(pt_granule, f_, i_)) == \at(pt_get(MEMORY(s), pt_slot(pt_granule, f_, i_)), L))
/* The models' status of the arguments is that of the contracts, or else says that the attributes are wrong. */
#define FIRST_WRONG(model, contract)                          \
  (((contract) != VPT_OK ==> (model) == (contract)) &&         \
   ((contract) == VPT_OK ==> attr_ok(FMT, attr) ==> (model) == VPT_OK) &&                  \
   ((contract) == VPT_OK ==> !attr_ok(FMT, attr) ==> (model) == VPT_ERR_ATTR))

/*@ ghost
  // How the hardware translates x is the same in both languages.
  /@ requires SHAPE(space) && FORMAT(space);
     assigns \nothing;
     ensures frames: \forall integer f, i; pt_get(MEMORY(space), pt_slot(pt_granule, f, i)) == ENT(space, f, i);
     ensures words: \forall integer a; pt_get(MEMORY(space), a) ==
       space->pool->words[a - pt_slot(pt_granule, space->pool->first, 0)];
     ensures end: pt_slot(pt_granule, space->pool->first + space->pool->count, 0) ==
       pt_slot(pt_granule, space->pool->first, 0) + slot(GRANULE, space->pool->count, 0);
     ensures tables: \forall integer h, x; 0 <= h <= space->height ==>
       AT(space, h, x) == pt_table(SPACE(space), MEMORY(space), h, x);
     ensures heights: \forall integer x; HW_H(space, x) == pt_stop_h(STOP(space, x));
     ensures entries: \forall integer x; HW_E(space, x) == pt_stop_e(STOP(space, x));
     ensures mapped: \forall integer x; MAPPED(space, x) <==> pt_mapped(SPACE(space), MEMORY(space), x);
     ensures size: \forall integer x; LEAF_SIZE(space, x) == pt_stop_size(STOP(space, x));
     ensures attr: \forall integer x; LEAF_ATTR(space, x) == pt_stop_attr(STOP(space, x));
     ensures output: \forall integer x; OUTPUT(space, x) == pt_stop_output(SPACE(space), STOP(space, x), x);
  @/
  void same_translation(const struct vpt *space)
  {
    /@ assert root: \forall integer x; ROOT(space, x) ==
         space->root + pt_pre(pt_fmt, space->input_end, space->height + 1, x); @/
    /@ assert walk: \forall integer x; STOP(space, x) ==
         pt_walk(MEMORY(space), space->input_end, ROOT(space, x), space->height, x); @/
    same_tables(space->pool->words, space->pool->first, space->input_end, space->root, space->height);
    same_walk(space->pool->words, space->pool->first, space->input_end, space->height);
    /@ assert heights: \forall integer x; HW_H(space, x) == pt_stop_h(STOP(space, x)); @/
    /@ assert entries: \forall integer x; HW_E(space, x) == pt_stop_e(STOP(space, x)); @/
  }
*/

#endif
