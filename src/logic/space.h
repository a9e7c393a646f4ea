/* SPDX-License-Identifier: Apache-2.0 */
/* A space as proofs see it: the logic of translation.h and frames.h applied to the members of a `struct vpt`,
 * and the invariant of a space.
 */
#ifndef VPT_LOGIC_SPACE_H
#define VPT_LOGIC_SPACE_H

#include "translation.h"

/*@ predicate space_shape{L}(integer fmt, integer g, struct vpt *space) =
      \valid(space) && pool_shape(space->pool) &&
      \separated(space, space->pool, space->pool->info + (0 .. space->pool->count - 1),
                 space->pool->words + (0 .. slot(g, space->pool->count, 0) - 1)) &&
      space->pool->granule_log2 == g &&
      space->pool->first + space->pool->count <= frames(fmt) &&
      shape(fmt, space->input_end, space->height, space->root_count) &&
      0 <= space->leaf_height <= space->height && space->pool->first <= space->root &&
      space->root + space->root_count <= space->pool->first + space->pool->count; */
#define SHAPE(s) space_shape(FMT, GRANULE, s)

/* The members that say where the tables are; none changes in the life of a space. */
#define SAME_SPACE(s, L)                                                                       \
  ((s)->pool == \at((s)->pool, L) && SAME_POOL((s)->pool, L) && (s)->root == \at((s)->root, L) && \
   (s)->root_count == \at((s)->root_count, L) && (s)->input_end == \at((s)->input_end, L) &&   \
   (s)->height == \at((s)->height, L))

/* --- the walk --- */

/* Variables bound in a macro that has arguments end in _, so that they capture none. */

#define WORDS(s) FMT, (s)->pool->words, GRANULE, (s)->pool->first, (s)->input_end
#define TABLES(s) WORDS(s), (s)->root, (s)->height
#define PRE(s, h, x) pre(FMT, (s)->input_end, h, x)
#define IDX(s, h, x) idx(FMT, (s)->input_end, h, x)
#define KIND(h, e) e_kind(FMT, h, e)
#define ENT(s, f, i) ent((s)->pool->words, GRANULE, (s)->pool->first, f, i)
#define CNT(s, f, k) cnt((s)->pool->words, GRANULE, (s)->pool->first, f, k)
#define COUNT(s, f) CNT(s, f, entries(GRANULE))
#define AT(s, h, x) at(TABLES(s), h, x)
#define LEAF(s, h, x) leaf(TABLES(s), h, x)
#define ROOT(s, x) ((s)->root + PRE(s, (s)->height + 1, x))
#define HW_H(s, x) hw_h(WORDS(s), ROOT(s, x), (s)->height, x)
#define HW_E(s, x) hw_e(WORDS(s), ROOT(s, x), (s)->height, x)
#define IN_RANGE(s) in_range(FMT, (s)->pool->words, GRANULE, (s)->pool->first, (s)->pool->count, \
                             (s)->input_end, (s)->root, (s)->height)
#define INJECTIVE(s) injective(TABLES(s))
#define CONGRUENT(s) congruent(TABLES(s))
#define WELL_FORMED(s) (IN_RANGE(s) && INJECTIVE(s) && CONGRUENT(s))
#define UNREACHED(s, c) unreached(TABLES(s), c)

/* Where the hardware's walk of x stops, and the output address of the leaf there. */
#define HW_TABLE(s, x) AT(s, HW_H(s, x), x)
#define HW_OA(s, x) e_oa(FMT, HW_H(s, x), IDX(s, HW_H(s, x), x), HW_E(s, x))
/* `p` (a struct stop) says where the hardware's walk of x stops. */
#define STOPS(s, p, x)                                                                 \
  ((p).height == HW_H(s, x) && (p).word == HW_E(s, x) && (p).table == HW_TABLE(s, x) && \
   ON_PATH(s, (p).height, (p).table, IDX(s, (p).height, x), x) &&                       \
   (p).word == ENT(s, (p).table, IDX(s, (p).height, x)) && KIND((p).height, (p).word) != VPT_TABLE)
