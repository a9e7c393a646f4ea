/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The RISC-V formats: words worked out by hand from the Privileged Architecture manual ("Sv39: Virtual
 * Memory System", "Svpbmt", "Two-Stage Address Translation"), what each bit makes of an entry,
 * attributes, geometries.
 */
#include "fixture.h"
#include "short_names.h"
#include "units.h"

#define SV (&vpt_riscv)
#define SVPBMT (&vpt_riscv_svpbmt)
#define GS (&vpt_riscv_g)
#define GPBMT (&vpt_riscv_g_svpbmt)
#define TIB (UINT64_C(1) << 40)

static const struct vpt_format *const formats[] = {SV, SVPBMT, GS, GPBMT};
enum { FORMATS = sizeof formats / sizeof formats[0] };

static bool is_g_stage(const struct vpt_format *format)
{
  return format == GS || format == GPBMT;
}

/* The largest input size of a number of levels. */
static unsigned input_bits(const struct vpt_format *format, unsigned levels)
{
  return 9 * levels + (is_g_stage(format) ? 14 : 12);
}

static struct vpt_geometry geometry(const struct vpt_format *format, unsigned levels)
{
  return (struct vpt_geometry){format, levels, input_bits(format, levels), 56};
}

/* ---- words ---------------------------------------------------------------------------------- */

/* Bits 0 V, 1 R, 2 W, 3 X, 4 U, 5 G, 6 A, 7 D, 53:10 PPN (output address / 4), 62:61 PBMT. */
static const struct {
  const struct vpt_format *format;
  unsigned height;
  vpt_attr attr;
  uint64_t oa;
  uint64_t word;
} samples[] = {
    /* V R A (0x43) */
    {SV, 0, R, 0x80000000, 0x20000043},
    /* V R W A D (0xC7); the address 0x12345678901000 / 4 */
    {SV, 0, R | W, 0x12345678901000, 0x48D159E2404C7},
    /* V R X A (0x4B) */
    {SV, 0, R | X, 0x80000000, 0x2000004B},
    /* V X A (0x49): execute only */
    {SV, 0, X, 0x80000000, 0x20000049},
    /* V R W X U A D (0xDF); all bits of the PPN */
    {SV, 0, R | W | X | U, 0xFFFFFFFFFFF000, 0x3FFFFFFFFFFCDF},
    /* V R W G A D (0xE7) */
    {SV, 1, R | W | G, 0x200000, 0x800E7},
    /* V R X U G A (0x7B) */
    {SV, 2, R | X | U | G, 0x40000000, 0x1000007B},
    {SV, 3, R, 0x8000000000, 0x2000000043},
    {SV, 4, R | W, 0xFF000000000000, 0x3FC000000000C7},
    /* PBMT 1 is bit 61, 2 is bit 62 */
    {SVPBMT, 0, R, 0x80000000, 0x20000043},
    {SVPBMT, 0, R | W | NC, 0x80000000, 0x20000000200000C7},
    {SVPBMT, 0, R | W | DEV | G, 0x10000000, 0x40000000040000E7},
    {SVPBMT, 1, R | X | DEV, 0x80000000, 0x400000002000004B},
    {SVPBMT, 2, X | U | NC, 0x80000000, 0x2000000020000059},
    {SVPBMT, 4, R | W | NC, 0xFF000000000000, 0x203FC000000000C7},
    /* U (0x10) in every leaf */
    {GS, 0, R, 0x80000000, 0x20000053},
    {GS, 0, R | W, 0x80000000, 0x200000D7},
    {GS, 0, R | W | X, 0xFFFFFFFFFFF000, 0x3FFFFFFFFFFCDF},
    {GS, 1, X, 0x80000000, 0x20000059},
    {GS, 3, R | X, 0x8000000000, 0x200000005B},
    {GPBMT, 0, R | W | DEV, 0x10000000, 0x40000000040000D7},
    {GPBMT, 2, R | W | X | NC, 0x80000000, 0x20000000200000DF},
};
enum { SAMPLES = sizeof samples / sizeof samples[0] };

static void test_leaf_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    const struct vpt_format *format = samples[i].format;
    for (unsigned levels = samples[i].height < 3 ? 3 : samples[i].height + 1; levels <= 5; levels++) {
      struct fixture *f = fixture_pool(16, format, levels, input_bits(format, levels));
      struct vpt_geometry g = geometry(format, levels);
      uint64_t size = UINT64_C(0x1000) << (9 * samples[i].height), ia = (BIT(9 * levels) - 1) * size;
      unsigned height;
      ia = ia % BIT(g.input_bits);
      f->config.geometry = g;
      f->config.output_first = 0;
      f->config.output_end = BIT(56);
      f->config.output_has_tables = true;
      assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
      fixture_map(f, ia, samples[i].oa, size, samples[i].attr);
      assert_int_equal(fixture_word(f, ia, &height), samples[i].word);
      assert_int_equal(height, samples[i].height);
      assert_int_equal(vpt_query(&f->space, ia + size - 1).attr, samples[i].attr);
      fixture_free(f);
    }
  }
}

