/* SPDX-License-Identifier: Apache-2.0 */
#include "checker.h"

#include <stdlib.h>
#include <string.h>

#define FAIL(checker, ...) world_fail((checker)->world, __VA_ARGS__)

static unsigned frame_of(const struct checker *checker, const uint64_t *word)
{
  return (unsigned)((uint64_t)(word - checker->world->window) / checker->world->entries);
}

static unsigned frame_at(const struct checker *checker, uint64_t oa)
{
  uint64_t frame = (oa - checker->world->scenario->window_oa) / checker->world->page;
  return frame < checker->world->scenario->frames ? (unsigned)frame : WORLD_FRAMES_MAX;
}

static bool is_zero(const struct checker *checker, unsigned frame)
{
  const uint64_t *words = checker->world->window + frame * checker->world->entries;
  for (uint64_t i = 0; i < checker->world->entries; i++) {
    if (words[i] != 0) {
      return false;
    }
  }
  return true;
}

/* ---- tables: linked, unlinked, free -----------------------------------------------------------
 */

typedef void visit_frame(struct checker *checker, unsigned frame, unsigned space, unsigned height);

/* True if the value, in a table of a space, points to a further table. */
static bool is_table(const struct checker *checker, unsigned space, unsigned height, uint64_t value, uint64_t *oa)
{
  const struct vpt_format *format = checker->world->config[space].geometry.format;
  return architecture_of(format)->is_table(format, value, height, oa);
}

/* Visits a table and those below it, each before the tables it points to. */
static void visit_tables(struct checker *checker, unsigned frame, unsigned space, unsigned height,
                         visit_frame *visit)
{
  unsigned list[WORLD_FRAMES_MAX] = {frame};
  unsigned heights[WORLD_FRAMES_MAX] = {height};
  unsigned n = 1;
  for (unsigned i = 0; i < n; i++) {
    const uint64_t *words = checker->world->window + (size_t)list[i] * checker->world->entries;
    visit(checker, list[i], space, heights[i]);
    for (unsigned e = 0; e < checker->world->entries; e++) {
      uint64_t oa;
      if (!is_table(checker, space, heights[i], words[e], &oa)) {
        continue;
      }
      unsigned child = frame_at(checker, oa);
      if (child == WORLD_FRAMES_MAX || n == WORLD_FRAMES_MAX) {
        FAIL(checker, "table descriptor that leads nowhere");
        return;
      }
      list[n] = child;
      heights[n++] = heights[i] - 1;
    }
  }
}

static void link_frame(struct checker *checker, unsigned frame, unsigned space, unsigned height)
{
  struct checked_frame *f = &checker->frame[frame];
  if (f->use == FRAME_TABLE) {
    FAIL(checker, "frame %u linked twice", frame);
  } else if (f->use != FRAME_FREE) {
    FAIL(checker, "frame %u linked again before a sync", frame);
  }
  bool empty = is_zero(checker, frame);
  *f = (struct checked_frame){FRAME_TABLE, space, height, !empty};
  checker->links_seen++;
}

static void unlink_frame(struct checker *checker, unsigned frame, unsigned space, unsigned height)
{
  (void)space;
  (void)height;
  checker->frame[frame].use = FRAME_UNLINKED;
  checker->unlinks = true;
  checker->unlinks_seen++;
}

static void advance_frames(struct checker *checker, enum frame_use from, enum frame_use to)
{
  for (unsigned i = 0; i < WORLD_FRAMES_MAX; i++) {
    if (checker->frame[i].use == from) {
      checker->frame[i].use = to;
    }
  }
}

static bool any_frame(const struct checker *checker, enum frame_use use)
{
  for (unsigned i = 0; i < WORLD_FRAMES_MAX; i++) {
    if (checker->frame[i].use == use) {
      return true;
    }
  }
  return false;
}

/* Follows what a store into a linked table does to the tables below. */
static void follow_links(struct checker *checker, unsigned frame, uint64_t old, uint64_t value)
{
  const struct checked_frame *f = &checker->frame[frame];
  uint64_t oa;
  if (is_table(checker, f->space, f->height, old, &oa) && old != value) {
    visit_tables(checker, frame_at(checker, oa), f->space, f->height - 1, unlink_frame);
  }
  if (is_table(checker, f->space, f->height, value, &oa) && old != value) {
    if (frame_at(checker, oa) == WORLD_FRAMES_MAX) {
      FAIL(checker, "table descriptor that leads out of the pool");
      return;
    }
    visit_tables(checker, frame_at(checker, oa), f->space, f->height - 1, link_frame);
  }
}

