/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A live test on two cores: one uses memory through tables, all the time; the other splits, protects, unmaps and maps
 * parts of it, and takes the pool's free frames away and spoils them. No access may go otherwise than the tables allow
 * at that moment, not even while a call is under way, and no store may land in memory that was unmapped.
 *
 * There are two spaces, each with an id (ASID) of its own and two blocks at the same addresses, and two blocks of global
 * leaves.
 * Some page is touched by both cores before a change, so that their TLBs have it, and after it by both again: under
 * the space that ran all the time, or after the other core has run the other space meanwhile.
 *
 * Both cores run with translation on, code and what they share in leaves of 1 GiB, or in a window that needs none.
 *
 * What QEMU's TLBs (7.2, TCG) can show. Each core has one of its own, so a core that was not told goes on as before.
 * But for LoongArch's they keep neither ids nor a mark of what is global, and a core that goes to another id loses all of
 * its own. So it is seen that nobody dropped a leaf, tagged or global; not that an instruction was for the wrong id, or
 * for one that does not reach global entries: for that there are TLBs in software (tests/tlb). More in the file of each
 * machine.
 */
#include "live.h"

#define POISON UINT64_C(0xDEADDEADDEADDEAD)
/* What a spoiled frame is full of: leaves for addresses where there is no memory, on RISC-V. */
#define SPOIL (UINT64_C(0x40000000) >> 12 << 10 | 0xCF)

enum {
  PAGES = 2 * ENTRIES, /* of a region: two blocks */
  FRAMES = 32,
  CHANGES = 250,
  ACCESSES = 200, /* that follow each change, at least */
  REGIONS = TAGGED + 1,
  GLOBAL = TAGGED, /* the region of that number */
};

static _Alignas(PAGE) uint64_t window[FRAMES * ENTRIES];
static struct vpt_frame_info info[FRAMES];
static struct vpt_pool pool;
static struct vpt spaces[TAGGED + 1]; /* the last one for what is global, if the machine has it apart */
static uint64_t random_state = 1;

/* ---- what both know ------------------------------------------------------------------------- */

struct region {
  vpt_ia ia;
  vpt_oa oa;
  vpt_attr global;                /* VPT_GLOBAL, or 0 */
  struct vpt *first, *end;        /* the spaces that have it */
  vpt_attr now[PAGES], then[PAGES]; /* what is mapped: before a call, and what it makes of it; the same between calls */
  uint64_t last[CORES][PAGES];    /* what each core stored, in a word of its own */
  uint64_t saved[CORES][PAGES];   /* of a page that is unmapped */
};

static struct region regions[REGIONS];
static uint64_t version;         /* odd while a call is under way */
static uint64_t accesses;        /* of the core that uses the memory */
static uint64_t checked[CORES];  /* those that had to go one way */
static bool started;

/* What the core that uses the memory is told: run this space, touch this page. */
static struct region *touched;
static uint64_t touched_page, to_run, told, obeyed;

static const char *failure;
static const struct region *failed_region;
static uint64_t failed_page, failed_core;
static bool failing;

static void fail(const char *text, const struct region *region, uint64_t page, uint64_t core)
{
  if (__atomic_exchange_n(&failing, true, __ATOMIC_SEQ_CST)) return;
  failed_region = region;
  failed_page = page;
  failed_core = core;
  STORE(failure, text);
}

static uint64_t *memory_of(const struct region *region, uint64_t page)
{
  return (uint64_t *)(machine.window + region->oa + page * PAGE);
}

static uint64_t random_below(uint64_t *state, uint64_t bound)
{
  *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
  return (*state >> 33) % bound;
}

/* ---- the use of memory ------------------------------------------------------------------------ */

/* May an access with this right end so, if the page is mapped with one of these? */
static bool may_be(vpt_attr right, bool worked, vpt_attr a, vpt_attr b)
{
  return ((a & right) != 0) == worked || ((b & right) != 0) == worked;
}

