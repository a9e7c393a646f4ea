/* SPDX-License-Identifier: Apache-2.0 */
#include "list.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- faults ---------------------------------------------------------------------------------- */

static const char *fault_word(const struct fault_words *words, enum fault fault)
{
  switch (fault) {
  case FAULT_INVALID: return words->invalid;
  case FAULT_RESERVED: return words->reserved;
  case FAULT_ADDRESS: return words->address;
  case FAULT_ACCESS_FLAG: return words->access_flag;
  case FAULT_NO_RIGHT: return words->no_right;
  default: return "no fault";
  }
}

void fault_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES])
{
  snprintf(text, TEXT_BYTES, "%s, level %d", fault_word(tables->format->faults, step->fault),
           tables_level(tables, step->height));
}

void reason_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES])
{
  const struct tool_format *format = tables->format;
  uint64_t word = step->word & ~tables->reading.ignored_mask;
  switch (step->fault) {
  case FAULT_INVALID: snprintf(text, TEXT_BYTES, "descriptor is invalid (%s)", format->invalid); break;
  case FAULT_RESERVED:
    snprintf(text, TEXT_BYTES, "encoding is reserved (%s)",
             format->why_reserved == NULL ? format->reserved : format->why_reserved(step->height, word));
    break;
  case FAULT_ADDRESS:
    snprintf(text, TEXT_BYTES, "output address 0x%" PRIx64 " has more than %u bits", step->decoded.oa,
             tables->geometry.output_bits);
    break;
  case FAULT_ACCESS_FLAG:
    snprintf(text, TEXT_BYTES, "%s is 0 (and hardware is taken not to set it)",
             format->accessed_name);
    break;
  case FAULT_NO_RIGHT: snprintf(text, TEXT_BYTES, "the tables above leave no right"); break;
  default: text[0] = '\0'; break;
  }
}

/* ---- runs ------------------------------------------------------------------------------------ */

/* The range that ends at 2^64 does so in full. */
void list_range(struct line *line, vpt_ia ia, uint64_t bytes)
{
  line_hexadecimal(line, ia, 12);
  line_text(line, "-");
  if (ia + bytes == 0 && bytes != 0) {
    line_text(line, "0x10000000000000000");
  } else {
    line_hexadecimal(line, ia + bytes, 12);
  }
  line_text(line, "  ");
}

static void list_count(struct list *list, const struct run *run)
{
  struct line *line = &list->line;
  if (list->size != run->first.step.bytes) {
    list->size = run->first.step.bytes;
    size_text(list->size, list->size_text);
  }
  line_text(line, list->size_text);
  line_text(line, " x ");
  line_decimal(line, run->count);
  line_text(line, "  ");
}

/* The text of a leaf that was printed already is kept. */
static const char *text_of(struct list *list, const struct run *run)
{
  uint64_t place = (run->all * 3 ^ run->some ^ (uint64_t)run->leaf.height << 60) * 0x9E3779B97F4A7C15ULL >> 32;
  size_t slot = (size_t)place % LEAF_CACHE;
  if (!list->cache[slot].used || list->cache[slot].all != run->all || list->cache[slot].some != run->some ||
      !leaf_alike(&list->cache[slot].leaf, &run->leaf)) {
    list->cache[slot].used = true;
    list->cache[slot].leaf = run->leaf;
    list->cache[slot].all = run->all;
    list->cache[slot].some = run->some;
    leaf_text(list->tables, &run->leaf, run->all, run->some, list->cache[slot].text);
  }
  return list->cache[slot].text;
}

unsigned conflict_other(const struct conflict *conflict, const struct run *run)
{
  if (conflict->ia[0] - run->ia < run->bytes) return 1;
  if (conflict->ia[1] - run->ia < run->bytes) return 0;
  if (conflict->kind == CONFLICT_TYPE) return conflict->type[0] == run->leaf.type ? 1 : 0;
  return leaf_executable(&run->leaf) ? 0 : 1;
}

static void list_conflicts(struct list *list, const struct run *run)
{
  struct line *line = &list->line;
  const struct conflict *wx = conflicts_of(list->conflicts, CONFLICT_WX, list->tables, run);
  const struct conflict *type = conflicts_of(list->conflicts, CONFLICT_TYPE, list->tables, run);
  if (wx != NULL) {
    unsigned other = conflict_other(wx, run);
    line_print(line, "  [%s at 0x%" PRIx64 "]", other == 0 ? "writable" : "executable", wx->ia[other]);
  }
  if (type != NULL) {
    char text[TEXT_BYTES];
    unsigned other = conflict_other(type, run);
    type->tables[other]->format->type_text(type->type[other], text);
    line_print(line, "  [%s at 0x%" PRIx64 "]", text, type->ia[other]);
  }
}

