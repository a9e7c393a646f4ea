/* SPDX-License-Identifier: Apache-2.0 */
#include "walk.h"

#include <stdlib.h>

#define CHUNK_BYTES 4096U
#define WORD_LOG2 3U
#define WORD_BYTES sizeof(uint64_t)

/* ---- one entry ------------------------------------------------------------------------------- */

unsigned walk_index(const struct tables *tables, unsigned height, uint64_t offset)
{
  uint64_t number = offset / tables_entry_bytes(tables, height);
  return (unsigned)(height + 1 < tables->geometry.levels ? number % tables_entries(tables) : number);
}

static bool is_absent(const struct tool_format *format, unsigned height, uint64_t word)
{
  return format->absent != NULL ? format->absent(height, word) : (word & format->valid_mask) == 0;
}

static enum fault fault_of(const struct tables *tables, const struct step *step)
{
  uint64_t accessed = tables->format->accessed_mask;
  if (is_absent(tables->format, step->height, step->word)) return FAULT_INVALID;
  if (step->decoded.kind == VPT_INVALID || (step->word & tables->reading.reserved_mask) != 0) return FAULT_RESERVED;
  if (step->decoded.oa >> tables->geometry.output_bits != 0) return FAULT_ADDRESS;
  return step->decoded.kind == VPT_LEAF && accessed != 0 &&
         (step->word & accessed) == 0 ? FAULT_ACCESS_FLAG : FAULT_NONE;
}

static struct vpt_descriptor decode(const struct tables *tables, unsigned height, unsigned index, uint64_t word)
{
  return vpt_decode(&tables->library, height, index, reading_word(&tables->reading, height, index, word));
}

/* The leaf as the tables above leave it. */
static void narrow(const struct tables *tables, struct step *step)
{
  const struct tool_format *format = tables->format;
  step->effective = format->narrowed(step->word, step->narrowing);
  if (step->effective == step->word && step->fault == FAULT_NONE) return;
  struct vpt_descriptor left = decode(tables, step->height, step->index, step->effective | format->accessed_mask);
  if (left.kind == VPT_LEAF) {
    step->decoded = left;
  } else {
    step->fault = FAULT_NO_RIGHT;
  }
}

void walk_decode(const struct tables *tables, unsigned height, vpt_oa table, uint64_t ia, unsigned index, uint64_t word,
                 unsigned narrowing, struct step *step)
{
  unsigned index_bits = tables->format->format->granule_log2 - WORD_LOG2;
  step->height = height;
  step->word = word;
  step->effective = word;
  step->narrowing = narrowing;
  step->broken_set = false;
  step->bytes = tables_entry_bytes(tables, height);
  step->ia = ia + index * step->bytes;
  step->table = table + (index >> index_bits) * tables_granule(tables);
  step->index = index & ((1U << index_bits) - 1);
  step->decoded = decode(tables, height, step->index, word);
  step->fault = fault_of(tables, step);
  if (step->decoded.kind == VPT_LEAF && step->fault != FAULT_INVALID) narrow(tables, step);
}

bool walk_widen(const struct tables *tables, struct step *step)
{
  if (step->decoded.kind != VPT_LEAF || !reading_is_napot(&tables->reading, step->height, step->word)) return false;
  uint64_t before = step->index % NAPOT_ENTRIES * step->bytes;
  step->ia -= before;
  step->decoded.oa -= before;
  step->bytes *= NAPOT_ENTRIES;
  return true;
}

/* ---- entries of a table ---------------------------------------------------------------------- */

static size_t table_bytes(const struct walk *walk, unsigned height)
{
  const struct tables *tables = walk->tables;
  bool root = height + 1 == tables->geometry.levels;
  return (root ? tables_root_entries(tables) : tables_entries(tables)) * WORD_BYTES;
}

/* Entries from the cursor's on that lie in one chunk of memory. */
static unsigned chunk_entries(const struct cursor *cursor)
{
  uint64_t address = cursor->table + cursor->index * WORD_BYTES;
  unsigned entries = (unsigned)((CHUNK_BYTES - address % CHUNK_BYTES) / WORD_BYTES);
  return entries < cursor->end - cursor->index ? entries : cursor->end - cursor->index;
}