static void test_decode_samples(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    struct vpt_geometry g = geometry(samples[i].format, 5);
    struct vpt_descriptor d = vpt_decode(&g, samples[i].height, 0, samples[i].word);
    assert_int_equal(d.kind, VPT_LEAF);
    assert_int_equal(d.oa, samples[i].oa);
    assert_int_equal(d.attr, samples[i].attr);
    assert_true(d.exact);
  }
}

/* A pointer is V and the PPN, nothing else. */
static void test_table_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    struct fixture *f = fixture_space(16, formats[i], 5, input_bits(formats[i], 5));
    fixture_map(f, BIT(f->config.geometry.input_bits) - PAGE, OUTPUT_FIRST, PAGE, R);
    uint64_t table = vpt_root(&f->space) + (is_g_stage(formats[i]) ? 3 * PAGE : 0);
    for (unsigned height = 4; height > 0; height--) {
      uint64_t word = f->window[(table - WINDOW_OA) / 8 + ENTRIES - 1];
      assert_int_equal(word % 1024, 1);
      table = word * 4 - 4;
      assert_true(table >= WINDOW_OA && table < WINDOW_OA + 16 * PAGE);
      struct vpt_descriptor d = vpt_decode(&f->config.geometry, height, 0, word);
      assert_true(d.kind == VPT_TABLE && d.oa == table && d.exact);
    }
    fixture_free(f);
  }
}

/* ---- what single bits make of an entry ------------------------------------------------------ */

static void check_kind(const struct vpt_format *format, unsigned height, uint64_t word, enum vpt_kind kind,
                       bool exact)
{
  struct vpt_geometry g = geometry(format, 5);
  struct vpt_descriptor d = vpt_decode(&g, height, 0, word);
  assert_int_equal(d.kind, kind);
  if (kind != VPT_INVALID) assert_int_equal(d.exact, exact);
}

