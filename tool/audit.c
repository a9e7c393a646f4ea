/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "commands.h"
#include "list.h"

static const char help[] =
  "Looks for what tables should not have, one finding a line:\n"
  "  writable and executable  a leaf that gives both rights\n"
  "  conflict                 memory that is writable by one leaf and executable by another, or of two types\n"
  "  user in kernel           a leaf for user mode among the kernel's addresses (the upper half)\n"
  "  tables writable          memory of the tables themselves, mapped writable\n"
  "  not granted              with --granted: a leaf that leads to other memory, or has other rights or types there\n"
  "  self-map                 a table that is met again at another level: tables are mapped as memory\n"
  "  contiguous set           one that is not aligned, or whose entries are not alike\n"
  "  wrong entry              an entry that faults though it is valid\n"
  "Leaves that the first store makes writable count as writable. Exit status: 0 nothing was found, 1 something was,\n"
  "2 something could not be read.\n";

struct audit {
  const struct invocation *invocation;
  const struct tables *tables;
  struct conflicts conflicts;
  struct symbols symbols;
  struct writer *writer; /* null: lines */
  struct line line;
  vpt_oa *frames;        /* of tables, in order */
  size_t frame_count;
  uint64_t findings, missing;
  bool failed;
};

/* ---- findings -------------------------------------------------------------------------------- */

/* The line, or the object, is complete. */
static void end_finding(struct audit *audit)
{
  audit->findings++;
  if (audit->writer != NULL) {
    writer_close(audit->writer);
  } else {
    line_end(&audit->line);
  }
}

static void start_finding(struct audit *audit, const char *kind)
{
  if (audit->writer != NULL) {
    writer_object(audit->writer, NULL);
    writer_text(audit->writer, "finding", kind);
  } else {
    line_start(&audit->line);
    line_print(&audit->line, "%s: ", kind);
  }
}

static void tell_leaf(struct audit *audit, const struct run *run)
{
  char text[TEXT_BYTES], symbol[TEXT_BYTES];
  leaf_text(audit->tables, &run->leaf, run->all, run->some, text);
  symbol_text(&audit->symbols, run->ia, symbol);
  if (audit->writer != NULL) {
    writer_address(audit->writer, "ia", run->ia);
    writer_range_end(audit->writer, "end", run->ia, run->bytes);
    writer_address(audit->writer, "oa", run->oa);
    writer_text(audit->writer, "leaf", text);
    return;
  }
  list_range(&audit->line, run->ia, run->bytes);
  line_print(&audit->line, "%s%s", text, symbol);
}

static void find_leaf(struct audit *audit, const char *kind, const struct run *run)
{
  start_finding(audit, kind);
  tell_leaf(audit, run);
  end_finding(audit);
}

static void tell_conflict(struct audit *audit, const struct conflict *conflict)
{
  char text[2][TEXT_BYTES], symbol[2][TEXT_BYTES];
  start_finding(audit, "conflict");
  for (unsigned i = 0; i < 2; i++) {
    snprintf(text[i], sizeof text[i], "%s", i == 0 ? "writable" : "executable");
    if (conflict->kind == CONFLICT_TYPE) conflict->tables[i]->format->type_text(conflict->type[i], text[i]);
    symbol_text(&audit->symbols, conflict->ia[i], symbol[i]);
  }
  if (audit->writer != NULL) {
    writer_address(audit->writer, "oa", conflict->first);
    writer_address(audit->writer, "oa_end", conflict->end);
    for (unsigned i = 0; i < 2; i++) {
      writer_text(audit->writer, i == 0 ? "is" : "and_is", text[i]);
      writer_address(audit->writer, i == 0 ? "at" : "and_at", conflict->ia[i]);
    }
  } else {
    line_print(&audit->line, "memory 0x%" PRIx64 "-0x%" PRIx64 " is %s at 0x%" PRIx64 "%s, %s at 0x%" PRIx64 "%s",
               conflict->first, conflict->end, text[0], conflict->ia[0], symbol[0], text[1], conflict->ia[1],
                 symbol[1]);
  }
  end_finding(audit);
}

