/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include <inttypes.h>

#include "seen.h"

/* A table being walked. */
struct cursor {
  vpt_oa table;
  uint64_t ia; /* offset */
  unsigned index; /* of the next entry; in the root, counted over all root tables */
  unsigned narrowing;
  bool repeated;
};

/* A walk over all entries. */
struct traversal {
  const struct walk *walk;
  const struct visitor *visitor;
  struct walk_totals *totals;
  struct seen seen;
  struct cursor path[LEVELS_MAX]; /* by height */
  unsigned height;                /* of the table being walked */
};

int walk_level(const struct walk *walk, unsigned height)
{
  const struct tool_format *format = walk->format;
  return (int)format->last_level + (format->counts_up ? (int)height : -(int)height);
}

static uint64_t granule_bytes(const struct walk *walk)
{
  return 1ULL << walk->geometry.format->granule_log2;
}

static unsigned table_entries(const struct walk *walk)
{
  return (unsigned)(granule_bytes(walk) / sizeof(uint64_t));
}

static unsigned root_entries(const struct walk *walk)
{
  const struct vpt_geometry *geometry = &walk->geometry;
  uint64_t entry_bytes = vpt_entry_size(geometry, geometry->levels - 1);
  return (unsigned)((1ULL << geometry->input_bits) / entry_bytes);
}

static bool in_image(const struct walk *walk, const char *what, unsigned height, vpt_oa table,
                     uint64_t length_bytes)
{
  enum image_reach reach = image_reach(walk->image, table, length_bytes);
  if (reach == IMAGE_WHOLE) return true;
  complain("%s 0x%" PRIx64 " at level %d is %s", what, table, walk_level(walk, height),
           image_reach_text(walk->image, reach));
  return false;
}

bool walk_root_ok(const struct walk *walk)
{
  uint64_t tables_bytes = granule_bytes(walk) * vpt_root_tables(&walk->geometry);
  if (walk->root % tables_bytes != 0) {
    complain("root 0x%" PRIx64 " is not a multiple of 0x%" PRIx64, walk->root, tables_bytes);
    return false;
  }
  if (walk->root >> walk->geometry.output_bits != 0) {
    complain("root 0x%" PRIx64 " has more than %u bits", walk->root, walk->geometry.output_bits);
    return false;
  }
  return in_image(walk, "root table", walk->geometry.levels - 1, walk->root,
                  root_entries(walk) * sizeof(uint64_t));
}

bool walk_next_ok(const struct walk *walk, const struct step *step)
{
  return in_image(walk, "table", step->height - 1, step->decoded.oa, granule_bytes(walk));
}

static enum fault fault_of(const struct walk *walk, const struct vpt_descriptor *decoded,
                           uint64_t word)
{
  if ((word & walk->format->valid_mask) == 0) return FAULT_INVALID;
  if (decoded->kind == VPT_INVALID) return FAULT_RESERVED;
  if (decoded->oa >> walk->geometry.output_bits != 0) return FAULT_ADDRESS_SIZE;
  uint64_t accessed = walk->format->accessed_mask;
  bool untouched = accessed != 0 && (word & accessed) == 0;
  return decoded->kind == VPT_LEAF && untouched ? FAULT_ACCESS_FLAG : FAULT_NONE;
}

struct step walk_step(const struct walk *walk, unsigned height, vpt_oa table, uint64_t ia,
                      unsigned narrowing)
{
  uint64_t entry_bytes = vpt_entry_size(&walk->geometry, height);
  uint64_t number = ia / entry_bytes;
  if (height + 1 < walk->geometry.levels) number %= table_entries(walk);
  vpt_oa address = table + number * sizeof(uint64_t);
  struct step step = {.ia = ia - ia % entry_bytes, .height = height, .narrowing = narrowing};
  step.table = address - address % granule_bytes(walk);
  step.index = (unsigned)(address % granule_bytes(walk) / sizeof(uint64_t));
  step.word = image_word(walk->image, address);
  step.effective = step.word;
  step.decoded = vpt_decode(&walk->geometry, height, step.index, step.word);
  step.fault = fault_of(walk, &step.decoded, step.word);
  if (step.decoded.kind == VPT_LEAF) {
    step.effective = walk->format->narrowed(step.word, narrowing);
    uint64_t accessed = step.effective | walk->format->accessed_mask;
    struct vpt_descriptor left = vpt_decode(&walk->geometry, height, step.index, accessed);
    if (left.kind == VPT_LEAF) {
      step.decoded = left;
    } else {
      step.fault = FAULT_NO_RIGHT;
    }
  }
  return step;
}

