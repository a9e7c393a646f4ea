/* SPDX-License-Identifier: Apache-2.0 */
#include "grants.h"

#include <string.h>

enum { POINTS_MOST = GRANTS_MOST + 1, GARBAGE = 0xA5, ALL_RIGHTS = 31, ALL_TYPES = 7 };

/* Where a grant may begin or end: the ends of the output range, of the window, of what is mapped, and anywhere. */
static uint64_t draw_point(struct world *world, const struct model *model)
{
  struct random *random = &world->random;
  const struct vpt_pool_config *pool = &world->pool_config;
  uint64_t of_ten = random_below(random, 10);
  if (of_ten < 3) return random_chance(random, 50) ? model->output_first : model->output_end;
  if (of_ten < 5) return pool->window_oa + (random_chance(random, 50) ? 0 : pool->window_bytes);
  if (of_ten < 8 && model->rows.count > 0) {
    const struct row *row = &model->rows.row[random_below(random, model->rows.count)];
    return row->oa + row->size * random_below(random, row->count + 1);
  }
  uint64_t oa = model->output_first + random_below(random, model->output_end - model->output_first);
  return random_chance(random, 80) ? oa - oa % world->page : oa;
}

/* Some points in order, of which the first and the last are mostly those of the output range; returns how many. */
static unsigned draw_points(struct world *world, const struct model *model, uint64_t points[POINTS_MOST])
{
  struct random *random = &world->random;
  unsigned count = 2 + (unsigned)random_below(random, POINTS_MOST - 1);
  for (unsigned i = 0; i < count; i++) {
    uint64_t point = i == 0   ? model->output_first
                     : i == 1 ? model->output_end
                              : draw_point(world, model);
    if (random_chance(random, 8)) point = draw_point(world, model);
    if (random_chance(random, 2)) point += random_below(random, 3) - 1;
    unsigned at = i;
    for (; at > 0 && points[at - 1] > point; at--) points[at] = points[at - 1];
    points[at] = point;
  }
  return count;
}

/* Neighbours adjoin, unless one is left out; most allow everything. Seldom something is wrong with them. */
static unsigned draw_list(struct world *world, const struct model *model, struct vpt_grant list[GRANTS_MOST])
{
  struct random *random = &world->random;
  uint64_t points[POINTS_MOST];
  const struct vpt_pool_config *pool = &world->pool_config;
  unsigned n = draw_points(world, model, points), count = 0;
  bool spare_tables = random_chance(random, 65); /* or give them to somebody, which is refused */
  for (unsigned i = 1; i < n; i++) {
    struct vpt_grant grant = {points[i - 1], points[i], ALL_RIGHTS, ALL_TYPES};
    bool has_tables = grant.first < pool->window_oa + pool->window_bytes && pool->window_oa < grant.end;
    if (has_tables && spare_tables && grant.first < pool->window_oa) grant.end = pool->window_oa;
    else if (has_tables && spare_tables) grant.first = pool->window_oa + pool->window_bytes;
    if (random_chance(random, 10)) grant.rights = (vpt_attr)random_below(random, ALL_RIGHTS + 1);
    if (random_chance(random, 10)) grant.types = (uint32_t)random_below(random, ALL_TYPES + 1);
    if (grant.first >= grant.end ? random_chance(random, 97) : random_chance(random, 6)) continue;
    list[count++] = grant;
  }
  if (count > 1 && random_chance(random, 6)) {
    struct vpt_grant *grant = &list[random_below(random, count - 1)], first = grant[0];
    switch (random_below(random, 3)) {
    case 0: grant[0] = grant[1], grant[1] = first; break;
    case 1: grant[0].end = grant[1].first + 1; break;
    default: grant[1].first = grant[0].end - 1; break;
    }
  }
  return count;
}

/* Is all as it was? */
static bool same(const struct vpt *a, const struct vpt *b)
{
  return memcmp(a, b, sizeof *a) == 0;
}

void grants_step(struct world *world, unsigned space)
{
  struct random *random = &world->random;
  struct vpt *s = &world->space[space], before;
  struct model *model = &world->model[space];
  unsigned other = !world->list_used[space];
  const struct vpt_grant *list = world->list[space][other];
  unsigned count = draw_list(world, model, world->list[space][other]);
  if (random_chance(random, 50)) {
    list = NULL;
    count = random_chance(random, 90) ? 0 : 1 + (unsigned)random_below(random, UINT32_MAX);
  }
  memcpy(&before, s, sizeof before);
  enum vpt_status expected = model_set_grants(model, list, count, &world->pool_config);
  enum vpt_status status = vpt_set_grants(s, list, count);
  world->statuses[expected]++;
  world->lists_refused += expected == VPT_ERR_MAPPED;
  world->lists_taken += expected == VPT_OK && list != NULL && model->rows.count > 0;
  if (status != expected) {
    world_fail(world, "set_grants: \"%s\" instead of \"%s\"", vpt_status_text(status), vpt_status_text(expected));
  }
  if (expected != VPT_OK) {
    if (!same(s, &before)) world_fail(world, "set_grants failed and changed something");
    return;
  }
  before.grants = list;
  before.grant_count = count;
  if (!same(s, &before)) world_fail(world, "set_grants changed something else");
  memset(world->list[space][!other], GARBAGE, sizeof world->list[space][!other]); /* nobody looks at it any more */
  world->list_used[space] = other;
}
