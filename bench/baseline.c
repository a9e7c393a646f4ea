/* SPDX-License-Identifier: Apache-2.0 */
/* A hand-written walker without checks. */
#include "baseline.h"

#define OA_MASK 0xfffffffff000ULL
#define TABLE 3ULL
#define INDEX(ia, shift) ((ia) >> (shift) & 511)
#define PUBLISH(entry, word) __atomic_store_n(entry, word, __ATOMIC_RELEASE)

static inline uint64_t *table_of(const struct baseline *b, uint64_t word)
{
  return (uint64_t *)(b->memory + (word & OA_MASK));
}

static inline uint64_t oa_of(const struct baseline *b, const uint64_t *table)
{
  return (uint64_t)((const char *)table - b->memory);
}

static inline uint64_t number_of(const struct baseline *b, const uint64_t *table)
{
  return (oa_of(b, table) - b->window_oa) >> 12;
}

static inline uint64_t *take(struct baseline *b)
{
  return (uint64_t *)(b->memory + b->window_oa + ((uint64_t)b->free[--b->free_count] << 12));
}

static inline void give(struct baseline *b, const uint64_t *table)
{
  b->free[b->free_count++] = (uint32_t)number_of(b, table);
}

static uint64_t encode(uint32_t attr)
{
  static const uint64_t type[4] = {0x300, 0x204, 0x208, 0x208};
  uint64_t user = attr >> 3 & 1, exec = attr >> 2 & 1;
  return 0x403 | type[attr >> 5 & 3] | user << 6 | (uint64_t)(~attr >> 1 & 1) << 7 |
         (uint64_t)(~attr >> 4 & 1) << 11 | (user | (exec ^ 1)) << 53 | ((user ^ 1) | (exec ^ 1)) << 54;
}

static uint32_t decode(uint64_t word)
{
  uint32_t user = word >> 6 & 1;
  uint32_t no_exec = user ? word >> 54 & 1 : word >> 53 & 1;
  return 1U | (uint32_t)(~word >> 7 & 1) << 1 | (no_exec ^ 1) << 2 | user << 3 |
         (uint32_t)(~word >> 11 & 1) << 4 | (uint32_t)(word >> 2 & 3) << 5;
}

void baseline_init(struct baseline *b, uint64_t *window, uint64_t window_oa, uint64_t tables, uint32_t *free,
                   uint16_t *live)
{
  *b = (struct baseline){.memory = (char *)window - window_oa, .free = free, .live = live, .free_count = tables,
                         .window_oa = window_oa};
  for (uint64_t i = 0; i < tables; i++) {
    free[i] = (uint32_t)i;
    live[i] = 0;
  }
  for (uint32_t attr = 0; attr < 128; attr++) b->bits[attr] = encode(attr);
  b->root = take(b);
}

static uint64_t *grow(struct baseline *b, const uint64_t *table, uint64_t *entry)
{
  uint64_t *child = take(b);
  PUBLISH(entry, oa_of(b, child) | TABLE);
  ++b->live[number_of(b, table)];
  return child;
}

static inline uint64_t *next_or_new(struct baseline *b, uint64_t *table, uint64_t index)
{
  uint64_t word = table[index];
  return __builtin_expect(word == 0, 0) ? grow(b, table, &table[index]) : table_of(b, word);
}

int baseline_map(struct baseline *b, uint64_t ia, uint64_t oa, uint32_t attr)
{
  uint64_t *table = next_or_new(b, b->root, INDEX(ia, 39));
  table = next_or_new(b, table, INDEX(ia, 30));
  table = next_or_new(b, table, INDEX(ia, 21));
  PUBLISH(&table[INDEX(ia, 12)], oa | b->bits[attr]);
  ++b->live[number_of(b, table)];
  return 0;
}

int baseline_protect(struct baseline *b, uint64_t ia, uint32_t attr)
{
  const uint64_t *table = table_of(b, b->root[INDEX(ia, 39)]);
  table = table_of(b, table[INDEX(ia, 30)]);
  uint64_t *entry = &table_of(b, table[INDEX(ia, 21)])[INDEX(ia, 12)];
  PUBLISH(entry, (*entry & OA_MASK) | b->bits[attr]);
  return 0;
}

/* Cuts off an empty table and frees it; says whether the table above it is empty then. */
static inline bool cut(struct baseline *b, uint64_t *table, uint64_t index, const uint64_t *child)
{
  PUBLISH(&table[index], 0);
  give(b, child);
  return --b->live[number_of(b, table)] == 0;
}

struct vpt_result baseline_unmap(struct baseline *b, uint64_t ia)
{
  uint64_t *t3 = b->root, *t2 = table_of(b, t3[INDEX(ia, 39)]), *t1 = table_of(b, t2[INDEX(ia, 30)]);
  uint64_t *t0 = table_of(b, t1[INDEX(ia, 21)]), word = t0[INDEX(ia, 12)];
  PUBLISH(&t0[INDEX(ia, 12)], 0);
  if (__builtin_expect(--b->live[number_of(b, t0)] == 0, 0) && cut(b, t1, INDEX(ia, 21), t0) &&
      cut(b, t2, INDEX(ia, 30), t1))
    cut(b, t3, INDEX(ia, 39), t2);
  return (struct vpt_result){.ia = ia, .oa = word & OA_MASK, .size = 4096, .attr = decode(word)};
}

struct vpt_result baseline_query(const struct baseline *b, uint64_t ia)
{
  uint64_t word = b->root[INDEX(ia, 39)];
  if ((word & 3) != TABLE) goto none;
  word = table_of(b, word)[INDEX(ia, 30)];
  if ((word & 3) != TABLE) goto none;
  word = table_of(b, word)[INDEX(ia, 21)];
  if ((word & 3) != TABLE) goto none;
  word = table_of(b, word)[INDEX(ia, 12)];
  if ((word & 3) != TABLE) goto none;
  return (struct vpt_result){.ia = ia & ~4095ULL, .oa = (word & OA_MASK) | (ia & 4095), .size = 4096,
                             .attr = decode(word)};
none:
  return (struct vpt_result){.status = VPT_ERR_UNMAPPED};
}
