/* SPDX-License-Identifier: Apache-2.0 */
/* The ready hooks of vpt/tlb/ on TLBs in software: random calls on spaces that share ids and cores, with whatever walks
 * may have been cached in between; after each call no TLB may hold what the tables do not say. Wrong hooks are
 * noticed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#define VPT_TLB_INSTRUCTIONS "software.h"
#define VPT_TLB_MOST 4 /* so that both ways are taken */
#define VPT_TLB_TTL
#include "software.h"
#include "vpt/tlb/aarch64.h"
#include "vpt/tlb/ept.h"
#include "vpt/tlb/loongarch.h"
#include "vpt/tlb/riscv.h"
#include "vpt/tlb/x86_64.h"

enum { PAGE = 4096, FRAMES = 256, SPACES = 2, STEPS = 10000, TOUCHES = 4 };
static const uint64_t WINDOW_OA = 0x40000000, OUTPUT_FIRST = 0x80000000;

/* What is wrong with the hooks. */
enum plant { RIGHT, NO_INVALIDATE, NO_SYNC, WRONG_ID, WRONG_ADDRESS, LEAVES, NOT_GLOBAL, ONE_CORE, PLANTS };

struct hooks_of {
  const char *name;
  const struct vpt_format *format;
  unsigned levels, input_bits;
  enum vpt_half half;
  void (*invalidate)(void *context, const struct vpt_invalidation *what);
  void (*sync)(void *context);
  bool shared_by_ids; /* the first space is used under each id: a kernel's */
  bool keeps_ids;     /* what is of other ids survives */
  bool steps;         /* table descriptors are cached */
  bool invalid;       /* entries that are not valid are cached */
  bool pairs;         /* an entry is a pair of pages */
  bool combined;      /* both stages are cached in one */
  bool one_id;        /* of the core that runs: what is another's has gone */
  unsigned cores;
};

static struct machine {
  const struct hooks_of *hooks;
  enum plant plant;
  struct vpt_pool pool;
  struct vpt space[SPACES];
  struct vpt_frame_info info[FRAMES];
  _Alignas(PAGE) uint64_t window[FRAMES * PAGE / 8];
  uint64_t random;
  unsigned survivors, walks, changes;
} m;

static uint64_t draw(uint64_t below)
{
  m.random = m.random * 6364136223846793005 + 1442695040888963407;
  return (m.random >> 33) % below;
}

/* ---- walks, and what they leave in a TLB ------------------------------------------------------- */

static uint64_t offset_of(const struct vpt *space, vpt_ia ia)
{
  return ia & (((uint64_t)space->input_end) - 1);
}

static vpt_ia region_of(const struct vpt *space, vpt_ia ia, uint64_t size)
{
  (void)space;
  return ia - ia % size;
}

/* The entry of a walk at a height; false if the walk ends above it. */
static bool step(const struct vpt *space, vpt_ia ia, unsigned height, struct vpt_descriptor *found)
{
  const struct vpt_geometry geometry = {space->format, m.hooks->levels, m.hooks->input_bits, 40};
  const uint64_t offset = offset_of(space, ia);
  vpt_oa table = vpt_root(space);
  for (unsigned h = m.hooks->levels - 1;; h--) {
    const uint64_t index = offset / vpt_entry_size(&geometry, h) % (h == m.hooks->levels - 1 ? 2048 : 512);
    *found = vpt_decode(&geometry, h, (unsigned)(index % 512), m.window[(table - WINDOW_OA) / 8 + index]);
    if (h == height) return true;
    if (found->kind != VPT_TABLE) return false;
    table = found->oa;
  }
}

static uint64_t entry_size(unsigned height)
{
  const struct vpt_geometry geometry = {m.hooks->format, m.hooks->levels, m.hooks->input_bits, 40};
  return vpt_entry_size(&geometry, height);
}

static void keep(struct tlb_entry entry)
{
  tlb[this_core][draw(TLB_ENTRIES)] = entry;
}

static void keep_pair(struct vpt *space, uint16_t id, vpt_ia ia)
{
  const vpt_ia pair = ia - ia % (2 * PAGE);
  const struct vpt_result page = vpt_query(space, ia);
  const struct vpt_result even = vpt_query(space, pair), odd = vpt_query(space, pair + PAGE);
  if (page.status == VPT_OK && page.size > PAGE) {
    keep((struct tlb_entry){LEAF, space, id, (page.attr & VPT_GLOBAL) != 0, 0, page.ia, page.size,
                            page.oa - (ia - page.ia), page.attr});
    return;
  }
  const bool global = (even.status != VPT_OK || even.attr & VPT_GLOBAL) &&
                      (odd.status != VPT_OK || odd.attr & VPT_GLOBAL) &&
                      (even.status == VPT_OK || odd.status == VPT_OK);
  keep((struct tlb_entry){page.status == VPT_OK ? LEAF : INVALID, space, id, global, 0, pair, 2 * PAGE,
                          page.oa - (ia - pair), page.attr});
}

