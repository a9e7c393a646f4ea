/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's descriptors. */
#include "format/x86_64.manual.h"
#include "format/codec.h"
#include "x86_fields.h"

/* Bits 11:0. */
/*@ predicate flags(integer w, integer u, integer t, integer c, integer s, integer k) =
      0 <= w <= 1 && 0 <= u <= 1 && 0 <= t <= 1 && 0 <= c <= 1 && 0 <= s <= 1 && 0 <= k <= 1;
    lemma lower_from_1: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==>
      lower(w,u,t,c,s,k) / 0x2 == w + 2 * (u + 2 * t + 4 * c + 8 + 16 * w + 32 * s + 64 * k);
    lemma lower_from_2: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==>
      lower(w,u,t,c,s,k) / 0x4 == u + 2 * (t + 2 * c + 4 + 8 * w + 16 * s + 32 * k);
    lemma lower_from_3: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==>
      lower(w,u,t,c,s,k) / 0x8 == t + 2 * (c + 2 + 4 * w + 8 * s + 16 * k);
    lemma lower_from_4: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==>
      lower(w,u,t,c,s,k) / 0x10 == c + 2 * (1 + 2 * w + 4 * s + 8 * k);
    lemma lower_from_7: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==>
      lower(w,u,t,c,s,k) / 0x80 == s + 2 * k;
    lemma lower_range: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==>
      0 <= lower(w,u,t,c,s,k) < 0x1000 && lower(w,u,t,c,s,k) % 2 == 1;
    lemma lower_rw: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==> bit(lower(w,u,t,c,s,k), 0x2) == w;
    lemma lower_us: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==> bit(lower(w,u,t,c,s,k), 0x4) == u;
    lemma lower_pwt: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==> bit(lower(w,u,t,c,s,k), 0x8) == t;
    lemma lower_pcd: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==> bit(lower(w,u,t,c,s,k), 0x10) == c;
    lemma lower_ps: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==> bit(lower(w,u,t,c,s,k), 0x80) == s;
    lemma lower_g: \forall integer w, u, t, c, s, k; flags(w,u,t,c,s,k) ==> bit(lower(w,u,t,c,s,k), 0x100) == k;
    lemma upper_xd: \forall integer n; 0 <= n <= 1 ==> bit(0x800 * n, 0x800) == n; */

/*@ lemma leaf_fields: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      mk_leaf(FMT,h,oa,a) % 2 == 1 && rw(mk_leaf(FMT,h,oa,a)) == write_right(a) &&
      us(mk_leaf(FMT,h,oa,a)) == user_right(a) && pwt(mk_leaf(FMT,h,oa,a)) == mk_pwt(a) &&
      pcd(mk_leaf(FMT,h,oa,a)) == mk_pcd(a) && bit(mk_leaf(FMT,h,oa,a), 0x80) == (h == 0 ? 0 : 1) &&
      gl(mk_leaf(FMT,h,oa,a)) == global(a) && xd(mk_leaf(FMT,h,oa,a)) == 1 - exec_right(a); */

/* Must a leaf be invalid before it has other attributes? */
/*@ predicate attr_breaks(integer fmt, integer from, integer to) =
      mk_pwt(from) != mk_pwt(to) || mk_pcd(from) != mk_pcd(to); */

#define LAW lemma
#include "logic/laws_descriptor.h"

/* What hardware allows, "Access Rights", in terms of the attributes asked for. The rights of a walk are those
 * of all its entries together: a table descriptor of ours takes nothing away. */
/*@ predicate user_reads(integer e) = us(e) == 1;
    predicate user_writes(integer e) = us(e) == 1 && rw(e) == 1;
    predicate user_executes(integer e) = us(e) == 1 && xd(e) == 0;
    predicate supervisor_writes(integer e) = rw(e) == 1;
    predicate supervisor_executes(integer e) = us(e) == 0 && xd(e) == 0;

    lemma table_rights: \forall integer f; frame_ok(FMT,f) ==>
      rw(mk_table(FMT,f)) == 1 && us(mk_table(FMT,f)) == 1 && xd(mk_table(FMT,f)) == 0;
    lemma user_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (user_reads(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 1) &&
      (user_writes(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 1 && write_right(a) == 1) &&
      (user_executes(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 1 && exec_right(a) == 1);
    lemma supervisor_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (supervisor_writes(mk_leaf(FMT,h,oa,a)) <==> write_right(a) == 1) &&
      (supervisor_executes(mk_leaf(FMT,h,oa,a)) <==> user_right(a) == 0 && exec_right(a) == 1); */