static enum memory_answer read_entries(struct walk *walk, const struct cursor *cursor, unsigned index, unsigned count)
{
  return memory_read(walk->tables->memory, cursor->table + index * WORD_BYTES, cursor->buffer + index * WORD_BYTES,
                     count * WORD_BYTES);
}

/* How many entries from the cursor's on cannot be read: 0 if at least its own can. If neither the first nor the last
 * word of a chunk is there, none is taken to be. */
static unsigned missing_entries(struct walk *walk, struct cursor *cursor, enum memory_answer *answer)
{
  unsigned count = chunk_entries(cursor);
  enum memory_answer last;
  if (cursor->index < cursor->chunk_end) return 0;
  *answer = read_entries(walk, cursor, cursor->index, count);
  if (*answer == MEMORY_READ) {
    cursor->chunk_end = cursor->index + count;
    return 0;
  }
  *answer = read_entries(walk, cursor, cursor->index, 1);
  if (*answer == MEMORY_READ) {
    cursor->chunk_end = cursor->index + 1;
    return 0;
  }
  last = count > 1 ? read_entries(walk, cursor, cursor->index + count - 1, 1) : *answer;
  return last == MEMORY_READ ? 1 : count;
}

static uint64_t word_at(const struct cursor *cursor)
{
  const unsigned char *bytes = cursor->bytes != NULL ? cursor->bytes : cursor->buffer;
  return little_endian(bytes + cursor->index * WORD_BYTES, WORD_BYTES);
}

/* ---- the way down and up --------------------------------------------------------------------- */

static void end_short(struct walk *walk)
{
  complain("not enough memory");
  walk->short_of_memory = true;
  walk->over = true;
}

/* Makes the cursor of a table; the parent is null for the root. */
static void enter(struct walk *walk, unsigned height, vpt_oa table, const struct step *parent, unsigned narrowing)
{
  struct cursor *cursor = &walk->path[height];
  const struct tables *tables = walk->tables;
  size_t bytes = table_bytes(walk, height);
  unsigned char *buffer = cursor->buffer;
  uint64_t ia = parent == NULL ? 0 : parent->ia, entry_bytes = tables_entry_bytes(tables, height);
  unsigned entries = (unsigned)(bytes / WORD_BYTES);
  *cursor = (struct cursor){.table = table, .ia = ia, .end = entries, .narrowing = narrowing, .buffer = buffer};
  if (parent != NULL) cursor->parent = *parent;
  if (ia < walk->first) cursor->index = (unsigned)((walk->first - ia) / entry_bytes);
  if ((walk->last - ia) / entry_bytes < entries) cursor->end = (unsigned)((walk->last - ia) / entry_bytes) + 1;
  cursor->counted = cursor->index == 0 && cursor->end == entries;
  cursor->bytes = memory_direct(tables->memory, table, bytes);
  if (cursor->bytes == NULL && buffer == NULL) {
    cursor->buffer = malloc(bytes);
    if (cursor->buffer == NULL) end_short(walk);
  }
  walk->height = height;
}

static bool note(struct walk *walk, const struct step *step, unsigned height, unsigned narrowing)
{
  struct seen_table table = {.table = step->decoded.oa, .first = step->ia, .height = (unsigned char)height,
                             .narrowing = (unsigned char)narrowing};
  if (seen_add(&walk->seen, &table)) return true;
  end_short(walk);
  return false;
}

/* Is the table one of those on the way to it? */
static bool on_path(const struct walk *walk, vpt_oa table, unsigned height)
{
  for (unsigned above = height + 1; above < walk->tables->geometry.levels; above++) {
    const struct cursor *cursor = &walk->path[above];
    if (table >= cursor->table && table - cursor->table < table_bytes(walk, above)) return true;
  }
  return false;
}

static void again(struct event *event, const struct seen_table *slot)
{
  event->kind = slot->empty ? EVENT_EMPTY : EVENT_AGAIN;
  event->first = slot->first;
  event->first_height = slot->height;
}

