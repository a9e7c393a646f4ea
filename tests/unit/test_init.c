/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_init(), vpt_root(), vpt_destroy(). */
#include <string.h>

#include "fixture.h"
#include "units.h"

static void no_invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context, (void)what;
}

static void no_sync(void *context)
{
  (void)context;
}

/* Spoils a configuration so that vpt_init() has to return a status. */
static void spoil(struct vpt_config *config, enum vpt_status status)
{
  switch (status) {
  case VPT_ERR_NULL: config->pool = NULL; break;
  case VPT_ERR_FORMAT: config->geometry.format = NULL; break;
  case VPT_ERR_LEVELS: config->geometry.levels = 5; break;
  case VPT_ERR_INPUT_BITS: config->geometry.input_bits = 49; break;
  case VPT_ERR_OUTPUT_BITS: config->geometry.output_bits = 52; break;
  case VPT_ERR_HALF: config->half = VPT_SIGNED; break;
  case VPT_ERR_GRANULE: config->geometry.format = &vpt_aarch64_s1_16k; break;
  case VPT_ERR_SIZE: config->leaf_size_max = 0x3000; break;
  case VPT_ERR_RANGE: config->output_end = config->output_first; break;
  case VPT_ERR_TABLES: config->output_first = WINDOW_OA; break;
  case VPT_ERR_HOOKS: config->hooks.sync = NULL; break;
  default: fail();
  }
}

/* Do the two spoil the same member, so that only one of them can be wrong? */
static bool same_member(enum vpt_status earlier, enum vpt_status later)
{
  return (earlier == VPT_ERR_FORMAT && later == VPT_ERR_GRANULE) ||
         (earlier == VPT_ERR_RANGE && later == VPT_ERR_TABLES);
}

static void refuse(struct fixture *f, const struct vpt_config *config, enum vpt_status status)
{
  fixture_save(f);
  assert_int_equal(vpt_init(&f->space, config), status);
  fixture_unchanged(f);
}

/* Each cause comes alone, and with every later one as well. */
static void test_refusals(void **state)
{
  (void)state;
  static const enum vpt_status order[] = {
      VPT_ERR_NULL, VPT_ERR_FORMAT,  VPT_ERR_LEVELS, VPT_ERR_INPUT_BITS, VPT_ERR_OUTPUT_BITS,
      VPT_ERR_HALF, VPT_ERR_GRANULE, VPT_ERR_SIZE,   VPT_ERR_RANGE,      VPT_ERR_TABLES,     VPT_ERR_HOOKS,
  };
  enum { N = sizeof order / sizeof order[0] };
  struct fixture *f = fixture_space(1, &vpt_aarch64_s1, 4, 48); /* no frame is free any more */
  for (size_t i = 0; i < N; i++) {
    struct vpt_config config = f->config;
    spoil(&config, order[i]);
    refuse(f, &config, order[i]);
    for (size_t later = i + 1; later < N; later++) {
      if (!same_member(order[i], order[later])) spoil(&config, order[later]);
    }
    refuse(f, &config, order[i]);
  }
  refuse(f, &f->config, VPT_ERR_NO_FRAMES);
  refuse(f, NULL, VPT_ERR_NULL);
  assert_int_equal(vpt_init(NULL, &f->config), VPT_ERR_NULL);
  fixture_unchanged(f);
  fixture_free(f);
}

static void test_hooks_both_or_none(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(2, &vpt_aarch64_s1, 4, 48);
  f->config.hooks = (struct vpt_hooks){.invalidate = no_invalidate};
  refuse(f, &f->config, VPT_ERR_HOOKS);
  f->config.hooks = (struct vpt_hooks){.sync = no_sync};
  refuse(f, &f->config, VPT_ERR_HOOKS);
  f->config.hooks = (struct vpt_hooks){.context = f};
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  vpt_destroy(&f->space); /* calls no hook */
  f->config.hooks = (struct vpt_hooks){.invalidate = no_invalidate, .sync = no_sync};
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  vpt_destroy(&f->space);
  fixture_free(f);
}

/* Pools of other granules are not for a 4 KiB space. */
static void test_granule_of_pool(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(16, &vpt_aarch64_s1, 4, 48);
  for (unsigned granule = 14; granule <= 16; granule += 2) {
    f->pool_config.granule_log2 = granule;
    assert_int_equal(vpt_pool_init(&f->pool, &f->pool_config), VPT_OK);
    struct vpt_config config = f->config;
    spoil(&config, VPT_ERR_HOOKS);
    refuse(f, &config, VPT_ERR_GRANULE);
  }
  fixture_free(f);
}

