/* SPDX-License-Identifier: Apache-2.0 */
/* The commands. Each is described by an object in a file of its own; commands.c lists them. */
#ifndef TOOL_COMMANDS_H
#define TOOL_COMMANDS_H

#include "nested.h"
#include "options.h"
#include "symbols.h"
#include "walk.h"

/* What a command works on. */
struct invocation {
  struct options options;
  char *const *operands; /* as many as the command's `operands` names */
  struct memory *memory; /* null if it takes none; of the operand that names an image */
  struct tables tables[TABLES_MAX];
  unsigned tables_count;
  /* Behind which stage 2 those of stage 1 are, if it is described too. */
  bool has_stage2;
  struct tables stage2;
  struct nested nested;
  char *notes; /* lines on what else was found, or null */
};

struct command {
  const char *name;
  const char *operands; /* for the usage line, blanks between: "IMAGE IA"; empty: none */
  const char *summary;  /* for the list of commands */
  const char *help;     /* lines, each with its line feed */
  unsigned groups;      /* of options */
  bool needs_tables;    /* the first operand is an image: it is opened, and the tables are found, before `run` */
  bool both_stages;     /* it takes tables of both stages together */
  /* Gives the exit code (report.h). */
  int (*run)(struct invocation *invocation);
};

/* All commands; ends with null. */
extern const struct command *const commands[];

extern const struct command command_dump;
extern const struct command command_explain;
extern const struct command command_audit;
extern const struct command command_find;
extern const struct command command_stat;
extern const struct command command_diff;
extern const struct command command_tree;
extern const struct command command_formats;

/* Runs the command with these arguments, argv[0] being its name. */
int command_run(const struct command *command, int argc, char *argv[]);

/* For the fuzzer. */
int dump_tables(struct invocation *invocation);
int explain_address(const struct tables *tables, vpt_ia ia, bool verbose, const struct symbols *symbols);

#endif
