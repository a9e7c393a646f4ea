/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AArch64 with other granules and with 52-bit addresses: words worked out by hand from DDI 0487, "The
 * VMSAv8-64 translation table format descriptors", and the geometries that there are.
 */
#include <stdlib.h>
#include <string.h>
#include <vpt/aarch64.h>

#include "fixture.h"
#include "short_names.h"
#include "units.h"

#define TIB (GIB * 1024)

enum { GRANULES = 5, STAGES = 3, FORMATS = GRANULES * STAGES, POOL_FRAMES = 40 };

static const struct granule {
  const struct vpt_format *formats[STAGES]; /* stage 1, stage 1 for EL2, stage 2 */
  unsigned granule_log2;
  unsigned least[6], most[6]; /* input bits by number of levels */
  unsigned levels_most_s2;
  unsigned input_most;
  unsigned output_most;
  unsigned leaf_heights;
  unsigned common_heights; /* those without a leaf_size_max */
} granules[GRANULES] = {
    {{&vpt_aarch64_s1, &vpt_aarch64_s1_el2, &vpt_aarch64_s2},
     12, {0, 0, 25, 31, 40, 0}, {0, 0, 30, 39, 48, 0}, 4, 48, 48, 3, 3},
    {{&vpt_aarch64_s1_16k, &vpt_aarch64_s1_el2_16k, &vpt_aarch64_s2_16k},
     14, {0, 0, 26, 37, 48, 0}, {0, 0, 36, 47, 48, 0}, 3, 48, 48, 2, 2},
    {{&vpt_aarch64_s1_64k, &vpt_aarch64_s1_el2_64k, &vpt_aarch64_s2_64k},
     16, {0, 0, 30, 43, 0, 0}, {0, 0, 42, 52, 0, 0}, 3, 52, 52, 3, 2},
    {{&vpt_aarch64_s1_lpa2, &vpt_aarch64_s1_el2_lpa2, &vpt_aarch64_s2_lpa2},
     12, {0, 0, 25, 31, 40, 49}, {0, 0, 30, 39, 48, 52}, 5, 52, 52, 4, 4},
    {{&vpt_aarch64_s1_16k_lpa2, &vpt_aarch64_s1_el2_16k_lpa2, &vpt_aarch64_s2_16k_lpa2},
     14, {0, 0, 26, 37, 48, 0}, {0, 0, 36, 47, 52, 0}, 4, 52, 52, 3, 3},
};

/* The formats are numbered. */
static const struct vpt_format *format_at(unsigned number)
{
  return granules[number / STAGES].formats[number % STAGES];
}

static unsigned number_of(const struct vpt_format *format)
{
  unsigned number = 0;
  while (format_at(number) != format) {
    number++;
  }
  return number;
}

static const struct granule *granule_of(const struct vpt_format *format)
{
  return &granules[number_of(format) / STAGES];
}

static unsigned stage_of(const struct vpt_format *format)
{
  return number_of(format) % STAGES;
}

static bool is_stage2(const struct vpt_format *format)
{
  return stage_of(format) == 2;
}

static bool has_lpa2(const struct vpt_format *format)
{
  return granule_of(format) >= &granules[3];
}

/* ---- a space whose pool lies high ------------------------------------------------------------ */

struct high_space {
  uint64_t *window;
  uint64_t window_oa;
  struct vpt_frame_info info[POOL_FRAMES];
  struct vpt_pool pool;
  struct vpt_config config;
  struct vpt space;
};

/* Its tables are at 0xA800000000000, bits 51, 49 and 47, or without the first two at 0x800000000000. */
static void start(struct high_space *s, const struct vpt_format *format, unsigned levels, unsigned input_bits)
{
  const struct granule *granule = granule_of(format);
  uint64_t bytes = (uint64_t)POOL_FRAMES << granule->granule_log2;
  memset(s, 0, sizeof *s);
  s->window = aligned_alloc(BIT(granule->granule_log2), bytes);
  assert_non_null(s->window);
  s->window_oa = granule->output_most == 52 ? 0xA800000000000 : 0x800000000000;
  struct vpt_pool_config pool = {s->window, s->window_oa, bytes, granule->granule_log2, s->info, POOL_FRAMES};
  assert_int_equal(vpt_pool_init(&s->pool, &pool), VPT_OK);
  s->config = (struct vpt_config){
      .geometry = {format, levels, input_bits, granule->output_most},
      .pool = &s->pool,
      .output_end = BIT(granule->output_most),
      .output_has_tables = true};
  if (granule->common_heights < granule->leaf_heights) {
    s->config.leaf_size_max = BIT(granule->granule_log2 + (granule->granule_log2 - 3) * (granule->leaf_heights - 1));
  }
  assert_int_equal(vpt_init(&s->space, &s->config), VPT_OK);
}

