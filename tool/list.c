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
  const struct fault_words *words = tables->format->faults;
  const char *word = fault_word(words, step->fault);
  if (words->with_level) {
    snprintf(text, TEXT_BYTES, "%s, level %d", word, tables_level(tables, step->height));
  } else {
    snprintf(text, TEXT_BYTES, "%s", word);
  }
}

void reason_text(const struct tables *tables, const struct step *step, char text[TEXT_BYTES])
{
  const struct tool_format *format = tables->format;
  switch (step->fault) {
  case FAULT_INVALID: snprintf(text, TEXT_BYTES, "the entry is not valid: %s", format->invalid); break;
  case FAULT_RESERVED: snprintf(text, TEXT_BYTES, "the encoding is reserved: %s", format->reserved); break;
  case FAULT_ADDRESS:
    snprintf(text, TEXT_BYTES, "address 0x%" PRIx64 " has more than %u bits", step->decoded.oa, tables->geometry.output_bits);
    break;
  case FAULT_ACCESS_FLAG:
    snprintf(text, TEXT_BYTES, "%s is 0, unless hardware sets it", format->accessed_name);
    break;
  case FAULT_NO_RIGHT: snprintf(text, TEXT_BYTES, "the tables above leave no right"); break;
  default: text[0] = '\0'; break;
  }
}

/* ---- runs ------------------------------------------------------------------------------------ */

/* The range that ends at 2^64 does so in full. */
static void list_input(const struct run *run)
{
  vpt_ia end = run->ia + run->bytes;
  printf("0x%012" PRIx64 "-0x%s%012" PRIx64 "  ", run->ia, end == 0 ? "10000" : "", end);
}

static void list_count(const struct run *run)
{
  char size[TEXT_BYTES];
  size_text(run->first.step.bytes, size);
  printf("%s x %" PRIu64, size, run->count);
}

static void list_leaf(const struct tables *tables, const struct run *run)
{
  char leaf[TEXT_BYTES];
  if (run->repeated) {
    printf("0x%012" PRIx64 " each       ", run->oa);
  } else {
    printf("0x%012" PRIx64 "-0x%012" PRIx64 "  ", run->oa, run->oa + run->bytes);
  }
  list_count(run);
  leaf_text(tables, &run->leaf, run->all, run->some, leaf);
  printf("  %s", leaf);
  if (leaf_executable(&run->leaf) && leaf_writable(tables, &run->leaf, run->some)) printf("  [writable and executable]");
  if (run->narrowed) printf("  [narrowed by tables]");
  if (run->first.step.broken_set) printf("  [contiguous set not aligned or not alike]");
}

static void list_fault(const struct tables *tables, const struct run *run)
{
  char fault[TEXT_BYTES], reason[TEXT_BYTES];
  const struct step *step = &run->first.step;
  fault_text(tables, step, fault);
  reason_text(tables, step, reason);
  list_count(run);
  printf("  %s: %s; entry 0x%" PRIx64 "[%u] is 0x%016" PRIx64, fault, reason, step->table, step->index, step->word);
}

static void list_again(const struct tables *tables, const struct run *run)
{
  const struct event *event = &run->first;
  int level = tables_level(tables, event->step.height - 1), first_level = tables_level(tables, event->first_height);
  printf("table 0x%" PRIx64 " again", event->step.decoded.oa);
  if (run->count > 1) printf(", %" PRIu64 " times", run->count);
  printf(", first at 0x%" PRIx64, tables_ia(tables, event->first));
  if (level != first_level) printf(" as level %d, here as level %d", first_level, level);
}

static void list_missing(const struct tables *tables, const struct run *run)
{
  char why[TEXT_BYTES];
  const struct event *event = &run->first;
  memory_why(tables->memory, event->missing, event->missing_bytes, event->answer, why);
  printf("level %d: entries 0x%" PRIx64 "-0x%" PRIx64 " of a table: %s", tables_level(tables, event->step.height),
         event->missing, event->missing + event->missing_bytes, why);
}

void list_run(const struct tables *tables, const struct run *run, bool verbose)
{
  const struct step *step = &run->first.step;
  list_input(run);
  switch (run->kind) {
  case EVENT_LEAF: list_leaf(tables, run); break;
  case EVENT_FAULT: list_fault(tables, run); break;
  case EVENT_AGAIN: list_again(tables, run); break;
  case EVENT_MISSING: list_missing(tables, run); break;
  default: printf("table 0x%" PRIx64 " is empty", step->decoded.oa); break;
  }
  if (verbose && run->kind == EVENT_LEAF) {
    printf("  entry 0x%" PRIx64 "[%u] 0x%016" PRIx64, step->table, step->index, step->word);
  }
}
