/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: memory that nobody vouches for, read as tables by what is behind `vpt dump` and `vpt
 * explain`. The sanitizers see reads outside the image; what a walk of everything finds, the walk of one
 * address has to find too. (vpt_query() is not for such memory: it wants tables that the library has made.)
 */
#include "commands.h"
#include "sink.h"
#include "subject.h"

enum { COMPARED_MOST = 64 };

static bool miss_large, read_beyond; /* planted faults */

struct comparison {
  const struct walk *walk;
  unsigned leaves;
};

/* The last step of a walk for one offset. */
static struct step walk_to(const struct walk *walk, uint64_t ia)
{
  vpt_oa table = walk->root;
  unsigned narrowing = 0;
  for (unsigned height = walk->geometry.levels - 1;; height--) {
    struct step step = walk_step(walk, height, table, ia, narrowing);
    if (step.fault != FAULT_NONE || step.decoded.kind == VPT_LEAF) return step;
    table = step.decoded.oa;
    narrowing = walk_narrowing(walk, &step);
  }
}

static bool compare_leaf(void *context, const struct step *step)
{
  struct comparison *comparison = context;
  const struct walk *walk = comparison->walk;
  struct step last = walk_to(walk, step->ia);
  unsigned height = miss_large ? 0 : step->height;
  if (last.table != step->table || last.index != step->index || last.word != step->word || last.ia != step->ia ||
      last.height != height || last.narrowing != step->narrowing || last.effective != step->effective) {
    disagree("the walk of one address ends elsewhere than the walk of all");
  }
  int expected = step->fault == FAULT_NONE ? EXIT_FINE : EXIT_FAULTS;
  if (comparison->leaves++ == 0 && explain_address(walk, walk_ia(walk, step->ia)) != expected) {
    disagree("explain and dump say different things");
  }
  return comparison->leaves < COMPARED_MOST;
}

static bool pass_shared(void *context, const struct step *step, uint64_t before, bool other_narrowing)
{
  (void)context;
  (void)step;
  (void)before;
  (void)other_narrowing;
  return true;
}

static void compare_walks(const struct walk *walk)
{
  struct comparison comparison = {.walk = walk};
  struct visitor visitor = {compare_leaf, pass_shared, &comparison};
  struct walk_totals totals;
  if (!walk_root_ok(walk)) return;
  walk_all(walk, &visitor, &totals);
  uint64_t frames = walk->image->length_bytes >> walk->geometry.format->granule_log2;
  if (totals.tables > frames + vpt_root_tables(&walk->geometry)) disagree("more tables than there is room for");
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
  if (read_beyond) subject.stretch.length_bytes += 8;
  outputs_begin(&outputs, false);
  compare_walks(&subject.walk);
  int dumped = dump_image(&subject.walk), explained = explain_address(&subject.walk, subject.ia);
  outputs_end(&outputs, false);
  if (dumped != EXIT_FINE && dumped != EXIT_BAD) disagree("exit status of dump");
  if (explained < EXIT_FINE || explained > EXIT_BAD) disagree("exit status of explain");
  if ((dumped == EXIT_BAD || explained == EXIT_BAD) && outputs.error.bytes == 0) disagree("an error without a word");
  subject_free(&subject);
  return 0;
}
