/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AArch64, one stage at a time: which batches there are, and what PAR_EL1, ESR and FAR must say.
 */
#include "aarch64_stages.h"

/* ---- batches -------------------------------------------------------------------------------- */

static const struct plant high_plants[] = {
    {"high output-address bit", 1ULL << 8, VPT_READ},
    {"high output-address bit", 1ULL << 12, VPT_READ},
};
/* Bit 54: UXN, XN, XN[1]. */
static const struct plant fetch_plants[] = {
    {"output-address bit", 0, VPT_EXEC},
    {"valid bit", 1ULL << 0, 0},
    {"execute-never bit", 1ULL << 54, 0},
};

static void add(struct case_list *list, const struct vpt_geometry *geometry, bool fetch,
                const struct plant *plant)
{
  const struct aarch64_format *format = aarch64_describe(geometry);
  add_case(list, &(struct oracle_case){.name = format->name, .geometry = *geometry,
                                       .half = aarch64_half(format, list->count), .fetch = fetch, .plant = plant});
}

/* Every input size; the output sizes take turns, and so do the halves. */
static void add_all_sizes(struct case_list *list, const struct aarch64_format *format)
{
  size_t turn = 0;
  for (unsigned levels = 1; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= format->input_most; bits++) {
      struct vpt_geometry geometry = {format->format, levels, bits, 48};
      if (vpt_check_geometry(&geometry) != VPT_OK || !aarch64_machine_has(&geometry)) continue;
      do {
        geometry.output_bits = aarch64_output_sizes[turn++ % AARCH64_OUTPUT_SIZES];
      } while (!aarch64_output_size_fits(&geometry));
      add(list, &geometry, false, NULL);
    }
  }
}

/* The deepest walk that the machine has, and the next one; stage 2 with concatenated tables too. */
static void add_fetches(struct case_list *list, const struct aarch64_format *format)
{
  unsigned bits = format->input_most, out = format->output_most;
  bool s2 = format->stage == STAGE2;
  for (unsigned levels = 5, found = 0; levels > 1 && found < 2; levels--) {
    struct vpt_geometry geometry = {format->format, levels, bits, out};
    while (geometry.input_bits > 30 &&
           (vpt_check_geometry(&geometry) != VPT_OK || !aarch64_machine_has(&geometry))) {
      geometry.input_bits--;
    }
    if (geometry.input_bits <= 30) continue;
    found++;
    add(list, &geometry, true, NULL);
    if (s2 && vpt_root_tables(&geometry) > 1) {
      while (vpt_root_tables(&geometry) != 2) geometry.input_bits--;
      add(list, &geometry, true, NULL);
    }
  }
}

static struct vpt_geometry plants_geometry(const struct aarch64_format *format)
{
  bool s2 = format->stage == STAGE2;
  unsigned table_bits = format->granule_log2 - 3;
  unsigned levels = format->tg0 == TG0_4K ? (s2 ? 3 : 4) : (s2 ? 2 : 3);
  unsigned bits = format->granule_log2 + levels * table_bits + (s2 ? 1 : 0);
  if (bits > format->input_most) bits = format->input_most;
  return (struct vpt_geometry){format->format, levels, bits, format->output_most};
}

static void add_plants(struct case_list *list, const struct aarch64_format *format)
{
  struct vpt_geometry geometry = plants_geometry(format);
  for (size_t p = 0; p < AARCH64_PLANTS; p++) {
    add(list, &geometry, false, &aarch64_plants[p]);
  }
  for (size_t p = 0; p < sizeof(high_plants) / sizeof(high_plants[0]); p++) {
    if (high_plants[p].bit == format->high_bit) add(list, &geometry, false, &high_plants[p]);
  }
  for (size_t p = 0; p < sizeof(fetch_plants) / sizeof(fetch_plants[0]); p++) {
    add(list, &geometry, true, &fetch_plants[p]);
  }
}

size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct case_list list = {out, 0, room};
  for (size_t i = 0; i < AARCH64_FORMATS; i++) {
    add_all_sizes(&list, &aarch64_formats[i]);
    add_fetches(&list, &aarch64_formats[i]);
    add_plants(&list, &aarch64_formats[i]);
  }
  for (size_t i = 0; i < AARCH64_FORMATS; i++) {
    struct vpt_geometry geometry = plants_geometry(&aarch64_formats[i]);
    add(&list, &geometry, false, &grants_withheld);
    add(&list, &geometry, true, &grants_withheld);
  }
  return list.count;
}

static struct leaf kernel_leaf(const struct aarch64_format *format)
{
  vpt_attr attr = VPT_READ | VPT_EXEC | VPT_NORMAL;
  attr |= format->stage == EL2 ? VPT_WRITE : VPT_GLOBAL;
  return (struct leaf){MACHINE_KERNEL_OA, MACHINE_KERNEL_OA, MACHINE_KERNEL_BYTES, attr};
}

void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  const struct aarch64_format *format = aarch64_describe(&test->geometry);
  plan->oa_first = test->fetch ? MACHINE_ARENA_OA : 0;
  plan->oa_bytes = test->fetch ? MACHINE_ARENA_BYTES : 1ULL << test->geometry.output_bits;
  plan->heights = format->leaf_heights;
  plan->leaf_size_max = format->leaf_size_max;
  if (format->stage != STAGE2 && test->geometry.input_bits > 30) {
    plan->fixed = kernel_leaf(format);
    plan->fixed.ia = tables_address(plan, plan->fixed.oa);
  }
}

