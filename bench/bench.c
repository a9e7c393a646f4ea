/* SPDX-License-Identifier: Apache-2.0 */
/* Times the library beside the hand-written walker, and the machine's limits.
 *
 * usage: bench ROUNDS [DENSE_PAGES SPARSE_PAGES]
 * Prints one line per measurement: ROUND WORKLOAD OPERATION CONTESTANT NANOSECONDS-PER-OPERATION.
 * Contestants take turns within a round; the order changes from round to round.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "baseline.h"

#define WINDOW_OA 0x40000000ULL
#define TARGET_OA 0x100000000ULL
#define RW (VPT_READ | VPT_WRITE | VPT_NORMAL)
#define RO (VPT_READ | VPT_NORMAL)

struct work {
  const char *name;
  uint64_t count;
  uint64_t *ia;      /* in the order of map, protect, unmap */
  uint64_t *shuffled; /* in the order of queries */
};

struct contestant {
  struct vpt_pool pool;
  struct vpt space;
  struct baseline baseline;
};

static struct contestant it;
static volatile uint64_t sink;

static uint64_t random_next(void)
{
  static uint64_t state = 0x9e3779b97f4a7c15ULL;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

static double now_ns(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void fail(const char *what)
{
  fprintf(stderr, "bench: %s\n", what);
  exit(1);
}

static void *allocate(size_t bytes)
{
  void *memory = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (!memory) fail("out of memory");
  memset(memory, 0, bytes);
  return memory;
}

/* --- the passes: each calls one operation for every address of the work --- */

void pass_map_vpt(const struct work *w);
void pass_map_vpt(const struct work *w)
{
  for (uint64_t i = 0; i < w->count; i++)
    if (vpt_map_frame(&it.space, w->ia[i], TARGET_OA + i * 4096, 4096, RW) != VPT_OK) fail("map");
}

void pass_map_hand(const struct work *w);
void pass_map_hand(const struct work *w)
{
  for (uint64_t i = 0; i < w->count; i++)
    if (baseline_map(&it.baseline, w->ia[i], TARGET_OA + i * 4096, RW) != 0) fail("map");
}

void pass_query_vpt(const struct work *w);
void pass_query_vpt(const struct work *w)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i++) sum += vpt_query(&it.space, w->shuffled[i]).oa;
  sink = sum;
}

void pass_query_hand(const struct work *w);
void pass_query_hand(const struct work *w)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i++) sum += baseline_query(&it.baseline, w->shuffled[i]).oa;
  sink = sum;
}

void pass_protect_vpt(const struct work *w);
void pass_protect_vpt(const struct work *w)
{
  for (uint64_t i = 0; i < w->count; i++)
    if (vpt_protect_frame(&it.space, w->ia[i], RO) != VPT_OK) fail("protect");
}

void pass_protect_hand(const struct work *w);
void pass_protect_hand(const struct work *w)
{
  for (uint64_t i = 0; i < w->count; i++)
    if (baseline_protect(&it.baseline, w->ia[i], RO) != 0) fail("protect");
}

void pass_unmap_vpt(const struct work *w);
void pass_unmap_vpt(const struct work *w)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i++) sum += vpt_unmap_frame(&it.space, w->ia[i]).oa;
  sink = sum;
}

void pass_unmap_hand(const struct work *w);
void pass_unmap_hand(const struct work *w)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i++) sum += baseline_unmap(&it.baseline, w->ia[i]).oa;
  sink = sum;
}

/* --- the machine's limits --- */

static uint64_t *chain;  /* four tables, as large as those of the dense work, chained by index */
static uint64_t *stores;

void pass_store_limit(const struct work *w);
void pass_store_limit(const struct work *w)
{
  for (uint64_t i = 0; i < w->count; i++) __atomic_store_n(&stores[i], i, __ATOMIC_RELEASE);
}

/* One load per level, each at an address that the load before it gave. */
void pass_load_limit(const struct work *w);
void pass_load_limit(const struct work *w)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i++) {
    uint64_t ia = w->shuffled[i];
    uint64_t at = 0;
    at = chain[at + (ia >> 39 & 511)];
    at = chain[at + (ia >> 30 & 511)];
    at = chain[at + (ia >> 21 & 511)];
    sum += chain[at + (ia >> 12 & 511)];
  }
  sink = sum;
}

/* --- set-up --- */

static struct work make_work(const char *name, uint64_t count, uint64_t bits, bool sparse)
{
  struct work w = {.name = name, .count = count};
  w.ia = allocate(count * 8);
  w.shuffled = allocate(count * 8);
  for (uint64_t i = 0; i < count; i++) w.ia[i] = i << 12;
  if (sparse) {
    /* one page in each of `count` equal parts of the input range, so no page comes twice */
    uint64_t part = (1ULL << bits) / count >> 12;
    for (uint64_t i = 0; i < count; i++) w.ia[i] = (i * part + random_next() % part) << 12;
    for (uint64_t i = count - 1; i > 0; i--) {
      uint64_t j = random_next() % (i + 1), swap = w.ia[i];
      w.ia[i] = w.ia[j];
      w.ia[j] = swap;
    }
  }
  memcpy(w.shuffled, w.ia, count * 8);
  for (uint64_t i = count - 1; i > 0; i--) {
    uint64_t j = random_next() % (i + 1), swap = w.shuffled[i];
    w.shuffled[i] = w.shuffled[j];
    w.shuffled[j] = swap;
  }
  for (uint64_t i = 0; i < count; i++) w.shuffled[i] += random_next() % 4096;
  return w;
}

