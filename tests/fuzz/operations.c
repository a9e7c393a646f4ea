/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: calls of the public functions, drawn from the input, on three spaces of any format and
 * geometry in one small pool. The model predicts each; every disagreement aborts.
 */
#include "operations.h"

#include "../model/expected.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMPARISONS_MOST = 3, BYTES_MOST = 512 * 1024 };

struct input draws;

static struct world world;

/* ---- hooks: what a change of a mapping has to tell ---- */

static struct {
  struct translation leaf; /* that the call is about */
  bool covered;
  unsigned invalidates, syncs;
  struct model before; /* of the call's space */
} told;

/* Of a call on a range: no more than leaves that it meets. */
static bool cover_range(const struct vpt_config *config, const struct vpt_invalidation *what,
                        const struct model_range *range)
{
  uint64_t offset = what->ia - model_full(config, range->ia), end = range->ia + range->length;
  const struct row *first = rows_at(&told.before.rows, range->ia), *last = rows_at(&told.before.rows, end - 1);
  uint64_t before = first == NULL ? 0 : (range->ia - first->ia) % first->size;
  uint64_t after = last == NULL ? 0 : last->size - 1 - (end - 1 - last->ia) % last->size;
  uint64_t from = offset + before; /* counted from the start of the first leaf */
  return from <= before + range->length + after && what->length <= before + range->length + after - from;
}

static bool forget_block, flip_bit; /* planted faults */

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  const struct operation *op = context;
  if (forget_block && what->leaf_size > world.page) {
    return;
  }
  told.invalidates++;
  const struct vpt_config *config = &world.config[op->space];
  uint64_t bytes = UINT64_C(1) << config->geometry.input_bits;
  told.covered = (told.covered || told.invalidates == 1) && what->id == config->id;
  if (is_on_range(op)) {
    told.covered = told.covered && cover_range(config, what, &op->range);
  } else if (op->kind != OP_DESTROY) { /* an address below `ia` is one far above it */
    uint64_t before_leaf = model_full(config, told.leaf.ia) - what->ia;
    told.covered = told.covered && what->leaf_size == told.leaf.size && what->length >= what->leaf_size &&
                   before_leaf <= what->length - what->leaf_size &&
                   what->global == ((told.leaf.attr & VPT_GLOBAL) != 0);
  } else { /* the lowest, as a signed number */
    uint64_t lowest = model_full(config, config->half == VPT_SIGNED ? bytes / 2 : 0);
    told.covered = told.covered && what->ia == lowest && what->length == bytes && what->global;
  }
}

static void sync(void *context)
{
  (void)context;
  told.syncs += told.invalidates > told.syncs;
}

static void before(struct world *w, const struct operation *op)
{
  told.invalidates = told.syncs = 0;
  told.covered = false;
  memset(&told.leaf, 0, sizeof told.leaf);
  *(struct operation *)w->observer.context = *op;
  if (w->alive[op->space]) {
    told.leaf = model_translate(&w->model[op->space], op->leaf.ia);
    model_copy(&told.before, &w->model[op->space]);
  }
}

static void after(struct world *w, const struct operation *op, enum vpt_status status)
{
  bool changed = op->kind == OP_UNMAP || op->kind == OP_DESTROY ||
                 (op->kind == OP_PROTECT && op->leaf.attr != told.leaf.attr);
  uint64_t calls = 0;
  if (status == VPT_OK && w->config[op->space].hooks.sync != NULL) {
    calls = is_on_range(op) ? expected_of(&told.before, op).invalidates : changed;
  }
  if (told.invalidates != calls || told.syncs != calls || (calls != 0 && !told.covered)) {
    world_fail(w, "%u invalidations and %u syncs, %llu expected", told.invalidates, told.syncs,
               (unsigned long long)calls);
  }
  if (flip_bit && op->kind == OP_MAP && status == VPT_OK && op->leaf.size > w->page) {
    *world_leaf_word(w, op->space, op->leaf.ia) ^= UINT64_C(1) << 40;
  }
}

/* ---- the target ---- */

static struct scenario draw_scenario(struct random *random)
{
  static const struct vpt_format *const granules[] = {&vpt_aarch64_s1, &vpt_aarch64_s1_16k, &vpt_aarch64_s1_64k};
  struct scenario scenario = {.name = "operations"};
  struct vpt_geometry *geometry =
    &scenario.spaces[0].geometry; /* the pool's granule; else the spaces are drawn later */
  geometry->format = granules[random_below(random, 3)];
  uint64_t page = walk_page(geometry);
  uint64_t most = BYTES_MOST / page + 16; /* frames: 16 of 64 KiB may be a root */
  scenario.frames = 1 + random_below(random, most < WORLD_FRAMES_MAX ? most : WORLD_FRAMES_MAX);
  uint64_t place = draw_place(random, page) % ((UINT64_C(1) << 56) - scenario.frames * page);
  scenario.window_oa = place - place % page;
  return scenario;
}

static void run(void)
{
  unsigned comparisons = 0;
  while (input_left(&draws) && !world.failed) {
    switch (random_below(&world.random, 16)) {
    case 0: draw_config(&world, (unsigned)random_below(&world.random, WORLD_SPACES)); break;
    case 1: probe(&world); break;
    case 2:
      if (comparisons++ < COMPARISONS_MOST) {
        world_compare(&world);
      }
      break;
    default: world_step(&world); break;
    }
  }
  world_compare(&world);
  if (!world.failed) {
    world_close(&world);
  }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  forget_block = fault_planted("forgotten-invalidation");
  flip_bit = fault_planted("flipped-bit");
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static struct operation op; /* the call under way */
  struct observer observer = {.before = before, .after = after, .context = &op};
  struct vpt_hooks hooks = {invalidate, sync, &op};
  draws = (struct input){data, data + size};
  struct scenario scenario = draw_scenario(&world.random);
  world_open(&world, &scenario, &observer, &hooks);
  for (unsigned space = 0; space < WORLD_SPACES; space++) {
    draw_config(&world, space);
  }
  run();
  if (world.failed) {
    disagree(world.failure);
  }
  return 0;
}
