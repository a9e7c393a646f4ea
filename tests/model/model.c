/* SPDX-License-Identifier: Apache-2.0 */
#include "model.h"

#include <string.h>

#define TYPE_MASK (VPT_NORMAL_NC | VPT_DEVICE)

bool model_has_attributes(const struct vpt_format *format, vpt_attr attr)
{
  if (attr >= 128 || (attr & TYPE_MASK) == TYPE_MASK) {
    return false; /* bits without a meaning, or two memory types */
  }
  return architecture_of(format)->has_attributes(format, attr);
}

enum vpt_status model_geometry(const struct vpt_geometry *g)
{
  const struct architecture *architecture = architecture_of(g->format);
  return architecture == NULL ? VPT_ERR_FORMAT : architecture->geometry(g);
}

unsigned model_roots(const struct vpt_geometry *geometry)
{
  unsigned one_table = walk_shift(geometry, geometry->levels);
  return geometry->input_bits <= one_table ? 1 : 1U << (geometry->input_bits - one_table);
}

enum vpt_status model_pool(const struct vpt_pool_config *pool)
{
  if (pool->window == NULL || pool->info == NULL) {
    return VPT_ERR_NULL;
  }
  if (pool->granule_log2 != 12 && pool->granule_log2 != 14 && pool->granule_log2 != 16) {
    return VPT_ERR_GRANULE;
  }
  uint64_t frames = pool->window_bytes >> pool->granule_log2, first = pool->window_oa >> pool->granule_log2;
  if (frames == 0 || frames << pool->granule_log2 != pool->window_bytes ||
      first << pool->granule_log2 != pool->window_oa || first + frames > UINT64_C(1) << 44) {
    return VPT_ERR_WINDOW;
  }
  if (pool->info_count < frames) {
    return VPT_ERR_INFO;
  }
  if ((uintptr_t)pool->window % 8 != 0) {
    return VPT_ERR_WINDOW_ALIGN;
  }
  return (uintptr_t)pool->info % 4 == 0 ? VPT_OK : VPT_ERR_INFO_ALIGN;
}

/* Addresses of which the upper bits are the same have a bit for every index bit. */
static bool has_half(const struct vpt_geometry *g, enum vpt_half half)
{
  bool known = half == VPT_LOWER || half == architecture_of(g->format)->other_half(g->format);
  return known && (half != VPT_SIGNED || g->input_bits == walk_shift(g, g->levels));
}

static bool has_leaf_size(const struct vpt_geometry *g, uint64_t size)
{
  unsigned height = 0, most = architecture_of(g->format)->leaf_heights(g->format).most;
  while (height < most && size != UINT64_C(1) << walk_shift(g, height)) {
    height++;
  }
  return height < most;
}

/* Does the output range include frames of the pool? */
static bool output_has_tables(const struct vpt_config *config, const struct vpt_pool_config *pool)
{
  return config->output_first < pool->window_oa + pool->window_bytes && pool->window_oa < config->output_end;
}

enum vpt_status model_config(const struct vpt_config *config, const struct vpt_pool_config *pool)
{
  const struct vpt_geometry *geometry = &config->geometry;
  enum vpt_status status = config->pool == NULL ? VPT_ERR_NULL : model_geometry(geometry);
  if (status != VPT_OK) {
    return status;
  }
  uint64_t output_size = UINT64_C(1) << geometry->output_bits;
  if (!has_half(geometry, config->half)) {
    return VPT_ERR_HALF;
  }
  if (architecture_of(geometry->format)->granule_log2(geometry->format) != pool->granule_log2) {
    return VPT_ERR_GRANULE;
  }
  if (config->leaf_size_max != 0 && !has_leaf_size(geometry, config->leaf_size_max)) {
    return VPT_ERR_SIZE;
  }
  if (pool->window_oa + pool->window_bytes > output_size) {
    return VPT_ERR_WINDOW;
  }
  if (config->output_first >= config->output_end || config->output_end > output_size) {
    return VPT_ERR_RANGE;
  }
  if (!config->output_has_tables && output_has_tables(config, pool)) {
    return VPT_ERR_TABLES;
  }
  return (config->hooks.invalidate == NULL) == (config->hooks.sync == NULL) ? VPT_OK : VPT_ERR_HOOKS;
}

uint64_t model_full(const struct vpt_config *config, uint64_t offset)
{
  uint64_t end = UINT64_C(1) << config->geometry.input_bits;
  if (config->half == VPT_LOWER || (config->half == VPT_SIGNED && offset < end / 2)) {
    return offset;
  }
  return offset - (config->half == VPT_SIGNED && offset >= end ? end / 2 : end); /* modulo 2^64 */
}

void model_init(struct model *model, const struct vpt_config *config)
{
  model->geometry = config->geometry;
  model->output_first = config->output_first;
  model->output_end = config->output_end;
  model->leaf_size_max = config->leaf_size_max;
  model->never_break = config->never_break;
  model->resize_live = config->resize_live;
  model->lower = config->half == VPT_LOWER;
  model->half_end = UINT64_C(1) << (config->geometry.input_bits - (config->half == VPT_SIGNED));
  model->tables = model_roots(&config->geometry);
  model->limited = false;
  model->rows.count = 0;
}

