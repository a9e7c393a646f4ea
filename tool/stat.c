/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "commands.h"
#include "list.h"

static const char help[] =
  "Counts: of each level its tables, how much of them is used, and the entries that are not valid, 0 and others; of\n"
  "each size of leaf and each set of rights the leaves and their bytes. A table counts once, however often it is\n"
  "met.\n"
  "Exit status: 0 all was counted, 1 entries are wrong, 2 something could not be read.\n";

#define RIGHTS 8U /* sums of VPT_READ, VPT_WRITE, VPT_EXEC */

struct counts {
  uint64_t leaves[2 * LEVELS_MAX][2][RIGHTS]; /* by twice the height, and one more for Svnapot's; by user, by rights */
  uint64_t again, empty, wrong, missing;
};

static void count(struct counts *counts, const struct tables *tables, struct leaf_cache *cache,
                  const struct event *event)
{
  switch (event->kind) {
  case EVENT_LEAF: {
    const struct leaf *leaf = leaf_cached(cache, tables, &event->step);
    bool user = leaf->user != 0;
    bool napot = event->step.bytes != tables_entry_bytes(tables, event->step.height);
    counts->leaves[2 * event->step.height + napot][user][(user ? leaf->user : leaf->privileged) % RIGHTS]++;
    break;
  }
  case EVENT_AGAIN: counts->again++; break;
  case EVENT_EMPTY: counts->empty++; break;
  case EVENT_FAULT: counts->wrong++; break;
  case EVENT_MISSING: counts->missing++; break;
  default: break;
  }
}

static void tell_tables(const struct tables *tables, const struct walk_totals *totals, struct writer *writer)
{
  if (writer != NULL) {
    writer_array(writer, "levels");
  } else {
    printf("level    tables      valid     0  other   fill\n");
  }
  for (unsigned height = tables->geometry.levels; height-- > 0;) {
    uint64_t valid = totals->used[height], zero = totals->zero[height], other = totals->invalid[height];
    uint64_t all = valid + zero + other;
    if (writer != NULL) {
      writer_object(writer, NULL);
      writer_level(writer, "level", tables_level(tables, height));
      writer_number(writer, "tables", totals->tables[height]);
      writer_number(writer, "valid", valid);
      writer_number(writer, "zero", zero);
      writer_number(writer, "invalid", other);
      writer_close(writer);
    } else {
      printf("%5d  %8" PRIu64 "  %9" PRIu64 "  %8" PRIu64 "  %8" PRIu64 "  %3" PRIu64 " %%\n",
             tables_level(tables, height),
             totals->tables[height], valid, zero, other, all == 0 ? 0 : valid * 100 / all);
    }
  }
  if (writer != NULL) writer_close(writer);
}

static void tell_leaves(const struct tables *tables, const struct counts *counts, struct writer *writer)
{
  if (writer != NULL) {
    writer_array(writer, "leaves");
  } else {
    printf(" size  rights       leaves                 bytes\n");
  }
  for (unsigned place = 0; place < 2 * LEVELS_MAX * 2 * RIGHTS; place++) {
    unsigned kind = place / (2 * RIGHTS), user = place / RIGHTS % 2, rights = place % RIGHTS;
    uint64_t leaves = counts->leaves[kind][user][rights], bytes;
    char size[TEXT_BYTES], text[4];
    if (leaves == 0) continue;
    bytes = tables_entry_bytes(tables, kind / 2) * (kind % 2 != 0 ? NAPOT_ENTRIES : 1);
    size_text(bytes, size);
    rights_text(rights, text);
    if (writer != NULL) {
      writer_object(writer, NULL);
      writer_number(writer, "size", bytes);
      writer_text(writer, "rights", text);
      writer_flag(writer, "is_user", user != 0);
      writer_number(writer, "leaves", leaves);
      writer_number(writer, "bytes", leaves * bytes);
      writer_close(writer);
    } else {
      printf("%5s  %s %-4s  %9" PRIu64 "  %20" PRIu64 "\n", size, text, user != 0 ? "user" : "", leaves,
             leaves * bytes);
    }
  }
  if (writer != NULL) writer_close(writer);
}

static int count_set(const struct tables *tables, struct writer *writer)
{
  struct walk walk;
  struct event event;
  struct counts counts = {0};
  struct leaf_cache cache = {0};
  walk_start(&walk, tables);
  while (walk_next(&walk, &event)) count(&counts, tables, &cache, &event);
  if (writer != NULL) list_tables(writer, NULL, tables);
  tell_tables(tables, &walk.totals, writer);
  tell_leaves(tables, &counts, writer);
  if (writer != NULL) {
    writer_number(writer, "again", counts.again);
    writer_number(writer, "empty", counts.empty);
    writer_number(writer, "wrong", counts.wrong);
    writer_number(writer, "missing", counts.missing);
    writer_close(writer);
  } else {
    printf("tables met again: %" PRIu64 ", empty: %" PRIu64 ", entries that are wrong: %" PRIu64 "\n", counts.again,
           counts.empty,
           counts.wrong);
  }
  bool bad = walk.short_of_memory || counts.missing != 0;
  if (counts.missing != 0) complain("tables that could not be read in full: %" PRIu64, counts.missing);
  walk_end(&walk);
  return bad ? EXIT_BAD : counts.wrong != 0 ? EXIT_FAULTS : EXIT_FINE;
}

static int run(struct invocation *invocation)
{
  struct writer writer, *json = invocation->options.json ? &writer : NULL;
  int code = EXIT_FINE;
  if (json != NULL) {
    writer_start(json, "stat");
    writer_array(json, "sets");
  }
  for (unsigned i = 0; i < invocation->tables_count; i++) {
    const struct tables *tables = &invocation->tables[i];
    if (json == NULL && tables->origin[0] != '\0') printf("%s\n", tables->origin);
    int one = count_set(tables, json);
    if (one > code) code = one;
  }
  if (json != NULL) writer_end(json);
  return code;
}

const struct command command_stat = {
  .name = "stat",
  .operands = "IMAGE",
  .summary = "counts tables, entries, leaves and bytes",
  .help = help,
  .groups = GROUP_TABLES | GROUP_MEMORY | GROUP_JSON,
  .needs_tables = true,
  .run = run,
};
