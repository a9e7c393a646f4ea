/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ROUNDS 960
#define RANGE_ROUNDS 24
#define REFUSALS 16 /* of a round, in a row */

static bool fail(const char *what, uint64_t ia, enum vpt_status status)
{
  printf("  %s at 0x%" PRIx64 ": %s\n", what, ia, vpt_status_text(status));
  return false;
}

uint64_t tables_end(const struct tables *tables)
{
  return 1ULL << tables->plan.geometry.input_bits;
}

static uint64_t align_down(uint64_t address, uint64_t size)
{
  return address / size * size;
}

/* ---- what to map ---------------------------------------------------------------------------- */

static uint64_t random_size(struct tables *tables)
{
  static const unsigned heights[] = {0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4};
  size_t pick = (size_t)random_below(&tables->random, sizeof(heights) / sizeof(heights[0]));
  return vpt_entry_size(&tables->plan.geometry, heights[pick] % tables->heights);
}

/* In a leaf of the second stage, most of the time: few of those of a large one may be in reach. */
static bool random_oa_behind(struct tables *tables, uint64_t size, vpt_oa *oa)
{
  const struct tables_plan *plan = &tables->plan;
  if (plan->behind == NULL || random_chance(&tables->random, 20)) return false;
  for (int attempt = 0; attempt < 16; attempt++) {
    const struct leaf *far = &plan->behind->leaves[random_below(&tables->random, plan->behind->leaf_count)];
    *oa = align_down(far->ia + random_below(&tables->random, far->size), size);
    if (*oa >= plan->oa_first && *oa - plan->oa_first + size <= plan->oa_bytes) return true;
  }
  return false;
}

/* Where a grant begins or ends, half of the time. */
static bool random_oa_at_grants(struct tables *tables, uint64_t size, vpt_oa *oa)
{
  const struct tables_plan *plan = &tables->plan;
  struct random *random = &tables->random;
  if (tables->grant_count == 0 || size > plan->oa_bytes || random_chance(random, 50)) return false;
  const struct vpt_grant *grant = &tables->grants[random_below(random, tables->grant_count)];
  vpt_oa point = random_chance(random, 50) ? grant->first : grant->end;
  *oa = align_down(point + random_below(random, 4 * size) - 2 * size, size);
  return *oa >= plan->oa_first && *oa - plan->oa_first <= plan->oa_bytes - size;
}

static vpt_oa random_oa(struct tables *tables, uint64_t size, vpt_ia ia)
{
  const struct tables_plan *plan = &tables->plan;
  vpt_oa oa;
  if (random_oa_behind(tables, size, &oa)) return oa;
  if (!random_oa_at_grants(tables, size, &oa)) {
    oa = align_down(plan->oa_first + random_below(&tables->random, plan->oa_bytes), size);
  }
  return size < plan->oa_agrees ? align_down(oa, plan->oa_agrees) + ia % plan->oa_agrees : oa;
}

static vpt_attr random_attr(struct tables *tables)
{
  return tables->accepted[random_below(&tables->random, tables->accepted_count)];
}

/* Beside a leaf, in one of the places (pages in few of its tables), or anywhere. */
static uint64_t random_offset(struct tables *tables, uint64_t size)
{
  struct random *random = &tables->random;
  uint64_t end = tables->plan.ia_end;
  if (tables->leaf_count > 0 && random_chance(random, 35)) {
    const struct leaf *leaf = &tables->leaves[random_below(random, tables->leaf_count)];
    vpt_ia ia = random_chance(random, 50) ? leaf->ia + leaf->size : leaf->ia - size;
    return align_down(ia % end, size);
  }
  if (random_chance(random, 70)) {
    uint64_t place = tables->places[random_below(random, TABLES_PLACES)];
    uint64_t offset = random_below(random, tables->place_bytes);
    uint64_t half = tables->place_bytes / 2, region = vpt_entry_size(&tables->plan.geometry, 1);
    if (size == tables_frame_bytes(&tables->plan.geometry)) {
      offset = offset / half * half + offset % region % half; /* two tables */
    }
    return align_down(place + offset, size);
  }
  return align_down(random_below(random, end), size);
}

/* The first and the last 1 GiB that may be mapped are always among the places. */
static void choose_places(struct tables *tables)
{
  uint64_t end = tables->plan.ia_end;
  tables->places[0] = 0;
  tables->place_bytes = end < TABLES_PLACE_BYTES ? end : TABLES_PLACE_BYTES;
  tables->places[1] = end - tables->place_bytes;
  for (int i = 2; i < TABLES_PLACES; i++) {
    tables->places[i] = align_down(random_below(&tables->random, end), tables->place_bytes);
  }
}

