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

static inline uint64_t *leaf_table_or_new(struct baseline *b, uint64_t ia)
{
  uint64_t *table = next_or_new(b, b->root, INDEX(ia, 39));
  table = next_or_new(b, table, INDEX(ia, 30));
  return next_or_new(b, table, INDEX(ia, 21));
}

static inline uint64_t *leaf_table(const struct baseline *b, uint64_t ia)
{
  uint64_t *table = table_of(b, b->root[INDEX(ia, 39)]);
  table = table_of(b, table[INDEX(ia, 30)]);
  return table_of(b, table[INDEX(ia, 21)]);
}

int baseline_map(struct baseline *b, uint64_t ia, uint64_t oa, uint32_t attr)
{
  uint64_t *table = leaf_table_or_new(b, ia);
  PUBLISH(&table[INDEX(ia, 12)], oa | b->bits[attr]);
  ++b->live[number_of(b, table)];
  return 0;
}

int baseline_protect(struct baseline *b, uint64_t ia, uint32_t attr)
{
  uint64_t *entry = &leaf_table(b, ia)[INDEX(ia, 12)];
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

/* --- ranges --- */

/* Pages from `ia` on that are in one leaf table and in a range of `length` bytes. */
static inline uint64_t pages_of(uint64_t ia, uint64_t length)
{
  uint64_t in_table = 512 - INDEX(ia, 12), left = length >> 12;
  return in_table < left ? in_table : left;
}

uint64_t baseline_missing(const struct baseline *b, uint64_t ia, uint64_t length)
{
  uint64_t count = 0;
  for (uint64_t done = 0; done < length; done += pages_of(ia + done, length - done) << 12) {
    uint64_t x = ia + done;
    uint64_t word = b->root[INDEX(x, 39)];
    if (word != 0) word = table_of(b, word)[INDEX(x, 30)];
    else count += done == 0 || (x & 0x7fffffffffULL) == 0;
    if (word != 0) word = table_of(b, word)[INDEX(x, 21)];
    else count += done == 0 || (x & 0x3fffffff) == 0;
    count += word == 0;
  }
  return count;
}

void baseline_map_range(struct baseline *b, uint64_t ia, uint64_t oa, uint64_t length, uint32_t attr)
{
  uint64_t word = oa | b->bits[attr];
  for (uint64_t n; length != 0; ia += n << 12, length -= n << 12) {
    uint64_t *table = leaf_table_or_new(b, ia), *entry = &table[INDEX(ia, 12)];
    n = pages_of(ia, length);
    for (uint64_t i = 0; i < n; i++, word += 4096) PUBLISH(&entry[i], word);
    b->live[number_of(b, table)] = (uint16_t)(b->live[number_of(b, table)] + n);
  }
}

void baseline_protect_range(struct baseline *b, uint64_t ia, uint64_t length, uint32_t attr)
{
  for (uint64_t n; length != 0; ia += n << 12, length -= n << 12) {
    uint64_t *entry = &leaf_table(b, ia)[INDEX(ia, 12)];
    n = pages_of(ia, length);
    for (uint64_t i = 0; i < n; i++) PUBLISH(&entry[i], (entry[i] & OA_MASK) | b->bits[attr]);
  }
}

void baseline_unmap_range(struct baseline *b, uint64_t ia, uint64_t length)
{
  for (uint64_t n; length != 0; ia += n << 12, length -= n << 12) {
    uint64_t *t3 = b->root, *t2 = table_of(b, t3[INDEX(ia, 39)]), *t1 = table_of(b, t2[INDEX(ia, 30)]);
    uint64_t *t0 = table_of(b, t1[INDEX(ia, 21)]), *entry = &t0[INDEX(ia, 12)], number = number_of(b, t0);
    n = pages_of(ia, length);
    for (uint64_t i = 0; i < n; i++) PUBLISH(&entry[i], 0);
    b->live[number] = (uint16_t)(b->live[number] - n);
    if (b->live[number] == 0 && cut(b, t1, INDEX(ia, 21), t0) && cut(b, t2, INDEX(ia, 30), t1))
      cut(b, t3, INDEX(ia, 39), t2);
  }
}

struct vpt_run baseline_run(const struct baseline *b, uint64_t ia, uint64_t length)
{
  uint64_t first = leaf_table(b, ia)[INDEX(ia, 12)], word = first;
  struct vpt_run run = {.ia = ia, .oa = first & OA_MASK, .attr = decode(first), .leaf_size = 4096};
  for (uint64_t n; run.length < length; run.length += n << 12) {
    uint64_t x = ia + run.length, t2 = b->root[INDEX(x, 39)];
    uint64_t t1 = t2 == 0 ? 0 : table_of(b, t2)[INDEX(x, 30)];
    uint64_t t0 = t1 == 0 ? 0 : table_of(b, t1)[INDEX(x, 21)];
    if (t0 == 0) return run;
    const uint64_t *entry = &table_of(b, t0)[INDEX(x, 12)];
    n = pages_of(x, length - run.length);
    for (uint64_t i = 0; i < n; i++, word += 4096)
      if (entry[i] != word) return run.length += i << 12, run;
  }
  return run;
}
