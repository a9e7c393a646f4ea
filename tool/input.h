/* SPDX-License-Identifier: Apache-2.0 */
/* Opens the memory that the options name, and finds the tables: by options, and by registers that the memory knows. */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include "commands.h"

/* Fills in `memory`, `tables` and what follows in the invocation. False after a complaint. */
bool input_open(struct invocation *invocation, const char *path);

/* Ends what was opened, also if only in part. */
void input_close(struct invocation *invocation);

/* The tables that translate the address: the first, if none do. */
const struct tables *input_tables_for(const struct invocation *invocation, vpt_ia ia);

/* Do the options name a running machine, so that no operand names an image? */
bool input_is_live(const struct options *options);

/* Opens the memory alone: null after a complaint. */
struct memory *input_memory(const struct options *options, const char *path);

#endif
