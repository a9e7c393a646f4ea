/* SPDX-License-Identifier: Apache-2.0 */
/* A hand-written walker without checks. */
#include "baseline.h"

#define OA_MASK 0xfffffffff000ULL
#define TABLE 3ULL

static uint64_t *table_of(const struct baseline *b, uint64_t word)
{
  return b->words + ((word & OA_MASK) - b->words_oa) / 8;
}

static uint64_t oa_of(const struct baseline *b, const uint64_t *table)
{
  return b->words_oa + (uint64_t)(table - b->words) * 8;
}

static uint16_t *live_of(const struct baseline *b, const uint64_t *table)
{
  return &b->live[(uint64_t)(table - b->words) / 512];
}

static uint64_t *entry_of(uint64_t *table, unsigned shift, uint64_t ia)
{
  return &table[(ia >> shift) & 511];
}

static uint64_t encode(uint64_t oa, uint32_t attr)
{
  static const uint64_t type[4] = {0x300, 0x204, 0x208, 0x208};
  uint64_t user = attr >> 3 & 1, exec = attr >> 2 & 1;
  return oa | 0x403 | type[attr >> 5 & 3] | user << 6 | (uint64_t)(~attr >> 1 & 1) << 7 |
         (uint64_t)(~attr >> 4 & 1) << 11 | (user | (exec ^ 1)) << 53 | ((user ^ 1) | (exec ^ 1)) << 54;
}

static uint32_t decode(uint64_t word)
{
  uint32_t user = word >> 6 & 1;
  uint32_t no_exec = user ? word >> 54 & 1 : word >> 53 & 1;
  return 1U | (uint32_t)(~word >> 7 & 1) << 1 | (no_exec ^ 1) << 2 | user << 3 |
         (uint32_t)(~word >> 11 & 1) << 4 | (uint32_t)(word >> 2 & 3) << 5;
}

void baseline_init(struct baseline *b, uint64_t *words, uint64_t words_oa, uint64_t tables,
                   uint64_t **free, uint16_t *live)
{
  *b = (struct baseline){.words = words, .words_oa = words_oa, .free = free, .live = live};
  for (uint64_t i = 0; i < tables * 512; i++) words[i] = 0;
  for (uint64_t i = 0; i < tables; i++) {
    free[i] = words + i * 512;
    live[i] = 0;
  }
  b->free_count = tables;
  b->root = free[--b->free_count];
}

static uint64_t *next_or_new(struct baseline *b, uint64_t *table, unsigned shift, uint64_t ia)
{
  uint64_t *entry = entry_of(table, shift, ia);
  if (*entry == 0) {
    uint64_t *child = b->free[--b->free_count];
    __atomic_store_n(entry, oa_of(b, child) | TABLE, __ATOMIC_RELEASE);
    ++*live_of(b, table);
    return child;
  }
  return table_of(b, *entry);
}

int baseline_map(struct baseline *b, uint64_t ia, uint64_t oa, uint32_t attr)
{
  uint64_t *table = next_or_new(b, b->root, 39, ia);
  table = next_or_new(b, table, 30, ia);
  table = next_or_new(b, table, 21, ia);
  __atomic_store_n(entry_of(table, 12, ia), encode(oa, attr), __ATOMIC_RELEASE);
  ++*live_of(b, table);
  return 0;
}

int baseline_protect(struct baseline *b, uint64_t ia, uint32_t attr)
{
  uint64_t *table = table_of(b, *entry_of(b->root, 39, ia));
  table = table_of(b, *entry_of(table, 30, ia));
  table = table_of(b, *entry_of(table, 21, ia));
  uint64_t *entry = entry_of(table, 12, ia);
  __atomic_store_n(entry, encode(*entry & OA_MASK, attr), __ATOMIC_RELEASE);
  return 0;
}

struct vpt_result baseline_unmap(struct baseline *b, uint64_t ia)
{
  uint64_t *path[4] = {b->root};
  for (unsigned i = 0; i < 3; i++) path[i + 1] = table_of(b, *entry_of(path[i], 39 - 9 * i, ia));
  uint64_t *entry = entry_of(path[3], 12, ia);
  uint64_t word = *entry;
  __atomic_store_n(entry, 0, __ATOMIC_RELEASE);
  --*live_of(b, path[3]);
  for (unsigned i = 3; i > 0 && *live_of(b, path[i]) == 0; i--) {
    __atomic_store_n(entry_of(path[i - 1], 39 - 9 * (i - 1), ia), 0, __ATOMIC_RELEASE);
    --*live_of(b, path[i - 1]);
    b->free[b->free_count++] = path[i];
  }
  return (struct vpt_result){.ia = ia, .oa = word & OA_MASK, .size = 4096, .attr = decode(word)};
}

struct vpt_result baseline_query(const struct baseline *b, uint64_t ia)
{
  const uint64_t *table = b->root;
  for (unsigned shift = 39; shift > 12; shift -= 9) {
    uint64_t word = table[(ia >> shift) & 511];
    if ((word & 3) != TABLE) return (struct vpt_result){.status = VPT_ERR_UNMAPPED};
    table = table_of(b, word);
  }
  uint64_t word = table[(ia >> 12) & 511];
  if ((word & 3) != TABLE) return (struct vpt_result){.status = VPT_ERR_UNMAPPED};
  return (struct vpt_result){.ia = ia & ~4095ULL, .oa = (word & OA_MASK) | (ia & 4095), .size = 4096,
                             .attr = decode(word)};
}
