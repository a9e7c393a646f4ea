/* SPDX-License-Identifier: Apache-2.0 */
/*
 * x86-64 and EPT: geometries, attributes, and words worked out by hand from the Software Developer's Manual,
 * volume 3, tables "Format of ... Entry".
 */
#include "fixture.h"
#include "short_names.h"
#include "units.h"

#define X86 (&vpt_x86_64)
#define EPT (&vpt_ept)
#define OA (OUTPUT_FIRST + 4 * GIB)

static const struct vpt_format *const formats[] = {X86, EPT};
static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};

/* A space for output addresses of 52 bits and all sizes of leaves. */
static struct fixture *space(const struct vpt_format *format, unsigned levels, unsigned input_bits)
{
  struct fixture *f = fixture_pool(5, format, levels, input_bits);
  f->config.geometry.output_bits = 52;
  f->config.output_end = BIT(52);
  f->config.leaf_size_max = GIB;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  return f;
}

/* ---- geometries ------------------------------------------------------------------------------ */

static bool known(unsigned levels, unsigned in, unsigned out)
{
  bool input = levels == 4 ? in >= 40 && in <= 48 : levels == 5 && in >= 49 && in <= 57;
  return input && out >= 32 && out <= 52;
}

static void test_sizes(void **state)
{
  (void)state;
  unsigned good = 0;
  for (size_t i = 0; i < 2; i++) {
    for (unsigned levels = 0; levels <= 6; levels++) {
      for (unsigned in = 0; in <= 70; in++) {
        for (unsigned out = 0; out <= 70; out++) {
          struct vpt_geometry g = {formats[i], levels, in, out};
          enum vpt_status status = vpt_check_geometry(&g);
          assert_int_equal(status == VPT_OK, known(levels, in, out));
          assert_int_equal(status, model_geometry(&g));
          assert_int_equal(vpt_root_tables(&g), status == VPT_OK);
          good += status == VPT_OK;
        }
      }
    }
  }
  assert_int_equal(good, 2 * 2 * 9 * 21);
}

/* Each refusal comes with everything that is later in the list wrong as well. */
static void test_refusals(void **state)
{
  (void)state;
  static const struct {
    struct vpt_geometry geometry;
    enum vpt_status status;
  } cases[] = {
      {{X86, 3, 0, 0}, VPT_ERR_LEVELS},        {{EPT, 6, 0, 0}, VPT_ERR_LEVELS},
      {{X86, 4, 39, 0}, VPT_ERR_INPUT_BITS},   {{EPT, 4, 49, 0}, VPT_ERR_INPUT_BITS},
      {{X86, 5, 48, 0}, VPT_ERR_INPUT_BITS},   {{EPT, 5, 58, 0}, VPT_ERR_INPUT_BITS},
      {{X86, 4, 48, 31}, VPT_ERR_OUTPUT_BITS}, {{EPT, 5, 57, 53}, VPT_ERR_OUTPUT_BITS},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_int_equal(vpt_check_geometry(&cases[i].geometry), cases[i].status);
  }
}

static void test_entry_size(void **state)
{
  (void)state;
  static const uint64_t expected[] = {4 * KIB, 2 * MIB, GIB, 512 * GIB, 512 * 512 * GIB, 0};
  for (size_t i = 0; i < 2; i++) {
    for (unsigned height = 0; height <= 5; height++) {
      struct vpt_geometry four = {formats[i], 4, 48, 52}, five = {formats[i], 5, 57, 52};
      assert_int_equal(vpt_entry_size(&four, height), height < 4 ? expected[height] : 0);
      assert_int_equal(vpt_entry_size(&five, height), expected[height]);
    }
  }
}

