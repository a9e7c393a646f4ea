/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's descriptors. First, stepping stones: how leaves come apart into fields. Each speaks of one of
 * the functions of riscv.manual.h, so that no prover tries it elsewhere. */
#include "format/riscv.manual.h"
#include "format/codec.h"

/* Attributes. */
/*@ lemma rights_range: \forall integer a; attr_ok(FMT,a) ==> 0 <= read_right(a) <= 1 && 0 <= write_right(a) <= 1 &&
      0 <= exec_right(a) <= 1 && 0 <= user_right(a) <= 1 && 0 <= global(a) <= 1 && 0 <= memory(a) <= 2;
    lemma right_0: \forall integer a; attr_ok(FMT,a) ==> a == read_right(a) + 2 * (a / 2);
    lemma right_1: \forall integer a; attr_ok(FMT,a) ==> a / 2 == write_right(a) + 2 * (a / 4);
    lemma right_2: \forall integer a; attr_ok(FMT,a) ==> a / 4 == exec_right(a) + 2 * (a / 8);
    lemma right_3: \forall integer a; attr_ok(FMT,a) ==> a / 8 == user_right(a) + 2 * (a / 16);
    lemma right_4: \forall integer a; attr_ok(FMT,a) ==> a / 16 == global(a) + 2 * memory(a);
    lemma rights: \forall integer a; attr_ok(FMT,a) ==>
      a == read_right(a) + 2 * write_right(a) + 4 * exec_right(a) + 8 * user_right(a) + 16 * global(a) +
           32 * memory(a); */

/* The three parts of a leaf, and its output address. */
/*@ predicate parts(integer l, integer oa, integer t) =
      0 <= l < 0x400 && 0 <= oa < 0x100000000000000 && 0 <= t <= 2;
    lemma word_range: \forall integer l, oa, t; parts(l,oa,t) ==> 0 <= leaf_word(l,oa,t) <= 0xffffffffffffffff;
    lemma word_from_63: \forall integer l, oa, t; parts(l,oa,t) ==> leaf_word(l,oa,t) / 0x8000000000000000 == 0;
    lemma word_from_61: \forall integer l, oa, t; parts(l,oa,t) ==> leaf_word(l,oa,t) / 0x2000000000000000 == t;
    lemma word_from_54: \forall integer l, oa, t; parts(l,oa,t) ==> leaf_word(l,oa,t) / 0x40000000000000 == 128 * t;
    lemma word_from_10: \forall integer l, oa, t; parts(l,oa,t) ==>
      leaf_word(l,oa,t) / 0x400 == oa / 0x1000 + 0x8000000000000 * t;
    lemma page_number: \forall integer l, oa, t; parts(l,oa,t) ==> 0 <= oa / 0x1000 < 0x100000000000;
    lemma word_ppn: \forall integer l, oa, t; parts(l,oa,t) ==> ppn(leaf_word(l,oa,t)) == oa / 0x1000;
    lemma word_n: \forall integer l, oa, t; parts(l,oa,t) ==> N(leaf_word(l,oa,t)) == 0;
    lemma word_reserved: \forall integer l, oa, t; parts(l,oa,t) ==> reserved(leaf_word(l,oa,t)) == 0;
    lemma word_pbmt: \forall integer l, oa, t; parts(l,oa,t) ==> pbmt(leaf_word(l,oa,t)) == t; */