#define MAPPED(s, x) (KIND(HW_H(s, x), HW_E(s, x)) == VPT_LEAF)
/* Nothing is mapped in the region of ia at height h. */
#define BARE(s, h, ia) (\forall integer x_; PRE(s, h, x_) == PRE(s, h, ia) ==> !MAPPED(s, x_))
/* An address whose walk passes entry i of the table that x's walk reaches at height h. */
#define BY_ENTRY(s, h, x, i) in_entry(FMT, (s)->input_end, h, x, i)
#define IN_ROOT(s, i) in_root(FMT, (s)->input_end, (s)->height, i)
#define HIT(s, h, x, i)                                                                       \
  (PRE(s, (h) + 1, BY_ENTRY(s, h, x, i)) == PRE(s, (h) + 1, x) &&                              \
   IDX(s, h, BY_ENTRY(s, h, x, i)) == (i) && AT(s, h, BY_ENTRY(s, h, x, i)) == AT(s, h, x))
/* x is translated as it was at L. */
#define SAME_TRANSLATION(s, x, L)             \
  ((MAPPED(s, x) <==> \at(MAPPED(s, x), L)) && \
   (MAPPED(s, x) ==> HW_H(s, x) == \at(HW_H(s, x), L) && HW_E(s, x) == \at(HW_E(s, x), L)))

/* A remembered table at height h is the one that walks of its prefix come to. */
#define MEMO_AT(s, h, prefix, table)                                    \
  ((prefix) >= 0 ==> (h) <= (s)->height && (table) >= 0 &&              \
     \forall integer x; PRE(s, (h) + 1, x) == (prefix) ==> AT(s, h, x) == (table))
#define MEMO(s)                                       \
  (MEMO_AT(s, 0, (s)->leaf_prefix, (s)->leaf_table) && \
   MEMO_AT(s, 1, (s)->upper_prefix, (s)->upper_table))
#define MEMO_MEMBERS(s) \
  (s)->leaf_prefix, (s)->leaf_table, (s)->upper_prefix, (s)->upper_table, (s)->grant_last

/* f is the table at height h that the walk of ia comes to, i the index of ia there. */
#define ON_PATH(s, h, f, i, ia) \
  (0 <= (h) <= (s)->height && IN_POOL((s)->pool, f) && (f) == AT(s, h, ia) && (i) == IDX(s, h, ia))
/* Then the walks that pass entry i of f are those of the region of ia at height h. */
#define ONLY_PATH(s, h, f, i, ia)                                                     \
  ((\forall integer k_, x_; 0 <= k_ <= (s)->height ==> AT(s, k_, x_) == (f) ==>            \
     IDX(s, k_, x_) == (i) ==> k_ == (h) && PRE(s, h, x_) == PRE(s, h, ia)) &&            \
   (\forall integer x_; PRE(s, h, x_) == PRE(s, h, ia) ==> AT(s, h, x_) == (f) && IDX(s, h, x_) == (i)))

#define EMPTY(s, f) (\forall integer j_; 0 <= j_ < entries(GRANULE) ==> ENT(s, f, j_) == 0)
#define SAME_LEAVES(s, L) \
  (\forall integer k, x; 0 <= k <= (s)->height ==> LEAF(s, k, x) == \at(LEAF(s, k, x), L))

/* No walk comes to another table than at L; to none that was there at L. */
#define SAME_TABLES(s, L) \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> AT(s, k_, x_) == \at(AT(s, k_, x_), L))
#define KEPT_TABLES(s, L)                                                                     \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> \at(AT(s, k_, x_), L) >= 0 ==>          \
     AT(s, k_, x_) == \at(AT(s, k_, x_), L))
/* Since L, the table c is linked below height h in the region of ia; nothing is, from there down. */
#define LINKED(s, h, ia, c, L)                                                                \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> AT(s, k_, x_) ==                        \
     (k_ == (h) - 1 && PRE(s, h, x_) == PRE(s, h, ia) ? (c) : \at(AT(s, k_, x_), L)))
#define UNLINKED(s, h, ia, L)                                                                 \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> AT(s, k_, x_) ==                        \
     (k_ < (h) && PRE(s, h, x_) == PRE(s, h, ia) ? -1 : \at(AT(s, k_, x_), L)))
/* Since L, tables were made on the path of ia where there were none, down to height h; and no others. */
#define TABLES_BUILT(s, h, ia, L)                                                             \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> (AT(s, k_, x_) >= 0 <==>               \
     \at(AT(s, k_, x_), L) >= 0 || ((h) <= k_ && PRE(s, k_ + 1, x_) == PRE(s, k_ + 1, ia))))
/* Since L, `e` (0: none) is the leaf of the region of ia at height h, and all other leaves are the same. */
#define LEAF_CHANGED(s, h, ia, e, L)                                                          \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> LEAF(s, k_, x_) ==                      \
     (k_ == (h) && PRE(s, h, x_) == PRE(s, h, ia) ? (e) : \at(LEAF(s, k_, x_), L)))