/* An access: all that its walk finds may be cached. */
static void touch(struct vpt *space, uint16_t id, vpt_ia ia)
{
  m.walks++;
  if (m.hooks->pairs) {
    keep_pair(space, id, ia);
    return;
  }
  struct vpt_descriptor found;
  for (unsigned h = m.hooks->levels; h-- > 0 && step(space, ia, h, &found);) {
    const uint64_t size = entry_size(h);
    struct tlb_entry entry = {NOTHING, space, id, false, h, region_of(space, ia, size), size, found.oa, 0};
    if (found.kind == VPT_TABLE && m.hooks->steps) {
      entry.kind = TABLE;
    } else if (found.kind == VPT_LEAF) {
      entry.kind = m.hooks->combined && draw(2) ? COMBINED : LEAF;
      entry.attr = found.attr;
      entry.global = (found.attr & VPT_GLOBAL) != 0;
    } else if (found.kind == VPT_INVALID && m.hooks->invalid) {
      entry.kind = INVALID;
    }
    if (entry.kind != NOTHING) keep(entry);
    if (found.kind != VPT_TABLE) return;
  }
}

/* ---- may it be there? ------------------------------------------------------------------------ */

static bool pair_agrees(const struct tlb_entry *e)
{
  for (vpt_ia ia = e->ia; ia < e->ia + 2 * PAGE; ia += PAGE) {
    const struct vpt_result page = vpt_query(e->space, ia);
    if (e->kind == INVALID ? page.status != VPT_OK
                           : page.status == VPT_OK && page.oa - (ia - e->ia) == e->oa && page.attr == e->attr)
      return true; /* it was this page of the two */
  }
  return false;
}

static bool agrees(const struct tlb_entry *e)
{
  struct vpt_descriptor found;
  if (e->kind == NOTHING) return true;
  if (m.hooks->pairs && e->size == 2 * PAGE) return pair_agrees(e);
  if (m.hooks->pairs) {
    const struct vpt_result leaf = vpt_query(e->space, e->ia);
    return leaf.status == VPT_OK && leaf.size == e->size && leaf.oa == e->oa && leaf.attr == e->attr;
  }
  if (!step(e->space, e->ia, e->height, &found)) return false;
  switch (e->kind) {
  case TABLE: return found.kind == VPT_TABLE && found.oa == e->oa;
  case INVALID: return found.kind == VPT_INVALID;
  default: return found.kind == VPT_LEAF && found.oa == e->oa && found.attr == e->attr;
  }
}

static unsigned stale(void)
{
  unsigned count = 0;
  for (unsigned core = 0; core < m.hooks->cores; core++)
    for (unsigned i = 0; i < TLB_ENTRIES; i++) count += !agrees(&tlb[core][i]);
  return count;
}

static unsigned cached(void)
{
  unsigned count = 0;
  for (unsigned core = 0; core < CORES; core++)
    for (unsigned i = 0; i < TLB_ENTRIES; i++) count += tlb[core][i].kind != NOTHING;
  return count;
}

/* ---- the hooks under test --------------------------------------------------------------------- */

static void other_x86(const struct vpt_x86_64_tlb *t, const struct vpt_invalidation *what)
{
  if (m.plant == ONE_CORE) return;
  this_core = 1;
  vpt_x86_64_forget(t, what);
  this_core = 0;
}

static void other_ept(const struct vpt_ept_tlb *t)
{
  if (m.plant == ONE_CORE) return;
  this_core = 1;
  vpt_ept_forget(t);
  this_core = 0;
}

static void other_loongarch(const struct vpt_loongarch_tlb *t, const struct vpt_invalidation *what)
{
  (void)t;
  if (m.plant == ONE_CORE) return;
  this_core = 1;
  vpt_loongarch_forget(what);
  this_core = 0;
}

static struct vpt_x86_64_tlb x86_64 = {.others = other_x86}, x86_64_pcid = {.pcid = true, .others = other_x86};
static struct vpt_ept_tlb ept[SPACES] = {{.eptp = 1, .others = other_ept}, {.eptp = 2, .others = other_ept}};
static struct vpt_loongarch_tlb loongarch = {.others = other_loongarch};

