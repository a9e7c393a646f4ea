/* SPDX-License-Identifier: Apache-2.0 */
#include "frames.h"

#include "../model/granted.h"

#include <stdlib.h>
#include <string.h>

/* ---- translations, and what TLBs hold ---------------------------------------------------------
 */

/* What an address was translated to before the call, and what it will be after it. */
static struct translation translation_before(const struct checker *checker, unsigned space, uint64_t ia)
{
  return model_translate(space == checker->op.space ? &checker->before : &checker->world->model[space], ia);
}

static struct translation translation_after(const struct checker *checker, unsigned space, uint64_t ia)
{
  return model_translate(&checker->world->model[space], ia);
}

static bool attributes_break(const struct checker *checker, unsigned space, vpt_attr from, vpt_attr to)
{
  const struct architecture *architecture = architecture_of(checker->world->config[space].geometry.format);
  return architecture->must_break != NULL && architecture->must_break(from, to);
}

/* A table takes the place of a leaf. */
static bool table_breaks(const struct checker *checker, unsigned space)
{
  const struct vpt_config *config = &checker->world->config[space];
  return architecture_of(config->geometry.format)->table_breaks && !config->resize_live;
}

/* May this address fault for a moment: is it in a leaf that is being broken and made again? */
static bool may_break(const struct checker *checker, unsigned space, uint64_t ia)
{
  if (checker->world->config[space].never_break) {
    return false;
  }
  if (space != checker->op.space || !is_on_range(&checker->op)) {
    return checker->breaks && space == checker->op.space && ia - checker->leaf.ia < checker->leaf.size;
  }
  struct translation from = translation_before(checker, space, ia), to = translation_after(checker, space, ia);
  bool splits = table_breaks(checker, space) && expected_split(&checker->op, from.ia, from.size);
  return from.valid && to.valid && (splits || attributes_break(checker, space, from.attr, to.attr));
}

/* Where calls on ranges are about, leaves may become smaller ones that translate alike. */
static bool same(const struct checker *checker, uint64_t ia, const struct translation *a, const struct translation *b)
{
  if (!is_on_range(&checker->op)) {
    return translation_equal(a, b);
  }
  return a->valid == b->valid && a->bad == b->bad && a->attr == b->attr &&
         (!a->valid || a->oa + (ia - a->ia) == b->oa + (ia - b->ia));
}

static bool is_good(const struct checker *checker, unsigned space, uint64_t ia, const struct translation *t)
{
  struct translation from = translation_before(checker, space, ia), to = translation_after(checker, space, ia);
  return same(checker, ia, t, &from) || same(checker, ia, t, &to);
}

static bool is_broken(const struct checker *checker, unsigned space, uint64_t ia, const struct translation *t)
{
  return !t->valid && !t->bad && may_break(checker, space, ia);
}

static void check_address(struct checker *checker, unsigned space, unsigned i)
{
  struct checked_space *s = &checker->space[space];
  struct translation t = walk(&s->walker, s->ia[i]);
  if (!is_good(checker, space, s->ia[i], &t) && !is_broken(checker, space, s->ia[i], &t)) {
    FAIL(checker, "store %u: %#llx is neither as before nor as after", checker->stores,
         (unsigned long long)s->ia[i]);
  }
  if (!translation_equal(&t, &s->now[i])) {
    bool breaks = may_break(checker, space, s->ia[i]);
    if (t.valid && breaks && s->cached[i] != CACHE_CLEAN) {
      FAIL(checker, "made before the break was complete");
    }
    if (t.valid && s->now[i].valid && breaks && !is_on_range(&checker->op)) {
      FAIL(checker, "changed without a break");
    }
    if (s->now[i].valid) {
      s->cached[i] = CACHE_STALE;
    }
    s->now[i] = t;
  }
}

/* All that is looked at of what an entry at [ia, ia + size) translates; of no other address a walk comes there. Of a
 * table that is linked, the start of each entry: nothing is broken any more. */
