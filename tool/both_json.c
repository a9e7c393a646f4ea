/* SPDX-License-Identifier: Apache-2.0 */
/* What both stages map, as JSON; docs/tool.md describes the members. */
#include "both.h"

static void start(const struct both *both, const struct part *part, const char *kind)
{
  struct writer *writer = both->list.writer;
  writer_object(writer, NULL);
  writer_text(writer, "kind", kind);
  writer_address(writer, "ia", part->ia);
  writer_range_end(writer, "end", part->ia, part->bytes);
  writer_address(writer, "ipa", part->ipa);
  if (!part->run->repeated) return;
  writer_number(writer, "times", part->run->count);
  writer_number(writer, "every", part->run->first.step.bytes);
}

static void end(const struct both *both, const struct part *part)
{
  struct writer *writer = both->list.writer;
  const struct symbol *symbol = both->list.symbols == NULL ? NULL : symbols_at(both->list.symbols, part->ia);
  if (symbol != NULL) {
    writer_text(writer, "symbol", symbol->name);
    writer_address(writer, "symbol_at", symbol->address);
  }
  writer_close(writer);
}

/* What one stage says of it. */
static void write_stage(struct writer *writer, const char *name, const struct tables *tables, const struct run *run)
{
  char type[TEXT_BYTES];
  tables->format->type_text(run->leaf.type, type);
  writer_object(writer, name);
  list_write_rights(writer, "privileged", run->leaf.privileged);
  list_write_rights(writer, "user", run->leaf.user);
  writer_text(writer, "type", type);
  list_write_marks(writer, tables, &run->leaf, run->all, run->some);
  writer_close(writer);
}

void both_json_leaf(const struct both *both, const struct part *part, const struct run *two, vpt_oa oa, uint64_t size)
{
  struct writer *writer = both->list.writer;
  const struct run *one = part->run;
  struct leaf leaf = both_leaf(both->stage2, &one->leaf, &two->leaf);
  char type[TEXT_BYTES];
  start(both, part, "leaf");
  writer_address(writer, "oa", oa);
  writer_flag(writer, "repeated", two->repeated);
  writer_number(writer, "size", size);
  writer_number(writer, "count", part->bytes / size);
  list_write_rights(writer, "privileged", leaf.privileged);
  list_write_rights(writer, "user", leaf.user);
  writer_flag(writer, "global", leaf.global);
  if (both_type(both->stage1, both->stage2, &one->leaf, &two->leaf, type)) writer_text(writer, "type", type);
  write_stage(writer, "stage1", both->stage1, one);
  write_stage(writer, "stage2", both->stage2, two);
  end(both, part);
}

void both_json_unmapped(const struct both *both, const struct part *part)
{
  start(both, part, "unmapped");
  end(both, part);
}

void both_json_other(const struct both *both, const struct part *part, const struct run *two)
{
  struct writer *writer = both->list.writer;
  const struct step *step = &two->first.step;
  struct line line = {.used = 0};
  start(both, part, two->kind == EVENT_AGAIN ? "again" : two->kind == EVENT_MISSING ? "missing" : "fault");
  writer_number(writer, "stage", 2);
  writer_level(writer, "level", tables_level(both->stage2, step->height));
  writer_address(writer, "table", step->table);
  writer_number(writer, "index", step->index);
  writer_address(writer, "word", step->word);
  switch (two->kind) {
  case EVENT_AGAIN:
    writer_address(writer, "points_to", step->decoded.oa);
    writer_address(writer, "first", tables_ia(both->stage2, two->first.first));
    break;
  case EVENT_MISSING:
    list_missing(both->stage2, &two->first, &line);
    line.text[line.used] = '\0';
    writer_text(writer, "reason", line.text);
    break;
  default: list_write_fault(writer, both->stage2, step); break;
  }
  end(both, part);
}
