/* SPDX-License-Identifier: Apache-2.0 */
#include "operations.h"

#define GIB (UINT64_C(1) << 30)

uint64_t draw_place(struct random *random, uint64_t page)
{
  static const uint64_t places[] =
    {0, 0x200000, GIB, 4 * GIB, GIB << 6, GIB << 9, GIB << 14, GIB << 17, GIB << 18, GIB << 22};
  enum { PLACES = sizeof places / sizeof places[0] };
  uint64_t n = random_below(random, PLACES + 3);
  if (n < PLACES) {
    return places[n];
  }
  return n == PLACES ? random_next(random) : places[random_below(random, PLACES)] - page * random_below(random, 256);
}

struct vpt_geometry draw_any_geometry(struct random *random)
{
  uint64_t format = random_below(random, ALL_FORMATS + 3); /* beyond the last: none */
  return (struct vpt_geometry){.format = format < ALL_FORMATS ? all_formats[format].format : NULL,
                               .levels = (unsigned)random_below(random, 8),
                               .input_bits = (unsigned)random_below(random, 80),
                               .output_bits = (unsigned)random_below(random, 80)};
}

/* Mostly one that the pool's frames fit. */
static struct vpt_geometry draw_geometry(struct random *random, unsigned granule_log2)
{
  if (random_chance(random, 3)) {
    return draw_any_geometry(random);
  }
  uint64_t format = random_below(random, ALL_FORMATS);
  while (all_formats[format].format->granule_log2 != granule_log2) {
    format = (format + 1) % ALL_FORMATS;
  }
  return input_geometry(&draws, all_formats[format].format);
}

static uint64_t draw_leaf_size_max(struct random *random, const struct vpt_geometry *geometry)
{
  uint64_t n = random_below(random, 8);
  if (n < 5 && geometry->format != NULL) {
    return UINT64_C(1) << walk_shift(geometry, (unsigned)n) % 64;
  }
  return n < 7 ? 0 : random_next(random);
}

static uint64_t draw_output_end(struct random *random, const struct world *world, unsigned output_bits)
{
  switch (random_below(random, 4)) {
  case 0: return draw_place(random, world->page);
  case 1: return world->scenario->window_oa;
  default: return output_bits < 64 ? UINT64_C(1) << output_bits : 0;
  }
}

void draw_config(struct world *world, unsigned space)
{
  struct random *random = &world->random;
  struct vpt_config *config = &world->config[space];
  struct vpt_hooks hooks = config->hooks;
  if (world->alive[space]) {
    return;
  }
  *config = (struct vpt_config){.geometry = draw_geometry(random, world->pool_config.granule_log2),
                                .pool = &world->pool};
  config->half = (enum vpt_half)random_below(random, VPT_SIGNED + 2);
  config->leaf_size_max = draw_leaf_size_max(random, &config->geometry);
  config->output_first = draw_place(random, world->page);
  config->output_end = draw_output_end(random, world, config->geometry.output_bits);
  config->output_has_tables = random_below(random, 2) != 0;
  config->id = (uint16_t)random_below(random, 0x10000);
  config->hooks = hooks;
  if (random_chance(random, 90)) { /* what is left of the errors is mended */
    config->hooks = random_chance(random, 80) ? hooks : (struct vpt_hooks){0};
    if (model_config(config, &world->pool_config) == VPT_ERR_HALF) {
      config->half = VPT_LOWER;
    }
    if (model_config(config, &world->pool_config) == VPT_ERR_SIZE) {
      config->leaf_size_max = 0;
    }
    if (model_config(config, &world->pool_config) != VPT_OK) {
      config->output_first = 0;
      config->output_end = UINT64_C(1) << config->geometry.output_bits % 64;
      config->output_has_tables = true;
    }
  } else if (random_chance(random, 50)) {
    config->hooks.sync = NULL;
  } else if (random_chance(random, 50)) {
    config->hooks.invalidate = NULL;
  }
}
