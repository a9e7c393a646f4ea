/* SPDX-License-Identifier: Apache-2.0 */
/* What the calls on ranges do: the part of the reference for them. */
#include "model.h"

static unsigned tables_of(const struct model *model, const struct rows *rows)
{
  return model_roots(&model->geometry) + rows_tables(rows, &model->geometry);
}

static struct vpt_outcome outcome(enum vpt_status status, uint64_t ia, uint64_t frames)
{
  return (struct vpt_outcome){.status = status, .ia = ia, .frames = frames};
}

/* ---- arguments ---- */

static enum vpt_status range_argument(const struct model *model, const struct model_range *range)
{
  uint64_t end = UINT64_C(1) << model->geometry.input_bits, page = walk_page(&model->geometry);
  if (range->ia >= end || range->length > end - range->ia) {
    return VPT_ERR_IA;
  }
  if (range->ia < model->half_end && range->length > model->half_end - range->ia) {
    return VPT_ERR_IA;
  }
  return range->ia % page != 0 ? VPT_ERR_IA_ALIGN : range->length % page != 0 ? VPT_ERR_LENGTH : VPT_OK;
}

static enum vpt_status sized_argument(const struct model *model, const struct model_range *range)
{
  bool has = range->leaf_max == 0 || model_has_size(model, range->leaf_max);
  return has ? range_argument(model, range) : VPT_ERR_SIZE;
}

static enum vpt_status map_argument(const struct model *model, const struct model_range *range)
{
  enum vpt_status status = sized_argument(model, range);
  if (status != VPT_OK) {
    return status;
  }
  if (range->oa < model->output_first || range->oa >= model->output_end ||
      range->length > model->output_end - range->oa) {
    return VPT_ERR_OA;
  }
  if (range->oa % walk_page(&model->geometry) != 0) {
    return VPT_ERR_OA_ALIGN;
  }
  return model_has_attributes(model->geometry.format, range->attr) ? VPT_OK : VPT_ERR_ATTR;
}

/* ---- mapping ---- */

/* The sizes of leaves that may be used, from the page up; returns how many there are. */
static unsigned sizes_of(const struct model *model, uint64_t leaf_max, uint64_t sizes[8])
{
  unsigned n = 0;
  for (unsigned height = 0; height < model->geometry.levels; height++) {
    uint64_t size = UINT64_C(1) << walk_shift(&model->geometry, height);
    if (model_has_size(model, size) && (leaf_max == 0 || size <= leaf_max)) {
      sizes[n++] = size;
    }
  }
  return n;
}

/* The row that a map begins with: leaves of the largest size that fits, up to where a larger one would begin. */
static struct row first_row(const uint64_t *sizes, unsigned n, const struct model_range *r)
{
  unsigned best = 0;
  for (unsigned i = 0; i < n; i++) {
    if ((r->ia | r->oa) % sizes[i] == 0 && sizes[i] <= r->length) {
      best = i;
    }
  }
  uint64_t bytes = r->length - r->length % sizes[best];
  for (unsigned i = best + 1; i < n; i++) {
    uint64_t before = (sizes[i] - r->ia % sizes[i]) % sizes[i];
    bool begins = (r->oa - r->ia) % sizes[i] == 0 && before < bytes && sizes[i] <= r->length - before;
    bytes = begins ? before : bytes;
  }
  return (struct row){r->ia, r->oa, sizes[best], bytes / sizes[best], r->attr};
}

struct vpt_outcome model_map_range(struct model *model, uint64_t free, const struct model_range *range)
{
  static struct rows after;
  uint64_t sizes[8], end = range->ia + range->length;
  enum vpt_status status = range->length == 0 ? VPT_OK : map_argument(model, range);
  if (!model_granted(model, range->oa, range->length, range->attr)) {
    status = VPT_ERR_GRANT;
  }
  if (range->length == 0 || status != VPT_OK) {
    return outcome(status, range->ia, 0);
  }
  if (rows_in(&model->rows, range->ia, end)) {
    uint64_t first = model->rows.row[rows_find(&model->rows, range->ia)].ia;
    return outcome(VPT_ERR_MAPPED, first > range->ia ? first : range->ia, 0);
  }
  unsigned n = sizes_of(model, range->leaf_max, sizes);
  struct model_range rest = *range;
  rows_copy(&after, &model->rows);
  while (rest.length != 0) {
    struct row row = first_row(sizes, n, &rest);
    rows_add(&after, &row);
    rest.ia += row.size * row.count;
    rest.oa += row.size * row.count;
    rest.length -= row.size * row.count;
  }
  unsigned frames = tables_of(model, &after) - model->tables;
  if (frames > free) {
    return outcome(VPT_ERR_NO_FRAMES, range->ia, frames);
  }
  rows_copy(&model->rows, &after);
  model->tables += frames;
  return outcome(VPT_OK, range->ia, frames);
}

