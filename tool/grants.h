/* SPDX-License-Identifier: Apache-2.0 */
/* Memory that tables may lead to, and with which rights and memory types: grants, as the library has them. */
#ifndef TOOL_GRANTS_H
#define TOOL_GRANTS_H

#include "report.h"

struct grant {
  vpt_oa first, last; /* both included */
  vpt_attr rights;    /* leaves may give: VPT_READ, VPT_WRITE, VPT_EXEC */
  const char *types;  /* that leaves may have, as they are printed, with commas between them; null: any */
  const char *text;   /* as it was given, for messages */
};

/* In the order of addresses, without overlap. All zero: none. */
struct grants {
  struct grant *list;
  size_t count;
};

/* What of some memory is not granted, and why. */
struct ungranted {
  vpt_oa first;      /* byte of it */
  bool in_grant;
  vpt_attr too_many; /* rights that the grant has not */
  bool type;         /* it has not the type */
};

/* Puts it in its place. False after a complaint, which begins with `what`: it overlaps another, or memory is short. */
bool grants_add(struct grants *grants, const char *what, const struct grant *grant);

/* Is all memory from `first` to `last` granted with these rights and this type? */
bool grants_allow(const struct grants *grants, vpt_oa first, vpt_oa last, vpt_attr rights, const char *type,
                  struct ungranted *ungranted);

void grants_free(struct grants *grants);

#endif
