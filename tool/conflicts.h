/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that is mapped more than once, in ways that do not go together: writable here and executable there, or with
 * different types.
 */
#ifndef TOOL_CONFLICTS_H
#define TOOL_CONFLICTS_H

#include "runs.h"

enum conflict_kind {
  CONFLICT_WX,   /* writable and executable, by two mappings */
  CONFLICT_TYPE,
  CONFLICTS,
};

/* Output addresses with a conflict, and two input addresses that show it. */
struct conflict {
  vpt_oa first, end;
  enum conflict_kind kind;
  bool seen[2];
  vpt_ia ia[2];        /* CONFLICT_WX: the writable one, the executable one; of the first address in conflict */
  unsigned type[2];    /* CONFLICT_TYPE */
  const struct tables *tables[2];
};

/* Memory that is mapped in one way: bytes, a multiple of 4096, and in the lowest 12 bits the way. */
struct extent {
  vpt_oa first;
  uint64_t bytes_and_way;
};

/* All zero: none. */
struct conflicts {
  struct extent *extents; /* the walk's own */
  size_t extent_count, extent_room;
  struct conflict *conflicts[CONFLICTS]; /* by address; none of one kind overlap */
  size_t count[CONFLICTS], room[CONFLICTS];
};

/* Finds them over all these tables together. False, after a complaint, if memory is short. */
bool conflicts_find(struct conflicts *conflicts, const struct tables tables[], unsigned count);

/* The first of this kind that the run is part of, or null. */
const struct conflict *conflicts_of(const struct conflicts *conflicts, enum conflict_kind kind,
                                    const struct tables *tables,
                                    const struct run *run);

void conflicts_free(struct conflicts *conflicts);

#endif
