/* SPDX-License-Identifier: Apache-2.0 */
#include "both.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "list.h"

struct both {
  const struct tables *stage1, *stage2;
  struct list list; /* of stage 1 */
  struct line line;
  uint64_t bytes;    /* that reach memory */
  uint64_t unmapped; /* that stage 2 does not map */
  uint64_t faults, missing;
  bool short_of_memory;
};

/* A part of a run of stage 1. */
struct part {
  const struct run *run;
  vpt_ia ia;
  vpt_oa ipa;      /* what stage 1 makes of it */
  uint64_t bytes;
};

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

static void print_unmapped(struct both *both, const struct part *part)
{
  start(both, part);
  line_text(&both->line, "stage 2 does not map ");
  print_guest_range(both, part);
  line_end(&both->line);
  both->unmapped += part->bytes;
}

/* A second stage with rights of user mode apart gives those to user mode of stage 1; one that knows user mode only (AMD's,
 * whose walks are those of user mode) gives them to all. */
struct leaf both_leaf(const struct tables *stage2, const struct leaf *one, const struct leaf *two)
{
  struct leaf leaf = *one;
  bool user_only = strcmp(stage2->format->name, "x86-64") == 0;
  leaf.privileged &= user_only ? two->user : two->privileged;
  leaf.user &= user_only || two->user != 0 ? two->user : two->privileged;
  return leaf;
}

void both_text(const struct tables *stage1, const struct tables *stage2, const struct leaf *one, const struct leaf *two,
               char text[TEXT_BYTES])
{
  char rights[TEXT_BYTES], type1[TEXT_BYTES], type2[TEXT_BYTES];
  struct leaf leaf = both_leaf(stage2, one, two);
  leaf_rights_text(&leaf, rights);
  stage1->format->type_text(one->type, type1);
  stage2->format->type_text(two->type, type2);
  snprintf(text, TEXT_BYTES, "%.20s%s %.60s then %.60s", rights, leaf.global ? " global" : "", type1, type2);
}

static void print_leaf(struct both *both, const struct part *part, const struct run *two)
{
  const struct run *one = part->run;
  uint64_t size = one->first.step.bytes < two->first.step.bytes ? one->first.step.bytes : two->first.step.bytes;
  vpt_oa oa = two->repeated ? two->oa + (part->ipa - two->ia) % two->first.step.bytes : two->oa + (part->ipa - two->ia);
  char text[TEXT_BYTES], marks[TEXT_BYTES];
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
  line_end(&both->line);
  both->bytes += part->bytes;
}

/* What is no leaf in stage 2. */
static void print_other(struct both *both, const struct part *part, const struct run *two)
{
  char fault[TEXT_BYTES], reason[TEXT_BYTES];
  const struct step *step = &two->first.step;
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
    both->missing++;
    break;
  default:
    fault_text(both->stage2, step, fault);
    reason_text(both->stage2, step, reason);
    line_print(&both->line, "%s: %s; entry 0x%" PRIx64 "[%u] is 0x%016" PRIx64, fault, reason, step->table, step->index,
               step->word);
    both->faults++;
    break;
  }
  line_end(&both->line);
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
    line_start(&both->line);
    list_range(&both->line, one->ia, one->bytes);
    line_print(&both->line, "the same for each of %" PRIu64 " leaves:", one->count);
    line_end(&both->line);
    through_stage2(both, one, one->ia, one->oa, one->first.step.bytes);
  } else {
    through_stage2(both, one, one->ia, one->oa, one->bytes);
  }
}

static int dump_one(struct both *both, uint64_t *missing_all)
{
  struct runs runs;
  struct run run;
  runs_start(&runs, both->stage1, NULL);
  while (runs_next(&runs, &run)) print_run(both, &run);
  printf("total: %" PRIu64 " leaves of stage 1, %" PRIu64 " bytes; through both stages %" PRIu64
         " bytes, not mapped by stage 2 %" PRIu64 " bytes",
         runs.leaves, runs.leaf_bytes, both->bytes, both->unmapped);
  uint64_t faults = runs.faults + both->faults, missing = runs.missing + both->missing;
  if (faults != 0) printf("; %" PRIu64 " entries are wrong", faults);
  printf("\n");
  bool short_of_memory = both->short_of_memory || runs.walk.short_of_memory;
  runs_end(&runs);
  *missing_all += missing;
  return missing != 0 || short_of_memory ? EXIT_BAD : faults != 0 ? EXIT_FAULTS : EXIT_FINE;
}

int both_dump(const struct invocation *invocation)
{
  int code = EXIT_FINE;
  uint64_t missing = 0;
  if (invocation->stage2.origin[0] != '\0') printf("stage 2: %s\n", invocation->stage2.origin);
  for (unsigned i = 0; i < invocation->tables_count; i++) {
    struct both both = {.stage1 = &invocation->tables[i], .stage2 = &invocation->stage2};
    both.list = (struct list){.tables = both.stage1, .verbose = invocation->options.verbose};
    if (both.stage1->origin[0] != '\0') printf("stage 1: %s\n", both.stage1->origin);
    int one = dump_one(&both, &missing);
    if (one > code) code = one;
  }
  if (missing != 0) complain("tables that could not be read in full: %" PRIu64, missing);
  return code;
}
