/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "input.h"
#include "list.h"

static const char help[] =
  "Walks the tables for the input address IA, shows the entry of each level on the way, and says what the address\n"
  "translates to or why it faults. With -v: all bits of every entry, field by field.\n"
  "Exit status: 0 it translates, 1 it faults, 2 something could not be read.\n";

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

static void print_step(const struct tables *tables, const struct step *step)
{
  struct layout layout = tables->format->layout(step->height, step->decoded.kind, step->word);
  printf("level %d: table 0x%" PRIx64 ", index %u: 0x%016" PRIx64 ", %s\n",
         tables_level(tables, step->height), step->table, step->index, step->word, kind_text(step));
  for (size_t part = 0; part < LAYOUT_PARTS && layout.parts[part] != NULL; part++) {
    for (const struct field *field = layout.parts[part]; field->name != NULL; field++) {
      print_field(field, step->word);
    }
  }
}

static void print_fault(const struct tables *tables, const struct step *step)
{
  char fault[TEXT_BYTES], reason[TEXT_BYTES];
  fault_text(tables, step, fault);
  reason_text(tables, step, reason);
  printf("%s: %s\n", fault, reason);
}

static void print_narrowing(const struct tables *tables, const struct step *step)
{
  if (step->narrowing == 0) return;
  printf("tables above apply:");
  for (unsigned bit = 0; NARROWINGS >> bit > 1; bit++) {
    if (step->narrowing >> bit & 1) printf(" %s", tables->format->narrowing_names[bit]);
  }
  printf(": %s\n",
         step->effective == step->word ? "no right is lost" : tables->format->narrowed_text);
}

static void print_leaf(const struct tables *tables, const struct step *step, uint64_t offset)
{
  char size[TEXT_BYTES], attributes[TEXT_BYTES];
  struct leaf leaf = leaf_of(tables, step);
  size_text(step->bytes, size);
  leaf_text(tables, &leaf, step->effective, step->effective, attributes);
  print_narrowing(tables, step);
  printf("output address 0x%" PRIx64 ", leaf of %s at input 0x%" PRIx64 ", output 0x%" PRIx64 ", attributes: %s\n",
         step->decoded.oa + offset % step->bytes, size, tables_ia(tables, step->ia), step->decoded.oa, attributes);
}

/* What an address that tables do not translate is told, by the addresses that they do. */
static const char *const outside[] = {
  [VPT_LOWER] = "input address 0x%" PRIx64 " has more than %u bits\n",
  [VPT_UPPER] = "input address 0x%" PRIx64 " is not among the uppermost 2^%u\n",
  [VPT_SIGNED] = "input address 0x%" PRIx64 " is not a signed number of %u bits (not canonical)\n",
};

static void print_outside(const struct tables *tables, vpt_ia ia)
{
  const struct fault_words *words = tables->format->faults;
  printf("%s%s: ", words->outside, words->with_level ? ", level 0" : "");
  printf(outside[tables->half], ia, tables->geometry.input_bits);
}

/* Reads the entry for the offset of the table at `height`. False after a complaint. */
static bool read_step(const struct tables *tables, unsigned height, vpt_oa table, uint64_t offset, unsigned narrowing,
                      struct step *step)
{
  unsigned char word[8];
  char why[TEXT_BYTES];
  unsigned index = walk_index(tables, height, offset);
  vpt_oa address = table + index * sizeof word;
  enum memory_answer answer = memory_read(tables->memory, address, word, sizeof word);
  uint64_t entry_bytes = tables_entry_bytes(tables, height);
  uint64_t table_ia = offset - offset % entry_bytes - index * entry_bytes;
  if (answer != MEMORY_READ) {
    memory_why(tables->memory, address, sizeof word, answer, why);
    complain("level %d: entry 0x%" PRIx64 " is %s", tables_level(tables, height), address, why);
    return false;
  }
  *step = walk_decode(tables, height, table, table_ia, index, little_endian(word, sizeof word), narrowing);
  return true;
}

int explain_address(const struct tables *tables, vpt_ia ia, bool verbose)
{
  vpt_oa table = tables->root;
  unsigned narrowing = 0;
  uint64_t offset;
  (void)verbose;
  if (!half_offset(tables->geometry.input_bits, tables->half, tables_untagged(tables, ia), &offset)) {
    print_outside(tables, ia);
    return EXIT_FAULTS;
  }
  for (unsigned height = tables->geometry.levels - 1;; height--) {
    struct step step;
    if (!read_step(tables, height, table, offset, narrowing, &step)) return EXIT_BAD;
    print_step(tables, &step);
    if (step.fault != FAULT_NONE) {
      print_fault(tables, &step);
      return EXIT_FAULTS;
    }
    if (step.decoded.kind == VPT_LEAF) {
      print_leaf(tables, &step, offset);
      return EXIT_FINE;
    }
    table = step.decoded.oa;
    narrowing = walk_narrowing(tables, &step);
  }
}

static int run(struct invocation *invocation)
{
  vpt_ia ia;
  if (!parse_address("IA", invocation->operands[1], &ia)) return EXIT_BAD;
  return explain_address(input_tables_for(invocation, ia), ia, invocation->options.verbose);
}

const struct command command_explain = {
  .name = "explain",
  .operands = "IMAGE IA",
  .summary = "shows the walk of one input address, entry by entry",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_OUTPUT,
  .needs_tables = true,
  .run = run,
};