static void list_leaf(struct list *list, const struct run *run)
{
  struct line *line = &list->line;
  line_hexadecimal(line, run->oa, 12);
  if (run->repeated) {
    line_text(line, " each");
  } else {
    line_text(line, "-");
    line_hexadecimal(line, run->oa + run->bytes, 12);
  }
  line_text(line, "  ");
  list_count(list, run);
  line_text(line, text_of(list, run));
  if (leaf_executable(&run->leaf) && leaf_writable(list->tables, &run->leaf, run->some)) {
    line_text(line, "  [writable and executable]");
  }
  if (list->conflicts != NULL) list_conflicts(list, run);
  if (list->verbose && run->narrowed) line_text(line, "  [narrowed by tables]");
  if (run->first.step.broken_set) line_text(line, "  [contiguous set not aligned or not alike]");
}

static void list_entry(struct line *line, vpt_oa table, unsigned index, uint64_t word)
{
  line_print(line, "entry 0x%" PRIx64 "[%u] is 0x%016" PRIx64, table, index, word);
}

static void list_fault(struct list *list, const struct run *run)
{
  char fault[TEXT_BYTES], reason[TEXT_BYTES];
  const struct step *step = &run->first.step;
  fault_text(list->tables, step, fault);
  reason_text(list->tables, step, reason);
  list_count(list, run);
  line_print(&list->line, "%s: %s; ", fault, reason);
  list_entry(&list->line, step->table, step->index, step->word);
}

static void list_again(struct list *list, const struct run *run)
{
  const struct tables *tables = list->tables;
  const struct event *event = &run->first;
  int level = tables_level(tables, event->step.height - 1), first_level = tables_level(tables, event->first_height);
  line_print(&list->line, "table 0x%" PRIx64 " again", event->step.decoded.oa);
  if (run->count > 1) line_print(&list->line, ", %" PRIu64 " times", run->count);
  line_print(&list->line, ", first at 0x%" PRIx64, tables_ia(tables, event->first));
  if (level != first_level) line_print(&list->line, " as level %d, here as level %d", first_level, level);
}

void list_missing(const struct tables *tables, const struct event *event, struct line *line)
{
  char why[TEXT_BYTES];
  const struct step *step = &event->step;
  bool root = step->height + 1 == tables->geometry.levels;
  unsigned count = (unsigned)(event->missing_bytes / sizeof(uint64_t));
  memory_why(tables->memory, event->missing, event->missing_bytes, event->answer, why);
  line_print(line, "table 0x%" PRIx64 " at level %d", step->table, tables_level(tables, step->height));
  if (count != (root ? tables_root_entries(tables) : tables_entries(tables))) {
    line_print(line, count == 1 ? ", entry %u," : ", from entry %u to %u,", step->index, step->index + count - 1);
  }
  line_print(line, " is %s", why);
  if (!event->has_parent) return;
  line_text(line, "; ");
  list_entry(line, event->parent_table, event->parent_index, event->parent_word);
}

/* Far from the last symbol, its name says nothing. */
#define SYMBOL_REACH 0x1000000U

void symbol_text(const struct symbols *symbols, vpt_ia ia, char text[TEXT_BYTES])
{
  const struct symbol *symbol = symbols_at(symbols, ia);
  text[0] = '\0';
  if (symbol == NULL || ia - symbol->address >= SYMBOL_REACH) return;
  if (ia == symbol->address) {
    snprintf(text, TEXT_BYTES, "  <%s>", symbol->name);
  } else {
    snprintf(text, TEXT_BYTES, "  <%s+0x%" PRIx64 ">", symbol->name, ia - symbol->address);
  }
}

/* Red: wrong, or writable and executable; yellow: user mode's; grey: what is listed elsewhere, or is nothing. */
static void list_colour(struct list *list, const struct run *run)
{
  bool leaf = run->kind == EVENT_LEAF;
  if (!list->colour) return;
  bool wx = leaf && leaf_executable(&run->leaf) && leaf_writable(list->tables, &run->leaf, run->some);
  if (run->kind == EVENT_FAULT || run->kind == EVENT_MISSING || wx) {
    line_text(&list->line, "\x1b[31m");
  } else if (leaf) {
    line_text(&list->line, run->leaf.user != 0 ? "\x1b[33m" : "");
  } else {
    line_text(&list->line, "\x1b[90m");
  }
}

void list_run(struct list *list, const struct run *run)
{
  const struct step *step = &run->first.step;
  struct line *line = &list->line;
  line_start(line);
  if (list->writer != NULL) {
    list_json(list, run);
    return;
  }
  list_colour(list, run);
  list_range(line, run->ia, run->bytes);
  switch (run->kind) {
  case EVENT_LEAF: list_leaf(list, run); break;
  case EVENT_FAULT: list_fault(list, run); break;
  case EVENT_AGAIN: list_again(list, run); break;
  case EVENT_MISSING: list_missing(list->tables, &run->first, line); break;
  default:
    line_print(line, "table 0x%" PRIx64 " is empty", step->decoded.oa);
    if (run->count > 1) line_print(line, ", and so on: %" PRIu64 " entries", run->count);
    break;
  }
  if (list->verbose && run->kind == EVENT_LEAF) {
    line_text(line, "  ");
    list_entry(line, step->table, step->index, step->word);
  }
  if (list->symbols != NULL) {
    char symbol[TEXT_BYTES];
    symbol_text(list->symbols, run->ia, symbol);
    line_text(line, symbol);
  }
  if (list->colour) line_text(line, "\x1b[0m");
  line_end(line);
}
