/* SPDX-License-Identifier: Apache-2.0 */
#include "world.h"

#include "grants.h"
#include "hand_over.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void world_fail(struct world *world, const char *format, ...)
{
  if (world->failed) {
    return;
  }
  world->failed = true;
  int n = snprintf(world->failure, WORLD_TEXT, "%s, step %llu: ", world->scenario->name,
                   (unsigned long long)world->steps);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(world->failure + n, (size_t)(WORLD_TEXT - n), format, arguments);
  va_end(arguments);
}

/* The input addresses that a format has beside the lower ones, if it has any with this geometry. */
static void use_other_half(struct world *world, unsigned space)
{
  struct vpt_config *config = &world->config[space];
  const struct vpt_format *format = config->geometry.format;
  if (format == NULL) {
    return;
  }
  config->half = architecture_of(format)->other_half(format);
  if (model_config(config, &world->pool_config) == VPT_ERR_HALF) {
    config->half = VPT_LOWER;
  }
}

/* Leaves may lead to the pool too, and to all between. */
static void reach_tables(struct world *world, unsigned space)
{
  struct vpt_config *config = &world->config[space];
  const struct vpt_pool_config *pool = &world->pool_config;
  uint64_t window_end = pool->window_oa + pool->window_bytes;
  config->output_has_tables = true;
  if (config->output_first > pool->window_oa) config->output_first = pool->window_oa;
  if (config->output_end < window_end) config->output_end = window_end;
}

void world_open(struct world *world, const struct scenario *scenario,
                const struct observer *observer, const struct vpt_hooks *hooks)
{
  memset(world, 0, sizeof *world);
  world->scenario = scenario;
  world->random.state = scenario->seed;
  world->observer = observer != NULL ? *observer : (struct observer){0};
  world->page = walk_page(&scenario->spaces[0].geometry);
  world->entries = walk_entries(&scenario->spaces[0].geometry);
  world->window = aligned_alloc(world->page, scenario->frames * world->page);
  if (world->window == NULL || scenario->frames > WORLD_FRAMES_MAX) {
    abort();
  }
  world->pool_config = (struct vpt_pool_config){.window = world->window,
                                                .window_oa = scenario->window_oa,
                                                .window_bytes = scenario->frames * world->page,
                                                .granule_log2 = scenario->spaces[0].geometry.format->granule_log2,
                                                .info = world->info,
                                                .info_count = scenario->frames};
  if (vpt_pool_init(&world->pool, &world->pool_config) != VPT_OK) {
    world_fail(world, "pool refused");
  }
  memset(world->owned, true, scenario->frames * sizeof world->owned[0]);
  for (unsigned i = 0; i < WORLD_SPACES; i++) {
    world->config[i] = (struct vpt_config){.geometry = scenario->spaces[i].geometry,
                                           .pool = &world->pool,
                                           .output_first = scenario->spaces[i].output_first,
                                           .output_end = scenario->spaces[i].output_end,
                                           .leaf_size_max = scenario->spaces[i].leaf_size_max,
                                           .id = (uint16_t)(100 + i)};
    if (hooks != NULL) {
      world->config[i].hooks = *hooks;
    }
    if (i == scenario->seed % WORLD_SPACES) {
      use_other_half(world, i);
    }
    if (i == scenario->seed / WORLD_SPACES % WORLD_SPACES) {
      reach_tables(world, i);
    }
  }
}

struct walker world_walker(const struct world *world, unsigned space)
{
  return model_walker(&world->model[space], &world->pool_config, vpt_root(&world->space[space]));
}

uint64_t *world_leaf_word(struct world *world, unsigned space, uint64_t offset)
{
  unsigned height;
  struct walker walker = world_walker(world, space);
  return world->window + (walk_word(&walker, offset, &height) - world->window);
}

static uint64_t free_frames(const struct world *world)
{
  uint64_t used = 0;
  for (unsigned i = 0; i < WORLD_SPACES; i++) {
    used += world->alive[i] ? world->model[i].tables : 0;
  }
  return world->scenario->frames - world->owners - used - world->hogs;
}

