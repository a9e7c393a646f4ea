/* SPDX-License-Identifier: Apache-2.0 */
/* Times the library beside the hand-written walker, and the machine's limits, by the thread's CPU clock.
 *
 * usage: bench ROUNDS [DENSE_PAGES SPARSE_PAGES LEAVES_OF_2M LEAVES_OF_1G]
 * Prints one line per measurement: ROUND WORKLOAD OPERATION CONTESTANT NANOSECONDS-PER-LEAF. Contestants: the
 * library without hooks (vpt), with empty ones (hooked), the walker (hand). They take turns within a round; the order
 * changes from round to round.
 */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "baseline.h"

#define WINDOW_OA 0x40000000ULL
#define TARGET_OA 0x100000000ULL
#define RW (VPT_READ | VPT_WRITE | VPT_NORMAL)
#define RO (VPT_READ | VPT_NORMAL)

struct work {
  const char *name;
  uint64_t count;     /* leaves */
  unsigned shift;     /* of their size */
  uint64_t *ia;       /* in the order of map, protect, unmap */
  uint64_t *shuffled; /* in the order of queries */
  uint64_t range;     /* bytes, if each of `ia` is the start of a range of leaves */
};

/* The library without and with hooks; all work in the same window, one after the other. */
enum { PLAIN, HOOKED, SPACES };

struct contestants {
  struct vpt_pool pool;
  struct vpt space[SPACES];
  struct baseline baseline;
  uint64_t *window;
  struct vpt_frame_info *info;
  uint64_t tables;
};

static struct contestants it;
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
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
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

typedef void pass(const struct work *);

#define PASS(name)                     \
  void name(const struct work *w);     \
  void name(const struct work *w)

#define PASSES_OF_LIBRARY(name, space)                                                                          \
  PASS(pass_map_##name)                                                                                         \
  {                                                                                                             \
    for (uint64_t i = 0; i < w->count; i++)                                                                     \
      if (vpt_map_frame(space, w->ia[i], TARGET_OA + i * 4096, 4096, RW) != VPT_OK) fail("map");                \
  }                                                                                                             \
  PASS(pass_query_##name)                                                                                       \
  {                                                                                                             \
    uint64_t sum = 0;                                                                                           \
    for (uint64_t i = 0; i < w->count; i++) sum += vpt_query(space, w->shuffled[i]).oa;                         \
    sink = sum;                                                                                                 \
  }                                                                                                             \
  PASS(pass_protect_##name)                                                                                     \
  {                                                                                                             \
    for (uint64_t i = 0; i < w->count; i++)                                                                     \
      if (vpt_protect_frame(space, w->ia[i], RO, 0) != VPT_OK) fail("protect");                                 \
  }                                                                                                             \
  PASS(pass_unmap_##name)                                                                                       \
  {                                                                                                             \
    uint64_t sum = 0;                                                                                           \
    for (uint64_t i = 0; i < w->count; i++) sum += vpt_unmap_frame(space, w->ia[i], 0).oa;                      \
    sink = sum;                                                                                                 \
  }

PASSES_OF_LIBRARY(vpt, &it.space[PLAIN])
PASSES_OF_LIBRARY(hooked, &it.space[HOOKED])

PASS(pass_map_hand)
{
  for (uint64_t i = 0; i < w->count; i++)
    if (baseline_map(&it.baseline, w->ia[i], TARGET_OA + i * 4096, RW) != 0) fail("map");
}

PASS(pass_query_hand)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i++) sum += baseline_query(&it.baseline, w->shuffled[i]).oa;
  sink = sum;
}

PASS(pass_protect_hand)
{
  for (uint64_t i = 0; i < w->count; i++)
    if (baseline_protect(&it.baseline, w->ia[i], RO) != 0) fail("protect");
}

PASS(pass_unmap_hand)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i++) sum += baseline_unmap(&it.baseline, w->ia[i]).oa;
  sink = sum;
}

/* --- the same for ranges, one call each --- */

#define FOR_RANGES(w) for (uint64_t i = 0; i < (w)->count << (w)->shift; i += (w)->range)
#define RANGE(w) (w)->ia[i / (w)->range]

