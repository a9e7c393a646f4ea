/* SPDX-License-Identifier: Apache-2.0 */
/* A whole port to a machine with one core, in the order of docs/adopting.md: a kernel at EL1 of QEMU's AArch64 `virt`
 * machine makes its tables, turns its MMU on with them, changes one leaf while it is on, and powers off. */
#include <vpt/aarch64.h>
#include <vpt/tlb/aarch64.h>
#include <vpt/vpt.h>

enum { PAGE = 4096, FRAMES = 16 };
static const uint64_t UART = 0x09000000;       /* PL011 */
static const vpt_ia ELSEWHERE = 0x1000000000;  /* no memory of the machine is there */

#define READ(reg) __extension__({ uint64_t v_; __asm__ volatile("mrs %0, " #reg : "=r"(v_)); v_; })
#define WRITE(reg, v) __asm__ volatile("msr " #reg ", %0" : : "r"((uint64_t)(v)) : "memory")
#define DO(instruction) __asm__ volatile(instruction : : : "memory")
#define DO_AT(instruction, v) __asm__ volatile(instruction ", %0" : : "r"((uint64_t)(v)) : "memory")

/* ---- 1. Memory for tables: the pool ---- */
static _Alignas(PAGE) uint64_t window[FRAMES * PAGE / 8];
static struct vpt_frame_info info[FRAMES];
static struct vpt_pool pool;
static struct vpt kernel;

/* ---- 3. Output, end, faults ---- */
void fault(uint64_t *skipped_pc); /* from the vectors below */
_Noreturn void start_c(void);
static volatile uint64_t fault_status, fault_address; /* of the fault that was taken last */

static void put(const char *text)
{
  for (; *text; text++) *(volatile uint32_t *)UART = (uint8_t)*text;
}

static _Noreturn void off(const char *last_words)
{
  put(last_words);
  register uint64_t function __asm__("x0") = 0x84000008; /* PSCI SYSTEM_OFF */
  for (;;) __asm__ volatile("hvc #0" : "+r"(function) : : "memory");
}

static void need(bool holds, const char *what)
{
  put(holds ? "ok    " : "FAIL  ");
  put(what);
  put("\n");
  if (!holds) off("port: failed\n");
}

/* Takes note of a data abort, and goes on behind the instruction. */
void fault(uint64_t *elr)
{
  if (READ(esr_el1) >> 26 != 0x25) off("port: unexpected exception\n");
  fault_status = READ(esr_el1) & 0x3F;
  fault_address = READ(far_el1);
  *elr += 4;
}

/* Assembler, so that the access is one instruction. Did it end in this fault, at this address? */
static bool store_faults(vpt_ia ia, uint64_t status)
{
  fault_status = 0;
  __asm__ volatile("str wzr, [%0]" : : "r"(ia) : "memory");
  return fault_status == status && fault_address == ia;
}

/* ---- 4. Its own tables: each section with its rights, the serial port as a device ---- */
extern char text_first[], rodata_first[], data_first[], data_end[];

static void map(const char *first, const char *end, vpt_attr attr)
{
  uint64_t a = (uint64_t)first;
  if (vpt_map(&kernel, a, a, (uint64_t)(end - first), attr | VPT_GLOBAL, 0).status != VPT_OK) off("port: not mapped\n");
}

static void make_tables(void)
{
  /* Static: no call of memcpy. */
  static const struct vpt_pool_config memory = {.window = window, .window_oa = (vpt_oa)window,
    .window_bytes = sizeof window, .granule_log2 = 12, .info = info, .info_count = FRAMES};
  static const struct vpt_config config = {.geometry = {&vpt_aarch64_s1, .levels = 3, .input_bits = 39,
    .output_bits = 40}, .pool = &pool, .output_end = 1ULL << 40, .output_has_tables = true,
    .hooks = {vpt_aarch64_el1_invalidate, vpt_aarch64_sync, 0}}; /* 2. Hooks: ready ones */
  need(vpt_pool_init(&pool, &memory) == VPT_OK && vpt_init(&kernel, &config) == VPT_OK, "pool and space");
  map(text_first, rodata_first, VPT_READ | VPT_EXEC);
  map(rodata_first, data_first, VPT_READ);
  map(data_first, data_end, VPT_READ | VPT_WRITE); /* the pool too */
  map((char *)UART, (char *)UART + PAGE, VPT_READ | VPT_WRITE | VPT_DEVICE);
}