/* ---- changes ---- */

/* The first address of a range that is not mapped, or its end. */
static uint64_t first_hole(const struct rows *rows, uint64_t ia, uint64_t end)
{
  const struct row *row;
  while (ia < end && (row = rows_at(rows, ia)) != NULL) {
    ia = row_end(row);
  }
  return ia < end ? ia : end;
}

/* May leaves be split so that it takes these frames? */
static enum vpt_status split_status(const struct model *model, uint64_t free, uint64_t frames)
{
  if (frames > 0 && model->never_break && model_table_breaks(model)) {
    return VPT_ERR_BREAK;
  }
  return frames > free ? VPT_ERR_NO_FRAMES : VPT_OK;
}

/* The same but for the attributes of two calls: leaves at the ends are split, if that may be. */
static struct vpt_outcome split_ends(struct model *model, uint64_t free, const struct model_range *range)
{
  static struct rows after;
  rows_copy(&after, &model->rows);
  rows_split(&after, &model->geometry, range->ia);
  rows_split(&after, &model->geometry, range->ia + range->length);
  unsigned frames = tables_of(model, &after) - model->tables;
  enum vpt_status status = split_status(model, free, frames);
  if (status != VPT_OK) {
    return outcome(status, range->ia, status == VPT_ERR_BREAK ? 0 : frames);
  }
  uint64_t hole = first_hole(&model->rows, range->ia, range->ia + range->length);
  rows_copy(&model->rows, &after);
  model->tables += frames;
  return outcome(VPT_OK, hole, frames);
}

struct vpt_outcome model_unmap_range(struct model *model, uint64_t free, const struct model_range *range)
{
  enum vpt_status status = range->length == 0 ? VPT_OK : range_argument(model, range);
  if (range->length == 0 || status != VPT_OK) {
    return outcome(status, range->ia, 0);
  }
  struct vpt_outcome result = split_ends(model, free, range);
  if (result.status == VPT_OK) {
    rows_remove(&model->rows, range->ia, range->ia + range->length);
    model->tables = tables_of(model, &model->rows);
  }
  return result;
}

/* Where the leaves end that lie from x on side by side in one table and are global, or are not; x is in `row`. */
static uint64_t leaves_end(const struct model *model, const struct row *row, uint64_t x, uint64_t end)
{
  uint64_t table = row->size * walk_entries(&model->geometry), table_end = x - x % table + table;
  const struct row *next = row;
  end = table_end < end ? table_end : end;
  while (next < model->rows.row + model->rows.count && next->ia <= x && next->size == row->size && x < end &&
         (next->attr & VPT_GLOBAL) == (row->attr & VPT_GLOBAL)) {
    x = row_end(next) < end ? row_end(next) : end;
    next++;
  }
  return x;
}

/* Where the entry ends that the walk of x comes to, which maps nothing: no smaller region than one without leaves, for
 * no table is empty. */
static uint64_t hole_end(const struct model *model, uint64_t x, uint64_t end)
{
  unsigned height = model->geometry.levels;
  uint64_t size, first;
  do {
    size = UINT64_C(1) << walk_shift(&model->geometry, --height);
    first = x - x % size;
  } while (rows_in(&model->rows, first, first + size));
  return first + size < end ? first + size : end;
}

struct vpt_outcome model_unmap_some(struct model *model, uint64_t free, const struct model_range *range)
{
  enum vpt_status status = range->length == 0 ? VPT_OK : range_argument(model, range);
  if (range->length == 0 || status != VPT_OK) {
    return outcome(status, range->ia, 0);
  }
  struct vpt_outcome result = split_ends(model, free, range);
  if (result.status != VPT_OK) {
    return result;
  }
  uint64_t x = range->ia, end = range->ia + range->length;
  for (unsigned steps = 0; x < end && (range->tables == 0 || steps < range->tables); steps++) {
    const struct row *row = rows_at(&model->rows, x);
    uint64_t next = row != NULL ? leaves_end(model, row, x, end) : hole_end(model, x, end);
    if (row != NULL) {
      rows_remove(&model->rows, x, next);
    }
    x = next;
  }
  model->tables = tables_of(model, &model->rows);
  result.ia = x;
  return result;
}

