/* SPDX-License-Identifier: Apache-2.0 */
/* Byte ranges of several leaves: what operations on them say, and what they need. */
#ifndef VPT_LOGIC_RANGE_H
#define VPT_LOGIC_RANGE_H

#include "symbols.h"
#include "parts.h"
#include "public.h"

/* --- what is promised --- */

/* x is translated as at L, whatever the size of its leaf. */
#define SAME_MEANING(s, x, L)                                                        \
  ((MAPPED(s, x) <==> \at(MAPPED(s, x), L)) &&                                        \
   (MAPPED(s, x) ==> OUTPUT(s, x) == \at(OUTPUT(s, x), L) && LEAF_ATTR(s, x) == \at(LEAF_ATTR(s, x), L)))
#define ALL_SAME_MEANING(s, L) (\forall integer x_; IS_INPUT(s, x_) ==> SAME_MEANING(s, x_, L))
/* Outside [ia, end) all is translated as at L, and by the same leaves; the same, whatever the sizes of leaves. */
#define OUTSIDE_SAME(s, ia, end, L) \
  (\forall integer x_; IS_INPUT(s, x_) ==> !((ia) <= x_ < (end)) ==> SAME_TRANSLATION(s, x_, L))
#define OUTSIDE_SAME_MEANING(s, ia, end, L) \
  (\forall integer x_; IS_INPUT(s, x_) ==> !((ia) <= x_ < (end)) ==> SAME_MEANING(s, x_, L))
/* [ia, end) is translated to what lies from oa on, with these attributes. */
#define RANGE_TRANSLATED(s, ia, end, oa, attr)                                                     \
  (\forall integer x_; (ia) <= x_ < (end) ==>                                                      \
     MAPPED(s, x_) && OUTPUT(s, x_) == (oa) + (x_ - (ia)) && LEAF_ATTR(s, x_) == (attr))
/* Nothing is mapped in [ia, end). */
#define RANGE_BARE(s, ia, end) (\forall integer x_; (ia) <= x_ < (end) ==> !MAPPED(s, x_))
/* What was mapped at L in [ia, end), and nothing else there, is mapped to the same with these attributes. */
#define RANGE_PROTECTED(s, ia, end, attr, L)                                                       \
  (\forall integer x_; (ia) <= x_ < (end) ==>                                                      \
     (MAPPED(s, x_) <==> \at(MAPPED(s, x_), L)) &&                                                  \
     (MAPPED(s, x_) ==> OUTPUT(s, x_) == \at(OUTPUT(s, x_), L) && LEAF_ATTR(s, x_) == (attr)))
/* Nothing that was mapped at L in [ia, end) had others. */
#define RANGE_HAS(s, ia, end, attr, L) \
  (\forall integer x_; (ia) <= x_ < (end) ==> \at(MAPPED(s, x_), L) ==> \at(LEAF_ATTR(s, x_), L) == (attr))
/* No leaf that was there must be invalid before it has these attributes. */
#define NO_BREAKS(s, ia, end, attr, L) \
  (\forall integer x_; (ia) <= x_ < (end) ==> \at(MAPPED(s, x_), L) ==> \at(!MUST_BREAK(s, x_, attr), L))
/* Must a leaf be invalid before a table takes its place? May leaves not be split for that, which takes frames? */
#define TABLE_BREAKS(s) (table_breaks(FMT) && (s)->resize_live == 0)
#define SPLIT_REFUSED(s, need) ((s)->never_break != 0 && TABLE_BREAKS(s) && (need) > 0)
/* Might attributes of a range not be changed at L, for its leaves or for those at its ends? */
#define PROTECT_REFUSED(s, ia, end, attr, L)                                                       \
  ((s)->never_break != 0 &&                                                                        \
   (!NO_BREAKS(s, ia, end, attr, L) || \at(TABLE_BREAKS(s) && ENDS_NEED(s, ia, end) > 0, L)))
/* Is x mapped by a global leaf; and by one that has others than these attributes? */
#define IS_GLOBAL(s, x) (MAPPED(s, x) && is_global(LEAF_ATTR(s, x)))
#define OTHER_GLOBAL(s, x, attr) (IS_GLOBAL(s, x) && LEAF_ATTR(s, x) != (attr))
/* The hooks were told last: forget from the first address of [first, end) that was mapped at L to the last; global, if
 * a leaf there was. */
