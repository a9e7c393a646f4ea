/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AArch64, both stages of the EL1&0 regime at once: which batches there are, and what PAR_EL1 must say. The tables of
 * stage 1 lie at intermediate physical addresses that stage 2 translates, so that it can fault on their walk too.
 */
#include "aarch64_stages.h"

/* ---- batches -------------------------------------------------------------------------------- */

struct pairs {
  struct case_list cases;
  struct random random;
};

/* One of the geometries of a format that the machine has, with as many root tables; there is one. */
static struct vpt_geometry pick(struct pairs *pairs, const struct aarch64_format *format, unsigned least_roots,
                                unsigned most_roots)
{
  struct vpt_geometry found = {format->format, 0, 0, 0};
  uint64_t count = 0;
  for (unsigned levels = 2; levels <= 5; levels++) {
    for (unsigned bits = 1; bits <= format->input_most; bits++) {
      struct vpt_geometry geometry = {format->format, levels, bits, format->output_most};
      if (vpt_check_geometry(&geometry) != VPT_OK || !aarch64_machine_has(&geometry)) continue;
      unsigned roots = vpt_root_tables(&geometry);
      if (roots < least_roots || roots > most_roots) continue;
      if (random_below(&pairs->random, ++count) == 0) found = geometry;
    }
  }
  do {
    found.output_bits = aarch64_output_sizes[random_below(&pairs->random, AARCH64_OUTPUT_SIZES)];
  } while (!aarch64_output_size_fits(&found));
  return found;
}

static void add(struct pairs *pairs, const struct aarch64_format *first, const struct aarch64_format *second,
                unsigned least_roots, unsigned most_roots, const struct plant *plant, bool plant_second)
{
  struct oracle_case test = {
      .name = first->name, .second_name = second->name, .plant = plant, .plant_second = plant_second};
  test.half = aarch64_half(first, pairs->cases.count);
  test.geometry = pick(pairs, first, 1, 1);
  test.second = pick(pairs, second, least_roots, most_roots);
  if (plant != NULL) test.geometry.output_bits = first->output_most; /* that much of stage 2 is in reach */
  add_case(&pairs->cases, &test);
}

/* Every format of stage 1 before every format of stage 2: with one root table, with a few, and with 16. */
static void add_pair(struct pairs *pairs, const struct aarch64_format *first, const struct aarch64_format *second)
{
  add(pairs, first, second, 1, 1, NULL, false);
  add(pairs, first, second, 1, 1, NULL, false);
  add(pairs, first, second, 1, 1, NULL, false);
  add(pairs, first, second, 2, 8, NULL, false);
  add(pairs, first, second, 16, 16, NULL, false);
}

static const struct aarch64_format *nth_format(enum stage stage, size_t n)
{
  const struct aarch64_format *format = aarch64_formats;
  while (format->stage != stage || n-- > 0) {
    format++;
  }
  return format;
}
#define STAGE_FORMATS (AARCH64_FORMATS / 3)

/* Each wrong bit in stage 1 and in stage 2, with a pair of formats that is another each time. */
static void add_plants(struct pairs *pairs)
{
  for (size_t p = 0; p < AARCH64_PLANTS; p++) {
    for (size_t i = 0; i < STAGE_FORMATS; i++) {
      const struct aarch64_format *first = nth_format(EL1, i);
      const struct aarch64_format *second = nth_format(STAGE2, (i + p) % STAGE_FORMATS);
      add(pairs, first, second, 1, 8, &aarch64_plants[p], false);
      add(pairs, first, second, 1, 8, &aarch64_plants[p], true);
    }
  }
}

size_t oracle_cases(struct oracle_case *out, size_t room)
{
  struct pairs pairs = {.cases = {out, 0, room}, .random = {1}};
  for (size_t i = 0; i < STAGE_FORMATS * STAGE_FORMATS; i++) {
    add_pair(&pairs, nth_format(EL1, i / STAGE_FORMATS), nth_format(STAGE2, i % STAGE_FORMATS));
  }
  add_plants(&pairs);
  for (size_t i = 0; i < STAGE_FORMATS; i++) {
    add(&pairs, nth_format(EL1, i), nth_format(STAGE2, i), 1, 8, &grants_withheld, true);
  }
  return pairs.cases.count;
}