/* All frames but c that no walk came to at L are as they were, and the others too. */
#define SAME_REACHED_BUT(s, c, L)                                                             \
  (\forall integer f_; IN_POOL((s)->pool, f_) ==> f_ != (c) ==> (UNREACHED(s, f_) <==> \at(UNREACHED(s, f_), L)))
/* Frames f and c are no tables but at heights h and h - 1. */
#define ONLY_HEIGHTS(s, f, h, c)                                                              \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==>                                         \
     (AT(s, k_, x_) == (f) ==> k_ == (h)) && (AT(s, k_, x_) == (c) ==> k_ == (h) - 1))
/* Tables of now but c were tables at L. */
#define OLD_TABLES_BUT(s, c, L)                                                               \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> AT(s, k_, x_) >= 0 ==> AT(s, k_, x_) != (c) ==> \
     AT(s, k_, x_) == \at(AT(s, k_, x_), L))
/* Tables at L but c are tables now. */
#define KEPT_TABLES_BUT(s, c, L)                                                              \
  (\forall integer k_, x_; 0 <= k_ <= (s)->height ==> \at(AT(s, k_, x_), L) >= 0 ==>          \
     \at(AT(s, k_, x_), L) != (c) ==> AT(s, k_, x_) == \at(AT(s, k_, x_), L))
/* Frames that are free now were free at L, and are neither f nor c; or they may be c, but not f. */
#define FREE_BEFORE(s, f, c, L)                                                               \
  (\forall integer f_; IN_POOL((s)->pool, f_) ==> !USED((s)->pool, f_) ==>                     \
     f_ != (f) && f_ != (c) && !\at(USED((s)->pool, f_), L))
#define FREE_BEFORE_BUT(s, c, f, L)                                                           \
  (\forall integer f_; IN_POOL((s)->pool, f_) ==> !USED((s)->pool, f_) ==>                     \
     f_ == (c) || (f_ != (f) && !\at(USED((s)->pool, f_), L)))
/* Every frame is in use, or an empty table: word by word. */
#define USED_OR_ZERO(s)                                                                       \
  (\forall integer f_, j_; IN_POOL((s)->pool, f_) ==> 0 <= j_ < entries(GRANULE) ==>           \
     USED((s)->pool, f_) || (USES((s)->pool, f_) == 0 && ENT(s, f_, j_) == 0))

/* Since L, `e` was stored in entry i of frame f, and nothing else. */
#define STORED(s, f, i, e, L)                                                                  \
  (ENT(s, f, i) == (e) &&                                                                      \
   (\forall integer c_, j_; 0 <= j_ < entries(GRANULE) ==> (c_ != (f) || j_ != (i)) ==>             \
     ENT(s, c_, j_) == \at(ENT(s, c_, j_), L)) &&                                                  \
   COUNT(s, f) == \at(COUNT(s, f), L) - in_use(\at(ENT(s, f, i), L)) + in_use(e) &&            \
   (\forall integer c_; c_ != (f) ==> COUNT(s, c_) == \at(COUNT(s, c_), L)))

/* --- the invariant --- */

#define FREE_CLEAN(s) \
  clean((s)->pool->words, (s)->pool->info, GRANULE, (s)->pool->first, (s)->pool->count)
#define HELD(s) held(TABLES(s), (s)->pool->info)
#define COUNTED(s) counted(TABLES(s), (s)->pool->info)
#define FILLED_BUT(s, c) filled(TABLES(s), (s)->pool->info, c)
#define TIDY(s) tidy(TABLES(s))
#define BARE_RIM(s) bare_rim(TABLES(s))
#define FOREIGN(s, c) foreign(TABLES(s), (s)->pool->info, c)

/* What operations write to. */
#define TABLE_WORDS(s) (s)->pool->words[0 .. slot(GRANULE, (s)->pool->count, 0) - 1]
/* Live counts, and which frames are in use. */
#define LIVE_COUNTS(s) (s)->pool->info[0 .. (s)->pool->count - 1].live, MARKS((s)->pool)
#define STACK(s) ORDER((s)->pool)

/* What holds between the steps of an operation... */
#define SOUND(s) \
  (SHAPE(s) && WELL_FORMED(s) && STACKED((s)->pool) && FREE_CLEAN(s) && HELD(s) && COUNTED(s) && TIDY(s) && \
   BARE_RIM(s))
/* ...and between operations. */
#define INV(s) (SOUND(s) && FILLED_BUT(s, -1) && MEMO(s))

