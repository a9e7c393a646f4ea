/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_next_run(). */
#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define OA OUTPUT_FIRST

static const struct vpt_run outside = {.status = VPT_ERR_IA}, hole = {.status = VPT_ERR_UNMAPPED};

static struct vpt_run run(vpt_attr attr, uint64_t oa, uint64_t length, uint64_t leaf_size)
{
  return (struct vpt_run){.attr = attr, .oa = oa, .length = length, .leaf_size = leaf_size};
}

/* The run from `ia` on, of `limit` bytes at most, is as expected. Nothing changes. */
static void check_limited(struct fixture *f, uint64_t ia, uint64_t limit, struct vpt_run expected, uint64_t length)
{
  fixture_save(f);
  struct vpt_run r = vpt_next_run(&f->space, ia, limit);
  fixture_unchanged(f);
  assert_int_equal(r.status, expected.status);
  assert_int_equal(r.attr, expected.attr);
  assert_int_equal(r.ia, ia);
  assert_int_equal(r.oa, expected.oa);
  assert_int_equal(r.length, length);
  assert_int_equal(r.leaf_size, expected.leaf_size);
}

/* However far the limit is. */
static void check_run(struct fixture *f, uint64_t ia, struct vpt_run expected, uint64_t length)
{
  check_limited(f, ia, length, expected, length);
  check_limited(f, ia, length + 1, expected, length);
  check_limited(f, ia, BIT(63), expected, length);
  check_limited(f, ia, UINT64_MAX, expected, length);
}

static void test_outside(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  fixture_map(f, 0, OA, PAGE, RW);
  static const uint64_t addresses[] = {BIT(48), BIT(48) + PAGE, BIT(63), UINT64_MAX, UINT64_MAX - BIT(48) + 1};
  for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
    check_limited(f, addresses[i], PAGE, outside, 0);
    check_limited(f, addresses[i], UINT64_MAX, outside, 0);
    check_limited(f, addresses[i], 0, outside, 0);
  }
  check_limited(f, 0, 0, outside, 0);
  check_limited(f, PAGE, 0, outside, 0);
  vpt_destroy(&f->space);
  check_limited(f, 0, PAGE, (struct vpt_run){.status = VPT_ERR_FORMAT}, 0);
  check_limited(f, BIT(48), 0, (struct vpt_run){.status = VPT_ERR_FORMAT}, 0);
  fixture_free(f);
}

/* One leaf: from any byte of it on, up to any. */
static void test_one_leaf(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  for (size_t i = 0; i < 3; i++) {
    struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
    uint64_t size = sizes[i], ia = 5 * GIB;
    fixture_map(f, ia, OA, size, RW | VPT_GLOBAL);
    const uint64_t offsets[] = {0, 1, 8, PAGE - 1, size / 2, size - 1};
    for (size_t n = 0; n < sizeof offsets / sizeof offsets[0]; n++) {
      struct vpt_run here = run(RW | VPT_GLOBAL, OA + offsets[n], 0, size);
      check_run(f, ia + offsets[n], here, size - offsets[n]);
      check_limited(f, ia + offsets[n], 1, here, 1);
      check_limited(f, ia + offsets[n], (size - offsets[n] + 1) / 2, here, (size - offsets[n] + 1) / 2);
    }
    check_run(f, 0, hole, ia);
    check_run(f, ia - 1, hole, 1);
    check_run(f, ia + size, hole, BIT(48) - ia - size);
    check_limited(f, 7, 8, hole, 8);
    fixture_free(f);
  }
}

/* Leaves of all sizes in many tables make one run, as long as addresses and attributes go on. */
static void test_joined(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(16, &vpt_x86_64, 4, 48);
  struct vpt_outcome mapped = vpt_map(&f->space, GIB - 2 * PAGE, OA + GIB - 2 * PAGE, 2 * GIB + 4 * PAGE, RW, 0);
  assert_int_equal(mapped.status, VPT_OK);
  check_run(f, GIB - 2 * PAGE, run(RW, OA + GIB - 2 * PAGE, 0, 0), 2 * GIB + 4 * PAGE);
  check_run(f, GIB - PAGE - 1, run(RW, OA + GIB - PAGE - 1, 0, 0), 2 * GIB + 3 * PAGE + 1);
  check_run(f, GIB + 7, run(RW, OA + GIB + 7, 0, 0), 2 * GIB + 2 * PAGE - 7);
  check_run(f, 3 * GIB, run(RW, OA + 3 * GIB, 0, PAGE), 2 * PAGE);
  check_limited(f, GIB - 2 * PAGE, 2 * PAGE, run(RW, OA + GIB - 2 * PAGE, 0, PAGE), 2 * PAGE);
  check_limited(f, GIB - 2 * PAGE, 2 * PAGE + 1, run(RW, OA + GIB - 2 * PAGE, 0, 0), 2 * PAGE + 1);
  check_limited(f, GIB, 4 * MIB, run(RW, OA + GIB, 0, 2 * MIB), 4 * MIB);
  check_run(f, 0, hole, GIB - 2 * PAGE);
  check_run(f, 3 * GIB + 2 * PAGE, hole, BIT(48) - 3 * GIB - 2 * PAGE);
  fixture_free(f);
}

