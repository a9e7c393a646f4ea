/* SPDX-License-Identifier: Apache-2.0 */
/* All other symbols of the models (models/), bound by models.driver. */
#ifndef VPT_PROOF_BRIDGE_MODELS_H
#define VPT_PROOF_BRIDGE_MODELS_H

#include "symbols.h"

/*@ axiomatic ModelsWalk {
      type pt_mem;
      type pt_stop;
      logic integer pt_get(pt_mem m, integer a);
      predicate pt_same_frames(integer g, pt_mem m, pt_mem m2);
      predicate pt_one_word(pt_mem m, pt_mem m2, integer a, integer e);
      predicate pt_zero_table(pt_mem m, integer f);
      logic pt_stop pt_walk(pt_mem m, integer lim, integer f, integer h, integer x);
      logic integer pt_stop_h(pt_stop p);
      logic integer pt_stop_e(pt_stop p);
      logic integer pt_at(pt_mem m, integer lim, integer root, integer H, integer h, integer x);
    } */

/*@ axiomatic ModelsSpecification {
      type pt_space;
      type pt_result;
      logic pt_space pt_space_of(integer lim, integer root, integer roots, integer height,
                                 integer leaf_height, integer first, integer last);
      logic pt_result pt_result_of(integer status, integer attr, integer ia, integer oa, integer size);
      logic integer pt_table(pt_space s, pt_mem m, integer h, integer x);
      logic pt_stop pt_stops(pt_space s, pt_mem m, integer x);
      predicate pt_mapped(pt_space s, pt_mem m, integer x);
      logic integer pt_stop_size(pt_stop p);
      logic integer pt_stop_attr(pt_stop p);
      logic integer pt_stop_output(pt_space s, pt_stop p, integer x);
      predicate pt_same_translation(pt_space s, pt_mem m, pt_mem m2, integer x);
      predicate pt_silent(pt_space s, pt_mem m, pt_mem m2);
      predicate pt_translated(pt_space s, pt_mem m, integer ia, integer oa, integer bytes, integer attr);
      predicate pt_aligned(pt_space s);
      predicate pt_not_mapped(pt_space s, pt_mem m, integer ia, integer bytes);
      predicate pt_elsewhere_same(pt_space s, pt_mem m, pt_mem m2, integer ia, integer bytes);
      logic integer pt_map_status(pt_space s, integer ia, integer oa, integer bytes, integer attr);
      logic integer pt_protect_status(pt_space s, integer ia, integer attr);
      logic integer pt_input_status(pt_space s, integer ia);
      logic integer pt_base_status(pt_space s, pt_mem m, integer ia, integer bytes);
      predicate pt_map(pt_space s, pt_mem m, pt_mem m2, integer free, integer ia, integer oa, integer bytes,
                       integer attr, integer r);
      predicate pt_unmap(pt_space s, pt_mem m, pt_mem m2, integer ia, integer bytes, pt_result r);
      predicate pt_protect(pt_space s, pt_mem m, pt_mem m2, integer ia, integer attr, integer bytes, integer r);
      predicate pt_query(pt_space s, pt_mem m, integer x, pt_result r);
    } */

/*@ axiomatic ModelsPrimitives {
      predicate pt_stored(pt_space s, pt_mem m, pt_mem m2, integer h, integer ia, integer e);
      predicate pt_sets_leaf(pt_space s, pt_mem m, pt_mem m2, integer h, integer ia, integer e);
      predicate pt_only_region(pt_space s, pt_mem m, pt_mem m2, integer h, integer ia, integer e);
      predicate pt_links(pt_space s, pt_mem m, pt_mem m2, integer h, integer ia, integer child);
      predicate pt_unlinks(pt_space s, pt_mem m, pt_mem m2, integer h, integer ia, integer child);
      predicate pt_plugs(pt_space s, pt_mem m, pt_mem m2, integer h, integer ia, integer child);
      predicate pt_holds_parts(pt_space s, pt_mem m, integer h, integer ia, integer child, integer oa, integer attr);
      predicate pt_stores_apart(pt_space s, pt_mem m, pt_mem m2, integer f, integer i, integer e);
    } */

#endif
