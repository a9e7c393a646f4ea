/* SPDX-License-Identifier: Apache-2.0 */
/* What an MMU makes of the tables, and what well-formed tables are. All of it is defined over the
 * words of a window that starts at frame number `first`, for the space whose root tables start at
 * frame `root` and stand at height H. Addresses are all integers: those beyond `lim` count as 0.
 */
#ifndef VPT_LOGIC_TRANSLATION_H
#define VPT_LOGIC_TRANSLATION_H

#include "symbols.h"

/*@ axiomatic Walk {
      // The hardware's walk of x from table f at height h: the height where it stops, and the
      // entry that it finds there.
      logic integer hw_h{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                            integer f, integer h, integer x) =
        h > 0 && e_kind(fmt, h, ent(words, g, first, f, idx(fmt, lim, h, x))) == 1
        ? hw_h(fmt, words, g, first, lim, e_frame(fmt, ent(words, g, first, f, idx(fmt, lim, h, x))), h - 1, x)
        : h;
      logic integer hw_e{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                            integer f, integer h, integer x) =
        h > 0 && e_kind(fmt, h, ent(words, g, first, f, idx(fmt, lim, h, x))) == 1
        ? hw_e(fmt, words, g, first, lim, e_frame(fmt, ent(words, g, first, f, idx(fmt, lim, h, x))), h - 1, x)
        : ent(words, g, first, f, idx(fmt, lim, h, x));

      // The table that the walk of x from the root reaches at height h, or -1.
      logic integer at{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                          integer root, integer H, integer h, integer x) =
        h >= H ? root + pre(fmt, lim, H + 1, x) :
        at(fmt, words, g, first, lim, root, H, h + 1, x) >= 0 &&
        e_kind(fmt, h + 1, ent(words, g, first, at(fmt, words, g, first, lim, root, H, h + 1, x),
                               idx(fmt, lim, h + 1, x))) == 1
        ? e_frame(fmt, ent(words, g, first, at(fmt, words, g, first, lim, root, H, h + 1, x),
                           idx(fmt, lim, h + 1, x)))
        : -1;
    } */

/*@ // the leaf that maps x at height h, or 0
    logic integer leaf{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                          integer root, integer H, integer h, integer x) =
      at(fmt, words, g, first, lim, root, H, h, x) >= 0 &&
      e_kind(fmt, h, ent(words, g, first, at(fmt, words, g, first, lim, root, H, h, x),
                         idx(fmt, lim, h, x))) == 2
      ? ent(words, g, first, at(fmt, words, g, first, lim, root, H, h, x), idx(fmt, lim, h, x))
      : 0;

    predicate in_range{L}(integer fmt, uint64_t *words, integer g, integer first, integer count,
                          integer lim, integer root, integer H) =
      \forall integer h, x; 0 <= h <= H ==> at(fmt, words, g, first, lim, root, H, h, x) >= 0 ==>
        first <= at(fmt, words, g, first, lim, root, H, h, x) < first + count;
    predicate injective{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                           integer root, integer H) =
      \forall integer h, k, x, y; 0 <= h <= H ==> 0 <= k <= H ==>
        at(fmt, words, g, first, lim, root, H, h, x) >= 0 ==>
        at(fmt, words, g, first, lim, root, H, h, x) == at(fmt, words, g, first, lim, root, H, k, y) ==>
        h == k && pre(fmt, lim, h + 1, x) == pre(fmt, lim, k + 1, y);
    predicate congruent{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                           integer root, integer H) =
      \forall integer h, x, y; 0 <= h <= H ==> pre(fmt, lim, h + 1, x) == pre(fmt, lim, h + 1, y) ==>
        at(fmt, words, g, first, lim, root, H, h, x) == at(fmt, words, g, first, lim, root, H, h, y);

    // every table is in the window, and a walk of one prefix only comes to it
    predicate well_formed{L}(integer fmt, uint64_t *words, integer g, integer first, integer count,
                             integer lim, integer root, integer H) =
      in_range(fmt, words, g, first, count, lim, root, H) &&
      injective(fmt, words, g, first, lim, root, H) && congruent(fmt, words, g, first, lim, root, H);

    // no walk comes to frame c
    predicate unreached{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                           integer root, integer H, integer c) =
      \forall integer h, x; 0 <= h <= H ==> at(fmt, words, g, first, lim, root, H, h, x) != c; */

