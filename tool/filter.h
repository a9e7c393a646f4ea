/* SPDX-License-Identifier: Apache-2.0 */
/* What of tables is to be listed. */
#ifndef TOOL_FILTER_H
#define TOOL_FILTER_H

#include "vpt/vpt.h"

/* Which events are of interest. All zero: all. */
struct filter {
  bool by_range;
  vpt_ia range_first, range_last;
  vpt_attr rights;      /* a leaf must give all of these, to some level */
  bool user, kernel;    /* only leaves that user mode may use, may not use */
  const char *type;     /* as leaves are printed */
  uint64_t leaf_bytes;
  bool by_level;
  int level;
  bool faults;          /* no leaves, but what is wrong */
  bool expand;          /* list tables that are met again as if they were others */
};

#endif