/* ---- grants --------------------------------------------------------------------------------- */

static bool overlaps(vpt_oa first, vpt_oa end, vpt_oa oa, uint64_t bytes)
{
  return first < oa + bytes && oa < end;
}

/* Is something there that was mapped before there were grants? */
static bool is_in_use(const struct tables_plan *plan, vpt_oa first, vpt_oa end)
{
  const struct tables_plan *carried = plan->carried;
  return overlaps(first, end, plan->fixed.oa, plan->fixed.size) ||
         overlaps(first, end, plan->fixed_user.oa, plan->fixed_user.size) ||
         (carried != NULL && overlaps(first, end, carried->image_oa, tables_bytes(&carried->geometry)));
}

static void add_grant(struct tables *tables, struct vpt_grant grant)
{
  if (grant.first < grant.end) tables->grants[tables->grant_count++] = grant;
}

/* A grant of all but the tables; if not `all`, perhaps none, or one of no more than what two leaves have. */
static void add_piece(struct tables *tables, vpt_oa first, vpt_oa end, bool all)
{
  struct random *random = &tables->random;
  struct vpt_grant grant = {first, end, GRANTED_RIGHTS, GRANTED_TYPES};
  vpt_attr one = random_attr(tables), other = random_attr(tables);
  uint64_t of_ten = random_below(random, 10);
  all = all || is_in_use(&tables->plan, first, end);
  if (!all && of_ten < 3) return;
  if (!all && of_ten < 6) grant.rights = (one | other) & GRANTED_RIGHTS;
  if (!all && of_ten > 4) grant.types = VPT_TYPE(one & ~GRANTED_RIGHTS) | VPT_TYPE(other & ~GRANTED_RIGHTS);
  struct vpt_grant above = grant;
  vpt_oa window = tables->plan.window_oa, window_end = window + tables_bytes(&tables->plan.geometry);
  if (grant.end > window) grant.end = window;
  if (above.first < window_end) above.first = window_end;
  add_grant(tables, grant);
  add_grant(tables, above);
}

/* The output addresses of most leaves are cut into pieces, to the byte. */
static bool grant_pieces(struct tables *tables)
{
  const struct tables_plan *plan = &tables->plan;
  uint64_t points[TABLES_PIECES + 1] = {plan->oa_first, plan->oa_first + plan->oa_bytes};
  if (!plan->limited) return true;
  for (unsigned i = 2; i <= TABLES_PIECES; i++) {
    uint64_t point = plan->oa_first + random_below(&tables->random, plan->oa_bytes);
    unsigned at = i;
    for (; points[at - 1] > point; at--) points[at] = points[at - 1];
    points[at] = point;
  }
  add_piece(tables, 0, points[0], true);
  for (unsigned i = 0; i < TABLES_PIECES; i++) add_piece(tables, points[i], points[i + 1], false);
  add_piece(tables, points[TABLES_PIECES], 1ULL << plan->geometry.output_bits, true);
  if (plan->withheld) return true;
  enum vpt_status status = vpt_set_grants(&tables->space, tables->grants, tables->grant_count);
  return status == VPT_OK || fail("vpt_set_grants", 0, status);
}

/* Was a call refused for its grants? That has to be just when they do not allow it. */
static bool refused(struct tables *tables, enum vpt_status status, vpt_oa oa, uint64_t length, vpt_attr attr)
{
  bool allowed = !tables->plan.limited || tables->plan.withheld ||
                 granted_leaf(tables->grants, tables->grant_count, oa, length, attr);
  if ((status == VPT_ERR_GRANT) == allowed) tables->misjudged = true;
  return status == VPT_ERR_GRANT;
}

/* ---- single operations ---------------------------------------------------------------------- */

static unsigned height_of(const struct tables *tables, uint64_t size)
{
  unsigned height = 0;
  while (vpt_entry_size(&tables->plan.geometry, height) != size) {
    height++;
  }
  return height;
}

static enum vpt_status map(struct tables *tables, uint64_t size, vpt_attr attr)
{
  if (tables->leaf_count == TABLES_LEAVES) return VPT_ERR_NO_FRAMES;
  struct leaf leaf = {.size = size, .attr = attr};
  leaf.ia = tables_address(&tables->plan, random_offset(tables, size));
  leaf.oa = random_oa(tables, size, leaf.ia);
  enum vpt_status status = vpt_map_frame(&tables->space, leaf.ia, leaf.oa, size, attr);
  if (refused(tables, status, leaf.oa, size, attr)) {
    tables->refused_ia[tables->refused++ % TABLES_REFUSED] = leaf.ia;
  }
  if (status == VPT_OK) {
    tables->leaves[tables->leaf_count++] = leaf;
    tables->mapped[attr][height_of(tables, size)] = true;
  }
  return status;
}

