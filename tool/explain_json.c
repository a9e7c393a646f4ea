/* SPDX-License-Identifier: Apache-2.0 */
/* The walk of one input address as JSON; docs/tool.md describes the members. */
#include "explain.h"

#include "both.h"

static void write_fields(struct writer *writer, const struct tables *tables, const struct step *step)
{
  struct layout layout = tables->format->layout(step->height, step->decoded.kind, step->word);
  writer_array(writer, "fields");
  for (size_t part = 0; part < LAYOUT_PARTS && layout.parts[part] != NULL; part++) {
    for (const struct field *field = layout.parts[part]; field->name != NULL; field++) {
      struct field cut[READING_PARTS];
      size_t count = reading_cut(&tables->reading, field, cut);
      for (size_t i = 0; i < count; i++) {
        uint64_t value = field_value(&cut[i], step->word);
        const char *meaning = cut[i].meanings != NULL ? cut[i].meanings[value] : NULL;
        writer_object(writer, NULL);
        writer_text(writer, "name", cut[i].name);
        writer_number(writer, "high", cut[i].high);
        writer_number(writer, "low", cut[i].low);
        writer_address(writer, "value", cut[i].address == NONE ? value : value << cut[i].address);
        if (meaning != NULL) writer_text(writer, "meaning", meaning);
        if (cut[i].meaning != NULL) writer_text(writer, "about", cut[i].meaning);
        writer_close(writer);
      }
    }
  }
  writer_close(writer);
}

/* Into an object that is open. */
static void write_step(struct writer *writer, const struct tables *tables, const struct step *step, bool verbose)
{
  bool table = step->decoded.kind == VPT_TABLE, without = step->fault == FAULT_INVALID || step->fault == FAULT_RESERVED;
  writer_level(writer, "level", tables_level(tables, step->height));
  writer_address(writer, "table", step->table);
  writer_number(writer, "index", step->index);
  writer_address(writer, "word", step->word);
  writer_text(writer, "is", explain_kind(step));
  if (!without) {
    writer_address(writer, table ? "points_to" : "oa", step->decoded.oa);
    if (!table) writer_number(writer, "size", step->bytes);
  }
  if (!without && table) {
    unsigned narrowing = tables->format->narrowing(step->word);
    writer_array(writer, "imposes");
    for (unsigned bit = 0; NARROWINGS >> bit > 1; bit++) {
      if (narrowing >> bit & 1) writer_text(writer, NULL, tables->format->narrowing_names[bit]);
    }
    writer_close(writer);
  }
  if (verbose) write_fields(writer, tables, step);
}

static void write_leaf(struct writer *writer, const struct tables *tables, const struct step *step)
{
  char type[TEXT_BYTES];
  struct leaf leaf = leaf_of(tables, step);
  tables->format->type_text(leaf.type, type);
  list_write_rights(writer, "privileged", leaf.privileged);
  list_write_rights(writer, "user", leaf.user);
  writer_flag(writer, "global", leaf.global);
  writer_text(writer, "type", type);
  list_write_marks(writer, tables, &leaf, step->effective, step->effective);
}

/* How a walk ends. Gives the exit code. */
static int write_end(struct writer *writer, const struct tables *tables, const struct trace *trace)
{
  char why[TEXT_BYTES];
  switch (trace->end) {
  case TRACE_OUTSIDE:
    writer_text(writer, "fault", tables->format->faults->outside);
    writer_text(writer, "reason", tables->off ? "walks of these tables are off" : "not an address of these tables");
    return EXIT_FAULTS;
  case TRACE_UNREAD:
    memory_why(tables->memory, trace->unread, sizeof(uint64_t), trace->answer, why);
    writer_address(writer, "unread", trace->unread);
    writer_text(writer, "reason", why);
    explain_complain_unread(tables, trace);
    return EXIT_BAD;
  default: break;
  }
  const struct step *last = trace_last(trace);
  if (last->fault != FAULT_NONE) {
    list_write_fault(writer, tables, last);
    return EXIT_FAULTS;
  }
  writer_address(writer, "output", trace->output);
  write_leaf(writer, tables, last);
  return EXIT_FINE;
}

