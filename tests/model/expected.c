/* SPDX-License-Identifier: Apache-2.0 */
#include "expected.h"

static bool inside(uint64_t x, uint64_t ia, uint64_t size)
{
  return ia < x && x < ia + size;
}

bool expected_split(const struct operation *op, uint64_t ia, uint64_t size)
{
  const struct model_range *range = &op->range;
  if (op->kind == OP_SPLIT_RANGE) {
    bool larger = range->leaf_max != 0 && size > range->leaf_max;
    return larger && ia < range->ia + range->length && range->ia < ia + size;
  }
  return inside(range->ia, ia, size) || inside(range->ia + range->length, ia, size);
}

/* Each leaf is stored once, and each table that is missing linked once, into one that is linked already. */
static struct expected of_map(const struct model *before, const struct model_range *range)
{
  static struct model after;
  model_copy(&after, before);
  uint64_t frames = model_map_range(&after, UINT64_MAX, range).frames;
  return (struct expected){.live_stores = rows_leaves(&after.rows) - rows_leaves(&before->rows) + frames};
}

/* A split: the table takes the leaf's place, which may have to be invalid before; the hooks are called once. */
static struct expected of_splits(const struct model *before, uint64_t splits)
{
  bool breaks = model_table_breaks(before);
  return (struct expected){.live_stores = splits * (breaks ? 2 : 1), .invalidates = splits};
}

static struct expected of_split(const struct model *before, const struct model_range *range)
{
  static struct model after;
  model_copy(&after, before);
  return of_splits(before, model_split_range(&after, UINT64_MAX, range).frames);
}

/* Then each leaf goes by a store, and each table that becomes empty; the hooks are called once for all of them. */
static struct expected of_unmap(const struct model *before, const struct model_range *range, bool some)
{
  static struct model after;
  model_copy(&after, before);
  rows_split(&after.rows, &before->geometry, range->ia);
  rows_split(&after.rows, &before->geometry, range->ia + range->length);
  uint64_t leaves = rows_leaves(&after.rows);
  model_copy(&after, before);
  struct vpt_outcome outcome =
      some ? model_unmap_some(&after, UINT64_MAX, range) : model_unmap_range(&after, UINT64_MAX, range);
  uint64_t splits = outcome.frames;
  struct expected expected = of_splits(before, splits);
  expected.live_stores += leaves - rows_leaves(&after.rows) + (before->tables + splits - after.tables);
  expected.invalidates += rows_in(&before->rows, range->ia, some ? outcome.ia : range->ia + range->length);
  return expected;
}

/* Or each leaf changes that has other attributes: those that are broken before have two stores and the hooks to
 * themselves, those between two of them one call together. */
static struct expected of_protect(const struct model *before, const struct model_range *range)
{
  static struct model split;
  uint64_t end = range->ia + range->length;
  bool pending = false;
  model_copy(&split, before);
  struct expected expected = of_splits(before, model_protect_range(&split, UINT64_MAX, range).frames);
  model_copy(&split, before);
  rows_split(&split.rows, &before->geometry, range->ia);
  rows_split(&split.rows, &before->geometry, end);
  for (uint64_t x = range->ia; x < end;) {
    size_t i = rows_find(&split.rows, x);
    const struct row *row = &split.rows.row[i];
    if (i == split.rows.count || row->ia >= end) {
      break;
    }
    uint64_t first = row->ia > x ? row->ia : x, last = row_end(row) < end ? row_end(row) : end;
    uint64_t leaves = row->attr == range->attr ? 0 : (last - first) / row->size;
    bool breaks = model_change_breaks(before, row->attr, range->attr);
    expected.live_stores += breaks ? 2 * leaves : leaves;
    expected.invalidates += breaks && leaves != 0 ? leaves + pending : 0;
    pending = leaves == 0 ? pending : !breaks;
    x = last;
  }
  expected.invalidates += pending;
  return expected;
}

struct expected expected_of(const struct model *before, const struct operation *op)
{
  if (op->range.length == 0) {
    return (struct expected){0};
  }
  switch (op->kind) {
  case OP_MAP_RANGE: return of_map(before, &op->range);
  case OP_UNMAP_RANGE: return of_unmap(before, &op->range, false);
  case OP_UNMAP_SOME: return of_unmap(before, &op->range, true);
  case OP_PROTECT_RANGE: return of_protect(before, &op->range);
  case OP_SPLIT_RANGE: return of_split(before, &op->range);
  default: return (struct expected){0};
  }
}
