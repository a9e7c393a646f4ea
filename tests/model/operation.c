/* SPDX-License-Identifier: Apache-2.0 */
#include "operation.h"

enum { CHOICES = 6, TABLES_MOST = 300 };

/* Indices that are used in a table of `entries`: at both ends and in the middle. */
static unsigned index_choices(uint64_t entries, unsigned height, uint64_t choice[CHOICES])
{
  unsigned n = 0;
  choice[n++] = 0;
  choice[n++] = 1;
  choice[n++] = entries - 1;
  if (height == 0) {
    choice[n++] = 2;
    choice[n++] = entries / 2;
    choice[n++] = entries - 2;
  }
  return n;
}

static uint64_t root_entries(const struct vpt_geometry *geometry)
{
  return UINT64_C(1) << (geometry->input_bits - walk_shift(geometry, geometry->levels - 1));
}

unsigned operation_addresses(const struct vpt_geometry *geometry, uint64_t ia[INTEREST_MAX])
{
  unsigned count = 1;
  ia[0] = 0;
  for (unsigned height = 0; height < geometry->levels; height++) {
    uint64_t choice[CHOICES];
    uint64_t entries = height == geometry->levels - 1 ? root_entries(geometry) : walk_entries(geometry);
    unsigned n = index_choices(entries, height, choice);
    for (unsigned c = n; c-- > 0;) { /* choice 0 last: it overwrites what the others start from */
      for (unsigned i = 0; i < count; i++) {
        ia[c * count + i] = ia[i] + (choice[c] << walk_shift(geometry, height));
      }
    }
    count *= n;
  }
  return count;
}

static uint64_t draw_page(struct random *random, const struct vpt_geometry *geometry)
{
  uint64_t ia = 0;
  for (unsigned height = 0; height < geometry->levels; height++) {
    uint64_t choice[CHOICES];
    uint64_t entries = height == geometry->levels - 1 ? root_entries(geometry) : walk_entries(geometry);
    unsigned n = index_choices(entries, height, choice);
    ia += choice[random_below(random, n)] << walk_shift(geometry, height);
  }
  return ia;
}

static uint64_t draw_size(struct random *random, const struct vpt_geometry *geometry)
{
  static const uint64_t odd[] = {0,
                                 1,
                                 2048,
                                 8192,
                                 UINT64_C(3) << 12,
                                 UINT64_C(1) << 39,
                                 UINT64_C(1) << 48,
                                 UINT64_C(1) << 63,
                                 UINT64_MAX};
  if (random_chance(random, 1)) {
    return odd[random_below(random, sizeof odd / sizeof odd[0])];
  }
  uint64_t of_ten = random_below(random, 10);
  unsigned upper = (unsigned)(2 + random_below(random, geometry->levels - 1)); /* may be too high */
  return UINT64_C(1) << walk_shift(geometry, of_ten < 7 ? 0 : of_ten < 9 ? 1 : upper);
}

/* An address like `address`, but wrong: off by bytes, pages or high bits, or just anything. */
static uint64_t spoil(struct random *random, const struct vpt_geometry *geometry, uint64_t address, unsigned bits)
{
  uint64_t page = walk_page(geometry);
  switch (random_below(random, 5)) {
  case 0: return address + 1 + random_below(random, page - 1);
  case 1: return address + page * (1 + random_below(random, walk_entries(geometry)));
  case 2: return address | UINT64_C(1) << (bits + random_below(random, 64 - bits));
  case 3: return UINT64_MAX - random_below(random, page);
  default: return random_next(random);
  }
}

static vpt_attr draw_attributes(struct random *random, const struct vpt_format *format)
{
  if (random_chance(random, 1)) {
    return (vpt_attr)random_next(random);
  }
  vpt_attr attr = (vpt_attr)random_below(random, 128);
  while (!model_has_attributes(format, attr) && !random_chance(random, 1)) {
    attr = (vpt_attr)random_below(random, 128);
  }
  return attr;
}

static uint64_t draw_output(struct random *random, const struct model *model, uint64_t size)
{
  uint64_t bytes = model->output_end - model->output_first;
  uint64_t oa = model->output_first + random_below(random, bytes);
  if (random_chance(random, 10)) {
    oa = random_chance(random, 50) ? model->output_first : model->output_end - 1;
  }
  return size == 0 ? oa : oa - oa % size;
}