#define TOLD_SPAN(s, first, end, L)                                                                   \
  (told_last.length > 0 && told_last.ia == ADDRESS(s, told_offset) && told_last.id == (s)->id &&   \
   told_last.leaf_size == 0 && (first) <= told_offset && told_offset + told_last.length <= (end) &&   \
   \at(MAPPED(s, \at(told_offset, Here)), L) &&                                                    \
   \at(MAPPED(s, \at(told_offset + told_last.length - 1, Here)), L) &&                             \
   (\forall integer x_; (first) <= x_ < (end) ==> \at(MAPPED(s, x_), L) ==>                           \
      told_offset <= x_ < told_offset + told_last.length) &&                                         \
   (told_last.global != 0 <==> \exists integer x_; (first) <= x_ < (end) && \at(IS_GLOBAL(s, x_), L)))
/* ...that has others than these attributes, and at the last at the latest. */
#define TOLD_CHANGED(s, first, end, attr, L)                                                          \
  (told_last.length > 0 && told_last.ia == ADDRESS(s, told_offset) && told_last.id == (s)->id &&   \
   told_last.leaf_size == 0 && (first) <= told_offset && told_offset + told_last.length <= (end) &&   \
   \at(MAPPED(s, \at(told_offset, Here)) && LEAF_ATTR(s, \at(told_offset, Here)) != (attr), L) &&  \
   told_last.leaf_only != 0 &&                                                                      \
   (\forall integer x_; (first) <= x_ < (end) ==> \at(MAPPED(s, x_) && LEAF_ATTR(s, x_) != (attr), L) ==> \
      told_offset <= x_ < told_offset + told_last.length) &&                                         \
   (told_last.global != 0 <==> \exists integer x_; (first) <= x_ < (end) && \at(OTHER_GLOBAL(s, x_, attr), L)))
/* `a` is the first address of [ia, end) that is mapped, or that is not; or the end, if there is none. */
#define FIRST_MAPPED(s, ia, end, a) \
  ((ia) <= (a) <= (end) && RANGE_BARE(s, ia, a) && ((a) < (end) ==> MAPPED(s, a)))
#define FIRST_HOLE(s, ia, end, a)                                                                  \
  ((ia) <= (a) <= (end) && (\forall integer x_; (ia) <= x_ < (a) ==> MAPPED(s, x_)) &&             \
   ((a) < (end) ==> !MAPPED(s, a)))

/* --- a leaf comes apart --- */

/* Entries of frame f as a table at height h: none leads to another table; all are leaves; they are the PARTS of a leaf
 * at height h + 1 that maps what lies from oa on. */
#define NO_TABLES(s, h, f) (\forall integer j_; 0 <= j_ < entries(GRANULE) ==> KIND(h, ENT(s, f, j_)) != VPT_TABLE)
#define ALL_LEAVES(s, h, f) (\forall integer j_; 0 <= j_ < entries(GRANULE) ==> KIND(h, ENT(s, f, j_)) == VPT_LEAF)
#define PARTS_UP_TO(s, h, f, n, oa, attr) \
  (\forall integer j_; 0 <= j_ < (n) ==> ENT(s, f, j_) == mk_leaf(FMT, h, part_oa(FMT, h, oa, j_), attr))
#define PARTS(s, h, f, oa, attr) PARTS_UP_TO(s, h, f, entries(GRANULE), oa, attr)
#define EMPTY_FROM(s, f, n) (\forall integer j_; (n) <= j_ < entries(GRANULE) ==> ENT(s, f, j_) == 0)
/* No other frame than f has changed since L, nor what is counted in it. */
#define OTHER_WORDS_SAME(s, f, L)                                                             \
  (\forall integer c_, j_; 0 <= j_ < entries(GRANULE) ==> c_ != (f) ==>                      \
     ENT(s, c_, j_) == \at(ENT(s, c_, j_), L))
#define OTHER_COUNTS_SAME(s, f, L) (\forall integer c_; c_ != (f) ==> COUNT(s, c_) == \at(COUNT(s, c_), L))

