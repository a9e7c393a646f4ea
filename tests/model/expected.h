/* SPDX-License-Identifier: Apache-2.0 */
/* How many stores and calls of hooks a call on a range makes, counted from the leaves that the model has. */
#ifndef TESTS_EXPECTED_H
#define TESTS_EXPECTED_H

#include "operation.h"

struct expected {
  uint64_t live_stores; /* that walkers can see at once */
  uint64_t invalidates; /* and as many syncs */
};

/** Of a call that succeeds on a space that is as `before` says. */
struct expected expected_of(const struct model *before, const struct operation *op);

/** Will the leaf at [ia, ia + size) be split by a call on a range? */
bool expected_split(const struct operation *op, uint64_t ia, uint64_t size);

#endif