static unsigned least(unsigned a, unsigned b)
{
  return a < b ? a : b;
}

void oracle_plan_tables(const struct oracle_case *test, struct tables_plan *plan)
{
  const struct aarch64_format *format = aarch64_describe(&plan->geometry);
  plan->oa_bytes = 1ULL << plan->geometry.output_bits;
  plan->heights = format->leaf_heights;
  plan->leaf_size_max = format->leaf_size_max;
  if (format->stage == EL1) { /* anywhere that both stages reach */
    struct random random = {plan->seed};
    uint64_t end = 1ULL << least(test->geometry.output_bits, test->second.input_bits);
    uint64_t space = end - tables_bytes(&plan->geometry);
    plan->window_oa = random_below(&random, space) / TABLES_ALIGN * TABLES_ALIGN;
  }
}

struct query_plan oracle_plan_queries(const struct oracle_case *test)
{
  static const uint64_t all[] = {AT_S12E1R, AT_S12E1W, AT_S12E0R, AT_S12E0W};
  (void)test;
  return (struct query_plan){.operations = all, .operation_count = 4, .align = 1, .last = UINT64_MAX};
}

void oracle_registers(const struct oracle_case *test, const struct tables *tables,
                      uint64_t registers[BATCH_REGISTERS])
{
  (void)test;
  aarch64_no_registers(registers);
  aarch64_stage_registers(&tables[0], registers);
  aarch64_stage_registers(&tables[1], registers);
}

/* ---- answers -------------------------------------------------------------------------------- */

/* Stage 2 must let stage 1 read every descriptor on its way ("Stage 2 fault on a stage 1 translation table walk"). */
static struct outcome walk_stage1(const struct tables *tables, uint64_t address)
{
  struct walk walk = tables_walk(&tables[0], address);
  for (unsigned i = 0; i < walk.read; i++) {
    struct outcome outcome = aarch64_outcome(&tables[1], walk.at[i], false, VPT_READ);
    if (outcome.fault) {
      outcome.walk = true;
      return outcome;
    }
  }
  return (struct outcome){.fault = false};
}

/*
 * QEMU 7.2 gives the level at which stage 1 stood, not that of stage 2: FST bits 1:0, all of it if either has a
 * level -1, whose codes are others.
 */
static struct expectation expect_walk_fault(const struct oracle_case *test, const struct outcome *outcome)
{
  struct expectation expect = aarch64_par_fault(outcome);
  bool minus_1 = test->geometry.levels == 5 || test->second.levels == 5;
  expect.mask.status &= ~((minus_1 ? 0x3FULL : 3ULL) << 1);
  return expect;
}

/* "Combining the stage 1 and stage 2 memory type attributes": Device wins, then what is less cacheable. */
static uint64_t combined_type(vpt_attr first, vpt_attr second)
{
  uint64_t one = aarch64_memory_type(first), other = aarch64_memory_type(second);
  return one < other ? one : other;
}
_Static_assert(AARCH64_DEVICE < AARCH64_NON_CACHEABLE && AARCH64_NON_CACHEABLE < AARCH64_WRITE_BACK,
               "the order of combined_type()");

struct expectation oracle_expect(const struct oracle_case *test, const struct tables *tables,
                                 const struct batch_query *query)
{
  const struct aarch64_operation *operation = aarch64_operation(query->operation);
  struct outcome walk = walk_stage1(tables, query->address);
  if (walk.fault) return expect_walk_fault(test, &walk);
  struct outcome first = aarch64_outcome(&tables[0], query->address, operation->el0, operation->right);
  if (first.fault) return aarch64_par_fault(&first);
  struct outcome second = aarch64_outcome(&tables[1], first.leaf.oa, operation->el0, operation->right);
  if (second.fault) return aarch64_par_fault(&second);
  return aarch64_par(combined_type(first.leaf.attr, second.leaf.attr), second.leaf.oa);
}

/* Of stage 2. The memory may be less cacheable than its leaf says. */
struct access oracle_access(const struct oracle_case *test, const struct batch_query *query,
                            const struct batch_result *got)
{
  struct access access = aarch64_par_access(query, got);
  (void)test;
  if (access.types != VPT_TYPE(VPT_NORMAL)) access.types |= VPT_TYPE(VPT_NORMAL) | VPT_TYPE(VPT_NORMAL_NC);
  return access;
}
