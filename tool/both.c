/* SPDX-License-Identifier: Apache-2.0 */
#include "both.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void start(struct both *both, const struct part *part)
{
  line_start(&both->line);
  list_range(&both->line, part->ia, part->bytes);
}

/* What stage 1 makes of the part. */
static void print_guest_range(struct both *both, const struct part *part)
{
  line_hexadecimal(&both->line, part->ipa, 12);
  line_text(&both->line, "-");
  line_hexadecimal(&both->line, part->ipa + part->bytes, 12);
}

static void end(struct both *both, const struct part *part)
{
  char symbol[TEXT_BYTES] = "";
  if (both->list.symbols != NULL) symbol_text(both->list.symbols, part->ia, symbol);
  line_text(&both->line, symbol);
  line_end(&both->line);
}

static void print_unmapped(struct both *both, const struct part *part)
{
  both->unmapped += part->bytes;
  if (both->list.writer != NULL) {
    both_json_unmapped(both, part);
    return;
  }
  start(both, part);
  line_text(&both->line, "stage 2 does not map ");
  print_guest_range(both, part);
  end(both, part);
}

/* A second stage with rights of user mode apart gives those to user mode of stage 1; one that knows user mode only
 * (AMD's, whose walks are those of user mode) gives them to all. */
struct leaf both_leaf(const struct tables *stage2, const struct leaf *one, const struct leaf *two)
{
  struct leaf leaf = *one;
  bool user_only = strcmp(stage2->format->name, "x86-64") == 0;
  leaf.privileged &= user_only ? two->user : two->privileged;
  leaf.user &= user_only || two->user != 0 ? two->user : two->privileged;
  return leaf;
}

bool both_type(const struct tables *stage1, const struct tables *stage2, const struct leaf *one, const struct leaf *two,
               char text[TEXT_BYTES])
{
  const struct tool_format *format = stage2->format;
  return format->combined != NULL && format->combined(stage1->format, one->type, two->type, two->counted, text);
}

void both_text(const struct tables *stage1, const struct tables *stage2, const struct leaf *one, const struct leaf *two,
               char text[TEXT_BYTES])
{
  char rights[TEXT_BYTES], type[TEXT_BYTES], type1[TEXT_BYTES], type2[TEXT_BYTES];
  struct leaf leaf = both_leaf(stage2, one, two);
  leaf_rights_text(&leaf, rights);
  stage1->format->type_text(one->type, type1);
  stage2->format->type_text(two->type, type2);
  const char *global = leaf.global ? " global" : "";
  if (!both_type(stage1, stage2, one, two, type)) {
    snprintf(text, TEXT_BYTES, "%.20s%s %.60s then %.60s", rights, global, type1, type2);
  } else if (strcmp(type, type1) == 0 && strcmp(type, type2) == 0) {
    snprintf(text, TEXT_BYTES, "%.20s%s %.60s", rights, global, type);
  } else {
    snprintf(text, TEXT_BYTES, "%.20s%s %.40s (%.40s, %.40s)", rights, global, type, type1, type2);
  }
}

static void print_leaf(struct both *both, const struct part *part, const struct run *two)
{
  const struct run *one = part->run;
  uint64_t size = one->first.step.bytes < two->first.step.bytes ? one->first.step.bytes : two->first.step.bytes;
  vpt_oa oa = two->repeated ? two->oa + (part->ipa - two->ia) % two->first.step.bytes : two->oa + (part->ipa - two->ia);
  char text[TEXT_BYTES], marks[TEXT_BYTES];
  both->bytes += part->bytes;
  if (both->list.writer != NULL) {
    both_json_leaf(both, part, two, oa, size);
    return;
  }
  start(both, part);
  line_hexadecimal(&both->line, oa, 12);
  if (two->repeated) {
    line_text(&both->line, " each  ");
  } else {
    line_text(&both->line, "-");
    line_hexadecimal(&both->line, oa + part->bytes, 12);
    line_text(&both->line, "  ");
  }
  size_text(size, text);
  line_print(&both->line, "%s x %" PRIu64 "  ", text, part->bytes / size);
  both_text(both->stage1, both->stage2, &one->leaf, &two->leaf, text);
  leaf_marks_text(both->stage1, &one->leaf, one->all, one->some, marks);
  line_print(&both->line, "%s%s", text, marks);
  leaf_marks_text(both->stage2, &two->leaf, two->all, two->some, marks);
  if (marks[0] != '\0') line_print(&both->line, "  stage 2:%s", marks);
  end(both, part);
}

