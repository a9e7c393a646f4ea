/* SPDX-License-Identifier: Apache-2.0 */
/* How things are printed. */
#include "options.h"

static bool take_verbose(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->verbose = true;
  return true;
}

const struct option_spec options_output[] = {
  {"verbose", 'v', NULL, "more: raw words, and every bit of what is explained", GROUP_OUTPUT, false, take_verbose},
  {NULL, 0, NULL, NULL, GROUP_OUTPUT, false, NULL},
};
