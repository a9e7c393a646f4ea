/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "list.h"

static const char help[] =
  "Lists the input addresses that are mapped to the output address OA, and the leaves that do it; and says if OA\n"
  "lies in one of the tables. A table that is met again, and leads to OA, is a line of its own.\n"
  "Exit status: 0 it is mapped, 1 it is not, 2 something could not be read.\n";

struct search {
  const struct tables *tables;
  vpt_oa oa;
  struct symbols symbols;
  struct leaf_cache cache;
  struct walk walk;
  struct writer *writer; /* null: lines */
  struct line line;
  uint64_t found, missing;
  bool in_table, self_mapped;
  struct event self_map; /* the first table met again at another level, on the way to itself */
};

/* Marks the tables on the way to a leaf: where they are met again, they lead to it too. */
static void mark_path(struct search *search, unsigned height)
{
  for (; height + 1 < search->tables->geometry.levels; height++) {
    const struct cursor *cursor = &search->walk.path[height];
    struct seen_table *slot = seen_find(&search->walk.seen, cursor->table, height, cursor->narrowing);
    if (slot != NULL) slot->marked = true;
  }
}

static void tell_leaf(struct search *search, const struct step *step)
{
  char text[TEXT_BYTES], size[TEXT_BYTES], symbol[TEXT_BYTES];
  vpt_ia ia = tables_ia(search->tables, step->ia) + (search->oa - step->decoded.oa);
  const struct leaf *leaf = leaf_cached(&search->cache, search->tables, step);
  leaf_text(search->tables, leaf, step->effective, step->effective, text);
  size_text(step->bytes, size);
  symbol_text(&search->symbols, ia, symbol);
  if (search->writer != NULL) {
    writer_object(search->writer, NULL);
    writer_address(search->writer, "ia", ia);
    writer_number(search->writer, "size", step->bytes);
    writer_text(search->writer, "leaf", text);
    writer_close(search->writer);
  } else {
    printf("0x%012" PRIx64 "  leaf of %s at 0x%" PRIx64 "  %s%s\n", ia, size, tables_ia(search->tables, step->ia), text,
           symbol);
  }
}

static void tell_table(struct search *search, const struct event *event, const char *kind)
{
  vpt_ia ia = tables_ia(search->tables, event->step.ia), first = tables_ia(search->tables, event->first);
  int level = tables_level(search->tables, event->step.height - 1);
  if (search->writer != NULL) {
    writer_object(search->writer, NULL);
    writer_address(search->writer, kind, event->step.decoded.oa);
    writer_address(search->writer, "ia", ia);
    if (event->kind == EVENT_AGAIN) writer_address(search->writer, "first", first);
    writer_level(search->writer, "level", level);
    writer_close(search->writer);
  } else if (event->kind == EVENT_AGAIN) {
    printf("0x%012" PRIx64 "  table 0x%" PRIx64 " again, which leads there, first at 0x%" PRIx64 "\n", ia,
           event->step.decoded.oa, first);
  } else {
    printf("0x%" PRIx64 " is in table 0x%" PRIx64 " of level %d, for input addresses from 0x%" PRIx64 " on\n",
           search->oa,
           event->step.decoded.oa, level, ia);
  }
}

static bool holds(vpt_oa first, uint64_t bytes, vpt_oa oa)
{
  return oa >= first && oa - first < bytes;
}

static void look_at(struct search *search, const struct event *event)
{
  const struct step *step = &event->step;
  switch (event->kind) {
  case EVENT_LEAF:
    if (!holds(step->decoded.oa, step->bytes, search->oa)) return;
    search->found++;
    mark_path(search, step->height);
    tell_leaf(search, step);
    break;
  case EVENT_TABLE:
    if (!holds(step->decoded.oa, tables_granule(search->tables), search->oa)) return;
    search->in_table = true;
    tell_table(search, event, "in_table");
    break;
  case EVENT_AGAIN: {
    if (event->first_height != step->height - 1 && !search->self_mapped) {
      search->self_mapped = true;
      search->self_map = *event;
    }
    const struct seen_table *slot = seen_find(&search->walk.seen, step->decoded.oa, step->height - 1,
                                              walk_narrowing(search->tables, step));
    if (slot == NULL || !slot->marked) return;
    mark_path(search, step->height);
    tell_table(search, event, "again");
    break;
  }
  case EVENT_MISSING: search->missing++; break;
  default: break;
  }
}

static void search_root(struct search *search)
{
  const struct tables *tables = search->tables;
  if (!holds(tables->root, tables_root_entries(tables) * sizeof(uint64_t), search->oa)) return;
  search->in_table = true;
  if (search->writer != NULL) {
    writer_object(search->writer, NULL);
    writer_address(search->writer, "in_root", tables->root);
    writer_close(search->writer);
  } else {
    printf("0x%" PRIx64 " is in the root table 0x%" PRIx64 "\n", search->oa, tables->root);
  }
}

/* Tables that lead to themselves are mapped as memory by that. */
static void tell_self_map(struct search *search)
{
  vpt_ia ia = tables_ia(search->tables, search->self_map.step.ia);
  if (!search->in_table || !search->self_mapped) return;
  search->found++;
  if (search->writer != NULL) {
    writer_object(search->writer, NULL);
    writer_address(search->writer, "self_map", ia);
    writer_close(search->writer);
  } else {
    printf("tables are mapped by the self-map at 0x%" PRIx64 "\n", ia);
  }
}

static bool search_set(struct search *search)
{
  search->in_table = search->self_mapped = false;
  struct event event;
  walk_start(&search->walk, search->tables);
  search_root(search);
  while (walk_next(&search->walk, &event)) look_at(search, &event);
  tell_self_map(search);
  bool good = !search->walk.short_of_memory;
  walk_end(&search->walk);
  return good;
}

static int run(struct invocation *invocation)
{
  struct search search = {.tables = NULL};
  struct writer writer;
  const char *symbols = invocation->options.symbols;
  bool good = true;
  if (!parse_address("OA", invocation->operands[1], &search.oa)) return EXIT_BAD;
  if (symbols != NULL && !symbols_load(&search.symbols, symbols)) return EXIT_BAD;
  if (invocation->options.json) {
    search.writer = &writer;
    writer_start(&writer, "find");
    writer_array(&writer, "matches");
  }
  for (unsigned i = 0; i < invocation->tables_count && good; i++) {
    search.tables = &invocation->tables[i];
    search.cache = (struct leaf_cache){0};
    good = search_set(&search);
  }
  if (invocation->options.json) {
    writer_end(&writer);
  } else if (search.found == 0) {
    printf("0x%" PRIx64 " is not mapped\n", search.oa);
  }
  if (search.missing != 0) complain("tables that could not be read in full: %" PRIu64, search.missing);
  symbols_free(&search.symbols);
  if (!good || search.missing != 0) return EXIT_BAD;
  return search.found == 0 ? EXIT_FAULTS : EXIT_FINE;
}

const struct command command_find = {
  .name = "find",
  .operands = "IMAGE OA",
  .summary = "lists the input addresses that map an output address",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_JSON | GROUP_SYMBOLS,
  .needs_tables = true,
  .run = run,
};
