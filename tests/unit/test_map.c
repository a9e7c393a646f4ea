/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_map_frame() and vpt_query(). */
#include <string.h>

#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define BAD_ATTR (VPT_READ | VPT_NORMAL_NC | VPT_DEVICE)
#define OA OUTPUT_FIRST

static void refuse(struct fixture *f, uint64_t ia, uint64_t oa, uint64_t size, vpt_attr attr,
                   enum vpt_status status)
{
  fixture_save(f);
  assert_int_equal(vpt_map_frame(&f->space, ia, oa, size, attr), status);
  fixture_unchanged(f);
}

/* A space with a 1 GiB block at 0 and a page at 1 GiB, and no frame free. */
static struct fixture *full_pool(unsigned levels, unsigned bits)
{
  struct fixture *f = fixture_space(levels, &vpt_aarch64_s1, levels, bits);
  fixture_map(f, 0, OA, GIB, RW);
  fixture_map(f, GIB, OA, PAGE, RW);
  assert_int_equal(vpt_pool_free(&f->pool), 0);
  return f;
}

/* In the order of the header; each case is wrong in all later respects that it can be. */
static void test_refusals(void **state)
{
  (void)state;
  static const struct {
    uint64_t ia;
    uint64_t oa;
    uint64_t size;
    vpt_attr attr;
    enum vpt_status status;
  } cases[] = {
      {BIT(48) + 1, 1, 3 * PAGE, BAD_ATTR, VPT_ERR_SIZE},
      {BIT(48) + 1, 1, PAGE, BAD_ATTR, VPT_ERR_IA},
      {1, 1, PAGE, BAD_ATTR, VPT_ERR_IA_ALIGN},
      {0, 1, PAGE, BAD_ATTR, VPT_ERR_OA},
      {0, OA + 1, PAGE, BAD_ATTR, VPT_ERR_OA_ALIGN},
      {0, OA, PAGE, BAD_ATTR, VPT_ERR_ATTR},
      {0, OA, PAGE, RW, VPT_ERR_MAPPED},
      {2 * GIB, OA, PAGE, RW, VPT_ERR_NO_FRAMES},
      /* and each alone */
      {0, OA, 3 * PAGE, RW, VPT_ERR_SIZE},
      {BIT(48), OA, PAGE, RW, VPT_ERR_IA},
      {2 * GIB + 1, OA, PAGE, RW, VPT_ERR_IA_ALIGN},
      {2 * GIB, OA - PAGE, PAGE, RW, VPT_ERR_OA},
      {2 * GIB, OA + 1, PAGE, RW, VPT_ERR_OA_ALIGN},
      {2 * GIB, OA, GIB, BAD_ATTR, VPT_ERR_ATTR},
  };
  struct fixture *f = full_pool(4, 48);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    refuse(f, cases[i].ia, cases[i].oa, cases[i].size, cases[i].attr, cases[i].status);
  }
  fixture_free(f);
}

static void test_sizes(void **state)
{
  (void)state;
  static const uint64_t bad[] = {
      0,
      1,
      2,
      8,
      2048,
      PAGE - 1,
      PAGE + 1,
      2 * PAGE,
      16 * KIB,
      64 * KIB,
      MIB,
      4 * MIB,
      2 * MIB - 1,
      32 * MIB,
      512 * MIB,
      GIB - 1,
      GIB + PAGE,
      2 * GIB,
      BIT(39),
      BIT(48),
      BIT(63),
      UINT64_MAX,
      PAGE + GIB * 2,
      UINT64_MAX - PAGE + 1,
      BIT(32) + PAGE,
      BIT(32),
      BIT(32) + 2 * MIB,
  };
  for (unsigned levels = 3; levels <= 4; levels++) {
    struct fixture *f = fixture_space(8, &vpt_aarch64_s1, levels, levels == 3 ? 39 : 48);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
      refuse(f, 0, OA, bad[i], RW, VPT_ERR_SIZE);
    }
    fixture_map(f, 0, OA, PAGE, RW);
    fixture_map(f, 2 * MIB, OA, 2 * MIB, RW);
    fixture_map(f, GIB, OA, GIB, RW);
    fixture_free(f);
  }
}

/* A limit on the size of leaves holds for each size, with a root below it too. */
static void test_size_limit(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  for (size_t limit = 0; limit < 3; limit++) {
    struct fixture *f = fixture_pool(8, &vpt_aarch64_s1, 3, 39);
    f->config.leaf_size_max = sizes[limit];
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    for (size_t i = 0; i < 3; i++) {
      if (i > limit) refuse(f, sizes[i], OA, sizes[i], RW, VPT_ERR_SIZE);
      else fixture_map(f, sizes[i], OA, sizes[i], RW);
    }
    fixture_free(f);
  }
}

