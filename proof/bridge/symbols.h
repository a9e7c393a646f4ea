/* SPDX-License-Identifier: Apache-2.0 */
/* Symbols of a format in the models (models/laws.mlw), bound by models.driver. */
#ifndef VPT_PROOF_BRIDGE_SYMBOLS_H
#define VPT_PROOF_BRIDGE_SYMBOLS_H

/*@ axiomatic ModelsCodec {
      logic integer pt_fmt;
      logic integer pt_granule;
      logic integer pt_frames(integer fmt);
      logic integer pt_oa_end(integer fmt);
      logic integer pt_entries(integer g);
      logic integer pt_slot(integer g, integer f, integer i);
      logic integer pt_size(integer fmt, integer h);
      logic integer pt_pre(integer fmt, integer lim, integer h, integer x);
      logic integer pt_start(integer fmt, integer lim, integer h, integer x);
      logic integer pt_idx(integer fmt, integer lim, integer h, integer x);
      logic integer pt_leaf_height(integer fmt, integer bytes);
      predicate pt_shape(integer fmt, integer lim, integer H, integer n);
      logic integer pt_kind(integer fmt, integer h, integer e);
      logic integer pt_frame(integer fmt, integer e);
      logic integer pt_mk_table(integer fmt, integer f);
      predicate pt_attr_ok(integer fmt, integer a);
      logic integer pt_mk_leaf(integer fmt, integer h, integer oa, integer a);
      logic integer pt_oa(integer fmt, integer h, integer i, integer e);
      logic integer pt_attr(integer fmt, integer h, integer e);
      predicate pt_leaf_ok(integer fmt, integer h, integer oa, integer a);
    } */

#endif
