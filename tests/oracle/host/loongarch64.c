/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LoongArch: which batches there are, register values, and what ESTAT and BADV must say. Stated from the
 * LoongArch Reference Manual, Volume 1 (section titles are given), not from the library.
 *
 * QEMU 7.2 is not asked what it gets wrong: it looks at pages of 4 KiB in groups of four, so they must keep the
 * input address's place among them, and it forgets NR once another access went through, so the kernel forgets
 * translations before each access. It tests NR before the privilege level, the manual after: where both are
 * wrong, either answer passes. Fetches that it would not come back from are judged by the kernel.
 */
#include "loongarch64/machine.h"
#include "oracle.h"

const vpt_oa oracle_image_oa = MACHINE_IMAGE_OA;
const uint64_t oracle_image_bytes = MACHINE_RAM_END - MACHINE_IMAGE_OA;

/* What the kernel sends over the serial line are the results. */
const char oracle_command[] =
    ORACLE_LIMIT " qemu-system-loongarch64 -accel tcg -M virt -cpu la464 -m 1G"
    " -nodefaults -display none -kernel '%1$s' -device loader,file='%2$s',addr=0x94000000,force-raw=on"
    " -chardev file,id=results,path=\"$(dirname '%2$s')/results\" -serial chardev:results";
_Static_assert(MACHINE_IMAGE_OA == 0x94000000, "the loader's address in oracle_command");

/* ---- batches -------------------------------------------------------------------------------- */

#define VALEN 48 /* -cpu la464: CPUCFG.1.VALEN */
#define QEMU_PAGE_BYTES 0x4000

static const struct vpt_format *const formats[] = {&vpt_loongarch_4k, &vpt_loongarch_16k};

/* Bits 25 (an address beside the arena), 0 (V), 1 (D), 3 (PLV), 61 (NR), 62 (NX), 63 (RPLV). */
static const struct plant plants[] = {
    {"output-address bit", 1ULL << 25, VPT_READ}, {"valid bit", 1ULL << 0, VPT_READ},
    {"dirty bit", 1ULL << 1, 0}, {"privilege bit", 1ULL << 3, VPT_READ | VPT_USER},
    {"not-readable bit", 1ULL << 61, 0}, {"not-executable bit", 1ULL << 62, 0},
    {"restricted-privilege bit", 1ULL << 63, VPT_READ | VPT_USER},
};

/*
 * Tables of 4 KiB pages with an index bit for every bit of an address are for both halves. Four levels of 16 KiB pages
 * would be for 58 bits: their upper half is asked by offsets from 2^47 on, which the kernel sign-extends.
 */
static void add(struct case_list *list, const struct vpt_geometry *geometry, bool fetch,
                const struct plant *plant)
{
  bool both = geometry->format == &vpt_loongarch_4k && geometry->input_bits == VALEN;
  const char *name = geometry->format == &vpt_loongarch_4k ? "loongarch-4k" : "loongarch-16k";
  add_case(list, &(struct oracle_case){.name = name, .geometry = *geometry,
                                       .half = both ? VPT_SIGNED : VPT_LOWER, .fetch = fetch, .plant = plant});
}

/* Every input size; the output sizes take turns. */
static void add_all_sizes(struct case_list *list, const struct vpt_format *format)
{
  for (unsigned levels = 1; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= VALEN; bits++) {
      struct vpt_geometry geometry = {format, levels, bits, 36 + bits % 13};
      if (vpt_check_geometry(&geometry) != VPT_OK) continue;
      add(list, &geometry, true, NULL);
    }
  }
}

