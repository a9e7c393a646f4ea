/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both.h"
#include "explain.h"
#include "input.h"

static const char help[] =
  "Walks the tables for the input address IA. Shows which bits of the address are the index of which level, the\n"
  "entry of each level on the way, and what the address translates to or why it faults. With -v: all bits of every\n"
  "entry, field by field.\n"
  "Exit status: 0 it translates, 1 it faults, 2 something could not be read.\n";

/* ---- the input address ----------------------------------------------------------------------- */

#define COLUMN "  %12s"

static void print_bits(unsigned high, unsigned low)
{
  char text[TEXT_BYTES];
  snprintf(text, sizeof text, "%u:%u", high, low);
  printf(COLUMN, text);
}

static void print_hexadecimal(uint64_t value)
{
  char text[TEXT_BYTES];
  snprintf(text, sizeof text, "0x%" PRIx64, value);
  printf(COLUMN, text);
}

/* Bit numbers above, what they hold below. */
static void print_picture(const struct tables *tables, vpt_ia ia, const char *symbol)
{
  uint64_t offset = 0;
  unsigned input_bits = tables->geometry.input_bits, high = input_bits - 1,
    page_bits = tables->format->format->granule_log2;
  half_offset(input_bits, tables->half, tables_untagged(tables, ia), &offset);
  printf("input address 0x%" PRIx64 "%s\n  bits ", ia, symbol);
  print_bits(63, input_bits);
  for (unsigned height = tables->geometry.levels; height-- > 0;) {
    unsigned low = log2_of(tables_entry_bytes(tables, height));
    print_bits(high, low);
    high = low - 1;
  }
  print_bits(page_bits - 1, 0);
  printf("\n  value");
  print_hexadecimal(ia >> input_bits);
  for (unsigned height = tables->geometry.levels; height-- > 0;) {
    char text[TEXT_BYTES];
    snprintf(text, sizeof text, "%u", walk_index(tables, height, offset));
    printf(COLUMN, text);
  }
  print_hexadecimal(offset & (tables_granule(tables) - 1));
  printf("\n");
}

/* ---- one level ------------------------------------------------------------------------------- */

const char *explain_kind(const struct step *step)
{
  if (step->fault == FAULT_INVALID) return "invalid";
  if (step->fault == FAULT_RESERVED) return "reserved";
  return step->decoded.kind == VPT_TABLE ? "table" : "leaf";
}

static void print_field(const struct field *field, uint64_t word)
{
  unsigned width = field->high - field->low + 1U;
  uint64_t value = field_value(field, word);
  const char *meaning = field->meanings != NULL ? field->meanings[value] : NULL;
  char bits[16];
  if (width == 1) {
    snprintf(bits, sizeof bits, "%u", field->high);
  } else {
    snprintf(bits, sizeof bits, "%u:%u", field->high, field->low);
  }
  if (field->address != NONE) value <<= field->address;
  printf("  %-5s  %-10s  0x%" PRIx64, bits, field->name, value);
  if (meaning != NULL) printf("  %s", meaning);
  if (field->meaning != NULL) printf(meaning != NULL ? " (%s)" : "  %s", field->meaning);
  printf("\n");
}

static void print_every_bit(const struct tables *tables, const struct step *step)
{
  struct layout layout = tables->format->layout(step->height, step->decoded.kind, step->word);
  printf("level %d: table 0x%" PRIx64 ", index %u: 0x%016" PRIx64 ", %s\n", tables_level(tables, step->height),
         step->table,
         step->index, step->word, explain_kind(step));
  for (size_t part = 0; part < LAYOUT_PARTS && layout.parts[part] != NULL; part++) {
    for (const struct field *field = layout.parts[part]; field->name != NULL; field++) {
      struct field cut[READING_PARTS]; /* features give some bits another meaning */
      size_t count = reading_cut(&tables->reading, field, cut);
      for (size_t i = 0; i < count; i++) print_field(&cut[i], step->word);
    }
  }
}

/* What the table descriptor imposes on all below. */
static void print_imposed(const struct tables *tables, const struct step *step)
{
  unsigned narrowing = tables->format->narrowing(step->word);
  for (unsigned bit = 0; NARROWINGS >> bit > 1; bit++) {
    if (narrowing >> bit & 1) printf(", %s", tables->format->narrowing_names[bit]);
  }
}

