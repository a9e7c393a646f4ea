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

/* Tables by the shift of their index: 12 for pages, 21 and 30 for blocks; a constant wherever it is given. */
static inline uint64_t *table_or_new(struct baseline *b, uint64_t ia, unsigned shift)
{
  uint64_t *table = next_or_new(b, b->root, INDEX(ia, 39));
  if (shift < 30) table = next_or_new(b, table, INDEX(ia, 30));
  return shift < 21 ? next_or_new(b, table, INDEX(ia, 21)) : table;
}

static inline uint64_t *table_at(const struct baseline *b, uint64_t ia, unsigned shift)
{
  uint64_t *table = table_of(b, b->root[INDEX(ia, 39)]);
  if (shift < 30) table = table_of(b, table[INDEX(ia, 30)]);
  return shift < 21 ? table_of(b, table[INDEX(ia, 21)]) : table;
}

int baseline_map(struct baseline *b, uint64_t ia, uint64_t oa, uint32_t attr)
{
  uint64_t *table = table_or_new(b, ia, 12);
  PUBLISH(&table[INDEX(ia, 12)], oa | b->bits[attr]);
  ++b->live[number_of(b, table)];
  return 0;
}

int baseline_protect(struct baseline *b, uint64_t ia, uint32_t attr)
{
  uint64_t *entry = &table_at(b, ia, 12)[INDEX(ia, 12)];
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

/* What is no table descriptor: a block, or nothing. */
static __attribute__((noinline)) struct vpt_result query_block(uint64_t word, uint64_t ia, unsigned shift)
{
  uint64_t size = 1ULL << shift;
  if (word == 0) return (struct vpt_result){.status = VPT_ERR_UNMAPPED};
  return (struct vpt_result){.ia = ia & ~(size - 1), .oa = (word & OA_MASK) | (ia & (size - 1)), .size = size,
                             .attr = decode(word)};
}

struct vpt_result baseline_query(const struct baseline *b, uint64_t ia)
{
  uint64_t word = b->root[INDEX(ia, 39)];
  if ((word & 3) != TABLE) return query_block(word, ia, 39);
  word = table_of(b, word)[INDEX(ia, 30)];
  if ((word & 3) != TABLE) return query_block(word, ia, 30);
  word = table_of(b, word)[INDEX(ia, 21)];
  if ((word & 3) != TABLE) return query_block(word, ia, 21);
  word = table_of(b, word)[INDEX(ia, 12)];
  if ((word & 3) != TABLE) return query_block(word, ia, 12);
  return (struct vpt_result){.ia = ia & ~4095ULL, .oa = (word & OA_MASK) | (ia & 4095), .size = 4096,
                             .attr = decode(word)};
}

/* --- ranges --- */

/* Leaves from `ia` on that are in one table and in a range of `length` bytes. */
static inline uint64_t leaves_of(uint64_t ia, uint64_t length, unsigned shift)
{
  uint64_t in_table = 512 - INDEX(ia, shift), left = length >> shift;
  return in_table < left ? in_table : left;
}

/* The descriptor of a leaf, without its output address. */
static inline uint64_t bits_of(const struct baseline *b, uint32_t attr, unsigned shift)
{
  return shift == 12 ? b->bits[attr] : b->bits[attr] ^ 2;
}

static inline uint64_t missing(const struct baseline *b, uint64_t ia, uint64_t length, unsigned shift)
{
  uint64_t count = 0;
  for (uint64_t done = 0; done < length; done += leaves_of(ia + done, length - done, shift) << shift) {
    uint64_t x = ia + done, word = b->root[INDEX(x, 39)];
    count += word == 0 && (done == 0 || (x & 0x7fffffffffULL) == 0);
    if (shift == 30) continue;
    if (word != 0) word = table_of(b, word)[INDEX(x, 30)];
    count += word == 0 && (done == 0 || (x & 0x3fffffff) == 0);
    if (shift == 21) continue;
    if (word != 0) word = table_of(b, word)[INDEX(x, 21)];
    count += word == 0;
  }
  return count;
}

static inline void map_range(struct baseline *b, uint64_t ia, uint64_t oa, uint64_t length, uint32_t attr,
                             unsigned shift)
{
  uint64_t word = oa | bits_of(b, attr, shift);
  for (uint64_t n; length != 0; ia += n << shift, length -= n << shift) {
    uint64_t *table = table_or_new(b, ia, shift), *entry = &table[INDEX(ia, shift)];
    n = leaves_of(ia, length, shift);
    for (uint64_t i = 0; i < n; i++, word += 1ULL << shift) PUBLISH(&entry[i], word);
    b->live[number_of(b, table)] = (uint16_t)(b->live[number_of(b, table)] + n);
  }
}

static inline void protect_range(struct baseline *b, uint64_t ia, uint64_t length, uint32_t attr, unsigned shift)
{
  uint64_t bits = bits_of(b, attr, shift);
  for (uint64_t n; length != 0; ia += n << shift, length -= n << shift) {
    uint64_t *entry = &table_at(b, ia, shift)[INDEX(ia, shift)];
    n = leaves_of(ia, length, shift);
    for (uint64_t i = 0; i < n; i++) PUBLISH(&entry[i], (entry[i] & OA_MASK) | bits);
  }
}

static inline void unmap_range(struct baseline *b, uint64_t ia, uint64_t length, unsigned shift)
{
  for (uint64_t n; length != 0; ia += n << shift, length -= n << shift) {
    uint64_t *t3 = b->root, *t2 = table_of(b, t3[INDEX(ia, 39)]);
    uint64_t *t1 = shift < 30 ? table_of(b, t2[INDEX(ia, 30)]) : t2;
    uint64_t *t0 = shift < 21 ? table_of(b, t1[INDEX(ia, 21)]) : t1;
    uint64_t *entry = &t0[INDEX(ia, shift)], number = number_of(b, t0);
    n = leaves_of(ia, length, shift);
    for (uint64_t i = 0; i < n; i++) PUBLISH(&entry[i], 0);
    b->live[number] = (uint16_t)(b->live[number] - n);
    bool empty = b->live[number] == 0;
    if (shift < 21) empty = empty && cut(b, t1, INDEX(ia, 21), t0);
    if (shift < 30) empty = empty && cut(b, t2, INDEX(ia, 30), t1);
    if (empty) cut(b, t3, INDEX(ia, 39), t2);
  }
}

static inline struct vpt_run run(const struct baseline *b, uint64_t ia, uint64_t length, unsigned shift)
{
  uint64_t first = table_at(b, ia, shift)[INDEX(ia, shift)], word = first;
  struct vpt_run run = {.ia = ia, .oa = first & OA_MASK, .attr = decode(first), .leaf_size = 1ULL << shift};
  for (uint64_t n; run.length < length; run.length += n << shift) {
    uint64_t x = ia + run.length, above = b->root[INDEX(x, 39)];
    if (shift < 30 && above != 0) above = table_of(b, above)[INDEX(x, 30)];
    if (shift < 21 && above != 0) above = table_of(b, above)[INDEX(x, 21)];
    if (above == 0) return run;
    const uint64_t *entry = &table_of(b, above)[INDEX(x, shift)];
    n = leaves_of(x, length - run.length, shift);
    for (uint64_t i = 0; i < n; i++, word += 1ULL << shift)
      if (entry[i] != word) return run.length += i << shift, run;
  }
  return run;
}

/* A function for each size of leaves, in which the shift is a constant. */
#define BY_SHIFT(shift, function, ...) \
  ((shift) == 12 ? function(__VA_ARGS__, 12) : (shift) == 21 ? function(__VA_ARGS__, 21) : function(__VA_ARGS__, 30))

uint64_t baseline_missing(const struct baseline *b, uint64_t ia, uint64_t length, unsigned shift)
{
  return BY_SHIFT(shift, missing, b, ia, length);
}

void baseline_map_range(struct baseline *b, uint64_t ia, uint64_t oa, uint64_t length, uint32_t attr, unsigned shift)
{
  BY_SHIFT(shift, map_range, b, ia, oa, length, attr);
}

void baseline_protect_range(struct baseline *b, uint64_t ia, uint64_t length, uint32_t attr, unsigned shift)
{
  BY_SHIFT(shift, protect_range, b, ia, length, attr);
}

void baseline_unmap_range(struct baseline *b, uint64_t ia, uint64_t length, unsigned shift)
{
  BY_SHIFT(shift, unmap_range, b, ia, length);
}

struct vpt_run baseline_run(const struct baseline *b, uint64_t ia, uint64_t length, unsigned shift)
{
  return BY_SHIFT(shift, run, b, ia, length);
}