#define LEAF_WORD(h, e) (KIND(h, e) == VPT_LEAF ? (e) : 0)
/* All leaves in the region of ia at height h are those of the table c at height h - 1; are the parts of one. */
#define LEAVES_OF_TABLE(s, h, ia, c)                                                          \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> PRE(s, h, x_) == PRE(s, h, ia) ==>      \
     LEAF(s, k_, x_) == (k_ == (h) - 1 ? LEAF_WORD(k_, ENT(s, c, IDX(s, k_, x_))) : 0))
#define LEAVES_ARE_PARTS(s, h, ia, oa, attr)                                                  \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> PRE(s, h, x_) == PRE(s, h, ia) ==>      \
     LEAF(s, k_, x_) == (k_ == (h) - 1 ? mk_leaf(FMT, k_, part_oa(FMT, k_, oa, IDX(s, k_, x_)), attr) : 0))
/* Outside the region of ia at height h, all leaves are those at L; so are all tables. */
#define OTHER_LEAVES_SAME(s, h, ia, L)                                                        \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> PRE(s, h, x_) != PRE(s, h, ia) ==>      \
     LEAF(s, k_, x_) == \at(LEAF(s, k_, x_), L))
#define OTHER_TABLES_SAME(s, h, ia, L)                                                        \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> PRE(s, h, x_) != PRE(s, h, ia) ==>      \
     AT(s, k_, x_) == \at(AT(s, k_, x_), L))
/* Steps to TIDY: what it says of the table f, and of all tables but f and c. */
#define TIDY_TABLE(s, f)                                                                      \
  (\forall integer k_, x_, j_; 0 <= k_ <= (s)->height ==> AT(s, k_, x_) == (f) ==>            \
     0 <= j_ < entries(GRANULE) ==> KIND(k_, ENT(s, AT(s, k_, x_), j_)) == VPT_INVALID ==>     \
     ENT(s, AT(s, k_, x_), j_) == 0)
#define TIDY_BUT(s, f, c)                                                                     \
  (\forall integer k_, x_, j_; 0 <= k_ <= (s)->height ==> AT(s, k_, x_) >= 0 ==>              \
     AT(s, k_, x_) != (f) ==> AT(s, k_, x_) != (c) ==> 0 <= j_ < entries(GRANULE) ==>          \
     KIND(k_, ENT(s, AT(s, k_, x_), j_)) == VPT_INVALID ==> ENT(s, AT(s, k_, x_), j_) == 0)

/* --- leaves at the ends of a range --- */

/* No leaf has ia inside it. */
#define EDGE(s, ia) (MAPPED(s, ia) ==> START(s, HW_H(s, ia), ia) == (ia))
/* No leaf lies partly inside [ia, end). */
#define WHOLE_LEAVES(s, ia, end)                                                              \
  (\forall integer x_; IS_INPUT(s, x_) ==> (ia) <= x_ < (end) ==> MAPPED(s, x_) ==>           \
     (ia) <= START(s, HW_H(s, x_), x_) && START(s, HW_H(s, x_), x_) + LEAF_SIZE(s, x_) <= (end))

/*@ logic integer least(integer a, integer b) = a < b ? a : b;
    logic integer greatest(integer a, integer b) = a < b ? b : a;
    logic integer clip(integer n) = n < 0 ? 0 : n; */
/*@ axiomatic Grid {
      // the greatest height, h at most, of a region that starts at x
      logic integer grid(integer fmt, integer h, integer x) =
        h <= 0 ? 0 : x % size(fmt, h) == 0 ? h : grid(fmt, h - 1, x);
      // least height from k on of a table that both x and y come to; H: the root's
      logic integer meet(integer fmt, integer lim, integer H, integer k, integer x, integer y) =
        k >= H ? H : pre(fmt, lim, k + 1, x) == pre(fmt, lim, k + 1, y) ? k : meet(fmt, lim, H, k + 1, x, y);
    } */
#define GRID(h, x) grid(FMT, h, x)
#define MEET_FROM(s, k, x, y) meet(FMT, (s)->input_end, (s)->height, k, x, y)
#define MEET(s, x, y) MEET_FROM(s, 0, x, y)

