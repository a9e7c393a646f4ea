/* SPDX-License-Identifier: Apache-2.0 */
/* The laws of a format's descriptors. First, stepping stones: how leaves come apart into fields. Each speaks of one of
 * the functions of loongarch.manual.h, so that no prover tries it elsewhere. */
#include "format/loongarch.manual.h"
#include "format/codec.h"

/* Sizes of leaves at heights 0 to 2, how many pages of 4 KiB they are, and how many of them output addresses have room
 * for. */
#define S0 BYTES_0
#define S1 BYTES_1
#define S2 BYTES_2
#define U0 (S0 / 0x1000)
#define U1 (S1 / 0x1000)
#define U2 (S2 / 0x1000)
#define M0 (OUTPUT_END / S0)
#define M1 (OUTPUT_END / S1)
#define M2 (OUTPUT_END / S2)

/* MAT without a remainder: word_mat and lower_mat are sums then. */
/*@ lemma mat_rest: \forall integer e; 0 <= e ==> mat(e) == e / 0x10 - 4 * (e / 0x40); */

/* Output addresses: found at once where nothing else is known. */
/*@ lemma aligned_0: \forall integer i, e; e_oa(FMT,0,i,e) % size(FMT,0) == 0;
    lemma aligned_1: \forall integer i, e; e_oa(FMT,1,i,e) % size(FMT,1) == 0;
    lemma aligned_2: \forall integer i, e; e_oa(FMT,2,i,e) % size(FMT,2) == 0; */

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
           32 * memory(a);
    lemma types: \forall integer a; attr_ok(FMT,a) ==> type_of(mat_of(a)) == 32 * memory(a) && 0 <= mat_of(a) <= 2; */

/* The three parts of a leaf. */
/*@ predicate parts(integer l, integer m, integer u) =
      0 <= l < 0x1000 && 0 <= m < 0x1000000000 && 0 <= u < 0x10000;
    lemma word_range: \forall integer l, m, u; parts(l,m,u) ==> 0 <= leaf_word(l,m,u) <= 0xffffffffffffffff;
    lemma word_from_1: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x2 == l / 0x2 + 0x800 * m + 0x800000000000 * u;
    lemma word_from_2: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x4 == l / 0x4 + 0x400 * m + 0x400000000000 * u;
    lemma word_from_3: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x8 == l / 0x8 + 0x200 * m + 0x200000000000 * u;
    lemma word_from_4: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x10 == l / 0x10 + 0x100 * m + 0x100000000000 * u;
    lemma word_from_6: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x40 == l / 0x40 + 0x40 * m + 0x40000000000 * u;
    lemma word_from_10: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x400 == l / 0x400 + 0x4 * m + 0x4000000000 * u;
    lemma word_from_12: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x1000 == m + 0x1000000000 * u;
    lemma word_from_48: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) / 0x1000000000000 == u;
    lemma word_0: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) % 2 == l % 2;
    lemma word_1: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x2) == bit(l, 0x2);
    lemma word_plv: \forall integer l, m, u; parts(l,m,u) ==> plv(leaf_word(l,m,u)) == plv(l);
    lemma word_3: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x8) == bit(l, 0x8);
    lemma word_rest_4: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x10 - 4 * (leaf_word(l,m,u) / 0x40) == l / 0x10 - 4 * (l / 0x40);
    lemma word_mat: \forall integer l, m, u; parts(l,m,u) ==> mat(leaf_word(l,m,u)) == mat(l);
    lemma word_6: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x40) == bit(l, 0x40);
    lemma word_10: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x400) == bit(l, 0x400);
    lemma word_12: \forall integer l, m, u; parts(l,m,u) ==> bit(leaf_word(l,m,u), 0x1000) == m % 2;
    lemma high_61: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x2000000000000000 == leaf_word(l,m,u) / 0x1000000000000 / 0x2000;
    lemma high_62: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x4000000000000000 == leaf_word(l,m,u) / 0x1000000000000 / 0x4000;
    lemma high_63: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / 0x8000000000000000 == leaf_word(l,m,u) / 0x1000000000000 / 0x8000;
    lemma word_61: \forall integer l, m, u; parts(l,m,u) ==>
      bit(leaf_word(l,m,u), 0x2000000000000000) == bit(u, 0x2000);
    lemma word_62: \forall integer l, m, u; parts(l,m,u) ==>
      bit(leaf_word(l,m,u), 0x4000000000000000) == bit(u, 0x4000);
    lemma word_63: \forall integer l, m, u; parts(l,m,u) ==>
      bit(leaf_word(l,m,u), 0x8000000000000000) == bit(u, 0x8000); */