/* Must a leaf that maps something of the range break? */
static bool change_breaks(const struct model *model, const struct model_range *range)
{
  const struct rows *rows = &model->rows;
  for (size_t i = rows_find(rows, range->ia); i < rows->count && rows->row[i].ia < range->ia + range->length; i++) {
    if (model_change_breaks(model, rows->row[i].attr, range->attr)) {
      return true;
    }
  }
  return false;
}

/* Is what is mapped of a range looked at, whatever else is wrong? Not if some of it lies outside, unless it ends with
 * the last address of all, and the space has none of the upper ones: then up to the space's end. */
static bool asks_grants(const struct model *model, const struct model_range *range, enum vpt_status status)
{
  bool to_the_last = model->lower && range->length == 0 - range->ia;
  return range->length != 0 && (status != VPT_ERR_IA || to_the_last);
}

struct vpt_outcome model_protect_range(struct model *model, uint64_t free, const struct model_range *range)
{
  enum vpt_status status = range->length == 0 ? VPT_OK : range_argument(model, range);
  if (asks_grants(model, range, status) && !model_leaves_granted(model, range->ia, range->length, range->attr)) {
    status = VPT_ERR_GRANT;
  }
  if (range->length != 0 && status == VPT_OK && !model_has_attributes(model->geometry.format, range->attr)) {
    status = VPT_ERR_ATTR;
  }
  if (range->length != 0 && status == VPT_OK && model->never_break && change_breaks(model, range)) {
    status = VPT_ERR_BREAK;
  }
  if (range->length == 0 || status != VPT_OK) {
    return outcome(status, range->ia, 0);
  }
  struct vpt_outcome result = split_ends(model, free, range);
  if (result.status == VPT_OK) {
    rows_set(&model->rows, range->ia, range->ia + range->length, range->attr);
  }
  return result;
}

struct vpt_outcome model_split_range(struct model *model, uint64_t free, const struct model_range *range)
{
  static struct rows after;
  enum vpt_status status = range->length == 0 ? VPT_OK : sized_argument(model, range);
  if (range->length == 0 || status != VPT_OK) {
    return outcome(status, range->ia, 0);
  }
  rows_copy(&after, &model->rows);
  rows_split_down(&after, &model->geometry, range->ia, range->ia + range->length,
                  range->leaf_max == 0 ? UINT64_MAX : range->leaf_max);
  unsigned frames = tables_of(model, &after) - model->tables;
  status = split_status(model, free, frames);
  if (status != VPT_OK) {
    return outcome(status, range->ia, status == VPT_ERR_BREAK ? 0 : frames);
  }
  rows_copy(&model->rows, &after);
  model->tables += frames;
  return outcome(VPT_OK, range->ia, frames);
}

/* ---- runs ---- */

static struct vpt_run mapped_run(const struct model *model, const struct row *row, uint64_t ia, uint64_t end)
{
  const struct row *last = model->rows.row + model->rows.count;
  struct vpt_run run = {.status = VPT_OK, .attr = row->attr, .ia = ia, .oa = row->oa + (ia - row->ia),
                        .leaf_size = row->size};
  uint64_t x = row_end(row);
  for (const struct row *next = row + 1; x < end && next < last; next++) {
    if (next->ia != x || next->oa - next->ia != row->oa - row->ia || next->attr != row->attr) {
      break;
    }
    run.leaf_size = next->size == run.leaf_size ? run.leaf_size : 0;
    x = row_end(next);
  }
  run.length = (x < end ? x : end) - ia;
  return run;
}

struct vpt_run model_next_run(const struct model *model, uint64_t ia, uint64_t length)
{
  uint64_t end = UINT64_C(1) << model->geometry.input_bits;
  if (ia >= end || length == 0) {
    return (struct vpt_run){.status = VPT_ERR_IA, .ia = ia};
  }
  end = ia < model->half_end ? model->half_end : end;
  end = length < end - ia ? ia + length : end;
  const struct row *row = rows_at(&model->rows, ia);
  if (row != NULL) {
    return mapped_run(model, row, ia, end);
  }
  size_t next = rows_find(&model->rows, ia);
  uint64_t hole_end = next < model->rows.count && model->rows.row[next].ia < end ? model->rows.row[next].ia : end;
  return (struct vpt_run){.status = VPT_ERR_UNMAPPED, .ia = ia, .length = hole_end - ia};
}
