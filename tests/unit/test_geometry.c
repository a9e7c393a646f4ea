/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_check_geometry(), vpt_entry_size(), vpt_root_tables(). */
#include "fixture.h"
#include "units.h"

/*
 * Input sizes with the 4 KiB granule (DDI 0487, "Translation table walks", initial lookup levels):
 * a walk that starts at level 0 resolves 40 to 48 bits, at level 1 31 to 39 bits, at level 2 25 to 30
 * bits (TCR_ELx.T0SZ: 39 at most), and with up to 16 concatenated stage 2 tables up to 43 and 34.
 */
static const struct {
  const struct vpt_format *format;
  unsigned levels;
  unsigned input_first;
  unsigned input_last;
} accepted[] = {
    {&vpt_aarch64_s1, 4, 40, 48},     {&vpt_aarch64_s1, 3, 31, 39},     {&vpt_aarch64_s1, 2, 25, 30},
    {&vpt_aarch64_s1_el2, 4, 40, 48}, {&vpt_aarch64_s1_el2, 3, 31, 39}, {&vpt_aarch64_s1_el2, 2, 25, 30},
    {&vpt_aarch64_s2, 4, 40, 48},     {&vpt_aarch64_s2, 3, 31, 43},     {&vpt_aarch64_s2, 2, 25, 34},
};

/* TCR_ELx.IPS, TCR_EL2.PS, VTCR_EL2.PS without the 52-bit extensions. */
static bool output_known(unsigned bits)
{
  static const unsigned known[] = {32, 36, 40, 42, 44, 48};
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
    if (known[i] == bits) {
      return true;
    }
  }
  return false;
}

static bool input_known(const struct vpt_format *format, unsigned levels, unsigned bits)
{
  for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
    if (accepted[i].format == format && accepted[i].levels == levels) {
      return bits >= accepted[i].input_first && bits <= accepted[i].input_last;
    }
  }
  return false;
}

static const struct vpt_format *const formats[] = {&vpt_aarch64_s1, &vpt_aarch64_s1_el2, &vpt_aarch64_s2};

/* Every input and output size for every format and number of levels. */
static void test_sizes(void **state)
{
  (void)state;
  unsigned good = 0;
  for (size_t f = 0; f < 3; f++) {
    for (unsigned levels = 2; levels <= 4; levels++) {
      for (unsigned in = 0; in <= 70; in++) {
        for (unsigned out = 0; out <= 70; out++) {
          struct vpt_geometry g = {formats[f], levels, in, out};
          enum vpt_status status = vpt_check_geometry(&g);
          enum vpt_status expected = !input_known(formats[f], levels, in) ? VPT_ERR_INPUT_BITS
                                     : !output_known(out)                 ? VPT_ERR_OUTPUT_BITS
                                                                          : VPT_OK;
          assert_int_equal(status, expected);
          assert_int_equal(status, model_geometry(&g)); /* the model of the other tests */
          good += status == VPT_OK;
        }
      }
    }
  }
  assert_int_equal(good, (9 * 5 + 13 + 6 * 2 + 10) * 6);
}

/* Each refusal comes with everything that is later in the list wrong as well. */
static void test_refusals(void **state)
{
  (void)state;
  static const struct {
    struct vpt_geometry geometry;
    enum vpt_status status;
  } cases[] = {
      {{NULL, 0, 0, 0}, VPT_ERR_FORMAT},
      {{NULL, 4, 48, 48}, VPT_ERR_FORMAT},
      {{&vpt_aarch64_s1, 0, 0, 0}, VPT_ERR_LEVELS},
      {{&vpt_aarch64_s1_el2, 1, 0, 0}, VPT_ERR_LEVELS},
      {{&vpt_aarch64_s2, 1, 25, 48}, VPT_ERR_LEVELS},
      {{&vpt_aarch64_s1, 5, 48, 48}, VPT_ERR_LEVELS},
      {{&vpt_aarch64_s1, UINT32_MAX, 48, 48}, VPT_ERR_LEVELS},
      {{&vpt_aarch64_s1, 2, 24, 0}, VPT_ERR_INPUT_BITS},
      {{&vpt_aarch64_s1, 2, 31, 0}, VPT_ERR_INPUT_BITS},
      {{&vpt_aarch64_s1, 3, 40, 0}, VPT_ERR_INPUT_BITS},
      {{&vpt_aarch64_s2, 2, 35, 0}, VPT_ERR_INPUT_BITS},
      {{&vpt_aarch64_s1, 4, UINT32_MAX, 0}, VPT_ERR_INPUT_BITS},
      {{&vpt_aarch64_s2, 3, 44, 0}, VPT_ERR_INPUT_BITS},
      {{&vpt_aarch64_s2, 3, 43, 52}, VPT_ERR_OUTPUT_BITS},
      {{&vpt_aarch64_s1, 4, 48, UINT32_MAX}, VPT_ERR_OUTPUT_BITS},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_int_equal(vpt_check_geometry(&cases[i].geometry), cases[i].status);
  }
}

static void test_entry_size(void **state)
{
  (void)state;
  for (size_t f = 0; f < 3; f++) {
    struct vpt_geometry g = {formats[f], 4, 48, 48};
    assert_int_equal(vpt_entry_size(&g, 0), 4 * KIB);
    assert_int_equal(vpt_entry_size(&g, 1), 2 * MIB);
    assert_int_equal(vpt_entry_size(&g, 2), GIB);
    assert_int_equal(vpt_entry_size(&g, 3), 512 * GIB);
    assert_int_equal(vpt_entry_size(&g, 4), 0);
    assert_int_equal(vpt_entry_size(&g, UINT32_MAX), 0);
    g.levels = 3;
    g.input_bits = 39;
    assert_int_equal(vpt_entry_size(&g, 2), GIB);
    assert_int_equal(vpt_entry_size(&g, 3), 0);
    g.levels = 2;
    g.input_bits = 25;
    assert_int_equal(vpt_entry_size(&g, 1), 2 * MIB);
    assert_int_equal(vpt_entry_size(&g, 2), 0);
  }
}

static void test_root_tables(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof accepted / sizeof accepted[0]; i++) {
    for (unsigned bits = accepted[i].input_first; bits <= accepted[i].input_last; bits++) {
      struct vpt_geometry g = {accepted[i].format, accepted[i].levels, bits, 48};
      unsigned one_table = 12 + 9 * accepted[i].levels;
      unsigned roots = bits > one_table ? 1U << (bits - one_table) : 1;
      assert_int_equal(vpt_root_tables(&g), roots);
    }
  }
}

int geometry_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sizes),
      cmocka_unit_test(test_refusals),
      cmocka_unit_test(test_entry_size),
      cmocka_unit_test(test_root_tables),
  };
  return cmocka_run_group_tests_name("geometry", tests, NULL, NULL);
}
