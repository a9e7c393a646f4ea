/* SPDX-License-Identifier: Apache-2.0 */
/* Options that say which tables: their stage, format, geometry and root. */
#include "options.h"

/* What is given before belongs to a stage that is not said. */
static bool take_stage(struct options *options, const char *what, unsigned stage)
{
  if (options->stage_open) {
    complain("%s: options that describe tables come after it, or after the other stage", what);
    return false;
  }
  options->stage = stage;
  options->stage_given[stage - 1] = true;
  return true;
}

static bool take_stage1(struct options *options, const char *what, const char *value)
{
  (void)value;
  return take_stage(options, what, 1);
}

static bool take_stage2(struct options *options, const char *what, const char *value)
{
  (void)value;
  return take_stage(options, what, 2);
}

static bool take_format(struct options *options, const char *what, const char *value)
{
  struct stage_options *stage = options_stage(options);
  stage->format = format_by_name(value);
  if (stage->format == NULL) {
    complain("%s: there is no format '%s'; see 'vpt formats'", what, value);
    return false;
  }
  stage->geometry.format = stage->format->format;
  return true;
}

static bool take_levels(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options_stage(options)->geometry.levels);
}

static bool take_input_bits(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options_stage(options)->geometry.input_bits);
}

static bool take_output_bits(struct options *options, const char *what, const char *value)
{
  return parse_unsigned(what, value, &options_stage(options)->geometry.output_bits);
}

static bool take_granule(struct options *options, const char *what, const char *value)
{
  uint64_t bytes;
  if (!parse_number(what, value, UINT64_MAX, &bytes)) return false;
  for (unsigned log2 = 12; log2 <= 16; log2 += 2) {
    if (bytes == 1ULL << log2) {
      options_stage(options)->granule_log2 = log2;
      return true;
    }
  }
  complain("%s: '%s' is none of 4K, 16K, 64K", what, value);
  return false;
}

static bool take_root(struct options *options, const char *what, const char *value)
{
  struct stage_options *stage = options_stage(options);
  stage->root_given = true;
  return parse_address(what, value, &stage->root);
}

static bool take_half(struct options *options, const char *what, const char *value)
{
  struct stage_options *stage = options_stage(options);
  stage->half_given = true;
  if (half_by_name(value, &stage->half)) return true;
  complain("%s: '%s' is none of lower, upper, signed", what, value);
  return false;
}

static bool take_with(struct options *options, const char *what, const char *value)
{
  return features_take(&options_stage(options)->features, what, value);
}

const struct option_spec options_tables[] = {
  {"format", 0, "NAME", "descriptor format, as 'vpt formats' names it", GROUP_TABLES, false, take_format},
  {"levels", 0, "N", "levels of lookup, from the root to the smallest page", GROUP_TABLES, false, take_levels},
  {"input-bits", 0, "N", "input addresses are below 2^N", GROUP_TABLES, false, take_input_bits},
  {"output-bits", 0, "N",
   "output addresses are below 2^N (with registers: what the manual\n"
   "allows at most, or what they say)",
   GROUP_TABLES, false, take_output_bits},
  {"root", 0, "ADDR", "output address of the (first) root table", GROUP_TABLES, false, take_root},
  {"granule", 0, "SIZE", "granule: 4K, 16K or 64K (default: the format's)", GROUP_TABLES, false, take_granule},
  {"half", 0, "HALF",
   "input addresses: lower (from 0 on), upper (up to 2^64: TTBR1), or signed\n"
   "(both halves by one root; default where the hardware has no other)",
   GROUP_TABLES, false, take_half},
  {"with", 0, "FEATURE,...", features_help, GROUP_TABLES, true, take_with},
  {"stage1", 0, NULL,
   "the options that follow describe stage 1, whose output addresses stage 2\n"
   "translates",
   GROUP_TABLES, true, take_stage1},
  {"stage2", 0, NULL, "the options that follow describe stage 2", GROUP_TABLES, true, take_stage2},
  {NULL, 0, NULL, NULL, GROUP_TABLES, false, NULL},
};
