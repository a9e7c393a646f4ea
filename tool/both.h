/* SPDX-License-Identifier: Apache-2.0 */
/* What both stages together map: each run of stage 1, cut where stage 2 says something else. */
#ifndef TOOL_BOTH_H
#define TOOL_BOTH_H

#include "commands.h"
#include "leaf.h"
#include "list.h"

/* The work on one set of stage 1. */
struct both {
  const struct tables *stage1, *stage2;
  struct list list; /* of stage 1 */
  struct line line;
  uint64_t bytes;    /* that reach memory */
  uint64_t unmapped; /* that stage 2 does not map */
  uint64_t faults, missing;
  bool short_of_memory;
};

/* A part of a run of stage 1. */
struct part {
  const struct run *run;
  vpt_ia ia;
  vpt_oa ipa;      /* what stage 1 makes of it */
  uint64_t bytes;
};

/* What is left of a leaf of stage 1 behind one of stage 2. */
struct leaf both_leaf(const struct tables *stage2, const struct leaf *one, const struct leaf *two);

/* The memory type that both make together; false if the architecture does not define it, or if it is not known
 * what one of them means. */
bool both_type(const struct tables *stage1, const struct tables *stage2, const struct leaf *one, const struct leaf *two,
               char text[TEXT_BYTES]);

/* "rw- user global UC (WB, UC)": rights of both, the type that both make together, and those of each if they are
 * others; "rw- attr0 then normal-wb" if it is not known what they make together. */
void both_text(const struct tables *stage1, const struct tables *stage2, const struct leaf *one, const struct leaf *two,
               char text[TEXT_BYTES]);

/* What both make of a part, as JSON: both.c says it in lines. */
void both_json_leaf(const struct both *both, const struct part *part, const struct run *two, vpt_oa oa, uint64_t size);
void both_json_unmapped(const struct both *both, const struct part *part);
void both_json_other(const struct both *both, const struct part *part, const struct run *two);

/* Lists them; gives the exit code. The tables of stage 1 are behind stage 2. */
int both_dump(const struct invocation *invocation);

#endif