/* A walk of as many levels as stage 2 has. */
static void start_deep(struct high_space *s, const struct vpt_format *format)
{
  const struct granule *granule = granule_of(format);
  start(s, format, granule->levels_most_s2, granule->most[granule->levels_most_s2]);
}

static void finish(struct high_space *s)
{
  vpt_destroy(&s->space);
  assert_int_equal(vpt_pool_free(&s->pool), POOL_FRAMES);
  free(s->window);
}

/* The next table's address as the manual places it: bits 47:12, and above them as the granule does. */
static uint64_t table_word(const struct vpt_format *format, uint64_t oa)
{
  if (has_lpa2(format)) return (oa & 0x3FFFFFFFFFFFF) | (oa >> 50) << 8 | 3;
  if (granule_of(format)->granule_log2 == 16) return (oa & 0xFFFFFFFFFFFF) | (oa >> 48) << 12 | 3;
  return oa | 3;
}

/* Follows table descriptors for the input address 0; each must be the word of a frame of the pool. */
static uint64_t first_leaf(const struct high_space *s, const struct vpt_format *format, unsigned leaf_height)
{
  uint64_t frame_bytes = BIT(granule_of(format)->granule_log2);
  uint64_t table = vpt_root(&s->space);
  for (unsigned height = s->config.geometry.levels - 1; height > leaf_height; height--) {
    uint64_t word = s->window[(table - s->window_oa) / 8];
    table = 0;
    for (uint64_t frame = 0; frame < POOL_FRAMES; frame++) {
      if (word == table_word(format, s->window_oa + frame * frame_bytes)) table = s->window_oa + frame * frame_bytes;
    }
    assert_int_not_equal(table, 0);
    struct vpt_descriptor d = vpt_decode(&s->config.geometry, height, 0, word);
    assert_true(d.kind == VPT_TABLE && d.oa == table);
  }
  return s->window[(table - s->window_oa) / 8];
}

static unsigned height_of(const struct granule *granule, uint64_t size)
{
  unsigned height = 0;
  while (BIT(granule->granule_log2 + (granule->granule_log2 - 3) * height) != size) {
    height++;
  }
  return height;
}

/* ---- words ----------------------------------------------------------------------------------- */