size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  for (size_t i = 0; i < 2; i++) {
    add_all_sizes(&list, formats[i]);
    /* Output addresses beyond the memory: only where accesses are allowed is asked. */
    add(&list, &(struct vpt_geometry){formats[i], 4, 48, 48}, false, NULL);
    add(&list, &(struct vpt_geometry){formats[i], 3, 39, 47}, false, NULL);
    for (size_t p = 0; p < sizeof(plants) / sizeof(plants[0]); p++) {
      struct vpt_geometry geometry = {formats[i], i == 0 ? 4 : 3, i == 0 ? 48 : 47, 48};
      add(&list, &geometry, true, &plants[p]);
    }
  }
  for (size_t i = 0; i < 2; i++) {
    add(&list, &(struct vpt_geometry){formats[i], 3, 39, 48}, true, &grants_withheld);
  }
  return list.count;
}

/* Every third input size has its tables at physical address 0. */
static bool tables_at_0(const struct oracle_case *test)
{
  return test->plant == NULL && test->geometry.input_bits % 3 == 0;
}

/* Nothing is at output addresses from 2^40 on. */
void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  const struct vpt_geometry *geometry = &test->geometry;
  plan->oa_first = test->fetch ? MACHINE_ARENA_OA : 1ULL << 40;
  plan->oa_bytes = test->fetch ? MACHINE_ARENA_BYTES : (1ULL << geometry->output_bits) - (1ULL << 40);
  plan->oa_agrees = QEMU_PAGE_BYTES;
  plan->window_oa = tables_at_0(test) ? 0 : plan->image_oa;
  plan->heights = 3;
  plan->leaf_size_max = vpt_entry_size(geometry, 2);
}

/* ---- operations ----------------------------------------------------------------------------- */

/* What each operation asks: for whom, which right it needs, and the exception if the page lacks it. */
static const struct {
  const char *name;
  unsigned level;
  vpt_attr right;
} operations[] = {
    [LOAD_PLV0] = {"load at PLV0", 0, VPT_READ},   [LOAD_PLV3] = {"load at PLV3", 3, VPT_READ},
    [STORE_PLV0] = {"store at PLV0", 0, VPT_WRITE}, [STORE_PLV3] = {"store at PLV3", 3, VPT_WRITE},
    [FETCH_PLV0] = {"fetch at PLV0", 0, VPT_EXEC}, [FETCH_PLV3] = {"fetch at PLV3", 3, VPT_EXEC},
};

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

/* Bit 47 of a virtual address is that of all above; others may be in the kernel's window. So of a space for both halves
 * its own addresses are asked, and of others, below 48 bits of input, only the lower half. */
struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t all[] = {LOAD_PLV0, STORE_PLV3, FETCH_PLV0, LOAD_PLV3, STORE_PLV0, FETCH_PLV3};
  bool half = test->fetch && test->plant == NULL; /* many sizes: each three of the six, in turn */
  struct query_plan plan = {.operations = half ? all + test->geometry.input_bits % 2 * 3 : all,
                            .operation_count = half ? 3 : 6, .align = MACHINE_SLOT_BYTES};
  plan.inside = test->half == VPT_SIGNED;
  plan.last = plan.inside ? UINT64_MAX : (1ULL << (test->geometry.input_bits == VALEN ? VALEN : VALEN - 1)) - 1;
  plan.has_arena = test->fetch;
  plan.arena_oa = MACHINE_ARENA_OA;
  plan.arena_bytes = MACHINE_ARENA_BYTES;
  return plan;
}

/* ---- registers ------------------------------------------------------------------------------ */

void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  const struct vpt_geometry *geometry = &test->geometry;
  registers[REGISTER_PGD] = vpt_root(&tables->space);
  registers[REGISTER_COPY_FROM] = tables->plan.image_oa;
  registers[REGISTER_COPY_BYTES] = tables_at_0(test) ? tables_bytes(geometry) : 0;
  registers[REGISTER_STLBPS] = geometry->format->granule_log2;
  registers[REGISTER_REFILL] = geometry->format == &vpt_loongarch_4k
                                   ? MACHINE_REFILL_4K + geometry->input_bits - 31
                                   : MACHINE_REFILL_16K + geometry->input_bits - 37;
}

/* ---- answers -------------------------------------------------------------------------------- */