/* What is no leaf in stage 2. */
static void print_other(struct both *both, const struct part *part, const struct run *two)
{
  char fault[TEXT_BYTES], reason[TEXT_BYTES];
  const struct step *step = &two->first.step;
  both->missing += two->kind == EVENT_MISSING;
  both->faults += two->kind == EVENT_FAULT;
  if (both->list.writer != NULL) {
    both_json_other(both, part, two);
    return;
  }
  start(both, part);
  line_text(&both->line, "stage 2 of ");
  print_guest_range(both, part);
  line_text(&both->line, "  ");
  switch (two->kind) {
  case EVENT_AGAIN:
    line_print(&both->line, "as of 0x%" PRIx64 ": table 0x%" PRIx64 " again",
               tables_ia(both->stage2, two->first.first), step->decoded.oa);
    break;
  case EVENT_MISSING:
    list_missing(both->stage2, &two->first, &both->line);
    break;
  default:
    fault_text(both->stage2, step, fault);
    reason_text(both->stage2, step, reason);
    line_print(&both->line, "%s: %s; entry 0x%" PRIx64 "[%u] is 0x%016" PRIx64, fault, reason, step->table, step->index,
               step->word);
    break;
  }
  end(both, part);
}

static void print_part(struct both *both, const struct part *part, const struct run *two)
{
  if (two->kind == EVENT_LEAF) {
    print_leaf(both, part, two);
  } else if (two->kind == EVENT_EMPTY) {
    print_unmapped(both, part);
  } else {
    print_other(both, part, two);
  }
}

/* The bytes from `ia` on, which are at `ipa` after stage 1, through stage 2. */
static void through_stage2(struct both *both, const struct run *one, vpt_ia ia, vpt_oa ipa, uint64_t bytes)
{
  struct filter range = {.by_range = true, .range_first = ipa, .range_last = ipa + (bytes - 1)};
  struct runs runs;
  struct run two;
  uint64_t done = 0;
  runs_start(&runs, both->stage2, &range);
  while (done < bytes && runs_next(&runs, &two)) {
    uint64_t from = two.ia > ipa ? two.ia - ipa : 0, to = two.ia + two.bytes - ipa;
    if (to > bytes || two.ia + two.bytes < ipa) to = bytes;
    if (from < done) from = done;
    if (to <= from) continue;
    if (from > done) print_unmapped(both, &(struct part){one, ia + done, ipa + done, from - done});
    print_part(both, &(struct part){one, ia + from, ipa + from, to - from}, &two);
    done = to;
  }
  if (done < bytes) print_unmapped(both, &(struct part){one, ia + done, ipa + done, bytes - done});
  both->short_of_memory |= runs.walk.short_of_memory;
  runs_end(&runs);
}

static void print_run(struct both *both, const struct run *one)
{
  if (one->kind != EVENT_LEAF) {
    list_run(&both->list, one);
  } else if (one->repeated) {
    if (both->list.writer == NULL) {
      line_start(&both->line);
      list_range(&both->line, one->ia, one->bytes);
      line_print(&both->line, "the same for each of %" PRIu64 " leaves:", one->count);
      line_end(&both->line);
    }
    through_stage2(both, one, one->ia, one->oa, one->first.step.bytes);
  } else {
    through_stage2(both, one, one->ia, one->oa, one->bytes);
  }
}

