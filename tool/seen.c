/* SPDX-License-Identifier: Apache-2.0 */
#include "seen.h"

#include <stdlib.h>

#define FIRST_SLOTS 64U

/* Fibonacci hashing: the multiplier is 2^64 divided by the golden ratio. */
static size_t hash(vpt_oa table)
{
  return (size_t)((table >> 6) * 0x9E3779B97F4A7C15ULL >> 32);
}

static void put(struct seen *seen, const struct seen_table *table)
{
  size_t mask = seen->slot_count - 1;
  size_t i = hash(table->table) & mask;
  while (seen->slots[i].used) i = (i + 1) & mask;
  seen->slots[i] = *table;
  seen->slots[i].used = true;
  seen->used_count++;
}

static bool grow(struct seen *seen)
{
  size_t count = seen->slot_count == 0 ? FIRST_SLOTS : seen->slot_count * 2;
  struct seen larger = {calloc(count, sizeof *larger.slots), count, 0};
  if (larger.slots == NULL) return false;
  for (size_t i = 0; i < seen->slot_count; i++) {
    if (seen->slots[i].used) put(&larger, &seen->slots[i]);
  }
  free(seen->slots);
  *seen = larger;
  return true;
}

struct seen_table *seen_find(const struct seen *seen, vpt_oa table, unsigned height, unsigned narrowing)
{
  size_t mask = seen->slot_count - 1;
  if (seen->slot_count == 0) return NULL;
  for (size_t i = hash(table) & mask; seen->slots[i].used; i = (i + 1) & mask) {
    struct seen_table *slot = &seen->slots[i];
    if (slot->table == table && slot->height == height && slot->narrowing == narrowing) return slot;
  }
  return NULL;
}

struct seen_table *seen_any(const struct seen *seen, vpt_oa table)
{
  size_t mask = seen->slot_count - 1;
  if (seen->slot_count == 0) return NULL;
  for (size_t i = hash(table) & mask; seen->slots[i].used; i = (i + 1) & mask) {
    if (seen->slots[i].table == table) return &seen->slots[i];
  }
  return NULL;
}

bool seen_add(struct seen *seen, const struct seen_table *table)
{
  /* At most half full, so that a free slot always ends the search soon. */
  if (seen->used_count >= seen->slot_count / 2 && !grow(seen)) return false;
  put(seen, table);
  return true;
}

void seen_free(struct seen *seen)
{
  free(seen->slots);
  *seen = (struct seen){0};
}
