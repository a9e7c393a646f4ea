/* SPDX-License-Identifier: Apache-2.0 */
#include "model.h"

#include "aarch64.h"
#include "riscv.h"
#include "walk_loongarch.h"
#include "walk_x86.h"

#include <stdlib.h>

#define TYPE_MASK (VPT_NORMAL_NC | VPT_DEVICE)

bool model_has_attributes(enum vpt_format format, vpt_attr attr)
{
  if (riscv_is(format)) {
    return riscv_has_attributes(format, attr);
  }
  if (attr >= 128 || (attr & TYPE_MASK) == TYPE_MASK) {
    return false; /* bits without a meaning, or two memory types */
  }
  if (format == VPT_X86_64) {
    return (attr & VPT_READ) != 0; /* what is present can be read */
  }
  if (format == VPT_EPT) {
    vpt_attr rights = attr & (VPT_READ | VPT_WRITE | VPT_EXEC);
    bool misconfigured = (rights & VPT_WRITE) != 0 && (rights & VPT_READ) == 0;
    return rights != 0 && !misconfigured && (attr & (VPT_USER | VPT_GLOBAL)) == 0;
  }
  if ((attr & VPT_EXEC) != 0 && (attr & VPT_DEVICE) != 0) {
    return false; /* fetches from device memory are unpredictable */
  }
  if (loongarch_format(format)) {
    return true; /* NR, NX and D are independent; PLV, G */
  }
  enum vpt_format stage = aarch64_stage(format);
  if (stage != VPT_AARCH64_S2 && (attr & VPT_READ) == 0) {
    return false; /* AP[2:1] always lets the higher level read */
  }
  return stage == VPT_AARCH64_S1 || (attr & (VPT_USER | VPT_GLOBAL)) == 0;
}

static enum vpt_status x86_geometry(const struct vpt_geometry *g)
{
  unsigned high = g->levels == 5 ? 57 : 48;
  if (g->granule_log2 != 12) {
    return VPT_ERR_GRANULE;
  }
  if (g->levels != 4 && g->levels != 5) {
    return VPT_ERR_LEVELS;
  }
  if (g->input_bits < high - 8 || g->input_bits > high) {
    return VPT_ERR_INPUT_BITS;
  }
  return g->output_bits < 32 || g->output_bits > 52 ? VPT_ERR_OUTPUT_BITS : VPT_OK;
}

/* VALEN and PALEN are at most 48. */
static enum vpt_status loongarch_geometry(const struct vpt_geometry *g)
{
  bool large = g->format == VPT_LOONGARCH_16K; /* pages */
  unsigned three = large ? 47 : 39;            /* input bits of three levels at most */
  if (g->granule_log2 != (large ? 14 : 12)) {
    return VPT_ERR_GRANULE;
  }
  if (g->levels != 3 && g->levels != 4) {
    return VPT_ERR_LEVELS;
  }
  unsigned low = g->levels == 4 ? three + 1 : large ? 37 : 31;
  if (g->input_bits < low || g->input_bits > (g->levels == 4 ? 48 : three)) {
    return VPT_ERR_INPUT_BITS;
  }
  return g->output_bits < 32 || g->output_bits > 48 ? VPT_ERR_OUTPUT_BITS : VPT_OK;
}

enum vpt_status model_geometry(const struct vpt_geometry *g)
{
  if (aarch64_is(g->format)) {
    return aarch64_geometry(g);
  }
  if (x86_format(g->format)) {
    return x86_geometry(g);
  }
  if (riscv_is(g->format)) {
    return riscv_geometry(g);
  }
  return loongarch_format(g->format) ? loongarch_geometry(g) : VPT_ERR_FORMAT;
}

unsigned model_roots(const struct vpt_geometry *geometry)
{
  unsigned one_table = walk_shift(geometry->levels);
  return geometry->input_bits <= one_table ? 1 : 1U << (geometry->input_bits - one_table);
}

/* Heights at which a format has leaves: all, or those that every CPU has. */
static unsigned format_heights(enum vpt_format format, bool all)
{
  if (aarch64_is(format)) {
    return all ? aarch64_granule(format)->leaf_heights : aarch64_granule(format)->common_heights;
  }
  return riscv_is(format) ? 5 : all ? 3 : 2;
}

/* Height of the table that holds leaves of a size, or -1 if none of the first `heights` does. */
static int leaf_height(unsigned heights, uint64_t size)
{
  for (unsigned height = 0; height < heights; height++) {
    if (size == UINT64_C(1) << walk_shift(height)) {
      return (int)height;
    }
  }
  return -1;
}

static unsigned leaf_heights(const struct vpt_config *config)
{
  enum vpt_format format = config->geometry.format;
  unsigned heights = format_heights(format, false);
  if (config->leaf_size_max != 0) {
    heights = (unsigned)leaf_height(format_heights(format, true), config->leaf_size_max) + 1;
  }
  return heights < config->geometry.levels ? heights : config->geometry.levels;
}

/* Frame numbers have 44 bits. */
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
  return pool->info_count < frames ? VPT_ERR_INFO : VPT_OK;
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
  if (geometry->granule_log2 != pool->granule_log2) {
    return VPT_ERR_GRANULE;
  }
  if (config->leaf_size_max != 0 &&
      leaf_height(format_heights(geometry->format, true), config->leaf_size_max) < 0) {
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

void model_init(struct model *model, const struct vpt_config *config)
{
  model->geometry = config->geometry;
  model->output_first = config->output_first;
  model->output_end = config->output_end;
  model->leaf_heights = leaf_heights(config);
  model->tables = model_roots(&config->geometry);
  model->count = 0;
}

static uint64_t input_end(const struct model *model)
{
  return UINT64_C(1) << model->geometry.input_bits;
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
  unsigned shift = walk_shift(height + 1);
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
    if (size <= UINT64_C(1) << walk_shift(height) && !needs_table(model, ia, height)) {
      missing++;
    }
  }
  return missing;
}

static enum vpt_status map_arguments(const struct model *model, const struct translation *leaf)
{
  if (leaf_height(model->leaf_heights, leaf->size) < 0) {
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
  return ia % PAGE == 0 ? VPT_OK : VPT_ERR_IA_ALIGN;
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
                         .format = model->geometry.format,
                         .levels = model->geometry.levels,
                         .input_bits = model->geometry.input_bits,
                         .root_oa = root_oa};
}
