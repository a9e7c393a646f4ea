/* SPDX-License-Identifier: Apache-2.0 */
/* The ready hooks of vpt/tlb/ on TLBs in software: random calls on spaces that share ids and cores, with whatever walks
 * may have been cached in between; after each call no TLB may hold what the tables do not say, and registers are what
 * they were. Hooks that are told something wrong are noticed here, recipes that are wrong by `mutants`.
 * usage: tlb [HEADER]: those of one header, as they are */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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
  const char *header, *name;
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
  bool ranges_keep;   /* after a call on a few pages something of the space is still there */
  enum regime regime; /* of AArch64 */
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
  bool few_pages; /* of a range were told last */
  unsigned survivors, kept, walks, changes;
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

static void other_vpid(const struct vpt_ept_tlb *t, uint16_t vpid)
{
  if (m.plant == ONE_CORE) return;
  this_core = 1;
  vpt_ept_forget_vpid(t, vpid);
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
static struct vpt_ept_tlb ept_all = {.all_contexts = true, .all_vpids = true, .others = other_ept};
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

static void ept_all_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_ept_invalidate(&ept_all, what);
}

/* Of spaces that a hypervisor has for guests without EPT: the id is the VPID. */
static void vpid_invalidate(void *context, const struct vpt_invalidation *what)
{
  struct vpt_ept_tlb *t = context == &m.space[1] ? &ept_all : &ept[0];
  vpt_ept_forget_vpid(t, what->id);
  other_vpid(t, what->id);
}

static void riscv_refused(const struct vpt_riscv_tlb *t, const struct vpt_invalidation *what, int64_t error)
{
  (void)t;
  complaints += error >= 0 || sbi != REFUSES;
  if (m.plant == ONE_CORE) return;
  this_core = 1;
  if (m.hooks->format == &vpt_riscv_g) vpt_riscv_g_forget(t, what);
  else vpt_riscv_forget(t, what);
  this_core = 0;
}

static struct vpt_riscv_tlb *riscv_tlb(bool svinval)
{
  static struct vpt_riscv_tlb t;
  t = (struct vpt_riscv_tlb){.harts = m.plant == ONE_CORE ? 0 : 2, .svinval = svinval, .refused = riscv_refused};
  return &t;
}

static void riscv_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_riscv_invalidate(riscv_tlb(false), what);
}

static void riscv_svinval_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_riscv_invalidate(riscv_tlb(true), what);
}

static void riscv_some_invalidate(void *context, const struct vpt_invalidation *what)
{
  if (m.plant != ONE_CORE) sbi = REFUSES_SOME;
  riscv_invalidate(context, what);
}

static void riscv_refusing_invalidate(void *context, const struct vpt_invalidation *what)
{
  if (m.plant != ONE_CORE) sbi = REFUSES;
  riscv_invalidate(context, what);
}

static void riscv_g_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_riscv_g_invalidate(riscv_tlb(false), what);
}

static void riscv_g_svinval_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  vpt_riscv_g_invalidate(riscv_tlb(true), what);
}