static struct seen_table *slot_for(struct traversal *traversal, vpt_oa table)
{
  struct seen_table *slot = seen_slot(&traversal->seen, table);
  if (slot == NULL) complain("not enough memory");
  return slot;
}

/* A table below itself is at two heights, so this finds every loop. */
static void complain_heights(const struct walk *walk, const struct seen_table *slot,
                             const struct step *step)
{
  complain("table loop or table shared between levels: table 0x%" PRIx64
           " is at level %d for input 0x%" PRIx64 " and at level %d for input 0x%" PRIx64,
           slot->table, walk_level(walk, slot->height), walk_ia(walk, slot->ia),
           walk_level(walk, step->height - 1), walk_ia(walk, step->ia));
}

/* Goes down into the table that the step points to, unless all has been seen there. What lies below
 * a table that was seen has been seen too: its walk is over, else it would be at two heights. */
static bool descend(struct traversal *traversal, const struct step *step)
{
  const struct walk *walk = traversal->walk;
  unsigned narrowing = walk_narrowing(walk, step);
  if (!walk_next_ok(walk, step)) return false;
  struct seen_table *slot = slot_for(traversal, step->decoded.oa);
  if (slot == NULL) return false;
  bool seen = slot->used != 0, walked = slot->used >> narrowing & 1;
  if (seen && slot->height != step->height - 1) {
    complain_heights(walk, slot, step);
    return false;
  }
  if (seen && !step->repeated) {
    const struct visitor *visitor = traversal->visitor;
    uint64_t before = walked ? slot->ia_under[narrowing] : slot->ia;
    if (!visitor->shared(visitor->context, step, before, !walked)) return false;
  }
  if (walked) return true;
  traversal->totals->tables += !seen;
  seen_mark(slot, step->height - 1, narrowing, step->ia);
  traversal->height--;
  traversal->path[traversal->height] =
    (struct cursor){step->decoded.oa, step->ia, 0, narrowing, seen};
  return true;
}

static bool visit(struct traversal *traversal, const struct step *step)
{
  const struct visitor *visitor = traversal->visitor;
  switch (step->fault) {
  case FAULT_INVALID:
  case FAULT_NO_RIGHT: return true;
  case FAULT_RESERVED: traversal->totals->reserved += !step->repeated; return true;
  case FAULT_ADDRESS_SIZE: traversal->totals->address_size += !step->repeated; return true;
  default: break;
  }
  if (step->decoded.kind == VPT_LEAF) return visitor->leaf(visitor->context, step);
  return descend(traversal, step);
}

static bool mark_roots(struct traversal *traversal)
{
  const struct walk *walk = traversal->walk;
  unsigned count = vpt_root_tables(&walk->geometry);
  uint64_t region_bytes = vpt_entry_size(&walk->geometry, traversal->height) * table_entries(walk);
  for (unsigned i = 0; i < count; i++) {
    struct seen_table *slot = slot_for(traversal, walk->root + i * granule_bytes(walk));
    if (slot == NULL) return false;
    seen_mark(slot, traversal->height, 0, i * region_bytes);
  }
  traversal->totals->tables = count;
  return true;
}

static bool traverse(struct traversal *traversal)
{
  const struct walk *walk = traversal->walk;
  unsigned top = traversal->height;
  for (;;) {
    struct cursor *cursor = &traversal->path[traversal->height];
    bool in_root = traversal->height == top;
    if (cursor->index == (in_root ? root_entries(walk) : table_entries(walk))) {
      if (in_root) return true;
      traversal->height++;
      continue;
    }
    uint64_t entry_bytes = vpt_entry_size(&walk->geometry, traversal->height);
    struct step step = walk_step(walk, traversal->height, cursor->table,
                                 cursor->ia + cursor->index * entry_bytes, cursor->narrowing);
    step.repeated = cursor->repeated;
    cursor->index++;
    if (!visit(traversal, &step)) return false;
  }
}

bool walk_all(const struct walk *walk, const struct visitor *visitor, struct walk_totals *totals)
{
  unsigned top = walk->geometry.levels - 1;
  struct traversal traversal = {walk, visitor, totals, .height = top};
  *totals = (struct walk_totals){0};
  traversal.path[top].table = walk->root;
  bool whole = mark_roots(&traversal) && traverse(&traversal);
  seen_free(&traversal.seen);
  return whole;
}
