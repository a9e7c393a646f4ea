/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: command lines for the tool's main, and an image for them to read. No file is touched: the
 * image is memory (files.c), and so is the output.
 */
#include "core.h"
#include "files.h"
#include "sink.h"
#include "subject.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int tool_main(int argc, char *argv[]);

enum { ARGUMENTS_MOST = 40, MOST_KINDS = 16, TEXT_MOST = 64 };

static bool cut_mapping, answer_wrongly; /* planted faults */

struct command_line {
  int count;
  char *text[ARGUMENTS_MOST + 1];
};

static void append(struct command_line *line, const char *text)
{
  if (line->count == ARGUMENTS_MOST) return;
  line->text[line->count] = malloc(strlen(text) + 1); /* each for itself, so that reads beyond it are seen */
  if (line->text[line->count] == NULL) abort();
  strcpy(line->text[line->count++], text);
}

static void append_number(struct command_line *line, const char *option, const char *format, uint64_t number)
{
  char text[TEXT_MOST];
  snprintf(text, sizeof text, format, number);
  if (option != NULL) append(line, option);
  append(line, text);
}

/* The options that fit the image; a core image has the base, and may have the root. */
static void append_options(struct command_line *line, const struct subject *subject, const struct core *core)
{
  const struct vpt_geometry *geometry = &subject->tables.geometry;
  unsigned granule_log2 = geometry->format->granule_log2;
  append(line, "--format");
  append(line, subject->tables.format->name);
  append_number(line, "--levels", "%" PRIu64, geometry->levels);
  append_number(line, "--input-bits", "%" PRIu64, geometry->input_bits);
  append_number(line, "--output-bits", "%" PRIu64, geometry->output_bits);
  if (core == NULL || core->cr3_low % 2 != 0) append_number(line, "--root", "0x%" PRIX64, subject->tables.root);
  if (core == NULL) append_number(line, "--base", "0x%" PRIx64, subject->base);
  append(line, "--granule");
  append(line, granule_log2 == 12 ? "4K" : granule_log2 == 14 ? "16K" : "64K");
}

static void append_any_text(struct command_line *line, struct input *input)
{
  char text[TEXT_MOST] = {0};
  size_t length = input_below(input, TEXT_MOST);
  for (size_t i = 0; i < length; i++) text[i] = (char)input_take(input, 1);
  append(line, text);
}

static void append_command(struct command_line *line, const struct subject *subject, const struct core *core,
                           bool explain)
{
  append(line, explain ? "explain" : "dump");
  append_options(line, subject, core);
  append(line, "IMAGE");
  if (explain) append_number(line, NULL, "0x%" PRIx64, subject->ia);
}

/* A word, or what the rest of the numbers stands for. */
static void append_argument(struct command_line *line, uint64_t n, struct input *input, const struct subject *subject,
                            const struct core *core)
{
  static const char *const words[] = {
    "dump", "explain", "formats", "--help", "--version", "--format", "--levels", "--input-bits", "--output-bits",
    "--root", "--base", "--granule", "--raw", "4K", "16K", "64K", "64k", "IMAGE", "EMPTY", "DIRECTORY", "BROKEN",
    "UNMAPPABLE", "ENDLESS", "MISSING", "--", "-", "", "--f", "--in", "--level=3", "--root=0x1000", "-h", "0x", "3",
    "4", "0", "48", "18446744073709551615", "18446744073709551616", "0xFFFFFFFFFFFFFFFF", "0x10000000000000000",
    "4294967296", "+1", "--half", "lower", "upper", "signed", "audit", "find", "stat", "diff", "-v", "--json",
    "--stage1", "--stage2", "--ttbr0", "--ttbr1", "--tcr", "--mair", "--regime", "el2", "--vttbr", "--vtcr", "--cr3",
    "--cr4", "--efer", "--pat", "--eptp", "--ncr3", "--satp", "--hgatp", "--pgdl", "--pgdh", "--pwcl", "--pwch",
    "--cpu", "--with", "svnapot,svrsw60t59b", "xtheadmae", "mbec", "sme=47", "lam", "tbi", "hafdbs", "hpd",
    "0x32B5593519", "0x80023558", "0x101e", "0x20", "0x8000000000000001", "0x5e56e", "0x2e4", "-4K", "1G",
    "--granted", "0-4K,r,pat0,WB", "8K+0x10000",
  };
  enum { WORDS = sizeof words / sizeof words[0] };
  if (n < WORDS) {
    append(line, words[n]);
    return;
  }
  size_t formats = 0;
  while (tool_formats[formats] != NULL) formats++;
  switch (n % 8) {
  case 0: append_options(line, subject, core); return;
  case 1: append_number(line, NULL, "0x%" PRIx64, input_take(input, 8)); return;
  case 2: append_number(line, NULL, "%" PRIu64, input_take(input, 1)); return;
  case 3: append(line, tool_formats[input_below(input, formats)]->name); return;
  case 4: append_number(line, NULL, "0x%" PRIx64, subject->ia); return;
  case 5: append_command(line, subject, core, false); return;
  case 6: append_command(line, subject, core, true); return;
  default: append_any_text(line, input); return;
  }
}

static void check_outcome(int code, const struct outputs *outputs, const char *command)
{
  bool formats = command != NULL && strcmp(command, "formats") == 0;
  if (code < 0 || code > 2 || (code == 1 && formats)) disagree("exit status");
  if (code == 2 && outputs->error.bytes == 0) disagree("an error without a word");
  if (code != 2 && outputs->error.bytes != 0) disagree("a complaint, but no error");
  if (code != 2 && outputs->out.bytes == 0) disagree("nothing written, but no error");
}

static void run(struct command_line *line, bool full)
{
  struct outputs outputs;
  char *given[ARGUMENTS_MOST + 1]; /* operands are moved to the front */
  memcpy(given, line->text, sizeof given);
  outputs_begin(&outputs, full);
  int code = tool_main(line->count, given);
  outputs_end(&outputs, true);
  if (answer_wrongly && code != 2) outputs.out.bytes = 0;
  check_outcome(code, &outputs, line->text[1]);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  cut_mapping = fault_planted("cut-mapping");
  answer_wrongly = fault_planted("wrong-answer");
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct input input = {data, data + size};
  struct subject subject;
  struct command_line line = {0};
  struct core core = {0};
  uint64_t shape = input_take(&input, 1), kinds[MOST_KINDS];
  for (uint64_t i = 0; i < shape % MOST_KINDS; i++) kinds[i] = input_take(&input, 1);
  bool is_core = (shape >> 4) % 3 == 1;
  subject_make(&subject, &input);
  if (is_core) core_take(&core, &subject, &input);
  append(&line, "vpt");
  for (uint64_t i = 0; i < shape % MOST_KINDS; i++) {
    append_argument(&line, kinds[i], &input, &subject, is_core ? &core : NULL);
  }
  subject_fill(&subject, &input);
  if (is_core) core_make(&core, &subject);
  uint64_t length = is_core ? core.length_bytes : subject.length_bytes;
  files_begin(is_core ? core.bytes : subject.bytes, length, cut_mapping ? length / 2 : 0);
  run(&line, shape >= 0xF0);
  files_end();
  for (int i = 0; i < line.count; i++) free(line.text[i]);
  core_free(&core);
  subject_free(&subject);
  return 0;
}