/* A space that needs one frame, wherever the pool lies. */
static struct vpt_config hog_config(struct world *world)
{
  static const struct vpt_geometry geometries[] = {
      {&vpt_riscv, 3, 31, 56}, {&vpt_aarch64_s1_16k_lpa2, 2, 26, 52}, {&vpt_aarch64_s1_64k, 2, 30, 52}};
  return (struct vpt_config){.geometry = geometries[world->pool_config.granule_log2 / 2 - 6],
                             .pool = &world->pool,
                             .output_end = 1,
                             .output_has_tables = true};
}

void world_hog(struct world *world, uint64_t free)
{
  struct vpt_config config = hog_config(world);
  while (free_frames(world) > free) {
    if (vpt_init(&world->hog[world->hogs], &config) != VPT_OK) {
      world_fail(world, "no frame to keep");
      return;
    }
    world->hogs++;
  }
}

void world_release(struct world *world)
{
  while (world->hogs > 0) {
    vpt_destroy(&world->hog[--world->hogs]);
  }
}

static void no_leaf(void *context, const struct translation *leaf)
{
  (void)context;
  (void)leaf;
}

void world_tables(const struct world *world, bool tables[WORLD_FRAMES_MAX])
{
  memset(tables, 0, WORLD_FRAMES_MAX * sizeof *tables);
  for (unsigned i = 0; i < WORLD_SPACES; i++) {
    if (world->alive[i]) {
      struct walker walker = world_walker(world, i);
      walk_all(&walker, tables, no_leaf, NULL);
    }
  }
}

/* Predicts vpt_init(), and does it: it needs its root tables side by side, and their address a multiple of
 * their size. */
static enum vpt_status predict_init(struct world *world, unsigned space)
{
  bool used[WORLD_FRAMES_MAX];
  enum vpt_status status = model_config(&world->config[space], &world->pool_config);
  if (status != VPT_OK) {
    return status;
  }
  unsigned roots = model_roots(&world->config[space].geometry);
  world_tables(world, used);
  for (uint64_t first = 0; first + roots <= world->scenario->frames; first++) {
    bool fits = (world->scenario->window_oa / world->page + first) % roots == 0;
    for (unsigned i = 0; fits && i < roots; i++) {
      fits = world->owned[first + i] && !used[first + i];
    }
    if (fits) {
      model_init(&world->model[space], &world->config[space]);
      return VPT_OK;
    }
  }
  return VPT_ERR_NO_FRAMES;
}

static const char *const call_names[] = {"map",     "unmap",     "protect",     "query",      "destroy",
                                         "init",    "map range", "unmap range", "unmap some", "protect range",
                                         "split",   "map check", "next run"};

static void check_status(struct world *world, const char *call, enum vpt_status is,
                         enum vpt_status expected)
{
  if (is != expected) {
    world_fail(world, "%s: \"%s\" instead of \"%s\"", call, vpt_status_text(is),
               vpt_status_text(expected));
  }
}

static void check_result(struct world *world, const char *call, const struct vpt_result *is,
                         const struct vpt_result *expected)
{
  check_status(world, call, is->status, expected->status);
  if (is->attr != expected->attr || is->ia != expected->ia || is->oa != expected->oa ||
      is->size != expected->size) {
    world_fail(world, "%s: wrong translation", call);
  }
}

/* What the library says of a leaf that the model has. */
static struct vpt_result in_full(const struct world *world, unsigned space, struct vpt_result result)
{
  if (result.size != 0) {
    result.ia = model_full(&world->config[space], result.ia);
  }
  return result;
}

/* ---- calls on ranges ---- */

/* What a call on a range says: an outcome or a run. */
struct range_answer {
  struct vpt_outcome outcome;
  struct vpt_run run;
};

