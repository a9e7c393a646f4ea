/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's descriptors. */
#include "format/ept.manual.h"
#include "format/codec.h"

/* The memory type is what is left of bits 3 and up without bits 6 and up. */
/*@ lemma type_above: \forall integer e; 0 <= e ==> e / 0x40 == e / 0x8 / 8;
    lemma type_rest: \forall integer e; 0 <= e ==> memory_field(e) == e / 0x8 - 8 * (e / 0x40); */

#include "x86_fields.h"

/* Bits 11:0. */
/*@ predicate flags(integer r, integer w, integer n, integer t, integer p, integer s) =
      0 <= r <= 1 && 0 <= w <= 1 && 0 <= n <= 1 && 0 <= t <= 7 && 0 <= p <= 1 && 0 <= s <= 1;
    lemma lower_from_1: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==>
      lower(r,w,n,t,p,s) / 0x2 == w + 2 * (n + 2 * t + 16 * p + 32 * s + 64 + 128 * w);
    lemma lower_from_2: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==>
      lower(r,w,n,t,p,s) / 0x4 == n + 2 * (t + 8 * p + 16 * s + 32 + 64 * w);
    lemma lower_from_3: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==>
      lower(r,w,n,t,p,s) / 0x8 == t + 8 * (p + 2 * s + 4 + 8 * w);
    lemma lower_from_6: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==>
      lower(r,w,n,t,p,s) / 0x40 == p + 2 * (s + 2 + 4 * w);
    lemma lower_from_7: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==>
      lower(r,w,n,t,p,s) / 0x80 == s + 2 * (1 + 2 * w);
    lemma lower_range: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==>
      0 <= lower(r,w,n,t,p,s) < 0x1000 && lower(r,w,n,t,p,s) % 2 == r;
    lemma lower_write: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==> bit(lower(r,w,n,t,p,s), 0x2) == w;
    lemma lower_exec: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==> bit(lower(r,w,n,t,p,s), 0x4) == n;
    lemma lower_type: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==> memory_field(lower(r,w,n,t,p,s)) == t;
    lemma lower_ipat: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==> ipat(lower(r,w,n,t,p,s)) == p;
    lemma lower_large: \forall integer r, w, n, t, p, s; flags(r,w,n,t,p,s) ==> large(lower(r,w,n,t,p,s)) == s;
    lemma word_range: \forall integer l, oa, u; parts(l,oa,u) ==> 0 <= leaf_word(l,oa,u);
    lemma word_type: \forall integer l, oa, u; parts(l,oa,u) ==> memory_field(leaf_word(l,oa,u)) == memory_field(l); */

/*@ lemma leaf_fields: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      rd(mk_leaf(FMT,h,oa,a)) == read_right(a) && wr(mk_leaf(FMT,h,oa,a)) == write_right(a) &&
      ex(mk_leaf(FMT,h,oa,a)) == exec_right(a) && memory_field(mk_leaf(FMT,h,oa,a)) == mk_type(a) &&
      ipat(mk_leaf(FMT,h,oa,a)) == mk_ipat(a) && large(mk_leaf(FMT,h,oa,a)) == (h == 0 ? 0 : 1); */

/* A table descriptor takes no right away. */
/*@ lemma table_from_1: \forall integer f; frame_ok(FMT,f) ==> mk_table(FMT,f) / 0x2 == 0x800 * f + 0x83;
    lemma table_from_2: \forall integer f; frame_ok(FMT,f) ==> mk_table(FMT,f) / 0x4 == 0x400 * f + 0x41;
    lemma table_from_3: \forall integer f; frame_ok(FMT,f) ==> mk_table(FMT,f) / 0x8 == 0x200 * f + 0x20;
    lemma table_from_6: \forall integer f; frame_ok(FMT,f) ==> mk_table(FMT,f) / 0x40 == 0x40 * f + 0x4;
    lemma table_from_7: \forall integer f; frame_ok(FMT,f) ==> mk_table(FMT,f) / 0x80 == 0x20 * f + 0x2;
    lemma table_rights: \forall integer f; frame_ok(FMT,f) ==>
      rd(mk_table(FMT,f)) == 1 && wr(mk_table(FMT,f)) == 1 && ex(mk_table(FMT,f)) == 1;
    lemma table_type: \forall integer f; frame_ok(FMT,f) ==>
      memory_field(mk_table(FMT,f)) == 0 && ipat(mk_table(FMT,f)) == 0 && large(mk_table(FMT,f)) == 0; */

/* Must a leaf be invalid before it has other attributes? */
/*@ predicate attr_breaks(integer fmt, integer from, integer to) =
      mk_type(from) != mk_type(to) || mk_ipat(from) != mk_ipat(to); */

#define LAW lemma
#include "logic/laws_descriptor.h"

/* What hardware allows, "EPT Translation Mechanism", and what it reserves: no leaf and no table descriptor is a
 * misconfiguration. */
/*@ predicate guest_reads(integer e) = rd(e) == 1;
    predicate guest_writes(integer e) = wr(e) == 1;
    predicate guest_executes(integer e) = ex(e) == 1;

    lemma guest_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (guest_reads(mk_leaf(FMT,h,oa,a)) <==> read_right(a) == 1) &&
      (guest_writes(mk_leaf(FMT,h,oa,a)) <==> write_right(a) == 1) &&
      (guest_executes(mk_leaf(FMT,h,oa,a)) <==> exec_right(a) == 1);
    lemma leaf_reserved: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      misconfigured(mk_leaf(FMT,h,oa,a)) == \false && type_exists(mk_leaf(FMT,h,oa,a)) == \true &&
      leaf_here(h,mk_leaf(FMT,h,oa,a)) == \true;
    lemma table_reserved: \forall integer h, f; frame_ok(FMT,f) ==> 0 < h ==>
      misconfigured(mk_table(FMT,f)) == \false && table_here(h,mk_table(FMT,f)) == \true; */
