/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The LoongArch formats: words worked out by hand from the LoongArch Reference Manual, Volume 1, "Multi-level Page
 * Table Structure Supported by Page Walking"; geometries, attributes, the limit on leaves.
 */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "short_names.h"
#include "units.h"

#define K4 (&vpt_loongarch_4k)
#define K16 (&vpt_loongarch_16k)

enum { TABLES = 8 };

/* A pool and a space with pages of either size; the largest leaves are allowed. */
struct la {
  uint64_t *window;
  struct vpt_frame_info info[TABLES];
  struct vpt_pool pool;
  struct vpt space;
  struct vpt_config config;
};

static unsigned granule_of(const struct vpt_format *format)
{
  return format == K4 ? 12 : 14;
}

/* Leaf sizes, by height. */
static uint64_t size_of(const struct vpt_format *format, unsigned height)
{
  static const uint64_t sizes[2][3] = {{4 * KIB, 2 * MIB, GIB}, {16 * KIB, 32 * MIB, 64 * GIB}};
  return sizes[format == K16][height];
}

static struct la *la_open(const struct vpt_format *format, uint64_t window_oa, uint64_t leaf_size_max)
{
  struct la *la = calloc(1, sizeof *la);
  assert_non_null(la);
  uint64_t bytes = TABLES * BIT(granule_of(format));
  la->window = aligned_alloc(BIT(14), bytes);
  assert_non_null(la->window);
  const struct vpt_pool_config pool = {la->window, window_oa, bytes, granule_of(format), la->info, TABLES};
  assert_int_equal(vpt_pool_init(&la->pool, &pool), VPT_OK);
  la->config = (struct vpt_config){.geometry = {format, 4, 48, 48},
                                   .pool = &la->pool,
                                   .output_first = 0,
                                   .output_end = BIT(48),
                                   .output_has_tables = true,
                                   .leaf_size_max = leaf_size_max};
  assert_int_equal(vpt_init(&la->space, &la->config), VPT_OK);
  return la;
}

static void la_close(struct la *la)
{
  free(la->window);
  free(la);
}

/* The word at which the walk of `ia` ends, found with nothing but shifts and masks. */
static uint64_t la_word(const struct la *la, uint64_t window_oa, uint64_t ia, unsigned height)
{
  unsigned granule = la->config.geometry.format->granule_log2, bits = granule - 3;
  uint64_t table = vpt_root(&la->space);
  for (unsigned h = 3;; h--) {
    uint64_t index = ia >> (granule + h * bits) & (BIT(bits) - 1);
    uint64_t word = la->window[(table - window_oa) / 8 + index];
    if (h == height) {
      return word;
    }
    assert_int_equal(word, word == BIT(63) ? word : word & (BIT(48) - BIT(granule)));
    assert_true(word != 0);
    table = word == BIT(63) ? 0 : word;
  }
}

static const struct {
  const struct vpt_format *format;
  unsigned height;
  vpt_attr attr;
  uint64_t oa;
  uint64_t word;
} samples[] = {
    /* V 0x1, D 0x2, PLV 0xC, MAT CC 0x10 WUC 0x20, G 0x40, P 0x80, W 0x100, copy of G 0x400, bits 63:61 */
    {K4, 0, R | W, 0x123456789000, 0x4000123456789193},
    {K4, 0, R | X, 0x123456789000, 0x0000123456789091},
    {K4, 0, R | W | X, 0x123456789000, 0x0000123456789193},
    {K4, 0, R | X | G, 0xFFFFFFFFF000, 0x0000FFFFFFFFF4D1},
    {K4, 0, R | W | U, 0x1000, 0x400000000000119F},
    {K4, 0, R | X | U, 0x1000, 0x800000000000109D},
    {K4, 0, X | U, 0x1000, 0xA00000000000109D},
    {K4, 0, 0, 0x1000, 0x6000000000001091},
    {K4, 0, W, 0x1000, 0x6000000000001193},
    {K4, 0, R | NC, 0x1000, 0x40000000000010A1},
    {K4, 0, R | W | DEV | G, 0x1000, 0x40000000000015C3},
    /* huge pages: H 0x40, G 0x1000 */
    {K4, 1, R | W, 0x840200000, 0x40000008402001D3},
    {K4, 1, R | X | G, 0x840200000, 0x00000008402014D1},
    {K4, 2, R | W | DEV | G, 0x240000000, 0x40000002400015C3},
    {K4, 2, R | U | NC, 0xFFFFC0000000, 0x4000FFFFC00000ED},
    {K16, 0, R | W | G, 0x12345678C000, 0x400012345678C5D3},
    {K16, 0, R | X | U, 0xFFFFFFFFC000, 0x8000FFFFFFFFC09D},
    {K16, 1, R | W | X | G, 0x842000000, 0x00000008420015D3},
    {K16, 1, R | DEV, 0x842000000, 0x40000008420000C1},
    {K16, 2, R | W | U, 0xFFF000000000, 0x4000FFF0000001DF},
};