static struct range_answer predict_range(struct world *world, const struct operation *op)
{
  struct model *model = &world->model[op->space];
  static struct model unchanged; /* for a check */
  uint64_t free = free_frames(world);
  switch (op->kind) {
  case OP_MAP_RANGE: return (struct range_answer){.outcome = model_map_range(model, free, &op->range)};
  case OP_UNMAP_RANGE: return (struct range_answer){.outcome = model_unmap_range(model, free, &op->range)};
  case OP_UNMAP_SOME: return (struct range_answer){.outcome = model_unmap_some(model, free, &op->range)};
  case OP_PROTECT_RANGE: return (struct range_answer){.outcome = model_protect_range(model, free, &op->range)};
  case OP_SPLIT_RANGE: return (struct range_answer){.outcome = model_split_range(model, free, &op->range)};
  case OP_MAP_CHECK:
    model_copy(&unchanged, model);
    return (struct range_answer){.outcome = model_map_range(&unchanged, free, &op->range)};
  default: return (struct range_answer){.run = model_next_run(model, op->range.ia, op->range.length)};
  }
}

static struct range_answer call_range(struct world *world, const struct operation *op)
{
  struct vpt *space = &world->space[op->space];
  const struct model_range *r = &op->range;
  uint64_t ia = model_full(&world->config[op->space], r->ia);
  switch (op->kind) {
  case OP_MAP_RANGE:
    return (struct range_answer){.outcome = vpt_map(space, ia, r->oa, r->length, r->attr, r->leaf_max)};
  case OP_UNMAP_RANGE: return (struct range_answer){.outcome = vpt_unmap(space, ia, r->length)};
  case OP_UNMAP_SOME: return (struct range_answer){.outcome = vpt_unmap_some(space, ia, r->length, r->tables)};
  case OP_PROTECT_RANGE: return (struct range_answer){.outcome = vpt_protect(space, ia, r->length, r->attr)};
  case OP_SPLIT_RANGE: return (struct range_answer){.outcome = vpt_split(space, ia, r->length, r->leaf_max)};
  case OP_MAP_CHECK:
    return (struct range_answer){.outcome = vpt_map_check(space, ia, r->oa, r->length, r->attr, r->leaf_max)};
  default: return (struct range_answer){.run = vpt_next_run(space, ia, r->length)};
  }
}

/* Addresses are told in full, and counted from the start of the range: after the last of all comes 0. */
static void check_range(struct world *world, const struct operation *op, const struct range_answer *is,
                        const struct range_answer *expected)
{
  const struct vpt_outcome *outcome = &is->outcome, *wanted = &expected->outcome;
  const struct vpt_run *run = &is->run, *other = &expected->run;
  uint64_t to_full = model_full(&world->config[op->space], op->range.ia) - op->range.ia;
  if (op->kind == OP_NEXT_RUN) {
    check_status(world, "next_run", run->status, other->status);
    if (run->ia != other->ia + to_full || run->oa != other->oa || run->length != other->length ||
        run->attr != other->attr || run->leaf_size != other->leaf_size) {
      world_fail(world, "next_run: %#llx bytes at %#llx instead of %#llx", (unsigned long long)run->length,
                 (unsigned long long)run->ia, (unsigned long long)other->length);
    }
    return;
  }
  check_status(world, call_names[op->kind], outcome->status, wanted->status);
  if (outcome->ia != wanted->ia + to_full || outcome->frames != wanted->frames) {
    world_fail(world, "%s: address %#llx and %llu frames instead of %#llx and %llu", call_names[op->kind],
               (unsigned long long)outcome->ia, (unsigned long long)outcome->frames,
               (unsigned long long)(wanted->ia + to_full), (unsigned long long)wanted->frames);
  }
}

/* Both sides of the ends of a range, and addresses in it: walked by hand. */
static void check_around(struct world *world, const struct operation *op)
{
  const struct model_range *r = &op->range;
  struct walker walker = world_walker(world, op->space);
  uint64_t ia[] = {r->ia - 1,          r->ia, r->ia + r->length - 1,      r->ia + r->length, r->ia + r->length / 2,
                   r->ia + world->page, r->ia + r->length - world->page - 1, r->ia + r->length / 3};
  for (size_t i = 0; i < sizeof ia / sizeof ia[0]; i++) {
    struct translation t = walk(&walker, ia[i]), expected = model_translate(&world->model[op->space], ia[i]);
    if (!translation_equal(&t, &expected)) {
      world_fail(world, "%s: %#llx is not translated as predicted", call_names[op->kind], (unsigned long long)ia[i]);
    }
  }
}

