/* SPDX-License-Identifier: Apache-2.0 */
/* The commands. Each is called with its own name as argv[0]; exit codes are in report.h. */
#ifndef TOOL_COMMANDS_H
#define TOOL_COMMANDS_H

int command_dump(int argc, char *argv[]);
int command_explain(int argc, char *argv[]);
int command_formats(int argc, char *argv[]);

#endif
