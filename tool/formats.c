/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "walk.h"

static const char help[] =
  "Lists the descriptor formats. Of each: its name and granule, how much an entry maps at each level (as the\n"
  "architecture numbers them), and its geometries, one a line:\n"
  "  levels       of lookup, from the root to the smallest page\n"
  "  root level   the level at which the walk starts\n"
  "  input bits   sizes of input addresses; 31-39 are all from 31 to 39\n"
  "  root tables  that lie side by side\n"
  "  leaf sizes   those in brackets are an option of the hardware: leaf_size_max must ask for them\n"
  "  output bits  sizes of output addresses\n";

#define BITS_MAX 64U
#define LEAVES_WIDTH 25 /* of the list of leaf sizes */

/* What geometries that differ in the input size only have in common. */
struct group {
  uint64_t output_bits; /* bit n - 1: n bits of output address are possible; 0: no geometry */
  unsigned root_tables;
};

static struct group ask(struct vpt_geometry geometry)
{
  struct group group = {0, 0};
  for (unsigned bits = 1; bits <= BITS_MAX; bits++) {
    geometry.output_bits = bits;
    if (vpt_check_geometry(&geometry) != VPT_OK) continue;
    group.output_bits |= 1ULL << (bits - 1);
    group.root_tables = vpt_root_tables(&geometry);
  }
  return group;
}

/* The smallest size that is possible, 0 if none is. */
static unsigned lowest(uint64_t possible)
{
  unsigned bits = 1;
  if (possible == 0) return 0;
  while ((possible >> (bits - 1) & 1) == 0) bits++;
  return bits;
}

/* The sizes that are possible, those in a row as a range. */
static void print_bits(uint64_t possible)
{
  for (unsigned bits = 1; bits <= BITS_MAX; bits++) {
    if ((possible >> (bits - 1) & 1) == 0) continue;
    unsigned last = bits;
    while (last < BITS_MAX && (possible >> last & 1) != 0) last++;
    printf(last > bits ? " %u-%u" : " %u", bits, last);
    bits = last;
  }
}

/* The heights at which a space has leaves if none may be larger than this (0: the sizes that every CPU
 * has), one bit each. The library is asked: it tests the size of a leaf before its misaligned address. */
static unsigned leaf_heights(const struct vpt_geometry *geometry, struct vpt_pool *pool, uint64_t leaf_size_max)
{
  struct vpt space;
  struct vpt_config config = {.geometry = *geometry, .pool = pool, .output_end = 1, .output_has_tables = true,
                              .leaf_size_max = leaf_size_max};
  if (vpt_init(&space, &config) != VPT_OK) return 0;
  unsigned heights = 0;
  for (unsigned height = 0; height < geometry->levels; height++) {
    uint64_t leaf_bytes = vpt_entry_size(geometry, height);
    if (vpt_map_frame(&space, 1, 0, leaf_bytes, VPT_READ) != VPT_ERR_SIZE) heights |= 1U << height;
  }
  vpt_destroy(&space);
  return heights;
}

static void print_leaves(const struct vpt_geometry *geometry, struct vpt_pool *pool)
{
  unsigned common = leaf_heights(geometry, pool, 0);
  int room = LEAVES_WIDTH;
  for (unsigned height = 0; height < geometry->levels; height++) {
    char size[TEXT_BYTES];
    uint64_t leaf_bytes = vpt_entry_size(geometry, height);
    bool always = common >> height & 1;
    if (!always && (leaf_heights(geometry, pool, leaf_bytes) >> height & 1) == 0) continue;
    size_text(leaf_bytes, size);
    room -= printf(always ? "  %s" : "  (%s)", size);
  }
  printf("%*s ", room, "");
}

