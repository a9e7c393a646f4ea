/* SPDX-License-Identifier: Apache-2.0 */
/* What is listed. */
#include <limits.h>
#include <string.h>

#include "options.h"

/* FIRST-END, the end excluded, or FIRST+SIZE. A minus in front of a number is no separator. */
static bool take_range(struct options *options, const char *what, const char *value)
{
  char first[64];
  uint64_t amount;
  const char *separator = value[0] == '\0' ? value : value + 1;
  while (*separator != '\0' && *separator != '-' && *separator != '+') separator++;
  size_t length = (size_t)(separator - value);
  if (*separator == '\0' || length >= sizeof first) {
    complain("%s: '%s' is neither FIRST-END nor FIRST+SIZE", what, value);
    return false;
  }
  memcpy(first, value, length);
  first[length] = '\0';
  struct filter *filter = &options->filter;
  bool to_the_end = *separator == '-' && strcmp(separator + 1, "0x10000000000000000") == 0;
  if (!parse_address(what, first, &filter->range_first)) return false;
  if (to_the_end) amount = 0;
  if (!to_the_end && !parse_address(what, separator + 1, &amount)) return false;
  filter->range_last = (*separator == '+' ? filter->range_first + amount : amount) - 1;
  filter->by_range = true;
  if ((amount != 0 || to_the_end) && filter->range_first <= filter->range_last) return true;
  complain("%s: '%s' is empty", what, value);
  return false;
}

static bool take_rights(struct options *options, const char *what, const char *value)
{
  options->filter.rights = 0;
  for (const char *c = value; *c != '\0'; c++) {
    vpt_attr right = *c == 'r' ? VPT_READ : *c == 'w' ? VPT_WRITE : *c == 'x' ? VPT_EXEC : 0U;
    if (right == 0) {
      complain("%s: '%s' is not made of r, w and x", what, value);
      return false;
    }
    options->filter.rights |= right;
  }
  return true;
}

static bool take_type(struct options *options, const char *what, const char *value)
{
  (void)what;
  options->filter.type = value;
  return true;
}

static bool take_size(struct options *options, const char *what, const char *value)
{
  return parse_number(what, value, UINT64_MAX, &options->filter.leaf_bytes);
}

static bool take_level(struct options *options, const char *what, const char *value)
{
  uint64_t level;
  bool negative = value[0] == '-';
  if (!parse_number(what, value + negative, 9, &level)) return false;
  options->filter.by_level = true;
  options->filter.level = negative ? -(int)level : (int)level;
  return true;
}

static bool take_user(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->filter.user = true;
  return true;
}

static bool take_kernel(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->filter.kernel = true;
  return true;
}

static bool take_faults(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->filter.faults = true;
  return true;
}

static bool take_expand(struct options *options, const char *what, const char *value)
{
  (void)what;
  (void)value;
  options->filter.expand = true;
  return true;
}

const struct option_spec options_list[] = {
  {"range", 0, "RANGE", "only input addresses FIRST-END (END excluded) or FIRST+SIZE", GROUP_LIST, false, take_range},
  {"rights", 0, "RIGHTS", "only leaves that give all of these: r, w, x", GROUP_LIST, false, take_rights},
  {"user", 0, NULL, "only leaves that user mode may use", GROUP_LIST, false, take_user},
  {"kernel", 0, NULL, "only leaves that user mode may not use", GROUP_LIST, false, take_kernel},
  {"type", 0, "TYPE", "only leaves of this memory type, as it is printed", GROUP_LIST, false, take_type},
  {"size", 0, "SIZE", "only leaves of this size: 4K, 2M...", GROUP_LIST, false, take_size},
  {"level", 0, "N", "only entries at this level", GROUP_LIST, false, take_level},
  {"faults", 0, NULL, "only what is wrong or faults", GROUP_LIST, false, take_faults},
  {"expand", 0, NULL, "list tables that are met again each time in full: the list may be very long", GROUP_LIST, false,
   take_expand},
  {NULL, 0, NULL, NULL, GROUP_LIST, false, NULL},
};
