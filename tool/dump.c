/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "both.h"
#include "list.h"

static const char help[] =
  "Lists what the tables map, one run a line: leaves of one size that are side by side in input and output\n"
  "addresses, with the same rights and type. Ranges exclude their end. A line has the input range, the output range\n"
  "(or the one address that all leaves map, and 'each'), the size of a leaf, the number of leaves, and then\n"
  "  rwx           rights; those of user mode, if it has any (then 'user' follows)\n"
  "  global        not tagged with the address space's id\n"
  "  attr0, WB...  memory type: an index (into MAIR, IA32_PAT), or its name where it is known\n"
  "  young, sw=1   marks: fields that are not 0; with a question mark if leaves of the run differ in it\n"
  "and in brackets what is worth a look. What is wrong is said at its place, and the list goes on; a table that is\n"
  "met again is one line, with the input address where it is listed.\n"
  "Exit status: 0 all was listed, 1 entries are wrong, 2 something could not be read.\n";

static uint64_t tables_read(const struct walk_totals *totals)
{
  uint64_t tables = 0;
  for (unsigned height = 0; height < LEVELS_MAX; height++) tables += totals->tables[height];
  return tables;
}

static void print_totals(const struct runs *runs)
{
  printf("total: %" PRIu64 " leaves, %" PRIu64 " bytes, %" PRIu64 " tables read", runs->leaves, runs->leaf_bytes,
         tables_read(&runs->walk.totals));
  if (runs->hidden != 0) printf("; %" PRIu64 " entries are not shown", runs->hidden);
  if (runs->faults != 0) printf("; %" PRIu64 " entries are wrong", runs->faults);
  printf("\n");
}

static void write_totals(struct writer *writer, const struct runs *runs)
{
  writer_object(writer, "totals");
  writer_number(writer, "leaves", runs->leaves);
  writer_number(writer, "bytes", runs->leaf_bytes);
  writer_number(writer, "tables", tables_read(&runs->walk.totals));
  writer_number(writer, "hidden", runs->hidden);
  writer_number(writer, "wrong", runs->faults);
  writer_number(writer, "missing", runs->missing);
  writer_close(writer);
}

static int exit_code(const struct runs *runs)
{
  if (runs->missing != 0 || runs->walk.short_of_memory) return EXIT_BAD;
  return runs->faults != 0 ? EXIT_FAULTS : EXIT_FINE;
}

static int dump_one(struct list *list, const struct filter *filter, uint64_t *missing)
{
  struct runs runs;
  struct run run;
  runs_start(&runs, list->tables, filter);
  while (runs_next(&runs, &run)) list_run(list, &run);
  if (list->writer != NULL) {
    writer_close(list->writer);
    write_totals(list->writer, &runs);
    writer_close(list->writer);
  } else {
    print_totals(&runs);
  }
  int code = exit_code(&runs);
  *missing += runs.missing;
  runs_end(&runs);
  return code;
}

static void start_set(const struct invocation *invocation, const struct tables *tables, struct writer *writer)
{
  if (writer != NULL) {
    list_tables(writer, NULL, tables);
    writer_array(writer, "runs");
    return;
  }
  if (tables->origin[0] != '\0') printf("%s\n", tables->origin);
  if (tables == invocation->tables && invocation->notes != NULL) printf("%s", invocation->notes);
}

int dump_tables(struct invocation *invocation)
{
  struct conflicts conflicts = {0};
  struct symbols symbols = {0};
  struct writer writer;
  uint64_t missing = 0;
  const struct options *options = &invocation->options;
  if (invocation->has_stage2) return both_dump(invocation);
  if (options->symbols != NULL && !symbols_load(&symbols, options->symbols)) return EXIT_BAD;
  int code = conflicts_find(&conflicts, invocation->tables, invocation->tables_count) ? EXIT_FINE : EXIT_BAD;
  if (options->json) {
    writer_start(&writer, "dump");
    writer_array(&writer, "sets");
  }
  for (unsigned i = 0; i < invocation->tables_count; i++) {
    struct list list = {.tables = &invocation->tables[i], .conflicts = &conflicts, .verbose = options->verbose,
                        .colour = options->colour, .writer = options->json ? &writer : NULL};
    if (symbols.count != 0) list.symbols = &symbols;
    start_set(invocation, list.tables, list.writer);
    int one = dump_one(&list, &options->filter, &missing);
    if (one > code) code = one;
  }
  if (options->json) writer_end(&writer);
  if (missing != 0) complain("tables that could not be read in full: %" PRIu64, missing);
  conflicts_free(&conflicts);
  symbols_free(&symbols);
  return code;
}

const struct command command_dump = {
  .name = "dump",
  .operands = "IMAGE",
  .summary = "lists what tables map",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_LIST | GROUP_VERBOSE | GROUP_JSON | GROUP_SYMBOLS | GROUP_COLOUR,
  .needs_tables = true,
  .both_stages = true,
  .run = dump_tables,
};