/* Bits 11:0. */
/*@ predicate fields(integer d, integer p, integer t, integer b6, integer g) =
      0 <= d <= 1 && 0 <= p <= 3 && 0 <= t <= 3 && 0 <= b6 <= 1 && 0 <= g <= 1;
    lemma lower_range: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> 0 < lower(d,p,t,b6,g) < 0x1000;
    lemma lower_from_1: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==>
      lower(d,p,t,b6,g) / 0x2 == d + 2 * (p + 4 * t + 16 * b6 + 32 + 64 * d + 256 * g);
    lemma lower_from_2: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==>
      lower(d,p,t,b6,g) / 0x4 == p + 4 * (t + 4 * b6 + 8 + 16 * d + 64 * g);
    lemma lower_from_3: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==>
      lower(d,p,t,b6,g) / 0x8 == p / 2 + 2 * (t + 4 * b6 + 8 + 16 * d + 64 * g);
    lemma lower_from_4: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==>
      lower(d,p,t,b6,g) / 0x10 == t + 4 * (b6 + 2 + 4 * d + 16 * g);
    lemma lower_from_6: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==>
      lower(d,p,t,b6,g) / 0x40 == b6 + 2 * (1 + 2 * d + 8 * g);
    lemma lower_from_10: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> lower(d,p,t,b6,g) / 0x400 == g;
    lemma lower_0: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> lower(d,p,t,b6,g) % 2 == 1;
    lemma lower_1: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> bit(lower(d,p,t,b6,g), 0x2) == d;
    lemma lower_plv: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> plv(lower(d,p,t,b6,g)) == p;
    lemma lower_3: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> bit(lower(d,p,t,b6,g), 0x8) == p / 2;
    lemma lower_mat: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> mat(lower(d,p,t,b6,g)) == t;
    lemma lower_from_7: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==>
      lower(d,p,t,b6,g) / 0x80 == 1 + 2 * d + 8 * g;
    lemma lower_rest_6: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==>
      bit(lower(d,p,t,b6,g), 0x40) == lower(d,p,t,b6,g) / 0x40 - 2 * (lower(d,p,t,b6,g) / 0x80);
    lemma lower_6: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> bit(lower(d,p,t,b6,g), 0x40) == b6;
    lemma lower_10: \forall integer d, p, t, b6, g; fields(d,p,t,b6,g) ==> bit(lower(d,p,t,b6,g), 0x400) == g; */

/* Bits 63:48. */
/*@ predicate flags(integer x, integer y, integer z) = 0 <= x <= 1 && 0 <= y <= 1 && 0 <= z <= 1;
    lemma upper_range: \forall integer x, y, z; flags(x,y,z) ==> 0 <= upper(x,y,z) < 0x10000;
    lemma upper_61: \forall integer x, y, z; flags(x,y,z) ==> bit(upper(x,y,z), 0x2000) == x;
    lemma upper_62: \forall integer x, y, z; flags(x,y,z) ==> bit(upper(x,y,z), 0x4000) == y;
    lemma upper_63: \forall integer x, y, z; flags(x,y,z) ==> bit(upper(x,y,z), 0x8000) == z; */

