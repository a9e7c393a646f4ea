/* SPDX-License-Identifier: Apache-2.0 */
/* The walk of one input address. */
#ifndef TOOL_TRACE_H
#define TOOL_TRACE_H

#include "walk.h"

enum trace_end {
  TRACE_LEAF,    /* it translates, but for an access flag that is 0 */
  TRACE_FAULT,   /* the last step says why it does not */
  TRACE_UNREAD,  /* an entry cannot be read */
  TRACE_OUTSIDE, /* the tables do not translate such addresses */
};

struct trace {
  enum trace_end end;
  struct step steps[LEVELS_MAX]; /* from the root on */
  unsigned count;
  vpt_oa output;             /* TRACE_LEAF: the output address */
  uint64_t bytes;            /* TRACE_LEAF: from there to the end of the leaf */
  unsigned unread_height;    /* TRACE_UNREAD: of the entry */
  vpt_oa unread;             /* TRACE_UNREAD: its address */
  enum memory_answer answer; /* TRACE_UNREAD: what became of the read */
};

void trace_walk(const struct tables *tables, vpt_ia ia, struct trace *trace);

static inline const struct step *trace_last(const struct trace *trace)
{
  return &trace->steps[trace->count - 1];
}

#endif