/* The last leaf of each size, one too far, and addresses that alias low ones if bits are lost. */
static void input_bounds(unsigned levels, unsigned bits, uint64_t size)
{
  struct fixture *f = fixture_space(8, &vpt_aarch64_s1, levels, bits);
  uint64_t end = BIT(bits);
  const uint64_t beyond[] = {end,
                             end + size,
                             2 * end,
                             BIT(48),
                             BIT(52),
                             BIT(63),
                             BIT(63) + size,
                             BIT(62) - size,
                             UINT64_MAX,
                             UINT64_MAX - size + 1,
                             UINT64_MAX - end + 1};
  for (size_t i = 0; i < sizeof beyond / sizeof beyond[0]; i++) {
    refuse(f, beyond[i], OA, size, RW, VPT_ERR_IA);
    assert_int_equal(vpt_query(&f->space, beyond[i]).status, VPT_ERR_IA);
  }
  refuse(f, end - 1, OA, size, RW, VPT_ERR_IA_ALIGN);
  refuse(f, size / 2, OA, size, RW, VPT_ERR_IA_ALIGN);
  refuse(f, size - 1, OA, size, RW, VPT_ERR_IA_ALIGN);
  refuse(f, 8, OA, size, RW, VPT_ERR_IA_ALIGN);
  fixture_map(f, end - size, OA + size, size, RW);
  fixture_map(f, 0, OA, size, RW);
  assert_int_equal(vpt_query(&f->space, end - 1).oa, OA + 2 * size - 1);
  assert_int_equal(vpt_query(&f->space, end - size - 1).status, VPT_ERR_UNMAPPED);
  assert_int_equal(vpt_query(&f->space, size).status, VPT_ERR_UNMAPPED);
  assert_int_equal(vpt_query(&f->space, 0).oa, OA);
  fixture_free(f);
}

static void test_input_bounds(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  for (size_t i = 0; i < 3; i++) {
    for (unsigned bits = 32; bits <= 48; bits++) {
      input_bounds(bits < 40 ? 3 : 4, bits, sizes[i]);
    }
  }
}

static void test_output_bounds(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  for (size_t i = 0; i < 3; i++) {
    struct fixture *f = fixture_pool(8, &vpt_aarch64_s2, 4, 48);
    uint64_t size = sizes[i];
    f->config.output_first = 8 * GIB + 1; /* not a multiple of anything */
    f->config.output_end = 16 * GIB - 1;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    const uint64_t outside[] = {0,
                                8 * GIB,
                                16 * GIB - size,
                                16 * GIB,
                                BIT(48),
                                BIT(63),
                                WINDOW_OA,
                                BIT(48) - size,
                                BIT(63) + 9 * GIB,
                                UINT64_MAX,
                                UINT64_MAX - size + 1,
                                BIT(48) + 9 * GIB};
    for (size_t n = 0; n < sizeof outside / sizeof outside[0]; n++) {
      refuse(f, 0, outside[n], size, RW, VPT_ERR_OA);
    }
    refuse(f, 0, 9 * GIB + 8, size, RW, VPT_ERR_OA_ALIGN);
    refuse(f, 0, 9 * GIB + size / 2, size, RW, VPT_ERR_OA_ALIGN);
    refuse(f, 0, 9 * GIB + size - 1, size, RW, VPT_ERR_OA_ALIGN);
    fixture_map(f, 0, 8 * GIB + size, size, RW);
    fixture_map(f, GIB, 16 * GIB - 2 * size, size, RW);
    fixture_free(f);
  }
}

/* The very first and the very last output addresses. */
static void test_output_corners(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(8, &vpt_aarch64_s1, 4, 48);
  f->config.output_first = 0;
  f->config.output_has_tables = true;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  fixture_map(f, 0, 0, PAGE, RW);
  fixture_map(f, PAGE, BIT(48) - PAGE, PAGE, RW);
  fixture_map(f, 2 * PAGE, WINDOW_OA, PAGE, RW);
  fixture_map(f, 2 * MIB, BIT(48) - 2 * MIB, 2 * MIB, RW);
  fixture_map(f, GIB, BIT(48) - GIB, GIB, RW);
  fixture_map(f, 2 * GIB, 0, GIB, RW);
  assert_int_equal(vpt_query(&f->space, 0).oa, 0);
  assert_int_equal(vpt_query(&f->space, 2 * PAGE - 1).oa, BIT(48) - 1);
  assert_int_equal(vpt_query(&f->space, 4 * MIB - 1).oa, BIT(48) - 1);
  assert_int_equal(vpt_query(&f->space, 2 * GIB - 1).oa, BIT(48) - 1);
  assert_int_equal(vpt_query(&f->space, 2 * PAGE).oa, WINDOW_OA);
  fixture_free(f);
}