static void make_limits(const struct work *w)
{
  uint64_t leaf_tables = w->count / 512 + 1;
  chain = allocate((3 + leaf_tables) * 4096);
  stores = allocate(w->count * 8);
  chain[0] = 512;
  for (uint64_t i = 0; i < 512; i++) chain[512 + i] = 1024;
  for (uint64_t i = 0; i < 512; i++) chain[1024 + i] = (3 + i % leaf_tables) * 512;
}

static void make_contestants(uint64_t tables)
{
  uint64_t *window = allocate(tables * 4096);
  struct vpt_pool_config pool = {.window = window, .window_oa = WINDOW_OA,
                                 .window_bytes = tables * 4096, .granule_log2 = 12,
                                 .info = allocate(tables * sizeof(struct vpt_frame_info)),
                                 .info_count = tables};
  if (vpt_pool_init(&it.pool, &pool) != VPT_OK) fail("pool");
  struct vpt_config config = {
    .geometry = {VPT_AARCH64_S1, .granule_log2 = 12, .levels = 4, .input_bits = 48, .output_bits = 48},
    .pool = &it.pool, .output_first = TARGET_OA, .output_end = 1ULL << 48};
  if (vpt_init(&it.space, &config) != VPT_OK) fail("space");
  baseline_init(&it.baseline, allocate(tables * 4096), WINDOW_OA, tables, allocate(tables * 8),
                allocate(tables * 2));
}

/* Both contestants must agree before anything is timed. */
static void compare(const struct work *w)
{
  for (uint64_t i = 0; i < w->count; i += 97) {
    struct vpt_result a = vpt_query(&it.space, w->shuffled[i]);
    struct vpt_result b = baseline_query(&it.baseline, w->shuffled[i]);
    if (a.status != VPT_OK || a.oa != b.oa || a.attr != b.attr || a.ia != b.ia) fail("disagreement");
  }
}

typedef void pass(const struct work *);

/* --- does unmap depend on how full its table is? --- */

#define FILL_TABLES 1024

/* Times the removal of one page from each of many leaf tables that hold `fill` pages. */
static void time_fill(unsigned round, const struct work *dense, uint64_t fill)
{
  static const uint64_t table_bytes = 1ULL << 21;
  struct work w = {.count = FILL_TABLES};
  w.ia = allocate(FILL_TABLES * 8);
  for (uint64_t t = 0; t < FILL_TABLES; t++) {
    w.ia[t] = (dense->shuffled[t] >> 12) * table_bytes + 511 * 4096;
    for (uint64_t i = 0; i < fill; i++)
      if (vpt_map_frame(&it.space, w.ia[t] - i * 4096, TARGET_OA, 4096, RW) != VPT_OK) fail("map");
  }
  double start = now_ns();
  pass_unmap_vpt(&w);
  printf("%u fill %u vpt %.3f\n", round, (unsigned)fill, (now_ns() - start) / FILL_TABLES);
  for (uint64_t t = 0; t < FILL_TABLES; t++)
    for (uint64_t i = 1; i < fill; i++)
      if (vpt_unmap_frame(&it.space, w.ia[t] - i * 4096).status != VPT_OK) fail("unmap");
  free(w.ia);
}

static void time_pass(unsigned round, const struct work *w, const char *operation,
                      const char *contestant, pass *run)
{
  double start = now_ns();
  run(w);
  printf("%u %s %s %s %.3f\n", round, w->name, operation, contestant,
         (now_ns() - start) / (double)w->count);
}

static void time_pair(unsigned round, const struct work *w, const char *operation, pass *vpt, pass *hand)
{
  if (round % 2 == 0) time_pass(round, w, operation, "vpt", vpt);
  time_pass(round, w, operation, "hand", hand);
  if (round % 2 == 1) time_pass(round, w, operation, "vpt", vpt);
}

static void time_round(unsigned round, const struct work *w)
{
  time_pair(round, w, "map", pass_map_vpt, pass_map_hand);
  compare(w);
  time_pair(round, w, "query", pass_query_vpt, pass_query_hand);
  time_pair(round, w, "protect", pass_protect_vpt, pass_protect_hand);
  compare(w);
  time_pair(round, w, "unmap", pass_unmap_vpt, pass_unmap_hand);
  if (vpt_pool_free(&it.pool) != it.baseline.free_count) fail("tables left behind");
}

int main(int argc, char **argv)
{
  unsigned rounds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 0) : 11;
  uint64_t dense_pages = argc > 3 ? strtoull(argv[2], NULL, 0) : 1ULL << 18;
  uint64_t sparse_pages = argc > 3 ? strtoull(argv[3], NULL, 0) : 100000;
  struct work dense = make_work("dense", dense_pages, 48, false);
  struct work sparse = make_work("sparse", sparse_pages, 48, true);
  make_contestants(2 * sparse_pages + 140000);
  make_limits(&dense);
  for (unsigned round = 0; round < rounds; round++) {
    time_pass(round, &dense, "limit", "store", pass_store_limit);
    time_pass(round, &dense, "limit", "load4", pass_load_limit);
    time_round(round, &dense);
    time_round(round, &sparse);
    if (dense.count >= FILL_TABLES) {
      time_fill(round, &dense, 2);
      time_fill(round, &dense, 64);
      time_fill(round, &dense, 511);
    }
  }
  return 0;
}