/* A pool that holds the root tables. */
static bool make_pool(const struct vpt_geometry *geometry, unsigned root_tables, struct vpt_pool *pool)
{
  size_t window_bytes = (size_t)root_tables << geometry->format->granule_log2;
  struct vpt_pool_config config = {.window = malloc(window_bytes),
                                   .window_bytes = window_bytes,
                                   .granule_log2 = geometry->format->granule_log2,
                                   .info = calloc(root_tables, sizeof *config.info),
                                   .info_count = root_tables};
  if (config.window != NULL && config.info != NULL && vpt_pool_init(pool, &config) == VPT_OK) return true;
  complain("not enough memory");
  free(config.window);
  free(config.info);
  return false;
}

static bool print_group(const struct tool_format *format, struct vpt_geometry geometry, unsigned first,
                        unsigned last, const struct group *group)
{
  struct vpt_pool pool;
  char bits[TEXT_BYTES];
  struct tables tables = {.format = format, .geometry = geometry};
  geometry.input_bits = first;
  geometry.output_bits = lowest(group->output_bits);
  if (!make_pool(&geometry, group->root_tables, &pool)) return false;
  snprintf(bits, sizeof bits, last > first ? "%u-%u" : "%u", first, last);
  printf("  %6u  %10d  %10s  %11u", geometry.levels, tables_level(&tables, geometry.levels - 1), bits,
         group->root_tables);
  print_leaves(&geometry, &pool);
  print_bits(group->output_bits);
  printf("\n");
  free(pool.words);
  free(pool.info);
  return true;
}

static bool print_input_bits(const struct tool_format *format, struct vpt_geometry geometry)
{
  struct group group = {0, 0};
  unsigned first = 0;
  for (unsigned bits = 1; bits <= BITS_MAX + 1; bits++) {
    struct group next = {0, 0};
    geometry.input_bits = bits;
    if (bits <= BITS_MAX) next = ask(geometry);
    if (next.output_bits == group.output_bits && next.root_tables == group.root_tables) continue;
    if (group.output_bits != 0 && !print_group(format, geometry, first, bits - 1, &group)) return false;
    group = next;
    first = bits;
  }
  return true;
}

/* A geometry with as many levels as there are. */
static struct vpt_geometry deepest(const struct tool_format *format)
{
  struct vpt_geometry geometry = {.format = format->format};
  for (geometry.levels = LEVELS_MAX; geometry.levels > 0; geometry.levels--) {
    for (geometry.input_bits = 1; geometry.input_bits <= BITS_MAX; geometry.input_bits++) {
      geometry.output_bits = lowest(ask(geometry).output_bits);
      if (geometry.output_bits != 0) return geometry;
    }
  }
  return geometry;
}

/* What the entries of each level map. */
static void print_entries(const struct tool_format *format, const struct vpt_geometry *geometry)
{
  struct tables tables = {.format = format};
  printf("  an entry maps");
  for (unsigned height = 0; height < geometry->levels; height++) {
    char size[TEXT_BYTES];
    size_text(vpt_entry_size(geometry, height), size);
    printf("%s %s at level %d", height == 0 ? "" : ",", size, tables_level(&tables, height));
  }
  printf("\n");
}

static bool print_format(const struct tool_format *format)
{
  struct vpt_geometry geometry = deepest(format);
  unsigned levels_most = geometry.levels;
  char granule[TEXT_BYTES];
  size_text(1ULL << geometry.format->granule_log2, granule);
  printf("%s: %s, granule %s\n", format->name, format->title, granule);
  print_entries(format, &geometry);
  printf("  levels  root level  input bits  root tables  %-*s  output bits\n", LEAVES_WIDTH - 2, "leaf sizes");
  for (geometry.levels = 1; geometry.levels <= levels_most; geometry.levels++) {
    if (!print_input_bits(format, geometry)) return false;
  }
  return true;
}

static int run(struct invocation *invocation)
{
  (void)invocation;
  for (size_t i = 0; tool_formats[i] != NULL; i++) {
    if (i != 0) printf("\n");
    if (!print_format(tool_formats[i])) return EXIT_BAD;
  }
  return EXIT_FINE;
}

const struct command command_formats = {
  .name = "formats",
  .operands = "",
  .summary = "lists the table formats and their geometries",
  .help = help,
  .run = run,
};
