/* SPDX-License-Identifier: Apache-2.0 */
/* The symbols that only operations on ranges use: how a block comes apart. */
#ifndef VPT_LOGIC_PARTS_H
#define VPT_LOGIC_PARTS_H

/* part(h,i): bytes between the start of a table at height h and its entry i; part_oa: the same from oa on. multiple:
 * is x a multiple of size(h)? along: as far on from oa as x is from ia. Symbols, so that provers find them: a term
 * under arithmetic is no trigger. */
#ifdef VPT_ABSTRACT_CODEC
/*@ axiomatic Parts {
      logic integer part(integer fmt, integer h, integer i);
      logic integer part_oa(integer fmt, integer h, integer oa, integer i);
      predicate multiple(integer fmt, integer h, integer x);
      logic integer along(integer fmt, integer oa, integer ia, integer x);
    } */
#else
/*@ logic integer part(integer fmt, integer h, integer i) = i * size(fmt, h);
    logic integer part_oa(integer fmt, integer h, integer oa, integer i) = oa + part(fmt, h, i);
    predicate multiple(integer fmt, integer h, integer x) = x % size(fmt, h) == 0;
    logic integer along(integer fmt, integer oa, integer ia, integer x) = oa + (x - ia); */
#endif

#endif