/* Frames that it takes until no leaf has ia inside it: one for each height that the leaf comes down. */
#define CUT_NEED(s, ia) (MAPPED(s, ia) ? HW_H(s, ia) - GRID(HW_H(s, ia), ia) : 0)
/* Where the walk of y stops once that is done: y lies in the same leaf as ia, or is none of its business. */
#define CUT_HEIGHT(s, ia, y)                                                                        \
  (MAPPED(s, ia) && PRE(s, HW_H(s, ia), y) == PRE(s, HW_H(s, ia), ia)                               \
     ? greatest(GRID(HW_H(s, ia), ia), least(HW_H(s, ia), MEET(s, ia, y))) : HW_H(s, y))
#define CUT_HEIGHT_SAME(s, ia, y, L) (CUT_HEIGHT(s, ia, y) == \at(CUT_HEIGHT(s, ia, y), L))
/* The same frames at the other end after that. */
#define CUT_REST(s, ia, end)                                                                        \
  ((end) < (s)->input_end && MAPPED(s, end)                                                         \
     ? CUT_HEIGHT(s, ia, end) - GRID(CUT_HEIGHT(s, ia, end), end) : 0)
/* Frames that both ends of [ia, end) take together. */
#define ENDS_NEED(s, ia, end) (CUT_NEED(s, ia) + CUT_REST(s, ia, end))

/* --- mapping: which leaves, and how many frames --- */

/*@ // may a leaf at height h map `bytes` bytes, or fewer, from x on to those from oa on?
    predicate fits(integer fmt, integer h, integer x, integer oa, integer bytes) =
      leaf_height(fmt, size(fmt, h)) == h && multiple(fmt, h, x) && multiple(fmt, h, oa) && size(fmt, h) <= bytes; */
/*@ axiomatic Pick {
      // height of the largest such leaf, h at most
      logic integer pick(integer fmt, integer h, integer x, integer oa, integer bytes) =
        h <= 0 ? 0 :
        leaf_height(fmt, size(fmt, h)) == h && x % size(fmt, h) == 0 && oa % size(fmt, h) == 0 && size(fmt, h) <= bytes
          ? h : pick(fmt, h - 1, x, oa, bytes);
    } */
/*@ // Leaves at height h from x on: where their table's region ends, or where no whole one is left before `end`.
    logic integer run_end(integer fmt, integer lim, integer h, integer x, integer end) =
      start(fmt, lim, h + 1, x) + size(fmt, h + 1) <= end ? start(fmt, lim, h + 1, x) + size(fmt, h + 1)
                                                          : start(fmt, end + 1, h, end);
    // where the walk of x stops when all from ia up to x are mapped
    logic integer reach{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                           integer root, integer H, integer ia, integer x) =
      x == ia ? hw_h(fmt, words, g, first, lim, root + pre(fmt, lim, H + 1, x), H, x) :
      least(hw_h(fmt, words, g, first, lim, root + pre(fmt, lim, H + 1, x), H, x), meet(fmt, lim, H, 0, x - 1, x)); */
/*@ axiomatic Need {
      // frames that mapping [x, end) takes, of a range that starts at ia; to output addresses d away
      logic integer need{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                            integer root, integer H, integer limit, integer ia, integer end, integer d, integer x) =
        x >= end ? 0 :
        clip(reach(fmt, words, g, first, lim, root, H, ia, x) - pick(fmt, limit, x, x + d, end - x) +
             need(fmt, words, g, first, lim, root, H, limit, ia, end, d,
                  run_end(fmt, lim, pick(fmt, limit, x, x + d, end - x), x, end)));
    } */
#define PICK(s, x, d, end, limit) pick(FMT, limit, x, (x) + (d), (end) - (x))
#define RUN_END(s, h, x, end) run_end(FMT, (s)->input_end, h, x, end)
/* All of [x, next) is translated by one table at height h; and may be, by leaves of it. */
#define ONE_TABLE(s, h, x, next) \
  (\forall integer y_; (x) <= y_ < (next) ==> PRE(s, (h) + 1, y_) == PRE(s, (h) + 1, x))
#define RUN_IS(s, h, x, next)                                                                      \
  (0 <= (h) <= (s)->height && (x) < (next) <= (s)->input_end &&                                    \
   multiple(FMT, h, x) && multiple(FMT, h, next) && ONE_TABLE(s, h, x, next))