/* The MMU has to reach the tables: the window must end at or below 2^output_bits. */
static void test_window(void **state)
{
  (void)state;
  static const unsigned bits[] = {32, 36, 40, 42, 44, 48};
  for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++) {
    struct fixture *f = fixture_pool(2, &vpt_aarch64_s2, 3, 39);
    f->config.geometry.output_bits = bits[i];
    f->config.output_first = 0;
    f->config.output_end = BIT(bits[i]) - MIB;
    for (int over = 0; over < 3; over++) {
      f->pool_config.window_oa = BIT(bits[i]) + (uint64_t)over * PAGE - 2 * PAGE;
      assert_int_equal(vpt_pool_init(&f->pool, &f->pool_config), VPT_OK);
      if (over == 0) {
        assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
        vpt_destroy(&f->space);
      } else {
        struct vpt_config config = f->config;
        config.output_end = 0; /* VPT_ERR_RANGE comes later */
        refuse(f, &config, VPT_ERR_WINDOW);
      }
    }
    fixture_free(f);
  }
}

static void test_range(void **state)
{
  (void)state;
  static const struct {
    uint64_t first;
    uint64_t end;
  } bad[] = {
      {0, 0},
      {BIT(47), BIT(47)},
      {BIT(47) + 1, BIT(47)},
      {UINT64_MAX, 0},
      {0, BIT(48) + 1},
      {BIT(48), BIT(48) + PAGE},
      {0, UINT64_MAX},
      {UINT64_MAX - 1, UINT64_MAX},
      {BIT(63), BIT(63) + PAGE},
  };
  struct fixture *f = fixture_pool(1, &vpt_aarch64_s1, 4, 48);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    f->config.output_first = bad[i].first;
    f->config.output_end = bad[i].end;
    refuse(f, &f->config, VPT_ERR_RANGE);
  }
  fixture_free(f);
}

/* Ranges that touch the window [2 GiB, 2 GiB + 4 pages), and ranges that just do not. */
static void test_tables(void **state)
{
  (void)state;
  const uint64_t start = WINDOW_OA;
  const uint64_t end = WINDOW_OA + 4 * PAGE;
  const struct {
    uint64_t first;
    uint64_t end;
    bool touches;
  } cases[] = {
      {0, start, false},
      {end, BIT(48), false},
      {0, start + 1, true},
      {end - 1, BIT(48), true},
      {0, BIT(48), true},
      {start, end, true},
      {start + 1, start + 2, true},
      {start - 1, start, false},
      {end, end + 1, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct fixture *f = fixture_pool(4, &vpt_aarch64_s1, 4, 48);
    f->config.output_first = cases[i].first;
    f->config.output_end = cases[i].end;
    if (cases[i].touches) {
      refuse(f, &f->config, VPT_ERR_TABLES);
      f->config.output_has_tables = true;
    }
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    fixture_free(f);
  }
}

/* A new space is empty, its root lies in the pool and is aligned to its size. */
static void check_root(struct fixture *f, unsigned roots)
{
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), f->frames - roots);
  uint64_t root = vpt_root(&f->space);
  assert_int_equal(root % (roots * PAGE), 0);
  assert_true(root >= f->pool_config.window_oa);
  assert_true(root + roots * PAGE <= f->pool_config.window_oa + f->pool_config.window_bytes);
  assert_true(fixture_is_zero(f));
}

/* Concatenated roots of every number, in windows that begin anywhere. */
static void test_roots(void **state)
{
  (void)state;
  for (unsigned bits = 39; bits <= 43; bits++) {
    unsigned roots = 1U << (bits - 39);
    for (unsigned offset = 0; offset < 17; offset++) {
      unsigned lead = (roots - offset % roots) % roots; /* frames before the first aligned one */
      struct fixture *f = fixture_pool(lead + roots, &vpt_aarch64_s2, 3, bits);
      f->pool_config.window_oa = WINDOW_OA + offset * PAGE;
      assert_int_equal(vpt_pool_init(&f->pool, &f->pool_config), VPT_OK);
      check_root(f, roots);
      vpt_destroy(&f->space);
      if (roots > 1) { /* one frame less is too little: none is taken */
        f->pool_config.window_bytes -= PAGE;
        assert_int_equal(vpt_pool_init(&f->pool, &f->pool_config), VPT_OK);
        refuse(f, &f->config, VPT_ERR_NO_FRAMES);
      }
      fixture_free(f);
    }
  }
}

/* Two free frames side by side are of no use if the first is at an odd number. */
static void test_roots_in_fragments(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(4, &vpt_aarch64_s2, 3, 39);
  struct vpt at[4]; /* by position in the window */
  for (int i = 0; i < 4; i++) {
    struct vpt space;
    assert_int_equal(vpt_init(&space, &f->config), VPT_OK);
    at[(vpt_root(&space) - WINDOW_OA) / PAGE] = space;
  }
  f->config.geometry.input_bits = 40;
  vpt_destroy(&at[1]);
  refuse(f, &f->config, VPT_ERR_NO_FRAMES);
  vpt_destroy(&at[2]);
  refuse(f, &f->config, VPT_ERR_NO_FRAMES);
  vpt_destroy(&at[0]);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  assert_int_equal(vpt_root(&f->space), WINDOW_OA);
  assert_int_equal(vpt_pool_free(&f->pool), 1);
  fixture_free(f);
}

