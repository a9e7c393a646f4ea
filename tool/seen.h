/* SPDX-License-Identifier: Apache-2.0 */
/* Remembers the tables that a walk has met. */
#ifndef TOOL_SEEN_H
#define TOOL_SEEN_H

#include <stddef.h>

#include "format.h"

struct seen_table {
  vpt_oa table;
  vpt_ia ia;                     /* where it was met first */
  unsigned height;
  unsigned used;                 /* bit n: walked under narrowing n; 0: the slot is free */
  vpt_ia ia_under[NARROWINGS];   /* where it was met first under narrowing n */
};

/* A hash table with open addressing. All zero: empty. */
struct seen {
  struct seen_table *slots;
  size_t slot_count; /* a power of two, or 0 */
  size_t used_count;
};

/* The table's slot, to be filled in if it is free; null if memory is short. The slot stays in
 * place until the next call. */
struct seen_table *seen_slot(struct seen *seen, vpt_oa table);

/* Marks the slot as met. */
void seen_mark(struct seen_table *slot, unsigned height, unsigned narrowing, vpt_ia ia);

void seen_free(struct seen *seen);

#endif
