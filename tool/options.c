/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define HELP_COLUMN 22 /* where descriptions start */

/* ---- values ---------------------------------------------------------------------------------- */

static int digit_value(char digit)
{
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return INT_MAX;
}

/* Nothing but digits, and no overflow; strtoull would let blanks and signs pass. */
bool parse_number(const char *what, const char *text, uint64_t most, uint64_t *number)
{
  bool hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
  unsigned radix = hexadecimal ? 16 : 10;
  const char *digit = hexadecimal ? text + 2 : text;
  uint64_t value = 0;
  if (*digit == '\0') {
    complain("%s: '%s' is not a number", what, text);
    return false;
  }
  for (; *digit != '\0'; digit++) {
    int next = digit_value(*digit);
    if (next >= (int)radix) {
      complain("%s: '%s' is not a number", what, text);
      return false;
    }
    if (value > (most - (unsigned)next) / radix) {
      complain("%s: %s is too large", what, text);
      return false;
    }
    value = value * radix + (unsigned)next;
  }
  *number = value;
  return true;
}

bool parse_unsigned(const char *what, const char *text, unsigned *number)
{
  uint64_t value;
  if (!parse_number(what, text, UINT_MAX, &value)) return false;
  *number = (unsigned)value;
  return true;
}

/* ---- help ------------------------------------------------------------------------------------ */

static void print_spec(const struct option_spec *spec)
{
  int used = printf("  ");
  if (spec->letter != 0) used += printf("-%c, ", spec->letter);
  used += printf("--%s%s%s", spec->name, spec->argument != NULL ? " " : "", spec->argument != NULL ? spec->argument : "");
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
  printf("Options (numbers are decimal, or hexadecimal with 0x in front):\n");
  for (size_t list = 0; option_lists[list] != NULL; list++) {
    for (const struct option_spec *spec = option_lists[list]; spec->name != NULL; spec++) {
      if (groups & spec->group) print_spec(spec);
    }
  }
  printf("  --help              this text\n");
}

/* ---- arguments ------------------------------------------------------------------------------- */

/* The option of these groups with this name of `length` characters, or this letter. */
static const struct option_spec *find(unsigned groups, const char *name, size_t length, char letter)
{
  for (size_t list = 0; option_lists[list] != NULL; list++) {
    for (const struct option_spec *spec = option_lists[list]; spec->name != NULL; spec++) {
      if ((groups & spec->group) == 0) continue;
      bool named = name != NULL && strlen(spec->name) == length && memcmp(spec->name, name, length) == 0;
      if (named || (letter != 0 && spec->letter == letter)) return spec;
    }
  }
  return NULL;
}

/* Takes the option at argv[*at], and its value, which may be the argument after it. */
static bool take(int argc, char *argv[], int *at, unsigned groups, struct options *options)
{
  const char *argument = argv[*at], *value = NULL;
  bool is_long = argument[1] == '-';
  const char *name = is_long ? argument + 2 : NULL, *equals = strchr(argument, '=');
  size_t length = name == NULL ? 0 : equals != NULL ? (size_t)(equals - name) : strlen(name);
  const struct option_spec *spec = find(groups, name, length, is_long ? 0 : argument[1]);
  char what[TEXT_BYTES];
  if (spec == NULL || (!is_long && argument[2] != '\0')) {
    complain("no such option: %s; see 'vpt %s --help'", argument, argv[0]);
    return false;
  }
  snprintf(what, sizeof what, "--%s", spec->name);
  if (is_long && equals != NULL) {
    value = equals + 1;
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
  return spec->take(options, what, value);
}

enum options_outcome options_parse(int argc, char *argv[], unsigned groups, struct options *options, int *operands)
{
  int kept = 1; /* operands are moved to the front, in their order */
  bool only_operands = false;
  *options = (struct options){0};
  for (int i = 1; i < argc; i++) {
    if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
      argv[kept++] = argv[i];
    } else if (strcmp(argv[i], "--") == 0) {
      only_operands = true;
    } else if (strcmp(argv[i], "--help") == 0) {
      return OPTIONS_HELP;
    } else if (!take(argc, argv, &i, groups, options)) {
      return OPTIONS_BAD;
    }
  }
  *operands = kept - 1;
  return OPTIONS_OK;
}