/* Predicts a call. A query and an unmap have more to predict than the status. */
static struct vpt_result predict(struct world *world, const struct operation *op)
{
  struct model *model = &world->model[op->space];
  const struct translation *leaf = &op->leaf;
  switch (op->kind) {
  case OP_MAP: return (struct vpt_result){.status = model_map(model, free_frames(world), leaf)};
  case OP_UNMAP: return in_full(world, op->space, model_unmap(model, leaf->ia, leaf->size));
  case OP_PROTECT: return (struct vpt_result){.status = model_protect(model, leaf->ia, leaf->attr, leaf->size)};
  case OP_QUERY: return in_full(world, op->space, model_query(model, leaf->ia));
  case OP_DESTROY: model->rows.count = 0; return (struct vpt_result){.status = VPT_OK};
  case OP_INIT: return (struct vpt_result){.status = predict_init(world, op->space)};
  default: abort();
  }
}

static struct vpt_result call(struct world *world, const struct operation *op)
{
  struct vpt *space = &world->space[op->space];
  const struct translation *t = &op->leaf;
  uint64_t ia = world->alive[op->space] ? model_full(&world->config[op->space], t->ia) : 0;
  switch (op->kind) {
  case OP_MAP:
    return (struct vpt_result){.status = vpt_map_frame(space, ia, t->oa, t->size, t->attr)};
  case OP_UNMAP: return vpt_unmap_frame(space, ia, t->size);
  case OP_PROTECT: return (struct vpt_result){.status = vpt_protect_frame(space, ia, t->attr, t->size)};
  case OP_QUERY: return vpt_query(space, ia);
  case OP_DESTROY: vpt_destroy(space); return (struct vpt_result){.status = VPT_OK};
  case OP_INIT: return (struct vpt_result){.status = vpt_init(space, &world->config[op->space])};
  default: abort();
  }
}

/* The library's objects, to see that a call that fails leaves them alone. */
struct objects {
  struct vpt space;
  struct vpt_pool pool;
  struct vpt_frame_info info[WORLD_FRAMES_MAX];
};

static void copy_objects(struct objects *copy, const struct world *world, unsigned space)
{
  memcpy(&copy->space, &world->space[space], sizeof copy->space);
  memcpy(&copy->pool, &world->pool, sizeof copy->pool);
  memcpy(copy->info, world->info, sizeof copy->info);
}

static void check_objects(struct world *world, struct objects *copy, const struct operation *op)
{
  if (op->kind == OP_MAP || op->kind == OP_MAP_RANGE) { /* it may have been looked up */
    copy->space.grant_last = world->space[op->space].grant_last;
  }
  if (memcmp(&copy->space, &world->space[op->space], sizeof copy->space) != 0 ||
      memcmp(&copy->pool, &world->pool, sizeof copy->pool) != 0 ||
      memcmp(copy->info, world->info, sizeof copy->info) != 0) {
    world_fail(world, "%s failed and changed something", call_names[op->kind]);
  }
}

static struct vpt_outcome perform_on_range(struct world *world, const struct operation *op)
{
  struct objects objects;
  if (world->observer.before != NULL) {
    world->observer.before(world, op);
  }
  copy_objects(&objects, world, op->space);
  struct range_answer expected = predict_range(world, op);
  enum vpt_status status = op->kind == OP_NEXT_RUN ? expected.run.status : expected.outcome.status;
  world->statuses[status]++;
  bool splits = op->kind == OP_UNMAP_RANGE || op->kind == OP_UNMAP_SOME || op->kind == OP_PROTECT_RANGE ||
                op->kind == OP_SPLIT_RANGE;
  if (status == VPT_OK && splits) {
    world->splits += expected.outcome.frames;
  }
  if (world->observer.predicted != NULL) {
    world->observer.predicted(world, op, status);
  }
  struct range_answer answer = call_range(world, op);
  check_range(world, op, &answer, &expected);
  if (status != VPT_OK || op->range.length == 0 || op->kind == OP_NEXT_RUN || op->kind == OP_MAP_CHECK) {
    check_objects(world, &objects, op);
  } else {
    check_around(world, op);
  }
  if (world->observer.after != NULL) {
    world->observer.after(world, op, status);
  }
  return expected.outcome;
}

