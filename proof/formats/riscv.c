/* SPDX-License-Identifier: Apache-2.0 */
/* The code of a format, apart from the laws: their stepping stones would only be in the way here. */
#include "format/riscv.manual.h"
#include "logic/symbols.h"

/* A superpage is a whole number of pages. */
/*@ lemma pages_21: \forall integer x; x % 0x200000 == 0 ==> x % 0x1000 == 0;
    lemma pages_30: \forall integer x; x % 0x40000000 == 0 ==> x % 0x1000 == 0;
    lemma pages_39: \forall integer x; x % 0x8000000000 == 0 ==> x % 0x1000 == 0;
    lemma pages_48: \forall integer x; x % 0x1000000000000 == 0 ==> x % 0x1000 == 0;
    lemma page: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> oa % 0x1000 == 0; */

/* Bits of a word, taken together as the code does. */
/*@ lemma upper_bits: \forall integer e; 0 <= e <= 0xffffffffffffffff ==>
      e / 0x40000000000000 == reserved(e) + 128 * pbmt(e) + 512 * N(e);
    lemma type_bits: \forall integer e; 0 <= e <= 0xffffffffffffffff ==>
      e / 0x2000000000000000 == pbmt(e) + 4 * N(e);
    lemma field_range: \forall integer e; 0 <= e ==>
      0 <= reserved(e) < 128 && 0 <= pbmt(e) < 4 && 0 <= N(e) <= 1 && 0 <= R(e) <= 1 && 0 <= W(e) <= 1 &&
      0 <= X(e) <= 1 && 0 <= U(e) <= 1 && 0 <= G(e) <= 1 && 0 <= A(e) <= 1 && 0 <= D(e) <= 1;
    lemma from_1: \forall integer e; 0 <= e ==> e / 0x2 == R(e) + 2 * (e / 0x4);
    lemma from_2: \forall integer e; 0 <= e ==> e / 0x4 == W(e) + 2 * (e / 0x8);
    lemma from_3: \forall integer e; 0 <= e ==> e / 0x8 == X(e) + 2 * (e / 0x10);
    lemma from_4: \forall integer e; 0 <= e ==> e / 0x10 == U(e) + 2 * (e / 0x20);
    lemma from_5: \forall integer e; 0 <= e ==> e / 0x20 == G(e) + 2 * (e / 0x40);
    lemma from_6: \forall integer e; 0 <= e ==> e / 0x40 == A(e) + 2 * (e / 0x80);
    lemma from_7: \forall integer e; 0 <= e ==> e / 0x80 == D(e) + 2 * (e / 0x100);
    lemma accessed_dirty: \forall integer e; 0 <= e ==> e / 0x40 % 4 == A(e) + 2 * D(e);
    lemma from_right: \forall integer e; 0 <= e ==> e / 0x2 == R(e) + 2 * W(e) + 4 * X(e) + 8 * (e / 0x10);
    lemma from_user: \forall integer e; 0 <= e ==> e / 0x10 == U(e) + 2 * G(e) + 4 * (e / 0x40);
    lemma from_all: \forall integer e; 0 <= e ==>
      e / 0x2 == R(e) + 2 * W(e) + 4 * X(e) + 8 * U(e) + 16 * G(e) + 32 * (e / 0x40);
    lemma rest_right: \forall integer e; 0 <= e ==> e / 0x2 % 8 == e / 0x2 - 8 * (e / 0x10);
    lemma rest_all: \forall integer e; 0 <= e ==> e / 0x2 % 32 == e / 0x2 - 32 * (e / 0x40);
    lemma right_bits: \forall integer e; 0 <= e ==> e / 0x2 % 8 == R(e) + 2 * W(e) + 4 * X(e);
    lemma attr_bits: \forall integer e; 0 <= e ==>
      e / 0x2 % 32 == R(e) + 2 * W(e) + 4 * X(e) + 8 * U(e) + 16 * G(e); */

/* The same for attributes. */
/*@ lemma some_right: \forall integer a; 0 <= a ==>
      a % 8 == read_right(a) + 2 * write_right(a) + 4 * exec_right(a);
    lemma levels: \forall integer a; 0 <= a ==> a / 8 % 4 == user_right(a) + 2 * global(a);
    lemma rights: \forall integer a; 0 <= a ==> a % 32 == a % 8 + 8 * (a / 8 % 4);
    lemma all_rights: \forall integer a; 0 <= a ==>
      a % 32 == read_right(a) + 2 * write_right(a) + 4 * exec_right(a) + 8 * user_right(a) + 16 * global(a);
    lemma leaf_sum: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      mk_leaf(FMT,h,oa,a) == oa / 0x1000 * 0x400 + 2 * (a % 32) + (g_stage(FMT) == 1 ? 0x51 : 0x41) +
                             0x80 * write_right(a) + 0x2000000000000000 * memory(a);
    lemma attr_range: \forall integer a; attr_ok(FMT,a) ==> a / 32 == memory(a) && a < 96; */
#include "format/riscv.h"
