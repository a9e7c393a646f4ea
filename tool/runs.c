/* SPDX-License-Identifier: Apache-2.0 */
#include "runs.h"

#include <string.h>

/* ---- filter ---------------------------------------------------------------------------------- */

/* Does it look at leaves only? */
static bool leaves_only(const struct filter *filter)
{
  return filter->rights != 0 || filter->user || filter->kernel || filter->type != NULL || filter->leaf_bytes != 0;
}

static bool takes_leaf(const struct filter *filter, const struct tables *tables, const struct leaf *leaf,
                       const struct step *step)
{
  char type[TEXT_BYTES];
  if (filter->faults && step->fault == FAULT_NONE && !step->broken_set) return false;
  if ((filter->rights & ~(leaf->privileged | leaf->user)) != 0) return false;
  if (filter->user && leaf->user == 0) return false;
  if (filter->kernel && leaf->user != 0) return false;
  if (filter->leaf_bytes != 0 && filter->leaf_bytes != step->bytes) return false;
  if (filter->type == NULL) return true;
  tables->format->type_text(leaf->type, type);
  return strcmp(type, filter->type) == 0;
}

bool filter_takes(const struct filter *filter, const struct tables *tables, const struct leaf *leaf,
                  const struct event *event)
{
  const struct step *step = &event->step;
  if (filter->by_level && tables_level(tables, step->height) != filter->level) return false;
  switch (event->kind) {
  case EVENT_LEAF: return takes_leaf(filter, tables, leaf, step);
  case EVENT_FAULT:
  case EVENT_MISSING: return !leaves_only(filter);
  default: return !leaves_only(filter) && !filter->faults;
  }
}

/* ---- runs ------------------------------------------------------------------------------------ */

void runs_start(struct runs *runs, const struct tables *tables, const struct filter *filter)
{
  *runs = (struct runs){.filter = filter};
  walk_start(&runs->walk, tables);
  if (filter == NULL) return;
  runs->walk.expand = filter->expand;
  if (!filter->by_range) return;
  uint64_t first = 0, last = UINT64_MAX;
  half_range(tables->geometry.input_bits, tables->half, filter->range_first, filter->range_last, &first, &last);
  if (first > runs->walk.first) runs->walk.first = first;
  if (last < runs->walk.last) runs->walk.last = last;
}

/* What marks are in, without the output address. */
static uint64_t run_bits(const struct runs *runs, const struct step *step)
{
  return format_without_oa(runs->walk.tables->format, step->effective, step->decoded.oa);
}

/* Begins a run with the event. All of it is set where it is. */
static void begin(struct runs *runs, const struct event *event, const struct leaf *leaf, vpt_ia ia)
{
  struct run *run = &runs->open;
  const struct step *step = &event->step;
  run->kind = event->kind;
  run->ia = ia;
  run->bytes = step->bytes;
  run->count = 1;
  run->first = *event;
  run->oa = step->decoded.oa;
  run->repeated = run->narrowed = false;
  runs->is_open = true;
  if (event->kind != EVENT_LEAF) return;
  run->leaf = *leaf;
  run->all = run->some = run_bits(runs, step);
  run->narrowed = step->effective != step->word;
}

/* Is the output address that of a run that goes on? The second entry decides which way. */
static bool output_goes_on(const struct run *run, vpt_oa oa)
{
  bool beside = run->oa + run->bytes == oa, same = run->oa == oa;
  if (run->count == 1) return beside || same;
  return run->repeated ? same : beside;
}

/* The same for what is not a leaf. */
static bool says_the_same(const struct run *run, const struct event *event)
{
  const struct step *step = &event->step, *first = &run->first.step;
  switch (event->kind) {
  case EVENT_FAULT:
    return step->fault == first->fault && step->height == first->height && output_goes_on(run, step->decoded.oa);
  case EVENT_AGAIN:
    return step->decoded.oa == run->oa && step->height == first->height && event->first == run->first.first;
  case EVENT_EMPTY: return true;
  case EVENT_MISSING:
    return step->table == first->table && step->height == first->height && event->answer == run->first.answer;
  default: return false;
  }
}

static bool joins(const struct run *run, const struct event *event, const struct leaf *leaf, vpt_ia ia)
{
  const struct step *step = &event->step, *first = &run->first.step;
  if (run->kind != event->kind || run->ia + run->bytes != ia) return false;
  if (event->kind != EVENT_LEAF) return says_the_same(run, event);
  return step->bytes == first->bytes && step->broken_set == first->broken_set &&
         leaf_alike(&run->leaf, leaf) &&
         output_goes_on(run, step->decoded.oa);
}

static void join(const struct runs *runs, struct run *run, const struct event *event)
{
  const struct step *step = &event->step;
  if (run->count == 1) run->repeated = run->oa == step->decoded.oa;
  run->bytes += step->bytes;
  run->count++;
  run->narrowed |= step->effective != step->word;
  run->first.missing_bytes += event->missing_bytes;
  run->all &= run_bits(runs, step);
  run->some |= run_bits(runs, step);
}

static void count(struct runs *runs, const struct event *event)
{
  switch (event->kind) {
  case EVENT_LEAF:
    runs->leaves++;
    runs->leaf_bytes += event->step.bytes;
    break;
  case EVENT_FAULT: runs->faults++; break;
  case EVENT_MISSING: runs->missing++; break;
  default: break;
  }
}

bool runs_next(struct runs *runs, struct run *run)
{
  const struct tables *tables = runs->walk.tables;
  struct event event;
  while (walk_next(&runs->walk, &event)) {
    const struct leaf *leaf = NULL;
    if (event.kind == EVENT_TABLE) continue;
    if (event.kind == EVENT_LEAF) leaf = leaf_cached(&runs->cache, tables, &event.step);
    if (runs->filter != NULL && !filter_takes(runs->filter, tables, leaf, &event)) {
      runs->hidden++;
      continue;
    }
    count(runs, &event);
    vpt_ia ia = tables_ia(tables, event.step.ia);
    if (runs->is_open && joins(&runs->open, &event, leaf, ia)) {
      join(runs, &runs->open, &event);
      continue;
    }
    bool had = runs->is_open;
    if (had) *run = runs->open;
    begin(runs, &event, leaf, ia);
    if (had) return true;
  }
  *run = runs->open;
  bool last = runs->is_open;
  runs->is_open = false;
  return last;
}

void runs_end(struct runs *runs)
{
  walk_end(&runs->walk);
}
