/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <stdio.h>
#include <string.h>

#define HELP_COLUMN 22 /* where descriptions start */

/* ---- help ------------------------------------------------------------------------------------ */

static void print_spec(const struct option_spec *spec)
{
  int used = printf("  ");
  if (spec->letter != 0) used += printf("-%c, ", spec->letter);
  used += printf("--%s%s%s", spec->name, spec->argument != NULL ? " " : "",
                 spec->argument != NULL ? spec->argument : "");
  if (used >= HELP_COLUMN) {
    printf("\n");
    used = 0;
  }
  printf("%*s", HELP_COLUMN - used, "");
  for (const char *c = spec->help; *c != '\0'; c++) {
    putchar(*c);
    if (*c == '\n') printf("%*s", HELP_COLUMN, "");
  }
  putchar('\n');
}

void options_print_help(unsigned groups)
{
  printf("Options (numbers are decimal, or hexadecimal with 0x in front; 1K is 1024, also M, G, T; an address of "
         "-4096\nis 2^64 - 4096):\n");
  for (size_t list = 0; option_lists[list] != NULL; list++) {
    for (const struct option_spec *spec = option_lists[list]; spec->name != NULL; spec++) {
      if (groups & spec->group) print_spec(spec);
    }
  }
  printf("  --help              this text\n");
}

/* ---- arguments ------------------------------------------------------------------------------- */

/* An option as it is written: by a letter, or by the first `length` characters of its name. */
struct written {
  const char *argument; /* with dashes, and with its value if that is part of it */
  const char *name;
  size_t length;
  char letter;
};

/* What was given so far and may be given once, each with its stage. */
struct given {
  struct {
    const struct option_spec *spec;
    unsigned stage;
  } list[OPTIONS_MAX];
  size_t count;
};

/* Does the name begin so? */
static bool begins_so(const struct option_spec *spec, const struct written *written)
{
  return written->letter == 0 && strncmp(spec->name, written->name, written->length) == 0;
}

static void complain_ambiguous(unsigned groups, const struct written *written)
{
  char names[TEXT_BYTES] = "";
  for (size_t list = 0; option_lists[list] != NULL; list++) {
    for (const struct option_spec *spec = option_lists[list]; spec->name != NULL; spec++) {
      size_t used = strlen(names);
      if ((groups & spec->group) == 0 || !begins_so(spec, written)) continue;
      snprintf(names + used, sizeof names - used, "%s--%s", used != 0 ? ", " : "", spec->name);
    }
  }
  complain("--%.*s may be %s", (int)written->length, written->name, names);
}

/* The option of these groups that is written so; names may be cut short as long as only one begins so. Null after a
 * complaint. */
static const struct option_spec *find(const char *command, unsigned groups, const struct written *written)
{
  const struct option_spec *found = NULL;
  bool ambiguous = false;
  for (size_t list = 0; option_lists[list] != NULL; list++) {
    for (const struct option_spec *spec = option_lists[list]; spec->name != NULL; spec++) {
      if ((groups & spec->group) == 0) continue;
      if (written->letter != 0 && spec->letter == written->letter) return spec;
      if (!begins_so(spec, written)) continue;
      if (spec->name[written->length] == '\0') return spec;
      ambiguous = found != NULL;
      found = spec;
    }
  }
  if (found == NULL) {
    int length = written->letter != 0 ? 2 : (int)strlen(written->argument);
    complain("no such option: %.*s; see 'vpt %s --help'", length, written->argument, command);
  } else if (ambiguous) {
    complain_ambiguous(groups, written);
    return NULL;
  }
  return found;
}

static struct written written_as(const char *argument)
{
  struct written written = {.argument = argument};
  if (argument[1] == '-') {
    written.name = argument + 2;
    written.length = strcspn(written.name, "=");
  } else {
    written.letter = argument[1];
  }
  return written;
}

/* No option is given twice, but those that say so, and those of another stage. */
static bool note_given(struct given *given, const struct option_spec *spec, unsigned stage)
{
  if (spec->many) return true;
  for (size_t i = 0; i < given->count; i++) {
    if (given->list[i].spec != spec || given->list[i].stage != stage) continue;
    complain("--%s is given twice", spec->name);
    return false;
  }
  if (given->count == OPTIONS_MAX) {
    complain("too many options");
    return false;
  }
  given->list[given->count].spec = spec;
  given->list[given->count++].stage = stage;
  return true;
}

/* Takes the option at argv[*at], and its value, which may be the argument after it. */
static bool take(int argc, char *argv[], int *at, unsigned groups, struct given *given, struct options *options)
{
  struct written written = written_as(argv[*at]);
  const struct option_spec *spec = find(argv[0], groups, &written);
  const char *value = NULL;
  char what[TEXT_BYTES];
  if (spec == NULL) return false;
  snprintf(what, sizeof what, "--%s", spec->name);
  if (written.letter == 0 && written.name[written.length] == '=') {
    value = written.name + written.length + 1;
  } else if (written.letter != 0 && written.argument[2] != '\0') {
    value = written.argument + 2;
  } else if (spec->argument != NULL && *at + 1 < argc) {
    value = argv[++*at];
  }
  if (spec->argument != NULL && value == NULL) {
    complain("%s: its value is missing", what);
    return false;
  }
  if (spec->argument == NULL && value != NULL) {
    complain("%s: it has no value", what);
    return false;
  }
  return note_given(given, spec, options->stage) && spec->take(options, what, value);
}

/* A dash alone is an operand: the standard input. So is a negative number. */
static bool is_operand(const char *argument)
{
  return argument[0] != '-' || argument[1] == '\0' || (argument[1] >= '0' && argument[1] <= '9');
}

enum options_outcome options_parse(int argc, char *argv[], unsigned groups, struct options *options, int *operands)
{
  int kept = 1; /* operands are moved to the front, in their order */
  bool only_operands = false;
  struct given given = {.count = 0};
  *options = (struct options){.colour = options_colour_usual()};
  for (int i = 1; i < argc; i++) {
    if (only_operands || is_operand(argv[i])) {
      argv[kept++] = argv[i];
    } else if (strcmp(argv[i], "--") == 0) {
      only_operands = true;
    } else if (strcmp(argv[i], "--help") == 0) {
      return OPTIONS_HELP;
    } else if (!take(argc, argv, &i, groups, &given, options)) {
      return OPTIONS_BAD;
    }
  }
  *operands = kept - 1;
  return OPTIONS_OK;
}
