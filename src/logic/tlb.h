/* SPDX-License-Identifier: Apache-2.0 */
/* What TLBs may still remember of translations that are no more: ghost state, which only proofs see.
 *
 * `commits` says that a call changes translations at one moment: a leaf is stored only while it is 0. All other
 * stores of a call leave every translation as it is (link_table, unlink_table).
 *
 * An operation that changes a valid translation notes which addresses that concerns; a hook call that
 * covers them clears the note (proof/port/hooks.h); every public operation returns with nothing noted, and
 * no frame is taken from a pool before.
 */
#ifndef VPT_LOGIC_TLB_H
#define VPT_LOGIC_TLB_H

/*@ ghost
    unsigned long long stale_first; // old translations may be cached of [stale_first, stale_end)...
    unsigned long long stale_end;
    int stale_steps;                // ...and steps of walks through unlinked tables;
    int stale_global;               // a global leaf may be among those translations
    int commits;                    // leaves stored since the call began, or since a break was synchronised
*/

#define TLB stale_first, stale_end, stale_steps, stale_global
#define TLB_CLEAN (stale_first == stale_end && stale_steps == 0 && stale_global == 0)

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

/* May `new`, no table descriptor, be stored over `old`? The old translations must be noted before, those of a
 * leaf that was there earlier must be forgotten, and break-before-make must be kept where it is demanded. */
#define MAY_STORE(s, h, ia, old, new)                                                              \
  ((KIND(h, old) == VPT_LEAF ==> LEAF_NOTED(s, h, ia, old)) &&                                     \
   (KIND(h, new) == VPT_LEAF ==>                                                                   \
     (KIND(h, old) == VPT_LEAF ? !must_break(FMT, h, old, new) : TLB_CLEAN)))

#endif