static bool map_random(struct tables *tables)
{
  enum vpt_status status;
  unsigned refusals = 0;
  do {
    uint64_t size = random_size(tables);
    status = map(tables, size, random_attr(tables));
  } while (status == VPT_ERR_GRANT && ++refusals < REFUSALS);
  bool expected = status == VPT_OK || status == VPT_ERR_MAPPED || status == VPT_ERR_NO_FRAMES;
  return expected || status == VPT_ERR_GRANT || fail("vpt_map_frame", 0, status);
}

static bool unmap_random(struct tables *tables)
{
  size_t pick = (size_t)random_below(&tables->random, tables->leaf_count);
  struct leaf leaf = tables->leaves[pick];
  struct vpt_result was = vpt_unmap_frame(&tables->space, leaf.ia, 0);
  if (was.status != VPT_OK || was.oa != leaf.oa || was.size != leaf.size || was.attr != leaf.attr) {
    return fail("vpt_unmap_frame", leaf.ia, was.status);
  }
  tables->leaves[pick] = tables->leaves[--tables->leaf_count];
  return true;
}

static bool protect_random(struct tables *tables)
{
  struct leaf *leaf = &tables->leaves[random_below(&tables->random, tables->leaf_count)];
  vpt_attr attr = random_attr(tables);
  enum vpt_status status = vpt_protect_frame(&tables->space, leaf->ia, attr, 0);
  if (refused(tables, status, leaf->oa, leaf->size, attr)) return true;
  if (status != VPT_OK) return fail("vpt_protect_frame", leaf->ia, status);
  leaf->attr = attr;
  return true;
}

/* ---- ranges: parts of a leaf ------------------------------------------------------------------ */

/* A part of a leaf, in whole pages, and what becomes of it. */
struct part {
  struct leaf leaf;
  vpt_ia ia;
  uint64_t length;
  bool mapped;
  vpt_attr attr;
};

static struct part random_part(struct tables *tables, struct leaf leaf)
{
  struct random *random = &tables->random;
  uint64_t page = tables_frame_bytes(&tables->plan.geometry), pages = leaf.size / page;
  uint64_t first = random_chance(random, 20) ? 0 : random_below(random, pages);
  uint64_t count = random_chance(random, 20) ? pages - first : 1 + random_below(random, pages - first);
  return (struct part){leaf, leaf.ia + first * page, count * page, true, leaf.attr};
}

/* The leaf around an address of what was one leaf is on the list, if it translates as it should. */
static bool list_piece(struct tables *tables, const struct part *part, vpt_ia ia)
{
  const struct leaf *leaf = &part->leaf;
  if (ia - leaf->ia >= leaf->size) return true;
  bool inside = ia - part->ia < part->length;
  struct vpt_result is = vpt_query(&tables->space, ia);
  if (inside && !part->mapped) return is.status == VPT_ERR_UNMAPPED || fail("vpt_unmap", ia, is.status);
  if (is.status != VPT_OK || is.oa != leaf->oa + (ia - leaf->ia) || is.attr != (inside ? part->attr : leaf->attr)) {
    return fail("a part of a leaf", ia, is.status);
  }
  for (size_t i = 0; i < tables->leaf_count; i++) {
    if (tables->leaves[i].ia == is.ia) return true;
  }
  if (tables->leaf_count < TABLES_LEAVES) {
    tables->leaves[tables->leaf_count++] = (struct leaf){is.ia, is.oa - (ia - is.ia), is.size, is.attr};
  }
  return true;
}