/* The walk of stage 2 for an address that stage 1 gave. */
static int write_stage2(struct writer *writer, const struct tables *stage2, vpt_oa address, bool verbose)
{
  struct trace trace;
  trace_walk(stage2, address, &trace);
  writer_object(writer, "stage2");
  writer_address(writer, "ia", address);
  writer_array(writer, "steps");
  for (unsigned i = 0; i < trace.count; i++) {
    writer_object(writer, NULL);
    write_step(writer, stage2, &trace.steps[i], verbose);
    writer_close(writer);
  }
  writer_close(writer);
  int code = write_end(writer, stage2, &trace);
  if (code == EXIT_FINE && !explain_readable(stage2, trace_last(&trace))) {
    writer_text(writer, "fault", stage2->format->faults->no_right);
    writer_text(writer, "reason", "no right to read");
    code = EXIT_FAULTS;
  }
  writer_close(writer);
  return code;
}

/* The steps of stage 1, each behind that of stage 2 for its entry, up to the one that cannot be reached. */
static int write_steps(struct writer *writer, const struct tables *tables, const struct trace *trace, bool verbose)
{
  const struct tables *stage2 = nested_is(tables->memory) ? nested_stage2(tables->memory) : NULL;
  int code = EXIT_FINE;
  writer_array(writer, "steps");
  for (unsigned i = 0; i < trace->count && code == EXIT_FINE; i++) {
    const struct step *step = &trace->steps[i];
    writer_object(writer, NULL);
    if (stage2 != NULL) {
      code = write_stage2(writer, stage2, step->table + step->index * sizeof(uint64_t), verbose);
    }
    if (code == EXIT_FINE) write_step(writer, tables, step, verbose);
    writer_close(writer);
  }
  if (stage2 != NULL && code == EXIT_FINE && trace->end == TRACE_UNREAD) {
    writer_object(writer, NULL);
    code = write_stage2(writer, stage2, trace->unread, verbose);
    writer_close(writer);
  }
  writer_close(writer);
  return code;
}

/* After a walk of stage 1 that gave an address. */
static int write_output(struct writer *writer, const struct tables *tables, const struct trace *trace, bool verbose)
{
  const struct tables *stage2 = nested_stage2(tables->memory);
  struct trace two;
  char type[TEXT_BYTES];
  int code = write_stage2(writer, stage2, trace->output, verbose);
  if (code != EXIT_FINE) return code;
  trace_walk(stage2, trace->output, &two);
  struct leaf leaf1 = leaf_of(tables, trace_last(trace)), leaf2 = leaf_of(stage2, trace_last(&two));
  struct leaf leaf = both_leaf(stage2, &leaf1, &leaf2);
  writer_object(writer, "both");
  writer_address(writer, "output", two.output);
  list_write_rights(writer, "privileged", leaf.privileged);
  list_write_rights(writer, "user", leaf.user);
  if (both_type(tables, stage2, &leaf1, &leaf2, type)) writer_text(writer, "type", type);
  writer_close(writer);
  return EXIT_FINE;
}

int explain_json(const struct tables *tables, vpt_ia ia, bool verbose, const struct symbols *symbols)
{
  struct trace trace;
  struct writer writer;
  const struct symbol *symbol = symbols_at(symbols, ia);
  bool nested = nested_is(tables->memory);
  trace_walk(tables, ia, &trace);
  writer_start(&writer, "explain");
  writer_address(&writer, "ia", ia);
  if (symbol != NULL) {
    writer_text(&writer, "symbol", symbol->name);
    writer_address(&writer, "symbol_at", symbol->address);
  }
  list_tables(&writer, "set", tables);
  writer_close(&writer);
  if (nested) {
    list_tables(&writer, "stage2_set", nested_stage2(tables->memory));
    writer_close(&writer);
  }
  int code = write_steps(&writer, tables, &trace, verbose);
  if (code == EXIT_FINE) code = write_end(&writer, tables, &trace);
  if (code == EXIT_FINE && nested) code = write_output(&writer, tables, &trace, verbose);
  writer_end(&writer);
  return code;
}
