/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A live test on two harts: one uses 4 MiB of memory through tables, all the time; the other splits, protects, unmaps
 * and maps parts of them, and takes the pool's free frames away and spoils them. No access may go otherwise than the
 * tables allow at that moment, not even while a call is under way, and no store may land in memory that was unmapped.
 *
 * The one that changes tables runs in M-mode, where nothing is translated; the one that uses the memory in S-mode, its
 * code and what both share in a leaf of 1 GiB. It executes the fences that the other asks for, between two accesses.
 */
#include <stdbool.h>

#include <vpt/tlb/riscv.h>
#include <vpt/vpt.h>

#define PAGE UINT64_C(0x1000)
#define IA UINT64_C(0x40000000)
#define OA UINT64_C(0x84000000)
#define RAM UINT64_C(0x80000000) /* its first GiB */
#define GIB UINT64_C(0x40000000)
#define POISON UINT64_C(0xDEADDEADDEADDEAD)
#define RW (VPT_READ | VPT_WRITE)
/* What a spoiled frame is full of: leaves for addresses where there is no memory. */
#define GIB_LEAF (UINT64_C(0x40000000) >> 12 << 10 | 0xCF)

enum {
  PAGES = 1024,
  FRAMES = 32,
  CHANGES = 400,
  ACCESSES = 200,        /* that follow each change, at least */
  LOAD_FAULT = 13,       /* mcause */
  STORE_FAULT = 15,
  NO_FAULT = 0x1000,
};

#define WRITE(name, value) __asm__ volatile("csrw " #name ", %0" : : "r"((uint64_t)(value)) : "memory")

static _Alignas(0x1000) uint64_t window[FRAMES * 512];
static struct vpt_frame_info info[FRAMES];
static struct vpt_pool pool;
static struct vpt space;
static uint64_t random_state = 1;

/* ---- what both know ------------------------------------------------------------------------- */

/* What is mapped of a page: before a call, and what the call makes of it; the same between calls. */
static vpt_attr now[PAGES], then[PAGES];
static uint64_t version;        /* odd while a call is under way */
static uint64_t accesses;       /* of the hart that uses the memory */
static uint64_t checked;        /* those that had to go one way */
static uint64_t asked, done;    /* fences */
static struct vpt_invalidation what;
static const struct vpt_riscv_tlb one_hart; /* each asks the other by itself */
static bool map_fence, started;
static const char *volatile failure;
static volatile uint64_t failed_page;

#define LOAD(variable) __atomic_load_n(&(variable), __ATOMIC_SEQ_CST)
#define STORE(variable, value) __atomic_store_n(&(variable), value, __ATOMIC_SEQ_CST)

static void fail(const char *text, uint64_t page)
{
  if (failure) return;
  failed_page = page;
  failure = text;
}

static uint64_t *memory_of(uint64_t page)
{
  return (uint64_t *)(OA + page * PAGE);
}

static uint64_t random_below(uint64_t *state, uint64_t bound)
{
  *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407;
  return (*state >> 33) % bound;
}

/* ---- the hart that uses the memory ------------------------------------------------------------ */

/* One load or store, which may fault. Returns the cause. */
#define ATTEMPT(name, instruction)                                                                        \
  static uint64_t name(uint64_t address, uint64_t *value)                                                 \
  {                                                                                                       \
    uint64_t word = *value, cause;                                                                        \
    __asm__ volatile("la t0, 1f\n csrw stvec, t0\n li %[why], 0x1000\n" instruction "\n j 2f\n"           \
                     ".balign 4\n1: csrr %[why], scause\n2:"                                              \
                     : [word] "+&r"(word), [why] "=&r"(cause) : [at] "r"(address) : "t0", "memory");      \
    *value = word;                                                                                        \
    return cause;                                                                                         \
  }

ATTEMPT(load, "ld %[word], 0(%[at])")
ATTEMPT(store, "sd %[word], 0(%[at])")

static uint64_t last[PAGES]; /* what it stored */

/* May an access with this right end so, if the page is mapped with one of these? */
static bool may_be(vpt_attr right, bool worked, vpt_attr a, vpt_attr b)
{
  return ((a & right) != 0) == worked || ((b & right) != 0) == worked;
}