static void test_leaf_bits(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    const struct vpt_format *f = formats[i];
    bool guest = is_g_stage(f), pbmt = f == SVPBMT || f == GPBMT;
    const uint64_t leaf = 0x200000D7; /* V R W U A D */
    check_kind(f, 0, leaf, VPT_LEAF, true);
    check_kind(f, 0, leaf - 1, VPT_INVALID, false);       /* V */
    check_kind(f, 0, leaf - 2, VPT_INVALID, false);       /* W without R */
    check_kind(f, 0, leaf - 2 + 8, VPT_INVALID, false);   /* W and X without R */
    check_kind(f, 0, leaf - 4, VPT_LEAF, false);          /* dirty, not writable */
    check_kind(f, 0, leaf - 4 - 128, VPT_LEAF, true);     /* read-only */
    check_kind(f, 0, leaf - 6 + 8 - 128, VPT_LEAF, true); /* execute-only */
    check_kind(f, 0, leaf - 16, guest ? VPT_INVALID : VPT_LEAF, true); /* U */
    check_kind(f, 0, leaf + 32, VPT_LEAF, !guest);        /* G: ignored in the G-stage */
    check_kind(f, 0, leaf - 64, VPT_LEAF, false);         /* A */
    check_kind(f, 0, leaf - 128, VPT_LEAF, false);        /* D */
    check_kind(f, 0, leaf + 256, VPT_LEAF, false);        /* RSW */
    check_kind(f, 0, leaf + 512, VPT_LEAF, false);
    for (unsigned bit = 54; bit <= 60; bit++) check_kind(f, 0, leaf | BIT(bit), VPT_INVALID, false);
    check_kind(f, 0, leaf | BIT(61), pbmt ? VPT_LEAF : VPT_INVALID, true);
    check_kind(f, 0, leaf | BIT(62), pbmt ? VPT_LEAF : VPT_INVALID, true);
    check_kind(f, 0, leaf | BIT(61) | BIT(62), VPT_INVALID, false);
    check_kind(f, 0, leaf | BIT(63), VPT_INVALID, false);
  }
}

/* A superpage is aligned to its size. */
static void test_superpages(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    for (unsigned height = 0; height <= 4; height++) {
      for (unsigned bit = 10; bit < 54; bit++) {
        bool aligned = bit >= 10 + 9 * height;
        check_kind(formats[i], height, 0xD7 | BIT(bit), aligned ? VPT_LEAF : VPT_INVALID, true);
      }
    }
  }
}

/* A pointer has no bit but V and G (and RSW) beside the PPN, and none is at height 0. */
static void test_pointer_bits(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    check_kind(formats[i], 0, 0x20000001, VPT_INVALID, false);
    for (unsigned height = 1; height <= 4; height++) {
      check_kind(formats[i], height, 0x20000001, VPT_TABLE, true);
      for (unsigned bit = 4; bit < 64; bit++) {
        bool ignored = bit == 5 || bit == 8 || bit == 9, ppn = bit >= 10 && bit < 54;
        check_kind(formats[i], height, 0x20000001 ^ BIT(bit), ignored || ppn ? VPT_TABLE : VPT_INVALID,
                   ppn);
      }
    }
  }
}

/* Every sample in every format. */
static void test_decode_exact(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES * FORMATS; i++) {
    struct vpt_geometry g = geometry(formats[i % FORMATS], 5);
    fixture_exact(&g, samples[i / FORMATS].height, samples[i / FORMATS].word);
  }
}

/* ---- attributes ----------------------------------------------------------------------------- */

static void test_attributes(void **state)
{
  (void)state;
  static const unsigned expressible[FORMATS] = {20, 60, 5, 15}; /* R, RW, RX, RWX, X; U; G; types */
  for (size_t i = 0; i < FORMATS; i++) {
    struct fixture *f = fixture_space(16, formats[i], 5, input_bits(formats[i], 5));
    unsigned good = 0;
    for (vpt_attr attr = 0; attr < 1024; attr++) {
      bool known = model_has_attributes(formats[i], attr);
      enum vpt_status status = vpt_map_frame(&f->space, GIB, OUTPUT_FIRST, PAGE, attr);
      assert_int_equal(status, known ? VPT_OK : VPT_ERR_ATTR);
      good += known;
      if (!known) continue;
      assert_int_equal(vpt_query(&f->space, GIB).attr, attr);
      assert_int_equal(fixture_walk(f, &f->space, GIB).attr, attr);
      assert_int_equal(vpt_unmap_frame(&f->space, GIB, 0).attr, attr);
    }
    assert_int_equal(vpt_map_frame(&f->space, GIB, OUTPUT_FIRST, PAGE, R | BIT(31)), VPT_ERR_ATTR);
    assert_int_equal(good, expressible[i]);
    fixture_free(f);
  }
}

