/* SPDX-License-Identifier: Apache-2.0 */
#include "operation.h"

enum { CHOICES = 6 };

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
  if (model->count > 0 && !random_chance(random, 30)) {
    return model->leaf[random_below(random, model->count)].ia;
  }
  return draw_input(random, model, walk_page(&model->geometry));
}

static enum operation_kind draw_kind(struct random *random)
{
  uint64_t of_1000 = random_below(random, 1000);
  return of_1000 < 400   ? OP_MAP
         : of_1000 < 700 ? OP_UNMAP
         : of_1000 < 850 ? OP_PROTECT
         : of_1000 < 998 ? OP_QUERY
                         : OP_DESTROY;
}

struct operation operation_draw(struct random *random, const struct model *model, unsigned space)
{
  struct operation op = {.kind = draw_kind(random), .space = space};
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
  return op;
}
