/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "both.h"
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

/* One line, and how it ends for the exit code. */
static int finish(const struct runs *runs)
{
  printf("total: %" PRIu64 " leaves, %" PRIu64 " bytes, %" PRIu64 " tables read", runs->leaves, runs->leaf_bytes,
         tables_read(&runs->walk.totals));
  if (runs->hidden != 0) printf("; %" PRIu64 " entries are not shown", runs->hidden);
  if (runs->faults != 0) printf("; %" PRIu64 " entries are wrong", runs->faults);
  printf("\n");
  if (runs->missing != 0) complain("tables that could not be read in full: %" PRIu64, runs->missing);
  if (runs->missing != 0 || runs->walk.short_of_memory) return EXIT_BAD;
  return runs->faults != 0 ? EXIT_FAULTS : EXIT_FINE;
}

static int dump_one(const struct tables *tables, const struct conflicts *conflicts, bool verbose)
{
  struct runs runs;
  struct run run;
  struct list list = {.tables = tables, .conflicts = conflicts, .verbose = verbose};
  runs_start(&runs, tables, NULL);
  while (runs_next(&runs, &run)) list_run(&list, &run);
  int code = finish(&runs);
  runs_end(&runs);
  return code;
}

int dump_tables(struct invocation *invocation)
{
  if (invocation->has_stage2) return both_dump(invocation);
  struct conflicts conflicts = {0};
  int code = conflicts_find(&conflicts, invocation->tables, invocation->tables_count) ? EXIT_FINE : EXIT_BAD;
  for (unsigned i = 0; i < invocation->tables_count; i++) {
    const struct tables *tables = &invocation->tables[i];
    if (tables->origin[0] != '\0') printf("%s\n", tables->origin);
    if (i == 0 && invocation->notes != NULL) printf("%s", invocation->notes);
    int one = dump_one(tables, &conflicts, invocation->options.verbose);
    if (one > code) code = one;
  }
  conflicts_free(&conflicts);
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
