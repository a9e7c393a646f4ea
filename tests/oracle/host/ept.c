/* SPDX-License-Identifier: Apache-2.0 */
/*
 * EPT: which batches there are, the EPTP, and what exit reason, exit qualification and guest-physical address must
 * say. Stated from the Software Developer's Manual (SDM, volume 3; section titles are given), not from the library.
 */
#include "ept/machine.h"

#include "oracle.h"

const vpt_oa oracle_image_oa = MACHINE_IMAGE_OA;
const uint64_t oracle_image_bytes = MACHINE_IMAGE_END - MACHINE_IMAGE_OA;
const char oracle_command[] = "tests/oracle/ept/run.py '%s' '%s'";

/* MAXPHYADDR of Bochs: guest-physical addresses and output addresses have as many bits. */
#define MACHINE_PA_BITS 40

/* ---- batches -------------------------------------------------------------------------------- */

static const struct plant plants[] = {
    {"output-address bit", 0, VPT_READ},        {"read bit", 1ULL << 0, 0},
    {"write bit", 1ULL << 1, VPT_READ},         {"execute bit", 1ULL << 2, VPT_READ},
    {"memory type, made reserved", 1ULL << 4, VPT_DEVICE},
    {"address bit beyond MAXPHYADDR", 1ULL << 40, 0},
    {"address bit, the last", 1ULL << 51, 0},
};
#define PLANTS (sizeof(plants) / sizeof(plants[0]))

static void add(struct case_list *list, const struct vpt_geometry *geometry, const struct plant *plant)
{
  add_case(list, &(struct oracle_case){.name = "ept", .geometry = *geometry, .plant = plant});
}

/* Guests of this machine reach 2^40: all of the smallest input size, the lower part of the others. */
size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  struct vpt_geometry geometry = {&vpt_ept, 4, 40, 40};
  for (unsigned bits = 32; bits <= 52; bits++) {
    geometry.output_bits = bits;
    add(&list, &geometry, NULL);
  }
  geometry.output_bits = 40;
  for (unsigned bits = 41; bits <= 48; bits++) {
    geometry.input_bits = bits;
    add(&list, &geometry, NULL);
  }
  geometry.input_bits = 40;
  for (size_t p = 0; p < PLANTS; p++) {
    add(&list, &geometry, &plants[p]);
  }
  add(&list, &geometry, &grants_withheld);
  return list.count;
}

/* A place in memory for the arena, another for each output size; if that is above MAXPHYADDR, so is the place. */
static vpt_oa arena_of(const struct oracle_case *test)
{
  unsigned bits = test->geometry.output_bits;
  struct random random = {bits};
  uint64_t first = MACHINE_IMAGE_END, end = MACHINE_MEMORY_END;
  if (bits > MACHINE_PA_BITS) {
    first = 1ULL << (bits - 1);
    end = 1ULL << bits;
  }
  return (first + random_below(&random, end - first)) / MACHINE_ARENA_BYTES * MACHINE_ARENA_BYTES;
}

void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  plan->oa_first = arena_of(test);
  plan->oa_bytes = MACHINE_ARENA_BYTES;
  plan->heights = 3;
  plan->leaf_size_max = vpt_entry_size(&plan->geometry, 2);
  plan->fixed = (struct leaf){0, 0, MACHINE_FIXED_BYTES, VPT_READ | VPT_WRITE | VPT_EXEC | VPT_NORMAL};
}

/* ---- operations ----------------------------------------------------------------------------- */

/* What each operation asks: which right it needs, and its bit in the exit qualification. */
static const struct {
  const char *name;
  vpt_attr right;
} operations[] = {
    [GUEST_LOAD] = {"load", VPT_READ},
    [GUEST_STORE] = {"store", VPT_WRITE},
    [GUEST_FETCH] = {"fetch", VPT_EXEC},
};

const char *oracle_operation_name(uint64_t operation)
{
  return operations[operation].name;
}

struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t all[] = {GUEST_LOAD, GUEST_STORE, GUEST_FETCH};
  return (struct query_plan){.operations = all,
                             .operation_count = 3,
                             .align = MACHINE_SLOT_BYTES,
                             .last = (1ULL << MACHINE_PA_BITS) - 1,
                             .has_arena = true,
                             .arena_oa = arena_of(test),
                             .arena_bytes = MACHINE_ARENA_BYTES};
}

/* EPTP: memory type of the walks, WB, in bits 2:0, levels - 1 in bits 5:3, no accessed and dirty flags. */
void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  bool in_memory = test->geometry.output_bits <= MACHINE_PA_BITS;
  registers[REGISTER_EPTP] = vpt_root(&tables->space) | 6 | (test->geometry.levels - 1ULL) << 3;
  registers[REGISTER_ARENA_OA] = in_memory ? tables->plan.oa_first : MACHINE_IMAGE_END;
}

/* ---- answers -------------------------------------------------------------------------------- */

/* "Exit Qualification for EPT Violations": bits 2:0 the access, bits 5:3 what the tables allow: both are R, W, X in the
 * order of VPT_READ, VPT_WRITE, VPT_EXEC. */
static struct expectation violation(const struct batch_query *query, vpt_attr rights)
{
  uint64_t qualification = operations[query->operation].right | (uint64_t)(rights % 8) << 3;
  return (struct expectation){.value = {REASON_EPT_VIOLATION | qualification << 16, query->address},
                              .mask = {0xFFFF | 0x3FULL << 16, UINT64_MAX}};
}

struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  struct vpt_result leaf = vpt_query(&tables->space, query->address);
  vpt_attr right = operations[query->operation].right;
  (void)test;
  if (leaf.status != VPT_OK) return violation(query, 0);
  if (leaf.oa >> MACHINE_PA_BITS != 0) {
    return (struct expectation){.value = {REASON_EPT_MISCONFIGURATION, query->address},
                                .mask = {0xFFFF, UINT64_MAX}};
  }
  if ((leaf.attr & right) == 0) return violation(query, leaf.attr);
  uint64_t found = right == VPT_EXEC ? leaf.oa : MACHINE_SLOT_WORD(leaf.oa);
  return (struct expectation){.value = {REASON_VMCALL, found}, .mask = {0xFFFF, UINT64_MAX}};
}

struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  vpt_attr right = operations[query->operation].right;
  (void)test;
  return (struct access){.through = (got->status & 0xFFFF) == REASON_VMCALL,
                         .oa = right == VPT_EXEC ? got->detail : MACHINE_SLOT_OA(got->detail),
                         .rights = right,
                         .types = GRANTED_TYPES};
}
