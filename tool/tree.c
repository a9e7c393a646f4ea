/* SPDX-License-Identifier: Apache-2.0 */
/* The tables as a page that folds, or as a picture. Each row is a table, or leaves of one table that are alike and
 * side by side, or other entries that say the same; it is written when the next one is known. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "list.h"

static const char help[] =
  "Writes the tables as one HTML page, which folds and needs nothing else, or with --svg as a picture: a row for\n"
  "each table and, below it, for the leaves that are side by side and alike, and for what is wrong.\n"
  "Exit status: 0 all was drawn, 1 entries are wrong, 2 something could not be read.\n";

#define ROW_PIXELS 18U
#define STEP_PIXELS 24U
#define WIDTH_PIXELS 1200U

struct tree {
  const struct tables *tables;
  bool svg;
  bool counting;    /* nothing is written: how many rows are there? */
  uint64_t rows;    /* so far; in a picture, of all sets before, too */
  uint64_t row_of[LEVELS_MAX + 1]; /* of the table that is open, by its height */
  unsigned height;  /* of the table whose entries come */
  bool pending;     /* a table's row waits: it may be empty, or not to be read */
  struct event table;
  bool open;        /* a row of other entries waits: */
  struct event first;
  struct leaf leaf;
  uint64_t count, all, some, bytes;
  bool repeated;
  uint64_t wrong, missing;
};