enum { SAMPLES = sizeof samples / sizeof samples[0] };

static void test_leaves(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    uint64_t size = size_of(samples[i].format, samples[i].height), ia = 192 * GIB;
    struct la *la = la_open(samples[i].format, 2 * GIB, size_of(samples[i].format, 2));
    assert_int_equal(vpt_map_frame(&la->space, ia, samples[i].oa, size, samples[i].attr), VPT_OK);
    assert_int_equal(la_word(la, 2 * GIB, ia, samples[i].height), samples[i].word);
    struct vpt_descriptor d = vpt_decode(&la->config.geometry, samples[i].height, 0, samples[i].word);
    assert_int_equal(d.kind, VPT_LEAF);
    assert_int_equal(d.attr, samples[i].attr);
    assert_int_equal(d.oa, samples[i].oa);
    assert_true(d.exact);
    la_close(la);
  }
}

/* Is the word a leaf of the library too if this bit of it changes? D and W change together only, so do both bits of
 * PLV, both places of G, and for users RPLV and NX; MAT 3 is reserved, and nobody fetches from MAT 0. */
static bool exact_without(const struct vpt_format *format, unsigned height, vpt_attr attr, unsigned bit)
{
  vpt_attr type = attr & (NC | DEV);
  bool fetched = (attr & X) != 0;
  switch (bit) {
  case 4: return type == DEV || (type == VPT_NORMAL && !fetched);
  case 5: return type == DEV || (type == NC && !fetched);
  case 61: return true;
  case 62: return (attr & U) == 0 && type != DEV;
  default: return bit < 48 && BIT(bit) >= size_of(format, height);
  }
}

static void test_exact(void **state)
{
  (void)state;
  for (size_t i = 0; i < SAMPLES; i++) {
    const struct vpt_format *format = samples[i].format;
    struct vpt_geometry g = {format, 4, 48, 48};
    for (unsigned bit = 0; bit < 64; bit++) {
      struct vpt_descriptor d = vpt_decode(&g, samples[i].height, 0, samples[i].word ^ BIT(bit));
      assert_int_equal(d.kind == VPT_LEAF && d.exact,
                       exact_without(format, samples[i].height, samples[i].attr, bit));
    }
    fixture_exact(&g, samples[i].height, samples[i].word);
  }
}

static void test_kinds(void **state)
{
  (void)state;
  static const struct {
    unsigned height;
    uint64_t word;
    enum vpt_kind kind;
  } kinds[] = {
      {0, 0, VPT_INVALID},       {0, 1, VPT_LEAF},     {0, 0x40, VPT_INVALID}, {0, 0x123456789000, VPT_INVALID},
      {1, 0, VPT_INVALID},       {1, 0x41, VPT_LEAF},  {1, 0x40, VPT_INVALID}, {1, 0x123456780000, VPT_TABLE},
      {2, 0x41, VPT_LEAF},       {2, 0x40, VPT_INVALID}, {2, 1, VPT_TABLE},    {2, BIT(63), VPT_TABLE},
      {3, 0x41, VPT_INVALID},    {3, 0x40, VPT_INVALID}, {3, 0x10000, VPT_TABLE}, {3, 0, VPT_INVALID},
  };
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    for (unsigned f = 0; f < 2; f++) {
      struct vpt_geometry g = {f == 0 ? K4 : K16, 4, 48, 48};
      assert_int_equal(vpt_decode(&g, kinds[i].height, 0, kinds[i].word).kind, kinds[i].kind);
    }
  }
}

