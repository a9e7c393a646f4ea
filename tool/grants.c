/* SPDX-License-Identifier: Apache-2.0 */
#include "grants.h"

#include <stdlib.h>
#include <string.h>

/* The first grant that does not end before the address; if there is none, as many as there are. */
static size_t find(const struct grants *grants, vpt_oa oa)
{
  size_t low = 0, high = grants->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (grants->list[middle].last < oa) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool grants_add(struct grants *grants, const char *what, const struct grant *grant)
{
  size_t at = find(grants, grant->first);
  if (at < grants->count && grants->list[at].first <= grant->last) {
    complain("%s: '%s' overlaps '%s'", what, grant->text, grants->list[at].text);
    return false;
  }
  struct grant *moved = realloc(grants->list, (grants->count + 1) * sizeof *moved);
  if (moved == NULL) {
    complain("not enough memory");
    return false;
  }
  grants->list = moved;
  memmove(moved + at + 1, moved + at, (grants->count - at) * sizeof *moved);
  moved[at] = *grant;
  grants->count++;
  return true;
}

static bool has_type(const struct grant *grant, const char *type)
{
  if (grant->types == NULL) return true;
  for (const char *name = grant->types;; name++) {
    size_t length = strcspn(name, ",");
    if (strlen(type) == length && strncmp(name, type, length) == 0) return true;
    name += length;
    if (*name == '\0') return false;
  }
}

bool grants_allow(const struct grants *grants, vpt_oa first, vpt_oa last, vpt_attr rights, const char *type,
                  struct ungranted *ungranted)
{
  for (size_t at = find(grants, first);; at++) {
    const struct grant *grant = &grants->list[at];
    *ungranted = (struct ungranted){.first = first};
    if (at == grants->count || grant->first > first) return false;
    ungranted->in_grant = true;
    ungranted->too_many = rights & ~grant->rights;
    ungranted->type = !has_type(grant, type);
    if (ungranted->too_many != 0 || ungranted->type) return false;
    if (last <= grant->last) return true;
    first = grant->last + 1;
  }
}

void grants_free(struct grants *grants)
{
  free(grants->list);
  *grants = (struct grants){0};
}
