/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors, bit by bit: what the library writes compared with words worked out by hand from
 * DDI 0487, "VMSAv8-64 Block and Page descriptors" and "Table descriptors"; and vpt_decode().
 */
#include <string.h>

#include "fixture.h"
#include "short_names.h"
#include "units.h"

#define S1 (&vpt_aarch64_s1)
#define EL2 (&vpt_aarch64_s1_el2)
#define S2 (&vpt_aarch64_s2)

static const struct vpt_format *const formats[] = {S1, EL2, S2};
enum { FORMATS = sizeof formats / sizeof formats[0] };

struct sample {
  const struct vpt_format *format;
  uint64_t size;
  vpt_attr attr;
  uint64_t oa;
  uint64_t word;
};

static const struct sample samples[] = {
    /* EL1&0. Bits 1:0 type, 4:2 AttrIndx, 7:6 AP[2:1], 9:8 SH, 10 AF, 11 nG, 53 PXN, 54 UXN. */
    /* page 3, idx 0, AP 00, SH 3 (0x300), AF (0x400), nG (0x800), PXN, UXN */
    {S1, PAGE, R | W, 0x123456789000, 0x0060123456789F03},
    /* AP 10 (0x80), no nG, PXN 0, UXN 1 */
    {S1, PAGE, R | X | G, 0x123456789000, 0x0040123456789783},
    /* AP 11 (0xC0), nG, PXN 1, UXN 0 */
    {S1, PAGE, R | X | U, 0x123456789000, 0x0020123456789FC3},
    /* AP 01 (0x40), idx 1 (0x4), SH 2 (0x200), nG, PXN, UXN */
    {S1, PAGE, R | W | U | NC, 0xFFFFFFFFF000, 0x0060FFFFFFFFFE47},
    /* page, AP 00, PXN 0: the kernel writes and executes */
    {S1, PAGE, R | W | X | G, 0x200000000, 0x0040000200000703},
    /* block 1, idx 2 (0x8), SH 2, no nG, PXN, UXN */
    {S1, 2 * MIB, R | W | DEV | G, 0x840200000, 0x0060000840200609},
    /* block, AP 01, SH 3, nG, PXN 1, UXN 0 */
    {S1, GIB, R | W | X | U, 0xFFFFC0000000, 0x0020FFFFC0000F41},
    /* block, AP 11, idx 2, SH 2, nG, both XN */
    {S1, GIB, R | U | DEV, 0x240000000, 0x0060000240000EC9},
    /* EL2. AP[1] is 1, bits 11 and 53 are 0, bit 54 XN. */
    {EL2, PAGE, R | W, 0x123456789000, 0x0040123456789743},
    {EL2, PAGE, R | X, 0x123456789000, 0x00001234567897C3},
    {EL2, PAGE, R | W | X | NC, 0x123456789000, 0x0000123456789647},
    {EL2, 2 * MIB, R | X, 0x840200000, 0x00000008402007C1},
    {EL2, GIB, R | DEV, 0x240000000, 0x00400002400006C9},
    /* Stage 2. Bits 5:2 MemAttr, 7:6 S2AP (write, read), 9:8 SH, 10 AF, 54 XN. */
    {S2, PAGE, R | W | X, 0x123456789000, 0x00001234567897FF},
    {S2, PAGE, R | W, 0x123456789000, 0x00401234567897FF},
    {S2, PAGE, R | X, 0x123456789000, 0x000012345678977F},
    {S2, PAGE, X, 0x123456789000, 0x000012345678973F},
    {S2, PAGE, 0, 0x123456789000, 0x004012345678973F},
    {S2, PAGE, W, 0x123456789000, 0x00401234567897BF},
    /* MemAttr 0001 (0x4), SH 2 (0x200) */
    {S2, PAGE, R | DEV, 0x123456789000, 0x0040123456789647},
    /* MemAttr 0101 (0x14), SH 2 */
    {S2, 2 * MIB, R | W | NC, 0x840200000, 0x00400008402006D5},
    {S2, GIB, R | W | X, 0xFFFFC0000000, 0x0000FFFFC00007FD},
    {S2, GIB, R | W | DEV, 0x240000000, 0x00400002400006C5},
};

enum { SAMPLES = sizeof samples / sizeof samples[0] };

static void test_leaf_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    const struct sample *s = &samples[i];
    for (unsigned levels = 3; levels <= 4; levels++) {
      struct fixture *f = fixture_space(4, s->format, levels, levels == 3 ? 39 : 48);
      unsigned height;
      fixture_map(f, 3 * GIB, s->oa, s->size, s->attr);
      assert_int_equal(fixture_word(f, 3 * GIB, &height), s->word);
      assert_int_equal(height, fixture_height(s->size));
      fixture_free(f);
    }
  }
}

