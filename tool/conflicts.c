/* SPDX-License-Identifier: Apache-2.0 */
#include "conflicts.h"

#include <stdlib.h>

/* ---- extents --------------------------------------------------------------------------------- */

#define WAY_MASK 0xFFFULL
#define WAY_WRITE 1U
#define WAY_EXECUTE 2U
#define WAY_TYPE_SHIFT 2

static unsigned way_of(const struct tables *tables, const struct leaf *leaf, uint64_t word)
{
  return (leaf_writable(tables, leaf, word) ? WAY_WRITE : 0) | (leaf_executable(leaf) ? WAY_EXECUTE : 0) |
         leaf->type << WAY_TYPE_SHIFT;
}

static uint64_t bytes_of(const struct extent *extent)
{
  return extent->bytes_and_way & ~WAY_MASK;
}

static unsigned extent_way(const struct extent *extent)
{
  return (unsigned)(extent->bytes_and_way & WAY_MASK);
}

static void *larger(void *array, size_t *room, size_t each_bytes)
{
  size_t count = *room == 0 ? 64 : *room * 2;
  void *moved = count > SIZE_MAX / each_bytes ? NULL : realloc(array, count * each_bytes);
  if (moved == NULL) {
    complain("not enough memory");
    return NULL;
  }
  *room = count;
  return moved;
}

static bool add_extent(struct conflicts *conflicts, vpt_oa oa, uint64_t bytes, unsigned way)
{
  if (conflicts->extent_count > 0) {
    struct extent *last = &conflicts->extents[conflicts->extent_count - 1];
    if (extent_way(last) == way && last->first + bytes_of(last) == oa) {
      last->bytes_and_way += bytes;
      return true;
    }
  }
  if (conflicts->extent_count == conflicts->extent_room) {
    struct extent *moved = larger(conflicts->extents, &conflicts->extent_room, sizeof *moved);
    if (moved == NULL) return false;
    conflicts->extents = moved;
  }
  conflicts->extents[conflicts->extent_count++] = (struct extent){oa, bytes | way};
  return true;
}

static bool collect(struct conflicts *conflicts, const struct tables *tables)
{
  struct walk walk;
  struct event event;
  struct leaf_cache cache = {0};
  bool good = true;
  walk_start(&walk, tables);
  while (good && walk_next(&walk, &event)) {
    if (event.kind != EVENT_LEAF) continue;
    const struct leaf *leaf = leaf_cached(&cache, tables, &event.step);
    good = add_extent(conflicts, event.step.decoded.oa, event.step.bytes, way_of(tables, leaf, event.step.effective));
  }
  if (walk.short_of_memory) good = false;
  walk_end(&walk);
  return good;
}

static void sift(struct extent *heap, size_t count, size_t at)
{
  struct extent moved = heap[at];
  for (size_t child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && heap[child + 1].first > heap[child].first) child++;
    if (heap[child].first <= moved.first) break;
    heap[at] = heap[child];
  }
  heap[at] = moved;
}

static void heap_sort(struct extent *extents, size_t count)
{
  for (size_t i = count / 2; i-- > 0;) sift(extents, count, i);
  for (size_t end = count; end-- > 1;) {
    struct extent last = extents[0];
    extents[0] = extents[end];
    extents[end] = last;
    sift(extents, end, 0);
  }
}

/* Where a sort by the topmost bits that differ goes on: 256 parts for each byte of an address, in place. */
static void sort(struct extent *extents, size_t count, unsigned shift)
{
  size_t next[256], end[256], counts[256] = {0};
  if (count < 256 || shift < 12) {
    heap_sort(extents, count);
    return;
  }
  for (size_t i = 0; i < count; i++) counts[extents[i].first >> shift & 255]++;
  for (size_t part = 0, at = 0; part < 256; part++) {
    next[part] = at;
    at += counts[part];
    end[part] = at;
  }
  for (size_t part = 0; part < 256; part++) {
    while (next[part] < end[part]) {
      struct extent moved = extents[next[part]];
      size_t home = moved.first >> shift & 255;
      if (home == part) {
        next[part]++;
      } else {
        extents[next[part]] = extents[next[home]];
        extents[next[home]++] = moved;
      }
    }
  }
  for (size_t part = 0; part < 256; part++) sort(extents + end[part] - counts[part], counts[part], shift - 8);
}

/* Recursion is as deep as addresses have bytes above the page's; the order is only made if there is none yet. */
static void sort_extents(struct conflicts *conflicts)
{
  for (size_t i = 1; i < conflicts->extent_count; i++) {
    if (conflicts->extents[i].first < conflicts->extents[i - 1].first) {
      sort(conflicts->extents, conflicts->extent_count, 56);
      return;
    }
  }
}

/* ---- conflicts ------------------------------------------------------------------------------- */

static bool add_conflict(struct conflicts *conflicts, enum conflict_kind kind, vpt_oa first, vpt_oa end)
{
  size_t count = conflicts->count[kind];
  if (count > 0 && first <= conflicts->conflicts[kind][count - 1].end) {
    if (end > conflicts->conflicts[kind][count - 1].end) conflicts->conflicts[kind][count - 1].end = end;
    return true;
  }
  if (count == conflicts->room[kind]) {
    struct conflict *moved = larger(conflicts->conflicts[kind], &conflicts->room[kind], sizeof *moved);
    if (moved == NULL) return false;
    conflicts->conflicts[kind] = moved;
  }
  conflicts->conflicts[kind][conflicts->count[kind]++] = (struct conflict){.first = first, .end = end, .kind = kind};
  return true;
}

static vpt_oa greater(vpt_oa one, vpt_oa other)
{
  return one > other ? one : other;
}