/* A part of a leaf is unmapped, or gets other attributes, or is unmapped and mapped again: both ends are split. */
static bool change_part(struct tables *tables)
{
  struct random *random = &tables->random;
  size_t pick = (size_t)random_below(random, tables->leaf_count);
  struct part part = random_part(tables, tables->leaves[pick]);
  vpt_oa oa = part.leaf.oa + (part.ia - part.leaf.ia);
  uint64_t page = tables_frame_bytes(&tables->plan.geometry);
  uint64_t dice = random_below(random, 3);
  vpt_attr attr = random_attr(tables);
  struct vpt_outcome outcome = dice == 0 ? vpt_protect(&tables->space, part.ia, part.length, attr)
                                         : vpt_unmap(&tables->space, part.ia, part.length);
  if (dice == 0 && refused(tables, outcome.status, oa, part.length, attr)) return true;
  if (outcome.status == VPT_ERR_NO_FRAMES) return true;
  if (outcome.status != VPT_OK) return fail("vpt_unmap or vpt_protect", part.ia, outcome.status);
  part.mapped = dice == 0;
  if (dice == 2) {
    outcome = vpt_map(&tables->space, part.ia, oa, part.length, attr, 0);
    bool expected = refused(tables, outcome.status, oa, part.length, attr) || outcome.status == VPT_ERR_NO_FRAMES;
    if (outcome.status != VPT_OK && !expected) return fail("vpt_map", part.ia, outcome.status);
    part.mapped = outcome.status == VPT_OK;
  }
  part.attr = part.mapped ? attr : part.attr;
  tables->leaves[pick] = tables->leaves[--tables->leaf_count];
  vpt_ia end = part.ia + part.length;
  return list_piece(tables, &part, part.ia - page) && list_piece(tables, &part, part.ia) &&
         list_piece(tables, &part, end - page) && list_piece(tables, &part, end);
}

static bool change_ranges(struct tables *tables)
{
  for (int round = 0; round < RANGE_ROUNDS; round++) {
    if (tables->leaf_count > 0 && !change_part(tables)) return false;
  }
  return true;
}

/* ---- building ------------------------------------------------------------------------------- */

static bool start(struct tables *tables)
{
  const struct tables_plan *plan = &tables->plan;
  const struct vpt_pool_config pool = {
      .window = plan->window,
      .window_oa = plan->window_oa,
      .window_bytes = tables_bytes(&plan->geometry),
      .granule_log2 = plan->geometry.format->granule_log2,
      .info = tables->info,
      .info_count = TABLES_FRAMES,
  };
  const struct vpt_config config = {
      .geometry = plan->geometry,
      .half = plan->half,
      .pool = &tables->pool,
      .output_first = 0,
      .output_end = 1ULL << plan->geometry.output_bits,
      .leaf_size_max = plan->leaf_size_max,
      .output_has_tables = true,
  };
  struct vpt first;
  enum vpt_status status = vpt_pool_init(&tables->pool, &pool);
  if (status == VPT_OK && plan->window_oa == 0) { /* keeps the root away from 0: a table is to be there */
    status = vpt_init(&first, &config);
  }
  if (status == VPT_OK) {
    status = vpt_init(&tables->space, &config);
  }
  if (status == VPT_OK && plan->window_oa == 0) {
    vpt_destroy(&first);
  }
  return status == VPT_OK || fail("vpt_init", 0, status);
}

static void find_heights(struct tables *tables)
{
  const struct vpt_geometry *geometry = &tables->plan.geometry;
  uint64_t most = tables->plan.ia_end;
  if (most > 1ULL << geometry->output_bits) most = 1ULL << geometry->output_bits;
  while (tables->heights < tables->plan.heights && tables->heights < geometry->levels &&
         vpt_entry_size(geometry, tables->heights) <= most) {
    tables->heights++;
  }
}

/* Which attributes the format accepts is the library's to say; what they mean is the MMU's. */
static bool find_accepted(struct tables *tables)
{
  uint64_t page = tables_frame_bytes(&tables->plan.geometry);
  vpt_ia first = tables_address(&tables->plan, 0);
  for (vpt_attr attr = 0; attr < TABLES_ATTRS; attr++) {
    enum vpt_status status = vpt_map_frame(&tables->space, first, 0, page, attr);
    if (status == VPT_OK) {
      tables->accepted[tables->accepted_count++] = attr;
      vpt_unmap_frame(&tables->space, first, 0);
    } else if (status != VPT_ERR_ATTR) {
      return fail("vpt_map_frame", first, status);
    }
  }
  return tables->accepted_count > 0 || fail("no attributes", 0, VPT_ERR_ATTR);
}

static bool map_fixed(struct tables *tables, const struct leaf *leaf)
{
  struct vpt_outcome outcome = vpt_map(&tables->space, leaf->ia, leaf->oa, leaf->size, leaf->attr, 0);
  return outcome.status == VPT_OK || fail("vpt_map", leaf->ia, outcome.status);
}

/* The window in which another stage's tables lie, page by page. */
static bool map_carried(struct tables *tables, const struct tables_plan *carried)
{
  if (carried == NULL) return true;
  struct leaf page = {carried->window_oa, carried->image_oa, tables_frame_bytes(&tables->plan.geometry),
                      VPT_READ | VPT_WRITE | VPT_NORMAL};
  for (uint64_t done = 0; done < tables_bytes(&carried->geometry); done += page.size) {
    if (!map_fixed(tables, &page)) return false;
    page.ia += page.size;
    page.oa += page.size;
  }
  return true;
}