/* ---- tables ---------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
  vpt_oa a = *(const vpt_oa *)left, b = *(const vpt_oa *)right;
  return a < b ? -1 : a > b;
}

/* The frames of all tables of all sets. */
static bool collect_tables(struct audit *audit)
{
  for (unsigned i = 0; i < audit->invocation->tables_count; i++) {
    struct walk walk;
    struct event event;
    walk_start(&walk, &audit->invocation->tables[i]);
    while (walk_next(&walk, &event)) continue;
    size_t count = audit->frame_count + walk.seen.used_count;
    vpt_oa *moved = walk.short_of_memory ? NULL : realloc(audit->frames, (count + 1) * sizeof *moved);
    if (moved != NULL) {
      audit->frames = moved;
      for (size_t slot = 0; slot < walk.seen.slot_count; slot++) {
        if (walk.seen.slots[slot].used) audit->frames[audit->frame_count++] = walk.seen.slots[slot].table;
      }
    }
    if (moved == NULL && !walk.short_of_memory) complain("not enough memory");
    walk_end(&walk);
    if (moved == NULL) return false;
  }
  qsort(audit->frames, audit->frame_count, sizeof *audit->frames, by_number);
  size_t kept = 0;
  for (size_t i = 0; i < audit->frame_count; i++) {
    if (kept == 0 || audit->frames[kept - 1] != audit->frames[i]) audit->frames[kept++] = audit->frames[i];
  }
  audit->frame_count = kept;
  return true;
}

