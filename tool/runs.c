/* SPDX-License-Identifier: Apache-2.0 */
#include "runs.h"

#include <stdlib.h>

static uint64_t without_output_address(const struct walk *walk, const struct step *step)
{
  vpt_oa oa = step->decoded.oa;
  return step->effective & ~(walk->format->place == NULL ? oa : walk->format->place(oa));
}

static bool append(struct runs *runs, const struct run *run)
{
  if (runs->count == runs->room) {
    size_t room = runs->room == 0 ? 64 : runs->room * 2;
    if (room > SIZE_MAX / sizeof *run) return false;
    struct run *larger = realloc(runs->runs, room * sizeof *run);
    if (larger == NULL) return false;
    runs->runs = larger;
    runs->room = room;
  }
  runs->runs[runs->count++] = *run;
  return true;
}

static bool continues(const struct run *run, const struct run *next)
{
  return run->ia + run->bytes == next->ia && run->oa + run->bytes == next->oa &&
         run->leaf_bytes == next->leaf_bytes && run->word == next->word &&
         run->flags == next->flags;
}

bool runs_add_leaf(struct runs *runs, const struct walk *walk, const struct step *step)
{
  uint64_t leaf_bytes = vpt_entry_size(&walk->geometry, step->height);
  struct run run = {
    .ia = walk_ia(walk, step->ia),
    .oa = step->decoded.oa,
    .bytes = leaf_bytes,
    .leaf_bytes = leaf_bytes,
    .word = without_output_address(walk, step),
    .attr = step->decoded.attr,
    .exact = step->decoded.exact && step->fault == FAULT_NONE,
  };
  if (walk->format->writable_executable(step->effective)) run.flags |= RUN_WRITABLE_EXECUTABLE;
  if (step->effective != step->word) run.flags |= RUN_NARROWED;
  if (step->fault == FAULT_ACCESS_FLAG) run.flags |= RUN_NO_ACCESS_FLAG;
  if (step->repeated) {
    runs->runs[runs->count - 1].flags |= run.flags & RUN_WRITABLE_EXECUTABLE;
    return true;
  }
  if (runs->count > 0 && continues(&runs->runs[runs->count - 1], &run)) {
    runs->runs[runs->count - 1].bytes += leaf_bytes;
    return true;
  }
  return append(runs, &run);
}

bool runs_add_shared(struct runs *runs, const struct walk *walk, const struct step *step,
                     uint64_t before, bool other_narrowing)
{
  struct run run = {
    .ia = walk_ia(walk, step->ia),
    .oa = step->decoded.oa,
    .bytes = vpt_entry_size(&walk->geometry, step->height),
    .other = walk_ia(walk, before),
    .flags = (uint8_t)(RUN_SHARED | (other_narrowing ? RUN_OTHER_RIGHTS : 0U)),
  };
  return append(runs, &run);
}

static int by_output_address(const void *left, const void *right)
{
  const struct run *a = *(struct run *const *)left, *b = *(struct run *const *)right;
  if (a->oa != b->oa) return a->oa < b->oa ? -1 : 1;
  return a->ia < b->ia ? -1 : a->ia > b->ia;
}

/* `upper` starts inside `lower`. */
static void note_alias(struct run *lower, struct run *upper)
{
  upper->other = lower->ia + (upper->oa - lower->oa);
  upper->flags |= RUN_ALIAS;
  if ((lower->flags & RUN_ALIAS) == 0) lower->other = upper->ia;
  lower->flags |= RUN_ALIAS;
}

bool runs_find_aliases(struct runs *runs)
{
  struct run **sorted = malloc((runs->count + 1) * sizeof *sorted);
  if (sorted == NULL) return false;
  size_t count = 0;
  for (size_t i = 0; i < runs->count; i++) {
    if ((runs->runs[i].flags & RUN_SHARED) == 0) sorted[count++] = &runs->runs[i];
  }
  qsort(sorted, count, sizeof *sorted, by_output_address);
  /* Of the runs so far, the one that reaches furthest overlaps the next if any does. */
  struct run *furthest = count > 0 ? sorted[0] : NULL;
  for (size_t i = 1; i < count; i++) {
    if (sorted[i]->oa < furthest->oa + furthest->bytes) note_alias(furthest, sorted[i]);
    if (sorted[i]->oa + sorted[i]->bytes > furthest->oa + furthest->bytes) furthest = sorted[i];
  }
  free(sorted);
  return true;
}

void runs_free(struct runs *runs)
{
  free(runs->runs);
  *runs = (struct runs){0};
}