/* Steps to FOREIGN_KEPT: f and c were no foreign frames at L; the counts of all frames but f are the same. */
#define FOREIGN_APART(s, f, c, L) \
  (\forall integer f_; IN_POOL((s)->pool, f_) ==> \at(FOREIGN(s, f_), L) ==> f_ != (f) && f_ != (c))
#define USES_KEPT_BUT(s, f, L)                                                                     \
  (\forall integer f_; IN_POOL((s)->pool, f_) ==> f_ != (f) ==>                                   \
     USES((s)->pool, f_) == \at(USES((s)->pool, f_), L))

/* The used frames that are not this space's are those at L, and as they were. */
#define FOREIGN_KEPT(s, L)                                                                         \
  ((\forall integer c; IN_POOL((s)->pool, c) ==> FOREIGN(s, c) ==> \at(FOREIGN(s, c), L)) &&       \
   (\forall integer c; IN_POOL((s)->pool, c) ==> \at(FOREIGN(s, c), L) ==> FOREIGN(s, c)) &&       \
   (\forall integer c; IN_POOL((s)->pool, c) ==> \at(FOREIGN(s, c), L) ==>                         \
      USES((s)->pool, c) == \at(USES((s)->pool, c), L)) &&                                         \
   (\forall integer c, j; IN_POOL((s)->pool, c) ==> \at(FOREIGN(s, c), L) ==>                      \
      0 <= j < entries(GRANULE) ==> ENT(s, c, j) == \at(ENT(s, c, j), L)))

/* No word and no count has changed. */
#define UNCHANGED(s, L)                                                           \
  ((\forall integer c, j; ENT(s, c, j) == \at(ENT(s, c, j), L)) &&                \
   (\forall integer c; USES((s)->pool, c) == \at(USES((s)->pool, c), L)) &&       \
   (s)->pool->free == \at((s)->pool->free, L) && \forall integer x; SAME_TRANSLATION(s, x, L))

/* A space between two calls: every leaf in it is one of its own. */
#define OWN_LEAVES(s) own_leaves(TABLES(s), (s)->output_first, (s)->output_end)
#define VALID(s) (INV(s) && OWN_LEAVES(s))
#define OWN_LEAF(s, h, ia, e) made_leaf(FMT, h, IDX(s, h, ia), e, (s)->output_first, (s)->output_end)
#define MAY_MAP(s, h, oa, attr) \
  (leaf_ok(FMT, h, oa, attr) && (s)->output_first <= (oa) <= (s)->output_end - size(FMT, h))

/* Inside the region of ia at height h the leaf `e` translates, outside all is as it was at L. */
#define ONLY_LEAF(s, h, ia, e, L)                                                                  \
  ((\forall integer x_; PRE(s, h, x_) == PRE(s, h, ia) ==> HW_H(s, x_) == (h) && HW_E(s, x_) == (e)) && \
   (\forall integer x_; PRE(s, h, x_) != PRE(s, h, ia) ==> SAME_TRANSLATION(s, x_, L)))
/* Inside the region of ia at height h nothing is mapped, outside all is as it was at L. */
#define ONLY_HOLE(s, h, ia, L) \
  (BARE(s, h, ia) && (\forall integer x_; PRE(s, h, x_) != PRE(s, h, ia) ==> SAME_TRANSLATION(s, x_, L)))

/* What an operation on the one leaf whose base is ia says; the leaf has to be of so many bytes, if not 0. */
#define BASE_STATUS(s, ia, bytes)                                                \
  (!MAPPED(s, ia) ? VPT_ERR_UNMAPPED :                                           \
   (bytes) != 0 && (bytes) != size(FMT, HW_H(s, ia)) ? VPT_ERR_SIZE :            \
   (ia) % size(FMT, HW_H(s, ia)) != 0 ? VPT_ERR_IN_BLOCK : VPT_OK)

/* `r` (a struct vpt_result) is the translation of ia by the leaf `e` at height h. */
/* All members but the status are 0. */
#define NO_RESULT(r) ((r).attr == 0 && (r).ia == 0 && (r).oa == 0 && (r).size == 0)
#define TRANSLATION(r, lim, ia, h, e)                                                   \
  ((r).status == VPT_OK && (r).attr == e_attr(FMT, h, e) && (r).size == size(FMT, h) &&  \
   (r).ia == start(FMT, lim, h, ia) &&                                                   \
   (r).oa == e_oa(FMT, h, idx(FMT, lim, h, ia), e) + ((ia) - start(FMT, lim, h, ia)))

#endif