static void x86_64_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  running_id = 0;
  vpt_x86_64_invalidate(&x86_64, what);
}

static void x86_64_pcid_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  running_id = (uint16_t)(1 + draw(SPACES));
  vpt_x86_64_invalidate(&x86_64_pcid, what);
}

static void x86_64_sync(void *context)
{
  (void)context;
  vpt_x86_64_sync(&x86_64);
}

static void ept_invalidate(void *context, const struct vpt_invalidation *what)
{
  vpt_ept_invalidate(&ept[context == &m.space[1]], what);
}

static void ept_sync(void *context)
{
  vpt_ept_sync(&ept[context == &m.space[1]]);
}

static void riscv_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  struct vpt_riscv_tlb t = {.harts = m.plant == ONE_CORE ? 0 : 2};
  vpt_riscv_invalidate(&t, what);
}

static void riscv_g_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  struct vpt_riscv_tlb t = {.harts = m.plant == ONE_CORE ? 0 : 2};
  vpt_riscv_g_invalidate(&t, what);
}

static void loongarch_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_loongarch_invalidate(&loongarch, what);
}

static void loongarch_sync(void *context)
{
  (void)context;
  vpt_loongarch_sync(&loongarch);
}

static const struct hooks_of all[] = {
  {.name = "aarch64 EL1&0", .format = &vpt_aarch64_s1, .levels = 3, .input_bits = 39, .half = VPT_UPPER,
   .invalidate = vpt_aarch64_el1_invalidate, .sync = vpt_aarch64_sync, .shared_by_ids = true, .keeps_ids = true,
   .steps = true, .cores = 2},
  {.name = "aarch64 EL1&0, local", .format = &vpt_aarch64_s1, .levels = 3, .input_bits = 39, .half = VPT_LOWER,
   .invalidate = vpt_aarch64_el1_invalidate_local, .sync = vpt_aarch64_sync_local, .shared_by_ids = true,
   .keeps_ids = true, .steps = true, .cores = 1},
  {.name = "aarch64 EL2", .format = &vpt_aarch64_s1_el2, .levels = 3, .input_bits = 39,
   .invalidate = vpt_aarch64_el2_invalidate, .sync = vpt_aarch64_sync, .steps = true, .one_id = true, .cores = 2},
  {.name = "aarch64 EL2, local", .format = &vpt_aarch64_s1_el2, .levels = 3, .input_bits = 39,
   .invalidate = vpt_aarch64_el2_invalidate_local, .sync = vpt_aarch64_sync_local, .steps = true, .one_id = true,
   .cores = 1},
  {.name = "aarch64 stage 2", .format = &vpt_aarch64_s2, .levels = 3, .input_bits = 39,
   .invalidate = vpt_aarch64_s2_invalidate, .sync = vpt_aarch64_s2_sync, .keeps_ids = true, .steps = true,
   .combined = true, .cores = 2},
  {.name = "aarch64 stage 2, local", .format = &vpt_aarch64_s2, .levels = 3, .input_bits = 39,
   .invalidate = vpt_aarch64_s2_invalidate_local, .sync = vpt_aarch64_s2_sync_local, .keeps_ids = true, .steps = true,
   .combined = true, .cores = 1},
  {.name = "x86-64", .format = &vpt_x86_64, .levels = 4, .input_bits = 48, .half = VPT_SIGNED,
   .invalidate = x86_64_invalidate, .sync = x86_64_sync, .steps = true, .one_id = true, .cores = 2},
  {.name = "x86-64, PCIDs", .format = &vpt_x86_64, .levels = 4, .input_bits = 48, .half = VPT_SIGNED,
   .invalidate = x86_64_pcid_invalidate, .sync = x86_64_sync, .shared_by_ids = true, .keeps_ids = true, .steps = true,
   .cores = 2},
  {.name = "EPT", .format = &vpt_ept, .levels = 4, .input_bits = 48, .invalidate = ept_invalidate, .sync = ept_sync,
   .keeps_ids = true, .steps = true, .combined = true, .cores = 2},
  {.name = "RISC-V", .format = &vpt_riscv, .levels = 3, .input_bits = 39, .half = VPT_SIGNED,
   .invalidate = riscv_invalidate, .sync = vpt_riscv_sync, .shared_by_ids = true, .keeps_ids = true, .steps = true,
   .invalid = true, .cores = 2},
  {.name = "RISC-V, G-stage", .format = &vpt_riscv_g, .levels = 3, .input_bits = 41, .invalidate = riscv_g_invalidate,
   .sync = vpt_riscv_sync, .keeps_ids = true, .steps = true, .invalid = true, .cores = 2},
  {.name = "LoongArch", .format = &vpt_loongarch_4k, .levels = 3, .input_bits = 39, .half = VPT_LOWER,
   .invalidate = loongarch_invalidate, .sync = loongarch_sync, .shared_by_ids = true, .keeps_ids = true,
   .invalid = true, .pairs = true, .cores = 2},
};

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  struct vpt_invalidation told = *what;
  if (m.plant == NO_INVALIDATE) return;
  told.id = (uint16_t)(told.id + (m.plant == WRONG_ID));
  told.ia += m.plant == WRONG_ADDRESS ? 0x10000000 : 0;
  told.leaf_only |= m.plant == LEAVES;
  told.global &= m.plant != NOT_GLOBAL;
  m.hooks->invalidate(context, &told);
}

