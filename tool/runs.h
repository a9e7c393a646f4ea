/* SPDX-License-Identifier: Apache-2.0 */
/* What a walk meets, joined into runs: entries side by side that say the same. Nothing is kept but the run at hand. */
#ifndef TOOL_RUNS_H
#define TOOL_RUNS_H

#include "filter.h"
#include "leaf.h"

struct run {
  enum event_kind kind; /* any but EVENT_TABLE */
  vpt_ia ia;
  uint64_t bytes;
  uint64_t count;       /* entries */
  struct event first;   /* the first event */
  /* EVENT_LEAF; also EVENT_FAULT, where it has an output address. */
  vpt_oa oa;            /* of the first entry */
  bool repeated;        /* all entries have the same output address; else they are side by side */
  /* EVENT_LEAF. */
  struct leaf leaf;
  uint64_t all, some;   /* bits that are set in all, in some of the effective words */
  bool narrowed;        /* the tables above take rights away that some of the leaves give */
};

/* How much memory the leaves of a run lead to. */
static inline uint64_t run_output_bytes(const struct run *run)
{
  return run->repeated ? run->first.step.bytes : run->bytes;
}

/* Is the event, a leaf if `leaf` is not null, of interest? */
bool filter_takes(const struct filter *filter, const struct tables *tables, const struct leaf *leaf,
                  const struct event *event);

struct runs {
  struct walk walk;
  const struct filter *filter;
  struct leaf_cache cache;
  struct run open;
  bool is_open;
  /* What the filter has let pass. */
  uint64_t leaves, leaf_bytes, faults, missing;
  uint64_t hidden; /* what it has not */
};

/* `filter` may be null. */
void runs_start(struct runs *runs, const struct tables *tables, const struct filter *filter);

/* The next run, in the order of input addresses; false at the end. */
bool runs_next(struct runs *runs, struct run *run);

void runs_end(struct runs *runs);

#endif