/* Goes down into the table that the step points to, unless all that there is has been listed. */
static void descend(struct walk *walk, struct event *event)
{
  const struct step *step = &event->step;
  unsigned height = step->height - 1, narrowing = walk_narrowing(walk->tables, step);
  vpt_oa table = step->decoded.oa;
  const struct seen_table *same = seen_find(&walk->seen, table, height, narrowing);
  const struct seen_table *any = same != NULL ? same : seen_any(&walk->seen, table);
  bool loop = on_path(walk, table, height);
  walk->path[step->height].with_tables = true;
  event->kind = EVENT_TABLE;
  if (same != NULL && !walk->expand) {
    again(event, same);
    walk->path[step->height].used |= !same->empty;
    return;
  }
  if (any != NULL && loop && !walk->expand) {
    again(event, any);
    event->kind = EVENT_AGAIN;
    walk->path[step->height].used = true;
    return;
  }
  bool other_height = any != NULL && any->height != height && !walk->expand;
  struct event table_event = *event;
  if (other_height) {
    again(event, any);
    event->kind = EVENT_AGAIN;
    walk->next = table_event;
    walk->pending = true;
  }
  if (same == NULL && !note(walk, step, height, narrowing)) return;
  walk->totals.tables[height] += any == NULL;
  enter(walk, height, table, step, narrowing);
  walk->path[height].counted &= any == NULL;
}

/* Leaves a table. True: its having been empty is an event. */
static bool leave(struct walk *walk, struct event *event)
{
  struct cursor *cursor = &walk->path[walk->height];
  if (cursor->counted && !cursor->read) walk->totals.tables[walk->height]--;
  if (walk->height + 1 == walk->tables->geometry.levels) {
    walk->over = true;
    return false;
  }
  bool whole = cursor->end == table_bytes(walk, walk->height) / WORD_BYTES && cursor->ia >= walk->first;
  struct seen_table *slot = seen_find(&walk->seen, cursor->table, walk->height, cursor->narrowing);
  walk->height++;
  if (cursor->used) walk->path[walk->height].used = true;
  if (cursor->used || !whole) return false;
  if (slot != NULL) slot->empty = true;
  if (cursor->with_tables) return false; /* those were events */
  *event = (struct event){.kind = EVENT_EMPTY, .step = cursor->parent, .first = cursor->ia,
                          .first_height = walk->height - 1};
  return true;
}

/* ---- contiguous sets ------------------------------------------------------------------------- */

/* What all leaves of a set have in common. */
static uint64_t class_of(const struct tables *tables, unsigned height, unsigned index, uint64_t word, vpt_oa oa)
{
  return reading_class(&tables->reading, height, reading_word(&tables->reading, height, index, word), oa);
}

static bool set_is_broken(const struct walk *walk, const struct cursor *cursor, const struct step *step)
{
  const struct tables *tables = walk->tables;
  const struct tool_format *format = tables->format;
  unsigned size = format->set_entries == NULL ? 0 : format->set_entries(step->height, step->word),
    height = step->height;
  const unsigned char *bytes = cursor->bytes != NULL ? cursor->bytes : cursor->buffer;
  unsigned start = step->index - (size == 0 ? 0 : step->index % size);
  if (size == 0 || (cursor->bytes == NULL && start + size > cursor->chunk_end)) return false;
  uint64_t class = class_of(tables, height, step->index, step->word, step->decoded.oa);
  vpt_oa first = step->decoded.oa - (step->index - start) * step->bytes;
  if (first % (size * step->bytes) != 0) return true;
  for (unsigned i = start; i < start + size; i++) {
    uint64_t word = little_endian(bytes + i * WORD_BYTES, WORD_BYTES);
    struct vpt_descriptor other = decode(tables, height, i, word);
    bool alike = other.kind == VPT_LEAF && other.oa == first + (i - start) * step->bytes &&
                 class_of(tables, height, i, word, other.oa) == class && format->set_entries(height, word) == size;
    if (!alike) return true;
  }
  return false;
}

/* ---- all entries ----------------------------------------------------------------------------- */

void walk_start(struct walk *walk, const struct tables *tables)
{
  unsigned top = tables->geometry.levels - 1;
  unsigned count = tables_root_count(tables);
  *walk = (struct walk){.tables = tables, .first = tables->first, .last = tables->last, .height = top,
                        .over = tables->off};
  walk->totals.tables[top] = count;
  for (unsigned i = 0; i < count; i++) {
    struct seen_table root = {.table = tables->root + i * tables_granule(tables), .height = (unsigned char)top,
                              .first = i * tables_entries(tables) * tables_entry_bytes(tables, top)};
    if (!seen_add(&walk->seen, &root)) end_short(walk);
  }
}

