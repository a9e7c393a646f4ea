/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which input addresses a space has: the lower ones, the uppermost (AArch64's TTBR1), or signed ones with one root
 * for both halves (x86-64, RISC-V, LoongArch). The tables hold the low bits of the address alone.
 */
#include "../model/formats.h"
#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)

struct shape {
  const struct vpt_format *format;
  enum vpt_half half;
  unsigned levels;
  unsigned bits;
  uint64_t lowest;  /* the address at offset 0, of signed ones that of the lowest negative one */
  uint64_t highest; /* the last page */
};

#define UPPER_39 UINT64_C(0xFFFFFF8000000000)
#define UPPER_48 UINT64_C(0xFFFF000000000000)
#define SIGNED_48 UINT64_C(0xFFFF800000000000)
#define SIGNED_57 UINT64_C(0xFF00000000000000)
#define SIGNED_39 UINT64_C(0xFFFFFFC000000000)
#define TOP UINT64_C(0xFFFFFFFFFFFFF000)

static const struct shape shapes[] = {
    {&vpt_aarch64_s1, VPT_LOWER, 4, 48, 0, BIT(48) - PAGE},
    {&vpt_aarch64_s1, VPT_UPPER, 4, 48, UPPER_48, TOP},
    {&vpt_aarch64_s1, VPT_UPPER, 3, 39, UPPER_39, TOP},
    {&vpt_x86_64, VPT_SIGNED, 4, 48, SIGNED_48, BIT(47) - PAGE},
    {&vpt_x86_64, VPT_SIGNED, 5, 57, SIGNED_57, BIT(56) - PAGE},
    {&vpt_riscv, VPT_SIGNED, 3, 39, SIGNED_39, BIT(38) - PAGE},
    {&vpt_loongarch_4k, VPT_SIGNED, 4, 48, SIGNED_48, BIT(47) - PAGE},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

static struct fixture *space(const struct shape *shape)
{
  struct fixture *f = fixture_pool(12, shape->format, shape->levels, shape->bits);
  f->config.half = shape->half;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  return f;
}

/* Where an address is in the tables. */
static uint64_t low_bits(const struct shape *shape, uint64_t ia)
{
  return ia & (BIT(shape->bits) - 1);
}

/* Each page is translated where the low bits of its address say, and reported by its address in full. */
static void check_page(struct fixture *f, const struct shape *shape, uint64_t ia)
{
  uint64_t oa = OUTPUT_FIRST + 7 * PAGE;
  fixture_map(f, ia, oa, PAGE, RW);
  struct translation hardware = fixture_walk(f, &f->space, low_bits(shape, ia));
  assert_true(hardware.valid);
  assert_int_equal(hardware.oa, oa);
  struct vpt_result found = vpt_query(&f->space, ia + 0xFFF);
  assert_int_equal(found.status, VPT_OK);
  assert_int_equal(found.ia, ia);
  assert_int_equal(found.oa, oa + 0xFFF);
  assert_int_equal(found.size, PAGE);

  fixture_save(f);
  assert_int_equal(vpt_protect_frame(&f->space, ia, VPT_READ, 0), VPT_OK);
  fixture_hooks(f, &(struct hook_log){1, 1, 77, ia, PAGE, PAGE, true, false});
  fixture_save(f);
  struct vpt_result removed = vpt_unmap_frame(&f->space, ia, 0);
  assert_int_equal(removed.status, VPT_OK);
  assert_int_equal(removed.ia, ia);
  assert_int_equal(removed.oa, oa);
  assert_int_equal(removed.attr, VPT_READ);
  fixture_hooks(f, &(struct hook_log){1, 1, 77, ia, PAGE, PAGE, false, false});
  assert_int_equal(vpt_query(&f->space, ia).status, VPT_ERR_UNMAPPED);
}

static void test_pages(void **state)
{
  (void)state;
  for (size_t i = 0; i < SHAPES; i++) {
    const struct shape *shape = &shapes[i];
    struct fixture *f = space(shape);
    check_page(f, shape, shape->lowest);
    check_page(f, shape, shape->highest);
    check_page(f, shape, shape->highest - (BIT(shape->bits) - 1) / 4 / PAGE * PAGE);
    check_page(f, shape, shape->lowest + (BIT(shape->bits) - 1) / 4 / PAGE * PAGE);
    if (shape->half == VPT_SIGNED) {
      check_page(f, shape, 0);
      check_page(f, shape, TOP);
    }
    vpt_destroy(&f->space);
    fixture_free(f);
  }
}

/* The space's lowest and highest pages are two pages, also where they are neighbours as numbers. */
static void test_ends(void **state)
{
  (void)state;
  for (size_t i = 0; i < SHAPES; i++) {
    const struct shape *shape = &shapes[i];
    struct fixture *f = space(shape);
    fixture_map(f, shape->lowest, OUTPUT_FIRST, PAGE, RW);
    fixture_map(f, shape->highest, OUTPUT_FIRST + PAGE, PAGE, RW);
    assert_int_equal(vpt_query(&f->space, shape->lowest).oa, OUTPUT_FIRST);
    assert_int_equal(vpt_query(&f->space, shape->highest + 1).oa, OUTPUT_FIRST + PAGE + 1);
    fixture_save(f);
    vpt_destroy(&f->space);
    fixture_hooks(f, &(struct hook_log){1, 1, 77, shape->lowest, BIT(shape->bits), 0, false, true});
    fixture_free(f);
  }
}

static void check_outside(struct fixture *f, uint64_t ia)
{
  fixture_save(f);
  assert_int_equal(vpt_map_frame(&f->space, ia, OUTPUT_FIRST, PAGE, RW), VPT_ERR_IA);
  assert_int_equal(vpt_protect_frame(&f->space, ia, RW, 0), VPT_ERR_IA);
  struct vpt_result results[] = {vpt_unmap_frame(&f->space, ia, 0), vpt_query(&f->space, ia)};
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(results[i].status, VPT_ERR_IA);
    assert_int_equal(results[i].ia | results[i].oa | results[i].size | results[i].attr, 0);
  }
  fixture_unchanged(f);
}

/* Any other address is refused, in particular all with the same low bits as one of the space. */
static void test_outside(void **state)
{
  (void)state;
  for (size_t i = 0; i < SHAPES; i++) {
    const struct shape *shape = &shapes[i];
    struct fixture *f = space(shape);
    if (shape->lowest != 0) check_outside(f, shape->lowest - PAGE);
    if (shape->highest != TOP) check_outside(f, shape->highest + PAGE);
    for (unsigned bit = shape->bits; bit < 64; bit++) {
      check_outside(f, shape->lowest ^ BIT(bit));
      check_outside(f, shape->highest ^ BIT(bit));
    }
    if (shape->half == VPT_SIGNED) {
      check_outside(f, shape->lowest ^ BIT(shape->bits - 1));
      check_outside(f, shape->highest ^ BIT(shape->bits - 1));
    }
    vpt_destroy(&f->space);
    fixture_free(f);
  }
}

static enum vpt_half other_half(const struct vpt_format *format)
{
  static const struct {
    const struct vpt_format *format;
    enum vpt_half half;
  } others[] = {
      {&vpt_aarch64_s1, VPT_UPPER},      {&vpt_aarch64_s1_16k, VPT_UPPER},      {&vpt_aarch64_s1_64k, VPT_UPPER},
      {&vpt_aarch64_s1_lpa2, VPT_UPPER}, {&vpt_aarch64_s1_16k_lpa2, VPT_UPPER}, {&vpt_x86_64, VPT_SIGNED},
      {&vpt_riscv, VPT_SIGNED},          {&vpt_riscv_svpbmt, VPT_SIGNED},       {&vpt_loongarch_4k, VPT_SIGNED},
      {&vpt_loongarch_16k, VPT_SIGNED},
  };
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (others[i].format == format) return others[i].half;
  }
  return VPT_LOWER;
}