/* A pool at physical address 0: the descriptor of a table there is not 0. */
static void test_table_at_0(void **state)
{
  (void)state;
  for (unsigned f = 0; f < 2; f++) {
    const struct vpt_format *format = f == 0 ? K4 : K16;
    struct vpt_geometry g = {format, 4, 48, 48};
    struct vpt_descriptor d = vpt_decode(&g, 1, 0, BIT(63));
    assert_true(d.kind == VPT_TABLE && d.oa == 0 && d.exact);
    struct la *la = la_open(format, 0, 0);
    struct vpt first = la->space; /* its root is at 0 */
    assert_int_equal(vpt_root(&first), 0);
    assert_int_equal(vpt_init(&la->space, &la->config), VPT_OK);
    vpt_destroy(&first);
    for (uint64_t ia = 0; vpt_pool_free(&la->pool) > 0; ia += size_of(format, 1)) {
      assert_int_equal(vpt_map_frame(&la->space, ia, 0, size_of(format, 0), R), VPT_OK);
      assert_int_equal(vpt_query(&la->space, ia).status, VPT_OK);
    }
    unsigned marked = 0;
    for (uint64_t i = 0; i < TABLES * BIT(granule_of(format)) / 8; i++) {
      marked += la->window[i] == BIT(63);
    }
    assert_int_equal(marked, 1);
    vpt_destroy(&la->space);
    assert_int_equal(vpt_pool_free(&la->pool), TABLES);
    la_close(la);
  }
}

static void test_geometries(void **state)
{
  (void)state;
  static const unsigned good[2] = {(9 + 9) * 17, (11 + 1) * 17};
  for (unsigned f = 0; f < 2; f++) {
    unsigned found = 0;
    for (unsigned levels = 0; levels <= 6; levels++) {
      for (unsigned in = 0; in <= 65; in++) {
        for (unsigned out = 0; out <= 65; out++) {
          struct vpt_geometry g = {f == 0 ? K4 : K16, levels, in, out};
          enum vpt_status status = vpt_check_geometry(&g);
          assert_int_equal(status, model_geometry(&g));
          found += status == VPT_OK;
          assert_int_equal(vpt_root_tables(&g), status == VPT_OK);
        }
      }
    }
    assert_int_equal(found, good[f]);
    struct vpt_geometry g = {f == 0 ? K4 : K16, 4, 48, 48};
    for (unsigned height = 0; height < 3; height++) {
      assert_int_equal(vpt_entry_size(&g, height), size_of(g.format, height));
    }
    assert_int_equal(vpt_entry_size(&g, 3), f == 0 ? BIT(39) : BIT(47));
  }
}

/* All but: two memory types, and EXEC with DEVICE. */
static void test_attributes(void **state)
{
  (void)state;
  for (unsigned f = 0; f < 2; f++) {
    const struct vpt_format *format = f == 0 ? K4 : K16;
    for (unsigned height = 0; height < 3; height++) {
      struct la *la = la_open(format, 2 * GIB, size_of(format, 2));
      uint64_t size = size_of(format, height);
      unsigned accepted = 0;
      for (vpt_attr attr = 0; attr < 1024; attr++) {
        bool good = attr < 96 && !((attr & X) != 0 && (attr & DEV) != 0);
        assert_int_equal(model_has_attributes(format, attr), good);
        assert_int_equal(vpt_map_frame(&la->space, size, 3 * size, size, attr), good ? VPT_OK : VPT_ERR_ATTR);
        accepted += good;
        if (good) {
          struct vpt_result r = vpt_unmap_frame(&la->space, size, 0);
          assert_true(r.attr == attr && r.oa == 3 * size && r.size == size);
        }
      }
      assert_int_equal(accepted, 80);
      la_close(la);
    }
  }
}

/* TLBs may lack the pages of the upper directory: they are for who asks. */
static void test_limit(void **state)
{
  (void)state;
  for (unsigned f = 0; f < 2; f++) {
    const struct vpt_format *format = f == 0 ? K4 : K16;
    struct la *la = la_open(format, 2 * GIB, 0);
    assert_int_equal(vpt_map_frame(&la->space, 0, 0, size_of(format, 2), R), VPT_ERR_SIZE);
    assert_int_equal(vpt_map_frame(&la->space, 0, 0, size_of(format, 1), R), VPT_OK);
    la_close(la);
  }
}

int loongarch_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_leaves),     cmocka_unit_test(test_exact),      cmocka_unit_test(test_kinds),
      cmocka_unit_test(test_table_at_0), cmocka_unit_test(test_geometries), cmocka_unit_test(test_attributes),
      cmocka_unit_test(test_limit),
  };
  return cmocka_run_group_tests_name("loongarch", tests, NULL, NULL);
}
