/* SPDX-License-Identifier: Apache-2.0 */
#include "frames.h"

#include "../model/granted.h"

unsigned frames_of(const struct checker *checker, const uint64_t *word)
{
  return (unsigned)((uint64_t)(word - checker->world->window) / checker->world->entries);
}

unsigned frames_at(const struct checker *checker, uint64_t oa)
{
  uint64_t frame = (oa - checker->world->scenario->window_oa) / checker->world->page;
  return frame < checker->world->scenario->frames ? (unsigned)frame : WORLD_FRAMES_MAX;
}

bool frames_is_zero(const struct checker *checker, unsigned frame)
{
  const uint64_t *words = checker->world->window + frame * checker->world->entries;
  for (uint64_t i = 0; i < checker->world->entries; i++) {
    if (words[i] != 0) {
      return false;
    }
  }
  return true;
}

typedef void visit_frame(struct checker *checker, unsigned frame, unsigned space, unsigned height, uint64_t base);

uint64_t frames_entry_bytes(const struct checker *checker, unsigned space, unsigned height)
{
  return UINT64_C(1) << walk_shift(&checker->world->config[space].geometry, height);
}

bool frames_is_table(const struct checker *checker, unsigned space, unsigned height, uint64_t value, uint64_t *oa)
{
  const struct vpt_format *format = checker->world->config[space].geometry.format;
  return architecture_of(format)->is_table(format, value, height, oa);
}

/* Visits a table and those below it, each before the tables it points to. */
static void visit_tables(struct checker *checker, unsigned frame, unsigned space, unsigned height, uint64_t base,
                         visit_frame *visit)
{
  unsigned list[WORLD_FRAMES_MAX] = {frame};
  unsigned heights[WORLD_FRAMES_MAX] = {height};
  uint64_t bases[WORLD_FRAMES_MAX] = {base};
  unsigned n = 1;
  for (unsigned i = 0; i < n; i++) {
    const uint64_t *words = checker->world->window + (size_t)list[i] * checker->world->entries;
    visit(checker, list[i], space, heights[i], bases[i]);
    for (unsigned e = 0; e < checker->world->entries; e++) {
      uint64_t oa;
      if (!frames_is_table(checker, space, heights[i], words[e], &oa)) {
        continue;
      }
      unsigned child = frames_at(checker, oa);
      if (child == WORLD_FRAMES_MAX || n == WORLD_FRAMES_MAX) {
        FAIL(checker, "table descriptor that leads nowhere");
        return;
      }
      list[n] = child;
      bases[n] = bases[i] + e * frames_entry_bytes(checker, space, heights[i]);
      heights[n++] = heights[i] - 1;
    }
  }
}

void frames_check_grants(struct checker *checker, unsigned space, unsigned height, uint64_t value)
{
  const struct vpt_format *format = checker->world->config[space].geometry.format;
  const struct architecture *architecture = architecture_of(format);
  const struct checked_space *s = &checker->space[space];
  uint64_t oa;
  vpt_attr attr;
  if (!architecture->is_leaf(format, value, height) || !architecture->read_leaf(format, value, height, &oa, &attr)) {
    return;
  }
  checker->grants_seen += s->limited;
  if (!granted_leaf(s->grant, s->grant_count, oa, frames_entry_bytes(checker, space, height), attr)) {
    FAIL(checker, "store %u: leads to %#llx, which is not granted", checker->stores, (unsigned long long)oa);
  }
}

void frames_link(struct checker *checker, unsigned frame, unsigned space, unsigned height, uint64_t base)
{
  struct checked_frame *f = &checker->frame[frame];
  if (f->use == FRAME_TABLE) {
    FAIL(checker, "frame %u linked twice", frame);
  } else if (f->use != FRAME_FREE) {
    FAIL(checker, "frame %u linked again before a sync", frame);
  }
  bool empty = frames_is_zero(checker, frame);
  bool split = checker->in_call && is_on_range(&checker->op); /* what it maps is looked at entry by entry */
  *f = (struct checked_frame){FRAME_TABLE, space, height, base, !empty && !split};
  checker->links_seen++;
  for (uint64_t i = 0; i < checker->world->entries && !empty; i++) {
    frames_check_grants(checker, space, height, checker->world->window[frame * checker->world->entries + i]);
  }
}

static void unlink_frame(struct checker *checker, unsigned frame, unsigned space, unsigned height, uint64_t base)
{
  (void)space;
  (void)height;
  (void)base;
  checker->frame[frame].use = FRAME_UNLINKED;
  checker->unlinks = true;
  checker->unlinks_seen++;
}

void frames_advance(struct checker *checker, enum frame_use from, enum frame_use to)
{
  for (unsigned i = 0; i < WORLD_FRAMES_MAX; i++) {
    if (checker->frame[i].use == from) {
      checker->frame[i].use = to;
    }
  }
}

bool frames_any(const struct checker *checker, enum frame_use use)
{
  for (unsigned i = 0; i < WORLD_FRAMES_MAX; i++) {
    if (checker->frame[i].use == use) {
      return true;
    }
  }
  return false;
}

void frames_follow(struct checker *checker, unsigned frame, uint64_t base, uint64_t old, uint64_t value)
{
  const struct checked_frame *f = &checker->frame[frame];
  uint64_t oa;
  if (frames_is_table(checker, f->space, f->height, old, &oa) && old != value) {
    visit_tables(checker, frames_at(checker, oa), f->space, f->height - 1, base, unlink_frame);
  }
  if (frames_is_table(checker, f->space, f->height, value, &oa) && old != value) {
    if (frames_at(checker, oa) == WORLD_FRAMES_MAX) {
      FAIL(checker, "table descriptor that leads out of the pool");
      return;
    }
    visit_tables(checker, frames_at(checker, oa), f->space, f->height - 1, base, frames_link);
  }
}
