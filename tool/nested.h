/* SPDX-License-Identifier: Apache-2.0 */
/* Memory as a guest addresses it: behind a second stage of translation. */
#ifndef TOOL_NESTED_H
#define TOOL_NESTED_H

#include "memory.h"
#include "tables.h"

struct nested {
  struct memory memory;
  const struct tables *stage2;
};

/* Makes guest memory of the tables of stage 2, which stay the caller's; closing it closes nothing else. */
void nested_init(struct nested *nested, const struct tables *stage2);

/* Is it such memory? */
bool nested_is(const struct memory *memory);

/* The tables that it is behind. */
const struct tables *nested_stage2(const struct memory *memory);

#endif