static void sync(void *context)
{
  const unsigned before = cached();
  if (m.plant != NO_SYNC) m.hooks->sync(context);
  m.survivors += before != 0 && cached() != 0;
}

/* ---- random calls ------------------------------------------------------------------------------ */

static vpt_ia address(const struct vpt *space)
{
  static const uint64_t places[] = {0,       1 << 12, 2 << 12,    0x1ff << 12,
                                    1 << 21, 3 << 21, 1ULL << 30, (1ULL << 30) + (1 << 21)};
  const uint64_t at = places[draw(sizeof places / sizeof places[0])];
  switch (m.hooks->half) {
  case VPT_UPPER: return at - (uint64_t)space->input_end;
  case VPT_SIGNED: return draw(2) ? at : at - (uint64_t)space->input_end / 2;
  default: return at;
  }
}

static void fence_map(struct vpt *space, vpt_ia ia, uint64_t size, vpt_attr attr)
{
  for (this_core = 0; this_core < m.hooks->cores; this_core++) {
    if (m.hooks->format == &vpt_riscv) vpt_riscv_mapped();
    if (m.hooks->format == &vpt_riscv_g) vpt_riscv_g_mapped(space->id);
    if (m.hooks->format == &vpt_loongarch_4k) vpt_loongarch_mapped(space, ia, size, attr);
  }
  this_core = 0;
}

/* Leaves are split, tables become empty, leaves of several sizes go at once. */
static void call_on_range(struct vpt *space, vpt_ia ia, vpt_attr attr)
{
  static const uint64_t lengths[] = {PAGE, PAGE, 2 * PAGE, 1 << 21, (1 << 21) + PAGE, 1 << 22, (1 << 30) + (1 << 21)};
  const uint64_t length = lengths[draw(sizeof lengths / sizeof lengths[0])];
  switch (draw(5)) {
  case 0:
    if (vpt_map(space, ia, OUTPUT_FIRST + draw(8) * (1 << 30) + ia % (1 << 30), length, attr, 0).status == VPT_OK)
      fence_map(space, ia, length, attr);
    return;
  case 1: m.changes += vpt_protect(space, ia, length, attr).status == VPT_OK; return;
  case 2: m.changes += vpt_split(space, ia, length, PAGE).status == VPT_OK; return;
  default: m.changes += vpt_unmap(space, ia, length).status == VPT_OK; return;
  }
}

static void call(struct vpt *space)
{
  static const uint64_t sizes[] = {PAGE, PAGE, PAGE, 1 << 21, 1 << 30};
  const vpt_ia ia = address(space);
  const bool kernel = m.hooks->shared_by_ids && space == &m.space[0]; /* used under other ids: all of it is global */
  /* both pages of a pair are, or neither: docs/loongarch.md */
  const bool global = kernel || (draw(4) == 0 && !m.hooks->pairs);
  const vpt_attr attr = VPT_READ | (draw(2) ? VPT_WRITE : 0) | (global ? VPT_GLOBAL : 0);
  const uint64_t size = sizes[draw(sizeof sizes / sizeof sizes[0])];
  if (draw(3) == 0) {
    call_on_range(space, ia, attr);
    return;
  }
  switch (draw(4)) {
  case 0:
    if (vpt_map_frame(space, ia, OUTPUT_FIRST + draw(8) * (1 << 30), size, attr) == VPT_OK)
      fence_map(space, ia, size, attr);
    return;
  case 1:
    if (vpt_protect_frame(space, ia, attr, draw(2) ? size : 0) == VPT_OK) m.changes++;
    return;
  default: m.changes += vpt_unmap_frame(space, ia, draw(2) ? size : 0).status == VPT_OK; return;
  }
}