#define REACH(s, ia, x) reach(TABLES(s), ia, x)
#define NEED_FROM(s, ia, end, d, x, limit) need(TABLES(s), limit, ia, end, d, x)
#define NEED(s, ia, end, oa, limit) NEED_FROM(s, ia, end, (oa) - (ia), ia, limit)
/* Where walks from x on stop, since tables were made for what was mapped from ia up to x. */
#define REACHES(s, ia, x, L)                                                                        \
  (\forall integer y_; (x) <= y_ < (s)->input_end ==> HW_H(s, y_) ==                                \
     ((x) == (ia) ? \at(HW_H(s, y_), L) : least(\at(HW_H(s, y_), L), MEET(s, (x) - 1, y_))))

/*@ // n of the frames that were free `before` are taken; a predicate, so that no proof solves it for another variable
    predicate took(integer n, integer before, integer now) = now == before - n; */
#define TOOK(s, n, L) took(n, \at((s)->pool->free, L), (s)->pool->free)
/* Since L, tables were made on the way to x where there were none: walks from `next` on stop where they did, or in
 * those that they share with x. */
#define STOPS_SHARED(s, x, next, L)                                                                 \
  (\forall integer y_; (next) <= y_ < (s)->input_end ==>                                            \
     HW_H(s, y_) == least(\at(HW_H(s, y_), L), MEET(s, x, y_)))

/* --- splitting: until no leaf is larger --- */

/* No leaf above height `limit` maps x; maps any of [ia, end). */
#define SPLIT_AT(s, limit, x) (MAPPED(s, x) ==> HW_H(s, x) <= (limit))
#define RANGE_SPLIT(s, ia, end, limit) (\forall integer x_; (ia) <= x_ < (end) ==> SPLIT_AT(s, limit, x_))
/* The region of x at height h has an address of [ia, end). */
#define REGION_MEETS(s, h, x, ia, end) (START(s, h, x) < (end) && (ia) < START(s, h, x) + size(FMT, h))
/* Since L, leaves above height `limit` were split, each as far down as what was split has an address of [ia, end), and
 * no other. */
#define ONLY_SPLIT(s, ia, end, limit, L)                                                            \
  ((\forall integer x_; IS_INPUT(s, x_) ==> HW_H(s, x_) <= \at(HW_H(s, x_), L)) &&                 \
   (\forall integer k_, x_; IS_INPUT(s, x_) ==> HW_H(s, x_) < k_ <= \at(HW_H(s, x_), L) ==>         \
      \at(MAPPED(s, x_), L) && (limit) < k_ && REGION_MEETS(s, k_, x_, ia, end)))

/*@ // where the table at height h ends that translates x
    logic integer table_after(integer fmt, integer lim, integer h, integer x) =
      start(fmt, lim, h + 1, x) + size(fmt, h + 1);
    // tables below the leaf of x whose first address in a range that starts at ia is x
    logic integer split_tables{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                                  integer root, integer H, integer limit, integer ia, integer x) =
      e_kind(fmt, hw_h(fmt, words, g, first, lim, root + pre(fmt, lim, H + 1, x), H, x),
             hw_e(fmt, words, g, first, lim, root + pre(fmt, lim, H + 1, x), H, x)) == 2 &&
      limit < hw_h(fmt, words, g, first, lim, root + pre(fmt, lim, H + 1, x), H, x) ?
      (x == ia ? hw_h(fmt, words, g, first, lim, root + pre(fmt, lim, H + 1, x), H, x)
               : grid(fmt, hw_h(fmt, words, g, first, lim, root + pre(fmt, lim, H + 1, x), H, x), x)) - limit : 0; */
/*@ axiomatic SplitNeed {
      // frames that it takes until no leaf above height `limit` maps any of [x, end), of a range that starts at ia
      logic integer split_need{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                                  integer root, integer H, integer limit, integer ia, integer end, integer x) =
        x >= end ? 0 :
        clip(split_tables(fmt, words, g, first, lim, root, H, limit, ia, x) +
             split_need(fmt, words, g, first, lim, root, H, limit, ia, end,
                        start(fmt, lim, limit + 1, x) + size(fmt, limit + 1)));
    } */
#define TABLE_AFTER(s, h, x) table_after(FMT, (s)->input_end, h, x)
#define SPLIT_TABLES(s, ia, x, limit) split_tables(TABLES(s), limit, ia, x)
#define SPLIT_NEED_FROM(s, ia, end, x, limit) split_need(TABLES(s), limit, ia, end, x)
#define SPLIT_NEED(s, ia, end, limit) SPLIT_NEED_FROM(s, ia, end, ia, limit)
/* x is where a count of such tables may go on. */
#define SPLIT_FROM(ia, end, x, limit) ((x) == (ia) || (x) == (end) || multiple(FMT, (limit) + 1, x))

