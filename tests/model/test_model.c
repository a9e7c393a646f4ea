/* SPDX-License-Identifier: Apache-2.0 */
/* Random calls on several spaces in one small pool, each compared with what the model predicts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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
    bool never = status == VPT_ERR_NO_FRAMES && scenario->frames > 100;
    assert_true(never || world->statuses[status] > 10); /* the calls met every case */
  }
  free(world);
}

/* ---- the test must be able to fail: each fault below has to be noticed ------------------------
 */

enum { FAULT_STEPS = 3000 };

/* One wrong thing done to a world in which space 0 has a leaf at `ia`. */
typedef void fault(struct world *world, uint64_t ia);

static void fault_address(struct world *world, uint64_t ia)
{
  *world_leaf_word(world, 0, ia) ^= UINT64_C(1) << 40;
}

static void fault_attribute(struct world *world, uint64_t ia)
{
  *world_leaf_word(world, 0, ia) ^= UINT64_C(1) << 54;
}

static void fault_reserved_bit(struct world *world, uint64_t ia)
{
  *world_leaf_word(world, 0, ia) ^= UINT64_C(1) << 51;
}

static void fault_lost_leaf(struct world *world, uint64_t ia)
{
  *world_leaf_word(world, 0, ia) = 0;
}

static void fault_lost_frame(struct world *world, uint64_t ia)
{
  (void)ia;
  world->pool.free--;
}

static void fault_extra_leaf(struct world *world, uint64_t ia)
{
  model_unmap(&world->model[0], ia);
  world->model[0].tables = world->config[0].geometry.levels;
}

static void fault_stale_cache(struct world *world, uint64_t ia)
{
  world->space[0].leaf_prefix = (int64_t)(ia >> walk_shift(1));
  world->space[0].leaf_table = world->space[1].root;
}

static void fault_dirty_frame(struct world *world, uint64_t ia)
{
  (void)ia;
  uint64_t last = world->scenario->frames * ENTRIES - 1;
  world->window[last] = 8; /* the last frame of a pool that is never full, or of a table */
}

struct planted {
  fault *fault;
  bool done;
};

/* Plants the fault after a call that has left at least one page mapped in space 0. */
static void plant(struct world *world, const struct operation *op, enum vpt_status status)
{
  struct planted *planted = world->observer.context;
  (void)op;
  (void)status;
  if (planted->done || world->steps < FAULT_STEPS / 2 || !world->alive[0]) {
    return;
  }
  for (size_t i = 0; i < world->model[0].count && !planted->done; i++) {
    if (world->model[0].leaf[i].size == PAGE) {
      planted->fault(world, world->model[0].leaf[i].ia);
      planted->done = true;
    }
  }
}

static void test_fault(void **state)
{
  struct planted planted = {.fault = *(fault **)*state};
  struct observer observer = {.after = plant, .context = &planted};
  struct world *world = malloc(sizeof *world);
  assert_non_null(world);
  run(world, &scenarios[5], FAULT_STEPS, &observer);
  assert_true(planted.done);
  assert_true(world->failed);
  free(world);
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
  const struct CMUnitTest faults[] = {
      FAULT(address),    FAULT(attribute),  FAULT(reserved_bit), FAULT(lost_leaf),
      FAULT(lost_frame), FAULT(extra_leaf), FAULT(stale_cache),  FAULT(dirty_frame),
  };
  struct CMUnitTest tests[SCENARIOS + sizeof faults / sizeof faults[0]];
  for (size_t i = 0; i < SCENARIOS; i++) { /* one without a name does not run */
    tests[i] = (struct CMUnitTest){.name = scenarios[i].name,
                                   .test_func = test_scenario,
                                   .initial_state = (void *)(uintptr_t)&scenarios[i]};
  }
  memcpy(tests + SCENARIOS, faults, sizeof faults);
  return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
