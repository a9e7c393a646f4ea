/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_pool_init(), vpt_pool_free(), vpt_status_text(). */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "units.h"

static void test_init(void **state)
{
  (void)state;
  struct fixture *f = fixture_raw(5);
  assert_false(fixture_is_zero(f));
  assert_int_equal(vpt_pool_init(&f->pool, &f->pool_config), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), 5);
  assert_true(fixture_is_zero(f));
  fixture_free(f);
}

/* Initialises a second time, over a pool in use: an error leaves that one as it is. */
static void refuse(struct fixture *f, const struct vpt_pool_config *config, enum vpt_status status)
{
  fixture_save(f);
  assert_int_equal(vpt_pool_init(&f->pool, config), status);
  fixture_unchanged(f);
}

static void test_null(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  struct vpt_pool_config config = f->pool_config;
  config.window = NULL;
  refuse(f, &config, VPT_ERR_NULL);
  config.granule_log2 = 0; /* also wrong, but later in the list */
  refuse(f, &config, VPT_ERR_NULL);
  config = f->pool_config;
  config.info = NULL;
  refuse(f, &config, VPT_ERR_NULL);
  refuse(f, NULL, VPT_ERR_NULL);
  assert_int_equal(vpt_pool_init(NULL, &f->pool_config), VPT_ERR_NULL);
  fixture_unchanged(f);
  fixture_free(f);
}

static void test_granule(void **state)
{
  (void)state;
  static const unsigned bad[] = {0, 1, 11, 13, 15, 17, 30, 63, 64, 76, UINT32_MAX};
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct vpt_pool_config config = f->pool_config;
    config.granule_log2 = bad[i];
    config.window_oa = 1; /* also wrong, but later in the list */
    config.info_count = 0;
    refuse(f, &config, VPT_ERR_GRANULE);
  }
  fixture_free(f);
}

static void test_granules_known(void **state)
{
  (void)state;
  static const unsigned granules[] = {12, 14, 16};
  uint64_t *window = aligned_alloc(64 * KIB, 128 * KIB);
  struct vpt_frame_info info[32];
  assert_non_null(window);
  for (size_t i = 0; i < 3; i++) {
    struct vpt_pool pool;
    struct vpt_pool_config config = {window, 192 * KIB, 128 * KIB, granules[i], info, 32};
    memset(window, 1, 128 * KIB);
    assert_int_equal(vpt_pool_init(&pool, &config), VPT_OK);
    assert_int_equal(vpt_pool_free(&pool), 128 * KIB >> granules[i]);
    for (size_t word = 0; word < 128 * KIB / 8; word++) {
      assert_int_equal(window[word], 0);
    }
    config.window_bytes = (128 * KIB) - BIT(granules[i]) / 2;
    assert_int_equal(vpt_pool_init(&pool, &config), VPT_ERR_WINDOW);
    config.window_bytes = 128 * KIB;
    config.window_oa = BIT(granules[i]) / 2;
    assert_int_equal(vpt_pool_init(&pool, &config), VPT_ERR_WINDOW);
  }
  free(window);
}

static void test_window(void **state)
{
  (void)state;
  static const struct {
    uint64_t oa;
    uint64_t bytes;
  } bad[] = {
      {WINDOW_OA + 1, 4 * PAGE},    /* misaligned */
      {WINDOW_OA + 2048, 4 * PAGE}, /* misaligned */
      {WINDOW_OA, 0},               /* empty */
      {WINDOW_OA, 1},               /* no whole frame */
      {WINDOW_OA, PAGE - 1},        /* no whole frame */
      {WINDOW_OA, 3 * PAGE + 8},    /* not whole frames */
      {WINDOW_OA, 4 * PAGE - 1},    /* not whole frames */
      {BIT(56), 4 * PAGE},          /* out of reach of any format */
      {BIT(56) - PAGE, 4 * PAGE},   /* partly so */
      {BIT(63), 4 * PAGE},
      {UINT64_MAX - PAGE + 1, PAGE},     /* ends at 2^64 */
      {UINT64_MAX - PAGE + 1, 4 * PAGE}, /* wraps */
      {WINDOW_OA, UINT64_MAX - PAGE + 1},
      {WINDOW_OA, BIT(63)},
      {0, BIT(56) + PAGE},
  };
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct vpt_pool_config config = f->pool_config;
    config.window_oa = bad[i].oa;
    config.window_bytes = bad[i].bytes;
    config.info_count = 0; /* also wrong, but later in the list */
    refuse(f, &config, VPT_ERR_WINDOW);
  }
  fixture_free(f);
}

static void test_info(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  struct vpt_pool_config config = f->pool_config;
  for (uint64_t count = 0; count < 4; count++) {
    config.info_count = count;
    refuse(f, &config, VPT_ERR_INFO);
  }
  config.info_count = 4;
  assert_int_equal(vpt_pool_init(&f->pool, &config), VPT_OK);
  config.info_count = UINT64_MAX; /* more than needed: those beyond are not touched */
  assert_int_equal(vpt_pool_init(&f->pool, &config), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), 4);
  fixture_free(f);
}