/* Without a word of the caller there are no leaves of 1 GiB: not every processor has them. */
static void test_largest_leaf(void **state)
{
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    struct fixture *f = fixture_space(4, formats[i], 4, 48);
    assert_int_equal(vpt_map_frame(&f->space, GIB, OA, GIB, R), VPT_ERR_SIZE);
    assert_int_equal(vpt_map_frame(&f->space, GIB, OA, 2 * MIB, R), VPT_OK);
    fixture_free(f);
    f = space(formats[i], 4, 48);
    assert_int_equal(vpt_map_frame(&f->space, GIB, OA, GIB, R), VPT_OK);
    assert_int_equal(vpt_map_frame(&f->space, 0, 0, 512 * GIB, R), VPT_ERR_SIZE);
    fixture_free(f);
  }
}

/* ---- attributes ------------------------------------------------------------------------------ */

/* The rules in words of the header, one by one. */
static bool expressible(const struct vpt_format *format, vpt_attr attr)
{
  bool read = (attr & R) != 0, write = (attr & W) != 0, exec = (attr & X) != 0;
  if (attr / 32 > 2) {
    return false;
  }
  if (format == X86) {
    return read;
  }
  return (attr & (U | G)) == 0 && (read || (exec && !write));
}

static void round_trip(struct fixture *f, uint64_t size, vpt_attr attr)
{
  uint64_t oa = BIT(52) - GIB;
  fixture_map(f, GIB, oa, size, attr);
  struct vpt_result r = vpt_query(&f->space, GIB + size - 1);
  struct translation t = fixture_walk(f, &f->space, GIB + size - 1);
  assert_true(r.status == VPT_OK && r.attr == attr && r.size == size && r.oa == oa + size - 1);
  assert_true(t.valid && t.attr == attr && t.size == size && t.oa == oa);
  assert_int_equal(vpt_unmap_frame(&f->space, GIB, 0).attr, attr);
}

static void test_attributes(void **state)
{
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    for (unsigned levels = 4; levels <= 5; levels++) {
      struct fixture *f = space(formats[i], levels, levels == 4 ? 48 : 57);
      unsigned good = 0;
      for (vpt_attr attr = 0; attr < 1024; attr++) {
        assert_int_equal(expressible(formats[i], attr), model_has_attributes(formats[i], attr));
        if (!expressible(formats[i], attr)) {
          fixture_save(f);
          assert_int_equal(vpt_map_frame(&f->space, GIB, OA, PAGE, attr), VPT_ERR_ATTR);
          fixture_unchanged(f);
          continue;
        }
        good++;
        for (size_t s = 0; s < 3; s++) {
          round_trip(f, sizes[s], attr);
        }
      }
      for (unsigned bit = 7; bit < 32; bit++) {
        assert_int_equal(vpt_map_frame(&f->space, 0, OA, PAGE, R | 1U << bit), VPT_ERR_ATTR);
      }
      assert_int_equal(good, formats[i] == X86 ? 16 * 3 : 5 * 3);
      fixture_free(f);
    }
  }
}

/* ---- words ----------------------------------------------------------------------------------- */

struct sample {
  const struct vpt_format *format;
  uint64_t size;
  vpt_attr attr;
  uint64_t oa;
  uint64_t word;
};

