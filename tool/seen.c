/* SPDX-License-Identifier: Apache-2.0 */
#include "seen.h"

#include <stdlib.h>

#define FIRST_SLOTS 64U

/* Fibonacci hashing: the multiplier is 2^64 divided by the golden ratio. */
static size_t hash(vpt_oa table)
{
  return (size_t)((table >> 12) * 0x9E3779B97F4A7C15ULL >> 32);
}

static struct seen_table *find(const struct seen *seen, vpt_oa table)
{
  size_t mask = seen->slot_count - 1;
  size_t i = hash(table) & mask;
  while (seen->slots[i].used != 0 && seen->slots[i].table != table) i = (i + 1) & mask;
  return &seen->slots[i];
}

static bool grow(struct seen *seen)
{
  size_t count = seen->slot_count == 0 ? FIRST_SLOTS : seen->slot_count * 2;
  struct seen larger = {calloc(count, sizeof *larger.slots), count, seen->used_count};
  if (larger.slots == NULL) return false;
  for (size_t i = 0; i < seen->slot_count; i++) {
    if (seen->slots[i].used != 0) *find(&larger, seen->slots[i].table) = seen->slots[i];
  }
  free(seen->slots);
  *seen = larger;
  return true;
}

struct seen_table *seen_slot(struct seen *seen, vpt_oa table)
{
  /* At most half full, so that a free slot always ends the search soon. */
  if (seen->used_count >= seen->slot_count / 2 && !grow(seen)) return NULL;
  struct seen_table *slot = find(seen, table);
  if (slot->used == 0) {
    slot->table = table;
    seen->used_count++;
  }
  return slot;
}

void seen_mark(struct seen_table *slot, unsigned height, unsigned narrowing, vpt_ia ia)
{
  if (slot->used == 0) {
    slot->height = height;
    slot->ia = ia;
  }
  slot->used |= 1U << narrowing;
  slot->ia_under[narrowing] = ia;
}

void seen_free(struct seen *seen)
{
  free(seen->slots);
  *seen = (struct seen){0};
}