/* ---- 5. Registers, and on. What was written with caches off must not be hidden by older lines of a cache. ---- */
static void mmu_on(void)
{
  const uint64_t line = 4ULL << (READ(ctr_el0) >> 16 & 0xF);
  for (uint64_t a = (uint64_t)data_first; a < (uint64_t)data_end; a += line) DO_AT("dc ivac", a);
  WRITE(mair_el1, VPT_AARCH64_MAIR);
  /* T0SZ for 39 bits; walks write-back, inner shareable; EPD1: no TTBR1; IPS: 40 bits (docs/formats.md). */
  WRITE(tcr_el1, (64 - 39) | 1 << 8 | 1 << 10 | 3 << 12 | 1 << 23 | 2ULL << 32);
  WRITE(ttbr0_el1, VPT_AARCH64_TTBR(vpt_root(&kernel)));
  DO("dsb sy"); /* tables are in memory */
  DO("isb");    /* registers are set */
  DO("tlbi vmalle1");
  DO("dsb nsh");
  DO("isb");
  WRITE(sctlr_el1, 0x30D00800 | 1 << 0 | 1 << 2 | 1 << 12 | 1 << 19); /* RES1; M, C, I, WXN */
  DO("isb");
}

/* What the MMU makes of a read: the output address, or 1. */
static uint64_t asked(vpt_ia ia)
{
  DO_AT("at s1e1r", ia);
  DO("isb");
  const uint64_t par = READ(par_el1);
  return par & 1 ? 1 : (par & 0xFFFFFFFFF000) | (ia & 0xFFF);
}

/* ---- 6. At work ---- */
_Noreturn void start_c(void)
{
  static _Alignas(PAGE) volatile uint32_t page[PAGE / 4];
  make_tables();
  mmu_on();
  put("port: the MMU is on\n");
  const uint64_t frames = vpt_pool_free(&pool);
  need(vpt_map_frame(&kernel, ELSEWHERE, (vpt_oa)page, PAGE, VPT_READ | VPT_WRITE | VPT_GLOBAL) == VPT_OK, "map");
  DO("dsb ishst"); /* map calls no hook: the walk must see the descriptor */
  DO("isb");
  *(volatile uint32_t *)(ELSEWHERE + 8) = 0xC0FFEE;
  need(page[2] == 0xC0FFEE, "a store there is seen here");
  need(asked(ELSEWHERE + 8) == vpt_query(&kernel, ELSEWHERE + 8).oa, "AT and vpt_query agree");
  need(asked((uint64_t)need) == vpt_query(&kernel, (uint64_t)need).oa, "AT and vpt_query agree on the text");
  need(vpt_protect_frame(&kernel, ELSEWHERE, VPT_READ | VPT_GLOBAL, PAGE) == VPT_OK, "protect");
  need(store_faults(ELSEWHERE + 8, 0x0F) && page[2] == 0xC0FFEE, "a store there: permission fault, level 3");
  need(vpt_unmap_frame(&kernel, ELSEWHERE, PAGE).oa == (vpt_oa)page, "unmap");
  need(store_faults(ELSEWHERE + 8, 0x05) && page[2] == 0xC0FFEE, "a store there: translation fault, level 1");
  need(store_faults((uint64_t)text_first, 0x0F), "a store to the text: permission fault, level 3");
  need(vpt_pool_free(&pool) == frames, "the tables that became empty are free again");
  off("port: passed\n");
}
