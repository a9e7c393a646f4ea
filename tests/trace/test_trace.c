/* SPDX-License-Identifier: Apache-2.0 */
/* The order of stores and hook calls, checked while random calls run; see checker.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../model/scenarios.h"
#include "faults.h"

enum {
  STEPS = 6000,      /* calls in each scenario */
  FAULT_STEPS = 2000 /* calls in which a planted fault has to be noticed */
};

struct run {
  struct world world;
  struct checker checker;
};

static struct run *run(const struct scenario *scenario, uint64_t steps, enum fault fault)
{
  struct run *run = malloc(sizeof *run);
  assert_non_null(run);
  checker_init(&run->checker);
  faults_begin(&run->checker, fault);
  struct observer observer = faults_observer();
  struct vpt_hooks hooks = faults_hooks();
  world_open(&run->world, scenario, &observer, &hooks);
  for (uint64_t i = 0; i < steps && !run->world.failed; i++) {
    world_step(&run->world);
  }
  if (!run->world.failed) {
    world_compare(&run->world);
    world_close(&run->world);
  } else {
    free(run->world.window); /* what a spoilt library would do now is not of interest */
  }
  checker_free(&run->checker);
  return run;
}

static void test_scenario(void **state)
{
  struct run *r = run(*state, STEPS, FAULT_NONE);
  if (r->world.failed) {
    fail_msg("%s", r->world.failure);
  }
  bool breaks = false, tables = false;
  for (unsigned i = 0; i < WORLD_SPACES; i++) {
    const struct architecture *architecture = architecture_of(r->world.config[i].geometry.format);
    breaks = breaks || architecture->must_break != NULL;
    tables = tables || architecture->table_breaks;
  }
  assert_true(r->checker.breaks_seen > 5 || !breaks);
  assert_true(r->checker.resizes_seen > 2 || !tables);
  assert_true(r->world.statuses[VPT_ERR_BREAK] > 5 || !breaks);
  assert_true(r->world.splits > 5);
  assert_true(r->checker.links_seen > 50);
  assert_true(r->checker.unlinks_seen > 50);
  assert_true(r->checker.grants_seen > 1000 && r->world.statuses[VPT_ERR_GRANT] > 10);
  free(r);
}

static void test_fault(void **state)
{
  enum fault fault = (enum fault)(uintptr_t)*state;
  struct run *r = run(&scenarios[0], FAULT_STEPS, fault);
  if (!r->world.failed || strstr(r->world.failure, fault_texts[fault].notice) == NULL) {
    fail_msg("planted fault not noticed: %s", r->world.failure);
  }
  free(r);
}

int main(void)
{
  struct CMUnitTest tests[SCENARIOS + FAULTS - 1];
  size_t n = 0;
  for (size_t i = 0; i < SCENARIOS; i++) {
    tests[n++] = (struct CMUnitTest){.name = scenarios[i].name,
                                     .test_func = test_scenario,
                                     .initial_state = (void *)(uintptr_t)&scenarios[i]};
  }
  for (uintptr_t i = FAULT_NONE + 1; i < FAULTS; i++) {
    tests[n++] = (struct CMUnitTest){
        .name = fault_texts[i].name, .test_func = test_fault, .initial_state = (void *)i};
  }
  return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
