/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_unmap_some(), a part at a time; how it splits and what it refuses: test_range_changes.c. */
#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define OA OUTPUT_FIRST

/* 4 MiB of pages from `ia` on, in two tables, or three if that lies between. */
static struct fixture *pages(uint64_t ia)
{
  struct fixture *f = fixture_space(8, &vpt_aarch64_s1, 4, 48);
  assert_int_equal(vpt_map(&f->space, ia, OA + ia, 4 * MIB, RW, PAGE).status, VPT_OK);
  fixture_save(f);
  return f;
}

/* A call of vpt_unmap_some(), which is told to the hooks once; or not at all, if nothing goes. */
static void unmap_some(struct fixture *f, uint64_t ia, uint64_t end, unsigned tables, uint64_t rest, uint64_t told,
                       uint64_t told_end)
{
  uint64_t free = vpt_pool_free(&f->pool);
  fixture_save(f);
  fixture_outcome(vpt_unmap_some(&f->space, ia, end - ia, tables), VPT_OK, rest, 0);
  fixture_calls(f, told < told_end);
  if (told < told_end) fixture_told(f, 0, told, told_end - told, 0, vpt_pool_free(&f->pool) == free, false);
  fixture_hole(f, ia, rest);
}

/* One step is what one table has of the range. */
static void test_tables(void **state)
{
  (void)state;
  struct fixture *f = pages(2 * MIB);
  unmap_some(f, 2 * MIB, 6 * MIB, 1, 4 * MIB, 2 * MIB, 4 * MIB);
  fixture_mapped(f, 4 * MIB, 6 * MIB, OA + 4 * MIB, RW);
  assert_int_equal(vpt_pool_free(&f->pool), 8 - 1 - 2 - 1);
  unmap_some(f, 4 * MIB, 6 * MIB, 1, 6 * MIB, 4 * MIB, 6 * MIB);
  assert_true(vpt_pool_free(&f->pool) == 7 && fixture_is_zero(f));
  fixture_free(f);

  f = pages(3 * MIB);
  unmap_some(f, 3 * MIB + PAGE, 7 * MIB, 2, 6 * MIB, 3 * MIB + PAGE, 6 * MIB);
  fixture_mapped(f, 3 * MIB, 3 * MIB + PAGE, OA + 3 * MIB, RW);
  fixture_mapped(f, 6 * MIB, 7 * MIB, OA + 6 * MIB, RW);
  unmap_some(f, 6 * MIB, 7 * MIB, 100, 7 * MIB, 6 * MIB, 7 * MIB);
  fixture_free(f);

  static const unsigned all[] = {0, 3, 4, UINT32_MAX};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    f = pages(3 * MIB);
    unmap_some(f, 3 * MIB, 7 * MIB, all[i], 7 * MIB, 3 * MIB, 7 * MIB);
    fixture_free(f);
  }
}

/* A hole is passed over entry by entry, each of the largest that maps nothing. */
static void test_holes_passed(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(8, &vpt_aarch64_s1, 4, 48);
  fixture_map(f, PAGE, OA, PAGE, RW);
  fixture_map(f, 4 * PAGE, OA, PAGE, RW);
  fixture_map(f, 2 * GIB, OA, 2 * MIB, RW);
  unmap_some(f, 0, BIT(48), 1, PAGE, 0, 0);
  unmap_some(f, PAGE, BIT(48), 1, 2 * PAGE, PAGE, 2 * PAGE);
  unmap_some(f, 2 * PAGE, BIT(48), 2, 4 * PAGE, 0, 0);
  unmap_some(f, 4 * PAGE, BIT(48), 1, 5 * PAGE, 4 * PAGE, 5 * PAGE);
  unmap_some(f, 5 * PAGE, BIT(48), 1, GIB, 0, 0); /* the tables are gone */
  unmap_some(f, GIB, BIT(48), 2, 2 * GIB + 2 * MIB, 2 * GIB, 2 * GIB + 2 * MIB);
  unmap_some(f, 2 * GIB + 2 * MIB, BIT(48), 1, 512 * GIB, 0, 0);
  unmap_some(f, 512 * GIB, BIT(48), 511, BIT(48), 0, 0);
  assert_true(vpt_pool_free(&f->pool) == 7 && fixture_is_zero(f));
  fixture_free(f);
}

/* In the upper half too, up to the last address of all. */
static void test_rest_halves(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(12, &vpt_x86_64, 4, 48);
  f->config.half = VPT_SIGNED;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  uint64_t top = 0 - 4 * MIB;
  fixture_outcome(vpt_map(&f->space, top, OA, 4 * MIB, RW, PAGE), VPT_OK, top, 4);
  fixture_outcome(vpt_unmap_some(&f->space, top, 4 * MIB, 1), VPT_OK, top + 2 * MIB, 0);
  assert_true(vpt_query(&f->space, top + 2 * MIB - PAGE).status == VPT_ERR_UNMAPPED);
  assert_true(vpt_query(&f->space, top + 2 * MIB).status == VPT_OK);
  fixture_outcome(vpt_unmap_some(&f->space, top + 2 * MIB, 2 * MIB, 1), VPT_OK, 0, 0);
  assert_int_equal(vpt_pool_free(&f->pool), 11);
  fixture_outcome(vpt_unmap_some(&f->space, 0 - PAGE, PAGE, 1), VPT_OK, 0, 0);
  fixture_outcome(vpt_unmap_some(&f->space, BIT(47) - PAGE, PAGE, 0), VPT_OK, BIT(47), 0);
  fixture_save(f);
  fixture_outcome(vpt_unmap_some(&f->space, BIT(47) - PAGE, 2 * PAGE, 1), VPT_ERR_IA, BIT(47) - PAGE, 0);
  fixture_unchanged(f);
  fixture_free(f);
}

int unmap_some_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tables),
      cmocka_unit_test(test_holes_passed),
      cmocka_unit_test(test_rest_halves),
  };
  return cmocka_run_group_tests_name("unmap ranges in parts", tests, NULL, NULL);
}
