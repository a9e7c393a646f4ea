/* SPDX-License-Identifier: Apache-2.0 */
/* Leaves, collected into runs: side by side in input and output addresses, alike otherwise. */
#ifndef TOOL_RUNS_H
#define TOOL_RUNS_H

#include <stddef.h>

#include "walk.h"

/* What a run is noted for. */
#define RUN_SHARED 1U              /* not leaves, but a table that is listed elsewhere */
#define RUN_WRITABLE_EXECUTABLE 2U
#define RUN_ALIAS 4U               /* another run maps some of the same output addresses */
#define RUN_NARROWED 8U            /* the tables above take rights away that the leaves give */
#define RUN_NO_ACCESS_FLAG 16U
#define RUN_OTHER_RIGHTS 32U       /* RUN_SHARED: but under other table descriptors */

struct run {
  vpt_ia ia;
  vpt_oa oa;          /* RUN_SHARED: the table */
  uint64_t bytes;
  uint64_t leaf_bytes; /* RUN_SHARED: 0 */
  uint64_t word;       /* of a leaf, with its effective attributes; output address 0 */
  vpt_ia other;        /* RUN_ALIAS: an input address with an output address of this run;
                          RUN_SHARED: where the table is listed */
  vpt_attr attr;
  uint8_t flags;
  bool exact;          /* `attr` says all there is to say */
};

struct runs {
  struct run *runs;
  size_t count;
  size_t room;
};

/* Adds a leaf, or a table listed elsewhere. Of repeated leaves, which follow such a table, no run is
 * made: they are noted at the table. False if memory is short. */
bool runs_add_leaf(struct runs *runs, const struct walk *walk, const struct step *step);
bool runs_add_shared(struct runs *runs, const struct walk *walk, const struct step *step,
                     uint64_t before, bool other_narrowing);

/* Finds the runs whose output ranges overlap. False if memory is short. */
bool runs_find_aliases(struct runs *runs);

void runs_free(struct runs *runs);

#endif
