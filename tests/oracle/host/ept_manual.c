/* SPDX-License-Identifier: Apache-2.0 */
/*
 * EPT with four and five levels, against a program that walks it by the manual (tests/oracle/ept/manual.py): which
 * batches there are, and what that program must say. It also tells what no machine shows: memory types and flags.
 */
#include "oracle.h"

const vpt_oa oracle_image_oa = 0; /* offsets */
const uint64_t oracle_image_bytes = 0x10000000;
const char oracle_command[] = "'%s' '%s'";

/* What stands in batch.registers, which operations there are, and what the answers are: see there. */
enum { REGISTER_EPTP, REGISTER_PA_BITS, REGISTER_WINDOW_OA, REGISTER_WINDOW_OFFSET, REGISTER_WINDOW_BYTES };
enum { READ, WRITE, FETCH };
enum { REASON_NONE = 0, REASON_EPT_VIOLATION = 48 };

/* ---- batches -------------------------------------------------------------------------------- */

static const struct plant plants[] = {
    {"output-address bit", 0, VPT_READ},
    {"read bit", 1ULL << 0, 0},
    {"write bit", 1ULL << 1, VPT_READ},
    {"execute bit", 1ULL << 2, VPT_READ},
    {"memory type", 1ULL << 3, VPT_READ},
    {"memory type, made reserved", 1ULL << 4, VPT_DEVICE},
    {"ignore-PAT bit", 1ULL << 6, VPT_READ},
    {"accessed flag", 1ULL << 8, VPT_READ},
    {"dirty flag", 1ULL << 9, VPT_WRITE},
    {"address bit beyond MAXPHYADDR", 1ULL << 46, 0},
    {"address bit, the last", 1ULL << 51, 0},
};
#define PLANTS (sizeof(plants) / sizeof(plants[0]))
#define PLANTS_OUTPUT_BITS 46
#define OUTPUT_SIZES_EACH 3

static void add(struct case_list *list, struct vpt_geometry geometry, const struct plant *plant)
{
  add_case(list, &(struct oracle_case){.name = "ept-manual", .geometry = geometry, .plant = plant});
}

/* Every input size; the output sizes, 32 to 52, take turns. */
size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  unsigned turn = 0;
  for (unsigned levels = 4; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= 64; bits++) {
      struct vpt_geometry geometry = {&vpt_ept, levels, bits, 52};
      if (vpt_check_geometry(&geometry) != VPT_OK) continue;
      for (int i = 0; i < OUTPUT_SIZES_EACH; i++) {
        geometry.output_bits = 32 + turn++ % 21;
        add(&list, geometry, NULL);
      }
    }
  }
  for (size_t p = 0; p < PLANTS; p++) {
    add(&list, (struct vpt_geometry){&vpt_ept, 5, 57, PLANTS_OUTPUT_BITS}, &plants[p]);
  }
  add(&list, (struct vpt_geometry){&vpt_ept, 5, 57, PLANTS_OUTPUT_BITS}, &grants_withheld);
  return list.count;
}

/* Tables anywhere in physical memory, and leaves everywhere. */
void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  struct random random = {plan->seed};
  (void)test;
  plan->oa_bytes = 1ULL << plan->geometry.output_bits;
  plan->heights = 3;
  plan->leaf_size_max = vpt_entry_size(&plan->geometry, 2);
  plan->window_oa = random_below(&random, plan->oa_bytes / TABLES_BYTES) * TABLES_BYTES;
}

/* Bits of the guest-physical address that take part in the walk. */
static unsigned address_bits(const struct oracle_case *test)
{
  return test->geometry.levels == 5 ? 57 : 48;
}

struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t all[] = {READ, WRITE, FETCH};
  return (struct query_plan){
      .operations = all, .operation_count = 3, .align = 1, .last = (1ULL << address_bits(test)) - 1};
}

/* EPTP: memory type of the walks, WB, in bits 2:0, levels - 1 in bits 5:3, accessed and dirty flags on in bit 6. */
void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  registers[REGISTER_EPTP] = vpt_root(&tables->space) | 6 | (test->geometry.levels - 1ULL) << 3 | 1ULL << 6;
  registers[REGISTER_PA_BITS] = test->geometry.output_bits;
  registers[REGISTER_WINDOW_OA] = tables->plan.window_oa;
  registers[REGISTER_WINDOW_OFFSET] = tables->plan.image_oa;
  registers[REGISTER_WINDOW_BYTES] = tables_bytes(&test->geometry);
}

/* ---- answers -------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  vpt_attr right;
} operations[] = {[READ] = {"read", VPT_READ}, [WRITE] = {"write", VPT_WRITE}, [FETCH] = {"fetch", VPT_EXEC}};

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

/* Memory type in bits 2:0, ignore-PAT in bit 3: WB, WC, and UC whatever the guest's PAT says. */
static uint64_t memory_type(vpt_attr attr)
{
  switch (attr & (VPT_NORMAL_NC | VPT_DEVICE)) {
  case VPT_NORMAL: return 6;
  case VPT_NORMAL_NC: return 1;
  default: return 8;
  }
}

/* "Exit Qualification for EPT Violations": bits 2:0 the access, bits 5:3 what the tables allow. No flag is ever to be set. */
struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  struct vpt_result leaf = vpt_query(&tables->space, query->address);
  vpt_attr right = operations[query->operation].right;
  struct expectation expect = {.mask = {UINT64_MAX, UINT64_MAX}};
  (void)test;
  if (leaf.status == VPT_OK && (leaf.attr & right) != 0) {
    expect.value = (struct batch_result){REASON_NONE | memory_type(leaf.attr) << 16, leaf.oa};
  } else { /* without a leaf there are no rights */
    uint64_t qualification = right | (uint64_t)(leaf.attr % 8) << 3;
    expect.value = (struct batch_result){REASON_EPT_VIOLATION | qualification << 16, query->address};
  }
  return expect;
}

struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  uint64_t type = got->status >> 16;
  (void)test;
  return (struct access){.through = (got->status & 0xFFFF) == REASON_NONE,
                         .oa = got->detail,
                         .rights = operations[query->operation].right,
                         .types = VPT_TYPE(type == 6 ? VPT_NORMAL : type == 1 ? VPT_NORMAL_NC : VPT_DEVICE)};
}