static void print_step(const struct tables *tables, const struct step *step, const char *indent)
{
  char entry[TEXT_BYTES], size[TEXT_BYTES];
  snprintf(entry, sizeof entry, "0x%" PRIx64 "[%u]", step->table, step->index);
  printf("%s", indent);
  printf("level %d  %-20s  0x%016" PRIx64 "  ", tables_level(tables, step->height), entry, step->word);
  if (step->fault == FAULT_INVALID || step->fault == FAULT_RESERVED) {
    printf("%s\n", explain_kind(step));
  } else if (step->decoded.kind == VPT_TABLE) {
    printf("table 0x%" PRIx64, step->decoded.oa);
    print_imposed(tables, step);
    printf("\n");
  } else {
    size_text(step->bytes, size);
    printf("leaf  0x%" PRIx64 ", %s\n", step->decoded.oa, size);
  }
}

/* ---- how it ends ----------------------------------------------------------------------------- */

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

static void print_leaf(const struct tables *tables, const struct step *step, vpt_oa output)
{
  char size[TEXT_BYTES], attributes[TEXT_BYTES];
  struct leaf leaf = leaf_of(tables, step);
  size_text(step->bytes, size);
  leaf_text(tables, &leaf, step->effective, step->effective, attributes);
  print_narrowing(tables, step);
  printf("output address 0x%" PRIx64 ", leaf of %s at input 0x%" PRIx64 ", output 0x%" PRIx64 ", attributes: %s\n",
         output, size, tables_ia(tables, step->ia), step->decoded.oa, attributes);
}

/* What an address that tables do not translate is told, by the addresses that they do. */
static void print_outside(const struct tables *tables, vpt_ia ia)
{
  static const char *const outside[] = {
    [VPT_LOWER] = "has more than %u bits",
    [VPT_UPPER] = "is not among the uppermost 2^%u",
    [VPT_SIGNED] = "is not a signed number of %u bits (not canonical)",
  };
  const char *fault = tables->format->faults->outside;
  if (tables->off) {
    printf("%s: walks from %s are off (EPD is 1)\n", fault, tables->label);
    return;
  }
  printf("%s: input address 0x%" PRIx64 " ", fault, ia);
  printf(outside[tables->half], tables->geometry.input_bits);
  printf("\n");
}

/* Why an entry cannot be read. */
void explain_complain_unread(const struct tables *tables, const struct trace *trace)
{
  char why[TEXT_BYTES];
  memory_why(tables->memory, trace->unread, sizeof(uint64_t), trace->answer, why);
  complain("level %d: entry at 0x%" PRIx64 " is %s", tables_level(tables, trace->unread_height), trace->unread, why);
}

static int print_end(const struct tables *tables, const struct trace *trace, vpt_ia ia)
{
  switch (trace->end) {
  case TRACE_OUTSIDE: print_outside(tables, ia); return EXIT_FAULTS;
  case TRACE_UNREAD: explain_complain_unread(tables, trace); return EXIT_BAD;
  default: break;
  }
  const struct step *last = trace_last(trace);
  if (last->fault != FAULT_NONE) {
    print_fault(tables, last);
    return EXIT_FAULTS;
  }
  print_leaf(tables, last, trace->output);
  return EXIT_FINE;
}

/* ---- behind stage 2 -------------------------------------------------------------------------- */

/* May stage 1 be walked there? AMD's nested tables are walked as user mode's. */
bool explain_readable(const struct tables *stage2, const struct step *step)
{
  struct leaf leaf = leaf_of(stage2, step);
  vpt_attr rights = strcmp(stage2->format->name, "x86-64") == 0 ? leaf.user : leaf.privileged;
  return (rights & VPT_READ) != 0;
}

/* Shows the walk of stage 2 for an address that stage 1 gave, and says so if it is there that the access faults. `when`
 * completes the sentence. */
static int explain_stage2(const struct tables *stage2, vpt_oa address, const char *when, bool verbose)
{
  struct trace trace;
  trace_walk(stage2, address, &trace);
  printf("  stage 2 of 0x%" PRIx64 ":\n", address);
  for (unsigned i = 0; i < trace.count; i++) {
    if (verbose) {
      print_every_bit(stage2, &trace.steps[i]);
    } else {
      print_step(stage2, &trace.steps[i], "    ");
    }
  }
  bool faults = trace.end != TRACE_LEAF || trace_last(&trace)->fault != FAULT_NONE;
  if (faults || !explain_readable(stage2, trace_last(&trace))) {
    printf("the fault is stage 2's, %s: ", when);
    if (faults) return print_end(stage2, &trace, address);
    printf("no right to read 0x%" PRIx64 "\n", address);
    return EXIT_FAULTS;
  }
  printf("    is at 0x%" PRIx64 "\n", trace.output);
  return EXIT_FINE;
}

