/* SPDX-License-Identifier: Apache-2.0 */
/* Running out of frames at every possible moment. */
#include <string.h>

#include "fixture.h"
#include "units.h"

#define OA OUTPUT_FIRST

enum { FRAMES = 40 };

/* Leaves that need 0 to 3 tables each when mapped in this order. */
static const struct {
  uint64_t ia;
  uint64_t size;
} scenario[] = {
    {0, PAGE},      {PAGE, PAGE},           {2 * MIB, PAGE},          {4 * MIB, 2 * MIB},
    {GIB, 2 * MIB}, {GIB + 2 * MIB, PAGE},  {2 * GIB, PAGE},          {3 * GIB, GIB},
    {BIT(40), GIB}, {BIT(40) + GIB, PAGE},  {BIT(41), 2 * MIB},       {BIT(42), PAGE},
    {BIT(47), GIB}, {BIT(48) - PAGE, PAGE}, {BIT(48) - GIB, 2 * MIB},
};

enum { STEPS = sizeof scenario / sizeof scenario[0] };

/* Takes frames out of the pool, or gives them back: a second space, in which each page is in a
 * table of its own. It needs three frames for its root and the two tables above those. */
struct hog {
  struct vpt space;
  uint64_t pages;
};

static void hog_start(struct hog *hog, struct fixture *f)
{
  assert_int_equal(vpt_init(&hog->space, &f->config), VPT_OK);
  hog->pages = 0;
}

static void hog_more(struct hog *hog)
{
  uint64_t ia = hog->pages++ * 2 * MIB;
  assert_int_equal(vpt_map_frame(&hog->space, ia, OA, PAGE, VPT_READ), VPT_OK);
}

static void hog_less(struct hog *hog)
{
  uint64_t ia = --hog->pages * 2 * MIB;
  assert_int_equal(vpt_unmap_frame(&hog->space, ia, 0).status, VPT_OK);
}

/* One step of the scenario with `missing` frames to find, of which the pool may have fewer. */
static void map_step(struct fixture *f, struct hog *hog, struct model *model, unsigned step)
{
  struct translation leaf = {.ia = scenario[step].ia, .oa = OA, .size = scenario[step].size};
  leaf.attr = VPT_READ;
  unsigned missing = model_missing_tables(model, leaf.ia, leaf.size);
  while (vpt_pool_free(&f->pool) < missing) {
    fixture_save(f);
    struct vpt hog_before = hog->space;
    assert_int_equal(vpt_map_frame(&f->space, leaf.ia, leaf.oa, leaf.size, leaf.attr),
                     VPT_ERR_NO_FRAMES);
    fixture_unchanged(f);
    assert_memory_equal(&hog_before, &hog->space, sizeof hog_before);
    hog_less(hog);
  }
  uint64_t free = vpt_pool_free(&f->pool);
  assert_int_equal(vpt_map_frame(&f->space, leaf.ia, leaf.oa, leaf.size, leaf.attr), VPT_OK);
  assert_int_equal(free - vpt_pool_free(&f->pool), missing);
  assert_int_equal(model_map(model, free, &leaf), VPT_OK);
}

/* The whole scenario, in which the pool has k frames when it begins; more come one by one. */
static unsigned run(uint64_t k)
{
  static struct model model;
  struct hog hog;
  struct fixture *f = fixture_space(FRAMES, &vpt_aarch64_s2, 4, 48);
  model_init(&model, &f->config);
  hog_start(&hog, f);
  while (vpt_pool_free(&f->pool) > k) {
    hog_more(&hog);
  }
  unsigned given = (unsigned)hog.pages;
  for (unsigned step = 0; step < STEPS; step++) {
    map_step(f, &hog, &model, step);
    for (unsigned i = 0; i <= step; i++) {
      assert_int_equal(vpt_query(&f->space, scenario[i].ia).size, scenario[i].size);
    }
  }
  given -= (unsigned)hog.pages;
  vpt_destroy(&hog.space);
  for (unsigned i = 0; i < STEPS; i++) {
    assert_int_equal(vpt_unmap_frame(&f->space, scenario[i].ia, 0).status, VPT_OK);
  }
  assert_int_equal(vpt_pool_free(&f->pool), FRAMES - 1);
  assert_true(fixture_is_zero(f));
  fixture_free(f);
  return given;
}

/* Each run hands out exactly what was missing: the scenario needs 20 tables. */
static void test_every_allocation_fails(void **state)
{
  (void)state;
  enum { NEEDED = 20 };
  for (uint64_t k = 0; k <= FRAMES - 4; k++) {
    assert_int_equal(run(k), k < NEEDED ? NEEDED - k : 0);
  }
}

/* Unmap and protect need no frame: they work in a pool that has none. */
static void test_no_frame_needed(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(5, &vpt_aarch64_s1, 4, 48);
  fixture_map(f, 0, OA, PAGE, VPT_READ);
  fixture_map(f, 2 * MIB, OA, PAGE, VPT_READ);
  fixture_map(f, GIB, OA, GIB, VPT_READ);
  assert_int_equal(vpt_pool_free(&f->pool), 0);
  assert_int_equal(vpt_protect_frame(&f->space, 0, VPT_READ | VPT_DEVICE, 0), VPT_OK);
  assert_int_equal(vpt_protect_frame(&f->space, GIB, VPT_READ | VPT_GLOBAL, 0), VPT_OK);
  assert_int_equal(vpt_unmap_frame(&f->space, GIB, 0).status, VPT_OK);
  assert_int_equal(vpt_unmap_frame(&f->space, 2 * MIB, 0).status, VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), 1);
  fixture_map(f, 4 * MIB, OA, PAGE, VPT_READ);
  fixture_free(f);
}

/* vpt_init() with too few frames, then with enough. */
static void test_init_fails(void **state)
{
  (void)state;
  for (unsigned bits = 39; bits <= 43; bits++) {
    unsigned roots = 1U << (bits - 39);
    for (unsigned taken = 1; taken <= roots; taken++) {
      struct fixture *f = fixture_pool(roots, &vpt_aarch64_s2, 3, 39);
      struct vpt single[16];
      for (unsigned i = 0; i < taken; i++) {
        assert_int_equal(vpt_init(&single[i], &f->config), VPT_OK);
      }
      f->config.geometry.input_bits = bits;
      for (unsigned i = 0; i < taken; i++) {
        fixture_save(f);
        assert_int_equal(vpt_init(&f->space, &f->config), VPT_ERR_NO_FRAMES);
        fixture_unchanged(f);
        vpt_destroy(&single[i]);
      }
      assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
      assert_int_equal(vpt_pool_free(&f->pool), 0);
      fixture_free(f);
    }
  }
}

int frame_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_allocation_fails),
      cmocka_unit_test(test_no_frame_needed),
      cmocka_unit_test(test_init_fails),
  };
  return cmocka_run_group_tests_name("out of frames", tests, NULL, NULL);
}