/* It ends where the attributes change, or the output addresses do not go on, or a hole begins. */
static void test_ends(void **state)
{
  (void)state;
  static const struct {
    uint64_t first; /* pages */
    uint64_t oa;    /* page above OA */
    uint64_t count;
    vpt_attr attr;
  } runs[] = {
      {510, 510, 1, RW},       {511, 511, 2, VPT_READ},  {513, 513, 1, VPT_READ | VPT_GLOBAL},
      {514, 513, 1, VPT_READ}, {515, 512, 1, VPT_READ},  {516, 516, 1, VPT_READ | VPT_NORMAL_NC},
      {518, 518, 1, VPT_READ}, {1023, 1023, 3, RW},
  };
  enum { RUNS = sizeof runs / sizeof runs[0] };
  struct fixture *f = fixture_space(16, &vpt_aarch64_s1, 4, 48);
  for (size_t i = 0; i < RUNS; i++) {
    for (uint64_t page = 0; page < runs[i].count; page++) {
      fixture_map(f, (runs[i].first + page) * PAGE, OA + (runs[i].oa + page) * PAGE, PAGE, runs[i].attr);
    }
  }
  uint64_t at = 0;
  for (size_t i = 0; i < RUNS; i++) {
    if (at < runs[i].first) check_run(f, at * PAGE, hole, (runs[i].first - at) * PAGE);
    check_run(f, runs[i].first * PAGE, run(runs[i].attr, OA + runs[i].oa * PAGE, 0, PAGE), runs[i].count * PAGE);
    at = runs[i].first + runs[i].count;
  }
  check_run(f, at * PAGE, hole, BIT(48) - at * PAGE);
  fixture_free(f);
}

/* A space that is mapped as a whole is one run, and an empty one is one hole. */
static void test_whole_space(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(2, &vpt_aarch64_s1, 3, 39);
  check_run(f, 0, hole, BIT(39));
  assert_int_equal(vpt_map(&f->space, 0, OA, BIT(39), RW, 0).status, VPT_OK);
  check_run(f, 0, run(RW, OA, 0, GIB), BIT(39));
  check_run(f, BIT(39) - 1, run(RW, OA + BIT(39) - 1, 0, GIB), 1);
  fixture_free(f);
}

/* A run ends with the half that it began in, though the tables go on; and with the last address of all. */
static void test_halves(void **state)
{
  (void)state;
  static const struct {
    const struct vpt_format *format;
    enum vpt_half half;
  } spaces[] = {{&vpt_aarch64_s1, VPT_UPPER}, {&vpt_x86_64, VPT_SIGNED}, {&vpt_riscv, VPT_SIGNED}};
  for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
    struct fixture *f = fixture_pool(12, spaces[i].format, 4, 48);
    f->config.half = spaces[i].half;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    bool signs = f->config.half == VPT_SIGNED;
    uint64_t half = BIT(48 - signs), lowest = 0 - half;
    if (signs) check_run(f, 0, hole, half);
    check_run(f, lowest, hole, half);
    fixture_map(f, lowest, OA + PAGE, PAGE, RW);
    fixture_map(f, 0 - PAGE, OA, PAGE, RW);
    if (signs) { /* goes on in the tables with what is mapped at the lowest address */
      fixture_map(f, half - PAGE, OA, PAGE, RW);
      check_run(f, half - PAGE, run(RW, OA, 0, PAGE), PAGE);
      check_run(f, 0, hole, half - PAGE);
    }
    check_run(f, lowest, run(RW, OA + PAGE, 0, PAGE), PAGE);
    check_run(f, lowest + PAGE, hole, half - 2 * PAGE);
    check_run(f, 0 - PAGE, run(RW, OA, 0, PAGE), PAGE);
    check_run(f, UINT64_MAX, run(RW, OA + PAGE - 1, 0, PAGE), 1);
    check_limited(f, half, PAGE, outside, 0);
    check_limited(f, lowest - 1, PAGE, outside, 0);
    fixture_free(f);
  }
}

/* A loop over the runs of a space meets each address once, and what each says is what a query says. */
static void test_loop(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(40, &vpt_riscv_g, 3, 41);
  uint64_t page = 0, leaves = 0, mapped = 0, all = 0;
  for (uint64_t i = 0; i < 200; i++) {
    page += i * i % 7 == 0 ? 1 + i % 90 : 1;
    fixture_map(f, page * PAGE, OA + page / 3 * PAGE, PAGE, i % 50 < 40 ? RW : VPT_READ);
    leaves++;
  }
  fixture_map(f, GIB, OA + GIB, GIB, RW);
  struct vpt_run r;
  for (uint64_t ia = 0; r = vpt_next_run(&f->space, ia, UINT64_MAX), r.length != 0; ia += r.length) {
    all += r.length;
    for (uint64_t x = r.ia; x < r.ia + r.length && x < 200 * 90 * PAGE; x += PAGE) {
      struct vpt_result q = vpt_query(&f->space, x);
      assert_int_equal(q.status, r.status);
      assert_true(q.status != VPT_OK || (q.attr == r.attr && q.oa == r.oa + (x - r.ia)));
    }
    if (r.status == VPT_OK) mapped += r.length;
  }
  assert_int_equal(all, BIT(41));
  assert_int_equal(mapped, leaves * PAGE + GIB);
  assert_int_equal(r.status, VPT_ERR_IA);
  fixture_free(f);
}

int next_run_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_outside), cmocka_unit_test(test_one_leaf),    cmocka_unit_test(test_joined),
      cmocka_unit_test(test_ends),    cmocka_unit_test(test_whole_space), cmocka_unit_test(test_halves),
      cmocka_unit_test(test_loop),
  };
  return cmocka_run_group_tests_name("runs", tests, NULL, NULL);
}
