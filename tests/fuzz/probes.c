/* SPDX-License-Identifier: Apache-2.0 */
#include "operations.h"

#include <string.h>

enum { PROBE_BYTES = 4 * 0x10000, PROBE_FRAMES = 8 };

static void probe_geometry(struct world *world)
{
  struct vpt_geometry g = draw_any_geometry(&world->random);
  unsigned height = (unsigned)random_below(&world->random, 8);
  enum vpt_status expected = model_geometry(&g);
  if (vpt_check_geometry(&g) != expected) {
    world_fail(world, "vpt_check_geometry: not \"%s\"", vpt_status_text(expected));
  }
  if (expected == VPT_OK ? vpt_root_tables(&g) == 0 : vpt_root_tables(&g) != 0) {
    world_fail(world, "vpt_root_tables and vpt_check_geometry disagree");
  }
  bool exists = expected == VPT_OK && height < g.levels;
  if ((vpt_entry_size(&g, height) != 0) != exists) {
    world_fail(world, "vpt_entry_size and vpt_check_geometry disagree");
  }
  if (!exists && vpt_decode(&g, height, 0, random_next(&world->random)).kind != VPT_INVALID) {
    world_fail(world, "vpt_decode in a geometry or at a height that does not exist");
  }
}

/* Of a failed call nothing but the status is given. */
static bool failed(struct vpt_result result, enum vpt_status status)
{
  return result.status == status && (result.ia | result.oa | result.size | result.attr) == 0;
}

static void probe_null(struct world *world)
{
  struct vpt space = {0};
  struct vpt_pool pool = {0};
  struct vpt_config poolless = world->config[0];
  poolless.pool = NULL;
  bool refused = vpt_init(NULL, &world->config[0]) == VPT_ERR_NULL && vpt_init(&space, NULL) == VPT_ERR_NULL &&
                 vpt_init(&space, &poolless) == VPT_ERR_NULL && vpt_check_geometry(NULL) == VPT_ERR_NULL &&
                 vpt_pool_init(NULL, &world->pool_config) == VPT_ERR_NULL &&
                 vpt_pool_init(&pool, NULL) == VPT_ERR_NULL;
  if (!refused || vpt_root_tables(NULL) != 0 || vpt_entry_size(NULL, 0) != 0 ||
      vpt_decode(NULL, 0, 0, UINT64_MAX).kind != VPT_INVALID) {
    world_fail(world, "a null pointer was not refused");
  }
  if (vpt_status_text((enum vpt_status)random_below(&world->random, 256)) == NULL) {
    world_fail(world, "a status without a text");
  }
}

static void probe_dead(struct world *world)
{
  struct vpt *space = &world->space[random_below(&world->random, WORLD_SPACES)];
  uint64_t ia = draw_place(&world->random, world->page);
  if (world->alive[space - world->space]) {
    return;
  }
  vpt_destroy(space);
  if (vpt_map(space, ia, ia, world->page, VPT_READ, 0).status != VPT_ERR_FORMAT ||
      vpt_map_check(space, ia, ia, world->page, VPT_READ, 0).status != VPT_ERR_FORMAT ||
      vpt_unmap(space, ia, world->page).status != VPT_ERR_FORMAT ||
      vpt_unmap_some(space, ia, world->page, 1).status != VPT_ERR_FORMAT ||
      vpt_protect(space, ia, world->page, VPT_READ).status != VPT_ERR_FORMAT ||
      vpt_split(space, ia, world->page, world->page).status != VPT_ERR_FORMAT ||
      vpt_next_run(space, ia, world->page).status != VPT_ERR_FORMAT ||
      vpt_map_frame(space, ia, ia, world->page, VPT_READ) != VPT_ERR_FORMAT ||
      !failed(vpt_unmap_frame(space, ia, world->page), VPT_ERR_FORMAT) ||
      vpt_protect_frame(space, ia, VPT_READ, 0) != VPT_ERR_FORMAT || !failed(vpt_query(space, ia), VPT_ERR_FORMAT) ||
      vpt_set_grants(space, NULL, 0) != VPT_ERR_FORMAT || vpt_root(space) != 0) {
    world_fail(world, "a call on a space that is not alive");
  }
}

