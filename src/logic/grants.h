/* SPDX-License-Identifier: Apache-2.0 */
/* What memory a space is granted, and that its leaves lead to nothing else. */
#ifndef VPT_LOGIC_GRANTS_H
#define VPT_LOGIC_GRANTS_H

#include "range.h"

/*@ // a grant of these rights and types allows leaves with these attributes: each right that they give, and their type
    predicate allows(integer rights, integer types, integer attr) =
      0 <= attr < 96 && (attr < 32 ? types : attr < 64 ? types / 2 : types / 4) % 2 == 1 &&
      attr / VPT_READ % 2 <= rights / VPT_READ % 2 && attr / VPT_WRITE % 2 <= rights / VPT_WRITE % 2 &&
      attr / VPT_EXEC % 2 <= rights / VPT_EXEC % 2 && attr / VPT_USER % 2 <= rights / VPT_USER % 2 &&
      attr / VPT_GLOBAL % 2 <= rights / VPT_GLOBAL % 2;

    // one of these grants allows a leaf with these attributes to lead to the output address a
    predicate granted{L}(struct vpt_grant *grants, integer count, integer a, integer attr) =
      \exists integer k; 0 <= k < count && grants[k].first <= a < grants[k].end &&
        allows(grants[k].rights, grants[k].types, attr);

    // none is empty, each lies in [from, to), and all are in order
    predicate in_order{L}(struct vpt_grant *grants, integer count, integer from, integer to) =
      (\forall integer k; 0 <= k < count ==> from <= grants[k].first < grants[k].end <= to) &&
      (\forall integer j, k; 0 <= j < k < count ==> grants[j].end <= grants[k].first);

    // none has a byte of [from, to)
    predicate none_in{L}(struct vpt_grant *grants, integer count, integer from, integer to) =
      \forall integer k; 0 <= k < count ==> grants[k].end <= from || to <= grants[k].first; */

/* Grants that can be read, and that no call writes to. */
#define LIST_APART(s, list, n)                                                                          \
  (\valid_read((list) + (0 .. (n) - 1)) &&                                                              \
   \separated((list) + (0 .. (n) - 1), s, (s)->pool, (s)->pool->info + (0 .. (s)->pool->count - 1),     \
              (s)->pool->words + (0 .. slot(GRANULE, (s)->pool->count, 0) - 1)))
#define LIST_IN_ORDER(s, list, n) in_order(list, n, (s)->output_first, (s)->output_end)
#define FRAME_OA(p, frame) \
  ((p)->granule_log2 == 12 ? (frame) * 0x1000 : (p)->granule_log2 == 14 ? (frame) * 0x4000 : (frame) * 0x10000)
#define NO_TABLES_IN(s, list, n) \
  none_in(list, n, FRAME_OA((s)->pool, (s)->pool->first), FRAME_OA((s)->pool, (s)->pool->first + (s)->pool->count))
/* Every byte from oa on is granted with these attributes. */
#define BYTES_GRANTED(list, n, oa, bytes, attr) \
  (\forall integer a_; (oa) <= a_ < (oa) + (bytes) ==> granted(list, n, a_, attr))
/* All that is mapped leads to what is granted; all in [ia, end) would, with these attributes. */
#define LEAVES_GRANTED(s, list, n) \
  (\forall integer x_; IS_INPUT(s, x_) ==> MAPPED(s, x_) ==> granted(list, n, OUTPUT(s, x_), LEAF_ATTR(s, x_)))
#define RANGE_GRANTED(s, list, n, ia, end, attr)                                                        \
  (\forall integer x_; (ia) <= x_ < (end) ==> IS_INPUT(s, x_) ==> MAPPED(s, x_) ==>                     \
     granted(list, n, OUTPUT(s, x_), attr))

/* What holds of a space's grants between calls, if it has some. No table is granted. */
#define GRANTS_OK(s, list, n)                                                                           \
  (0 <= (n) && 0 <= (s)->output_first && LIST_APART(s, list, n) && LIST_IN_ORDER(s, list, n) &&          \
   NO_TABLES_IN(s, list, n) && LEAVES_GRANTED(s, list, n))
#define LIMITED(s) GRANTS_OK(s, (s)->grants, (s)->grant_count)
#define SAME_BOUNDS(s, L)                                                                                \
  ((s)->grants == \at((s)->grants, L) && (s)->grant_count == \at((s)->grant_count, L) &&                \
   (\forall integer k_; 0 <= k_ < (s)->grant_count ==>                                                  \
      (s)->grants[k_].first == \at((s)->grants[k_].first, L) &&                                         \
      (s)->grants[k_].end == \at((s)->grants[k_].end, L)))
#define SAME_ALLOWED(s, L)                                                                              \
  (\forall integer k_; 0 <= k_ < (s)->grant_count ==>                                                   \
     (s)->grants[k_].rights == \at((s)->grants[k_].rights, L) &&                                        \
     (s)->grants[k_].types == \at((s)->grants[k_].types, L))
#define SAME_GRANTS(s, L) (SAME_BOUNDS(s, L) && SAME_ALLOWED(s, L))
/* What is mapped leads to what was granted at L; and what was is. */
#define LEADS_TO_GRANTED(s, L)                                                                          \
  (\forall integer x_; IS_INPUT(s, x_) ==> MAPPED(s, x_) ==>                                            \
     \at(granted((s)->grants, (s)->grant_count, \at(OUTPUT(s, x_), Here), \at(LEAF_ATTR(s, x_), Here)), L))
#define GRANT_THE_SAME(s, L)                                                                            \
  (\forall integer a_, attr_; \at(granted((s)->grants, (s)->grant_count, a_, attr_), L) ==>             \
     granted((s)->grants, (s)->grant_count, a_, attr_))

#endif