static void use(uint64_t core, struct region *region, uint64_t page, bool write)
{
  vpt_attr right = write ? VPT_WRITE : VPT_READ;
  uint64_t *last = &region->last[core][page];
  uint64_t before = LOAD(version);
  vpt_attr a = LOAD(region->now[page]), b = LOAD(region->then[page]);
  uint64_t value = *last + 1;
  IN_ORDER();
  enum ending ending = (write ? machine_store : machine_load)(region->ia + page * PAGE + core * 8, &value);
  IN_ORDER();
  vpt_attr c = LOAD(region->now[page]), d = LOAD(region->then[page]);
  uint64_t after = LOAD(version);
  bool worked = ending == WORKED;
  if (ending == OTHER_FAULT) fail("an exception that is no page fault", region, page, core);
  if (after - before < 2) { /* at most one call touched it */
    if (!may_be(right, worked, a, b) && !may_be(right, worked, c, d)) {
      fail(write ? "a store went otherwise" : "a load went otherwise", region, page, core);
    }
    STORE(checked[core], checked[core] + (a == b && b == c && c == d));
  }
  if (worked && write) *last = value;
  if (worked && !write && value != *last) fail("a load found something else", region, page, core);
}

static void touch(uint64_t core, struct region *region, uint64_t page)
{
  use(core, region, page, false);
  use(core, region, page, true);
}

static void use_for_ever(uint64_t core)
{
  uint64_t state = 2, space = 0;
  for (;;) {
    if (LOAD(told) != obeyed) {
      if (space != to_run) machine_run(&spaces[to_run]);
      space = to_run;
      if (touched) touch(core, touched, touched_page);
      STORE(obeyed, obeyed + 1);
    }
    struct region *region = &regions[random_below(&state, 2) != 0 ? GLOBAL : space];
    uint64_t page = random_below(&state, PAGES);
    use(core, region, page, random_below(&state, 2) != 0);
    STORE(accesses, accesses + 1);
  }
}

/* ---- the core that changes the tables ---------------------------------------------------------- */

static void tell(uint64_t space, struct region *region, uint64_t page)
{
  to_run = space;
  touched = region;
  touched_page = page;
  STORE(told, told + 1);
  while (LOAD(obeyed) != told) {
  }
}

static void touch_on_both(uint64_t space, struct region *region, uint64_t page)
{
  static uint64_t runs;
  if (space != runs) machine_run(&spaces[space]);
  runs = space;
  touch(0, region, page);
  tell(space, region, page);
}

static void begin(struct region *region, uint64_t first, uint64_t count, vpt_attr attr, bool holes)
{
  STORE(version, version + 1);
  for (uint64_t page = first; page < first + count; page++) {
    if (holes || region->now[page] != 0) STORE(region->then[page], attr);
  }
  IN_ORDER();
}

static void end(struct region *region, uint64_t first, uint64_t count)
{
  IN_ORDER();
  for (uint64_t page = first; page < first + count; page++) STORE(region->now[page], region->then[page]);
  STORE(version, version + 1);
}

static uint64_t splits, unmaps, spoiled, again[2], away;

static void protect(struct region *region, uint64_t first, uint64_t count, vpt_attr attr)
{
  begin(region, first, count, attr, false);
  for (struct vpt *space = region->first; space < region->end; space++) {
    struct vpt_outcome outcome =
      vpt_protect(space, region->ia + first * PAGE, count * PAGE, attr | region->global);
    if (outcome.status != VPT_OK) fail("vpt_protect", region, first, 0);
    splits += outcome.frames;
  }
  end(region, first, count);
}

/* What was unmapped is somebody else's at once. */
static void unmap(struct region *region, uint64_t first, uint64_t count)
{
  begin(region, first, count, 0, false);
  for (struct vpt *space = region->first; space < region->end; space++) {
    struct vpt_outcome outcome = vpt_unmap(space, region->ia + first * PAGE, count * PAGE);
    if (outcome.status != VPT_OK) fail("vpt_unmap", region, first, 0);
    splits += outcome.frames;
  }
  unmaps++;
  for (uint64_t page = first; page < first + count; page++) {
    if (region->now[page] == 0) continue;
    for (int core = 0; core < CORES; core++) {
      region->saved[core][page] = memory_of(region, page)[core];
      memory_of(region, page)[core] = POISON;
    }
  }
  end(region, first, count);
}