/* --- entries of one table --- */

/* [ia, end) is whole entries of the table f at height h, and of no other. */
#define ENTRIES_ARE(s, h, f, ia, end)                                                              \
  (ON_PATH(s, h, f, IDX(s, h, ia), ia) && (ia) < (end) <= (s)->input_end && multiple(FMT, h, ia) && \
   multiple(FMT, h, end) && ONE_TABLE(s, h, ia, end))
/* The entry of x in the table f at height h. */
#define ENTRY_OF(s, h, f, x) ENT(s, f, IDX(s, h, x))
/* These entries are 0; are leaves; are all global, or all not. */
#define ENTRIES_EMPTY(s, h, f, ia, end) (\forall integer x_; (ia) <= x_ < (end) ==> ENTRY_OF(s, h, f, x_) == 0)
#define ENTRIES_LEAVES(s, h, f, ia, end) \
  (\forall integer x_; (ia) <= x_ < (end) ==> KIND(h, ENTRY_OF(s, h, f, x_)) == VPT_LEAF)
#define LEAF_GLOBAL(h, e) is_global(e_attr(FMT, h, e))
#define ENTRIES_GLOBAL(s, h, f, ia, end, global) \
  (\forall integer x_; (ia) <= x_ < (end) ==> (LEAF_GLOBAL(h, ENTRY_OF(s, h, f, x_)) <==> (global) != 0))
/* All of them are noted. */
#define ENTRIES_NOTED(s, h, f, ia, end)                                                            \
  (stale_first <= (ia) && (end) <= stale_end &&                                                    \
   (\forall integer x_; (ia) <= x_ < (end) ==> LEAF_GLOBAL(h, ENTRY_OF(s, h, f, x_)) ==> stale_global == 1))
/* These entries have these attributes; all addresses are mapped by leaves at height h. */
#define ENTRIES_ATTR(s, h, f, ia, end, attr) \
  (\forall integer x_; (ia) <= x_ < (end) ==> e_attr(FMT, h, ENTRY_OF(s, h, f, x_)) == (attr))
#define ALL_LEAF(s, h, ia, end) (\forall integer x_; (ia) <= x_ < (end) ==> LEAF(s, h, x_) != 0)
/* Entry i, the leaf `e`, with other attributes; may it get them in place? It gets them so, and is global, or not. */
#define NEW_LEAF(h, i, e, attr) mk_leaf(FMT, h, e_oa(FMT, h, i, e), attr)
#define MAY_CHANGE(h, i, e, attr) (!must_break(FMT, h, e, NEW_LEAF(h, i, e, attr)))
#define CHANGES_AT(h, i, e, attr, global) \
  (KIND(h, e) == VPT_LEAF && MAY_CHANGE(h, i, e, attr) && (LEAF_GLOBAL(h, e) <==> (global) != 0) && \
   NEW_LEAF(h, i, e, attr) != (e))
/* Since L, in [ia, end) the leaves at height h are new ones, which map what lies from oa on; are gone; have got these
 * attributes. All other leaves are the same. */
#define LEAVES_FILLED(s, h, ia, end, oa, attr, L)                                                  \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> IS_INPUT(s, x_) ==> LEAF(s, k_, x_) ==       \
     (k_ == (h) && (ia) <= x_ < (end) ? mk_leaf(FMT, h, (oa) + (START(s, h, x_) - (ia)), attr)     \
                                      : \at(LEAF(s, k_, x_), L)))
#define LEAVES_CLEARED(s, h, ia, end, L)                                                           \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> IS_INPUT(s, x_) ==> LEAF(s, k_, x_) ==       \
     (k_ == (h) && (ia) <= x_ < (end) ? 0 : \at(LEAF(s, k_, x_), L)))
#define LEAVES_CHANGED(s, h, ia, end, attr, L)                                                     \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> IS_INPUT(s, x_) ==> LEAF(s, k_, x_) ==       \
     (k_ == (h) && (ia) <= x_ < (end) ? NEW_LEAF(h, IDX(s, h, x_), \at(LEAF(s, k_, x_), L), attr)  \
                                      : \at(LEAF(s, k_, x_), L)))