/* ---- translations, and what TLBs hold ---------------------------------------------------------
 */

/* May this address fault for a moment: is it in a leaf that is being broken and made again? */
static bool may_break(const struct checker *checker, unsigned space, uint64_t ia)
{
  return checker->breaks && space == checker->op.space &&
         ia - checker->leaf.ia < checker->leaf.size;
}

static void check_address(struct checker *checker, unsigned space, unsigned i)
{
  struct checked_space *s = &checker->space[space];
  struct translation t = walk(&s->walker, s->ia[i]);
  bool broken = !t.valid && !t.bad && may_break(checker, space, s->ia[i]);
  if (!broken && !translation_equal(&t, &s->before[i]) && !translation_equal(&t, &s->after[i])) {
    FAIL(checker, "store %u: %#llx is neither as before nor as after", checker->stores,
         (unsigned long long)s->ia[i]);
  }
  if (!translation_equal(&t, &s->now[i])) {
    if (t.valid && may_break(checker, space, s->ia[i]) && s->cached[i] != CACHE_CLEAN) {
      FAIL(checker, "made before the break was complete");
    }
    if (t.valid && s->now[i].valid && may_break(checker, space, s->ia[i])) {
      FAIL(checker, "changed without a break");
    }
    if (s->now[i].valid) {
      s->cached[i] = CACHE_STALE;
    }
    s->now[i] = t;
  }
}

static void check_translations(struct checker *checker)
{
  for (unsigned space = 0; space < WORLD_SPACES; space++) {
    for (unsigned i = 0; checker->space[space].alive && i < checker->space[space].count; i++) {
      check_address(checker, space, i);
    }
  }
}

/* ---- events ------------------------------------------------------------------------------------
 */

/* One store to a live word per call, two where the first is the break of break-before-make. */
static void check_live_store(struct checker *checker, uint64_t *word, uint64_t value)
{
  for (unsigned i = 0; i < checker->live_stores && i < STORES_MAX; i++) {
    bool make = checker->breaks && checker->live_stores == 1 && *word == 0 && value != 0;
    if (checker->stored[i] == word && !make && checker->op.kind != OP_DESTROY) {
      FAIL(checker, "live word written twice");
    }
  }
  if (checker->breaks && checker->live_stores == 0 && value != 0) {
    FAIL(checker, "replaced without a break");
  }
  if (checker->live_stores < STORES_MAX) {
    checker->stored[checker->live_stores] = word;
  } else if (checker->op.kind != OP_DESTROY) {
    FAIL(checker, "too many live stores");
  }
  checker->live_stores++;
}

void checker_store(struct checker *checker, uint64_t *word, uint64_t value)
{
  unsigned frame = frame_of(checker, word);
  struct checked_frame *f = &checker->frame[frame];
  uint64_t old = *word;
  if (!checker->in_call || checker->expected != VPT_OK || !checker->changes) {
    FAIL(checker, "store in a call that has nothing to change");
  }
  if (f->use == FRAME_TABLE && f->new) {
    FAIL(checker, "table linked before it was complete");
  }
  if ((f->use == FRAME_UNLINKED || f->use == FRAME_INVALIDATED) && value != 0) {
    FAIL(checker, "frame %u used again before a sync", frame);
  }
  if (f->use == FRAME_TABLE) {
    check_live_store(checker, word, value);
  }
  checker->stores++;
  *word = value;
  checker->shadow[word - checker->world->window] = value;
  if (f->use == FRAME_TABLE) {
    follow_links(checker, frame, old, value);
  }
  check_translations(checker);
}

static bool may_call_hooks(const struct checker *checker)
{
  return checker->in_call && checker->expected == VPT_OK && checker->changes &&
         (checker->op.kind == OP_UNMAP || checker->op.kind == OP_PROTECT ||
          checker->op.kind == OP_DESTROY);
}