/* Bits 47:12: the address, and in a huge page G. */
/*@ lemma heights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> 0 <= h <= 2 && attr_ok(FMT,a);
    lemma unit_0: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 0 ==>
      0 <= oa / S0 < M0 && oa / 0x1000 == U0 * (oa / S0);
    lemma unit_1: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 1 ==>
      0 <= oa / S1 < M1 && oa / 0x1000 == U1 * (oa / S1);
    lemma unit_2: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 2 ==>
      0 <= oa / S2 < M2 && oa / 0x1000 == U2 * (oa / S2);
    lemma middle_range_0: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 0 ==>
      0 <= middle_part(h,oa,a) < 0x1000000000;
    lemma middle_range_1: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 1 ==>
      0 <= middle_part(h,oa,a) < 0x1000000000;
    lemma middle_range_2: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 2 ==>
      0 <= middle_part(h,oa,a) < 0x1000000000;
    lemma middle_range: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      0 <= middle_part(h,oa,a) < 0x1000000000;
    lemma leaf_parts: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      parts(low_part(h,a), middle_part(h,oa,a), high_part(a));
    lemma word_units_0: \forall integer l, m, u; parts(l,m,u) ==> leaf_word(l,m,u) / S0 == m / U0 + M0 * u;
    lemma word_units_1: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / S1 == m / U1 + M1 * u;
    lemma word_units_2: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / S2 == m / U2 + M2 * u;
    lemma units_range_1: \forall integer l, m, u; parts(l,m,u) ==> 0 <= m / U1 < M1;
    lemma word_mod_1: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / S1 % M1 == leaf_word(l,m,u) / S1 - M1 * u;
    lemma word_address_1: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / S1 % M1 == m / U1;
    lemma units_address_1: \forall integer i, l, m, u; parts(l,m,u) ==>
      e_oa(FMT,1,i,leaf_word(l,m,u)) == m / U1 * S1;
    lemma whole_1: \forall integer oa; oa % size(FMT,1) == 0 ==> oa / S1 * S1 == oa;
    lemma units_range_2: \forall integer l, m, u; parts(l,m,u) ==> 0 <= m / U2 < M2;
    lemma word_mod_2: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / S2 % M2 == leaf_word(l,m,u) / S2 - M2 * u;
    lemma word_address_2: \forall integer l, m, u; parts(l,m,u) ==>
      leaf_word(l,m,u) / S2 % M2 == m / U2;
    lemma units_address_2: \forall integer i, l, m, u; parts(l,m,u) ==>
      e_oa(FMT,2,i,leaf_word(l,m,u)) == m / U2 * S2;
    lemma whole_2: \forall integer oa; oa % size(FMT,2) == 0 ==> oa / S2 * S2 == oa;
    lemma middle_0: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 0 ==>
      middle_part(h,oa,a) / U0 == oa / S0;
    lemma middle_1: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 1 ==>
      middle_part(h,oa,a) / U1 == oa / S1;
    lemma middle_2: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 2 ==>
      middle_part(h,oa,a) / U2 == oa / S2;
    lemma address_0: \forall integer h, i, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 0 ==>
      e_oa(FMT,h,i,mk_leaf(FMT,h,oa,a)) == oa;
    lemma address_1: \forall integer h, i, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 1 ==>
      e_oa(FMT,h,i,mk_leaf(FMT,h,oa,a)) == oa;
    lemma address_2: \forall integer h, i, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 2 ==>
      e_oa(FMT,h,i,mk_leaf(FMT,h,oa,a)) == oa;
    lemma range_0: \forall integer i, e; 0 <= e_oa(FMT,0,i,e) < 0x1000000000000;
    lemma range_1: \forall integer i, e; 0 <= e_oa(FMT,1,i,e) < 0x1000000000000;
    lemma range_2: \forall integer i, e; 0 <= e_oa(FMT,2,i,e) < 0x1000000000000; */

