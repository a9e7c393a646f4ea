/* SPDX-License-Identifier: Apache-2.0 */
/* Remembers the tables that a walk has met: at which height, and under which narrowing. */
#ifndef TOOL_SEEN_H
#define TOOL_SEEN_H

#include <stddef.h>

#include "format.h"

struct seen_table {
  vpt_oa table;
  uint64_t first;          /* the offset at which it was met first */
  unsigned char height;
  unsigned char narrowing;
  bool used;               /* else the slot is free */
  bool empty;              /* it was walked, and maps nothing */
  bool marked;             /* for the walk's user */
};

/* A hash table with open addressing. All zero: empty. */
struct seen {
  struct seen_table *slots;
  size_t slot_count; /* a power of two, or 0 */
  size_t used_count;
};

/* The slot of the table under these circumstances, or null. */
struct seen_table *seen_find(const struct seen *seen, vpt_oa table, unsigned height, unsigned narrowing);

/* A slot of the table under any circumstances, or null. */
struct seen_table *seen_any(const struct seen *seen, vpt_oa table);

/* Adds the table under circumstances under which it is not there. False if memory is short. */
bool seen_add(struct seen *seen, const struct seen_table *table);

void seen_free(struct seen *seen);

#endif
