/* SPDX-License-Identifier: Apache-2.0 */
/* The proof of operations on ranges, for every format at once. Apart from the core's proof: their laws would only be in
 * the way there. */
#define VPT_ABSTRACT_CODEC
#include "logic/space.h"
#include "logic/range.h"

#define LAW admit lemma
#include "logic/laws.h"
#include "logic/laws_range.h"

/*@ lemma need_range{L}: \forall integer fmt, uint64_t *words, integer g, first, lim, root, H, limit, ia, end, d, x;
      need(fmt, words, g, first, lim, root, H, limit, ia, end, d, x) >= 0;
    lemma split_need_range{L}: \forall integer fmt, uint64_t *words, integer g, first, lim, root, H, limit, ia, end, x;
      split_need(fmt, words, g, first, lim, root, H, limit, ia, end, x) >= 0;
    lemma split_need_end{L}: \forall integer fmt, uint64_t *words, integer g, first, lim, root, H, limit, ia, end, x;
      x >= end ==> split_need(fmt, words, g, first, lim, root, H, limit, ia, end, x) == 0; */

#define INSTANCE(name) vpt_core_##name
#include "core/instance_range.h"
