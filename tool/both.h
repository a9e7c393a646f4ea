/* SPDX-License-Identifier: Apache-2.0 */
/* What both stages together map: each run of stage 1, cut where stage 2 says something else. */
#ifndef TOOL_BOTH_H
#define TOOL_BOTH_H

#include "commands.h"
#include "leaf.h"

/* What is left of a leaf of stage 1 behind one of stage 2. */
struct leaf both_leaf(const struct tables *stage2, const struct leaf *one, const struct leaf *two);

/* "rw- user global WB then device-nGnRE": rights of both, and the types of each. */
void both_text(const struct tables *stage1, const struct tables *stage2, const struct leaf *one, const struct leaf *two,
               char text[TEXT_BYTES]);

/* Lists them; gives the exit code. The tables of stage 1 are behind stage 2. */
int both_dump(const struct invocation *invocation);

#endif
