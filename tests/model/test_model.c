/* SPDX-License-Identifier: Apache-2.0 */
/* Random calls on several spaces in one small pool, each compared with what the model predicts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "formats.h"
#include "hand_over.h"
#include "scenarios.h"

enum {
  STEPS = 20000,      /* calls in each scenario */
  COMPARE_EVERY = 250 /* calls between full comparisons */
};

static void run(struct world *world, const struct scenario *scenario, uint64_t steps,
                const struct observer *observer)
{
  world_open(world, scenario, observer, NULL);
  for (uint64_t i = 1; i <= steps && !world->failed; i++) {
    world_step(world);
    if (i % COMPARE_EVERY == 0) {
      world_compare(world);
    }
  }
  world_compare(world);
  world_close(world);
}

/* Does the architecture of a space ever demand break-before-make? */
static bool may_break(const struct scenario *scenario)
{
  for (unsigned i = 0; i < WORLD_SPACES; i++) {
    if (architecture_of(scenario->spaces[i].geometry.format)->must_break != NULL) return true;
  }
  return false;
}

static void test_scenario(void **state)
{
  const struct scenario *scenario = *state;
  struct world *world = malloc(sizeof *world);
  assert_non_null(world);
  run(world, scenario, STEPS, NULL);
  if (world->failed) {
    fail_msg("%s", world->failure);
  }
  for (int status = VPT_OK; status <= VPT_ERR_NO_FRAMES; status++) {
    bool never = (status == VPT_ERR_NO_FRAMES && scenario->frames > 100) ||
                 (status == VPT_ERR_BREAK && !may_break(scenario));
    assert_true(never || world->statuses[status] > 10); /* the calls met every case */
  }
  for (int status = VPT_ERR_FRAME_ALIGN; status <= VPT_ERR_FRAME_USED; status++) {
    assert_true(world->statuses[status] > 5);
  }
  assert_true(world->statuses[VPT_ERR_GRANT] > 100 && world->statuses[VPT_ERR_GRANTS] > 10);
  assert_true(world->statuses[VPT_ERR_TABLES] > 3 && world->statuses[VPT_ERR_NULL] > 3);
  assert_true(world->lists_taken > 10 && world->lists_refused > 10);
  assert_true(world->splits > 20 && world->shortages > 5 && world->rests > 10);
  free(world);
}

/* ---- the test must be able to fail: each fault below has to be noticed ------------------------
 */

enum { FAULT_STEPS = 3000, PLENTY = 5 /* the scenario with plenty of frames */ };

struct planted;

/* One wrong thing done to a world in which a space has a page at `ia`. */
typedef void fault(struct world *world, const struct planted *planted, uint64_t ia);

struct planted {
  fault *fault;
  const struct scenario *scenario;
  unsigned space;
  unsigned bit; /* of a descriptor */
  bool done;
};

static void fault_bit(struct world *world, const struct planted *planted, uint64_t ia)
{
  *world_leaf_word(world, planted->space, ia) ^= UINT64_C(1) << planted->bit;
  world_compare(world); /* before a call heals it */
}

static void fault_lost_leaf(struct world *world, const struct planted *planted, uint64_t ia)
{
  *world_leaf_word(world, planted->space, ia) = 0;
}

static void fault_lost_frame(struct world *world, const struct planted *planted, uint64_t ia)
{
  (void)planted;
  (void)ia;
  world->pool.free--;
}

static void fault_extra_leaf(struct world *world, const struct planted *planted, uint64_t ia)
{
  model_unmap(&world->model[planted->space], ia, 0);
  world->model[planted->space].tables = world->config[planted->space].geometry.levels;
}

static void fault_stale_cache(struct world *world, const struct planted *planted, uint64_t ia)
{
  struct vpt *space = &world->space[planted->space];
  space->leaf_prefix = (int64_t)(ia >> walk_shift(&world->config[planted->space].geometry, 1));
  space->leaf_table = world->space[planted->space + 1].root;
  world_compare(world); /* before a call forgets it */
}