/* Maps the hole that begins there. */
static void map(struct region *region, uint64_t first, uint64_t count, vpt_attr attr)
{
  const vpt_ia ia = region->ia + first * PAGE;
  const vpt_attr all = attr | region->global;
  for (uint64_t page = first; page < first + count; page++) {
    for (unsigned core = 0; core < CORES; core++) {
      if (memory_of(region, page)[core] != POISON) fail("a store landed where nothing is mapped", region, page, core);
      memory_of(region, page)[core] = region->saved[core][page];
    }
  }
  begin(region, first, count, attr, true);
  for (struct vpt *space = region->first; space < region->end; space++) {
    machine_fence(space, ia, count * PAGE, all);
    if (vpt_map(space, ia, region->oa + first * PAGE, count * PAGE, all, 0).status != VPT_OK) {
      fail("vpt_map", region, first, 0);
    }
  }
  for (struct vpt *space = region->first; space < region->end; space++) machine_fence(space, ia, count * PAGE, all);
  end(region, first, count);
}

static void map_all_holes(struct region *region, vpt_attr attr)
{
  struct vpt_run run;
  for (uint64_t page = 0; page < PAGES; page += run.length / PAGE) {
    run = vpt_next_run(region->first, region->ia + page * PAGE, (PAGES - page) * PAGE);
    if (run.status == VPT_ERR_UNMAPPED) map(region, page, run.length / PAGE, attr);
  }
}

static void wait_for_accesses(uint64_t count)
{
  uint64_t until = LOAD(accesses) + count;
  while (LOAD(accesses) < until && !LOAD(failure)) {
  }
}

/* The owner takes the free frames back, and fills them with what would be leaves. */
static void spoil_free_frames(void)
{
  vpt_oa frames[FRAMES];
  uint64_t count = vpt_pool_free(&pool);
  if (vpt_pool_remove(&pool, frames, count) != VPT_OK) fail("vpt_pool_remove", 0, 0, 0);
  for (uint64_t i = 0; i < count; i++) {
    for (uint64_t word = 0; word < ENTRIES; word++) ((uint64_t *)(machine.window + frames[i]))[word] = SPOIL;
  }
  wait_for_accesses(ACCESSES);
  for (uint64_t i = 0; i < count; i++) {
    if (vpt_pool_add(&pool, frames[i], PAGE) != VPT_OK) fail("vpt_pool_add", 0, i, 0);
  }
  spoiled += count;
}

static void change(struct region *region, uint64_t first, uint64_t count)
{
  switch (random_below(&random_state, 8)) {
  case 0:
  case 1:
  case 2: protect(region, first, count, random_below(&random_state, 2) != 0 ? VPT_READ : RW); break;
  case 3:
  case 4: unmap(region, first, count); break;
  case 5: map_all_holes(region, RW); break;
  case 6: spoil_free_frames(); break;
  default: /* two blocks again */
    unmap(region, 0, PAGES);
    map_all_holes(region, RW);
    break;
  }
}

/* A change between two touches of a page in the middle of it. */
static void change_and_touch(void)
{
  uint64_t number = random_below(&random_state, REGIONS);
  uint64_t space = number < TAGGED ? number : random_below(&random_state, TAGGED);
  uint64_t first = random_below(&random_state, PAGES), count = 1 + random_below(&random_state, PAGES - first);
  if (random_below(&random_state, 2) != 0) count = 1 + count % 8;
  if (count > PAGES - first) count = PAGES - first;
  uint64_t page = first + random_below(&random_state, count);
  struct region *region = &regions[number];
  vpt_attr before = region->now[page];
  touch_on_both(space, region, page);
  if (random_below(&random_state, 4) == 0) { /* the other core has left the space when it changes */
    tell(1 - space, 0, 0);
    away++;
  }
  change(region, first, count);
  touch_on_both(space, region, page);
  again[number == GLOBAL] += before & ~region->now[page] ? 1 : 0; /* where something was taken away */
}

/* ---- the test ----------------------------------------------------------------------------------- */

static void print(const char *text)
{
  while (*text) machine_put(*text++);
}

static void print_number(uint64_t number)
{
  char digits[21] = {0};
  char *digit = digits + 20;
  do *--digit = (char)('0' + number % 10);
  while ((number /= 10) != 0);
  print(digit);
}

static void line(const char *text, uint64_t number)
{
  print(text);
  print_number(number);
  print("\n");
}