/* The range has to hold the leaf, or all of the space. */
static void check_range(struct checker *checker, const struct vpt_invalidation *what)
{
  uint64_t end = UINT64_C(1) << checker->world->config[checker->op.space].geometry.input_bits;
  bool all = checker->op.kind == OP_DESTROY;
  struct translation want = all ? (struct translation){.ia = 0, .size = end} : checker->leaf;
  if (what->ia > want.ia || what->length > end - what->ia || what->ia + what->length < want.ia + want.size) {
    FAIL(checker, "invalidation of a wrong range");
  }
  if (what->leaf_size != (all ? 0 : want.size)) {
    FAIL(checker, "invalidation with a wrong leaf size");
  }
  if (what->global != (all || (want.attr & VPT_GLOBAL) != 0)) {
    FAIL(checker, "global is wrong");
  }
}

void checker_invalidate(struct checker *checker, const struct vpt_invalidation *what)
{
  struct checked_space *s = &checker->space[checker->op.space];
  if (!may_call_hooks(checker)) {
    FAIL(checker, "invalidation in a call that needs none");
    return;
  }
  if (what->id != checker->world->config[checker->op.space].id) {
    FAIL(checker, "invalidation for another space");
  }
  if (what->leaf_only != (!checker->unlinks && checker->op.kind != OP_DESTROY)) {
    FAIL(checker, "leaf_only is wrong");
  }
  check_range(checker, what);
  checker->invalidates++;
  for (unsigned i = 0; i < s->count; i++) {
    if (s->ia[i] - what->ia < what->length && s->cached[i] == CACHE_STALE) {
      s->cached[i] = CACHE_INVALIDATED;
    }
  }
  if (!what->leaf_only) {
    advance_frames(checker, FRAME_UNLINKED, FRAME_INVALIDATED);
  }
}

void checker_sync(struct checker *checker)
{
  if (!may_call_hooks(checker) || checker->invalidates <= checker->syncs) {
    FAIL(checker, "sync without an invalidation");
  }
  checker->syncs++;
  advance_frames(checker, FRAME_INVALIDATED, FRAME_FREE);
  for (unsigned i = 0; i < checker->space[checker->op.space].count; i++) {
    enum cached *cached = &checker->space[checker->op.space].cached[i];
    *cached = *cached == CACHE_INVALIDATED ? CACHE_CLEAN : *cached;
  }
}

/* ---- around a call -----------------------------------------------------------------------------
 */

/* Puts the translations that the model says, at all addresses of a space, into `t`. */
static void model_all(const struct checker *checker, unsigned space, struct translation *t)
{
  const struct checked_space *s = &checker->space[space];
  for (unsigned i = 0; i < s->count; i++) {
    t[i] = model_translate(&checker->world->model[space], s->ia[i]);
  }
}

static void begin_space(struct checker *checker, unsigned space)
{
  struct checked_space *s = &checker->space[space];
  uint64_t end = UINT64_C(1) << s->walker.geometry.input_bits;
  const struct translation *leaf =
      checker->leaf.valid ? &checker->leaf : &checker->op.leaf; /* a map's leaf may be new */
  s->count = operation_addresses(&checker->world->config[space].geometry, s->ia);
  s->ia[s->count++] = leaf->ia % end;
  s->ia[s->count++] = (leaf->ia + leaf->size - 1) % end;
  memset(s->cached, CACHE_CLEAN, sizeof s->cached);
  model_all(checker, space, s->before);
  memcpy(s->now, s->before, sizeof s->now);
}

static void before(struct world *world, const struct operation *op)
{
  struct checker *checker = world->observer.context;
  checker->world = world;
  checker->op = *op;
  checker->leaf = (struct translation){0};
  if (checker->space[op->space].alive) {
    checker->leaf = model_translate(&world->model[op->space], op->leaf.ia);
  }
  for (unsigned space = 0; space < WORLD_SPACES; space++) {
    if (checker->space[space].alive) {
      begin_space(checker, space);
    }
  }
}

static bool changes(const struct checker *checker)
{
  switch (checker->op.kind) {
  case OP_PROTECT: return checker->op.leaf.attr != checker->leaf.attr;
  case OP_QUERY: return false;
  default: return true;
  }
}