static void check_region(struct checker *checker, unsigned space, uint64_t ia, uint64_t size, uint64_t step)
{
  struct checked_space *s = &checker->space[space];
  for (unsigned i = 0; i < s->count; i++) {
    if (s->ia[i] - ia < size) {
      check_address(checker, space, i);
    }
  }
  for (uint64_t x = ia;; x += step) {
    uint64_t address = x < ia + size ? x : ia + size - 1;
    struct translation t = walk(&s->walker, address);
    bool broken = step == size && is_broken(checker, space, address, &t);
    if (!broken && !is_good(checker, space, address, &t)) {
      FAIL(checker, "store %u: %#llx is neither as before nor as after", checker->stores, (unsigned long long)address);
    }
    if (x >= ia + size) {
      return;
    }
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
}

static bool overlaps(const struct span *span, uint64_t ia, uint64_t size)
{
  return ia < span->end && span->first < ia + size;
}

/* A leaf that TLBs may hold goes away or changes. */
static void add_stale(struct span *span, uint64_t ia, uint64_t size, vpt_attr attr)
{
  bool first = span->end == 0;
  *span = (struct span){.first = first ? ia : span->first,
                        .end = ia + size,
                        .leaf_size = first ? size : 0,
                        .global = span->global || (attr & VPT_GLOBAL) != 0};
}

/* The same of a call on a range, for the entry at [ia, ia + size). The number of stores, and what walkers find, are
 * looked at elsewhere. */
static void check_range_store(struct checker *checker, unsigned space, uint64_t ia, uint64_t size, uint64_t old,
                              uint64_t value, unsigned height)
{
  const struct vpt_format *format = checker->world->config[space].geometry.format;
  const struct architecture *architecture = architecture_of(format);
  vpt_attr from = 0, to = 0;
  uint64_t oa;
  bool was_leaf = architecture->is_leaf(format, old, height), is_leaf = architecture->is_leaf(format, value, height);
  bool links = frames_is_table(checker, space, height, value, &oa);
  if (space != checker->op.space) {
    FAIL(checker, "store into a table of another space");
  }
  if (was_leaf && !architecture->read_leaf(format, old, height, &oa, &from)) {
    FAIL(checker, "a leaf that the library does not make");
  }
  if (is_leaf && !architecture->read_leaf(format, value, height, &oa, &to)) {
    FAIL(checker, "a leaf that the library does not make");
  }
  bool breaks = links ? table_breaks(checker, space) : is_leaf && attributes_break(checker, space, from, to);
  if (was_leaf && breaks) {
    FAIL(checker, "replaced without a break");
  }
  checker->resizes_seen += was_leaf && links && architecture->table_breaks;
  if (old == 0 && (overlaps(&checker->stale, ia, size) || overlaps(&checker->asked, ia, size))) {
    FAIL(checker, "made before the break was complete");
  }
  if (was_leaf && overlaps(&checker->stale, ia, size)) {
    FAIL(checker, "live word written twice");
  }
  if (is_leaf && checker->op.kind == OP_MAP_RANGE) {
    if (ia < checker->last_leaf) {
      FAIL(checker, "a leaf appears before one at a lower address");
    }
    checker->last_leaf = ia + size;
  }
  if (was_leaf) {
    add_stale(&checker->stale, ia, size, from);
  }
}

void checker_store(struct checker *checker, uint64_t *word, uint64_t value)
{
  unsigned frame = frames_of(checker, word);
  struct checked_frame *f = &checker->frame[frame];
  uint64_t old = *word, size = 0, ia = 0;
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
    size = frames_entry_bytes(checker, f->space, f->height);
    ia = f->base + (uint64_t)(word - checker->world->window) % checker->world->entries * size;
    if (is_on_range(&checker->op)) {
      check_range_store(checker, f->space, ia, size, old, value, f->height);
    } else {
      check_live_store(checker, word, value);
    }
    checker->live_stores++;
  }
  checker->stores++;
  *word = value;
  checker->shadow[word - checker->world->window] = value;
  if (f->use != FRAME_TABLE) {
    return;
  }
  frames_follow(checker, frame, ia, old, value);
  frames_check_grants(checker, f->space, f->height, value);
  if (is_on_range(&checker->op)) {
    uint64_t oa;
    bool filled = frames_is_table(checker, f->space, f->height, value, &oa) &&
                  !frames_is_zero(checker, frames_at(checker, oa));
    check_region(checker, f->space, ia, size, filled ? size / checker->world->entries : size);
  } else {
    check_translations(checker);
  }
}