void model_copy(struct model *to, const struct model *from)
{
  memcpy(to, from, offsetof(struct model, rows));
  rows_copy(&to->rows, &from->rows);
}

static uint64_t input_end(const struct model *model)
{
  return UINT64_C(1) << model->geometry.input_bits;
}

/* A leaf is at most as large as an entry of the root, and as the configuration asks, or else as every CPU has it. */
bool model_has_size(const struct model *model, uint64_t size)
{
  const struct vpt_geometry *g = &model->geometry;
  struct leaf_heights heights = architecture_of(g->format)->leaf_heights(g->format);
  unsigned end = model->leaf_size_max == 0 ? heights.common : heights.most;
  for (unsigned height = 0; height < end && height < g->levels; height++) {
    if (size == UINT64_C(1) << walk_shift(g, height)) {
      return model->leaf_size_max == 0 || size <= model->leaf_size_max;
    }
  }
  return false;
}

/* ---- grants ---- */

static bool grant_allows(const struct vpt_grant *grant, vpt_attr attr)
{
  vpt_attr rights = attr & 31, type = attr >> 5;
  return (rights & ~grant->rights) == 0 && type < 3 && (grant->types >> type & 1) != 0;
}

/* Where it ends that the bytes from oa on are granted: oa, if that one is not. */
static uint64_t granted_end(const struct model *model, uint64_t oa, vpt_attr attr)
{
  for (unsigned i = 0; i < model->grant_count; i++) { /* in their order, so that those that adjoin follow */
    const struct vpt_grant *grant = &model->grant[i];
    if (grant->first <= oa && oa < grant->end && grant_allows(grant, attr)) oa = grant->end;
  }
  return oa;
}

bool model_granted(const struct model *model, uint64_t oa, uint64_t length, vpt_attr attr)
{
  return !model->limited || granted_end(model, oa, attr) - oa >= length;
}

bool model_leaves_granted(const struct model *model, uint64_t ia, uint64_t length, vpt_attr attr)
{
  const struct rows *rows = &model->rows;
  uint64_t end = length > UINT64_MAX - ia ? UINT64_MAX : ia + length;
  for (size_t i = rows_find(rows, ia); i < rows->count && rows->row[i].ia < end; i++) {
    const struct row *row = &rows->row[i];
    uint64_t first = row->ia > ia ? row->ia : ia, last = row_end(row) < end ? row_end(row) : end;
    if (first < last && !model_granted(model, row->oa + (first - row->ia), last - first, attr)) return false;
  }
  return true;
}

static bool has_leaves_granted(const struct model *model)
{
  for (size_t i = 0; i < model->rows.count; i++) {
    const struct row *row = &model->rows.row[i];
    if (!model_leaves_granted(model, row->ia, row->size * row->count, row->attr)) return false;
  }
  return true;
}

enum vpt_status model_set_grants(struct model *model, const struct vpt_grant *list, uint32_t count,
                                 const struct vpt_pool_config *pool)
{
  static struct model after;
  uint64_t from = model->output_first;
  if (list == NULL && count != 0) {
    return VPT_ERR_NULL;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (list[i].first < from || list[i].end <= list[i].first || list[i].end > model->output_end) {
      return VPT_ERR_GRANTS;
    }
    from = list[i].end;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (list[i].end > pool->window_oa && list[i].first < pool->window_oa + pool->window_bytes) {
      return VPT_ERR_TABLES;
    }
  }
  model_copy(&after, model);
  after.limited = list != NULL;
  after.grant_count = count;
  for (uint32_t i = 0; i < count; i++) {
    after.grant[i] = list[i];
  }
  if (!has_leaves_granted(&after)) {
    return VPT_ERR_MAPPED;
  }
  model_copy(model, &after);
  return VPT_OK;
}

static struct row row_of(const struct translation *leaf)
{
  return (struct row){leaf->ia, leaf->oa, leaf->size, 1, leaf->attr};
}

unsigned model_missing_tables(const struct model *model, uint64_t ia, uint64_t size)
{
  static struct rows after;
  struct row row = {.ia = ia, .size = size, .count = 1};
  rows_copy(&after, &model->rows);
  rows_add(&after, &row);
  return rows_tables(&after, &model->geometry) - rows_tables(&model->rows, &model->geometry);
}

static enum vpt_status map_arguments(const struct model *model, const struct translation *leaf)
{
  if (!model_has_size(model, leaf->size)) {
    return VPT_ERR_SIZE;
  }
  if (leaf->ia >= input_end(model)) {
    return VPT_ERR_IA;
  }
  if (leaf->ia % leaf->size != 0) {
    return VPT_ERR_IA_ALIGN;
  }
  if (leaf->oa < model->output_first || leaf->oa >= model->output_end ||
      leaf->size > model->output_end - leaf->oa) {
    return VPT_ERR_OA;
  }
  if (leaf->oa % leaf->size != 0) {
    return VPT_ERR_OA_ALIGN;
  }
  return model_has_attributes(model->geometry.format, leaf->attr) ? VPT_OK : VPT_ERR_ATTR;
}

