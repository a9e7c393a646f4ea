/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: memory that nobody vouches for, read as tables by what is behind `vpt dump` and `vpt
 * explain`. The sanitizers see reads outside the image; what a walk of everything finds, the walk of one
 * address has to find too. (vpt_query() is not for such memory: it wants tables that the library has made.)
 */
#include "commands.h"
#include "sink.h"
#include "subject.h"
#include "trace.h"

enum { COMPARED_MOST = 64 };

static bool miss_large, read_beyond; /* planted faults */
static const struct symbols no_symbols;

/* A leaf that the walk of all entries meets is met by the walk of its address. */
static void compare_leaf(const struct tables *tables, const struct step *step, bool explained)
{
  struct trace trace;
  vpt_ia ia = tables_ia(tables, step->ia);
  trace_walk(tables, ia, &trace);
  if (trace.end != TRACE_LEAF) disagree("the walk of one address ends elsewhere than the walk of all");
  const struct step *last = trace_last(&trace);
  unsigned height = miss_large ? 0 : step->height;
  if (last->table != step->table || last->index != step->index || last->word != step->word || last->ia != step->ia ||
      last->height != height || last->narrowing != step->narrowing || last->effective != step->effective) {
    disagree("the walk of one address ends elsewhere than the walk of all");
  }
  int expected = step->fault == FAULT_NONE ? EXIT_FINE : EXIT_FAULTS;
  if (explained && explain_address(tables, ia, false, &no_symbols) != expected) {
    disagree("explain and dump say different things");
  }
}

static void compare_walks(const struct subject *subject)
{
  const struct tables *tables = &subject->tables;
  struct walk walk;
  struct event event;
  unsigned leaves = 0;
  uint64_t met = 0;
  walk_start(&walk, tables);
  while (leaves < COMPARED_MOST && walk_next(&walk, &event)) {
    if (event.kind != EVENT_LEAF) continue;
    compare_leaf(tables, &event.step, leaves == 0);
    leaves++;
  }
  for (unsigned height = 0; height < LEVELS_MAX; height++) met += walk.totals.tables[height];
  /* Each table counts once; those that are there in part are as many again at most. */
  uint64_t frames = subject->length_bytes / tables_granule(tables) + 1;
  if (met > frames + tables_root_count(tables)) disagree("more tables than there is room for");
  walk_end(&walk);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  miss_large = fault_planted("missed-height");
  read_beyond = fault_planted("read-beyond");
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct input input = {data, data + size};
  struct subject subject;
  struct outputs outputs;
  subject_make(&subject, &input);
  subject_fill(&subject, &input);
  if (read_beyond) subject.readable_bytes += 8;
  outputs_begin(&outputs, false);
  int dumped = EXIT_BAD, explained = EXIT_BAD;
  if (tables_root_ok(&subject.tables)) { /* as before every command */
    compare_walks(&subject);
    dumped = subject_dump(&subject, &subject.memory);
    explained = explain_address(&subject.tables, subject.ia, (subject.ia & 1) != 0, &no_symbols);
  }
  outputs_end(&outputs, false);
  if (dumped < EXIT_FINE || dumped > EXIT_BAD) disagree("exit status of dump");
  if (explained < EXIT_FINE || explained > EXIT_BAD) disagree("exit status of explain");
  if ((dumped == EXIT_BAD || explained == EXIT_BAD) && outputs.error.bytes == 0) disagree("an error without a word");
  subject_free(&subject);
  return 0;
}