static void escaped(const char *text)
{
  for (; *text != '\0'; text++) {
    switch (*text) {
    case '<': printf("&lt;"); break;
    case '>': printf("&gt;"); break;
    case '&': printf("&amp;"); break;
    case '"': printf("&quot;"); break;
    default: putchar(*text);
    }
  }
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The place of a row in the picture, and a line to that of its table, which is at height `parent`. */
static void draw_row(struct tree *tree, unsigned depth, unsigned parent, const char *class)
{
  uint64_t x = depth * STEP_PIXELS + 10, y = (tree->rows + 1) * ROW_PIXELS;
  if (depth != 0) {
    uint64_t from = tree->row_of[parent] * ROW_PIXELS + ROW_PIXELS + 4;
    printf("<path d=\"M%" PRIu64 " %" PRIu64 "V%" PRIu64 "h%u\"/>", x - STEP_PIXELS + 4, from, y - 4, STEP_PIXELS - 6);
  }
  printf("<text class=\"%s\" x=\"%" PRIu64 "\" y=\"%" PRIu64 "\">", class, x, y);
}

static void write_row(struct tree *tree, const struct line *line, unsigned height, const char *class)
{
  unsigned depth = tree->tables->geometry.levels - height;
  if (!tree->counting) {
    if (tree->svg) {
      draw_row(tree, depth, height, class);
    } else {
      printf("<div class=\"%s\">", class);
    }
    escaped(line->text);
    printf(tree->svg ? "</text>\n" : "</div>\n");
  }
  tree->rows++;
}

static void describe_leaves(struct tree *tree, struct line *line)
{
  const struct step *step = &tree->first.step;
  char size[TEXT_BYTES], text[TEXT_BYTES];
  size_text(step->bytes, size);
  leaf_text(tree->tables, &tree->leaf, tree->all, tree->some, text);
  line_hexadecimal(line, step->decoded.oa, 12);
  if (tree->repeated) {
    line_text(line, " each");
  } else {
    line_print(line, "-0x%012" PRIx64, step->decoded.oa + tree->bytes);
  }
  line_print(line, "  %s x %" PRIu64 "  %s", size, tree->count, text);
  if (step->effective != step->word) line_text(line, "  [narrowed by tables]");
}

/* The row that waits. */
static void flush(struct tree *tree)
{
  static const char *const classes[] = {[EVENT_LEAF] = "leaf", [EVENT_FAULT] = "wrong", [EVENT_AGAIN] = "again",
                                        [EVENT_EMPTY] = "empty", [EVENT_MISSING] = "wrong"};
  const struct step *step = &tree->first.step;
  char text[TEXT_BYTES];
  struct line line;
  if (!tree->open) return;
  tree->open = false;
  line_start(&line);
  line_print(&line, "[%u] ", step->index);
  list_range(&line, tables_ia(tree->tables, step->ia), tree->bytes);
  switch (tree->first.kind) {
  case EVENT_LEAF: describe_leaves(tree, &line); break;
  case EVENT_AGAIN:
    line_print(&line, "table 0x%" PRIx64 " is met again: see input 0x%" PRIx64, step->decoded.oa,
               tables_ia(tree->tables, tree->first.first));
    break;
  case EVENT_EMPTY: line_print(&line, "table 0x%" PRIx64 " is empty", step->decoded.oa); break;
  case EVENT_MISSING: list_missing(tree->tables, &tree->first, &line); break;
  default:
    fault_text(tree->tables, step, text);
    line_text(&line, text);
    reason_text(tree->tables, step, text);
    line_print(&line, ": %s", text);
  }
  if (tree->first.kind != EVENT_LEAF && tree->count > 1) {
    line_print(&line, ", and so on: %" PRIu64 " entries", tree->count);
  }
  write_row(tree, &line, tree->height, classes[tree->first.kind]);
}

/* Does the entry go on what waits? */
static bool joins(const struct tree *tree, const struct event *event, const struct leaf *leaf)
{
  const struct step *step = &event->step, *first = &tree->first.step;
  if (!tree->open || event->kind != tree->first.kind || step->table != first->table || step->height != first->height ||
      step->ia != first->ia + tree->bytes) {
    return false;
  }
  if (event->kind == EVENT_FAULT) return step->fault == first->fault;
  if (event->kind == EVENT_AGAIN) return step->decoded.oa == first->decoded.oa;
  if (event->kind != EVENT_LEAF) return event->kind == EVENT_EMPTY;
  bool beside = first->decoded.oa + tree->bytes == step->decoded.oa, same = first->decoded.oa == step->decoded.oa;
  bool goes_on = tree->count == 1 ? beside || same : tree->repeated ? same : beside;
  return goes_on && leaf_alike(&tree->leaf, leaf) &&
         (first->effective == first->word) == (step->effective == step->word);
}

static void take_entry(struct tree *tree, const struct event *event)
{
  const struct step *step = &event->step;
  struct leaf leaf = {0};
  if (event->kind == EVENT_LEAF) leaf = leaf_of(tree->tables, step);
  tree->wrong += event->kind == EVENT_FAULT;
  tree->missing += event->kind == EVENT_MISSING;
  if (joins(tree, event, &leaf)) {
    if (tree->count == 1) tree->repeated = tree->first.step.decoded.oa == step->decoded.oa;
    tree->count++;
    tree->bytes += step->bytes;
    tree->all &= step->effective;
    tree->some |= step->effective;
    return;
  }
  flush(tree);
  tree->open = true;
  tree->first = *event;
  tree->leaf = leaf;
  tree->count = 1;
  tree->bytes = step->bytes;
  tree->all = tree->some = step->effective;
  tree->repeated = false;
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* A table at `height`, whose entries follow. */
static void open_table(struct tree *tree, const struct line *line, unsigned height)
{
  bool is_root = height + 1 == tree->tables->geometry.levels;
  if (!tree->counting && !tree->svg) {
    printf("<details%s><summary>", is_root ? " open" : "");
    escaped(line->text);
    printf("</summary>\n");
  } else if (!tree->counting) {
    draw_row(tree, tree->tables->geometry.levels - 1 - height, height + 1, "table");
    escaped(line->text);
    printf("</text>\n");
  }
  tree->row_of[height] = tree->rows++;
  tree->height = height;
}

/* Ends the tables whose entries are all there, so that those of `height` go on. */
static void close_tables(struct tree *tree, unsigned height)
{
  flush(tree);
  for (; tree->height < height; tree->height++) {
    if (!tree->counting && !tree->svg) printf("</details>\n");
  }
}

static void open_pending(struct tree *tree)
{
  const struct step *step = &tree->table.step;
  struct line line;
  if (!tree->pending) return;
  tree->pending = false;
  flush(tree);
  line_start(&line);
  line_print(&line, "[%u] ", step->index);
  list_range(&line, tables_ia(tree->tables, step->ia), step->bytes);
  line_print(&line, "table 0x%" PRIx64 ", level %d", step->decoded.oa, tables_level(tree->tables, step->height - 1));
  open_table(tree, &line, step->height - 1);
}

/* Is this all that there is to say of the table that waits? */
static bool says_all(const struct tree *tree, const struct event *event)
{
  const struct step *table = &tree->table.step, *step = &event->step;
  if (!tree->pending || step->ia != table->ia || step->bytes != table->bytes) return false;
  return event->kind == EVENT_EMPTY || event->kind == EVENT_MISSING;
}

static void take_event(struct tree *tree, const struct event *event)
{
  struct event entry = *event;
  if (says_all(tree, event)) {
    tree->pending = false;
    entry.step.index = tree->table.step.index;
    take_entry(tree, &entry);
    return;
  }
  open_pending(tree);
  if (tree->height < event->step.height) close_tables(tree, event->step.height);
  if (event->kind != EVENT_TABLE) {
    take_entry(tree, event);
  } else {
    tree->pending = true;
    tree->table = *event;
  }
}

/* False if memory is short. */
static bool draw_set(struct tree *tree, const struct tables *tables)
{
  struct walk walk;
  struct event event;
  struct line line;
  unsigned top = tables->geometry.levels - 1;
  tree->tables = tables;
  line_start(&line);
  line_print(&line, "root 0x%" PRIx64 ", level %d", tables->root, tables_level(tables, top));
  if (tables->origin[0] != '\0') line_print(&line, "  (%s)", tables->origin);
  open_table(tree, &line, top);
  walk_start(&walk, tables);
  while (walk_next(&walk, &event)) take_event(tree, &event);
  open_pending(tree);
  close_tables(tree, top + 1);
  bool good = !walk.short_of_memory;
  walk_end(&walk);
  return good;
}

/* ---- pages ----------------------------------------------------------------------------------- */

static const char page_start[] =
  "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Translation tables</title>\n<style>\n"
  "body{font:14px/1.5 monospace;margin:1em;color:#111;background:#fff}\n"
  "details{margin-left:1.5em}div{margin-left:2.5em;white-space:pre}summary{cursor:pointer;white-space:pre}\n"
  ".wrong{color:#b00020}.again,.empty{color:#666}\n"
  "@media(prefers-color-scheme:dark){body{color:#ddd;background:#111}.wrong{color:#ff8a80}.again,.empty{color:#999}}\n"
  "</style></head><body>\n<p><button id=\"unfold\">unfold all</button> <button id=\"fold\">fold all</button></p>\n";

static const char page_end[] =
  "<script>\nfor (const [id, open] of [[\"unfold\", true], [\"fold\", false]]) {\n"
  "  document.getElementById(id).onclick = () => document.querySelectorAll(\"details\").forEach(d => d.open = "
  "open);\n}\n"
  "</script>\n</body></html>\n";

static void start_picture(uint64_t rows)
{
  printf("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%" PRIu64 "\" font-family=\"monospace\" "
         ""
         ""
         "font-size=\"12\">\n<style>text{white-space:pre}path{stroke:#999;fill:none}"
         ".wrong{fill:#b00020}.again,.empty{fill:#666}"
         "</style>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", WIDTH_PIXELS, (rows + 1) * ROW_PIXELS);
}

static bool draw_all(struct tree *tree, const struct invocation *invocation)
{
  bool good = true;
  for (unsigned i = 0; good && i < invocation->tables_count; i++) good = draw_set(tree, &invocation->tables[i]);
  return good;
}

static int run(struct invocation *invocation)
{
  struct tree tree = {.svg = invocation->options.svg};
  bool good = true;
  if (tree.svg) {
    struct tree rows = {.svg = true, .counting = true};
    good = draw_all(&rows, invocation);
    start_picture(rows.rows);
  } else {
    printf("%s", page_start);
  }
  good = good && draw_all(&tree, invocation);
  printf("%s", tree.svg ? "</svg>\n" : page_end);
  if (!good) complain("not enough memory");
  if (tree.missing != 0) complain("tables that could not be read in full: %" PRIu64, tree.missing);
  return !good || tree.missing != 0 ? EXIT_BAD : tree.wrong != 0 ? EXIT_FAULTS : EXIT_FINE;
}

const struct command command_tree = {
  .name = "tree",
  .operands = "IMAGE",
  .summary = "draws tables: a page that folds, or a picture",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_TREE,
  .needs_tables = true,
  .run = run,
};