/* How far what came before reaches: the furthest type, and the furthest of any other one. */
struct reach {
  vpt_oa write, execute;
  vpt_oa type_end, other_end;
  unsigned type;
};

static void extend_types(struct reach *reach, unsigned type, vpt_oa end)
{
  if (type == reach->type) {
    reach->type_end = greater(reach->type_end, end);
  } else if (end > reach->type_end) {
    reach->other_end = reach->type_end;
    reach->type_end = end;
    reach->type = type;
  } else {
    reach->other_end = greater(reach->other_end, end);
  }
}

/* Goes through the extents in the order of addresses: what overlaps one of those before begins at its own start. */
static bool compare(struct conflicts *conflicts)
{
  struct reach reach = {0};
  for (size_t i = 0; i < conflicts->extent_count; i++) {
    const struct extent *extent = &conflicts->extents[i];
    vpt_oa first = extent->first, end = first + bytes_of(extent), wx = 0;
    unsigned way = extent_way(extent), type = way >> WAY_TYPE_SHIFT;
    vpt_oa other = type == reach.type ? reach.other_end : reach.type_end;
    if (way & WAY_WRITE) wx = reach.execute;
    if (way & WAY_EXECUTE) wx = greater(wx, reach.write);
    if (wx > first && !add_conflict(conflicts, CONFLICT_WX, first, wx < end ? wx : end)) return false;
    if (other > first && !add_conflict(conflicts, CONFLICT_TYPE, first, other < end ? other : end)) return false;
    if (way & WAY_WRITE) reach.write = greater(reach.write, end);
    if (way & WAY_EXECUTE) reach.execute = greater(reach.execute, end);
    extend_types(&reach, type, end);
  }
  return true;
}

/* The first conflict of this kind that has some of these addresses, or null. */
static struct conflict *find(const struct conflicts *conflicts, enum conflict_kind kind, vpt_oa first, vpt_oa end)
{
  size_t low = 0, high = conflicts->count[kind];
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (conflicts->conflicts[kind][middle].end <= first) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == conflicts->count[kind] || conflicts->conflicts[kind][low].first >= end) return NULL;
  return &conflicts->conflicts[kind][low];
}

/* ---- who is in conflict ---------------------------------------------------------------------- */

/* A leaf that maps the first address in conflict. */
static void show(struct conflict *conflict, unsigned which, const struct tables *tables, const struct leaf *leaf,
                 const struct step *step)
{
  if (conflict->seen[which] || step->decoded.oa > conflict->first) return;
  conflict->seen[which] = true;
  conflict->ia[which] = tables_ia(tables, step->ia + (conflict->first - step->decoded.oa));
  conflict->type[which] = leaf->type;
  conflict->tables[which] = tables;
}

static void show_kind(struct conflicts *conflicts, enum conflict_kind kind, const struct tables *tables,
                      const struct leaf *leaf, const struct step *step)
{
  vpt_oa first = step->decoded.oa, end = first + step->bytes;
  unsigned way = way_of(tables, leaf, step->effective);
  struct conflict *conflict = find(conflicts, kind, first, end);
  if (conflict == NULL) return;
  const struct conflict *last = conflicts->conflicts[kind] + conflicts->count[kind];
  for (; conflict < last && conflict->first < end; conflict++) {
    if (kind == CONFLICT_TYPE) {
      show(conflict, conflict->seen[0] && conflict->type[0] != leaf->type ? 1 : 0, tables, leaf, step);
    } else {
      if (way & WAY_WRITE) show(conflict, 0, tables, leaf, step);
      if (way & WAY_EXECUTE) show(conflict, 1, tables, leaf, step);
    }
  }
}

static void walk_again(struct conflicts *conflicts, const struct tables *tables)
{
  struct walk walk;
  struct event event;
  struct leaf_cache cache = {0};
  walk_start(&walk, tables);
  while (walk_next(&walk, &event)) {
    if (event.kind != EVENT_LEAF) continue;
    const struct leaf *leaf = leaf_cached(&cache, tables, &event.step);
    show_kind(conflicts, CONFLICT_WX, tables, leaf, &event.step);
    show_kind(conflicts, CONFLICT_TYPE, tables, leaf, &event.step);
  }
  walk_end(&walk);
}

bool conflicts_find(struct conflicts *conflicts, const struct tables tables[], unsigned count)
{
  bool good = true;
  for (unsigned i = 0; i < count && good; i++) good = collect(conflicts, &tables[i]);
  if (good) {
    sort_extents(conflicts);
    good = compare(conflicts);
  }
  free(conflicts->extents);
  conflicts->extents = NULL;
  if (good && conflicts->count[CONFLICT_WX] + conflicts->count[CONFLICT_TYPE] > 0) {
    for (unsigned i = 0; i < count; i++) walk_again(conflicts, &tables[i]);
  }
  return good;
}

const struct conflict *conflicts_of(const struct conflicts *conflicts, enum conflict_kind kind,
                                    const struct tables *tables,
                                    const struct run *run)
{
  if (conflicts->count[kind] == 0 || run->kind != EVENT_LEAF) return NULL;
  unsigned way = way_of(tables, &run->leaf, run->some);
  if (kind == CONFLICT_WX && (way & (WAY_WRITE | WAY_EXECUTE)) == 0) return NULL;
  return find(conflicts, kind, run->oa, run->oa + run_output_bytes(run));
}

void conflicts_free(struct conflicts *conflicts)
{
  for (unsigned kind = 0; kind < CONFLICTS; kind++) free(conflicts->conflicts[kind]);
  free(conflicts->extents);
  *conflicts = (struct conflicts){0};
}
