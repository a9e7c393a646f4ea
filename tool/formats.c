/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "walk.h"

static const char help[] =
  "usage: vpt formats\n"
  "Lists the descriptor formats with the geometries that each has: granule, levels of lookup,\n"
  "bits of input addresses, bits of output addresses, and root tables side by side.\n";

#define BITS_MAX 64U

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

static void print_group(const char *name, const struct vpt_geometry *geometry, unsigned first,
                        unsigned last, const struct group *group)
{
  char granule[TEXT_BYTES];
  size_text(1ULL << geometry->granule_log2, granule);
  printf("%s: granule %s, levels %u, input bits %u", name, granule, geometry->levels, first);
  if (last > first) printf("-%u", last);
  printf(", output bits");
  print_bits(group->output_bits);
  printf(", root tables %u\n", group->root_tables);
}

static void print_input_bits(const char *name, struct vpt_geometry geometry)
{
  struct group group = {0, 0};
  unsigned first = 0;
  for (unsigned bits = 1; bits <= BITS_MAX + 1; bits++) {
    struct group next = {0, 0};
    geometry.input_bits = bits;
    if (bits <= BITS_MAX) next = ask(geometry);
    if (next.output_bits == group.output_bits && next.root_tables == group.root_tables) continue;
    if (group.output_bits != 0) print_group(name, &geometry, first, bits - 1, &group);
    group = next;
    first = bits;
  }
}

int command_formats(int argc, char *argv[])
{
  if (argc == 2 && strcmp(argv[1], "--help") == 0) {
    printf("%s", help);
    return EXIT_FINE;
  }
  if (argc != 1) {
    complain("formats: no arguments expected; see 'vpt formats --help'");
    return EXIT_BAD;
  }
  for (size_t i = 0; tool_formats[i] != NULL; i++) {
    struct vpt_geometry geometry = {.format = tool_formats[i]->format};
    for (geometry.granule_log2 = 12; geometry.granule_log2 <= 16; geometry.granule_log2 += 2) {
      for (geometry.levels = 1; geometry.levels <= LEVELS_MAX; geometry.levels++) {
        print_input_bits(tool_formats[i]->name, geometry);
      }
    }
  }
  return EXIT_FINE;
}