static void use(uint64_t page, bool write)
{
  vpt_attr right = write ? VPT_WRITE : VPT_READ;
  uint64_t before = LOAD(version);
  vpt_attr a = LOAD(now[page]), b = LOAD(then[page]);
  uint64_t value = last[page] + 1;
  uint64_t cause = (write ? store : load)(IA + page * PAGE, &value);
  vpt_attr c = LOAD(now[page]), d = LOAD(then[page]);
  uint64_t after = LOAD(version);
  bool worked = cause == NO_FAULT;
  if (!worked && cause != (write ? STORE_FAULT : LOAD_FAULT)) fail("an exception that is no page fault", page);
  if (after - before < 2) { /* at most one call touched it */
    if (!may_be(right, worked, a, b) && !may_be(right, worked, c, d)) {
      fail(write ? "a store went otherwise" : "a load went otherwise", page);
    }
    STORE(checked, checked + (a == b && b == c && c == d));
  }
  if (worked && write) last[page] = value;
  if (worked && !write && value != last[page]) fail("a load found something else", page);
}

static void fences(void)
{
  if (LOAD(asked) == done) return;
  if (map_fence) vpt_riscv_mapped();
  else vpt_riscv_forget(&one_hart, &what);
  STORE(done, done + 1);
}

static void use_for_ever(void)
{
  uint64_t state = 2;
  WRITE(satp, UINT64_C(8) << 60 | UINT64_C(1) << 44 | vpt_root(&space) >> 12);
  __asm__ volatile("sfence.vma" : : : "memory");
  for (;;) {
    uint64_t page = random_below(&state, PAGES);
    use(page, random_below(&state, 2) != 0);
    fences();
    STORE(accesses, accesses + 1);
  }
}

/* Goes on in S-mode, where page faults go, too. */
static void begin_use(void)
{
  while (!LOAD(started)) {
  }
  WRITE(medeleg, 1U << LOAD_FAULT | 1U << STORE_FAULT);
  WRITE(mepc, use_for_ever);
  WRITE(mstatus, UINT64_C(1) << 11); /* MPP: S */
  __asm__ volatile("mret");
}

/* ---- the hart that changes the tables ---------------------------------------------------------- */

static void ask(bool mapped)
{
  uint64_t number = asked + 1;
  map_fence = mapped;
  STORE(asked, number);
  while (LOAD(done) != number) {
  }
}

/* Asks and waits, so that the next one may ask. */
static void invalidate(void *context, const struct vpt_invalidation *is)
{
  (void)context;
  what = *is;
  ask(false);
}

static void sync(void *context)
{
  (void)context;
}

static void begin(uint64_t first, uint64_t count, vpt_attr attr, bool holes)
{
  STORE(version, version + 1);
  for (uint64_t page = first; page < first + count; page++) {
    if (holes || now[page] != 0) STORE(then[page], attr);
  }
}

static void end(uint64_t first, uint64_t count)
{
  for (uint64_t page = first; page < first + count; page++) STORE(now[page], then[page]);
  STORE(version, version + 1);
}

static uint64_t saved[PAGES], splits, unmaps, spoiled;

static void protect(uint64_t first, uint64_t count, vpt_attr attr)
{
  begin(first, count, attr, false);
  struct vpt_outcome outcome = vpt_protect(&space, IA + first * PAGE, count * PAGE, attr);
  end(first, count);
  if (outcome.status != VPT_OK) fail("vpt_protect", first);
  splits += outcome.frames;
}

/* What was unmapped is somebody else's at once. */
static void unmap(uint64_t first, uint64_t count)
{
  begin(first, count, 0, false);
  struct vpt_outcome outcome = vpt_unmap(&space, IA + first * PAGE, count * PAGE);
  if (outcome.status != VPT_OK) fail("vpt_unmap", first);
  splits += outcome.frames;
  unmaps++;
  for (uint64_t page = first; page < first + count; page++) {
    if (now[page] == 0) continue;
    saved[page] = *memory_of(page);
    *memory_of(page) = POISON;
  }
  end(first, count);
}

/* Maps the hole that begins there. */
static void map(uint64_t first, uint64_t count, vpt_attr attr)
{
  for (uint64_t page = first; page < first + count; page++) {
    if (*memory_of(page) != POISON) fail("a store landed where nothing is mapped", page);
    *memory_of(page) = saved[page];
  }
  begin(first, count, attr, true);
  enum vpt_status status = vpt_map(&space, IA + first * PAGE, OA + first * PAGE, count * PAGE, attr, 0).status;
  ask(true);
  end(first, count);
  if (status != VPT_OK) fail("vpt_map", first);
}