static void count_absent(struct walk *walk, const struct cursor *cursor, uint64_t word)
{
  if (!cursor->counted) return;
  if (word == 0) {
    walk->totals.zero[walk->height]++;
  } else {
    walk->totals.invalid[walk->height]++;
  }
}

/* The table's entries from the cursor's on, as many as are missing. */
static void miss(struct walk *walk, struct event *event, struct cursor *cursor, unsigned count,
                 enum memory_answer answer)
{
  struct step *step = &event->step;
  walk_decode(walk->tables, walk->height, cursor->table, cursor->ia, cursor->index, 0, cursor->narrowing, step);
  step->bytes *= count;
  event->kind = EVENT_MISSING;
  event->missing = cursor->table + cursor->index * WORD_BYTES;
  event->missing_bytes = count * WORD_BYTES;
  event->answer = answer;
  event->has_parent = walk->height + 1 < walk->tables->geometry.levels;
  event->parent_table = cursor->parent.table;
  event->parent_index = cursor->parent.index;
  event->parent_word = cursor->parent.word;
  cursor->used = true;
  cursor->index += count;
}

/* An entry that is not absent. */
static void meet(struct walk *walk, struct event *event, struct cursor *cursor, uint64_t word)
{
  struct step *step = &event->step;
  walk_decode(walk->tables, walk->height, cursor->table, cursor->ia, cursor->index, word, cursor->narrowing, step);
  walk->totals.used[walk->height] += cursor->counted;
  if (step->fault == FAULT_NONE && step->decoded.kind == VPT_TABLE) {
    cursor->index++;
    descend(walk, event);
    return;
  }
  cursor->used = true;
  event->kind = step->fault == FAULT_NONE || step->fault == FAULT_ACCESS_FLAG ? EVENT_LEAF : EVENT_FAULT;
  if (event->kind == EVENT_LEAF) step->broken_set = set_is_broken(walk, cursor, step);
  bool whole = !step->broken_set && step->index % NAPOT_ENTRIES == 0 && cursor->end - cursor->index >= NAPOT_ENTRIES;
  if (event->kind == EVENT_LEAF && whole && walk_widen(walk->tables, step)) {
    if (cursor->counted) walk->totals.used[walk->height] += NAPOT_ENTRIES - 1;
    cursor->index += NAPOT_ENTRIES;
  } else {
    cursor->index++;
  }
}

/* Passes absent entries. True: there is an event. */
static bool scan(struct walk *walk, struct event *event)
{
  const struct tool_format *format = walk->tables->format;
  struct cursor *cursor = &walk->path[walk->height];
  while (cursor->index < cursor->end) {
    if (cursor->bytes == NULL) {
      enum memory_answer answer = MEMORY_READ;
      unsigned missing = missing_entries(walk, cursor, &answer);
      if (missing != 0) {
        miss(walk, event, cursor, missing, answer);
        return true;
      }
    }
    cursor->read = true;
    uint64_t word = word_at(cursor);
    if (!is_absent(format, walk->height, word)) {
      meet(walk, event, cursor, word);
      return true;
    }
    count_absent(walk, cursor, word);
    cursor->index++;
  }
  return leave(walk, event);
}

bool walk_next(struct walk *walk, struct event *event)
{
  unsigned top = walk->tables->geometry.levels - 1;
  event->first = 0; /* the rest is set where the kind of event has it */
  event->missing_bytes = 0;
  event->has_parent = false;
  if (walk->pending) {
    *event = walk->next;
    walk->pending = false;
    return true;
  }
  if (walk->path[top].end == 0 && !walk->over) enter(walk, top, walk->tables->root, NULL, 0);
  while (!walk->over) {
    if (scan(walk, event)) return !walk->short_of_memory;
  }
  return false;
}

void walk_end(struct walk *walk)
{
  for (unsigned height = 0; height < LEVELS_MAX; height++) free(walk->path[height].buffer);
  seen_free(&walk->seen);
}