static uint64_t draw_input(struct random *random, const struct model *model, uint64_t size)
{
  uint64_t ia = draw_page(random, &model->geometry);
  if (random_chance(random, 2)) {
    return spoil(random, &model->geometry, ia, model->geometry.input_bits);
  }
  return size == 0 ? ia : ia - ia % size;
}

/* An input address for a call that wants a leaf: mostly the base of one. */
static uint64_t draw_mapped(struct random *random, const struct model *model)
{
  if (model->rows.count > 0 && !random_chance(random, 30)) {
    const struct row *row = &model->rows.row[random_below(random, model->rows.count)];
    return row->ia + random_below(random, row->count < 0x10000 ? row->count : 0x10000) * row->size;
  }
  return draw_input(random, model, walk_page(&model->geometry));
}

/* The size of the leaf that a call wants at `ia`: often none is named, sometimes a wrong one. */
static uint64_t draw_wanted_size(struct random *random, const struct model *model, uint64_t ia)
{
  const struct row *row = rows_at(&model->rows, ia);
  uint64_t of_100 = random_below(random, 100);
  return of_100 < 50 ? 0 : of_100 < 96 && row != NULL ? row->size : draw_size(random, &model->geometry);
}

static enum operation_kind draw_kind(struct random *random)
{
  uint64_t of_1000 = random_below(random, 1000);
  return of_1000 < 250   ? OP_MAP
         : of_1000 < 410 ? OP_UNMAP
         : of_1000 < 490 ? OP_PROTECT
         : of_1000 < 575 ? OP_QUERY
         : of_1000 < 705 ? OP_MAP_RANGE
         : of_1000 < 810 ? OP_UNMAP_RANGE
         : of_1000 < 860 ? OP_UNMAP_SOME
         : of_1000 < 920 ? OP_PROTECT_RANGE
         : of_1000 < 950 ? OP_SPLIT_RANGE
         : of_1000 < 970 ? OP_MAP_CHECK
         : of_1000 < 998 ? OP_NEXT_RUN
                         : OP_DESTROY;
}

/* ---- ranges ---- */

/* A row of large leaves more often than one of small ones. */
static const struct row *draw_row(struct random *random, const struct model *model)
{
  const struct row *row = &model->rows.row[random_below(random, model->rows.count)];
  for (unsigned tries = 0; tries < 3; tries++) {
    const struct row *other = &model->rows.row[random_below(random, model->rows.count)];
    row = other->size > row->size ? other : row;
  }
  return row;
}

/* An address at which a range may begin or end: a page that operations use, an end of what is mapped, a page inside it,
 * an end of the space. */
static uint64_t draw_end(struct random *random, const struct model *model)
{
  const struct vpt_geometry *g = &model->geometry;
  uint64_t page = walk_page(g), of_ten = random_below(random, 10);
  if (of_ten < 4 || model->rows.count == 0) {
    return draw_page(random, g);
  }
  if (of_ten == 4) {
    return random_chance(random, 50) ? 0 : UINT64_C(1) << (g->input_bits - random_below(random, 2));
  }
  const struct row *row = draw_row(random, model);
  uint64_t leaf = row->ia + random_below(random, row->count < 0x10000 ? row->count : 0x10000) * row->size;
  switch (random_below(random, 4)) {
  case 0: return row->ia;
  case 1: return row_end(row);
  case 2: return leaf + random_below(random, 3) * page % row->size;
  default: return leaf + row->size - random_below(random, 3) * page % row->size;
  }
}

static uint64_t draw_length(struct random *random, const struct model *model, uint64_t ia)
{
  const struct vpt_geometry *g = &model->geometry;
  uint64_t page = walk_page(g), of_ten = random_below(random, 10);
  if (of_ten < 2) {
    return page * random_below(random, 4);
  }
  if (of_ten < 4) {
    unsigned height = (unsigned)random_below(random, g->levels);
    return (UINT64_C(1) << walk_shift(g, height)) + page * random_below(random, 3) - page;
  }
  uint64_t end = draw_end(random, model);
  return end > ia ? end - ia : page * (1 + random_below(random, 2 * walk_entries(g)));
}