/* The low bits: of the whole leaf as of themselves. */
/*@ lemma word_from_1: \forall integer l, oa, t; parts(l,oa,t) ==>
      leaf_word(l,oa,t) / 0x2 == l / 0x2 + 0x200 * (oa / 0x1000) + 0x1000000000000000 * t;
    lemma word_from_2: \forall integer l, oa, t; parts(l,oa,t) ==>
      leaf_word(l,oa,t) / 0x4 == l / 0x4 + 0x100 * (oa / 0x1000) + 0x800000000000000 * t;
    lemma word_from_3: \forall integer l, oa, t; parts(l,oa,t) ==>
      leaf_word(l,oa,t) / 0x8 == l / 0x8 + 0x80 * (oa / 0x1000) + 0x400000000000000 * t;
    lemma word_from_4: \forall integer l, oa, t; parts(l,oa,t) ==>
      leaf_word(l,oa,t) / 0x10 == l / 0x10 + 0x40 * (oa / 0x1000) + 0x200000000000000 * t;
    lemma word_from_5: \forall integer l, oa, t; parts(l,oa,t) ==>
      leaf_word(l,oa,t) / 0x20 == l / 0x20 + 0x20 * (oa / 0x1000) + 0x100000000000000 * t;
    lemma word_v: \forall integer l, oa, t; parts(l,oa,t) ==> V(leaf_word(l,oa,t)) == V(l);
    lemma word_r: \forall integer l, oa, t; parts(l,oa,t) ==> R(leaf_word(l,oa,t)) == R(l);
    lemma word_w: \forall integer l, oa, t; parts(l,oa,t) ==> W(leaf_word(l,oa,t)) == W(l);
    lemma word_x: \forall integer l, oa, t; parts(l,oa,t) ==> X(leaf_word(l,oa,t)) == X(l);
    lemma word_u: \forall integer l, oa, t; parts(l,oa,t) ==> U(leaf_word(l,oa,t)) == U(l);
    lemma word_g: \forall integer l, oa, t; parts(l,oa,t) ==> G(leaf_word(l,oa,t)) == G(l); */

/*@ predicate bits(integer br, integer bw, integer bx, integer bu, integer bg, integer bd) =
      0 <= br <= 1 && 0 <= bw <= 1 && 0 <= bx <= 1 && 0 <= bu <= 1 && 0 <= bg <= 1 && 0 <= bd <= 1;
    lemma low_range: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==>
      0 <= low(br,bw,bx,bu,bg,bd) < 0x400;
    lemma low_from_1: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==>
      low(br,bw,bx,bu,bg,bd) / 0x2 == br + 2 * (bw + 2 * bx + 4 * bu + 8 * bg + 16 + 32 * bd);
    lemma low_from_2: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==>
      low(br,bw,bx,bu,bg,bd) / 0x4 == bw + 2 * (bx + 2 * bu + 4 * bg + 8 + 16 * bd);
    lemma low_from_3: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==>
      low(br,bw,bx,bu,bg,bd) / 0x8 == bx + 2 * (bu + 2 * bg + 4 + 8 * bd);
    lemma low_from_4: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==>
      low(br,bw,bx,bu,bg,bd) / 0x10 == bu + 2 * (bg + 2 + 4 * bd);
    lemma low_from_5: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==>
      low(br,bw,bx,bu,bg,bd) / 0x20 == bg + 2 * (1 + 2 * bd);
    lemma low_v: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==> V(low(br,bw,bx,bu,bg,bd)) == 1;
    lemma low_r: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==> R(low(br,bw,bx,bu,bg,bd)) == br;
    lemma low_w: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==> W(low(br,bw,bx,bu,bg,bd)) == bw;
    lemma low_x: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==> X(low(br,bw,bx,bu,bg,bd)) == bx;
    lemma low_u: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==> U(low(br,bw,bx,bu,bg,bd)) == bu;
    lemma low_g: \forall integer br, bw, bx, bu, bg, bd; bits(br,bw,bx,bu,bg,bd) ==> G(low(br,bw,bx,bu,bg,bd)) == bg; */

