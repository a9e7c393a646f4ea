/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects that formats are: which there are and what they say of themselves; what calls say where none is named;
 * pools with the granule of another.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../model/formats.h"
#include "fixture.h"
#include "units.h"

enum { LINE_MAX = 256, POOL_FRAMES = 16 };

/* Those of the public header, in its order, and no others. */
static void test_list(void **state)
{
  (void)state;
  static const char start[] = "extern const struct vpt_format ";
  char line[LINE_MAX], expected[LINE_MAX];
  size_t count = 0;
  FILE *header = fopen("include/vpt/vpt.h", "r");
  assert_non_null(header);
  while (fgets(line, LINE_MAX, header) != NULL) {
    if (strncmp(line, start, strlen(start)) != 0) continue;
    assert_true(count < ALL_FORMATS);
    snprintf(expected, sizeof expected, "%s%s;\n", start, all_formats[count++].name);
    assert_string_equal(line, expected);
  }
  fclose(header);
  assert_int_equal(count, ALL_FORMATS);
}

static void test_members(void **state)
{
  (void)state;
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    const struct vpt_format *format = all_formats[i].format;
    const struct architecture *architecture = all_formats[i].architecture;
    assert_int_equal(format->granule_log2, architecture->granule_log2(format));
    assert_int_equal(format->other_half, architecture->other_half(format));
  }
}

static void check_failure(struct vpt_result result, enum vpt_status status)
{
  assert_int_equal(result.status, status);
  assert_int_equal(result.ia, 0);
  assert_int_equal(result.oa, 0);
  assert_int_equal(result.size, 0);
  assert_int_equal(result.attr, 0);
}

static void test_no_format_geometry(void **state)
{
  (void)state;
  static const struct vpt_geometry geometries[] = {{NULL, 4, 48, 48}, {NULL, 0, 0, 0}, {NULL, UINT32_MAX, 48, 48}};
  for (size_t i = 0; i < sizeof geometries / sizeof geometries[0]; i++) {
    const struct vpt_geometry *g = &geometries[i];
    assert_int_equal(vpt_check_geometry(g), VPT_ERR_FORMAT);
    assert_int_equal(vpt_root_tables(g), 0);
    for (unsigned height = 0; height < 6; height++) {
      assert_int_equal(vpt_entry_size(g, height), 0);
      struct vpt_descriptor d = vpt_decode(g, height, height, UINT64_MAX);
      assert_true(d.kind == VPT_INVALID && d.attr == 0 && d.oa == 0 && !d.exact);
    }
  }
}

static void refuse_all(struct fixture *f, uint64_t ia)
{
  assert_int_equal(vpt_map_frame(&f->space, ia, OUTPUT_FIRST, PAGE, VPT_READ), VPT_ERR_FORMAT);
  assert_int_equal(vpt_map_frame(&f->space, ia, 0, 0, UINT32_MAX), VPT_ERR_FORMAT);
  assert_int_equal(vpt_protect_frame(&f->space, ia, VPT_READ, 0), VPT_ERR_FORMAT);
  assert_int_equal(vpt_protect_frame(&f->space, ia, UINT32_MAX, 0), VPT_ERR_FORMAT);
  check_failure(vpt_unmap_frame(&f->space, ia, 0), VPT_ERR_FORMAT);
  check_failure(vpt_query(&f->space, ia), VPT_ERR_FORMAT);
  assert_int_equal(vpt_set_grants(&f->space, NULL, 0), VPT_ERR_FORMAT);
  assert_int_equal(vpt_root(&f->space), 0);
  vpt_destroy(&f->space);
}

/* A space that was taken apart, in either half, and one that never was. */
static void test_no_format_space(void **state)
{
  (void)state;
  static const uint64_t addresses[] = {0, 3, GIB, BIT(48) - PAGE, BIT(48), UINT64_MAX - PAGE + 1, UINT64_MAX};
  for (int n = 0; n < 3; n++) {
    struct fixture *f = fixture_pool(2, &vpt_aarch64_s1, 4, 48);
    if (n < 2) {
      f->config.half = n == 0 ? VPT_LOWER : VPT_UPPER;
      assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
      vpt_destroy(&f->space);
    }
    fixture_save(f);
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
      refuse_all(f, addresses[i]);
    }
    f->config.geometry.format = NULL;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_ERR_FORMAT);
    fixture_unchanged(f);
    fixture_free(f);
  }
}

