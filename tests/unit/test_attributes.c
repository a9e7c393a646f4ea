/* SPDX-License-Identifier: Apache-2.0 */
/* Attributes: what a format takes it gives back exactly, what it cannot express it refuses. */
#include <string.h>

#include "fixture.h"
#include "units.h"

#define OA (OUTPUT_FIRST + 4 * GIB)

static const struct {
  const struct vpt_format *format;
  unsigned expressible; /* how many of the 128 values */
} formats[] = {
    /* READ always; WRITE, EXEC, USER, GLOBAL freely; EXEC not with DEVICE */
    {&vpt_aarch64_s1, 16 + 16 + 8},
    /* READ always; WRITE, EXEC freely */
    {&vpt_aarch64_s1_el2, 4 + 4 + 2},
    /* READ, WRITE, EXEC freely */
    {&vpt_aarch64_s2, 8 + 8 + 4},
};

static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};

/* The rules in words of the header, one by one. */
static bool expressible(const struct vpt_format *format, uint64_t attr)
{
  uint64_t type = attr / 32;
  bool read = attr % 2 == 1;
  bool exec = (attr & VPT_EXEC) != 0;
  if (type > 2 || (type == 2 && exec)) {
    return false;
  }
  if (format == &vpt_aarch64_s1) {
    return read;
  }
  bool levels_or_global = (attr & (VPT_USER | VPT_GLOBAL)) != 0;
  return !levels_or_global && (read || format == &vpt_aarch64_s2);
}

/* Maps, looks at it in three ways, unmaps. */
static void round_trip(struct fixture *f, uint64_t size, vpt_attr attr)
{
  fixture_map(f, GIB, OA, size, attr);
  struct vpt_result r = vpt_query(&f->space, GIB + size - 1);
  struct translation t = fixture_walk(f, &f->space, GIB + size - 1);
  assert_int_equal(r.status, VPT_OK);
  assert_int_equal(r.attr, attr);
  assert_int_equal(r.size, size);
  assert_int_equal(r.oa, OA + size - 1);
  assert_true(t.valid);
  assert_int_equal(t.attr, attr);
  assert_int_equal(t.size, size);
  assert_int_equal(t.oa, OA);
  assert_int_equal(vpt_unmap_frame(&f->space, GIB, 0).attr, attr);
}

static void test_all_values(void **state)
{
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    for (size_t s = 0; s < 3; s++) {
      struct fixture *f = fixture_space(4, formats[i].format, 4, 48);
      unsigned good = 0;
      for (vpt_attr attr = 0; attr < 1024; attr++) {
        assert_int_equal(expressible(formats[i].format, attr),
                         model_has_attributes(formats[i].format, attr));
        if (expressible(formats[i].format, attr)) {
          round_trip(f, sizes[s], attr);
          good++;
          continue;
        }
        fixture_save(f);
        assert_int_equal(vpt_map_frame(&f->space, GIB, OA, sizes[s], attr), VPT_ERR_ATTR);
        fixture_unchanged(f);
      }
      assert_int_equal(good, formats[i].expressible);
      fixture_free(f);
    }
  }
}

/* Good attributes with any one bit above the seven known ones. */
static void test_high_bits(void **state)
{
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    struct fixture *f = fixture_space(4, formats[i].format, 4, 48);
    fixture_map(f, 0, OA, PAGE, VPT_READ);
    fixture_save(f);
    for (unsigned bit = 7; bit < 32; bit++) {
      for (vpt_attr attr = 0; attr < 128; attr++) {
        vpt_attr high = attr | 1U << bit;
        assert_int_equal(vpt_map_frame(&f->space, GIB, OA, PAGE, high), VPT_ERR_ATTR);
        assert_int_equal(vpt_protect_frame(&f->space, 0, high, 0), VPT_ERR_ATTR);
      }
    }
    assert_int_equal(vpt_map_frame(&f->space, GIB, OA, PAGE, UINT32_MAX), VPT_ERR_ATTR);
    fixture_unchanged(f);
    fixture_free(f);
  }
}

/* From every value to every value, for every leaf size. */
static void protect_all(struct fixture *f, const struct vpt_format *format, uint64_t size)
{
  for (vpt_attr from = 0; from < 128; from++) {
    if (!expressible(format, from)) {
      continue;
    }
    fixture_map(f, GIB, OA, size, from);
    for (vpt_attr to = 0; to < 128; to++) {
      fixture_save(f);
      enum vpt_status status = vpt_protect_frame(&f->space, GIB, to, 0);
      if (!expressible(format, to)) {
        assert_int_equal(status, VPT_ERR_ATTR);
        fixture_unchanged(f);
        continue;
      }
      assert_int_equal(status, VPT_OK);
      assert_int_equal(f->hooks.invalidates, from != to);
      assert_int_equal(f->hooks.syncs, from != to);
      struct vpt_result r = vpt_query(&f->space, GIB);
      assert_true(r.attr == to && r.oa == OA && r.size == size && r.ia == GIB);
      assert_int_equal(fixture_walk(f, &f->space, GIB).attr, to);
      assert_int_equal(vpt_protect_frame(&f->space, GIB, from, 0), VPT_OK);
    }
    assert_int_equal(vpt_unmap_frame(&f->space, GIB, 0).attr, from);
  }
}

static void test_protect(void **state)
{
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    for (size_t s = 0; s < 3; s++) {
      struct fixture *f = fixture_space(4, formats[i].format, 4, 48);
      protect_all(f, formats[i].format, sizes[s]);
      fixture_free(f);
    }
  }
}

int attribute_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_all_values),
      cmocka_unit_test(test_high_bits),
      cmocka_unit_test(test_protect),
  };
  return cmocka_run_group_tests_name("attributes", tests, NULL, NULL);
}