/* A protect writes the same word as a map, and nothing of the old one stays. */
static void test_protected_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    const struct sample *s = &samples[i];
    struct fixture *f = fixture_space(4, s->format, 4, 48);
    fixture_map(f, 3 * GIB, s->oa, s->size, s->format == S1 ? R | W | U | DEV : R | W | DEV);
    assert_int_equal(vpt_protect_frame(&f->space, 3 * GIB, s->attr, 0), VPT_OK);
    unsigned height;
    assert_int_equal(fixture_word(f, 3 * GIB, &height), s->word);
    fixture_free(f);
  }
}

/* Table descriptor: bits 1:0 are 3, 47:12 the next table; the rest is 0. */
static void test_table_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < FORMATS; i++) {
    struct fixture *f = fixture_space(4, formats[i], 4, 48);
    fixture_map(f, BIT(48) - PAGE, OUTPUT_FIRST, PAGE, R);
    uint64_t table = vpt_root(&f->space);
    for (unsigned height = 3; height > 0; height--) {
      uint64_t word = f->window[(table - WINDOW_OA) / 8 + ENTRIES - 1];
      assert_int_equal(word % PAGE, 3);
      table = word - 3;
      assert_true(table >= WINDOW_OA && table < WINDOW_OA + 4 * PAGE);
      struct vpt_descriptor d = vpt_decode(&f->config.geometry, height, 0, word);
      assert_true(d.kind == VPT_TABLE && d.oa == table && d.exact);
    }
    fixture_free(f);
  }
}

static void test_decode_samples(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    const struct sample *s = &samples[i];
    struct vpt_geometry g = {s->format, 4, 48, 48};
    struct vpt_descriptor d = vpt_decode(&g, fixture_height(s->size), 0, s->word);
    assert_int_equal(d.kind, VPT_LEAF);
    assert_int_equal(d.oa, s->oa);
    assert_int_equal(d.attr, s->attr);
    assert_true(d.exact);
  }
}

/* What the type bits 1:0 mean at each height: level 3 is height 0. */
static void test_decode_kinds(void **state)
{
  (void)state;
  static const struct {
    unsigned height;
    uint64_t bits;
    enum vpt_kind kind;
  } kinds[] = {
      {0, 0, VPT_INVALID}, {0, 1, VPT_INVALID}, {0, 2, VPT_INVALID}, {0, 3, VPT_LEAF},
      {1, 0, VPT_INVALID}, {1, 1, VPT_LEAF},    {1, 2, VPT_INVALID}, {1, 3, VPT_TABLE},
      {2, 0, VPT_INVALID}, {2, 1, VPT_LEAF},    {2, 2, VPT_INVALID}, {2, 3, VPT_TABLE},
      {3, 0, VPT_INVALID}, {3, 1, VPT_INVALID}, {3, 2, VPT_INVALID}, {3, 3, VPT_TABLE},
  };
  static const uint64_t rest[] = {0, 0x0060123440000F00, UINT64_MAX - 3, BIT(63), BIT(47)};
  for (size_t f = 0; f < FORMATS; f++) {
    struct vpt_geometry g = {formats[f], 4, 48, 48};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
      for (size_t r = 0; r < sizeof rest / sizeof rest[0]; r++) {
        uint64_t word = rest[r] | kinds[i].bits;
        assert_int_equal(vpt_decode(&g, kinds[i].height, 0, word).kind, kinds[i].kind);
      }
    }
    assert_int_equal(vpt_decode(&g, 4, 0, 3).kind, VPT_INVALID);
    g.levels = 3;
    g.input_bits = 39;
    assert_int_equal(vpt_decode(&g, 3, 0, 3).kind, VPT_INVALID);
  }
}

/* Table descriptors of others: bits 63:59 are hierarchical attributes, the rest is ignored. */
static void test_decode_foreign_tables(void **state)
{
  (void)state;
  struct vpt_geometry g = {S1, 4, 48, 48};
  for (unsigned bit = 2; bit < 64; bit++) {
    struct vpt_descriptor d = vpt_decode(&g, 2, 0, 0x123456789003 ^ BIT(bit));
    bool address = bit >= 12 && bit < 48;
    assert_int_equal(d.kind, VPT_TABLE);
    assert_int_equal(d.oa, address ? 0x123456789000 ^ BIT(bit) : 0x123456789000);
    assert_int_equal(d.exact, address);
  }
}

/* Every sample in every format. */
static void test_decode_exact(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    for (size_t f = 0; f < FORMATS; f++) {
      struct vpt_geometry g = {formats[f], 4, 48, 48};
      fixture_exact(&g, fixture_height(samples[i].size), samples[i].word);
    }
  }
}

int word_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_leaf_words),   cmocka_unit_test(test_protected_words),
      cmocka_unit_test(test_table_words),  cmocka_unit_test(test_decode_samples),
      cmocka_unit_test(test_decode_kinds), cmocka_unit_test(test_decode_foreign_tables),
      cmocka_unit_test(test_decode_exact),
  };
  return cmocka_run_group_tests_name("descriptors", tests, NULL, NULL);
}