#define SAMPLE(format, size, attr, oa, word) {&vpt_aarch64_##format, size, attr, oa, word}
static const struct sample {
  const struct vpt_format *format;
  uint64_t size;
  vpt_attr attr;
  uint64_t oa;
  uint64_t word;
} samples[] = {
    /* 16 KiB: as with 4 KiB, bits 13:12 are 0 */
    SAMPLE(s1_16k, 16 * KIB, R | W, 0x123456788000, 0x0060123456788F03),
    SAMPLE(s1_16k, 32 * MIB, R | X | U, 0xFFFFFE000000, 0x0020FFFFFE000FC1),
    SAMPLE(s1_el2_16k, 16 * KIB, R | W | X | NC, 0x123456788000, 0x0000123456788647),
    SAMPLE(s1_el2_16k, 32 * MIB, R | DEV, 0x42000000, 0x00400000420006C9),
    SAMPLE(s2_16k, 16 * KIB, R | W | X, 0x12345678C000, 0x000012345678C7FF),
    SAMPLE(s2_16k, 32 * MIB, W, 0x200000000, 0x00400002000007BD),
    /* 64 KiB: address bits 51:48 in bits 15:12 */
    SAMPLE(s1_64k, 64 * KIB, R | W, 0xA123456780000, 0x006012345678AF03),
    SAMPLE(s1_64k, 512 * MIB, R | W | DEV | G, 0xFFFFFE0000000, 0x0060FFFFE000F609),
    SAMPLE(s1_64k, 4 * TIB, R | W | X | G, 0x5FC0000000000, 0x0040FC0000005701),
    SAMPLE(s1_el2_64k, 64 * KIB, R | X, 0x123456780000, 0x00001234567807C3),
    SAMPLE(s2_64k, 64 * KIB, R | X, 0x8000000010000, 0x000000000001877F),
    SAMPLE(s2_64k, 512 * MIB, 0, 0x1000020000000, 0x004000002000173D),
    /* LPA2: bits 49:12 in place, 51:50 in 9:8, no SH */
    SAMPLE(s1_lpa2, 4 * KIB, R | W, 0xFFFFFFFFFF000, 0x0063FFFFFFFFFF03),
    SAMPLE(s1_lpa2, 2 * MIB, R | X | U, 0x4000000200000, 0x0020000000200DC1),
    SAMPLE(s1_lpa2, GIB, R | W | DEV | G, 0x3FFFFC0000000, 0x0063FFFFC0000409),
    SAMPLE(s1_lpa2, 512 * GIB, R | W | X | G, 0x8008000000000, 0x0040008000000601),
    SAMPLE(s1_el2_lpa2, 4 * KIB, R | X, 0xC000000001000, 0x00000000000017C3),
    SAMPLE(s2_lpa2, 4 * KIB, R | W | X, 0x5000000003000, 0x00010000000035FF),
    SAMPLE(s2_lpa2, 512 * GIB, W, 0xFF8000000000, 0x0040FF80000004BD),
    SAMPLE(s1_16k_lpa2, 16 * KIB, R | W, 0xFFFFFFFFFC000, 0x0063FFFFFFFFCF03),
    SAMPLE(s1_16k_lpa2, 32 * MIB, R | U | DEV, 0x4000002000000, 0x0060000002000DC9),
    SAMPLE(s1_16k_lpa2, 64 * GIB, R | W | X | U, 0x2001000000000, 0x0022001000000C41),
    SAMPLE(s1_el2_16k_lpa2, 16 * KIB, R | W, 0x8000000004000, 0x0040000000004643),
    SAMPLE(s2_16k_lpa2, 64 * GIB, R | X, 0xC001000000000, 0x000000100000077D),
};

static void test_words(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    const struct sample *sample = &samples[i];
    struct high_space s;
    start_deep(&s, sample->format);
    unsigned height = height_of(granule_of(sample->format), sample->size);
    assert_int_equal(vpt_map_frame(&s.space, 0, sample->oa, sample->size, sample->attr), VPT_OK);
    assert_int_equal(first_leaf(&s, sample->format, height), sample->word);
    struct vpt_result r = vpt_query(&s.space, sample->size - 1);
    assert_true(r.status == VPT_OK && r.oa == sample->oa + sample->size - 1 && r.size == sample->size);
    struct vpt_descriptor d = vpt_decode(&s.config.geometry, height, 0, sample->word);
    assert_true(d.kind == VPT_LEAF && d.exact && d.oa == sample->oa && d.attr == sample->attr);
    assert_int_equal(vpt_unmap_frame(&s.space, 0, 0).attr, sample->attr);
    finish(&s);
  }
}

/* Every sample in every format with its granule, which differ in stage and in LPA2. */
static void test_decode_exact(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    for (unsigned n = 0; n < FORMATS; n++) {
      const struct vpt_format *format = format_at(n);
      const struct granule *granule = granule_of(format);
      if (granule->granule_log2 != granule_of(samples[i].format)->granule_log2) continue;
      unsigned levels = granule->levels_most_s2;
      struct vpt_geometry g = {format, levels, granule->most[levels], granule->output_most};
      fixture_exact(&g, height_of(granule, samples[i].size), samples[i].word);
    }
  }
}