#define PASSES_OF_RANGES(name, space)                                                                           \
  PASS(pass_rangecheck_##name)                                                                                  \
  {                                                                                                             \
    uint64_t frames = 0;                                                                                        \
    FOR_RANGES(w) frames += vpt_map_check(space, RANGE(w), TARGET_OA, w->range, RW, 1ULL << w->shift).frames;   \
    sink = frames;                                                                                              \
  }                                                                                                             \
  PASS(pass_rangemap_##name)                                                                                    \
  {                                                                                                             \
    FOR_RANGES(w)                                                                                               \
    if (vpt_map(space, RANGE(w), TARGET_OA, w->range, RW, 1ULL << w->shift).status != VPT_OK) fail("map");      \
  }                                                                                                             \
  PASS(pass_rangerun_##name)                                                                                    \
  {                                                                                                             \
    FOR_RANGES(w) if (vpt_next_run(space, RANGE(w), w->range).length != w->range) fail("run");                  \
  }                                                                                                             \
  PASS(pass_rangeprotect_##name)                                                                                \
  {                                                                                                             \
    FOR_RANGES(w) if (vpt_protect(space, RANGE(w), w->range, RO).status != VPT_OK) fail("protect");             \
  }                                                                                                             \
  PASS(pass_rangeunmap_##name)                                                                                  \
  {                                                                                                             \
    FOR_RANGES(w) if (vpt_unmap(space, RANGE(w), w->range).status != VPT_OK) fail("unmap");                     \
  }

PASSES_OF_RANGES(vpt, &it.space[PLAIN])
PASSES_OF_RANGES(hooked, &it.space[HOOKED])

PASS(pass_rangecheck_hand)
{
  uint64_t frames = 0;
  FOR_RANGES(w) frames += baseline_missing(&it.baseline, RANGE(w), w->range, w->shift);
  sink = frames;
}

PASS(pass_rangemap_hand)
{
  FOR_RANGES(w) baseline_map_range(&it.baseline, RANGE(w), TARGET_OA, w->range, RW, w->shift);
}

PASS(pass_rangerun_hand)
{
  FOR_RANGES(w) if (baseline_run(&it.baseline, RANGE(w), w->range, w->shift).length != w->range) fail("run");
}

PASS(pass_rangeprotect_hand)
{
  FOR_RANGES(w) baseline_protect_range(&it.baseline, RANGE(w), w->range, RO, w->shift);
}

PASS(pass_rangeunmap_hand)
{
  FOR_RANGES(w) baseline_unmap_range(&it.baseline, RANGE(w), w->range, w->shift);
}

/* --- the machine's limits --- */

static uint64_t *chain;  /* four tables, as large as those of the dense work, chained by index */
static uint64_t *stores;

PASS(pass_store_limit)
{
  for (uint64_t i = 0; i < w->count; i++) __atomic_store_n(&stores[i], i, __ATOMIC_RELEASE);
}

/* One load per level, each at an address that the load before it gave. */
PASS(pass_load_limit)
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
  struct work w = {.name = name, .count = count, .shift = 12};
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

/* Ranges of leaves of that size, side by side. */
static struct work make_ranges(const char *name, uint64_t count, unsigned shift, uint64_t range)
{
  struct work w = {.name = name, .count = count, .shift = shift, .range = range};
  w.ia = allocate((count << shift) / range * 8);
  w.shuffled = allocate(count * 8);
  FOR_RANGES(&w) RANGE(&w) = i;
  for (uint64_t i = 0; i < count; i++) w.shuffled[i] = random_next() % (count << shift);
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

/* The window of all contestants, in large pages where the system has them. */
static uint64_t *make_window(uint64_t bytes)
{
  static const uint64_t large = 1ULL << 21;
  char *memory = mmap(NULL, bytes + large, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) fail("out of memory");
  memory += large - (uint64_t)memory % large;
  madvise(memory, bytes, MADV_HUGEPAGE);
  return memset(memory, 0, bytes);
}

static void invalidate_nothing(void *context, const struct vpt_invalidation *what)
{
  (void)context, (void)what;
}

static void sync_nothing(void *context)
{
  (void)context;
}

static void make_space(unsigned which)
{
  struct vpt_config config = {
    .geometry = {&vpt_aarch64_s1, .levels = 4, .input_bits = 48, .output_bits = 48},
    .pool = &it.pool, .output_first = TARGET_OA, .output_end = 1ULL << 48};
  if (which == HOOKED) config.hooks = (struct vpt_hooks){invalidate_nothing, sync_nothing, NULL};
  if (vpt_init(&it.space[which], &config) != VPT_OK) fail("space");
}

static void make_pool(void)
{
  struct vpt_pool_config pool = {.window = it.window, .window_oa = WINDOW_OA, .window_bytes = it.tables * 4096,
                                 .granule_log2 = 12, .info = it.info, .info_count = it.tables};
  if (vpt_pool_init(&it.pool, &pool) != VPT_OK) fail("pool");
}

/* The root of the baseline stays where it is, and is zero when another contestant works. */
static void make_contestants(uint64_t tables)
{
  it.tables = tables;
  it.window = make_window(tables * 4096);
  it.info = allocate(tables * sizeof(struct vpt_frame_info));
  make_pool();
  baseline_init(&it.baseline, it.window, WINDOW_OA, tables, allocate(tables * 4), allocate(tables * 2));
}

/* Empties and makes anew the pool, and the window by hand; the window is zero before and after. */
static void time_init(unsigned round)
{
  double start = now_ns();
  memset(it.window, 0, it.tables * 4096);
  double middle = now_ns();
  make_pool();
  printf("%u init frame hand %.3f\n%u init frame vpt %.3f\n", round, (middle - start) / (double)it.tables, round,
         (now_ns() - middle) / (double)it.tables);
}

/* --- turns --- */

struct contestant {
  const char *name;
  pass *map, *query, *protect, *unmap;
  pass *range_check, *range_map, *range_run, *range_protect, *range_unmap;
};

#define PASSES(name)                                                                                      \
  {#name,                 pass_map_##name,      pass_query_##name,        pass_protect_##name,            \
   pass_unmap_##name,     pass_rangecheck_##name, pass_rangemap_##name,   pass_rangerun_##name,           \
   pass_rangeprotect_##name, pass_rangeunmap_##name}
#define HAND SPACES
#define CONTESTANTS 3
static const struct contestant contestants[CONTESTANTS] = {
  [PLAIN] = PASSES(vpt), [HOOKED] = PASSES(hooked), [HAND] = PASSES(hand)};

/* What a contestant says of some of the pages: all of them must say the same before anything counts. */
static uint64_t digest(unsigned which, const struct work *w)
{
  uint64_t sum = 0;
  for (uint64_t i = 0; i < w->count; i += 97) {
    uint64_t ia = w->shuffled[i];
    struct vpt_result r = which == HAND ? baseline_query(&it.baseline, ia) : vpt_query(&it.space[which], ia);
    sum = (sum * 31 + r.status) * 31 + r.attr;
    sum = ((sum * 31 + r.ia) * 31 + r.oa) * 31 + r.size;
  }
  return sum;
}

static void agree(unsigned which, const struct work *w, uint64_t *first)
{
  uint64_t said = digest(which, w);
  if (*first == 0) *first = said;
  if (said != *first) fail("disagreement");
}

static void time_pass(unsigned round, const struct work *w, const char *operation, const char *contestant, pass *run)
{
  double start = now_ns();
  run(w);
  printf("%u %s %s %s %.3f\n", round, w->name, operation, contestant, (now_ns() - start) / (double)w->count);
}

static void time_round(unsigned round, const struct work *w)
{
  uint64_t mapped = 0, protected = 0, left = 0;
  for (unsigned turn = 0; turn < CONTESTANTS; turn++) {
    unsigned which = (round + turn) % CONTESTANTS;
    const struct contestant *c = &contestants[which];
    if (which != HAND) make_space(which);
    time_pass(round, w, "map", c->name, c->map);
    agree(which, w, &mapped);
    time_pass(round, w, "query", c->name, c->query);
    time_pass(round, w, "protect", c->name, c->protect);
    agree(which, w, &protected);
    time_pass(round, w, "unmap", c->name, c->unmap);
    agree(which, w, &left);
    if (which != HAND) vpt_destroy(&it.space[which]);
  }
  if (vpt_pool_free(&it.pool) != it.tables || it.baseline.free_count != it.tables - 1) fail("tables left behind");
}

static void time_ranges(unsigned round, const struct work *w)
{
  uint64_t mapped = 0, protected = 0, left = 0, needed = 0;
  for (unsigned turn = 0; turn < CONTESTANTS; turn++) {
    unsigned which = (round + turn) % CONTESTANTS;
    const struct contestant *c = &contestants[which];
    if (which != HAND) make_space(which);
    time_pass(round, w, "check", c->name, c->range_check);
    if (needed != 0 && sink != needed) fail("disagreement");
    needed = sink;
    time_pass(round, w, "map", c->name, c->range_map);
    agree(which, w, &mapped);
    time_pass(round, w, "run", c->name, c->range_run);
    time_pass(round, w, "protect", c->name, c->range_protect);
    agree(which, w, &protected);
    time_pass(round, w, "unmap", c->name, c->range_unmap);
    agree(which, w, &left);
    if (which != HAND) vpt_destroy(&it.space[which]);
  }
  if (vpt_pool_free(&it.pool) != it.tables || it.baseline.free_count != it.tables - 1) fail("tables left behind");
}

/* --- does unmap depend on how full its table is? --- */

#define FILL_TABLES 1024

/* Times the removal of one page from each of many leaf tables that hold `fill` pages. */
static void time_fill(unsigned round, const struct work *dense, uint64_t fill)
{
  static const uint64_t table_bytes = 1ULL << 21;
  struct work w = {.name = "fill", .count = FILL_TABLES, .shift = 12};
  struct vpt *space = &it.space[PLAIN];
  char name[24];
  w.ia = allocate(FILL_TABLES * 8);
  make_space(PLAIN);
  for (uint64_t t = 0; t < FILL_TABLES; t++) {
    w.ia[t] = (dense->shuffled[t] >> 12) * table_bytes + 511 * 4096;
    for (uint64_t i = 0; i < fill; i++)
      if (vpt_map_frame(space, w.ia[t] - i * 4096, TARGET_OA, 4096, RW) != VPT_OK) fail("map");
  }
  snprintf(name, sizeof name, "%u", (unsigned)fill);
  time_pass(round, &w, name, "vpt", pass_unmap_vpt);
  vpt_destroy(space);
  free(w.ia);
}

/* --- what do grants cost? --- */

#define GRANTS 1024

/* Pages by pages of memory in the order of the work: each lies in the grant of the one before, or in another. */
PASS(pass_map_there)
{
  for (uint64_t i = 0; i < w->count; i++)
    if (vpt_map_frame(&it.space[PLAIN], w->ia[i], TARGET_OA + w->ia[i], 4096, RW) != VPT_OK) fail("map");
}

/* Maps and protects without a list, with one grant, with many that share the memory; in order and at random. */
static void time_grants(unsigned round, const struct work *dense)
{
  static const char *const names[] = {"none", "one", "many"};
  static const uint32_t counts[] = {0, 1, GRANTS};
  static struct vpt_grant many[GRANTS];
  struct vpt_grant one = {.first = TARGET_OA, .end = TARGET_OA + (dense->count << 12),
                          .rights = VPT_READ | VPT_WRITE, .types = VPT_TYPE(VPT_NORMAL)};
  struct work scattered = *dense;
  scattered.ia = allocate(dense->count * 8);
  for (uint64_t i = 0; i < dense->count; i++) scattered.ia[i] = dense->shuffled[i] & ~4095ULL;
  for (uint64_t i = 0; i < GRANTS; i++) {
    many[i] = one;
    many[i].first = TARGET_OA + i * dense->count / GRANTS * 4096;
    many[i].end = TARGET_OA + (i + 1) * dense->count / GRANTS * 4096;
  }
  for (unsigned turn = 0; turn < 3; turn++) {
    unsigned which = (round + turn) % 3;
    const struct vpt_grant *list = counts[which] > 1 ? many : counts[which] == 1 ? &one : NULL;
    make_space(PLAIN);
    if (vpt_set_grants(&it.space[PLAIN], list, counts[which]) != VPT_OK) fail("grants");
    time_pass(round, dense, "grants_map", names[which], pass_map_there);
    time_pass(round, dense, "grants_protect", names[which], pass_protect_vpt);
    pass_unmap_vpt(dense);
    time_pass(round, &scattered, "grants_map_scattered", names[which], pass_map_there);
    vpt_destroy(&it.space[PLAIN]);
  }
  free(scattered.ia);
}

int main(int argc, char **argv)
{
  bool given = argc > 5;
  unsigned rounds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 0) : 11;
  uint64_t dense_pages = given ? strtoull(argv[2], NULL, 0) : 1ULL << 18;
  uint64_t sparse_pages = given ? strtoull(argv[3], NULL, 0) : 100000;
  uint64_t leaves_2m = given ? strtoull(argv[4], NULL, 0) : 1ULL << 15;
  uint64_t leaves_1g = given ? strtoull(argv[5], NULL, 0) : 1ULL << 15;
  struct work dense = make_work("dense", dense_pages, 48, false);
  struct work sparse = make_work("sparse", sparse_pages, 48, true);
  struct work ranges[] = {make_ranges("range", dense_pages, 12, dense_pages << 12),
                          make_ranges("range2M", leaves_2m, 21, 1ULL << 36),
                          make_ranges("range1G", leaves_1g, 30, 1ULL << 36)};
  make_contestants(2 * sparse_pages + 2048);
  make_limits(&dense);
  for (unsigned round = 0; round < rounds; round++) {
    time_pass(round, &dense, "limit_store", "limit", pass_store_limit);
    time_pass(round, &dense, "limit_load4", "limit", pass_load_limit);
    time_round(round, &dense);
    time_round(round, &sparse);
    for (unsigned i = 0; i < 3; i++)
      if (ranges[i].count != 0) time_ranges(round, &ranges[i]);
    time_init(round);
    if (given) continue; /* instructions are counted: nothing but the passes above */
    time_fill(round, &dense, 2);
    time_fill(round, &dense, 64);
    time_fill(round, &dense, 511);
    time_grants(round, &dense);
  }
  return 0;
}