/* hgatp is the guest's already, or another's. */
static void riscv_vs_invalidate(void *context, const struct vpt_invalidation *what)
{
  struct vpt_riscv_tlb *t = riscv_tlb(context == &m.space[1]);
  t->hgatp = draw(2) || hgatp != guest_hgatp ? guest_hgatp : 0;
  vpt_riscv_vs_invalidate(t, what);
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

#define AARCH64 .header = "aarch64", .levels = 3, .input_bits = 39, .steps = true, .ranges_keep = true
#define SHARED .shared_by_ids = true, .keeps_ids = true
#define ON_ALL(hooks) .invalidate = vpt_aarch64_##hooks##_invalidate, .cores = 2
#define LOCAL(hooks) .invalidate = vpt_aarch64_##hooks##_invalidate_local, .cores = 1
#define STAGE_2_HOOKS .format = &vpt_aarch64_s2, .keeps_ids = true, .combined = true, .regime = STAGE_2
#define X86_64 .header = "x86_64", .format = &vpt_x86_64, .levels = 4, .input_bits = 48, .half = VPT_SIGNED, \
  .sync = x86_64_sync, .steps = true, .ranges_keep = true, .cores = 2
#define EPT .header = "ept", .levels = 4, .input_bits = 48, .sync = ept_sync, .steps = true, .cores = 2
#define RISCV .header = "riscv", .format = &vpt_riscv, .levels = 3, .input_bits = 39, .half = VPT_SIGNED, \
  .sync = vpt_riscv_sync, SHARED, .steps = true, .invalid = true, .cores = 2
#define RISCV_G .header = "riscv", .format = &vpt_riscv_g, .levels = 3, .input_bits = 41, .sync = vpt_riscv_sync, \
  .keeps_ids = true, .steps = true, .invalid = true, .ranges_keep = true, .cores = 2

static const struct hooks_of all[] = {
  {AARCH64, .name = "aarch64 EL1&0", .format = &vpt_aarch64_s1, .half = VPT_UPPER, ON_ALL(el1),
   .sync = vpt_aarch64_sync, SHARED, .regime = EL1_0},
  {AARCH64, .name = "aarch64 EL1&0, local", .format = &vpt_aarch64_s1, .half = VPT_LOWER, LOCAL(el1),
   .sync = vpt_aarch64_sync_local, SHARED, .regime = EL1_0},
  {AARCH64, .name = "aarch64 EL2&0", .format = &vpt_aarch64_s1, .half = VPT_UPPER, ON_ALL(el1),
   .sync = vpt_aarch64_sync, SHARED, .regime = EL2_0},
  {AARCH64, .name = "aarch64 EL2", .format = &vpt_aarch64_s1_el2, ON_ALL(el2), .sync = vpt_aarch64_sync,
   .one_id = true, .regime = EL2},
  {AARCH64, .name = "aarch64 EL2, local", .format = &vpt_aarch64_s1_el2, LOCAL(el2), .sync = vpt_aarch64_sync_local,
   .one_id = true, .regime = EL2},
  {AARCH64, .name = "aarch64 stage 2", STAGE_2_HOOKS, ON_ALL(s2), .sync = vpt_aarch64_s2_sync},
  {AARCH64, .name = "aarch64 stage 2, local", STAGE_2_HOOKS, LOCAL(s2), .sync = vpt_aarch64_s2_sync_local},
  {X86_64, .name = "x86-64", .invalidate = x86_64_invalidate, .one_id = true},
  {X86_64, .name = "x86-64, PCIDs", .invalidate = x86_64_pcid_invalidate, SHARED},
  {EPT, .name = "EPT", .format = &vpt_ept, .invalidate = ept_invalidate, .keeps_ids = true, .combined = true},
  {EPT, .name = "EPT, all contexts", .format = &vpt_ept, .invalidate = ept_all_invalidate, .combined = true},
  {EPT, .name = "VPIDs", .format = &vpt_x86_64, .invalidate = vpid_invalidate, .keeps_ids = true},
  {RISCV, .name = "RISC-V", .invalidate = riscv_invalidate, .ranges_keep = true},
  {RISCV, .name = "RISC-V, Svinval", .invalidate = riscv_svinval_invalidate, .ranges_keep = true},
  {RISCV, .name = "RISC-V, SBI refuses some", .invalidate = riscv_some_invalidate},
  {RISCV, .name = "RISC-V, SBI refuses", .invalidate = riscv_refusing_invalidate, .ranges_keep = true},
  {RISCV, .name = "RISC-V, VS-stage", .invalidate = riscv_vs_invalidate, .ranges_keep = true},
  {RISCV_G, .name = "RISC-V, G-stage", .invalidate = riscv_g_invalidate},
  {RISCV_G, .name = "RISC-V, G-stage, Svinval", .invalidate = riscv_g_svinval_invalidate},
  {.header = "loongarch", .name = "LoongArch", .format = &vpt_loongarch_4k, .levels = 3, .input_bits = 39,
   .half = VPT_LOWER, .invalidate = loongarch_invalidate, .sync = loongarch_sync, SHARED, .invalid = true,
   .pairs = true, .ranges_keep = true, .cores = 2},
};

/* What a hypervisor, or a kernel at EL2, has in the registers: of this guest, of another, of none. */
static void registers(void)
{
  static const uint64_t host[] = {0, VPT_HCR_EL2_E2H, VPT_HCR_EL2_E2H | VPT_HCR_EL2_TGE, VPT_HCR_EL2_TGE};
  const unsigned guest = (unsigned)draw(SPACES + 2);
  hcr = 1;
  if (m.hooks->regime == EL2_0) hcr |= VPT_HCR_EL2_E2H | VPT_HCR_EL2_TGE;
  if (m.hooks->regime == STAGE_2) hcr |= host[draw(sizeof host / sizeof host[0])];
  if (m.hooks->regime == STAGE_2) vttbr = guest < SPACES ? vpt_aarch64_vttbr(&m.space[guest]) : guest == SPACES ? 1 : 0;
  guest_hgatp = 0x8000000000000123;
  hgatp = draw(2) ? guest_hgatp : 0x8000100000000456;
}

/* Several invalidations may come before the wait for them all. */
static void invalidate(void *context, const struct vpt_invalidation *what)
{
  struct vpt_invalidation told = *what;
  registers();
  tlb_stored();
  if (m.plant == NO_INVALIDATE) return;
  told.id = (uint16_t)(told.id + (m.plant == WRONG_ID));
  told.ia += m.plant == WRONG_ADDRESS ? 0x10000000 : 0;
  told.leaf_only |= m.plant == LEAVES;
  told.global &= m.plant != NOT_GLOBAL;
  m.hooks->invalidate(context, &told);
  m.few_pages = told.leaf_size == 0 && told.leaf_only && !told.global && told.length <= VPT_TLB_MOST * PAGE;
}

/* What would go with everything of a space. */
static bool keeps_some(const struct vpt *space)
{
  unsigned count = 0;
  for (unsigned core = 0; core < CORES; core++)
    for (unsigned i = 0; i < TLB_ENTRIES; i++) {
      const struct tlb_entry *e = &tlb[core][i];
      count += e->kind != NOTHING && e->kind != COMBINED && e->space == space && e->id == space->id && !e->global;
    }
  return count != 0;
}

static void sync(void *context)
{
  const unsigned before = cached();
  if (m.plant != NO_SYNC) m.hooks->sync(context);
  tlb_done();
  m.survivors += before != 0 && cached() != 0;
  m.kept += m.few_pages && keeps_some((const struct vpt *)context);
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
  tlb_stored();
  for (this_core = 0; this_core < m.hooks->cores; this_core++) {
    if (m.hooks->invalidate == riscv_vs_invalidate) hgatp = guest_hgatp, vpt_riscv_vs_mapped();
    else if (m.hooks->format == &vpt_riscv) vpt_riscv_mapped();
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
  tlb_begin(hooks->regime);
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

static const char *only; /* of this header */

static void test_right(void **state)
{
  (void)state;
  for (unsigned i = 0; i < sizeof all / sizeof all[0]; i++) {
    if (only && strcmp(only, all[i].header) != 0) continue;
    const unsigned wrong = run(&all[i], RIGHT);
    if (wrong != 0) fail_msg("%s: %u entries are stale, or instructions wrong", all[i].name, wrong);
    if (m.kept == 0 && all[i].ranges_keep) fail_msg("%s: everything of a space goes with a few pages", all[i].name);
    assert_true(m.walks > STEPS && m.changes > STEPS / 20);
    if (m.survivors == 0 && all[i].keeps_ids) fail_msg("%s: everything goes every time", all[i].name);
  }
}

/* What an architecture does not have cannot be wrong with it. */
static bool can_be_wrong(const struct hooks_of *h, enum plant plant)
{
  const bool aarch64 = h->regime != OTHERS, ept = strcmp(h->header, "ept") == 0;
  const bool everything = h->invalidate == riscv_some_invalidate; /* on all harts */
  const bool has_global = h->half != VPT_LOWER || h->shared_by_ids;
  switch (plant) {
  case NO_SYNC: return aarch64;
  case WRONG_ID: return h->shared_by_ids || h->format == &vpt_riscv_g || h->invalidate == vpid_invalidate;
  case WRONG_ADDRESS: return !ept && !everything;
  case LEAVES: return h->steps && !ept && !everything && h->format != &vpt_x86_64;
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

/* With FEAT_LPA2 bits 51:48 of a root are not where the VMID is. */
static void test_vttbr(void **state)
{
  const struct vpt_pool_config memory = {.window = m.window, .window_oa = 5ULL << 48, .window_bytes = sizeof m.window,
                                         .granule_log2 = 12, .info = m.info, .info_count = FRAMES};
  const struct vpt_config config = {.geometry = {&vpt_aarch64_s2_lpa2, 3, 39, 52}, .pool = &m.pool, .output_first = 0,
                                    .output_end = 1ULL << 40, .id = 7};
  (void)state;
  assert_int_equal(vpt_pool_init(&m.pool, &memory), VPT_OK);
  assert_int_equal(vpt_init(&m.space[0], &config), VPT_OK);
  const uint64_t root = vpt_root(&m.space[0]);
  assert_true(root >> 48 == 5);
  assert_true(vpt_aarch64_vttbr(&m.space[0]) == (7ULL << 48 | (root & 0xFFFFFFFFFFFF) | 5 << 2));
}

/* A fence that SBI refuses, and nobody to tell. */
static void test_trap(void **state)
{
  struct vpt_riscv_tlb harts = {.harts = 2};
  const struct vpt_invalidation what = {.length = PAGE, .leaf_size = PAGE, .leaf_only = true};
  int status = 0;
  (void)state;
  const pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    signal(SIGILL, SIG_DFL);
    signal(SIGTRAP, SIG_DFL);
    sbi = REFUSES;
    vpt_riscv_invalidate(&harts, &what);
    _exit(0);
  }
  assert_true(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_right), cmocka_unit_test(test_wrong),
                                     cmocka_unit_test(test_vttbr), cmocka_unit_test(test_trap)};
  if (argc > 1) {
    only = argv[1];
    return cmocka_run_group_tests_name("tlb", (const struct CMUnitTest[]){cmocka_unit_test(test_right)}, NULL, NULL);
  }
  return cmocka_run_group_tests_name("tlb", tests, NULL, NULL);
}