static bool may_call_hooks(const struct checker *checker)
{
  return checker->in_call && checker->expected == VPT_OK && checker->changes &&
         (checker->op.kind == OP_UNMAP || checker->op.kind == OP_PROTECT || checker->op.kind == OP_DESTROY ||
          checker->op.kind == OP_UNMAP_RANGE || checker->op.kind == OP_UNMAP_SOME ||
          checker->op.kind == OP_PROTECT_RANGE || checker->op.kind == OP_SPLIT_RANGE);
}

/* Where what is told begins in a space: hooks are told addresses in full. */
static uint64_t told_offset(const struct checker *checker, const struct vpt_invalidation *what)
{
  const struct vpt_config *config = &checker->world->config[checker->op.space];
  uint64_t end = UINT64_C(1) << config->geometry.input_bits;
  bool upper = config->half == VPT_UPPER || (config->half == VPT_SIGNED && what->ia >= end / 2);
  return upper ? what->ia + end : what->ia;
}

/* Of a call on a range: what has changed since the last, no more and no less. */
static void check_span(struct checker *checker, const struct vpt_invalidation *what)
{
  struct span *stale = &checker->stale;
  if (told_offset(checker, what) != stale->first || what->length != stale->end - stale->first || what->length == 0) {
    FAIL(checker, "invalidation of a wrong range");
  }
  if (what->leaf_size != 0 && what->leaf_size != stale->leaf_size) {
    FAIL(checker, "invalidation with a wrong leaf size");
  }
  if (what->global != stale->global) {
    FAIL(checker, "global is wrong");
  }
  if (checker->asked.end != 0) {
    FAIL(checker, "invalidation before the last was synced");
  }
  checker->asked = *stale;
  *stale = (struct span){0};
}

