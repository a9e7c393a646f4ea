/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "list.h"

static const char help[] =
  "Lists what the tables map, one run a line: leaves of one size that are side by side in input and output addresses, with the\n"
  "same rights and type. Ranges exclude their end. A line has the input range, the output range (or the one address that all\n"
  "leaves map, and 'each'), the size of a leaf, the number of leaves, and then\n"
  "  rwx           rights; those of user mode, if it has any (then 'user' follows)\n"
  "  global        not tagged with the address space's id\n"
  "  attr0, WB...  memory type: an index (into MAIR, IA32_PAT), or its name where it is known\n"
  "  young, sw=1   marks: fields that are not 0; with a question mark if leaves of the run differ in it\n"
  "and in brackets what is worth a look. What is wrong is said at its place, and the list goes on; a table that is met again\n"
  "is one line, with the input address where it is listed.\n"
  "Exit status: 0 all was listed, 1 entries are wrong, 2 something could not be read.\n";

static uint64_t tables_read(const struct walk_totals *totals)
{
  uint64_t tables = 0;
  for (unsigned height = 0; height < LEVELS_MAX; height++) tables += totals->tables[height];
  return tables;
}

static int dump_one(const struct tables *tables, const struct filter *filter, bool verbose)
{
  struct runs runs;
  struct run run;
  runs_start(&runs, tables, filter);
  while (runs_next(&runs, &run)) {
    list_run(tables, &run, verbose);
    putchar('\n');
  }
  printf("total: %" PRIu64 " leaves, %" PRIu64 " bytes, %" PRIu64 " tables read, %" PRIu64 " entries are wrong\n", runs.leaves,
         runs.leaf_bytes, tables_read(&runs.walk.totals), runs.faults);
  bool bad = runs.walk.short_of_memory;
  if (runs.missing != 0) {
    complain("%" PRIu64 " tables could not be read in full", runs.missing);
    bad = true;
  }
  int code = bad ? EXIT_BAD : runs.faults != 0 ? EXIT_FAULTS : EXIT_FINE;
  runs_end(&runs);
  return code;
}

int dump_tables(struct invocation *invocation)
{
  int code = EXIT_FINE;
  for (unsigned i = 0; i < invocation->tables_count; i++) {
    const struct tables *tables = &invocation->tables[i];
    if (tables->origin[0] != '\0') printf("%s\n", tables->origin);
    if (i == 0 && invocation->notes != NULL) printf("%s", invocation->notes);
    int one = dump_one(tables, NULL, invocation->options.verbose);
    if (one > code) code = one;
  }
  return code;
}

const struct command command_dump = {
  .name = "dump",
  .operands = "IMAGE",
  .summary = "lists what tables map",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_OUTPUT,
  .needs_tables = true,
  .run = dump_tables,
};
