/* SPDX-License-Identifier: Apache-2.0 */
#include "input.h"

#include <getopt.h>
#include <limits.h>
#include <string.h>

const char options_help[] =
  "Options (numbers are decimal, or hexadecimal with 0x in front):\n"
  "  --format NAME       descriptor format, as 'vpt formats' names it\n"
  "  --levels N          levels of lookup, from the root to the smallest page\n"
  "  --input-bits N      input addresses are below 2^N\n"
  "  --output-bits N     output addresses are below 2^N\n"
  "  --root ADDR         output address of the (first) root table; x86-64 needs none if IMAGE is an\n"
  "                      ELF core image with QEMU's notes: then CR3 of CPU 0 gives it\n"
  "  --granule SIZE      granule: 4K, 16K or 64K (default: the format's)\n"
  "  --half HALF         input addresses: lower (from 0 on), upper (up to 2^64: TTBR1), or signed\n"
  "                      (both halves by one root; default where the hardware has no other)\n"
  "  --base ADDR         output address of a raw image's first byte (default 0)\n"
  "  --raw               IMAGE is raw, even if it begins like a file of another kind\n"
  "  --help              this text\n"
  "'vpt formats' lists which of these values go together. IMAGE is ELF, a core image of 64 bits and\n"
  "little-endian as QEMU's dump-guest-memory writes it, if it begins so; else its bytes are those of\n"
  "memory from --base on.\n";

/* Beyond all characters: there are no short options. */
enum {
  OPTION_FORMAT = UCHAR_MAX + 1,
  OPTION_LEVELS,
  OPTION_INPUT_BITS,
  OPTION_OUTPUT_BITS,
  OPTION_GRANULE,
  OPTION_ROOT,
  OPTION_HALF,
  OPTION_BASE,
  OPTION_RAW,
  OPTION_HELP,
  OPTIONS_END,
};

static const struct option option_list[] = {
  {"format", required_argument, NULL, OPTION_FORMAT},
  {"levels", required_argument, NULL, OPTION_LEVELS},
  {"input-bits", required_argument, NULL, OPTION_INPUT_BITS},
  {"output-bits", required_argument, NULL, OPTION_OUTPUT_BITS},
  {"granule", required_argument, NULL, OPTION_GRANULE},
  {"root", required_argument, NULL, OPTION_ROOT},
  {"half", required_argument, NULL, OPTION_HALF},
  {"base", required_argument, NULL, OPTION_BASE},
  {"raw", no_argument, NULL, OPTION_RAW},
  {"help", no_argument, NULL, OPTION_HELP},
  {NULL, 0, NULL, 0},
};

/* Options that have no default; the root may be in the image. */
static const int required_options[] = {
  OPTION_FORMAT, OPTION_LEVELS, OPTION_INPUT_BITS, OPTION_OUTPUT_BITS, OPTION_ROOT,
};

static const char *option_name(int option)
{
  size_t i = 0;
  while (option_list[i].val != option) i++;
  return option_list[i].name;
}

static int digit_value(char digit)
{
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return INT_MAX;
}

/* Nothing but digits, and no overflow; strtoull would let blanks and signs pass. */
static bool parse_number(const char *what, const char *text, uint64_t most, uint64_t *number)
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

static bool parse_unsigned(const char *what, const char *text, unsigned *number)
{
  uint64_t value;
  if (!parse_number(what, text, UINT_MAX, &value)) return false;
  *number = (unsigned)value;
  return true;
}

static bool parse_format(const char *text, struct options *options)
{
  options->format = format_by_name(text);
  if (options->format == NULL) {
    complain("--format: there is no format '%s'; see 'vpt formats'", text);
    return false;
  }
  options->geometry.format = options->format->format;
  return true;
}

static bool parse_granule(const char *text, struct options *options)
{
  static const struct {
    const char *text;
    unsigned log2;
  } granules[] = {{"4K", 12}, {"16K", 14}, {"64K", 16}};
  for (size_t i = 0; i < sizeof granules / sizeof granules[0]; i++) {
    if (strcmp(text, granules[i].text) == 0) {
      options->granule_log2 = granules[i].log2;
      return true;
    }
  }
  complain("--granule: '%s' is none of 4K, 16K, 64K", text);
  return false;
}

static bool parse_half(const char *text, struct options *options)
{
  if (half_by_name(text, &options->half)) return true;
  complain("--half: '%s' is none of lower, upper, signed", text);
  return false;
}

