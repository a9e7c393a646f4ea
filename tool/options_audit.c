/* SPDX-License-Identifier: Apache-2.0 */
/* What tables are held against. */
#include <string.h>

#include "options.h"

static bool take_granted(struct options *options, const char *what, const char *value)
{
  struct grant grant = {.rights = VPT_READ | VPT_WRITE | VPT_EXEC, .text = value};
  size_t length = strcspn(value, ",");
  if (!options_take_range(what, value, length, &grant.first, &grant.last)) return false;
  if (value[length] == ',') {
    const char *rights = value + length + 1;
    length = strcspn(rights, ",");
    if (!options_take_rights(what, rights, length, &grant.rights)) return false;
    if (grant.rights == 0) {
      complain("%s: '%s' names no right", what, value);
      return false;
    }
    if (rights[length] == ',') grant.types = rights + length + 1;
  }
  return grants_add(&options->granted, what, &grant);
}

const struct option_spec options_audit[] = {
  {"granted", 0, "RANGE[,RIGHTS[,TYPE]...]",
   "memory that leaves may lead to: output addresses FIRST-END (END excluded) or\n"
   "FIRST+SIZE, with which rights (r, w, x; else all) and which memory types, as\n"
   "they are printed (else any); any number of times",
   GROUP_AUDIT, true, take_granted},
  {NULL, 0, NULL, NULL, GROUP_AUDIT, false, NULL},
};