enum vpt_status model_map(struct model *model, uint64_t free, const struct translation *leaf)
{
  enum vpt_status status =
      model_granted(model, leaf->oa, leaf->size, leaf->attr) ? map_arguments(model, leaf) : VPT_ERR_GRANT;
  if (status != VPT_OK) {
    return status;
  }
  if (rows_in(&model->rows, leaf->ia, leaf->ia + leaf->size)) {
    return VPT_ERR_MAPPED;
  }
  unsigned missing = model_missing_tables(model, leaf->ia, leaf->size);
  if (missing > free) {
    return VPT_ERR_NO_FRAMES;
  }
  struct row row = row_of(leaf);
  rows_add(&model->rows, &row);
  model->tables += missing;
  return VPT_OK;
}

/* Is `ia` the base of a leaf, and of one of this size, if not 0? */
static enum vpt_status base_of_leaf(const struct model *model, uint64_t ia, uint64_t size)
{
  const struct row *row = rows_at(&model->rows, ia);
  if (row == NULL) {
    return VPT_ERR_UNMAPPED;
  }
  if (size != 0 && size != row->size) {
    return VPT_ERR_SIZE;
  }
  return (ia - row->ia) % row->size == 0 ? VPT_OK : VPT_ERR_IN_BLOCK;
}

static enum vpt_status page_argument(const struct model *model, uint64_t ia)
{
  if (ia >= input_end(model)) {
    return VPT_ERR_IA;
  }
  return ia % walk_page(&model->geometry) == 0 ? VPT_OK : VPT_ERR_IA_ALIGN;
}

struct vpt_result model_unmap(struct model *model, uint64_t ia, uint64_t size)
{
  struct vpt_result result = {.status = page_argument(model, ia)};
  if (result.status == VPT_OK) {
    result.status = base_of_leaf(model, ia, size);
  }
  if (result.status == VPT_OK) {
    result = model_query(model, ia);
    rows_remove(&model->rows, ia, ia + result.size);
    model->tables = model_roots(&model->geometry) + rows_tables(&model->rows, &model->geometry);
  }
  return result;
}

bool model_change_breaks(const struct model *model, vpt_attr from, vpt_attr to)
{
  const struct architecture *architecture = architecture_of(model->geometry.format);
  return architecture->must_break != NULL && architecture->must_break(from, to);
}

bool model_table_breaks(const struct model *model)
{
  return architecture_of(model->geometry.format)->table_breaks && !model->resize_live;
}

enum vpt_status model_protect(struct model *model, uint64_t ia, vpt_attr attr, uint64_t size)
{
  enum vpt_status status = page_argument(model, ia);
  struct translation leaf = {0};
  if (ia < input_end(model)) {
    leaf = model_translate(model, ia);
  }
  if (leaf.valid && leaf.ia == ia && !model_granted(model, leaf.oa, leaf.size, attr)) {
    return VPT_ERR_GRANT;
  }
  if (status == VPT_OK && !model_has_attributes(model->geometry.format, attr)) {
    status = VPT_ERR_ATTR;
  }
  if (status == VPT_OK) {
    status = base_of_leaf(model, ia, size);
  }
  if (status == VPT_OK && model->never_break && model_change_breaks(model, rows_at(&model->rows, ia)->attr, attr)) {
    status = VPT_ERR_BREAK;
  }
  if (status == VPT_OK) {
    rows_set(&model->rows, ia, ia + rows_at(&model->rows, ia)->size, attr);
  }
  return status;
}

struct vpt_result model_query(const struct model *model, uint64_t ia)
{
  if (ia >= input_end(model)) {
    return (struct vpt_result){.status = VPT_ERR_IA};
  }
  struct translation t = model_translate(model, ia);
  if (!t.valid) {
    return (struct vpt_result){.status = VPT_ERR_UNMAPPED};
  }
  return (struct vpt_result){
      .status = VPT_OK, .attr = t.attr, .ia = t.ia, .oa = t.oa + (ia - t.ia), .size = t.size};
}

struct translation model_translate(const struct model *model, uint64_t ia)
{
  const struct row *row = rows_at(&model->rows, ia);
  if (row == NULL) {
    return (struct translation){0};
  }
  uint64_t offset = (ia - row->ia) / row->size * row->size;
  return (struct translation){
      .valid = true, .attr = row->attr, .ia = row->ia + offset, .oa = row->oa + offset, .size = row->size};
}

struct walker model_walker(const struct model *model, const struct vpt_pool_config *pool,
                           uint64_t root_oa)
{
  return (struct walker){.window = pool->window,
                         .window_oa = pool->window_oa,
                         .window_bytes = pool->window_bytes,
                         .geometry = model->geometry,
                         .root_oa = root_oa};
}