/* The 4 KiB format's word for the address 0 (test_words.c), or 0 if it has none. */
static uint64_t word_4k(const struct vpt_format *format, unsigned height, vpt_attr attr)
{
  struct high_space s;
  const struct vpt_format *same_stage = granules[0].formats[stage_of(format)];
  uint64_t word = 0;
  start_deep(&s, same_stage);
  if (vpt_map_frame(&s.space, 0, 0, height == 0 ? PAGE : 2 * MIB, attr) == VPT_OK) {
    word = first_leaf(&s, same_stage, height == 0 ? 0 : 1);
  }
  finish(&s);
  return word;
}

/* Every attribute at every size is as with 4 KiB, but for SH. */
static void test_attributes(void **state)
{
  (void)state;
  for (unsigned n = 0; n < FORMATS; n++) {
    const struct vpt_format *format = format_at(n);
    const struct granule *granule = granule_of(format);
    struct high_space s;
    start_deep(&s, format);
    for (unsigned height = 0; height < granule->leaf_heights; height++) {
      uint64_t size = BIT(granule->granule_log2 + (granule->granule_log2 - 3) * height);
      for (vpt_attr attr = 0; attr < 256; attr++) {
        uint64_t expected = word_4k(format, height, attr);
        enum vpt_status status = vpt_map_frame(&s.space, 0, 0, size, attr);
        assert_int_equal(status, expected == 0 ? VPT_ERR_ATTR : VPT_OK);
        if (status != VPT_OK) continue;
        assert_int_equal(first_leaf(&s, format, height), has_lpa2(format) ? expected & ~UINT64_C(0x300) : expected);
        assert_int_equal(vpt_unmap_frame(&s.space, 0, 0).attr, attr);
      }
    }
    finish(&s);
  }
}

/* Bits 1:0 are 0b01: a block, where there are blocks. Bits 1:0 are 0b11: a table, or a page. */
static void test_kinds(void **state)
{
  (void)state;
  for (unsigned n = 0; n < FORMATS; n++) {
    const struct vpt_format *format = format_at(n);
    struct high_space s;
    start_deep(&s, format);
    for (unsigned height = 0; height < s.config.geometry.levels; height++) {
      bool block = height >= 1 && height < granule_of(format)->leaf_heights;
      assert_int_equal(vpt_decode(&s.config.geometry, height, 0, 0x401).kind, block ? VPT_LEAF : VPT_INVALID);
      assert_int_equal(vpt_decode(&s.config.geometry, height, 0, 3).kind, height == 0 ? VPT_LEAF : VPT_TABLE);
      assert_int_equal(vpt_decode(&s.config.geometry, height, 0, 2).kind, VPT_INVALID);
    }
    finish(&s);
  }
}

/* ---- geometries ------------------------------------------------------------------------------ */

static enum vpt_status expected_status(const struct vpt_geometry *g)
{
  const struct granule *granule = granule_of(g->format);
  unsigned out = g->output_bits;
  if (g->levels > 5 || granule->least[g->levels] == 0) return VPT_ERR_LEVELS;
  if (is_stage2(g->format) && g->levels > granule->levels_most_s2) return VPT_ERR_LEVELS;
  unsigned most = granule->most[g->levels];
  if (is_stage2(g->format)) {
    unsigned full = granule->granule_log2 + g->levels * (granule->granule_log2 - 3);
    most = full + 4 < granule->input_most ? full + 4 : granule->input_most;
  }
  if (g->input_bits < granule->least[g->levels] || g->input_bits > most) return VPT_ERR_INPUT_BITS;
  bool known = out == 32 || out == 36 || out == 40 || out == 42 || out == 44 || out == 48 ||
               (out == 52 && granule->output_most == 52);
  return known ? VPT_OK : VPT_ERR_OUTPUT_BITS;
}

static void check_roots(const struct vpt_geometry *g)
{
  const struct granule *granule = granule_of(g->format);
  unsigned full = granule->granule_log2 + g->levels * (granule->granule_log2 - 3);
  assert_int_equal(vpt_root_tables(g), g->input_bits > full ? 1U << (g->input_bits - full) : 1);
  for (unsigned height = 0; height < g->levels; height++) {
    assert_int_equal(vpt_entry_size(g, height), BIT(granule->granule_log2 + (granule->granule_log2 - 3) * height));
  }
}