/* A leaf's address is a multiple of the smallest page. */
/*@ lemma page_0: \forall integer oa; oa % 0x1000 == 0 ==> oa / 0x1000 * 0x1000 == oa;
    lemma page_1: \forall integer oa; oa % 0x200000 == 0 ==> oa % 0x1000 == 0;
    lemma page_2: \forall integer oa; oa % 0x40000000 == 0 ==> oa % 0x1000 == 0;
    lemma page_3: \forall integer oa; oa % 0x8000000000 == 0 ==> oa % 0x1000 == 0;
    lemma page_4: \forall integer oa; oa % 0x1000000000000 == 0 ==> oa % 0x1000 == 0;
    lemma leaf_height_range: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> 0 <= h <= 4;
    lemma page: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> oa / 0x1000 * 0x1000 == oa;
    lemma leaf_parts: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      parts(low(read_right(a), write_right(a), exec_right(a), g_stage(FMT) == 1 ? 1 : user_right(a), global(a),
                write_right(a)), oa, memory(a));
    lemma leaf_fields: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      V(mk_leaf(FMT,h,oa,a)) == 1 && R(mk_leaf(FMT,h,oa,a)) == read_right(a) &&
      W(mk_leaf(FMT,h,oa,a)) == write_right(a) && X(mk_leaf(FMT,h,oa,a)) == exec_right(a) &&
      U(mk_leaf(FMT,h,oa,a)) == (g_stage(FMT) == 1 ? 1 : user_right(a)) && G(mk_leaf(FMT,h,oa,a)) == global(a) &&
      pbmt(mk_leaf(FMT,h,oa,a)) == memory(a) && reserved(mk_leaf(FMT,h,oa,a)) == 0 && N(mk_leaf(FMT,h,oa,a)) == 0;
    lemma leaf_address: \forall integer h, i, oa, a; leaf_ok(FMT,h,oa,a) ==> e_oa(FMT,h,i,mk_leaf(FMT,h,oa,a)) == oa; */

/* Pointers. */
/*@ lemma pointer_ppn: \forall integer f; frame_ok(FMT,f) ==> ppn(mk_table(FMT,f)) == f;
    lemma pointer_low: \forall integer f; frame_ok(FMT,f) ==>
      V(mk_table(FMT,f)) == 1 && R(mk_table(FMT,f)) == 0 && W(mk_table(FMT,f)) == 0 && X(mk_table(FMT,f)) == 0;
    lemma pointer_ignored: \forall integer f; frame_ok(FMT,f) ==>
      U(mk_table(FMT,f)) == 0 && A(mk_table(FMT,f)) == 0 && D(mk_table(FMT,f)) == 0;
    lemma pointer_upper: \forall integer f; frame_ok(FMT,f) ==>
      reserved(mk_table(FMT,f)) == 0 && pbmt(mk_table(FMT,f)) == 0 && N(mk_table(FMT,f)) == 0;
    lemma ppn_range: \forall integer e; 0 <= ppn(e) < 0x100000000000; */

/* Must a leaf be invalid before it has other attributes? */
/*@ predicate attr_breaks(integer fmt, integer from, integer to) =
      \false; */

#define LAW lemma
#include "logic/laws_descriptor.h"

/* What hardware allows, "Virtual Address Translation Process", in terms of the attributes asked for: user mode uses
 * leaves with U, supervisor mode those without (sstatus.SUM clear); in the G-stage each access counts as one of user
 * mode. */
/*@ predicate usable(integer e, integer user) = U(e) == (g_stage(FMT) == 1 ? 1 : user);

    lemma leaf_users: \forall integer h, oa, a, u; leaf_ok(FMT,h,oa,a) ==> 0 <= u <= 1 ==>
      (usable(mk_leaf(FMT,h,oa,a), u) <==> g_stage(FMT) == 1 || user_right(a) == u);
    lemma leaf_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (R(mk_leaf(FMT,h,oa,a)) == 1 <==> read_right(a) == 1) && (W(mk_leaf(FMT,h,oa,a)) == 1 <==> write_right(a) == 1) &&
      (X(mk_leaf(FMT,h,oa,a)) == 1 <==> exec_right(a) == 1); */

/* What it reserves: W without R, N, bits 60:54, PBMT or one value of it; in a pointer D, A, U and PBMT; in the G-stage
 * G. */
/*@ lemma leaf_reserved: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      reserved_bits(FMT,mk_leaf(FMT,h,oa,a)) == 0 && W(mk_leaf(FMT,h,oa,a)) <= R(mk_leaf(FMT,h,oa,a)) &&
      (g_stage(FMT) == 1 ==> G(mk_leaf(FMT,h,oa,a)) == 0);
    lemma pointer_reserved: \forall integer f; frame_ok(FMT,f) ==>
      reserved_bits(FMT,mk_table(FMT,f)) == 0 && reserved_in_pointer(mk_table(FMT,f)) == 0; */