/* "Exception Code": CSR.ESTAT.Ecode, bits 21:16; EsubCode, bits 30:22. */
enum {
  ECODE_PIL = 0x1, /* page invalid: load, store, fetch */
  ECODE_PIS = 0x2,
  ECODE_PIF = 0x3,
  ECODE_PME = 0x4, /* page modification */
  ECODE_PNR = 0x5,
  ECODE_PNX = 0x6,
  ECODE_PPI = 0x7, /* page privilege */
  ECODE_ADE = 0x8, /* fetch: subcode 0; load and store: 1 */
  ECODE_SYS = 0xB,
};

static struct expectation expect_fault(uint64_t ecode, uint64_t ecode_mask, const struct batch_query *query)
{
  struct expectation expect = {.mask = {.status = ecode_mask << 16 | 0x1FFULL << 22, .detail = UINT64_MAX}};
  expect.value.status = ecode << 16;
  expect.value.detail = (uint64_t)((int64_t)(query->address << 16) >> 16);
  return expect;
}

static uint64_t by_right(vpt_attr right, uint64_t load, uint64_t store, uint64_t fetch)
{
  return right == VPT_READ ? load : right == VPT_WRITE ? store : fetch;
}

/* READ, WRITE and EXEC are what they say. Without USER they are PLV 0's. With USER they are PLV 3's, and
 * PLV 0's too; but what PLV 3 may execute is not PLV 0's at all. */
static bool reaches(unsigned level, vpt_attr attr)
{
  bool user = (attr & VPT_USER) != 0;
  return level == 3 ? user : !(user && (attr & VPT_EXEC) != 0);
}

/* Beyond the memory: a bus error, which QEMU gives as ADE. */
static struct expectation expect_nothing_there(vpt_attr right)
{
  uint64_t subcode = right == VPT_EXEC ? 0 : 1;
  struct expectation expect = {.mask = {.status = 0x3FULL << 16 | 0x1FFULL << 22}};
  expect.value.status = (uint64_t)ECODE_ADE << 16 | subcode << 22;
  return expect;
}

static struct expectation expect_done(uint64_t oa, vpt_attr right)
{
  struct expectation expect = {.mask = {.status = 0x3FULL << 16, .detail = UINT64_MAX}};
  expect.value.status = (uint64_t)ECODE_SYS << 16;
  expect.value.detail = by_right(right, machine_slot_word(oa), oa, oa / MACHINE_SLOT_BYTES);
  return expect;
}

/* "TLB-based Translation of Virtual Addresses to Physical Addresses". */
struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  vpt_attr right = operations[query->operation].right;
  struct vpt_result leaf = vpt_query(&tables->space, query->address);
  if (leaf.status != VPT_OK) {
    return expect_fault(by_right(right, ECODE_PIL, ECODE_PIS, ECODE_PIF), 0x3F, query);
  }
  bool missing = (leaf.attr & right) == 0;
  if (!reaches(operations[query->operation].level, leaf.attr)) {
    uint64_t other = missing ? by_right(right, ECODE_PNR, ECODE_PPI, ECODE_PPI) : ECODE_PPI;
    return expect_fault(ECODE_PPI & other, 0x3F & ~(ECODE_PPI ^ other), query);
  }
  if (missing) {
    return expect_fault(by_right(right, ECODE_PNR, ECODE_PME, ECODE_PNX), 0x3F, query);
  }
  return test->fetch ? expect_done(leaf.oa, right) : expect_nothing_there(right);
}

struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  vpt_attr right = operations[query->operation].right;
  uint64_t found = got->detail;
  (void)test;
  return (struct access){.through = (got->status >> 16 & 0x3F) == ECODE_SYS,
                         .oa = by_right(right, machine_slot_oa(found), found, found * MACHINE_SLOT_BYTES),
                         .rights = right | (operations[query->operation].level == 3 ? VPT_USER : 0),
                         .types = GRANTED_TYPES};
}