static const struct sample samples[] = {
    /* P 1, R/W 2, U/S 4, PWT 8, PCD 0x10, A 0x20, D 0x40, PS 0x80, G 0x100, XD bit 63 */
    {X86, PAGE, R, 0x123456789000, 0x8000123456789021},
    {X86, PAGE, R | W, 0x123456789000, 0x8000123456789063},
    {X86, PAGE, R | X, 0x123456789000, 0x0000123456789021},
    {X86, PAGE, R | W | X | G, 0x200000000, 0x0000000200000163},
    {X86, PAGE, R | U, 0x123456789000, 0x8000123456789025},
    {X86, PAGE, R | W | U | NC, 0xFFFFFFFFFF000, 0x800FFFFFFFFFF06F},
    {X86, PAGE, R | W | DEV, 0xFFFEE00000, 0x800000FFFEE0007B},
    {X86, PAGE, R | X | U | DEV | G, 0x8000000000000, 0x000800000000013D},
    {X86, 2 * MIB, R | W | DEV | G, 0x840200000, 0x80000008402001FB},
    {X86, 2 * MIB, R | X | U, 0xFFFFFFFE00000, 0x000FFFFFFFE000A5},
    {X86, GIB, R | W | X | U, 0xFFFFFC0000000, 0x000FFFFFC00000E7},
    {X86, GIB, R | NC, 0x240000000, 0x80000002400000A9},
    /* R 1, W 2, X 4, type in bits 5:3, ignore PAT 0x40, large 0x80, A 0x100, D 0x200 */
    {EPT, PAGE, R, 0x123456789000, 0x0000123456789131},
    {EPT, PAGE, R | W, 0x123456789000, 0x0000123456789333},
    {EPT, PAGE, R | X, 0x123456789000, 0x0000123456789135},
    {EPT, PAGE, X, 0x123456789000, 0x0000123456789134},
    {EPT, PAGE, R | W | X, 0xFFFFFFFFFF000, 0x000FFFFFFFFFF337},
    {EPT, PAGE, R | W | NC, 0x8000000000000, 0x000800000000030B},
    {EPT, PAGE, R | W | DEV, 0xFFFEE00000, 0x000000FFFEE00343},
    {EPT, 2 * MIB, R | W | X, 0x840200000, 0x00000008402003B7},
    {EPT, 2 * MIB, R | DEV, 0xFFFFFFFE00000, 0x000FFFFFFFE001C1},
    {EPT, GIB, R | X, 0xFFFFFC0000000, 0x000FFFFFC00001B5},
    {EPT, GIB, R | W | NC, 0x240000000, 0x000000024000038B},
};

enum { SAMPLES = sizeof samples / sizeof samples[0] };

/* By a map, and by a protect of something else. */
static void test_leaf_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    const struct sample *s = &samples[i];
    for (unsigned levels = 4; levels <= 5; levels++) {
      struct fixture *f = space(s->format, levels, levels == 4 ? 47 : 56);
      struct vpt_descriptor d = vpt_decode(&f->config.geometry, fixture_height(s->size), 0, s->word);
      unsigned height;
      fixture_map(f, 3 * GIB, s->oa, s->size, s->attr);
      assert_int_equal(fixture_word(f, 3 * GIB, &height), s->word);
      assert_int_equal(height, fixture_height(s->size));
      assert_int_equal(vpt_protect_frame(&f->space, 3 * GIB, R | X, 0), VPT_OK);
      assert_int_equal(vpt_protect_frame(&f->space, 3 * GIB, s->attr, 0), VPT_OK);
      assert_int_equal(fixture_word(f, 3 * GIB, &height), s->word);
      assert_true(d.kind == VPT_LEAF && d.exact && d.oa == s->oa && d.attr == s->attr);
      fixture_free(f);
    }
  }
}

/* Present, writable, user, accessed; in EPT readable, writable, executable, accessed. */
static void test_table_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    struct fixture *f = space(formats[i], 5, 57);
    uint64_t flags = formats[i] == X86 ? 0x27 : 0x107;
    fixture_map(f, BIT(57) - PAGE, OUTPUT_FIRST, PAGE, R);
    uint64_t table = vpt_root(&f->space);
    for (unsigned height = 4; height > 0; height--) {
      uint64_t word = f->window[(table - WINDOW_OA) / 8 + ENTRIES - 1];
      assert_int_equal(word % PAGE, flags);
      table = word - flags;
      assert_true(table >= WINDOW_OA && table < WINDOW_OA + 5 * PAGE);
      struct vpt_descriptor d = vpt_decode(&f->config.geometry, height, 0, word);
      assert_true(d.kind == VPT_TABLE && d.oa == table && d.exact);
    }
    fixture_free(f);
  }
}

/* What faults is invalid: not present, reserved bits that do not depend on the processor, and in EPT
 * misconfigurations. */