/* What is left of a range goes too, without a frame. */
static void perform_rest(struct world *world, const struct operation *op, uint64_t rest)
{
  struct operation next = *op;
  uint64_t end = op->range.ia + op->range.length;
  world_hog(world, 0);
  for (unsigned calls = 0; rest != end && calls < RESTS_MOST; calls++) {
    next.range.ia = rest;
    next.range.length = end - rest;
    struct vpt_outcome outcome = perform_on_range(world, &next);
    if (outcome.status != VPT_OK || outcome.frames != 0 || outcome.ia <= rest) {
      world_fail(world, "what is left of a range does not go");
    }
    rest = outcome.ia;
    world->rests++;
    world_hog(world, 0); /* tables have become free */
  }
  world_release(world);
}

static void perform(struct world *world, const struct operation *op)
{
  if (is_on_range(op)) {
    struct vpt_outcome outcome = perform_on_range(world, op);
    if (op->kind == OP_UNMAP_SOME && outcome.status == VPT_OK && op->range.length != 0 && world->hogs == 0) {
      perform_rest(world, op, outcome.ia);
    }
    return;
  }
  struct objects objects;
  if (world->observer.before != NULL) {
    world->observer.before(world, op);
  }
  copy_objects(&objects, world, op->space);
  struct vpt_result expected = predict(world, op);
  world->statuses[expected.status]++;
  if (world->observer.predicted != NULL) {
    world->observer.predicted(world, op, expected.status);
  }
  struct vpt_result result = call(world, op);
  check_result(world, call_names[op->kind], &result, &expected);
  if (op->kind == OP_DESTROY || op->kind == OP_INIT) {
    world->alive[op->space] = op->kind == OP_INIT && result.status == VPT_OK;
  }
  if (expected.status != VPT_OK || op->kind == OP_QUERY) {
    check_objects(world, &objects, op);
  }
  if (world->observer.after != NULL) {
    world->observer.after(world, op, expected.status);
  }
}

/* Frames that a call on a range takes if there are enough. */
static uint64_t frames_for(const struct world *world, const struct operation *op)
{
  static struct model tried;
  model_copy(&tried, &world->model[op->space]);
  switch (op->kind) {
  case OP_MAP_RANGE: return model_map_range(&tried, UINT64_MAX, &op->range).frames;
  case OP_UNMAP_RANGE:
  case OP_UNMAP_SOME: return model_unmap_range(&tried, UINT64_MAX, &op->range).frames;
  case OP_PROTECT_RANGE: return model_protect_range(&tried, UINT64_MAX, &op->range).frames;
  case OP_SPLIT_RANGE: return model_split_range(&tried, UINT64_MAX, &op->range).frames;
  default: return 0;
  }
}

/* A call on a range with every number of free frames up to what it takes. */
static void perform_short_of_frames(struct world *world, const struct operation *op)
{
  uint64_t frames = frames_for(world, op);
  for (uint64_t free = 0; frames <= free_frames(world) && free <= frames && frames > 0; free++) {
    world_hog(world, free);
    perform(world, op);
    world_release(world);
    world->shortages += free < frames;
    if (free == frames) {
      return;
    }
  }
  perform(world, op);
}

static void draw_breaks(struct world *world, unsigned space)
{
  world->config[space].never_break = random_chance(&world->random, 35);
  world->config[space].resize_live = random_chance(&world->random, 50);
}