static void probe_pool(struct world *world)
{
  static uint64_t window[PROBE_BYTES / 8];
  static struct vpt_frame_info info[PROBE_FRAMES];
  struct random *random = &world->random;
  struct vpt_pool pool = {.granule_log2 = 99}, untouched = pool;
  struct vpt_pool_config config = {.window = random_chance(random, 98) ? window : NULL,
                                   .window_oa = draw_place(random, world->page),
                                   .window_bytes = random_below(random, 5) * world->page,
                                   .granule_log2 = world->pool_config.granule_log2,
                                   .info = random_chance(random, 98) ? info : NULL,
                                   .info_count = random_below(random, PROBE_FRAMES + 1)};
  if (random_chance(random, 10)) {
    config.window_bytes = random_below(random, PROBE_BYTES + 1);
    config.granule_log2 = (unsigned)random_below(random, 20);
  }
  enum vpt_status expected = model_pool(&config);
  window[0] = window[config.window_bytes / 8 - (config.window_bytes >= 8)] = 1;
  if (vpt_pool_init(&pool, &config) != expected) {
    world_fail(world, "vpt_pool_init: not \"%s\"", vpt_status_text(expected));
  } else if (expected != VPT_OK) {
    if (memcmp(&pool, &untouched, sizeof pool) != 0 || window[0] != 1) {
      world_fail(world, "vpt_pool_init failed and changed something");
    }
  } else if (vpt_pool_free(&pool) != config.window_bytes >> config.granule_log2 || window[0] != 0 ||
             window[config.window_bytes / 8 - 1] != 0) {
    world_fail(world, "a pool that is not whole, or not zero");
  }
}

/* A word of the pool with one bit flipped, or any. */
static uint64_t draw_word(struct world *world)
{
  struct random *random = &world->random;
  if (random_chance(random, 20)) {
    return random_next(random);
  }
  uint64_t word = world->window[random_below(random, world->scenario->frames) * world->entries];
  return word ^ UINT64_C(1) << random_below(random, 64);
}

/* vpt_decode() against the test's own walk of a table with one word: the same leaves are exact. */
static void probe_decode(struct world *world)
{
  const struct vpt_geometry *g = &world->config[random_below(&world->random, WORLD_SPACES)].geometry;
  unsigned height = (unsigned)random_below(&world->random, 5);
  uint64_t word = draw_word(world);
  if (model_geometry(g) != VPT_OK || height >= g->levels) {
    return;
  }
  struct vpt_geometry one_table = *g;
  one_table.levels = height + 1;
  one_table.input_bits = walk_shift(g, height) + 1;
  struct walker walker = {.window = &word,
                          .window_oa = UINT64_C(1) << 60,
                          .window_bytes = sizeof word,
                          .geometry = one_table,
                          .root_oa = UINT64_C(1) << 60};
  struct translation leaf = walk(&walker, 0);
  struct vpt_descriptor is = vpt_decode(g, height, 0, word);
  if (leaf.valid != (is.kind == VPT_LEAF && is.exact)) {
    world_fail(world, "vpt_decode: %#llx is %sexact", (unsigned long long)word, leaf.valid ? "" : "not ");
  } else if (leaf.valid && (leaf.attr != is.attr || leaf.oa != is.oa)) {
    world_fail(world, "vpt_decode: %#llx has other attributes or another address", (unsigned long long)word);
  }
}

void probe(struct world *world)
{
  static void (*const probes[])(struct world *) = {probe_geometry, probe_null, probe_dead, probe_pool, probe_decode};
  probes[random_below(&world->random, sizeof probes / sizeof probes[0])](world);
}