static void map_all_holes(vpt_attr attr)
{
  struct vpt_run run;
  for (uint64_t page = 0; page < PAGES; page += run.length / PAGE) {
    run = vpt_next_run(&space, IA + page * PAGE, (PAGES - page) * PAGE);
    if (run.status == VPT_ERR_UNMAPPED) map(page, run.length / PAGE, attr);
  }
}

static void wait_for_accesses(uint64_t count)
{
  uint64_t until = LOAD(accesses) + count;
  while (LOAD(accesses) < until && !failure) {
  }
}

/* The owner takes the free frames back, and fills them with what would be leaves. */
static void spoil_free_frames(void)
{
  vpt_oa frames[FRAMES];
  uint64_t count = vpt_pool_free(&pool);
  if (vpt_pool_remove(&pool, frames, count) != VPT_OK) fail("vpt_pool_remove", 0);
  for (uint64_t i = 0; i < count; i++) {
    for (uint64_t word = 0; word < 512; word++) ((uint64_t *)frames[i])[word] = GIB_LEAF;
  }
  wait_for_accesses(ACCESSES);
  for (uint64_t i = 0; i < count; i++) {
    if (vpt_pool_add(&pool, frames[i], PAGE) != VPT_OK) fail("vpt_pool_add", i);
  }
  spoiled += count;
}

static void change(void)
{
  uint64_t first = random_below(&random_state, PAGES), count = 1 + random_below(&random_state, PAGES - first);
  if (random_below(&random_state, 2) != 0) count = 1 + count % 8;
  switch (random_below(&random_state, 8)) {
  case 0:
  case 1:
  case 2: protect(first, count, random_below(&random_state, 2) != 0 ? VPT_READ : RW); break;
  case 3:
  case 4: unmap(first, count); break;
  case 5: map_all_holes(RW); break;
  case 6: spoil_free_frames(); break;
  default: /* two blocks again */
    unmap(0, PAGES);
    map_all_holes(RW);
    break;
  }
}

/* ---- the test ----------------------------------------------------------------------------------- */

static void print(const char *text)
{
  while (*text) *(volatile uint8_t *)0x10000000 = (uint8_t)*text++;
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

_Noreturn static void leave_machine(bool passed)
{
  for (;;) *(volatile uint32_t *)0x100000 = passed ? 0x5555 : 0x13333;
}

void live_main(uint64_t hart);
void panic(void);

__attribute__((aligned(4))) void panic(void)
{
  print("an exception that no access asked for\n");
  leave_machine(false);
}

static bool make_space(void)
{
  static const struct vpt_pool_config memory = {window, (vpt_oa)window, sizeof window, 12, info, FRAMES};
  static const struct vpt_config config = {.geometry = {&vpt_riscv, 3, 39, 56}, .half = VPT_LOWER, .pool = &pool,
                                           .output_first = RAM, .output_end = RAM + GIB, .leaf_size_max = GIB,
                                           .output_has_tables = true, .id = 1, .hooks = {invalidate, sync, 0}};
  return vpt_pool_init_empty(&pool, &memory) == VPT_OK &&
         vpt_pool_add(&pool, (vpt_oa)window, sizeof window) == VPT_OK && vpt_init(&space, &config) == VPT_OK &&
         vpt_map(&space, RAM, RAM, GIB, RW | VPT_EXEC, 0).status == VPT_OK &&
         vpt_map(&space, IA, OA, PAGES * PAGE, RW, 0).status == VPT_OK && vpt_pool_free(&pool) == FRAMES - 2;
}

void live_main(uint64_t hart)
{
  WRITE(pmpaddr0, ~UINT64_C(0)); /* all memory is open to all modes */
  WRITE(pmpcfg0, 0x1F);
  if (hart == 1) begin_use();
  for (uint64_t page = 0; page < PAGES; page++) {
    *memory_of(page) = last[page] = page << 32;
    now[page] = then[page] = RW;
  }
  if (!make_space()) fail("no space", 0);
  STORE(started, true);
  for (int i = 0; i < CHANGES && !failure; i++) {
    wait_for_accesses(ACCESSES);
    change();
  }
  wait_for_accesses(ACCESSES);
  line("accesses: ", LOAD(accesses));
  line("of which had to go one way: ", LOAD(checked));
  line("tables made for splits: ", splits);
  line("unmaps: ", unmaps);
  line("frames taken back and spoiled: ", spoiled);
  if (failure) {
    print(failure);
    line(", page ", failed_page);
  }
  leave_machine(!failure && checked > CHANGES * ACCESSES / 2 && splits > 50 && unmaps > 50 && spoiled > 100);
}