/* The first of those from the address on. */
static size_t first_frame(const struct audit *audit, vpt_oa oa)
{
  size_t low = 0, high = audit->frame_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (audit->frames[middle] < oa) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static void find_tables(struct audit *audit, const struct run *run)
{
  vpt_oa end = run->oa + run_output_bytes(run);
  size_t first = first_frame(audit, run->oa), count = first_frame(audit, end) - first;
  if (count == 0) return;
  start_finding(audit, "tables writable");
  if (audit->writer != NULL) {
    writer_number(audit->writer, "tables", count);
    writer_address(audit->writer, "first_table", audit->frames[first]);
  } else {
    line_print(&audit->line, "%zu, first 0x%" PRIx64 " at 0x%" PRIx64 ": ", count, audit->frames[first],
               run->ia + (audit->frames[first] - run->oa));
  }
  tell_leaf(audit, run);
  end_finding(audit);
}

/* ---- grants ---------------------------------------------------------------------------------- */

static void tell_ungranted(struct audit *audit, const struct run *run, const struct ungranted *ungranted,
                           const char *type)
{
  vpt_ia ia = run->ia + (ungranted->first - run->oa);
  char rights[4];
  rights_text(ungranted->too_many, rights);
  if (audit->writer != NULL) {
    writer_address(audit->writer, "first_oa", ungranted->first);
    writer_address(audit->writer, "at", ia);
    writer_flag(audit->writer, "in_grant", ungranted->in_grant);
    if (ungranted->too_many != 0) writer_text(audit->writer, "too_many", rights);
    if (ungranted->type) writer_text(audit->writer, "type", type);
    return;
  }
  line_print(&audit->line, "first 0x%" PRIx64 " at 0x%" PRIx64, ungranted->first, ia);
  if (!ungranted->in_grant) line_text(&audit->line, ", in no grant");
  if (ungranted->too_many != 0) line_print(&audit->line, ", rights %s too many", rights);
  if (ungranted->type) line_print(&audit->line, ", type %s", type);
  line_text(&audit->line, ": ");
}

static void find_ungranted(struct audit *audit, const struct run *run, bool write)
{
  const struct grants *granted = &audit->invocation->options.granted;
  struct ungranted ungranted;
  char type[TEXT_BYTES];
  vpt_attr rights = run->leaf.privileged | run->leaf.user | (write ? VPT_WRITE : 0);
  if (granted->count == 0) return;
  audit->tables->format->type_text(run->leaf.type, type);
  if (grants_allow(granted, run->oa, run->oa + (run_output_bytes(run) - 1), rights, type, &ungranted)) return;
  start_finding(audit, "not granted");
  tell_ungranted(audit, run, &ungranted, type);
  tell_leaf(audit, run);
  end_finding(audit);
}

/* ---- runs ------------------------------------------------------------------------------------ */

static void judge_leaf(struct audit *audit, const struct run *run)
{
  bool write = leaf_writable(audit->tables, &run->leaf, run->some);
  bool upper = run->ia >> 63 != 0;
  if (write && leaf_executable(&run->leaf)) find_leaf(audit, "writable and executable", run);
  if (upper && run->leaf.user != 0) find_leaf(audit, "user in kernel", run);
  if (run->first.step.broken_set) find_leaf(audit, "contiguous set", run);
  if (write) find_tables(audit, run);
  find_ungranted(audit, run, write);
}

static void judge_fault(struct audit *audit, const struct run *run)
{
  char fault[TEXT_BYTES], reason[TEXT_BYTES];
  const struct step *step = &run->first.step;
  fault_text(audit->tables, step, fault);
  reason_text(audit->tables, step, reason);
  start_finding(audit, "wrong entry");
  if (audit->writer != NULL) {
    writer_address(audit->writer, "ia", run->ia);
    writer_range_end(audit->writer, "end", run->ia, run->bytes);
    writer_number(audit->writer, "count", run->count);
    writer_text(audit->writer, "fault", fault);
    writer_text(audit->writer, "reason", reason);
  } else {
    list_range(&audit->line, run->ia, run->bytes);
    line_print(&audit->line, "%" PRIu64 " times: %s: %s", run->count, fault, reason);
  }
  end_finding(audit);
}

static void judge_again(struct audit *audit, const struct run *run)
{
  const struct event *event = &run->first;
  int level = tables_level(audit->tables, event->step.height - 1);
  int first_level = tables_level(audit->tables, event->first_height);
  if (level == first_level) return;
  start_finding(audit, "self-map");
  if (audit->writer != NULL) {
    writer_address(audit->writer, "ia", run->ia);
    writer_range_end(audit->writer, "end", run->ia, run->bytes);
    writer_address(audit->writer, "table", event->step.decoded.oa);
    writer_level(audit->writer, "level", level);
    writer_level(audit->writer, "first_level", first_level);
  } else {
    list_range(&audit->line, run->ia, run->bytes);
    line_print(&audit->line, "table 0x%" PRIx64 " of level %d is of level %d here", event->step.decoded.oa, first_level,
               level);
  }
  end_finding(audit);
}

static void judge_set(struct audit *audit)
{
  struct runs runs;
  struct run run;
  runs_start(&runs, audit->tables, &audit->invocation->options.filter);
  while (runs_next(&runs, &run)) {
    if (run.kind == EVENT_LEAF) judge_leaf(audit, &run);
    if (run.kind == EVENT_FAULT) judge_fault(audit, &run);
    if (run.kind == EVENT_AGAIN) judge_again(audit, &run);
  }
  audit->missing += runs.missing;
  if (runs.walk.short_of_memory) audit->failed = true;
  runs_end(&runs);
}

static void judge_all(struct audit *audit)
{
  struct writer writer;
  if (audit->invocation->options.json) {
    audit->writer = &writer;
    writer_start(&writer, "audit");
    writer_array(&writer, "findings");
  }
  for (unsigned kind = 0; kind < CONFLICTS; kind++) {
    for (size_t i = 0; i < audit->conflicts.count[kind]; i++) {
      tell_conflict(audit, &audit->conflicts.conflicts[kind][i]);
    }
  }
  for (unsigned i = 0; i < audit->invocation->tables_count; i++) {
    audit->tables = &audit->invocation->tables[i];
    judge_set(audit);
  }
  if (audit->writer != NULL) {
    writer_close(&writer);
    writer_number(&writer, "missing", audit->missing);
    writer_end(&writer);
  } else {
    printf("findings: %" PRIu64 "\n", audit->findings);
  }
}

static int run(struct invocation *invocation)
{
  struct audit audit = {.invocation = invocation, .tables = invocation->tables};
  const char *symbols = invocation->options.symbols;
  bool ready = (symbols == NULL || symbols_load(&audit.symbols, symbols)) && collect_tables(&audit) &&
               conflicts_find(&audit.conflicts, invocation->tables, invocation->tables_count);
  if (ready) judge_all(&audit);
  if (audit.missing != 0) complain("tables that could not be read in full: %" PRIu64, audit.missing);
  conflicts_free(&audit.conflicts);
  symbols_free(&audit.symbols);
  free(audit.frames);
  if (!ready || audit.failed || audit.missing != 0) return EXIT_BAD;
  return audit.findings != 0 ? EXIT_FAULTS : EXIT_FINE;
}

const struct command command_audit = {
  .name = "audit",
  .operands = "IMAGE",
  .summary = "looks for what tables should not have",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_LIST | GROUP_JSON | GROUP_SYMBOLS | GROUP_AUDIT,
  .needs_tables = true,
  .run = run,
};
