/* SPDX-License-Identifier: Apache-2.0 */
/* Random calls: mostly sensible ones on a small set of addresses, so that they meet each other. */
#ifndef TESTS_OPERATION_H
#define TESTS_OPERATION_H

#include "model.h"
#include "random.h"

enum operation_kind {
  OP_MAP,
  OP_UNMAP,
  OP_PROTECT,
  OP_QUERY,
  OP_DESTROY,
  OP_INIT,
  OP_MAP_RANGE, /* from here on: calls on ranges */
  OP_UNMAP_RANGE,
  OP_UNMAP_SOME,
  OP_PROTECT_RANGE,
  OP_SPLIT_RANGE,
  OP_MAP_CHECK,
  OP_NEXT_RUN,
};

/** One call and its arguments; those that the call does not have are ignored. */
struct operation {
  enum operation_kind kind;
  unsigned space;           /* which one */
  struct translation leaf;  /* input address, output address, size (of an unmap and a protect: or 0), attributes */
  struct model_range range; /* of a call on a range */
};

static inline bool is_on_range(const struct operation *op)
{
  return op->kind >= OP_MAP_RANGE;
}

enum { INTEREST_MAX = 512 };

/** The page addresses that operations use, in `ia`; returns how many there are. */
unsigned operation_addresses(const struct vpt_geometry *geometry, uint64_t ia[INTEREST_MAX]);

/** Draws a call on a space that is as `model` says. */
struct operation operation_draw(struct random *random, const struct model *model, unsigned space);

#endif