static bool parse_option(int option, const char *text, struct options *options)
{
  struct vpt_geometry *geometry = &options->geometry;
  switch (option) {
  case OPTION_FORMAT: return parse_format(text, options);
  case OPTION_LEVELS: return parse_unsigned("--levels", text, &geometry->levels);
  case OPTION_INPUT_BITS: return parse_unsigned("--input-bits", text, &geometry->input_bits);
  case OPTION_OUTPUT_BITS: return parse_unsigned("--output-bits", text, &geometry->output_bits);
  case OPTION_GRANULE: return parse_granule(text, options);
  case OPTION_ROOT: return parse_number("--root", text, UINT64_MAX, &options->root);
  case OPTION_HALF: return parse_half(text, options);
  case OPTION_RAW: options->image.raw = true; return true;
  default: return parse_number("--base", text, UINT64_MAX, &options->image.base);
  }
}

static bool all_given(const char *command, const bool given[OPTIONS_END], struct options *options)
{
  options->root_given = given[OPTION_ROOT];
  options->half_given = given[OPTION_HALF];
  options->image.base_given = given[OPTION_BASE];
  for (size_t i = 0; i < sizeof required_options / sizeof required_options[0]; i++) {
    int option = required_options[i];
    bool in_image = option == OPTION_ROOT && input_root_in_image(options->format);
    if (!given[option] && !in_image) {
      complain("--%s is missing; see 'vpt %s --help'", option_name(option), command);
      return false;
    }
  }
  if (!given[OPTION_GRANULE]) options->granule_log2 = options->geometry.format->granule_log2;
  return true;
}

static bool parse_operands(int argc, char *argv[], bool wants_ia, struct options *options)
{
  int wanted = wants_ia ? 2 : 1;
  if (argc - optind != wanted) {
    complain("%s: too %s arguments, expected %s; see 'vpt %s --help'", argv[0],
             argc - optind < wanted ? "few" : "many", wants_ia ? "IMAGE and IA" : "IMAGE", argv[0]);
    return false;
  }
  options->image.path = argv[optind];
  return !wants_ia || parse_number("IA", argv[optind + 1], UINT64_MAX, &options->ia);
}

/* The geometry exists. */
static bool half_ok(struct options *options)
{
  if (!options->half_given) options->half = half_usual(&options->geometry);
  if (half_possible(&options->geometry, options->half)) return true;
  complain("--half: no %s input addresses with this format and --input-bits", half_name(options->half));
  return false;
}

static bool geometry_ok(const struct options *options)
{
  const struct vpt_geometry *geometry = &options->geometry;
  bool same_granule = options->granule_log2 == geometry->format->granule_log2;
  enum vpt_status status = same_granule ? vpt_check_geometry(geometry) : VPT_ERR_GRANULE;
  if (status == VPT_OK) return true;
  complain("%s; see 'vpt formats'", vpt_status_text(status));
  return false;
}

/* getopt takes a short option for one character, and goes on to the next argument after its last. */
static void complain_unknown(char *argv[])
{
  char letter[] = {'-', (char)optopt, '\0'};
  bool is_short = optopt != 0 && optopt <= UCHAR_MAX;
  complain("no such option: %s; see 'vpt %s --help'", is_short ? letter : argv[optind - 1], argv[0]);
}

enum options_outcome options_parse(int argc, char *argv[], bool wants_ia, struct options *options)
{
  bool given[OPTIONS_END] = {false};
  int option;
  *options = (struct options){0};
  opterr = 0; /* getopt's own messages do not start with the tool's name */
  while ((option = getopt_long(argc, argv, ":", option_list, NULL)) != -1) {
    switch (option) {
    case OPTION_HELP: return OPTIONS_HELP;
    case ':':
      complain("%s: its value is missing", argv[optind - 1]);
      return OPTIONS_BAD;
    case '?':
      complain_unknown(argv);
      return OPTIONS_BAD;
    default:
      if (!parse_option(option, optarg, options)) return OPTIONS_BAD;
      given[option] = true;
    }
  }
  bool good = all_given(argv[0], given, options) && parse_operands(argc, argv, wants_ia, options) &&
              geometry_ok(options) && half_ok(options);
  return good ? OPTIONS_OK : OPTIONS_BAD;
}
