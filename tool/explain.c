/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "input.h"
#include "walk.h"

static const char help[] =
  "usage: vpt explain [options] IMAGE IA\n"
  "Walks the tables in a memory image for the input address IA, shows all bits of every descriptor\n"
  "on the way, field by field, and says what the address translates to or why it faults.\n"
  "Exit status: 0 it translates, 1 it faults, 2 the image or the arguments are bad.\n"
  "\n";

static const char *kind_text(const struct step *step)
{
  if (step->fault == FAULT_INVALID) return "invalid";
  if (step->fault == FAULT_RESERVED) return "reserved";
  return step->decoded.kind == VPT_TABLE ? "table" : "leaf";
}

static void print_field(const struct field *field, uint64_t word)
{
  unsigned width = field->high - field->low + 1U;
  uint64_t value = word >> field->low & (UINT64_MAX >> (64 - width));
  const char *meaning = field->meanings != NULL ? field->meanings[value] : NULL;
  char bits[16];
  if (width == 1) {
    snprintf(bits, sizeof bits, "%u", field->high);
  } else {
    snprintf(bits, sizeof bits, "%u:%u", field->high, field->low);
  }
  printf("  %-5s  %-10s  0x%" PRIx64, bits, field->name, value);
  if (meaning != NULL) printf("  %s", meaning);
  if (field->meaning != NULL) printf(meaning != NULL ? " (%s)" : "  %s", field->meaning);
  printf("\n");
}

static void print_step(const struct walk *walk, const struct step *step)
{
  struct layout layout = walk->format->layout(step->height, step->decoded.kind, step->word);
  printf("level %d: table 0x%" PRIx64 ", index %u: 0x%016" PRIx64 ", %s\n",
         walk_level(walk, step->height), step->table, step->index, step->word, kind_text(step));
  for (size_t part = 0; part < LAYOUT_PARTS && layout.parts[part] != NULL; part++) {
    for (const struct field *field = layout.parts[part]; field->name != NULL; field++) {
      print_field(field, step->word);
    }
  }
}

static void print_fault(const struct walk *walk, const struct step *step)
{
  int level = walk_level(walk, step->height);
  switch (step->fault) {
  case FAULT_RESERVED:
    printf("translation fault, level %d: encoding is reserved (%s)\n", level,
           walk->format->reserved);
    break;
  case FAULT_ADDRESS_SIZE:
    printf("address size fault, level %d: output address 0x%" PRIx64 " has more than %u bits\n",
           level, step->decoded.oa, walk->geometry.output_bits);
    break;
  case FAULT_ACCESS_FLAG:
    printf("access flag fault, level %d: %s is 0 (and hardware is taken not to set it)\n", level,
           walk->format->accessed_name);
    break;
  case FAULT_NO_RIGHT:
    printf("translation fault, level %d: the tables above leave no right\n", level);
    break;
  default:
    printf("translation fault, level %d: descriptor is invalid (%s)\n", level,
           walk->format->invalid);
    break;
  }
}

static void print_narrowing(const struct walk *walk, const struct step *step)
{
  if (step->narrowing == 0) return;
  printf("tables above apply:");
  for (unsigned bit = 0; NARROWINGS >> bit > 1; bit++) {
    if (step->narrowing >> bit & 1) printf(" %s", walk->format->narrowing_names[bit]);
  }
  printf(": %s\n",
         step->effective == step->word ? "no right is lost" : walk->format->narrowed_text);
}

static void print_leaf(const struct walk *walk, const struct step *step, uint64_t offset)
{
  char size[TEXT_BYTES], attributes[TEXT_BYTES];
  uint64_t leaf_bytes = vpt_entry_size(&walk->geometry, step->height);
  size_text(leaf_bytes, size);
  if (step->decoded.exact) {
    attr_text(step->decoded.attr, attributes);
  } else {
    walk->format->describe(step->effective, attributes);
  }
  print_narrowing(walk, step);
  printf("output address 0x%" PRIx64 ", leaf of %s at input 0x%" PRIx64 ", output 0x%" PRIx64
         ", attributes: %s\n",
         step->decoded.oa + offset % leaf_bytes, size, walk_ia(walk, step->ia), step->decoded.oa,
         attributes);
}

/* Is the table that the step leads to one of those on the way to it? */
static bool loops(const struct walk *walk, const vpt_oa path[LEVELS_MAX], const struct step *step)
{
  for (unsigned height = step->height; height < walk->geometry.levels; height++) {
    if (path[height] == step->decoded.oa) {
      complain("table loop: table 0x%" PRIx64 " at level %d points to itself from level %d",
               step->decoded.oa, walk_level(walk, height), walk_level(walk, step->height));
      return true;
    }
  }
  return false;
}

/* What an address that tables do not translate is told, by the addresses that they do. */
static const char *const outside[] = {
  [VPT_LOWER] = "translation fault, level 0: input address 0x%" PRIx64 " has more than %u bits\n",
  [VPT_UPPER] = "translation fault, level 0: input address 0x%" PRIx64 " is not among the uppermost 2^%u\n",
  [VPT_SIGNED] = "no translation: input address 0x%" PRIx64 " is not a signed number of %u bits (not canonical)\n",
};

int explain_address(const struct walk *walk, vpt_ia ia)
{
  vpt_oa path[LEVELS_MAX]; /* tables, by height */
  vpt_oa table = walk->root;
  unsigned narrowing = 0;
  uint64_t offset;
  if (!walk_root_ok(walk)) return EXIT_BAD;
  if (!half_offset(walk->geometry.input_bits, walk->half, ia, &offset)) {
    printf(outside[walk->half], ia, walk->geometry.input_bits);
    return EXIT_FAULTS;
  }
  for (unsigned height = walk->geometry.levels - 1;; height--) {
    struct step step = walk_step(walk, height, table, offset, narrowing);
    print_step(walk, &step);
    if (step.fault != FAULT_NONE) {
      print_fault(walk, &step);
      return EXIT_FAULTS;
    }
    if (step.decoded.kind == VPT_LEAF) {
      print_leaf(walk, &step, offset);
      return EXIT_FINE;
    }
    path[height] = step.table;
    if (loops(walk, path, &step) || !walk_next_ok(walk, &step)) return EXIT_BAD;
    table = step.decoded.oa;
    narrowing = walk_narrowing(walk, &step);
  }
}

int command_explain(int argc, char *argv[])
{
  struct options options;
  struct image image;
  switch (options_parse(argc, argv, true, &options)) {
  case OPTIONS_BAD: return EXIT_BAD;
  case OPTIONS_HELP: printf("%s%s", help, options_help); return EXIT_FINE;
  case OPTIONS_OK: break;
  }
  if (!input_open(&options, &image)) return EXIT_BAD;
  struct walk walk = {&image, options.format, options.geometry, options.root, options.half};
  int code = explain_address(&walk, options.ia);
  image_close(&image);
  return code;
}
