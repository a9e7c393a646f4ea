/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief Which input addresses are asked.
 */
#ifndef ORACLE_QUERIES_H
#define ORACLE_QUERIES_H

#include "batch.h"
#include "tables.h"

/** What is asked of each address. */
struct query_plan {
  const uint64_t *operations; /* every one of them */
  size_t operation_count;
  uint64_t align; /* addresses are multiples of this... */
  vpt_ia last;    /* ...and not above this */
  bool inside;    /* no others than the tables have */
  bool has_arena; /* the code there is run: nothing else may be */
  vpt_oa arena_oa;
  uint64_t arena_bytes;
};

/** Room that queries_make() may need at most. */
#define QUERIES_MOST(operation_count) ((TABLES_LEAVES * 10 + 2000) * (operation_count))

/** Writes the queries, and returns how many there are. */
size_t queries_make(struct tables *tables, const struct query_plan *plan, struct batch_query *out);

#endif