/* The range has to hold the leaf, or be all of the space, from its lowest address on as a signed number. */
static void check_range(struct checker *checker, const struct vpt_invalidation *what)
{
  const struct vpt_config *config = &checker->world->config[checker->op.space];
  uint64_t end = UINT64_C(1) << config->geometry.input_bits, first = told_offset(checker, what);
  bool all = checker->op.kind == OP_DESTROY;
  struct translation want = all ? (struct translation){.ia = 0, .size = end} : checker->leaf;
  if (all) {
    first -= config->half == VPT_SIGNED ? end / 2 : 0;
  }
  if (first > want.ia || what->length > end - first || first + what->length < want.ia + want.size) {
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
  if (is_on_range(&checker->op)) {
    check_span(checker, what);
  } else {
    check_range(checker, what);
  }
  checker->invalidates++;
  for (unsigned i = 0; i < s->count; i++) {
    bool told = checker->op.kind == OP_DESTROY || s->ia[i] - told_offset(checker, what) < what->length;
    if (told && s->cached[i] == CACHE_STALE) {
      s->cached[i] = CACHE_INVALIDATED;
    }
  }
  if (!what->leaf_only) {
    frames_advance(checker, FRAME_UNLINKED, FRAME_INVALIDATED);
  }
}

void checker_sync(struct checker *checker)
{
  if (!may_call_hooks(checker) || checker->invalidates <= checker->syncs) {
    FAIL(checker, "sync without an invalidation");
  }
  checker->syncs++;
  checker->asked = (struct span){0};
  frames_advance(checker, FRAME_INVALIDATED, FRAME_FREE);
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

/* The list that the space was given last, or its output range. */
static void copy_grants(struct checker *checker, unsigned space)
{
  struct checked_space *s = &checker->space[space];
  const struct vpt_config *config = &checker->world->config[space];
  const struct model *model = &checker->world->model[space];
  s->limited = model->limited;
  s->grant_count = model->limited ? model->grant_count : 1;
  s->grant[0] = (struct vpt_grant){config->output_first, config->output_end, GRANTED_RIGHTS, GRANTED_TYPES};
  if (model->limited) {
    memcpy(s->grant, model->grant, sizeof s->grant);
  }
}

static void begin_space(struct checker *checker, unsigned space)
{
  struct checked_space *s = &checker->space[space];
  uint64_t end = UINT64_C(1) << s->walker.geometry.input_bits;
  const struct translation *leaf =
      checker->leaf.valid ? &checker->leaf : &checker->op.leaf; /* a map's leaf may be new */
  bool range = is_on_range(&checker->op);
  uint64_t first = range ? checker->op.range.ia : leaf->ia;
  uint64_t bytes = range ? checker->op.range.length : leaf->size;
  s->count = operation_addresses(&checker->world->config[space].geometry, s->ia);
  s->ia[s->count++] = first % end;
  s->ia[s->count++] = (first + bytes - 1) % end;
  memset(s->cached, CACHE_CLEAN, sizeof s->cached);
  model_all(checker, space, s->before);
  memcpy(s->now, s->before, sizeof s->now);
  copy_grants(checker, space);
}

static void before(struct world *world, const struct operation *op)
{
  struct checker *checker = world->observer.context;
  checker->world = world;
  checker->op = *op;
  checker->leaf = (struct translation){0};
  if (checker->space[op->space].alive) {
    checker->leaf = model_translate(&world->model[op->space], op->leaf.ia);
    model_copy(&checker->before, &world->model[op->space]);
  } else {
    checker->before.rows.count = 0;
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
  case OP_QUERY:
  case OP_MAP_CHECK:
  case OP_NEXT_RUN: return false;
  default: return true;
  }
}

/* Between calls the owner of frames that are not the pool's writes to them, and those handed over are zeroed. */
static void adopt_frames(struct checker *checker)
{
  struct world *world = checker->world;
  for (uint64_t frame = 0; frame < world->scenario->frames; frame++) {
    if (!checker->owned[frame] || !world->owned[frame]) {
      memcpy(checker->shadow + frame * world->entries, world->window + frame * world->entries, world->page);
    }
    checker->owned[frame] = world->owned[frame];
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
  checker->stores = checker->invalidates = checker->syncs = 0;
  checker->live_stores = 0;
  checker->stale = checker->asked = (struct span){0};
  checker->last_leaf = 0;
  checker->range = (struct expected){0};
  if (is_on_range(op) && status == VPT_OK) {
    checker->range = expected_of(&checker->before, op);
  }
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
  adopt_frames(checker);
  checker->in_call = true;
}

static void check_end_state(struct checker *checker)
{
  if (checker->stale.end != 0 || checker->asked.end != 0) {
    FAIL(checker, "a TLB may still hold %#llx", (unsigned long long)checker->stale.first);
  }
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
  if (frames_any(checker, FRAME_UNLINKED) || frames_any(checker, FRAME_INVALIDATED)) {
    FAIL(checker, "a walker may still be in a table that was freed");
  }
  if (memcmp(checker->shadow, checker->world->window, checker->world->scenario->frames * checker->world->page)) {
    FAIL(checker, "a table was changed behind the port's back");
  }
}

/* How many live stores and hook calls a successful call has. */
static void check_counts(struct checker *checker)
{
  uint64_t hooks = is_on_range(&checker->op) ? checker->range.invalidates : may_call_hooks(checker);
  if (checker->invalidates != hooks || checker->syncs != hooks) {
    FAIL(checker, "%u invalidations and %u syncs", checker->invalidates, checker->syncs);
  }
  if (is_on_range(&checker->op) && checker->live_stores != checker->range.live_stores) {
    FAIL(checker, "%llu live stores instead of %llu", (unsigned long long)checker->live_stores,
         (unsigned long long)checker->range.live_stores);
  }
  if (checker->expected == VPT_OK && checker->op.kind == OP_PROTECT && checker->changes &&
      checker->live_stores != (checker->breaks ? 2 : 1)) {
    FAIL(checker, "protect with %llu stores", (unsigned long long)checker->live_stores);
  }
}

static void root_begins(struct checker *checker, unsigned space)
{
  struct checked_space *s = &checker->space[space];
  unsigned roots = model_roots(&checker->world->config[space].geometry);
  s->alive = true;
  s->walker = world_walker(checker->world, space);
  for (unsigned i = 0; i < roots; i++) {
    unsigned frame = frames_at(checker, s->walker.root_oa) + i;
    if (frame >= WORLD_FRAMES_MAX || !frames_is_zero(checker, frame)) {
      FAIL(checker, "root table outside the pool or not empty");
      return;
    }
    frames_link(checker, frame, space, s->walker.geometry.levels - 1,
               i * (frames_entry_bytes(checker, space, s->walker.geometry.levels - 1) * checker->world->entries));
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
  if (is_on_range(op)) {
    check_translations(checker);
  }
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