/* Every entry of sixteen root tables is there and is its own. */
static void test_roots_are_used(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(16, &vpt_aarch64_s2, 3, 43);
  for (uint64_t i = 0; i < 16 * ENTRIES; i++) {
    fixture_map(f, i * GIB, (8191 - i) * GIB + 4 * GIB, GIB, VPT_READ);
  }
  for (uint64_t i = 0; i < 16 * ENTRIES; i++) {
    assert_int_equal(vpt_query(&f->space, i * GIB + 5).oa, (8191 - i) * GIB + 4 * GIB + 5);
    assert_int_equal(fixture_walk(f, &f->space, i * GIB).oa, (8191 - i) * GIB + 4 * GIB);
  }
  assert_int_equal(vpt_query(&f->space, BIT(43)).status, VPT_ERR_IA);
  vpt_destroy(&f->space);
  assert_true(fixture_is_zero(f));
  assert_int_equal(vpt_pool_free(&f->pool), 16);
  fixture_free(f);
}

/* Fills a space with leaves of all sizes, in all corners. */
static void fill(struct vpt *space, uint64_t input_end)
{
  for (uint64_t i = 0; i < 3; i++) {
    uint64_t base = i == 2 ? input_end - 4 * GIB : i * (input_end / 4);
    assert_int_equal(vpt_map_frame(space, base, 4 * GIB, GIB, VPT_READ), VPT_OK);
    assert_int_equal(vpt_map_frame(space, base + GIB, 4 * GIB, 2 * MIB, VPT_READ), VPT_OK);
    assert_int_equal(vpt_map_frame(space, base + GIB + 2 * MIB, 4 * GIB, PAGE, VPT_READ), VPT_OK);
    assert_int_equal(vpt_map_frame(space, base + 4 * GIB - PAGE, 4 * GIB, PAGE, VPT_READ), VPT_OK);
  }
}

static void test_destroy(void **state)
{
  (void)state;
  static const struct {
    const struct vpt_format *format;
    unsigned levels;
    unsigned bits;
  } cases[] = {{&vpt_aarch64_s1, 4, 48},     {&vpt_aarch64_s1, 3, 36}, {&vpt_aarch64_s1_el2, 3, 39},
               {&vpt_aarch64_s1_el2, 4, 40}, {&vpt_aarch64_s2, 4, 44}, {&vpt_aarch64_s2, 3, 43}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct fixture *f = fixture_space(40, cases[i].format, cases[i].levels, cases[i].bits);
    fill(&f->space, BIT(cases[i].bits));
    assert_false(fixture_is_zero(f));
    f->hooks = (struct hook_log){0};
    vpt_destroy(&f->space);
    assert_true(fixture_is_zero(f));
    assert_int_equal(vpt_pool_free(&f->pool), 40);
    fixture_hooks(f, &(struct hook_log){1, 1, 77, 0, BIT(cases[i].bits), 0, false, true});
    fixture_free(f);
  }
}

/* What one space does, its end included, leaves the other's tables as they are. */
static void test_two_spaces(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(64, &vpt_aarch64_s1, 4, 48);
  struct vpt other;
  fill(&f->space, BIT(48));
  uint64_t kept = vpt_pool_free(&f->pool);
  assert_int_equal(vpt_init(&other, &f->config), VPT_OK);
  fixture_save(f);
  fill(&other, BIT(48));
  assert_int_equal(vpt_protect_frame(&other, 0, VPT_READ | VPT_DEVICE, 0), VPT_OK);
  assert_int_equal(vpt_unmap_frame(&other, GIB, 0).status, VPT_OK);
  for (uint64_t ia = 0; ia < 4 * GIB; ia += MIB) {
    struct translation t = fixture_walk(f, &f->space, ia);
    struct vpt_result r = vpt_query(&f->space, ia);
    bool mapped = ia < GIB + 2 * MIB;
    assert_true(t.valid == (mapped || ia == GIB + 2 * MIB));
    assert_true(r.status == (t.valid ? VPT_OK : VPT_ERR_UNMAPPED));
  }
  vpt_destroy(&other);
  assert_int_equal(vpt_pool_free(&f->pool), kept);
  assert_memory_equal(f->saved.words, f->memory, (f->frames + 2) * PAGE);
  assert_memory_equal(&f->saved.space, &f->space, sizeof f->space);
  vpt_destroy(&f->space);
  assert_true(fixture_is_zero(f));
  assert_int_equal(vpt_pool_free(&f->pool), 64);
  fixture_free(f);
}

int init_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusals),        cmocka_unit_test(test_hooks_both_or_none),
      cmocka_unit_test(test_granule_of_pool), cmocka_unit_test(test_window),
      cmocka_unit_test(test_range),           cmocka_unit_test(test_tables),
      cmocka_unit_test(test_roots),           cmocka_unit_test(test_roots_in_fragments),
      cmocka_unit_test(test_roots_are_used),  cmocka_unit_test(test_destroy),
      cmocka_unit_test(test_two_spaces),
  };
  return cmocka_run_group_tests_name("init", tests, NULL, NULL);
}