void panic(void)
{
  print("an exception that no access asked for\n");
  machine_leave();
}

static bool make_space(struct vpt *space, struct vpt_config *config, uint16_t id)
{
  config->pool = &pool;
  config->leaf_size_max = machine.own->attr ? GIB : ENTRIES * PAGE;
  config->output_has_tables = true;
  config->id = id;
  return vpt_init(space, config) == VPT_OK;
}

static bool make_region(struct region *region, vpt_ia ia, vpt_attr global, struct vpt *first, struct vpt *end)
{
  region->ia = ia;
  region->oa = machine.ram + MEMORY + (uint64_t)(region - regions) * PAGES * PAGE;
  region->global = global;
  region->first = first;
  region->end = end;
  for (uint64_t page = 0; page < PAGES; page++) {
    for (unsigned core = 0; core < CORES; core++) {
      memory_of(region, page)[core] = region->last[core][page] = page << 32 | region->oa << 16 | core << 15;
    }
    region->now[page] = region->then[page] = RW;
  }
  for (struct vpt *space = first; space < end; space++) {
    if (vpt_map(space, ia, region->oa, PAGES * PAGE, RW | global, 0).status != VPT_OK ||
        vpt_query(space, ia).size != ENTRIES * PAGE) {
      return false;
    }
  }
  return true;
}

static bool make_spaces(void)
{
  const vpt_oa oa = (vpt_oa)window - machine.window;
  const struct vpt_pool_config memory = {window, oa, sizeof window, PAGE_LOG2, info, FRAMES};
  if (vpt_pool_init_empty(&pool, &memory) != VPT_OK) return false;
  if (vpt_pool_add(&pool, oa, sizeof window) != VPT_OK) return false;
  for (uint16_t i = 0; i < TAGGED; i++) {
    if (!make_space(&spaces[i], &machine.tagged, (uint16_t)(i + 1))) return false;
    for (const struct own_memory *own = machine.own; own < machine.own + 2 && own->attr; own++) {
      if (vpt_map(&spaces[i], own->first, own->first, GIB, own->attr | VPT_GLOBAL, 0).status != VPT_OK) return false;
    }
    if (!make_region(&regions[i], machine.tagged_ia, 0, &spaces[i], &spaces[i] + 1)) return false;
  }
  struct vpt *apart = machine.global.geometry.format ? &spaces[TAGGED] : 0;
  if (apart && !make_space(apart, &machine.global, 0)) return false;
  struct vpt *first = apart ? apart : spaces, *end = apart ? apart + 1 : spaces + TAGGED;
  return make_region(&regions[GLOBAL], machine.global_ia, VPT_GLOBAL, first, end);
}

static void test(uint64_t core)
{
  (void)core;
  STORE(started, true);
  for (int i = 0; i < CHANGES && !LOAD(failure); i++) {
    wait_for_accesses(ACCESSES);
    change_and_touch();
  }
  wait_for_accesses(ACCESSES);
  line("accesses: ", LOAD(accesses));
  line("of which had to go one way: ", LOAD(checked[1]));
  line("of those of the core that changes tables: ", checked[0]);
  line("tables made for splits: ", splits);
  line("unmaps: ", unmaps);
  line("frames taken back and spoiled: ", spoiled);
  line("tagged pages that lost a right, touched again: ", again[0]);
  line("global pages that lost a right, touched again: ", again[1]);
  line("changes while the other core was in the other space: ", away);
  if (failure) {
    print(failure);
    print(failed_region == &regions[GLOBAL] ? ", global page " : ", tagged page ");
    print_number(failed_page);
    line(", core ", failed_core);
  }
  bool enough = checked[1] > CHANGES * ACCESSES / 2 && checked[0] >= CHANGES * 4 && splits > 30 && unmaps > 50 &&
                spoiled > 100 && again[0] > 20 && again[1] > 20 && away > 30;
  print(!failure && enough ? "live: passed\n" : "live: failed\n");
  machine_leave();
}

void live_main(uint64_t core)
{
  if (core == 0 && !make_spaces()) panic();
  while (core != 0 && !LOAD(started)) {
  }
  machine_enter(core, &spaces[0], &spaces[TAGGED], core == 0 ? test : use_for_ever);
}