/* No table has more entries: 64 KiB of words. */
#define ENTRIES_MAX 8192

/*@ logic integer in_use(integer e) = e == 0 ? 0 : 1;
    axiomatic Count {
      // words other than 0 among the first k of frame f
      logic integer cnt{L}(uint64_t *words, integer g, integer first, integer f, integer k) =
        k <= 0 ? 0 : cnt(words, g, first, f, k - 1) + in_use(ent(words, g, first, f, k - 1));
    } */

/* --- tables and the pool they come from --- */

/*@ predicate made_leaf(integer fmt, integer h, integer i, integer e, integer from, integer end) =
      leaf_ok(fmt, h, e_oa(fmt, h, i, e), e_attr(fmt, h, e)) &&
      e == mk_leaf(fmt, h, e_oa(fmt, h, i, e), e_attr(fmt, h, e)) &&
      from <= e_oa(fmt, h, i, e) <= end - size(fmt, h); */

/*@ // every table of the space is marked used
    predicate held{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                      integer root, integer H, struct vpt_frame_info *info) =
      \forall integer h, x; 0 <= h <= H ==> at(fmt, words, g, first, lim, root, H, h, x) >= 0 ==>
        isused(info, first, at(fmt, words, g, first, lim, root, H, h, x));
    // live counts are right
    predicate counted{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                         integer root, integer H, struct vpt_frame_info *info) =
      \forall integer h, x; 0 <= h <= H ==> at(fmt, words, g, first, lim, root, H, h, x) >= 0 ==>
        uses(info, first, at(fmt, words, g, first, lim, root, H, h, x)) ==
        cnt(words, g, first, at(fmt, words, g, first, lim, root, H, h, x), entries(g));
    // no table below the root is empty, but c
    predicate filled{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                        integer root, integer H, struct vpt_frame_info *info, integer c) =
      \forall integer h, x; 0 <= h < H ==> at(fmt, words, g, first, lim, root, H, h, x) >= 0 ==>
        at(fmt, words, g, first, lim, root, H, h, x) != c ==>
        uses(info, first, at(fmt, words, g, first, lim, root, H, h, x)) != 0;
    // an invalid entry is 0
    predicate tidy{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                      integer root, integer H) =
      \forall integer h, x, i; 0 <= h <= H ==> 0 <= i < entries(g) ==>
        at(fmt, words, g, first, lim, root, H, h, x) >= 0 ==>
        e_kind(fmt, h, ent(words, g, first, at(fmt, words, g, first, lim, root, H, h, x), i)) == 0 ==>
        ent(words, g, first, at(fmt, words, g, first, lim, root, H, h, x), i) == 0;
    // entries of the root that no walk comes to are 0
    predicate bare_rim{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                          integer root, integer H) =
      \forall integer x, i; width(fmt, lim, H, H) <= i < entries(g) ==>
        ent(words, g, first, at(fmt, words, g, first, lim, root, H, H, x), i) == 0;
    // every leaf is one that the library writes, and maps output addresses in [from, end) only
    predicate own_leaves{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                            integer root, integer H, integer from, integer end) =
      0 <= from <= end <= oa_end(fmt) &&
      \forall integer h, x; 0 <= h <= H ==> leaf(fmt, words, g, first, lim, root, H, h, x) != 0 ==>
        made_leaf(fmt, h, idx(fmt, lim, h, x), leaf(fmt, words, g, first, lim, root, H, h, x), from, end);
    // a used frame that is no table of this space
    predicate foreign{L}(integer fmt, uint64_t *words, integer g, integer first, integer lim,
                         integer root, integer H, struct vpt_frame_info *info, integer c) =
      isused(info, first, c) && unreached(fmt, words, g, first, lim, root, H, c); */

#endif
