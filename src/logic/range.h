/* SPDX-License-Identifier: Apache-2.0 */
/* Byte ranges of several leaves: what operations on them say, and what they need. */
#ifndef VPT_LOGIC_RANGE_H
#define VPT_LOGIC_RANGE_H

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
/* `a` is the first address of [ia, end) that is mapped, or that is not; or the end, if there is none. */
#define FIRST_MAPPED(s, ia, end, a) \
  ((ia) <= (a) <= (end) && RANGE_BARE(s, ia, a) && ((a) < (end) ==> MAPPED(s, a)))
#define FIRST_HOLE(s, ia, end, a) \
  ((ia) <= (a) <= (end) && (\forall integer x_; (ia) <= x_ < (a) ==> MAPPED(s, x_)) && ((a) < (end) ==> !MAPPED(s, a)))

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
#define MEET(s, x, y) meet(FMT, (s)->input_end, (s)->height, 0, x, y)

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
      logic integer need{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim, integer root,
                            integer H, integer limit, integer ia, integer end, integer d, integer x) =
        x >= end ? 0 :
        clip(reach(fmt, words, g, first, lim, root, H, ia, x) - pick(fmt, limit, x, x + d, end - x) +
             need(fmt, words, g, first, lim, root, H, limit, ia, end, d,
                  run_end(fmt, lim, pick(fmt, limit, x, x + d, end - x), x, end)));
    } */
#define PICK(s, x, d, end, limit) pick(FMT, limit, x, (x) + (d), (end) - (x))
#define RUN_END(s, h, x, end) run_end(FMT, (s)->input_end, h, x, end)
#define REACH(s, ia, x) reach(TABLES(s), ia, x)
#define NEED_FROM(s, ia, end, d, x, limit) need(TABLES(s), limit, ia, end, d, x)
#define NEED(s, ia, end, oa, limit) NEED_FROM(s, ia, end, (oa) - (ia), ia, limit)
/* Where walks from x on stop, since tables were made for what was mapped from ia up to x. */
#define REACHES(s, ia, x, L)                                                                        \
  (\forall integer y_; (x) <= y_ < (s)->input_end ==> HW_H(s, y_) ==                                \
     ((x) == (ia) ? \at(HW_H(s, y_), L) : least(\at(HW_H(s, y_), L), MEET(s, (x) - 1, y_))))

/* --- arguments --- */

/* [ia, end) lies in the space, and is whole pages. */
#define RANGE_IS(s, ia, end) \
  ((ia) <= (end) <= (s)->input_end && multiple(FMT, 0, ia) && multiple(FMT, 0, end))
/* What lies from oa on may be mapped there. */
#define OUTPUT_IS(s, ia, end, oa) \
  (multiple(FMT, 0, oa) && (s)->output_first <= (oa) && (oa) + ((end) - (ia)) <= (s)->output_end)

/* The offset of a range's first byte, if the space has all bytes of the range in a row; or more than any space has. */
#define RANGE_OFFSET(ia, length)                                                                         \
  ((ia) + ((length) - 1) <= 0xffffffffffffffff && OFFSET((ia) + ((length) - 1)) == OFFSET(ia) + ((length) - 1) \
     ? OFFSET(ia) : 0xffffffffffffffff)
/* The first argument of an operation on a range that is wrong, but for the attributes; of vpt_map() too. */
#define RANGE_STATUS(s, ia, length)                                                               \
  ((ia) + (length) > (s)->input_end ? VPT_ERR_IA : (ia) % size(FMT, 0) != 0 ? VPT_ERR_IA_ALIGN :   \
   (length) % size(FMT, 0) != 0 ? VPT_ERR_LENGTH : VPT_OK)
#define LEAF_MAX(s, bytes) ((bytes) == 0 ? (s)->leaf_height : leaf_height(FMT, bytes))
#define MAP_RANGE_STATUS(s, ia, oa, length, bytes)                                                \
  (LEAF_MAX(s, bytes) < 0 || LEAF_MAX(s, bytes) > (s)->leaf_height ? VPT_ERR_SIZE :                \
   RANGE_STATUS(s, ia, length) != VPT_OK ? RANGE_STATUS(s, ia, length) :                          \
   (oa) < (s)->output_first || (oa) + (length) > (s)->output_end ? VPT_ERR_OA :                    \
   (oa) % size(FMT, 0) != 0 ? VPT_ERR_OA_ALIGN : VPT_OK)

#endif