/* Leaves over, under and in leaves and tables: all are refused. */
static void test_mapped(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(12, &vpt_aarch64_s1, 4, 48);
  fixture_map(f, 0, OA, GIB, RW);
  fixture_map(f, GIB, OA, 2 * MIB, RW);
  fixture_map(f, GIB + 4 * MIB - PAGE, OA, PAGE, RW);
  const uint64_t starts[] = {0, PAGE, 2 * MIB, GIB - 2 * MIB, GIB - PAGE};
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
    refuse(f, starts[i], OA, PAGE, RW, VPT_ERR_MAPPED);
    refuse(f, starts[i] / (2 * MIB) * (2 * MIB), OA, 2 * MIB, RW, VPT_ERR_MAPPED);
  }
  refuse(f, 0, OA, GIB, RW, VPT_ERR_MAPPED);
  refuse(f, GIB, OA, GIB, RW, VPT_ERR_MAPPED);                   /* over a table */
  refuse(f, GIB + 2 * MIB, OA, 2 * MIB, RW, VPT_ERR_MAPPED);     /* over a table with one page */
  refuse(f, GIB, OA, 2 * MIB, RW, VPT_ERR_MAPPED);               /* the same again */
  refuse(f, GIB + 2 * MIB - PAGE, OA, PAGE, RW, VPT_ERR_MAPPED); /* in a block */
  refuse(f, GIB + 4 * MIB - PAGE, OA, PAGE, RW, VPT_ERR_MAPPED); /* over a page */
  fixture_map(f, GIB + 2 * MIB, OA, PAGE, RW);
  fixture_map(f, GIB + 4 * MIB, OA, 2 * MIB, RW);
  fixture_free(f);
}

/* An empty region takes any leaf again, whatever was there: no table stays behind. */
static void test_any_size_again(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB, 2 * MIB, PAGE, GIB, PAGE};
  struct fixture *f = fixture_space(4, &vpt_aarch64_s2, 4, 48);
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    fixture_map(f, 5 * GIB, OA, sizes[i], RW);
    assert_int_equal(vpt_unmap_frame(&f->space, 5 * GIB, 0).size, sizes[i]);
    assert_int_equal(vpt_pool_free(&f->pool), 3);
    assert_true(fixture_is_zero(f));
  }
  fixture_free(f);
}

/* Tables that a map takes: those missing, no more. A map calls no hook. */
static void test_frames_taken(void **state)
{
  (void)state;
  static const struct {
    uint64_t ia;
    uint64_t size;
    unsigned taken;
  } cases[] = {
      {0, PAGE, 3},
      {PAGE, PAGE, 0},
      {2 * MIB, 2 * MIB, 0},
      {4 * MIB, PAGE, 1},
      {GIB, GIB, 0},
      {2 * GIB, PAGE, 2},
      {3 * GIB, 2 * MIB, 1},
      {512 * GIB, GIB, 1},
      {513 * GIB, 2 * MIB, 1},
      {1024 * GIB, 2 * MIB, 2},
      {2048 * GIB, PAGE, 3},
  };
  struct fixture *f = fixture_space(20, &vpt_aarch64_s1, 4, 48);
  fixture_save(f);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    uint64_t before = vpt_pool_free(&f->pool);
    fixture_map(f, cases[i].ia, OA, cases[i].size, RW);
    assert_int_equal(before - vpt_pool_free(&f->pool), cases[i].taken);
  }
  fixture_hooks(f, &(struct hook_log){0});
  fixture_free(f);
}

/* A query anywhere in a leaf gives the leaf's base and the address with the offset. */
static void test_query(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  struct fixture *f = fixture_space(12, &vpt_aarch64_s1, 4, 48);
  for (uint64_t i = 0; i < 3; i++) {
    uint64_t ia = BIT(47) + i * GIB;
    uint64_t oa = BIT(40) + i * 7 * GIB;
    fixture_map(f, ia, oa, sizes[i], VPT_READ | VPT_GLOBAL);
    const uint64_t offsets[] = {0, 1, 8, PAGE - 1, sizes[i] / 2, sizes[i] / 3, sizes[i] - 1};
    for (size_t n = 0; n < sizeof offsets / sizeof offsets[0]; n++) {
      fixture_save(f);
      struct vpt_result r = vpt_query(&f->space, ia + offsets[n]);
      fixture_unchanged(f);
      assert_int_equal(r.status, VPT_OK);
      assert_int_equal(r.ia, ia);
      assert_int_equal(r.oa, oa + offsets[n]);
      assert_int_equal(r.size, sizes[i]);
      assert_int_equal(r.attr, VPT_READ | VPT_GLOBAL);
    }
    fixture_save(f);
    assert_int_equal(vpt_query(&f->space, ia - 1).size, 0);
    assert_int_equal(vpt_query(&f->space, ia - 1).status, VPT_ERR_UNMAPPED);
    assert_int_equal(vpt_query(&f->space, ia + sizes[i]).status, VPT_ERR_UNMAPPED);
    assert_int_equal(vpt_query(&f->space, BIT(48) + ia).status, VPT_ERR_IA);
    assert_int_equal(vpt_query(&f->space, BIT(48) + ia).size, 0);
    fixture_unchanged(f);
  }
  fixture_free(f);
}

int map_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusals),       cmocka_unit_test(test_sizes),
      cmocka_unit_test(test_input_bounds),   cmocka_unit_test(test_output_bounds),
      cmocka_unit_test(test_output_corners), cmocka_unit_test(test_mapped),
      cmocka_unit_test(test_any_size_again), cmocka_unit_test(test_frames_taken),
      cmocka_unit_test(test_query),          cmocka_unit_test(test_size_limit),
  };
  return cmocka_run_group_tests_name("map and query", tests, NULL, NULL);
}