static void tell_totals(const struct both *both, const struct runs *runs)
{
  uint64_t faults = runs->faults + both->faults, missing = runs->missing + both->missing;
  struct writer *writer = both->list.writer;
  if (writer == NULL) {
    printf("total: %" PRIu64 " leaves of stage 1, %" PRIu64 " bytes; through both stages %" PRIu64
           " bytes, not mapped by stage 2 %" PRIu64 " bytes",
           runs->leaves, runs->leaf_bytes, both->bytes, both->unmapped);
    if (faults != 0) printf("; %" PRIu64 " entries are wrong", faults);
    printf("\n");
    return;
  }
  writer_close(writer);
  writer_object(writer, "totals");
  writer_number(writer, "leaves", runs->leaves);
  writer_number(writer, "bytes", runs->leaf_bytes);
  writer_number(writer, "through_both", both->bytes);
  writer_number(writer, "unmapped", both->unmapped);
  writer_number(writer, "wrong", faults);
  writer_number(writer, "missing", missing);
  writer_close(writer);
  writer_close(writer);
}

static int dump_one(struct both *both, const struct filter *filter, uint64_t *missing_all)
{
  struct runs runs;
  struct run run;
  runs_start(&runs, both->stage1, filter);
  while (runs_next(&runs, &run)) print_run(both, &run);
  tell_totals(both, &runs);
  uint64_t faults = runs.faults + both->faults, missing = runs.missing + both->missing;
  bool short_of_memory = both->short_of_memory || runs.walk.short_of_memory;
  runs_end(&runs);
  *missing_all += missing;
  return missing != 0 || short_of_memory ? EXIT_BAD : faults != 0 ? EXIT_FAULTS : EXIT_FINE;
}

static void start_set(struct both *both)
{
  if (both->list.writer != NULL) {
    list_tables(both->list.writer, NULL, both->stage1);
    writer_array(both->list.writer, "runs");
  } else if (both->stage1->origin[0] != '\0') {
    printf("stage 1: %s\n", both->stage1->origin);
  }
}

static void start_all(const struct invocation *invocation, struct writer *writer)
{
  const struct tables *stage2 = &invocation->stage2;
  if (writer != NULL) {
    writer_start(writer, "dump");
    list_tables(writer, "stage2", stage2);
    writer_close(writer);
    writer_array(writer, "sets");
  } else if (stage2->origin[0] != '\0') {
    printf("stage 2: %s\n", stage2->origin);
  }
}

/* What filters look at belongs to one stage, or to both, and which it is nobody has said. */
static bool filter_ok(const struct filter *filter)
{
  bool others = filter->rights != 0 || filter->user || filter->kernel || filter->type != NULL ||
                filter->leaf_bytes != 0 || filter->by_level || filter->faults;
  if (others) complain("dump: of both stages together only --range and --expand choose what is listed");
  return !others;
}

int both_dump(const struct invocation *invocation)
{
  int code = EXIT_FINE;
  uint64_t missing = 0;
  const struct options *options = &invocation->options;
  struct writer writer, *json = options->json ? &writer : NULL;
  struct symbols symbols = {0};
  if (!filter_ok(&options->filter)) return EXIT_BAD;
  if (options->symbols != NULL && !symbols_load(&symbols, options->symbols)) return EXIT_BAD;
  start_all(invocation, json);
  for (unsigned i = 0; i < invocation->tables_count; i++) {
    struct both both = {.stage1 = &invocation->tables[i], .stage2 = &invocation->stage2};
    both.list = (struct list){.tables = both.stage1, .verbose = options->verbose, .writer = json,
                              .symbols = symbols.count != 0 ? &symbols : NULL};
    start_set(&both);
    int one = dump_one(&both, &options->filter, &missing);
    if (one > code) code = one;
  }
  if (json != NULL) writer_end(json);
  if (missing != 0) complain("tables that could not be read in full: %" PRIu64, missing);
  symbols_free(&symbols);
  return code;
}