static void make_space(unsigned i)
{
  const struct vpt_config config = {
    .geometry = {m.hooks->format, m.hooks->levels, m.hooks->input_bits, 40}, .half = m.hooks->half, .pool = &m.pool,
    .output_first = OUTPUT_FIRST, .output_end = 1ULL << 40, .leaf_size_max = 1 << 30,
    .id = (uint16_t)(m.hooks->one_id ? 0 : i + 1), .hooks = {invalidate, sync, &m.space[i]}};
  assert_int_equal(vpt_init(&m.space[i], &config), VPT_OK);
}

/* Walks on every core, under the space's id, or for a kernel's space under any. */
static void walk_about(void)
{
  for (unsigned i = 0; i < TOUCHES; i++) {
    const unsigned which = m.hooks->one_id ? 0 : (unsigned)draw(SPACES);
    struct vpt *space = &m.space[which];
    const bool kernel = which == 0 && m.hooks->shared_by_ids;
    this_core = (unsigned)draw(m.hooks->cores);
    touch(space, kernel ? (uint16_t)(1 + draw(SPACES)) : space->id, address(space) + draw(PAGE));
  }
  this_core = 0;
}

static void make_machine(const struct hooks_of *hooks, enum plant plant)
{
  const struct vpt_pool_config memory = {.window = m.window, .window_oa = WINDOW_OA, .window_bytes = sizeof m.window,
                                         .granule_log2 = 12, .info = m.info, .info_count = FRAMES};
  memset(&m, 0, sizeof m);
  m.hooks = hooks;
  m.plant = plant;
  m.random = 20;
  tlb_begin();
  stage_2 = hooks->combined && hooks->format == &vpt_aarch64_s2;
  assert_int_equal(vpt_pool_init(&m.pool, &memory), VPT_OK);
  for (unsigned i = 0; i < SPACES; i++) make_space(i);
}

/* How often a TLB held what it must not, or instructions came in a wrong order. */
static unsigned run(const struct hooks_of *hooks, enum plant plant)
{
  unsigned wrong = 0;
  make_machine(hooks, plant);
  for (unsigned i = 0; i < STEPS && wrong == 0; i++) {
    const unsigned which = hooks->one_id ? 0 : (unsigned)draw(SPACES);
    walk_about();
    call(&m.space[which]);
    wrong += stale() + complaints;
    if (draw(500) == 0) {
      vpt_destroy(&m.space[which]);
      make_space(which);
      for (unsigned core = 0; core < CORES; core++)
        for (unsigned k = 0; k < TLB_ENTRIES; k++)
          wrong += core < hooks->cores && tlb[core][k].kind != NOTHING && tlb[core][k].space == &m.space[which];
    }
  }
  return wrong;
}

static void test_right(void **state)
{
  (void)state;
  for (unsigned i = 0; i < sizeof all / sizeof all[0]; i++) {
    const unsigned wrong = run(&all[i], RIGHT);
    if (wrong != 0) fail_msg("%s: %u entries are stale", all[i].name, wrong);
    assert_true(m.walks > STEPS && m.changes > STEPS / 20);
    if (m.survivors == 0 && all[i].keeps_ids) fail_msg("%s: everything goes every time", all[i].name);
  }
}

/* What an architecture does not have cannot be wrong with it. */
static bool can_be_wrong(const struct hooks_of *h, enum plant plant)
{
  const bool aarch64 = h->sync == vpt_aarch64_sync || h->sync == vpt_aarch64_sync_local ||
                       h->sync == vpt_aarch64_s2_sync || h->sync == vpt_aarch64_s2_sync_local;
  const bool has_global = h->half != VPT_LOWER || h->shared_by_ids;
  switch (plant) {
  case NO_SYNC: return aarch64;
  case WRONG_ID: return h->shared_by_ids || h->format == &vpt_riscv_g;
  case WRONG_ADDRESS: return h->format != &vpt_ept;
  case LEAVES: return h->steps && h->format != &vpt_ept && h->format != &vpt_x86_64;
  case NOT_GLOBAL: return has_global && h->shared_by_ids;
  case ONE_CORE: return h->cores > 1 && !aarch64;
  default: return true;
  }
}

static void test_wrong(void **state)
{
  (void)state;
  for (unsigned i = 0; i < sizeof all / sizeof all[0]; i++)
    for (enum plant plant = NO_INVALIDATE; plant < PLANTS; plant++)
      if (can_be_wrong(&all[i], plant) && run(&all[i], plant) == 0)
        fail_msg("%s: planted fault %d is not noticed", all[i].name, (int)plant);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_right), cmocka_unit_test(test_wrong)};
  return cmocka_run_group_tests_name("tlb", tests, NULL, NULL);
}