/* The space is said to be granted nothing. */
static void fault_lost_grants(struct world *world, const struct planted *planted, uint64_t ia)
{
  (void)ia;
  world->model[planted->space].limited = true;
  world->model[planted->space].grant_count = 0;
}

/* A split fills a frame that it takes, and hides what was there: all that are free. */
static void fault_dirty_frame(struct world *world, const struct planted *planted, uint64_t ia)
{
  bool tables[WORLD_FRAMES_MAX];
  (void)planted;
  (void)ia;
  world_tables(world, tables);
  for (uint64_t frame = 0; frame < world->scenario->frames; frame++) {
    if (world->owned[frame] && !tables[frame]) world->window[(frame + 1) * world->entries - 1] = 8;
  }
}

/* A table that counts as the owner's can be handed over once more. */
static void fault_forgotten_owner(struct world *world, const struct planted *planted, uint64_t ia)
{
  (void)ia;
  world->info[world->space[planted->space].root - world->pool.first].owned = false;
  for (unsigned i = 0; i < FAULT_STEPS && !world->failed; i++) hand_over_step(world);
}

/* A frame that is not the pool's is none of the library's to write to. */
static void fault_owners_frame(struct world *world, const struct planted *planted, uint64_t ia)
{
  (void)planted;
  (void)ia;
  vpt_oa oa;
  if (vpt_pool_remove(&world->pool, &oa, 1) != VPT_OK) return;
  uint64_t frame = (oa - world->scenario->window_oa) / world->page;
  memset(world->window + frame * world->entries, 0xA5, world->page);
  world->window[frame * world->entries] = 0;
  world->owned[frame] = false;
  world->owners++;
}

/* Plants the fault after a call that has left at least one page mapped in the space. */
static void plant(struct world *world, const struct operation *op, enum vpt_status status)
{
  struct planted *planted = world->observer.context;
  const struct model *model = &world->model[planted->space];
  (void)op;
  (void)status;
  if (planted->done || world->steps < FAULT_STEPS / 2 || !world->alive[planted->space]) {
    return;
  }
  for (size_t i = 0; i < model->rows.count && !planted->done; i++) {
    if (model->rows.row[i].size == world->page) {
      planted->fault(world, planted, model->rows.row[i].ia);
      planted->done = true;
    }
  }
}

static void expect_notice(struct planted *planted)
{
  struct observer observer = {.after = plant, .context = planted};
  struct world *world = malloc(sizeof *world);
  assert_non_null(world);
  run(world, planted->scenario, FAULT_STEPS, &observer);
  if (!planted->done || !world->failed) {
    fail_msg("%s, space %u, bit %u: not noticed", planted->scenario->name, planted->space, planted->bit);
  }
  free(world);
}

static void test_fault(void **state)
{
  struct planted planted = {.fault = *(fault **)*state, .scenario = &scenarios[PLENTY]};
  expect_notice(&planted);
}

/* Where a format is first met. */
static bool find_format(const struct vpt_format *format, struct planted *planted)
{
  for (size_t i = 0; i < SCENARIOS; i++) {
    for (unsigned space = 0; space < WORLD_SPACES; space++) {
      if (scenarios[i].spaces[space].geometry.format == format) {
        planted->scenario = &scenarios[i];
        planted->space = space;
        return true;
      }
    }
  }
  return false;
}

/* A bit of the address (where there are, one that does not stand in its place), of the attributes, and one that is
 * to be 0. */