void world_step(struct world *world)
{
  unsigned space = (unsigned)random_below(&world->random, WORLD_SPACES);
  world->steps++;
  if (random_chance(&world->random, 10)) {
    hand_over_step(world);
  }
  struct operation op = {.kind = OP_INIT, .space = space};
  if (world->alive[space] && random_chance(&world->random, 3)) {
    grants_step(world, space);
  }
  if (world->alive[space]) {
    op = operation_draw(&world->random, &world->model[space], space);
  } else {
    draw_breaks(world, space);
  }
  if (is_on_range(&op) && random_chance(&world->random, 10)) {
    perform_short_of_frames(world, &op);
  } else {
    perform(world, &op);
  }
  if (vpt_pool_free(&world->pool) != free_frames(world)) {
    world_fail(world, "%llu frames free instead of %llu",
               (unsigned long long)vpt_pool_free(&world->pool),
               (unsigned long long)free_frames(world));
  }
}

struct comparison {
  struct world *world;
  unsigned space;
};

static void compare_leaf(void *context, const struct translation *leaf)
{
  const struct comparison *comparison = context;
  const struct model *model = &comparison->world->model[comparison->space];
  struct translation expected = model_translate(model, leaf->ia);
  if (!translation_equal(leaf, &expected)) {
    world_fail(comparison->world, "leaf at %#llx is not as mapped", (unsigned long long)leaf->ia);
  }
}

static void compare_space(struct world *world, unsigned space, bool used[WORLD_FRAMES_MAX])
{
  const struct model *model = &world->model[space];
  struct walker walker = world_walker(world, space);
  struct comparison comparison = {world, space};
  struct tree tree = walk_all(&walker, used, compare_leaf, &comparison);
  if (tree.bad) {
    world_fail(world, "a descriptor or a table is wrong");
  } else if (tree.leaves != rows_leaves(&model->rows) || tree.tables != model->tables) {
    world_fail(world, "%zu leaves in %u tables instead of %llu in %u", tree.leaves, tree.tables,
               (unsigned long long)rows_leaves(&model->rows), model->tables);
  }
}

static void compare_query(struct world *world, unsigned space, uint64_t ia)
{
  struct vpt_result expected = in_full(world, space, model_query(&world->model[space], ia));
  struct vpt_result result = vpt_query(&world->space[space], model_full(&world->config[space], ia));
  check_result(world, "query", &result, &expected);
}

/* vpt_query() at the first and last byte of each page that operations use, and of what is mapped. */
static void compare_queries(struct world *world, unsigned space)
{
  uint64_t ia[INTEREST_MAX];
  const struct rows *rows = &world->model[space].rows;
  unsigned n = operation_addresses(&world->config[space].geometry, ia);
  for (unsigned i = 0; i < n; i++) {
    compare_query(world, space, ia[i]);
    compare_query(world, space, ia[i] + world->page - 1);
  }
  for (size_t i = 0; i < rows->count; i++) {
    compare_query(world, space, rows->row[i].ia);
    compare_query(world, space, row_end(&rows->row[i]) - 1);
  }
}

void world_compare(struct world *world)
{
  bool used[WORLD_FRAMES_MAX] = {false};
  for (unsigned i = 0; i < WORLD_SPACES; i++) {
    if (world->alive[i]) {
      compare_space(world, i, used);
      compare_queries(world, i);
    }
  }
}

void world_close(struct world *world)
{
  for (unsigned i = 0; i < WORLD_SPACES; i++) {
    if (world->alive[i]) {
      struct operation op = {.kind = OP_DESTROY, .space = i};
      perform(world, &op);
    }
  }
  hand_over_all(world);
  if (vpt_pool_free(&world->pool) != world->scenario->frames) {
    world_fail(world, "frames are missing at the end");
  }
  for (uint64_t i = 0; i < world->scenario->frames * world->entries; i++) {
    if (world->window[i] != 0) {
      world_fail(world, "word %llu of the pool is not zero at the end", (unsigned long long)i);
    }
  }
  free(world->window);
  world->window = NULL;
}