/* Since L, no entry of another frame than f has changed. */
#define FRAMES_KEPT_BUT(s, f, L)                                                                       \
  ((\forall integer c_, j_; c_ != (f) ==> 0 <= j_ < entries(GRANULE) ==>                           \
      ENT(s, c_, j_) == \at(ENT(s, c_, j_), L)) &&                                                 \
   (\forall integer c_; c_ != (f) ==> COUNT(s, c_) == \at(COUNT(s, c_), L)))
/* Every entry of f, a table at height h, is 0 if it is invalid. */
#define TIDY_AT(s, h, f)                                                                           \
  (\forall integer j_; 0 <= j_ < entries(GRANULE) ==> KIND(h, ENT(s, f, j_)) == VPT_INVALID ==>    \
     ENT(s, f, j_) == 0)

/* --- arguments --- */

/* [ia, end) lies in the space, and is whole pages. */
#define RANGE_IS(s, ia, end) \
  ((ia) <= (end) <= (s)->input_end && multiple(FMT, 0, ia) && multiple(FMT, 0, end))
/* What lies from oa on may be mapped there. */
#define OUTPUT_IS(s, ia, end, oa) \
  (multiple(FMT, 0, oa) && (s)->output_first <= (oa) && (oa) + ((end) - (ia)) <= (s)->output_end)

/*@ // the offset of a range's first byte, if the space has all bytes of the range in a row: the first and the last have
    // the offsets `first` and `last`; or more than any space has. Of a range without bytes nothing is asked
    logic integer range_offset(integer ia, integer length, integer first, integer last) =
      length == 0 ? ia :
      ia + (length - 1) <= 0xffffffffffffffff && last == first + (length - 1) ? first : 0xffffffffffffffff; */
#define FIRST_OFFSET(ia, length) range_offset(ia, length, OFFSET(ia), OFFSET((ia) + ((length) - 1)))
/* When the function was called: the space has the same addresses afterwards, but that is one step more to see. */
#define RANGE_OFFSET(ia, length) \at(FIRST_OFFSET(ia, length), Pre)
/*@ // the offset of the input address a, if that of ia is `first` and no hole lies between; a may be the address 0
    // after the last one
    logic integer offset_after(integer ia, integer first, integer a) =
      a >= ia ? first + (a - ia) : first + (0x10000000000000000 - ia + a); */
/* The offset of a, an address of the range or its end. */
#define OFFSET_AFTER(ia, length, a) offset_after(ia, RANGE_OFFSET(ia, length), a)
/* The first argument of an operation on a range that is wrong, but for the attributes. */
#define RANGE_STATUS(s, ia, length)                                                               \
  ((ia) + (length) > (s)->input_end ? VPT_ERR_IA : (ia) % size(FMT, 0) != 0 ? VPT_ERR_IA_ALIGN :   \
   (length) % size(FMT, 0) != 0 ? VPT_ERR_LENGTH : VPT_OK)
/* Height of the largest leaves that vpt_map() may use, or none that the space has. */
#define LEAF_MAX(s, bytes) ((bytes) == 0 ? (s)->leaf_height : leaf_height(FMT, bytes))
/* `limit` is that height, or -1: the space has no such leaves. */
#define LIMIT_IS(s, bytes, limit) \
  ((limit) == (LEAF_MAX(s, bytes) > (s)->leaf_height ? -1 : LEAF_MAX(s, bytes)))
/* The first argument of vpt_map() that is wrong, but for the attributes. */
#define MAP_RANGE_STATUS(s, ia, oa, length, bytes)                                                \
  (LEAF_MAX(s, bytes) < 0 || LEAF_MAX(s, bytes) > (s)->leaf_height ? VPT_ERR_SIZE :                \
   RANGE_STATUS(s, ia, length) != VPT_OK ? RANGE_STATUS(s, ia, length) :                          \
   (oa) < (s)->output_first || (oa) + (length) > (s)->output_end ? VPT_ERR_OA :                    \
   (oa) % size(FMT, 0) != 0 ? VPT_ERR_OA_ALIGN : VPT_OK)