/* Small spaces are soon full of large leaves: what finds no place here may find it elsewhere. */
static void map_every_kind(struct tables *tables)
{
  for (unsigned height = 0; height < tables->heights; height++) {
    uint64_t size = vpt_entry_size(&tables->plan.geometry, height);
    for (unsigned i = 0; i < tables->accepted_count; i++) {
      for (int attempt = 0; attempt < 16; attempt++) {
        if (map(tables, size, tables->accepted[i]) == VPT_OK) break;
      }
    }
  }
}

static bool change_at_random(struct tables *tables)
{
  for (int round = 0; round < ROUNDS; round++) {
    uint64_t dice = random_below(&tables->random, 100);
    bool ok = dice < 55 || tables->leaf_count == 0 ? map_random(tables)
              : dice < 80                          ? unmap_random(tables)
                                                   : protect_random(tables);
    if (!ok) return false;
  }
  return true;
}

/* What vpt_query() says is compared with the MMU later; here with what was asked for. */
static bool check_leaves(const struct tables *tables)
{
  if (tables->misjudged) return fail("grants", 0, VPT_ERR_GRANT);
  for (size_t i = 0; i < tables->leaf_count; i++) {
    const struct leaf *leaf = &tables->leaves[i];
    struct vpt_result result = vpt_query(&tables->space, leaf->ia);
    if (result.status != VPT_OK || result.ia != leaf->ia || result.oa != leaf->oa ||
        result.size != leaf->size || result.attr != leaf->attr) {
      return fail("vpt_query", leaf->ia, result.status);
    }
  }
  return tables->leaf_count > 0 || fail("no leaves", 0, VPT_ERR_UNMAPPED);
}

bool tables_build(struct tables *tables, const struct tables_plan *plan)
{
  memset(tables, 0, sizeof(*tables));
  tables->plan = *plan;
  tables->random.state = plan->seed;
  choose_places(tables);
  find_heights(tables);
  if (!start(tables) || !find_accepted(tables)) return false;
  if (!map_fixed(tables, &plan->fixed) || !map_fixed(tables, &plan->fixed_user)) return false;
  if (!map_carried(tables, plan->carried) || !grant_pieces(tables)) return false;
  map_every_kind(tables);
  return change_at_random(tables) && change_ranges(tables) && check_leaves(tables);
}

static bool spoil_page(struct tables *second, vpt_ia ia)
{
  if (random_chance(&second->random, 50)) {
    struct vpt_result was = vpt_unmap_frame(&second->space, ia, 0);
    return was.status == VPT_OK || fail("vpt_unmap_frame", ia, was.status);
  }
  enum vpt_status status = vpt_protect_frame(&second->space, ia, VPT_WRITE | VPT_NORMAL, 0);
  return status == VPT_OK || fail("vpt_protect_frame", ia, status);
}

/* The root is mostly spared: without it there is nothing else to see. */
bool tables_spoil(struct tables *second, const struct tables *first)
{
  uint64_t page = tables_frame_bytes(&second->plan.geometry), bytes = tables_bytes(&first->plan.geometry);
  vpt_ia window = first->plan.window_oa;
  vpt_ia root = random_chance(&second->random, 95) ? align_down(vpt_root(&first->space), page) : UINT64_MAX;
  for (vpt_ia ia = window; ia < window + bytes; ia += page) {
    if (ia != root && random_chance(&second->random, 8) && !spoil_page(second, ia)) return false;
  }
  return true;
}

/* ---- reading -------------------------------------------------------------------------------- */

struct walk tables_walk(const struct tables *tables, vpt_ia ia)
{
  const struct vpt_geometry *geometry = &tables->plan.geometry;
  const uint64_t entries = tables_frame_bytes(geometry) / sizeof(uint64_t);
  struct walk walk = {.word = NULL, .height = geometry->levels - 1};
  if (!tables_have(&tables->plan, ia)) return walk;
  uint64_t offset = tables_offset(&tables->plan, ia);
  vpt_oa table = vpt_root(&tables->space);
  uint64_t index = offset / vpt_entry_size(geometry, walk.height);
  for (;;) {
    walk.at[walk.read++] = table + index * sizeof(uint64_t);
    walk.word = tables->plan.window + (table - tables->plan.window_oa) / sizeof(uint64_t) + index;
    walk.descriptor = vpt_decode(geometry, walk.height, (unsigned)(index % entries), *walk.word);
    if (walk.descriptor.kind != VPT_TABLE) return walk;
    table = walk.descriptor.oa;
    walk.height--;
    index = offset / vpt_entry_size(geometry, walk.height) % entries;
  }
}
