/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "input.h"
#include "list.h"

static const char help[] =
  "Compares what the tables of two images map, with the same options for both: lines of the first that the second\n"
  "does not have begin with '-', those of the second that the first does not have with '+'. Marks do not count,\n"
  "unless -v is given.\n"
  "Exit status: 0 the same, 1 there are differences, 2 something could not be read.\n";

/* The runs of one side; `run` is what is left of the one at hand. */
struct side {
  struct runs runs;
  struct run run;
  bool some;
  struct list list;
};

static void next(struct side *side)
{
  do {
    side->some = runs_next(&side->runs, &side->run);
  } while (side->some && side->run.kind == EVENT_EMPTY);
}

/* The first `bytes` of the run. */
static struct run head(const struct run *run, uint64_t bytes)
{
  struct run part = *run;
  uint64_t each = run->first.step.bytes;
  part.bytes = bytes;
  part.count = (bytes + each - 1) / each;
  return part;
}

static void drop(struct side *side, uint64_t bytes)
{
  struct run *run = &side->run;
  if (bytes == run->bytes) {
    next(side);
    return;
  }
  run->ia += bytes;
  run->bytes -= bytes;
  run->count = (run->bytes + run->first.step.bytes - 1) / run->first.step.bytes;
  if (run->repeated) {
    if (run->first.step.bytes > bytes) run->oa += bytes;
  } else if (run->kind == EVENT_LEAF) {
    run->oa += bytes;
  }
}

static bool same(const struct run *one, const struct run *other, bool marks)
{
  const struct step *a = &one->first.step, *b = &other->first.step;
  if (one->kind != other->kind) return false;
  switch (one->kind) {
  case EVENT_LEAF:
    return one->oa == other->oa && one->repeated == other->repeated && a->bytes == b->bytes &&
           leaf_alike(&one->leaf, &other->leaf) &&
           (!marks || (one->all == other->all && one->some == other->some));
  case EVENT_FAULT: return a->fault == b->fault && one->oa == other->oa;
  case EVENT_AGAIN: return one->first.first == other->first.first;
  default: return true;
  }
}

static void tell(struct side *side, uint64_t bytes, const char *sign)
{
  struct run part = head(&side->run, bytes);
  if (side->list.writer != NULL) {
    writer_array(side->list.writer, NULL);
    writer_text(side->list.writer, NULL, sign);
    list_run(&side->list, &part);
    writer_close(side->list.writer);
  } else {
    printf("%s ", sign);
    list_run(&side->list, &part);
  }
}

static uint64_t compare(struct side *a, struct side *b, bool marks)
{
  uint64_t differences = 0;
  while (a->some || b->some) {
    bool only_a = a->some && (!b->some || a->run.ia < b->run.ia);
    bool only_b = b->some && (!a->some || b->run.ia < a->run.ia);
    if (only_a || only_b) {
      struct side *one = only_a ? a : b, *other = only_a ? b : a;
      uint64_t bytes = one->run.bytes;
      if (other->some && other->run.ia - one->run.ia < bytes) bytes = other->run.ia - one->run.ia;
      tell(one, bytes, only_a ? "-" : "+");
      differences++;
      drop(one, bytes);
      continue;
    }
    uint64_t bytes = a->run.bytes < b->run.bytes ? a->run.bytes : b->run.bytes;
    if (!same(&a->run, &b->run, marks)) {
      tell(a, bytes, "-");
      tell(b, bytes, "+");
      differences++;
    }
    drop(a, bytes);
    drop(b, bytes);
  }
  return differences;
}

static void start(struct side *side, const struct invocation *invocation, unsigned set, const struct symbols *symbols,
                  struct writer *writer)
{
  const struct options *options = &invocation->options;
  *side = (struct side){.list = {.tables = &invocation->tables[set], .verbose = options->verbose,
                                 .colour = options->colour, .writer = writer,
                                 .symbols = symbols->count != 0 ? symbols : NULL}};
  runs_start(&side->runs, side->list.tables, &options->filter);
  next(side);
}

static bool end(struct side *side)
{
  bool good = !side->runs.walk.short_of_memory && side->runs.missing == 0;
  if (side->runs.missing != 0) {
    complain("%s: tables that could not be read in full: %" PRIu64, side->list.tables->memory->name,
             side->runs.missing);
  }
  runs_end(&side->runs);
  return good;
}

static int compare_all(const struct invocation *one, const struct invocation *other)
{
  struct writer writer, *json = one->options.json ? &writer : NULL;
  struct symbols symbols = {0};
  uint64_t differences = 0;
  bool good = true;
  if (one->options.symbols != NULL && !symbols_load(&symbols, one->options.symbols)) return EXIT_BAD;
  if (json != NULL) {
    writer_start(json, "diff");
    writer_array(json, "differences");
  }
  for (unsigned i = 0; i < one->tables_count; i++) {
    static struct side a, b;
    start(&a, one, i, &symbols, json);
    start(&b, other, i, &symbols, json);
    differences += compare(&a, &b, one->options.verbose);
    if (!end(&a)) good = false;
    if (!end(&b)) good = false;
  }
  if (json != NULL) writer_end(json);
  symbols_free(&symbols);
  return !good ? EXIT_BAD : differences != 0 ? EXIT_FAULTS : EXIT_FINE;
}

static int run(struct invocation *invocation)
{
  static struct invocation other; /* tables that were prepared stay where they are */
  int code = EXIT_BAD;
  other = (struct invocation){.options = invocation->options, .operands = invocation->operands + 1};
  if (input_is_live(&invocation->options)) {
    complain("diff: images are compared, not running machines");
    return EXIT_BAD;
  }
  bool opened = input_open(&other, other.operands[0]);
  if (opened && other.tables_count != invocation->tables_count) {
    complain("diff: one image has %u sets of tables, the other %u", invocation->tables_count, other.tables_count);
  } else if (opened) {
    code = compare_all(invocation, &other);
  }
  input_close(&other);
  return code;
}

const struct command command_diff = {
  .name = "diff",
  .operands = "IMAGE IMAGE",
  .summary = "compares what the tables of two images map",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_LIST | GROUP_VERBOSE | GROUP_JSON | GROUP_SYMBOLS | GROUP_COLOUR,
  .needs_tables = true,
  .run = run,
};
