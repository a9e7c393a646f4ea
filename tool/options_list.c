/* SPDX-License-Identifier: Apache-2.0 */
/* What is listed. */
#include <limits.h>
#include <string.h>

#include "options.h"

/* What is wrong with a range from `first` up to the amount, or of that size; null: nothing. */
static const char *range_fault(uint64_t first, uint64_t amount, bool by_size)
{
  if (amount == (by_size ? 0 : first)) return "is empty";
  if (by_size) return amount - 1 > UINT64_MAX - first ? "ends beyond 2^64" : NULL;
  return amount < first ? "ends before it begins" : NULL;
}

/* A minus in front of a number is no separator. */
bool options_take_range(const char *what, const char *text, size_t length, uint64_t *first, uint64_t *last)
{
  char copy[TEXT_BYTES] = "";
  if (length < sizeof copy) memcpy(copy, text, length);
  size_t at = copy[0] == '\0' ? 0 : 1 + strcspn(copy + 1, "-+");
  bool by_size = copy[at] == '+';
  const char *fault = "is neither FIRST-END nor FIRST+SIZE";
  if (copy[at] != '\0') {
    const char *end = copy + at + 1;
    uint64_t amount = 0;
    bool to_the_end = !by_size && strcmp(end, "0x10000000000000000") == 0;
    copy[at] = '\0';
    if (!parse_address(what, copy, first) || (!to_the_end && !parse_address(what, end, &amount))) return false;
    *last = (by_size ? *first : 0) + amount - 1;
    fault = to_the_end ? NULL : range_fault(*first, amount, by_size);
  }
  if (fault != NULL) complain("%s: '%.*s' %s", what, (int)length, text, fault);
  return fault == NULL;
}

bool options_take_rights(const char *what, const char *text, size_t length, vpt_attr *rights)
{
  *rights = 0;
  for (size_t i = 0; i < length; i++) {
    vpt_attr right = text[i] == 'r' ? VPT_READ : text[i] == 'w' ? VPT_WRITE : text[i] == 'x' ? VPT_EXEC : 0U;
    if (right == 0) {
      complain("%s: '%.*s' is not made of r, w and x", what, (int)length, text);
      return false;
    }
    *rights |= right;
  }
  return true;
}

static bool take_range(struct options *options, const char *what, const char *value)
{
  struct filter *filter = &options->filter;
  filter->by_range = true;
  return options_take_range(what, value, strlen(value), &filter->range_first, &filter->range_last);
}

static bool take_rights(struct options *options, const char *what, const char *value)
{
  return options_take_rights(what, value, strlen(value), &options->filter.rights);
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