static void test_all_geometries(void **state)
{
  (void)state;
  for (unsigned n = 0; n < FORMATS; n++) {
    for (unsigned levels = 0; levels <= 6; levels++) {
      for (unsigned input = 0; input <= 65; input++) {
        for (unsigned output = 31; output <= 57; output++) {
          struct vpt_geometry g = {format_at(n), levels, input, output};
          assert_int_equal(vpt_check_geometry(&g), expected_status(&g));
          assert_int_equal(model_geometry(&g), expected_status(&g)); /* the model of the other tests */
          if (expected_status(&g) == VPT_OK) check_roots(&g);
        }
      }
    }
  }
}

/* Concatenated root tables: the last page of the space is in the last of them. */
static void test_concatenated(void **state)
{
  (void)state;
  for (unsigned n = 0; n < GRANULES; n++) {
    const struct granule *granule = &granules[n];
    const struct vpt_format *format = granule->formats[2];
    for (unsigned levels = 2; levels <= granule->levels_most_s2; levels++) {
      unsigned full = granule->granule_log2 + levels * (granule->granule_log2 - 3);
      for (unsigned extra = 1; extra <= 4 && full + extra <= granule->input_most; extra++) {
        if (granule->least[levels] == 0) continue;
        struct high_space s;
        uint64_t page = BIT(granule->granule_log2), last = BIT(full + extra) - page;
        start(&s, format, levels, full + extra);
        assert_int_equal(vpt_pool_free(&s.pool), POOL_FRAMES - (1 << extra));
        assert_int_equal(vpt_root(&s.space) % (page << extra), 0);
        assert_int_equal(vpt_map_frame(&s.space, last, page, page, R), VPT_OK);
        uint64_t end = (vpt_root(&s.space) - s.window_oa + (page << extra)) / 8;
        assert_int_equal(s.window[end - 1] % 4, 3);
        assert_int_equal(vpt_query(&s.space, last + 5).oa, page + 5);
        assert_int_equal(vpt_query(&s.space, last - 1).status, VPT_ERR_UNMAPPED);
        assert_int_equal(vpt_query(&s.space, last + page).status, VPT_ERR_IA);
        assert_int_equal(vpt_unmap_frame(&s.space, last, 0).status, VPT_OK);
        finish(&s);
      }
    }
  }
}

/* Leaves that not every CPU has must be asked for; sizes of other granules do not exist. */
static void test_leaf_sizes(void **state)
{
  (void)state;
  for (unsigned n = 0; n < FORMATS; n++) {
    const struct vpt_format *format = format_at(n);
    const struct granule *granule = granule_of(format);
    struct high_space s;
    start_deep(&s, format);
    vpt_destroy(&s.space);
    s.config.leaf_size_max = 0;
    assert_int_equal(vpt_init(&s.space, &s.config), VPT_OK);
    for (unsigned log2 = 0; log2 < 52; log2++) {
      bool known = false;
      for (unsigned height = 0; height < granule->common_heights; height++) {
        known = known || log2 == granule->granule_log2 + (granule->granule_log2 - 3) * height;
      }
      assert_int_equal(vpt_map_frame(&s.space, 0, 0, BIT(log2), R), known ? VPT_OK : VPT_ERR_SIZE);
      assert_int_equal(vpt_unmap_frame(&s.space, 0, 0).status, known ? VPT_OK : VPT_ERR_UNMAPPED);
    }
    finish(&s);
  }
}

/* TTBR: bits 47:1 of the root's address in place, 51:48 in bits 5:2. */
static void test_base_register(void **state)
{
  (void)state;
  assert_int_equal(VPT_AARCH64_TTBR(UINT64_C(0x123456789000)), 0x123456789000);
  assert_int_equal(VPT_AARCH64_TTBR(UINT64_C(0xA800000001000)), 0x800000001028);
}

int granule_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words),          cmocka_unit_test(test_decode_exact),
      cmocka_unit_test(test_attributes),
      cmocka_unit_test(test_kinds),          cmocka_unit_test(test_all_geometries),
      cmocka_unit_test(test_concatenated),   cmocka_unit_test(test_leaf_sizes),
      cmocka_unit_test(test_base_register),
  };
  return cmocka_run_group_tests_name("granules", tests, NULL, NULL);
}