static void predicted(struct world *world, const struct operation *op, enum vpt_status status)
{
  struct checker *checker = world->observer.context;
  checker->expected = status;
  checker->changes = changes(checker);
  const struct architecture *architecture = architecture_of(world->config[op->space].geometry.format);
  checker->breaks = status == VPT_OK && op->kind == OP_PROTECT && architecture->must_break != NULL &&
                    architecture->must_break(checker->leaf.attr, op->leaf.attr);
  checker->unlinks = false;
  checker->stores = checker->live_stores = checker->invalidates = checker->syncs = 0;
  for (unsigned space = 0; space < WORLD_SPACES; space++) {
    model_all(checker, space, checker->space[space].after);
  }
  if (checker->shadow == NULL) {
    size_t bytes = world->scenario->frames * checker->world->page;
    checker->shadow = malloc(bytes);
    if (checker->shadow == NULL) {
      abort();
    }
    memcpy(checker->shadow, world->window, bytes);
  }
  checker->in_call = true;
}

static void check_end_state(struct checker *checker)
{
  for (unsigned space = 0; space < WORLD_SPACES; space++) {
    const struct checked_space *s = &checker->space[space];
    for (unsigned i = 0; s->alive && i < s->count; i++) {
      if (!translation_equal(&s->now[i], &s->after[i])) {
        FAIL(checker, "%#llx is not as predicted", (unsigned long long)s->ia[i]);
      }
      if (s->cached[i] != CACHE_CLEAN) {
        FAIL(checker, "a TLB may still hold %#llx", (unsigned long long)s->ia[i]);
      }
    }
  }
  if (any_frame(checker, FRAME_UNLINKED) || any_frame(checker, FRAME_INVALIDATED)) {
    FAIL(checker, "a walker may still be in a table that was freed");
  }
  if (memcmp(checker->shadow, checker->world->window, checker->world->scenario->frames * checker->world->page)) {
    FAIL(checker, "a table was changed behind the port's back");
  }
}

/* How many live stores and hook calls a successful call has. */
static void check_counts(struct checker *checker)
{
  bool hooks = may_call_hooks(checker);
  if (checker->invalidates != hooks || checker->syncs != hooks) {
    FAIL(checker, "%u invalidations and %u syncs", checker->invalidates, checker->syncs);
  }
  if (checker->expected == VPT_OK && checker->op.kind == OP_PROTECT && checker->changes &&
      checker->live_stores != (checker->breaks ? 2 : 1)) {
    FAIL(checker, "protect with %u stores", checker->live_stores);
  }
}

static void root_begins(struct checker *checker, unsigned space)
{
  struct checked_space *s = &checker->space[space];
  unsigned roots = model_roots(&checker->world->config[space].geometry);
  s->alive = true;
  s->walker = world_walker(checker->world, space);
  for (unsigned i = 0; i < roots; i++) {
    unsigned frame = frame_at(checker, s->walker.root_oa) + i;
    if (frame >= WORLD_FRAMES_MAX || !is_zero(checker, frame)) {
      FAIL(checker, "root table outside the pool or not empty");
      return;
    }
    link_frame(checker, frame, space, s->walker.geometry.levels - 1);
  }
}

static void root_ends(struct checker *checker, unsigned space)
{
  checker->space[space].alive = false;
  for (unsigned i = 0; i < WORLD_FRAMES_MAX; i++) {
    if (checker->frame[i].use == FRAME_TABLE && checker->frame[i].space == space) {
      checker->frame[i].use = FRAME_FREE;
    }
  }
}

static void after(struct world *world, const struct operation *op, enum vpt_status status)
{
  struct checker *checker = world->observer.context;
  check_counts(checker);
  check_end_state(checker);
  checker->breaks_seen += checker->breaks;
  for (unsigned i = 0; i < WORLD_FRAMES_MAX; i++) {
    checker->frame[i].new = false;
  }
  if (op->kind == OP_INIT && status == VPT_OK) {
    root_begins(checker, op->space);
  } else if (op->kind == OP_DESTROY) {
    root_ends(checker, op->space);
  }
  checker->in_call = false;
}

void checker_init(struct checker *checker)
{
  memset(checker, 0, sizeof *checker);
}

void checker_free(struct checker *checker)
{
  free(checker->shadow);
  checker->shadow = NULL;
}

struct observer checker_observer(struct checker *checker)
{
  return (struct observer){
      .before = before, .predicted = predicted, .after = after, .context = checker};
}