/* Each status that a call with a result may have, with addresses passed on as they are and with those that are not. */
static void test_failed_results(void **state)
{
  (void)state;
  for (int n = 0; n < 2; n++) {
    struct fixture *f = fixture_pool(4, &vpt_aarch64_s1, 4, 48);
    uint64_t base = n == 0 ? 0 : UINT64_MAX << 48;
    f->config.half = n == 0 ? VPT_LOWER : VPT_UPPER;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    fixture_map(f, base + GIB, OUTPUT_FIRST, 2 * MIB, VPT_READ);
    fixture_save(f);
    check_failure(vpt_unmap_frame(&f->space, base ^ BIT(63), 0), VPT_ERR_IA);
    check_failure(vpt_unmap_frame(&f->space, base + GIB + 1, 0), VPT_ERR_IA_ALIGN);
    check_failure(vpt_unmap_frame(&f->space, base + GIB - PAGE, 0), VPT_ERR_UNMAPPED);
    check_failure(vpt_unmap_frame(&f->space, base + GIB + PAGE, 0), VPT_ERR_IN_BLOCK);
    check_failure(vpt_query(&f->space, base ^ BIT(63)), VPT_ERR_IA);
    check_failure(vpt_query(&f->space, base + GIB - 1), VPT_ERR_UNMAPPED);
    check_failure(vpt_query(&f->space, base + GIB + 2 * MIB), VPT_ERR_UNMAPPED);
    fixture_unchanged(f);
    fixture_free(f);
  }
}

/* A pool with a granule fits the formats that have it; with others vpt_init() changes nothing. */
static void check_pool(unsigned granule_log2)
{
  struct vpt_frame_info info[POOL_FRAMES], info_before[POOL_FRAMES];
  uint64_t bytes = (uint64_t)POOL_FRAMES << granule_log2;
  uint64_t *window = aligned_alloc(BIT(granule_log2), bytes);
  struct vpt_pool_config pool_config = {window, 0, bytes, granule_log2, info, POOL_FRAMES};
  assert_non_null(window);
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    struct vpt_pool pool, pool_before;
    struct vpt space, space_before;
    struct vpt_config config = {.pool = &pool, .output_first = GIB, .output_end = 2 * GIB};
    config.geometry = fixture_geometry(all_formats[i].format);
    assert_int_equal(vpt_pool_init(&pool, &pool_config), VPT_OK);
    memset(&space, 0xA5, sizeof space);
    memcpy(&space_before, &space, sizeof space);
    memcpy(&pool_before, &pool, sizeof pool);
    memcpy(info_before, info, sizeof info);
    if (all_formats[i].format->granule_log2 == granule_log2) {
      assert_int_equal(vpt_init(&space, &config), VPT_OK);
      continue;
    }
    config.output_end = 0; /* also wrong, but later in the list */
    assert_int_equal(vpt_init(&space, &config), VPT_ERR_GRANULE);
    assert_memory_equal(&space, &space_before, sizeof space);
    assert_memory_equal(&pool, &pool_before, sizeof pool);
    assert_memory_equal(info, info_before, sizeof info);
  }
  free(window);
}

static void test_granules(void **state)
{
  (void)state;
  for (unsigned granule_log2 = 12; granule_log2 <= 16; granule_log2 += 2) {
    check_pool(granule_log2);
  }
}

/* No format has tables of one level, or of more than five; each has some of two to five. */
static void test_levels(void **state)
{
  (void)state;
  static const unsigned none[] = {0, 1, 6, 7, 63, 64, UINT32_MAX};
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    for (size_t n = 0; n < sizeof none / sizeof none[0]; n++) {
      for (unsigned bits = 0; bits < 65; bits++) {
        struct vpt_geometry g = {all_formats[i].format, none[n], bits, 40};
        assert_int_equal(vpt_check_geometry(&g), VPT_ERR_LEVELS);
      }
    }
    struct vpt_geometry g = fixture_geometry(all_formats[i].format);
    assert_int_equal(vpt_check_geometry(&g), VPT_OK);
    assert_in_range(g.levels, 2, 5);
  }
}

int format_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_list),               cmocka_unit_test(test_members),
      cmocka_unit_test(test_no_format_geometry), cmocka_unit_test(test_no_format_space),
      cmocka_unit_test(test_failed_results),     cmocka_unit_test(test_granules),
      cmocka_unit_test(test_levels),
  };
  return cmocka_run_group_tests_name("formats", tests, NULL, NULL);
}