/* Whatever the addresses: nothing is read or written there. */
static void test_alignment(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  struct vpt_pool_config config = f->pool_config;
  for (uintptr_t off = 1; off < 8; off++) {
    config.window = (uint64_t *)((uintptr_t)f->pool_config.window + off);
    refuse(f, &config, VPT_ERR_WINDOW_ALIGN);
    config.window = (uint64_t *)off;
    refuse(f, &config, VPT_ERR_WINDOW_ALIGN);
    config.window = (uint64_t *)(UINTPTR_MAX - off + 1);
    refuse(f, &config, VPT_ERR_WINDOW_ALIGN);
  }
  config.info = (struct vpt_frame_info *)((uintptr_t)f->pool_config.info + 1); /* also wrong, but later in the list */
  refuse(f, &config, VPT_ERR_WINDOW_ALIGN);
  config.info_count = 3; /* also wrong, and earlier in the list */
  refuse(f, &config, VPT_ERR_INFO);
  config = f->pool_config;
  for (uintptr_t off = 1; off < _Alignof(struct vpt_frame_info); off++) {
    config.info = (struct vpt_frame_info *)((uintptr_t)f->pool_config.info + off);
    refuse(f, &config, VPT_ERR_INFO_ALIGN);
    config.info = (struct vpt_frame_info *)off;
    refuse(f, &config, VPT_ERR_INFO_ALIGN);
  }
  config.info = (struct vpt_frame_info *)((uintptr_t)f->info + _Alignof(struct vpt_frame_info));
  config.window_bytes = 3 * PAGE;
  assert_int_equal(vpt_pool_init(&f->pool, &config), VPT_OK);
  fixture_free(f);
}

/* Every call for a space of one pool, each of which does something; both pools have a space of another format. */
static void change_all(struct fixture *f)
{
  struct vpt *space = &f->space;
  uint64_t given;
  assert_int_equal(vpt_map(space, 0, OUTPUT_FIRST, 6 * MIB, VPT_READ | VPT_WRITE, 0).status, VPT_OK);
  assert_int_equal(vpt_map_frame(space, 6 * MIB, OUTPUT_FIRST, PAGE, VPT_READ), VPT_OK);
  assert_int_equal(vpt_protect_frame(space, 6 * MIB, VPT_READ | VPT_WRITE, PAGE), VPT_OK);
  assert_int_equal(vpt_unmap_frame(space, 6 * MIB, PAGE).status, VPT_OK);
  assert_int_equal(vpt_split(space, 0, PAGE, PAGE).status, VPT_OK);
  assert_int_equal(vpt_protect(space, PAGE, 2 * MIB, VPT_READ).status, VPT_OK);
  assert_int_equal(vpt_unmap_some(space, 0, PAGE, 1).status, VPT_OK);
  assert_int_equal(vpt_unmap(space, 4 * MIB, PAGE).status, VPT_OK);
  vpt_destroy(space);
  assert_int_equal(vpt_pool_free(&f->pool), f->frames);
  assert_int_equal(vpt_pool_remove(&f->pool, &given, 1), VPT_OK);
  assert_int_equal(vpt_pool_add(&f->pool, given, PAGE), VPT_OK);
  assert_int_equal(vpt_init(space, &f->config), VPT_OK);
}

/* Calls for one pool change nothing of another, nor of a space of it. */
static void test_two_pools(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(12, &vpt_riscv, 3, 39);
  struct fixture *g = fixture_space(12, &vpt_aarch64_s1, 3, 39);
  fixture_map(g, 8 * MIB, OUTPUT_FIRST, PAGE, VPT_READ);
  fixture_save(g);
  change_all(f);
  fixture_unchanged(g);
  fixture_save(f);
  change_all(g);
  fixture_unchanged(f);
  fixture_free(f);
  fixture_free(g);
}

static void test_status_text(void **state)
{
  (void)state;
  for (int a = VPT_OK; a <= VPT_ERR_GRANTS; a++) {
    const char *text = vpt_status_text((enum vpt_status)a);
    assert_non_null(text);
    assert_true(strlen(text) > 3 && strchr(text, '\n') == NULL);
    for (int b = VPT_OK; b < a; b++) {
      assert_string_not_equal(text, vpt_status_text((enum vpt_status)b));
    }
  }
  assert_non_null(vpt_status_text((enum vpt_status)(VPT_ERR_GRANTS + 1)));
  assert_non_null(vpt_status_text((enum vpt_status)INT32_MAX));
}

int pool_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_init),        cmocka_unit_test(test_null),
      cmocka_unit_test(test_granule),     cmocka_unit_test(test_granules_known),
      cmocka_unit_test(test_window),      cmocka_unit_test(test_info),
      cmocka_unit_test(test_alignment),   cmocka_unit_test(test_status_text),
      cmocka_unit_test(test_two_pools),
  };
  return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
