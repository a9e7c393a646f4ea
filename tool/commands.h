/* SPDX-License-Identifier: Apache-2.0 */
/* The commands. Each is called with its own name as argv[0]; exit codes are in report.h. */
#ifndef TOOL_COMMANDS_H
#define TOOL_COMMANDS_H

#include "walk.h"

int command_dump(int argc, char *argv[]);
int command_explain(int argc, char *argv[]);
int command_formats(int argc, char *argv[]);

/* What dump and explain do once the image is there. */
int dump_image(const struct walk *walk);
int explain_address(const struct walk *walk, vpt_ia ia);

#endif