static const struct {
  const struct vpt_format *format;
  unsigned bits[4];
} wrong_bits[ALL_FORMATS] = {
    {&vpt_aarch64_s1, {40, 54, 51, 5}},
    {&vpt_aarch64_s1_el2, {40, 54, 53, 48}},
    {&vpt_aarch64_s2, {40, 7, 11, 48}},
    {&vpt_aarch64_s1_16k, {40, 53, 12, 51}},
    {&vpt_aarch64_s1_el2_16k, {39, 7, 13, 48}},
    {&vpt_aarch64_s2_16k, {40, 6, 13, 50}},
    {&vpt_aarch64_s1_64k, {12, 54, 48, 40}},
    {&vpt_aarch64_s1_el2_64k, {15, 7, 53, 51}},
    {&vpt_aarch64_s2_64k, {13, 7, 11, 50}},
    {&vpt_aarch64_s1_lpa2, {8, 11, 50, 48}},
    {&vpt_aarch64_s1_el2_lpa2, {9, 7, 51, 49}},
    {&vpt_aarch64_s2_lpa2, {8, 54, 50, 49}},
    {&vpt_aarch64_s1_16k_lpa2, {9, 53, 12, 48}},
    {&vpt_aarch64_s1_el2_16k_lpa2, {8, 54, 13, 49}},
    {&vpt_aarch64_s2_16k_lpa2, {9, 6, 12, 50}},
    {&vpt_x86_64, {40, 63, 52, 7}},
    {&vpt_ept, {38, 6, 52, 7}},
    {&vpt_riscv, {40, 3, 54, 61}},
    {&vpt_riscv_svpbmt, {49, 61, 60, 63}},
    {&vpt_riscv_g, {40, 4, 5, 61}},
    {&vpt_riscv_g_svpbmt, {49, 62, 4, 63}},
    {&vpt_loongarch_4k, {40, 62, 50, 9}},
    {&vpt_loongarch_16k, {40, 61, 12, 11}},
};

static void test_wrong_bits(void **state)
{
  (void)state;
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    for (size_t b = 0; b < sizeof wrong_bits[i].bits / sizeof wrong_bits[i].bits[0]; b++) {
      struct planted planted = {.fault = fault_bit, .bit = wrong_bits[i].bits[b]};
      assert_true(find_format(wrong_bits[i].format, &planted));
      expect_notice(&planted);
    }
  }
}

/* The scenarios and the wrong bits leave no format out; of each there are two geometries. */
static void test_every_format(void **state)
{
  (void)state;
  for (size_t f = 0; f < ALL_FORMATS; f++) {
    const struct vpt_geometry *first = NULL;
    bool two = false;
    for (size_t i = 0; i < SCENARIOS * WORLD_SPACES; i++) {
      const struct vpt_geometry *g = &scenarios[i / WORLD_SPACES].spaces[i % WORLD_SPACES].geometry;
      if (g->format != all_formats[f].format) continue;
      two = two || (first != NULL && (g->levels != first->levels || g->input_bits != first->input_bits));
      first = first == NULL ? g : first;
    }
    assert_true(two);
    assert_ptr_equal(wrong_bits[f].format, all_formats[f].format);
  }
}

#define FAULT(name)                                                                                \
  {                                                                                                \
    "planted fault: " #name, test_fault, NULL, NULL, &(fault *)                                    \
    {                                                                                              \
      fault_##name                                                                                 \
    }                                                                                              \
  }

int main(void)
{
  const struct CMUnitTest others[] = {
      cmocka_unit_test(test_every_format), cmocka_unit_test(test_wrong_bits),
      FAULT(lost_leaf),  FAULT(lost_frame),  FAULT(extra_leaf),
      FAULT(stale_cache), FAULT(lost_grants), FAULT(dirty_frame), FAULT(forgotten_owner), FAULT(owners_frame),
  };
  struct CMUnitTest tests[SCENARIOS + sizeof others / sizeof others[0]];
  for (size_t i = 0; i < SCENARIOS; i++) {
    tests[i] = (struct CMUnitTest){.name = scenarios[i].name,
                                   .test_func = test_scenario,
                                   .initial_state = (void *)(uintptr_t)&scenarios[i]};
  }
  memcpy(tests + SCENARIOS, others, sizeof others);
  return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