/* A geometry of the format, if there is one with a bit of the address for every index bit. */
static struct vpt_geometry full(const struct vpt_format *format)
{
  struct vpt_geometry full = {.levels = 0};
  for (unsigned levels = 2; levels <= 5; levels++) {
    for (unsigned bits = 25; bits <= 57; bits++) {
      struct vpt_geometry g = {format, levels, bits, 48};
      bool is_full = bits == walk_shift(&g, levels);
      if (vpt_check_geometry(&g) == VPT_OK && (is_full || full.levels == 0)) full = g;
    }
  }
  assert_int_not_equal(full.levels, 0);
  return full;
}

/* Each format has the lower addresses and at most one kind more; a refusal changes nothing. */
static void test_formats(void **state)
{
  (void)state;
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    const struct vpt_format *format = all_formats[i].format;
    struct vpt_geometry geometry = full(format);
    for (unsigned half = 0; half <= 4; half++) {
      struct fixture *f = fixture_raw(1);
      f->config = (struct vpt_config){geometry, (enum vpt_half)half, &f->pool, 0, BIT(48), .output_has_tables = true};
      f->pool.granule_log2 = 13; /* no format's: what is refused next */
      fixture_save(f);
      bool known = half == VPT_LOWER || half == (unsigned)other_half(format);
      assert_int_equal(vpt_init(&f->space, &f->config), known ? VPT_ERR_GRANULE : VPT_ERR_HALF);
      fixture_unchanged(f);
      fixture_free(f);
    }
  }
}

/* Signed addresses need a bit for every index bit: the hardware takes all index bits from the address. */
static void test_signed_width(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(1, &vpt_x86_64, 4, 47);
  fixture_save(f);
  f->config.half = VPT_SIGNED;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_ERR_HALF);
  fixture_unchanged(f);
  f->config.geometry.input_bits = 48;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  vpt_destroy(&f->space);
  fixture_free(f);
}

int half_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pages),   cmocka_unit_test(test_ends),         cmocka_unit_test(test_outside),
      cmocka_unit_test(test_formats), cmocka_unit_test(test_signed_width),
  };
  return cmocka_run_group_tests_name("halves", tests, NULL, NULL);
}