static void test_decode_kinds(void **state)
{
  (void)state;
  static const struct {
    const struct vpt_format *format;
    unsigned height;
    uint64_t word;
    enum vpt_kind kind;
  } cases[] = {
      {X86, 0, 0x80, VPT_INVALID},     {X86, 0, 0x1, VPT_LEAF},          {X86, 0, 0x81, VPT_LEAF},
      {X86, 1, 0x1, VPT_TABLE},        {X86, 1, 0x81, VPT_LEAF},         {X86, 1, 0x1081, VPT_LEAF},
      {X86, 1, 0x2081, VPT_INVALID},   {X86, 1, 0x100081, VPT_INVALID},  {X86, 1, 0x200081, VPT_LEAF},
      {X86, 2, 0x81, VPT_LEAF},        {X86, 2, 0x2081, VPT_INVALID},    {X86, 2, 0x20000081, VPT_INVALID},
      {X86, 2, 0x40000081, VPT_LEAF},  {X86, 3, 0x1, VPT_TABLE},         {X86, 3, 0x81, VPT_INVALID},
      {X86, 4, 0x1, VPT_TABLE},        {X86, 4, 0x81, VPT_INVALID},      {X86, 4, 0x2, VPT_INVALID},
      {X86, 1, UINT64_MAX, VPT_INVALID}, {X86, 0, UINT64_MAX, VPT_LEAF},
      {EPT, 0, 0x30, VPT_INVALID},     {EPT, 0, 0x31, VPT_LEAF},         {EPT, 0, 0x32, VPT_INVALID},
      {EPT, 0, 0x33, VPT_LEAF},        {EPT, 0, 0x34, VPT_LEAF},         {EPT, 0, 0x36, VPT_INVALID},
      {EPT, 0, 0x11, VPT_INVALID},     {EPT, 0, 0x19, VPT_INVALID},      {EPT, 0, 0x39, VPT_INVALID},
      {EPT, 0, 0x21, VPT_LEAF},        {EPT, 0, 0x29, VPT_LEAF},         {EPT, 0, 0xF1, VPT_LEAF},
      {EPT, 1, 0x1, VPT_TABLE},        {EPT, 1, 0x9, VPT_INVALID},       {EPT, 1, 0x41, VPT_INVALID},
      {EPT, 1, 0x81, VPT_LEAF},        {EPT, 1, 0x1081, VPT_INVALID},    {EPT, 1, 0x100081, VPT_INVALID},
      {EPT, 1, 0x2, VPT_INVALID},      {EPT, 1, 0x91, VPT_INVALID},      {EPT, 2, 0x20000081, VPT_INVALID},
      {EPT, 2, 0x40000081, VPT_LEAF},  {EPT, 3, 0x81, VPT_INVALID},      {EPT, 3, 0x4, VPT_TABLE},
      {EPT, 4, 0x7, VPT_TABLE},        {EPT, 4, 0x87, VPT_INVALID},      {EPT, 4, 0x400, VPT_INVALID},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct vpt_geometry g = {cases[i].format, 5, 57, 52};
    assert_int_equal(vpt_decode(&g, cases[i].height, 0, cases[i].word).kind, cases[i].kind);
  }
}

/* Every sample in both formats. */
static void test_decode_exact(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    fixture_exact(&(struct vpt_geometry){X86, 4, 48, 52}, fixture_height(samples[i].size), samples[i].word);
    fixture_exact(&(struct vpt_geometry){EPT, 4, 48, 52}, fixture_height(samples[i].size), samples[i].word);
  }
}

int x86_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sizes),        cmocka_unit_test(test_refusals),
      cmocka_unit_test(test_entry_size),   cmocka_unit_test(test_largest_leaf),
      cmocka_unit_test(test_attributes),   cmocka_unit_test(test_leaf_words),
      cmocka_unit_test(test_table_words),  cmocka_unit_test(test_decode_kinds),
      cmocka_unit_test(test_decode_exact),
  };
  return cmocka_run_group_tests_name("x86", tests, NULL, NULL);
}
