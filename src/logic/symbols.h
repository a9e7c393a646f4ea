/* SPDX-License-Identifier: Apache-2.0 */
/* The symbols of a descriptor format, as proofs see them. A format's proof defines them; the core's
 * proof knows only the laws (laws.h).
 *
 * fmt: the format; the logic of each knows no other, and calls it 1. lim: end of the input addresses; an address
 * beyond it counts as the address 0, so that no statement needs a range for its addresses. h: height.
 */
#ifndef VPT_LOGIC_SYMBOLS_H
#define VPT_LOGIC_SYMBOLS_H

#include "frames.h"

#ifdef VPT_ABSTRACT_CODEC
/*@ axiomatic Codec {
      logic integer FMT;     // the format at hand
      logic integer GRANULE; // log2 of its granule in bytes
      logic integer BESIDE_LOWER; // the input addresses that its spaces may have beside those of VPT_LOWER

      // geometry
      logic integer frames(integer fmt);  // frame numbers in table descriptors are below this
      logic integer oa_end(integer fmt);  // output addresses are below this
      logic integer size(integer fmt, integer h);      // bytes mapped by an entry at height h
      logic integer pre(integer fmt, integer lim, integer h, integer x); // number of x's region of size(h)
      logic integer start(integer fmt, integer lim, integer h, integer x); // where that region starts
      logic integer idx(integer fmt, integer lim, integer h, integer x); // index of x at height h
      logic integer leaf_height(integer fmt, integer bytes); // height of leaves that large, or -1
      logic integer common_height(integer fmt); // of the largest leaves that every CPU with the format has
      logic integer geometry_status(integer fmt, integer levels, integer input_bits,
                                    integer output_bits); // VPT_OK, or the first error
      predicate shape(integer fmt, integer lim, integer H, integer n); // root height H, n root tables
      logic integer in_root(integer fmt, integer lim, integer H, integer i); // an address in root table i
      logic integer width(integer fmt, integer lim, integer H, integer h); // entries in use at height h, H the root's
      logic integer in_entry(integer fmt, integer lim, integer h, integer x, integer i); // one in entry i of x's table

      // descriptors
      logic integer e_kind(integer fmt, integer h, integer e);
      logic integer e_frame(integer fmt, integer e);            // of a table descriptor
      logic integer mk_table(integer fmt, integer f);
      predicate attr_ok(integer fmt, integer attr);
      logic integer mk_leaf(integer fmt, integer h, integer oa, integer attr);
      logic integer e_oa(integer fmt, integer h, integer i, integer e); // of a leaf in entry i
      logic integer e_attr(integer fmt, integer h, integer e);
      predicate must_break(integer fmt, integer h, integer from, integer to);
      predicate table_breaks(integer fmt); // must a leaf be invalid for a while before a table takes its place?
      predicate attr_breaks(integer fmt, integer from, integer to); // must a leaf, before it has other attributes?
    } */
#endif

/*@ predicate is_global(integer attr) = attr / VPT_GLOBAL % 2 == 1;
    predicate frame_ok(integer fmt, integer f) = 0 <= f < frames(fmt);
    predicate leaf_ok(integer fmt, integer h, integer oa, integer attr) =
      0 <= h && 0 <= leaf_height(fmt, size(fmt, h)) == h && 0 <= oa < oa_end(fmt) &&
      oa % size(fmt, h) == 0 && attr_ok(fmt, attr); */

#endif