/* The first argument of vpt_split() that is wrong. */
#define SPLIT_STATUS(s, ia, length, bytes) \
  (LEAF_MAX(s, bytes) < 0 || LEAF_MAX(s, bytes) > (s)->leaf_height ? VPT_ERR_SIZE : RANGE_STATUS(s, ia, length))
/* No argument is wrong, and there is something to do; `a` is the offset of the range. */
#define RANGE_GOOD(s, a, length) ((length) > 0 && RANGE_STATUS(s, a, length) == VPT_OK)
#define PROTECT_GOOD(s, a, length, attr) (RANGE_GOOD(s, a, length) && attr_ok(FMT, attr))
#define SPLIT_GOOD(s, a, length, bytes) ((length) > 0 && SPLIT_STATUS(s, a, length, bytes) == VPT_OK)
#define MAP_GOOD(s, a, oa, length, attr, bytes) \
  ((length) > 0 && MAP_RANGE_STATUS(s, a, oa, length, bytes) == VPT_OK && attr_ok(FMT, attr))
/* What is left of a range, [rest, end), is one as well, if it is anything, and unmapping it takes no frame. */
#define REST_READY(s, rest, end) \
  ((rest) < (end) ==> RANGE_IS(s, rest, end) && ENDS_NEED(s, rest, end) == 0)

/* --- runs --- */

/* Where runs of offsets that begin at x end at the latest: with the half that x lies in. */
#define HALF_END(s, x) ((x) < (s)->upper_first ? least((s)->upper_first, (s)->input_end) : (s)->input_end)
#define RUN_LIMIT(s, x, length) least((x) + (length), HALF_END(s, x))
/* y goes on with a run of these attributes that maps x to oa. */
#define GOES_ON(s, x, oa, attr, y) (MAPPED(s, y) && OUTPUT(s, y) == (oa) + ((y) - (x)) && LEAF_ATTR(s, y) == (attr))
/* What lies from x on is the region of x at height h, and one entry translates it. */
#define ONE_ENTRY(s, h, x)                                                                          \
  ((\forall integer x_; (x) <= x_ < (x) + size(FMT, h) ==> PRE(s, h, x_) == PRE(s, h, x)) &&        \
   (\forall integer x_; IS_INPUT(s, x_) ==> PRE(s, h, x_) == PRE(s, h, x) ==> START(s, h, x_) == (x) && \
      HW_H(s, x_) == HW_H(s, x) && HW_E(s, x_) == HW_E(s, x) && IDX(s, h, x_) == IDX(s, h, x)))
/* All of [x, end) does, by leaves at height h. */
#define LEAVES_GO_ON(s, h, x, end, oa, attr)                                                       \
  (\forall integer x_; (x) <= x_ < (end) ==> HW_H(s, x_) == (h) && GOES_ON(s, x, oa, attr, x_))
/* `bytes` is the size of all leaves that map [x, end); or 0, and at least two differ. */
#define LEAF_SIZES(s, bytes, x, end)                                                               \
  ((bytes) != 0 ? (bytes) == LEAF_SIZE(s, x) &&                                                    \
                  (\forall integer x_; (x) <= x_ < (end) ==> LEAF_SIZE(s, x_) == (bytes))          \
                : (\exists integer x_; (x) <= x_ < (end) && LEAF_SIZE(s, x_) != LEAF_SIZE(s, x)))
/* `r` (a struct vpt_run) is the run that starts at x and ends at `end` at the latest; before, only where it must. */
#define MAPPED_RUN(s, r, x, end)                                                                         \
  (0 < (r).length <= (end) - (x) && RANGE_TRANSLATED(s, x, (x) + (r).length, (r).oa, (r).attr) &&        \
   ((x) + (r).length < (end) ==> !GOES_ON(s, x, (r).oa, (r).attr, (x) + (r).length)))
#define HOLE_RUN(s, r, x, end)                                                                           \
  (0 < (r).length <= (end) - (x) && RANGE_BARE(s, x, (x) + (r).length) &&                                \
   ((x) + (r).length < (end) ==> MAPPED(s, (x) + (r).length)) &&                                         \
   (r).oa == 0 && (r).attr == 0 && (r).leaf_size == 0)
/* Its leaves have the size that it says. */
#define RUN_SIZES(s, r, x) LEAF_SIZES(s, (r).leaf_size, x, (x) + (r).length)

#endif
