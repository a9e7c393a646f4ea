/* SPDX-License-Identifier: Apache-2.0 */
/* The options of the commands. Each group of options is a list in a file of its own, with what it says in help
 * texts and the function that takes its value: help, completion and manual page are made from these lists. */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include "features.h"
#include "filter.h"
#include "format.h"
#include "gdb.h"
#include "grants.h"
#include "half.h"
#include "image.h"
#include "numbers.h"
#include "translation.h"

/* What options say of the tables of one stage. */
struct stage_options {
  const struct tool_format *format; /* null: not given */
  struct vpt_geometry geometry;     /* 0: not given */
  enum vpt_half half;
  vpt_oa root;
  unsigned granule_log2;            /* 0: not given; else it must be the format's */
  bool half_given;
  bool root_given;
  struct registers registers;
  enum translation_regime regime;
  struct features features;
};

/* What options say. Filled in by the groups' own functions. */
struct options {
  /* Which tables: of stages 1 and 2, or, if neither is given, of whichever the first describes. */
  struct stage_options stages[2];
  unsigned stage; /* which the options that follow describe: 1, 2; 0: not said */
  bool stage_given[2];
  bool stage_open; /* something was described before either was given */
  /* Where memory is. */
  struct image_request image;
  struct gdb_request gdb;
  const char *qmp; /* null: not given */
  unsigned cpu;
  /* What is listed, and how. */
  struct filter filter;
  bool verbose;
  bool json;
  bool colour;
  bool svg;
  const char *symbols; /* a file; null: not given */
  struct grants granted; /* to be freed */
};

/* Those of the stage that options at this place describe. */
static inline struct stage_options *options_stage(struct options *options)
{
  if (options->stage == 0) options->stage_open = true;
  return &options->stages[options->stage == 2];
}

/* Commands take groups of options. */
enum option_group {
  GROUP_TABLES = 1,  /* which tables */
  GROUP_MEMORY = 2,  /* where memory is */
  GROUP_LIST = 4,    /* what is listed */
  GROUP_VERBOSE = 8,
  GROUP_TREE = 16,   /* as what tables are drawn */
  GROUP_JSON = 32,
  GROUP_SYMBOLS = 64,
  GROUP_COLOUR = 128,
  GROUP_AUDIT = 256, /* what tables are held against */
};

#define OPTIONS_MAX 128 /* of one invocation */

struct option_spec {
  const char *name;     /* without dashes; null ends a list */
  char letter;          /* of a short form, or 0 */
  const char *argument; /* what the help text calls its value; null: it has none */
  const char *help;     /* lines, without line feed at the end */
  enum option_group group;
  bool many;            /* it may be given more than once */
  /* Takes the value (null if there is none). `what` is the option as messages call it. False after a complaint. */
  bool (*take)(struct options *options, const char *what, const char *value);
};

/* All lists; ends with null. In options_all.c. */
extern const struct option_spec *const option_lists[];

extern const struct option_spec options_tables[];
extern const struct option_spec options_registers[];
extern const struct option_spec options_memory[];
extern const struct option_spec options_list[];
extern const struct option_spec options_output[];
extern const struct option_spec options_audit[];

/* What options of several groups have: the first `length` characters of the text. False after a complaint.
 * FIRST-END, the end excluded, or FIRST+SIZE; `last` is included. */
bool options_take_range(const char *what, const char *text, size_t length, uint64_t *first, uint64_t *last);
/* Any of r, w and x. */
bool options_take_rights(const char *what, const char *text, size_t length, vpt_attr *rights);

/* Are lines coloured if no option says so? */
bool options_colour_usual(void);

/* The options of these groups, for help texts. */
void options_print_help(unsigned groups);

enum options_outcome {
  OPTIONS_OK,
  OPTIONS_HELP, /* only help is wanted */
  OPTIONS_BAD,  /* complained */
};

/* Takes all options of these groups from the arguments of a command, argv[0] being its name, and moves the operands to
 * argv[1] and on. Whatever the outcome, what `options` has is to be freed. */
enum options_outcome options_parse(int argc, char *argv[], unsigned groups, struct options *options, int *operands);

#endif
