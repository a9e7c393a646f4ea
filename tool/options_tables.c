/* SPDX-License-Identifier: Apache-2.0 */
/* Options that say which tables: their format, geometry and root. */
#include <string.h>

#include "options.h"

static bool take_format(struct options *options, const char *what, const char *value)
{
  options->format = format_by_name(value);
  if (options->format == NULL) {
    complain("%s: there is no format '%s'; see 'vpt formats'", what, value);
    return false;
  }
  options->geometry.format = options->format->format;
  return true;
}

static bool take_levels(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options->geometry.levels);
}

static bool take_input_bits(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options->geometry.input_bits);
}

static bool take_output_bits(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options->geometry.output_bits);
}

static bool take_granule(struct options *options, const char *what, const char *value)
{
  static const struct {
    const char *text;
    unsigned log2;
  } granules[] = {{"4K", 12}, {"16K", 14}, {"64K", 16}};
  for (size_t i = 0; i < sizeof granules / sizeof granules[0]; i++) {
    if (strcmp(value, granules[i].text) == 0) {
      options->geometry.granule_log2 = granules[i].log2;
      return true;
    }
  }
  complain("%s: '%s' is none of 4K, 16K, 64K", what, value);
  return false;
}

static bool take_root(struct options *options, const char *what, const char *value)
{
  options->root_given = true;
  return parse_address(what, value, &options->root);
}

static bool take_half(struct options *options, const char *what, const char *value)
{
  options->half_given = true;
  if (half_by_name(value, &options->half)) return true;
  complain("%s: '%s' is none of lower, upper, signed", what, value);
  return false;
}

const struct option_spec options_tables[] = {
  {"format", 0, "NAME", "descriptor format, as 'vpt formats' names it", GROUP_TABLES, false, take_format},
  {"levels", 0, "N", "levels of lookup, from the root to the smallest page", GROUP_TABLES, false, take_levels},
  {"input-bits", 0, "N", "input addresses are below 2^N", GROUP_TABLES, false, take_input_bits},
  {"output-bits", 0, "N", "output addresses are below 2^N", GROUP_TABLES, false, take_output_bits},
  {"root", 0, "ADDR",
   "output address of the (first) root table; x86-64 needs none if IMAGE is an\n"
   "ELF core image with QEMU's notes: then CR3 of CPU 0 gives it",
   GROUP_TABLES, false, take_root},
  {"granule", 0, "SIZE", "granule: 4K, 16K or 64K (default: the format's)", GROUP_TABLES, false, take_granule},
  {"half", 0, "HALF",
   "input addresses: lower (from 0 on), upper (up to 2^64: TTBR1), or signed\n"
   "(both halves by one root; default where the hardware has no other)",
   GROUP_TABLES, false, take_half},
  {NULL, 0, NULL, NULL, GROUP_TABLES, false, NULL},
};