/* Changed in one store, whatever changes: nothing is ever invalid in between. */
static void test_protect(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    struct fixture *f = fixture_space(16, formats[i], 3, input_bits(formats[i], 3));
    for (vpt_attr from = 0; from < 128; from++) {
      if (!model_has_attributes(formats[i], from)) continue;
      fixture_map(f, 0, OUTPUT_FIRST, 2 * MIB, from);
      for (vpt_attr to = 0; to < 128; to++) {
        if (!model_has_attributes(formats[i], to)) continue;
        fixture_save(f);
        assert_int_equal(vpt_protect_frame(&f->space, 0, to, 0), VPT_OK);
        assert_int_equal(f->hooks.invalidates, from != to);
        assert_int_equal(f->hooks.syncs, from != to);
        assert_int_equal(fixture_walk(f, &f->space, 0).attr, to);
        assert_int_equal(vpt_protect_frame(&f->space, 0, from, 0), VPT_OK);
      }
      assert_int_equal(vpt_unmap_frame(&f->space, 0, 0).attr, from);
    }
    fixture_free(f);
  }
}

/* ---- geometries ----------------------------------------------------------------------------- */

static void test_geometries(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    unsigned good = 0;
    for (unsigned levels = 0; levels <= 7; levels++) {
      for (unsigned in = 0; in <= 70; in++) {
        for (unsigned out = 0; out <= 70; out++) {
          struct vpt_geometry g = {formats[i], levels, in, out};
          assert_int_equal(vpt_check_geometry(&g), model_geometry(&g));
          if (vpt_check_geometry(&g) != VPT_OK) continue;
          assert_int_equal(vpt_root_tables(&g), is_g_stage(formats[i]) ? 4 : 1);
          good++;
        }
      }
    }
    assert_int_equal(good, (is_g_stage(formats[i]) ? 1 : 9) * 3 * 25);
  }
}

static void test_entry_sizes(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {4 * KIB, 2 * MIB, GIB, 512 * GIB, 256 * TIB};
  for (size_t i = 0; i < FORMATS; i++) {
    for (unsigned levels = 3; levels <= 5; levels++) {
      struct vpt_geometry g = geometry(formats[i], levels);
      for (unsigned height = 0; height <= 5; height++) {
        assert_int_equal(vpt_entry_size(&g, height), height < levels ? sizes[height] : 0);
      }
    }
  }
}

/* Leaves of every size that the number of levels has, and no larger ones. */
static void test_leaf_sizes(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    for (unsigned levels = 3; levels <= 5; levels++) {
      struct fixture *f = fixture_pool(16, formats[i], levels, input_bits(formats[i], levels));
      f->config.geometry.output_bits = 56;
      f->config.output_first = BIT(48);
      f->config.output_end = BIT(56);
      assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
      for (unsigned height = 0; height <= 5; height++) {
        uint64_t size = UINT64_C(0x1000) << (9 * height);
        enum vpt_status status = vpt_map_frame(&f->space, 0, BIT(48), size, R);
        assert_int_equal(status, height < levels ? VPT_OK : VPT_ERR_SIZE);
        assert_int_equal(vpt_unmap_frame(&f->space, 0, 0).size, height < levels ? size : 0);
      }
      fixture_free(f);
    }
  }
}

int riscv_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_leaf_words),   cmocka_unit_test(test_decode_samples),
      cmocka_unit_test(test_table_words),  cmocka_unit_test(test_leaf_bits),
      cmocka_unit_test(test_superpages),   cmocka_unit_test(test_pointer_bits),
      cmocka_unit_test(test_decode_exact), cmocka_unit_test(test_attributes),
      cmocka_unit_test(test_protect),      cmocka_unit_test(test_geometries),
      cmocka_unit_test(test_entry_sizes),  cmocka_unit_test(test_leaf_sizes),
  };
  return cmocka_run_group_tests_name("RISC-V", tests, NULL, NULL);
}
