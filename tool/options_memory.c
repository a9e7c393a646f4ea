/* SPDX-License-Identifier: Apache-2.0 */
/* Options that say where memory is, and how it is to be read. */
#include "options.h"

static bool take_base(struct options *options, const char *what, const char *value)
{
  options->image.base_given = true;
  return parse_address(what, value, &options->image.base);
}

static bool take_raw(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->image.raw = true;
  return true;
}

static bool take_cpu(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options->cpu);
}

const struct option_spec options_memory[] = {
  {"cpu", 0, "N", "whose registers to take, where the image or the machine has them\n(default 0)", GROUP_MEMORY, false,
   take_cpu},
  {"base", 0, "ADDR", "output address of a raw image's first byte (default 0)", GROUP_MEMORY, false, take_base},
  {"raw", 0, NULL, "IMAGE is raw, even if it begins like a file of another kind", GROUP_MEMORY, false, take_raw},
  {NULL, 0, NULL, NULL, GROUP_MEMORY, false, NULL},
};
