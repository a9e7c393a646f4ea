/* SPDX-License-Identifier: Apache-2.0 */
/* How things are printed. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "options.h"

static bool take_verbose(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->verbose = true;
  return true;
}

static bool take_json(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->json = true;
  return true;
}

static bool take_symbols(struct options *options, const char *what, const char *value)
{
  (void)what;
  options->symbols = value;
  return true;
}

/* Without --color: on a terminal, unless NO_COLOR is set to something. */
bool options_colour_usual(void)
{
  const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
  bool plain = (no_color != NULL && no_color[0] != '\0') || (term != NULL && strcmp(term, "dumb") == 0);
  return !plain && isatty(STDOUT_FILENO);
}

static bool take_color(struct options *options, const char *what, const char *value)
{
  if (strcmp(value, "always") == 0) {
    options->colour = true;
  } else if (strcmp(value, "never") == 0) {
    options->colour = false;
  } else if (strcmp(value, "auto") != 0) {
    complain("%s: '%s' is none of auto, always, never", what, value);
    return false;
  }
  return true;
}

static bool take_svg(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->svg = true;
  return true;
}

const struct option_spec options_output[] = {
  {"verbose", 'v', NULL, "more: raw words, and every bit of what is explained", GROUP_VERBOSE, false, take_verbose},
  {"json", 0, NULL, "JSON in place of lines, as docs/tool.md describes it", GROUP_JSON, false, take_json},
  {"symbols", 0, "FILE", "names for input addresses: System.map, or ELF with symbols", GROUP_SYMBOLS, false,
   take_symbols},
  {"color", 0, "WHEN", "auto (on a terminal, unless NO_COLOR is set), always or never", GROUP_COLOUR, false,
   take_color},
  {"svg", 0, NULL, "a picture (SVG) in place of a page (HTML)", GROUP_TREE, false, take_svg},
  {NULL, 0, NULL, NULL, GROUP_VERBOSE, false, NULL},
};
