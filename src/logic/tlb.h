/* SPDX-License-Identifier: Apache-2.0 */
/* What TLBs may still remember of translations that are no more: ghost state, which only proofs see.
 *
 * `commits` says that a call changes translations at one moment: a leaf is stored only while it is 0. All other
 * stores of a call leave every translation as it is (link_table, unlink_table).
 *
 * An operation that changes a valid translation notes which addresses that concerns; a hook call that
 * covers them clears the note (proof/port/hooks.h); every public operation returns with nothing noted of its space, and
 * no frame is taken from a pool before. Notes are of one space each. Those of the space that the call is for are in
 * STALE. Beside it stand those of one other space, `watched`, whichever it is: as nothing says which, what is proved of
 * it holds of every space that there is. A call changes what is noted of its own space, and of no other.
 */
#ifndef VPT_LOGIC_TLB_H
#define VPT_LOGIC_TLB_H

#include "vpt/vpt.h"

/*@ ghost
    unsigned long long stale_first; // old translations may be cached of [stale_first, stale_end)...
    unsigned long long stale_end;
    int stale_steps;                // ...and steps of walks through unlinked tables;
    int stale_global;               // a global leaf may be among those translations
    const struct vpt *noted;            // the space whose translations and walks these are...
    const struct vpt_pool *noted_pool;  // and its pool
    const struct vpt *watched;          // any space; while it is not `noted`, the same of it:
    const struct vpt_pool *aside_pool;
    unsigned long long aside_first;
    unsigned long long aside_end;
    int aside_steps;
    int aside_global;
    int commits;                    // leaves stored since the call began, or since a break was synchronised
    unsigned long long breaks;      // leaves that were invalid for a moment, as the architecture demands it

    // the log of the hooks
    unsigned long long told;            // invalidations since the call began, each with its sync behind it
    unsigned long long told_leaves;     // of those, the ones for one leaf alone: no table went, and no other leaf
    struct vpt_invalidation told_last;  // the last one
    unsigned long long told_offset;     // of its address into the space
    int asked;                          // 1: its sync has not been called yet
*/

#define STALE stale_first, stale_end, stale_steps, stale_global
#define TLB STALE, told, told_leaves, told_last, told_offset, asked
#define ASIDE aside_pool, aside_first, aside_end, aside_steps, aside_global
/* In a contract's `assigns`: a call for the space. */
#define NOTES(s) noted, noted_pool, ASIDE \from (s), (s)->pool, noted, noted_pool, watched, STALE, ASIDE
#define TLB_CLEAN (stale_first == stale_end && stale_steps == 0 && stale_global == 0)
#define ASIDE_CLEAN (aside_first == aside_end && aside_steps == 0 && aside_global == 0)
/* A call for the space has left nothing stale of it in any TLB. */
#define SYNCED(s) (noted == (s) && TLB_CLEAN)
/* There is nothing stale of the space; */
#define NOT_STALE(s) (noted == (s) ? TLB_CLEAN : watched == (s) ==> ASIDE_CLEAN)
/* of that which the last call was for, if it is of pool p; */
#define LAST_SYNCED(p) (noted_pool == (p) ==> TLB_CLEAN)
/* of any space of pool p; */
#define ALL_SYNCED(p) (LAST_SYNCED(p) && (noted != watched && aside_pool == (p) ==> ASIDE_CLEAN))
/* what calls for the space demand. */
#define READY(s) (NOT_STALE(s) && ALL_SYNCED((s)->pool))

/* The same is noted of `watched` as at L: so of every space, if that is said of whichever it is. */
#define OF_WATCHED(now, aside) (noted == watched ? (now) : (aside))
#define SAME_OF_WATCHED(now, aside, L) (OF_WATCHED(now, aside) == \at(OF_WATCHED(now, aside), L))
#define SAME_NOTES(L)                                                                           \
  (SAME_OF_WATCHED(noted_pool, aside_pool, L) && SAME_OF_WATCHED(stale_first, aside_first, L) && \
   SAME_OF_WATCHED(stale_end, aside_end, L) && SAME_OF_WATCHED(stale_steps, aside_steps, L) &&   \
   SAME_OF_WATCHED(stale_global, aside_global, L))
/* Of all spaces but s the same is noted as at L, and pools of which nothing was noted are still such. */
#define OTHERS_NOTED(s, L) \
  ((watched != (s) ==> SAME_NOTES(L)) && \forall struct vpt_pool *q_; \at(ALL_SYNCED(q_), L) ==> ALL_SYNCED(q_))

/*@ // n more than a, for a counter that stops before it would wrap around
    logic integer more(integer a, integer n) = a + n < 0xffffffffffffffff ? a + n : 0xffffffffffffffff;

    // the input address of an offset into the space: the lower ones are their own offsets, the upper ones end at 2^64
    logic integer address(integer upper_first, integer input_end, integer offset) =
      offset < upper_first ? offset : 0x10000000000000000 - input_end + offset; */