/* ---- operations ----------------------------------------------------------------------------- */

/*
 * Fetches through stage 2 alone stay below the largest size of an IPA without LPA2: above the
 * machine's physical size the exception would be taken to EL1, whose vectors nobody mapped.
 */
struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t s1[] = {AT_S1E1R, AT_S1E1W, AT_S1E0R, AT_S1E0W};
  static const uint64_t el2[] = {AT_S1E2R, AT_S1E2W};
  static const uint64_t s2[] = {AT_S12E1R, AT_S12E1W, AT_S12E0R, AT_S12E0W};
  static const uint64_t fetch_el1[] = {FETCH_EL0, FETCH_EL1};
  static const uint64_t fetch_el2[] = {FETCH_EL2};
  enum stage stage = aarch64_describe(&test->geometry)->stage;
  struct query_plan plan = {.align = 1, .last = UINT64_MAX};
  if (test->fetch) {
    plan.operations = stage == EL2 ? fetch_el2 : fetch_el1;
    plan.operation_count = stage == EL2 ? 1 : 2;
    plan.align = MACHINE_SLOT_BYTES;
    plan.last = stage == STAGE2 ? (1ULL << (test->geometry.input_bits > 48 ? MACHINE_PA_BITS : 48)) - 1 : UINT64_MAX;
    plan.has_arena = true;
    plan.arena_oa = MACHINE_ARENA_OA;
    plan.arena_bytes = MACHINE_ARENA_BYTES;
  } else {
    plan.operations = stage == EL1 ? s1 : stage == STAGE2 ? s2 : el2;
    plan.operation_count = stage == EL2 ? 2 : 4;
  }
  return plan;
}

/* ---- registers ------------------------------------------------------------------------------ */

/* With stage 1 off PAR_EL1 shows the memory type of stage 2 (which, combined with the Device of a plain MMU-off
 * stage 1, it would not). */
void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  aarch64_no_registers(registers);
  aarch64_stage_registers(tables, registers);
  if (aarch64_describe(&test->geometry)->stage == STAGE2) registers[REGISTER_HCR_EL2] |= HCR_DC;
}

/* ---- answers -------------------------------------------------------------------------------- */

static struct outcome find_outcome(const struct oracle_case *test, const struct tables *tables,
                                   const struct batch_query *query)
{
  const struct aarch64_operation *operation = aarch64_operation(query->operation);
  struct outcome outcome = aarch64_outcome(tables, query->address, operation->el0, operation->right);
  /* An address too large for the machine does not get through the stage 1 that is off
   * ("AArch64.S1DisabledOutput"). */
  if (aarch64_describe(&test->geometry)->stage == STAGE2 && query->address >> MACHINE_PA_BITS != 0) {
    outcome.code = FAULT_ADDRESS_SIZE;
    outcome.stage2 = false;
  }
  return outcome;
}

static struct expectation expect_par(const struct oracle_case *test, const struct outcome *outcome)
{
  if (outcome->fault) return aarch64_par_fault(outcome);
  uint64_t type = aarch64_memory_type(outcome->leaf.attr);
  struct expectation expect = aarch64_par(type, outcome->leaf.oa);
  /* In stage 1 with DS = 1, QEMU 7.2 reports TCR_ELx.SH0 for these too. */
  const struct aarch64_format *format = aarch64_describe(&test->geometry);
  if (format->ds && format->stage != STAGE2 && type != AARCH64_WRITE_BACK) expect.mask.status &= ~0x180ULL;
  return expect;
}

/*
 * ESR_ELx: EC bits 31:26. Instruction abort: IFSC bits 5:0, S1PTW bit 7. A slot of the arena ends
 * in the trap of its MRS (EC 0x18) at EL0 and EL1, in its `hvc #0` (EC 0x16) at EL2.
 */
static struct expectation expect_fetch(const struct outcome *outcome,
                                       const struct batch_query *query)
{
  struct expectation expect = {.mask = {.detail = UINT64_MAX}};
  if (!outcome->fault) {
    expect.value.status = (query->operation == FETCH_EL2 ? 0x16ULL : 0x18ULL) << 26;
    expect.value.detail = outcome->leaf.oa / MACHINE_SLOT_BYTES;
    expect.mask.status = 0x3FULL << 26;
    return expect;
  }
  /* Stage 2 aborts are taken to EL2, stage 1 aborts of EL0 to EL1: from a lower level, EC 0x20.
   * Those of EL1 and EL2 through their own stage 1 are taken to the same level, EC 0x21. */
  bool from_lower = outcome->stage2 || query->operation == FETCH_EL0;
  expect.value.status = (from_lower ? 0x20ULL : 0x21ULL) << 26 | outcome->code;
  expect.value.detail = query->address;
  expect.mask.status = 0x3FULL << 26 | 0xBF;
  return expect;
}

struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  struct outcome outcome = find_outcome(test, tables, query);
  return test->fetch ? expect_fetch(&outcome, query) : expect_par(test, &outcome);
}

struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  const struct aarch64_operation *operation = aarch64_operation(query->operation);
  struct access access = aarch64_par_access(query, got);
  if (test->fetch) {
    uint64_t class = got->status >> 26 & 0x3F;
    access.through = class == (query->operation == FETCH_EL2 ? 0x16 : 0x18);
    access.oa = got->detail * MACHINE_SLOT_BYTES;
    access.types = GRANTED_TYPES;
  }
  if (operation->el0 && aarch64_describe(&test->geometry)->stage == EL1) access.rights |= VPT_USER;
  return access;
}
