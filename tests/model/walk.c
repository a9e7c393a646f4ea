/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

bool translation_equal(const struct translation *a, const struct translation *b)
{
  return a->valid == b->valid && a->bad == b->bad && a->attr == b->attr && a->ia == b->ia &&
         a->oa == b->oa && a->size == b->size;
}

static const uint64_t *table_at(const struct walker *walker, uint64_t oa)
{
  uint64_t offset = oa - walker->window_oa;
  return offset < walker->window_bytes ? walker->window + offset / 8 : NULL;
}

static struct translation leaf_translation(const struct architecture *architecture, const struct vpt_geometry *geometry,
                                           uint64_t word, unsigned height, uint64_t ia)
{
  struct translation t = {0};
  uint64_t size = UINT64_C(1) << walk_shift(geometry, height);
  if (!architecture->read_leaf(geometry->format, word, height, &t.oa, &t.attr) || t.oa % size != 0) {
    return (struct translation){.bad = true};
  }
  t.valid = true;
  t.ia = ia - ia % size;
  t.size = size;
  return t;
}

/* A descriptor that ends a walk: a leaf, or invalid, of which the library writes only 0. */
static struct translation end_of_walk(const struct architecture *architecture, const struct vpt_geometry *geometry,
                                      uint64_t word, unsigned height, uint64_t ia)
{
  if (architecture->is_leaf(geometry->format, word, height)) {
    return leaf_translation(architecture, geometry, word, height, ia);
  }
  return (struct translation){.bad = word != 0};
}

const uint64_t *walk_word(const struct walker *walker, uint64_t ia, unsigned *height)
{
  const struct vpt_geometry *geometry = &walker->geometry;
  const struct architecture *architecture = architecture_of(geometry->format);
  uint64_t table_oa = walker->root_oa;
  for (*height = geometry->levels - 1;; --*height) {
    /* Concatenated root tables make one large table: its index has more bits. */
    uint64_t index = ia >> walk_shift(geometry, *height);
    index = *height == geometry->levels - 1 ? index : index % walk_entries(geometry);
    const uint64_t *entry = table_at(walker, table_oa + index * 8);
    if (entry == NULL || !architecture->is_table(geometry->format, *entry, *height, &table_oa)) {
      return entry;
    }
    if (!architecture->plain_table(geometry->format, *entry)) {
      return NULL;
    }
  }
}

struct translation walk(const struct walker *walker, uint64_t ia)
{
  unsigned height;
  if (ia >> walker->geometry.input_bits != 0) {
    return (struct translation){0};
  }
  const uint64_t *entry = walk_word(walker, ia, &height);
  const struct vpt_geometry *geometry = &walker->geometry;
  return entry == NULL ? (struct translation){.bad = true}
                       : end_of_walk(architecture_of(geometry->format), geometry, *entry, height, ia);
}

/* The state of a visit of all tables: for each height the table, and the entry that is next. */
struct visit {
  uint64_t table_oa[5];
  uint64_t index[5];
  uint64_t end[5];
};

static void use_frame(const struct walker *walker, uint64_t oa, bool *used, struct tree *tree)
{
  uint64_t frame = (oa - walker->window_oa) / walk_page(&walker->geometry);
  if (oa - walker->window_oa >= walker->window_bytes || used[frame]) {
    tree->bad = true;
    return;
  }
  used[frame] = true;
  tree->tables++;
}

static uint64_t visited_ia(const struct walker *walker, const struct visit *v, unsigned height)
{
  uint64_t ia = 0;
  for (unsigned h = height; h < walker->geometry.levels; h++) {
    ia += v->index[h] << walk_shift(&walker->geometry, h);
  }
  return ia;
}

struct tree walk_all(const struct walker *walker, bool *used,
                     void (*leaf)(void *context, const struct translation *leaf), void *context)
{
  const struct vpt_geometry *geometry = &walker->geometry;
  const struct architecture *architecture = architecture_of(geometry->format);
  uint64_t entries = walk_entries(geometry);
  struct tree tree = {0};
  unsigned top = geometry->levels - 1;
  unsigned height = top;
  struct visit v = {{0}, {0}, {0}};
  v.table_oa[top] = walker->root_oa;
  v.end[top] = UINT64_C(1) << (geometry->input_bits - walk_shift(geometry, top));
  for (uint64_t i = 0; i < (v.end[top] + entries - 1) / entries; i++) {
    use_frame(walker, walker->root_oa + i * walk_page(geometry), used, &tree);
  }
  while (!tree.bad) {
    if (v.index[height] == v.end[height]) {
      if (height == top) {
        break;
      }
      height++;
      v.index[height]++;
      continue;
    }
    uint64_t word = *table_at(walker, v.table_oa[height] + v.index[height] * 8);
    uint64_t next;
    if (architecture->is_table(geometry->format, word, height, &next)) {
      use_frame(walker, next, used, &tree);
      height--;
      v.table_oa[height] = next;
      v.index[height] = 0;
      v.end[height] = entries;
      continue;
    }
    struct translation t = end_of_walk(architecture, geometry, word, height, visited_ia(walker, &v, height));
    tree.bad = tree.bad || t.bad;
    if (t.valid) {
      tree.leaves++;
      leaf(context, &t);
    }
    v.index[height]++;
  }
  return tree;
}