/* The entry of stage 1 at this height, whose address stage 2 translates. */
static int explain_entry(const struct tables *tables, unsigned height, vpt_oa address, bool verbose)
{
  char when[TEXT_BYTES];
  snprintf(when, sizeof when, "on the walk of stage 1, level %d", tables_level(tables, height));
  return explain_stage2(nested_stage2(tables->memory), address, when, verbose);
}

static int explain_output(const struct tables *tables, const struct trace *trace, bool verbose)
{
  const struct tables *stage2 = nested_stage2(tables->memory);
  struct trace two;
  char text[TEXT_BYTES];
  int code = explain_stage2(stage2, trace->output, "after that of stage 1", verbose);
  if (code != EXIT_FINE) return code;
  trace_walk(stage2, trace->output, &two);
  struct leaf leaf1 = leaf_of(tables, trace_last(trace)), leaf2 = leaf_of(stage2, trace_last(&two));
  both_text(tables, stage2, &leaf1, &leaf2, text);
  printf("through both stages: output address 0x%" PRIx64 ", attributes: %s\n", two.output, text);
  return EXIT_FINE;
}

/* ---- the walk -------------------------------------------------------------------------------- */

static int print_steps(const struct tables *tables, const struct trace *trace, bool verbose)
{
  bool nested = nested_is(tables->memory);
  for (unsigned i = 0; i < trace->count; i++) {
    const struct step *step = &trace->steps[i];
    if (nested) {
      int code = explain_entry(tables, step->height, step->table + step->index * sizeof(uint64_t), verbose);
      if (code != EXIT_FINE) return code;
    }
    if (verbose) {
      print_every_bit(tables, step);
    } else {
      print_step(tables, step, "");
    }
  }
  return nested && trace->end == TRACE_UNREAD ? explain_entry(tables, trace->unread_height, trace->unread, verbose)
                                              : EXIT_FINE;
}

int explain_address(const struct tables *tables, vpt_ia ia, bool verbose, const struct symbols *symbols)
{
  struct trace trace;
  char symbol[TEXT_BYTES];
  trace_walk(tables, ia, &trace);
  symbol_text(symbols, ia, symbol);
  if (tables->origin[0] != '\0') printf("%s\n", tables->origin);
  if (trace.end != TRACE_OUTSIDE) print_picture(tables, ia, symbol);
  int code = print_steps(tables, &trace, verbose);
  if (code != EXIT_FINE) return code;
  bool nested = nested_is(tables->memory);
  bool whole = trace.end == TRACE_LEAF && trace_last(&trace)->fault == FAULT_NONE;
  if (nested && !whole && trace.end != TRACE_UNREAD) printf("the fault is stage 1's: ");
  code = print_end(tables, &trace, ia);
  return nested && whole ? explain_output(tables, &trace, verbose) : code;
}

static int run(struct invocation *invocation)
{
  const struct options *options = &invocation->options;
  struct symbols symbols = {0};
  vpt_ia ia;
  if (!parse_address("IA", invocation->operands[1], &ia)) return EXIT_BAD;
  if (options->symbols != NULL && !symbols_load(&symbols, options->symbols)) return EXIT_BAD;
  const struct tables *tables = input_tables_for(invocation, ia);
  int code;
  if (options->json) {
    code = explain_json(tables, ia, options->verbose, &symbols);
  } else {
    if (invocation->has_stage2 && invocation->stage2.origin[0] != '\0') {
      printf("stage 2: %s\n", invocation->stage2.origin);
    }
    code = explain_address(tables, ia, options->verbose, &symbols);
  }
  symbols_free(&symbols);
  return code;
}

const struct command command_explain = {
  .name = "explain",
  .operands = "IMAGE IA",
  .summary = "shows the walk of one input address, entry by entry",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_VERBOSE | GROUP_JSON | GROUP_SYMBOLS,
  .needs_tables = true,
  .both_stages = true,
  .run = run,
};
