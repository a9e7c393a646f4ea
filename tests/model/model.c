/* SPDX-License-Identifier: Apache-2.0 */
#include "model.h"

#include <stdlib.h>

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
  model->tables = model_roots(&config->geometry);
  model->count = 0;
}

static uint64_t input_end(const struct model *model)
{
  return UINT64_C(1) << model->geometry.input_bits;
}

/* A leaf is at most as large as an entry of the root, and as the configuration asks, or else as every CPU has it. */
static bool has_size(const struct model *model, uint64_t size)
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

static size_t find(const struct model *model, uint64_t ia)
{
  size_t i = 0;
  while (i < model->count && ia - model->leaf[i].ia >= model->leaf[i].size) {
    i++;
  }
  return i;
}

/* Half-open ranges that do not wrap. */
static bool overlaps(const struct model *model, uint64_t ia, uint64_t size)
{
  for (size_t i = 0; i < model->count; i++) {
    const struct translation *leaf = &model->leaf[i];
    if (ia < leaf->ia + leaf->size && leaf->ia < ia + size) {
      return true;
    }
  }
  return false;
}

/* A table is needed as long as one of its entries, or of a table below, is a leaf. */
static bool needs_table(const struct model *model, uint64_t ia, unsigned height)
{
  unsigned shift = walk_shift(&model->geometry, height + 1);
  for (size_t i = 0; i < model->count; i++) {
    const struct translation *leaf = &model->leaf[i];
    if (leaf->ia >> shift == ia >> shift && leaf->size >> shift == 0) {
      return true;
    }
  }
  return false;
}

unsigned model_missing_tables(const struct model *model, uint64_t ia, uint64_t size)
{
  unsigned missing = 0;
  for (unsigned height = 0; height + 1 < model->geometry.levels; height++) {
    if (size <= UINT64_C(1) << walk_shift(&model->geometry, height) && !needs_table(model, ia, height)) {
      missing++;
    }
  }
  return missing;
}

static enum vpt_status map_arguments(const struct model *model, const struct translation *leaf)
{
  if (!has_size(model, leaf->size)) {
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
  enum vpt_status status = map_arguments(model, leaf);
  if (status != VPT_OK) {
    return status;
  }
  if (overlaps(model, leaf->ia, leaf->size)) {
    return VPT_ERR_MAPPED;
  }
  unsigned missing = model_missing_tables(model, leaf->ia, leaf->size);
  if (missing > free) {
    return VPT_ERR_NO_FRAMES;
  }
  if (model->count == MODEL_LEAVES) {
    abort(); /* the test asks for more than the reference holds */
  }
  model->leaf[model->count] = *leaf;
  model->leaf[model->count].valid = true;
  model->leaf[model->count].bad = false;
  model->count++;
  model->tables += missing;
  return VPT_OK;
}

static enum vpt_status base_of_leaf(const struct model *model, uint64_t ia, size_t *index)
{
  *index = find(model, ia);
  if (*index == model->count) {
    return VPT_ERR_UNMAPPED;
  }
  return model->leaf[*index].ia == ia ? VPT_OK : VPT_ERR_IN_BLOCK;
}

static enum vpt_status page_argument(const struct model *model, uint64_t ia)
{
  if (ia >= input_end(model)) {
    return VPT_ERR_IA;
  }
  return ia % walk_page(&model->geometry) == 0 ? VPT_OK : VPT_ERR_IA_ALIGN;
}

struct vpt_result model_unmap(struct model *model, uint64_t ia)
{
  size_t index;
  struct vpt_result result = {.status = page_argument(model, ia)};
  if (result.status == VPT_OK) {
    result.status = base_of_leaf(model, ia, &index);
  }
  if (result.status == VPT_OK) {
    result = model_query(model, ia);
    model->count--;
    model->leaf[index] = model->leaf[model->count];
    model->tables -= model_missing_tables(model, ia, result.size);
  }
  return result;
}

enum vpt_status model_protect(struct model *model, uint64_t ia, vpt_attr attr)
{
  size_t index;
  enum vpt_status status = page_argument(model, ia);
  if (status == VPT_OK && !model_has_attributes(model->geometry.format, attr)) {
    status = VPT_ERR_ATTR;
  }
  if (status == VPT_OK) {
    status = base_of_leaf(model, ia, &index);
  }
  if (status == VPT_OK) {
    model->leaf[index].attr = attr;
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
  size_t index = find(model, ia);
  return index < model->count ? model->leaf[index] : (struct translation){0};
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