/* Since L one leaf was broken if p holds, else none. */
#define BROKEN_IF(p, L) ((p) ? breaks == more(\at(breaks, L), 1) : breaks == \at(breaks, L))
#define HOOKED(s) ((s)->hooks.invalidate != \null)
#define ADDRESS(s, offset) address((s)->upper_first, (s)->input_end, offset)
/* The lowest address of the space, as a signed number. */
#define LOWEST(s) ((s)->upper_first < (s)->input_end ? ADDRESS(s, (s)->upper_first) : 0)
/* `bytes` from the address on are those from the offset on: or all there are. */
#define PLACE_OF(s, address, bytes, offset) \
  ((address) == ADDRESS(s, offset) || ((address) == LOWEST(s) && (bytes) == (s)->input_end && (offset) == 0))
/* Since L the hooks were called n times; if the space has any. */
#define TOLD(s, n, L) (told == (HOOKED(s) ? more(\at(told, L), n) : \at(told, L)))
/* Of what they were told since L, n times it was one leaf alone; each time. */
#define ALONE(s, n, L) (told_leaves == (HOOKED(s) ? more(\at(told_leaves, L), n) : \at(told_leaves, L)))
#define TOLD_LEAVES(s, n, L) (TOLD(s, n, L) && ALONE(s, n, L))
/* Since L, when no leaf had been broken yet, they were called n times; for each leaf that was, and for what had changed
 * before it, if anything; and at most `rest` times more. */
#define TOLD_BROKEN(s, n, rest, L)                                                                  \
  (HOOKED(s) ? more(\at(told, L), (n) + breaks) <= told <= more(\at(told, L), (n) + 2 * breaks + (rest)) \
             : told == \at(told, L))
/* What they were told last. */
#define TOLD_THIS(s, address, bytes, size, only, every)                                             \
  (told_last.ia == (address) && told_last.length == (bytes) && told_last.leaf_size == (size) &&     \
   told_last.id == (s)->id && (told_last.leaf_only != 0 <==> (only)) && (told_last.global != 0 <==> (every)))
/* The same of an offset: `bytes` from there on. */
#define TOLD_LAST(s, offset, bytes, size, only, every) \
  (told_offset == (offset) && TOLD_THIS(s, ADDRESS(s, offset), bytes, size, only, every))
/* In the whole call they were called n times, if the space has any. */
#define TOLD_TIMES(s, n) (told == (HOOKED(s) ? (n) : 0))
/* In the whole call they were called once, for one leaf; `only`: no table went with it. */
#define TOLD_ONCE(s, offset, bytes, only, attr) \
  (TOLD_TIMES(s, 1) && (HOOKED(s) ==> TOLD_LAST(s, offset, bytes, bytes, only, is_global(attr))))
/* The same since L. */
#define TOLD_LEAF(s, offset, bytes, only, attr, L) \
  (TOLD(s, 1, L) && (HOOKED(s) ==> TOLD_LAST(s, offset, bytes, bytes, only, is_global(attr))))

/* Every address that was mapped at L and is translated otherwise now is noted; so are unlinked tables. */
#define NOTED(s, L)                                                                                  \
  ((\forall integer x_; 0 <= x_ < (s)->input_end ==> \at(MAPPED(s, x_), L) ==>                      \
     SAME_TRANSLATION(s, x_, L) || stale_first <= x_ < stale_end) &&                                 \
   (stale_steps == 0 ==> \forall integer k_, x_; 0 <= k_ <= (s)->height ==> \at(AT(s, k_, x_), L) >= 0 ==> \
     AT(s, k_, x_) == \at(AT(s, k_, x_), L)))

/* All addresses of the region of ia at height h are noted. */
#define REGION_NOTED(s, h, ia)                                                                     \
  (\forall integer x_; 0 <= x_ < (s)->input_end ==> PRE(s, h, x_) == PRE(s, h, ia) ==>             \
     stale_first <= x_ < stale_end)

/* The same, and whether e, its leaf, is global. */
#define LEAF_NOTED(s, h, ia, e) \
  (REGION_NOTED(s, h, ia) && (is_global(e_attr(FMT, h, e)) ==> stale_global == 1))

/* Must the leaf of ia be invalid before it has these attributes? May it not get them for that? */
#define MUST_BREAK(s, ia, attr) \
  must_break(FMT, HW_H(s, ia), HW_E(s, ia), mk_leaf(FMT, HW_H(s, ia), HW_OA(s, ia), attr))
#define CHANGE_REFUSED(s, ia, attr) ((s)->never_break != 0 && MUST_BREAK(s, ia, attr))

/* May `new`, no table descriptor, be stored over `old`? The old translations must be noted before, those of a
 * leaf that was there earlier must be forgotten, and break-before-make must be kept where it is demanded. */
#define MAY_STORE(s, h, ia, old, new)                                                              \
  ((KIND(h, old) == VPT_LEAF ==> LEAF_NOTED(s, h, ia, old)) &&                                     \
   (KIND(h, new) == VPT_LEAF ==>                                                                   \
     (KIND(h, old) == VPT_LEAF ? !must_break(FMT, h, old, new) : TLB_CLEAN)))

#endif
