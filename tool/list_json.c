/* SPDX-License-Identifier: Apache-2.0 */
/* Runs as JSON; docs/tool.md describes the members. */
#include <string.h>

#include "list.h"

void list_tables(struct writer *writer, const char *name, const struct tables *tables)
{
  writer_object(writer, name);
  writer_text(writer, "format", tables->format->name);
  if (tables->label != NULL) writer_text(writer, "label", tables->label);
  if (tables->origin[0] != '\0') writer_text(writer, "origin", tables->origin);
  writer_address(writer, "root", tables->root);
  writer_number(writer, "levels", tables->geometry.levels);
  writer_number(writer, "input_bits", tables->geometry.input_bits);
  writer_number(writer, "output_bits", tables->geometry.output_bits);
  writer_text(writer, "half", half_name(tables->half));
}

void list_write_rights(struct writer *writer, const char *name, vpt_attr rights)
{
  char text[4];
  rights_text(rights, text);
  writer_text(writer, name, text);
}

void list_write_marks(struct writer *writer, const struct tables *tables, const struct leaf *leaf, uint64_t all,
                      uint64_t some)
{
  char marks[TEXT_BYTES];
  leaf_marks_text(tables, leaf, all, some, marks);
  writer_array(writer, "marks");
  for (char *mark = strtok(marks, " "); mark != NULL; mark = strtok(NULL, " ")) writer_text(writer, NULL, mark);
  writer_close(writer);
}

void list_write_fault(struct writer *writer, const struct tables *tables, const struct step *step)
{
  char fault[TEXT_BYTES], reason[TEXT_BYTES];
  fault_text(tables, step, fault);
  reason_text(tables, step, reason);
  writer_text(writer, "fault", fault);
  writer_text(writer, "reason", reason);
}

static void write_conflict(struct list *list, const struct run *run, enum conflict_kind kind)
{
  const struct conflict *conflict = conflicts_of(list->conflicts, kind, list->tables, run);
  if (conflict == NULL) return;
  bool wx = kind == CONFLICT_WX;
  unsigned other = conflict_other(conflict, run);
  char type[TEXT_BYTES];
  conflict->tables[other]->format->type_text(conflict->type[other], type);
  writer_object(list->writer, NULL);
  writer_text(list->writer, "is", !wx ? type : other == 0 ? "writable" : "executable");
  writer_address(list->writer, "at", conflict->ia[other]);
  writer_close(list->writer);
}

static void write_leaf(struct list *list, const struct run *run)
{
  char type[TEXT_BYTES];
  const struct leaf *leaf = &run->leaf;
  struct writer *writer = list->writer;
  list->tables->format->type_text(leaf->type, type);
  writer_address(writer, "oa", run->oa);
  writer_flag(writer, "repeated", run->repeated);
  list_write_rights(writer, "privileged", leaf->privileged);
  list_write_rights(writer, "user", leaf->user);
  writer_flag(writer, "global", leaf->global);
  writer_text(writer, "type", type);
  list_write_marks(writer, list->tables, leaf, run->all, run->some);
  writer_flag(writer, "narrowed", run->narrowed);
  writer_flag(writer, "broken_set", run->first.step.broken_set);
  writer_array(writer, "conflicts");
  if (list->conflicts != NULL) {
    write_conflict(list, run, CONFLICT_WX);
    write_conflict(list, run, CONFLICT_TYPE);
  }
  writer_close(writer);
}

static void write_missing(struct list *list, const struct run *run)
{
  struct line line = {.used = 0};
  list_missing(list->tables, &run->first, &line);
  line.text[line.used] = '\0';
  writer_text(list->writer, "reason", line.text);
}

static void write_again(struct list *list, const struct run *run)
{
  const struct event *event = &run->first;
  writer_address(list->writer, "points_to", event->step.decoded.oa);
  writer_address(list->writer, "first", tables_ia(list->tables, event->first));
  writer_level(list->writer, "first_level", tables_level(list->tables, event->first_height));
}

void list_json(struct list *list, const struct run *run)
{
  static const char *const kinds[] = {[EVENT_LEAF] = "leaf", [EVENT_FAULT] = "fault", [EVENT_TABLE] = "table",
                                      [EVENT_AGAIN] = "again", [EVENT_EMPTY] = "empty", [EVENT_MISSING] = "missing"};
  struct writer *writer = list->writer;
  const struct step *step = &run->first.step;
  writer_object(writer, NULL);
  writer_text(writer, "kind", kinds[run->kind]);
  writer_address(writer, "ia", run->ia);
  writer_range_end(writer, "end", run->ia, run->bytes);
  writer_number(writer, "size", run->bytes / run->count);
  writer_number(writer, "count", run->count);
  writer_level(writer, "level", tables_level(list->tables, step->height));
  writer_address(writer, "table", step->table);
  writer_number(writer, "index", step->index);
  writer_address(writer, "word", step->word);
  switch (run->kind) {
  case EVENT_LEAF: write_leaf(list, run); break;
  case EVENT_FAULT: list_write_fault(writer, list->tables, step); break;
  case EVENT_AGAIN: write_again(list, run); break;
  case EVENT_MISSING: write_missing(list, run); break;
  default: writer_address(writer, "points_to", step->decoded.oa); break;
  }
  const struct symbol *symbol = list->symbols == NULL ? NULL : symbols_at(list->symbols, run->ia);
  if (symbol != NULL) {
    writer_text(writer, "symbol", symbol->name);
    writer_address(writer, "symbol_at", symbol->address);
  }
  writer_close(writer);
}