/* Such that leaves of some size fit, mostly. */
static uint64_t draw_range_output(struct random *random, const struct model *model, uint64_t ia, uint64_t length)
{
  uint64_t bytes = model->output_end - model->output_first, page = walk_page(&model->geometry);
  uint64_t size = UINT64_C(1) << walk_shift(&model->geometry, (unsigned)random_below(random, model->geometry.levels));
  uint64_t room = length < bytes ? bytes - length : 0;
  uint64_t oa = model->output_first + page - 1 + (room == 0 ? 0 : random_below(random, room));
  if (random_chance(random, 15)) {
    oa = random_chance(random, 50) ? model->output_first + page - 1 : model->output_end - length;
  }
  oa -= oa % page;
  uint64_t above = (ia - oa) % size; /* on to one that lies as `ia` does */
  return above < bytes ? oa + above - above % page : oa;
}

/* No more leaves than fill some hundred tables: whether frames suffice is counted table by table. */
static void limit_tables(const struct model *model, struct model_range *range, uint64_t table)
{
  uint64_t end = UINT64_C(1) << model->geometry.input_bits;
  if (range->ia < end && range->length <= end - range->ia && range->length / table > TABLES_MOST) {
    range->length = range->length % table + TABLES_MOST * table;
  }
}

/* Of a map: the largest leaves that fit. */
static void shorten(const struct model *model, struct model_range *range)
{
  const struct vpt_geometry *g = &model->geometry;
  uint64_t table = 0;
  for (unsigned height = 0; height < g->levels; height++) {
    uint64_t size = UINT64_C(1) << walk_shift(g, height);
    bool fits = (range->ia ^ range->oa) % size == 0 && (range->leaf_max == 0 || size <= range->leaf_max);
    if (height == 0 || (fits && model_has_size(model, size))) {
      table = size * walk_entries(g);
    }
  }
  limit_tables(model, range, table);
}

/* For a few of the range's tables, mostly. */
static unsigned draw_tables(struct random *random)
{
  uint64_t of_ten = random_below(random, 10);
  return of_ten == 0 ? 0 : of_ten == 1 ? UINT32_MAX : (unsigned)random_below(random, of_ten < 8 ? 2 : 1000) + 1;
}

static struct model_range draw_range(struct random *random, const struct model *model, enum operation_kind kind)
{
  bool maps = kind == OP_MAP_RANGE || kind == OP_MAP_CHECK, splits = kind == OP_SPLIT_RANGE;
  const struct vpt_geometry *g = &model->geometry;
  struct model_range range = {.ia = draw_end(random, model)};
  range.length = draw_length(random, model, range.ia);
  range.attr = draw_attributes(random, g->format);
  range.tables = draw_tables(random);
  if (maps) {
    range.oa = draw_range_output(random, model, range.ia, range.length);
    range.leaf_max = random_chance(random, 60) ? 0 : draw_size(random, g);
    shorten(model, &range);
  } else if (splits) {
    range.leaf_max = random_chance(random, 10) ? 0 : draw_size(random, g);
  }
  switch (random_below(random, 40)) {
  case 0: range.ia = spoil(random, g, range.ia, g->input_bits); break;
  case 1: range.length = spoil(random, g, range.length, g->input_bits); break;
  case 2: range.oa = spoil(random, g, range.oa, g->output_bits); break;
  case 3: range.length = 0 - range.ia; break; /* up to 2^64 */
  default: break;
  }
  if (maps) {
    shorten(model, &range);
  } else if (splits && range.leaf_max != 0 && model_has_size(model, range.leaf_max)) {
    limit_tables(model, &range, range.leaf_max * walk_entries(g));
  }
  return range;
}

struct operation operation_draw(struct random *random, const struct model *model, unsigned space)
{
  struct operation op = {.kind = draw_kind(random), .space = space};
  if (is_on_range(&op)) {
    op.range = draw_range(random, model, op.kind);
    return op;
  }
  op.leaf.size = draw_size(random, &model->geometry);
  if (op.kind == OP_MAP) {
    op.leaf.ia = draw_input(random, model, op.leaf.size);
  } else {
    op.leaf.ia = draw_mapped(random, model);
  }
  if (op.kind == OP_QUERY) {
    op.leaf.ia += random_below(random, UINT64_C(1) << walk_shift(&model->geometry, 1));
  }
  op.leaf.oa = draw_output(random, model, op.leaf.size);
  if (random_chance(random, 2)) {
    op.leaf.oa = spoil(random, &model->geometry, op.leaf.oa, model->geometry.output_bits);
  }
  op.leaf.attr = draw_attributes(random, model->geometry.format);
  if (op.kind == OP_UNMAP || op.kind == OP_PROTECT) {
    op.leaf.size = draw_wanted_size(random, model, op.leaf.ia);
  }
  return op;
}
