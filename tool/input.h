/* SPDX-License-Identifier: Apache-2.0 */
/* Opens the memory that the options name, and finds the tables: by options, and by registers that the memory knows. */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include "commands.h"

/* Fills in `memory` and `tables`. What is not given but found is said on stdout. False after a complaint. */
bool input_open(struct invocation *invocation, const char *path);

/* Opens the memory alone: null after a complaint. */
struct memory *input_memory(const struct options *options, const char *path);

#endif