/* Fields of the whole leaf. */
/*@ lemma middle_odd_1: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 1 ==>
      middle_part(h,oa,a) % 2 == global(a);
    lemma middle_odd_2: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 2 ==>
      middle_part(h,oa,a) % 2 == global(a);
    lemma leaf_valid: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> mk_leaf(FMT,h,oa,a) % 2 == 1;
    lemma leaf_huge: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h > 0 ==> bit(mk_leaf(FMT,h,oa,a), 0x40) == 1;
    lemma low_fields: \forall integer h, a; attr_ok(FMT,a) ==>
      fields(write_right(a), 3 * user_right(a), mat_of(a), h == 0 ? global(a) : 1, global(a));
    lemma low_dirty: \forall integer h, a; attr_ok(FMT,a) ==> dirty(low_part(h,a)) == write_right(a);
    lemma low_repeated_g: \forall integer h, a; attr_ok(FMT,a) ==> repeated_g(low_part(h,a)) == global(a);
    lemma low_plv: \forall integer h, a; attr_ok(FMT,a) ==> plv(low_part(h,a)) == 3 * user_right(a);
    lemma low_user: \forall integer h, a; attr_ok(FMT,a) ==> bit(low_part(h,a), 0x8) == user_right(a);
    lemma low_mat: \forall integer h, a; attr_ok(FMT,a) ==> mat(low_part(h,a)) == mat_of(a);
    lemma leaf_low_1: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      dirty(mk_leaf(FMT,h,oa,a)) == dirty(low_part(h,a));
    lemma leaf_low_10: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      repeated_g(mk_leaf(FMT,h,oa,a)) == repeated_g(low_part(h,a));
    lemma leaf_low_plv: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      plv(mk_leaf(FMT,h,oa,a)) == plv(low_part(h,a));
    lemma leaf_low_3: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      bit(mk_leaf(FMT,h,oa,a), 0x8) == bit(low_part(h,a), 0x8);
    lemma leaf_low_mat: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      mat(mk_leaf(FMT,h,oa,a)) == mat(low_part(h,a));
    lemma leaf_dirty: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> dirty(mk_leaf(FMT,h,oa,a)) == write_right(a);
    lemma leaf_plv: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> plv(mk_leaf(FMT,h,oa,a)) == 3 * user_right(a);
    lemma leaf_user: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> bit(mk_leaf(FMT,h,oa,a), 0x8) == user_right(a);
    lemma leaf_mat: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> mat(mk_leaf(FMT,h,oa,a)) == mat_of(a);
    lemma leaf_repeated_g: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      repeated_g(mk_leaf(FMT,h,oa,a)) == global(a);
    lemma high_flags: \forall integer a; attr_ok(FMT,a) ==>
      flags(1 - read_right(a), 1 - exec_right(a), exec_right(a) == 1 ? user_right(a) : 0);
    lemma high_nr: \forall integer a; attr_ok(FMT,a) ==> bit(high_part(a), 0x2000) == 1 - read_right(a);
    lemma leaf_high_nr: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      nr(mk_leaf(FMT,h,oa,a)) == bit(high_part(a), 0x2000);
    lemma leaf_nr: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> nr(mk_leaf(FMT,h,oa,a)) == 1 - read_right(a);
    lemma high_nx: \forall integer a; attr_ok(FMT,a) ==> bit(high_part(a), 0x4000) == 1 - exec_right(a);
    lemma leaf_high_nx: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      nx(mk_leaf(FMT,h,oa,a)) == bit(high_part(a), 0x4000);
    lemma leaf_nx: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> nx(mk_leaf(FMT,h,oa,a)) == 1 - exec_right(a);
    lemma high_rplv: \forall integer a; attr_ok(FMT,a) ==>
      bit(high_part(a), 0x8000) == (exec_right(a) == 1 ? user_right(a) : 0);
    lemma leaf_high_rplv: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      rplv(mk_leaf(FMT,h,oa,a)) == bit(high_part(a), 0x8000);
    lemma leaf_rplv: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      rplv(mk_leaf(FMT,h,oa,a)) == (exec_right(a) == 1 ? user_right(a) : 0);
    lemma low_page: \forall integer a; attr_ok(FMT,a) ==> bit(low_part(0,a), 0x40) == global(a);
    lemma leaf_low_6: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      bit(mk_leaf(FMT,h,oa,a), 0x40) == bit(low_part(h,a), 0x40);
    lemma leaf_page: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 0 ==>
      bit(mk_leaf(FMT,h,oa,a), 0x40) == global(a);
    lemma table_bit: \forall integer f; bit(f * S0, 0x40) == 0;
    lemma table_h: \forall integer f; frame_ok(FMT,f) ==> bit(mk_table(FMT,f), 0x40) == 0;
    lemma table_something: \forall integer f; frame_ok(FMT,f) ==> mk_table(FMT,f) > 0; */

/* Must a leaf be invalid before it has other attributes? */
/*@ predicate attr_breaks(integer fmt, integer from, integer to) =
      global(from) == 0 && global(to) == 1; */

#define LAW lemma
#include "logic/laws_descriptor.h"

/* What hardware allows, "TLB-based Translation of Virtual Addresses to Physical Addresses", in terms of the
 * attributes asked for, for a program at privilege level p. */
/*@ predicate reaches(integer e, integer p) = rplv(e) == 0 ? p <= plv(e) : p == plv(e);
    predicate loads(integer e, integer p) = reaches(e, p) && nr(e) == 0;
    predicate stores(integer e, integer p) = reaches(e, p) && dirty(e) == 1;
    predicate fetches(integer e, integer p) = reaches(e, p) && nx(e) == 0;

    lemma user_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      (loads(mk_leaf(FMT,h,oa,a), 3) <==> user_right(a) == 1 && read_right(a) == 1) &&
      (stores(mk_leaf(FMT,h,oa,a), 3) <==> user_right(a) == 1 && write_right(a) == 1) &&
      (fetches(mk_leaf(FMT,h,oa,a), 3) <==> user_right(a) == 1 && exec_right(a) == 1);
    lemma kernel_rights: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==>
      !(user_right(a) == 1 && exec_right(a) == 1) ==>
      (loads(mk_leaf(FMT,h,oa,a), 0) <==> read_right(a) == 1) &&
      (stores(mk_leaf(FMT,h,oa,a), 0) <==> write_right(a) == 1) &&
      (fetches(mk_leaf(FMT,h,oa,a), 0) <==> exec_right(a) == 1);
    lemma kernel_apart: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> user_right(a) == 1 && exec_right(a) == 1 ==>
      !reaches(mk_leaf(FMT,h,oa,a), 0);
    lemma page_global: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h == 0 ==>
      hardware_g(h, mk_leaf(FMT,h,oa,a)) == global(a);
    lemma huge_global: \forall integer h, oa, a; leaf_ok(FMT,h,oa,a) ==> h > 0 ==>
      hardware_g(h, mk_leaf(FMT,h,oa,a)) == global(a); */
