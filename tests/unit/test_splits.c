/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_split(). */
#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define OA OUTPUT_FIRST

/* A call that changes nothing. */
static void refuse(struct fixture *f, uint64_t ia, uint64_t length, uint64_t leaf_max, enum vpt_status status,
                   uint64_t frames)
{
  fixture_save(f);
  fixture_outcome(vpt_split(&f->space, ia, length, leaf_max), status, ia, frames);
  fixture_unchanged(f);
}

/* Blocks of 1 GiB at GIB and at 2 GIB, a hole, one of 2 MiB at 4 GIB - 2 MIB, a page at 4 GIB. */
static struct fixture *blocks(const struct vpt_format *format, uint64_t free)
{
  struct fixture *f = fixture_pool(16, format, 4, 48);
  f->config.leaf_size_max = GIB;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  fixture_map(f, GIB, OA + GIB, GIB, RW);
  fixture_map(f, 2 * GIB, OA + 2 * GIB, GIB, RW | VPT_GLOBAL);
  fixture_map(f, 4 * GIB - 2 * MIB, OA + 4 * GIB - 2 * MIB, 2 * MIB, VPT_READ);
  fixture_map(f, 4 * GIB, OA + 4 * GIB, PAGE, VPT_READ);
  fixture_leave(f, free);
  return f;
}

static bool is_mapped(uint64_t ia)
{
  return (ia >= GIB && ia < 3 * GIB) || (ia >= 4 * GIB - 2 * MIB && ia < 4 * GIB + PAGE);
}

static uint64_t size_before(uint64_t ia)
{
  return ia < 3 * GIB ? GIB : ia < 4 * GIB ? 2 * MIB : PAGE;
}

/* Size of the leaf of `ia` after a split of [first, end): what has an address there is split again. */
static uint64_t size_after(uint64_t ia, uint64_t first, uint64_t end, uint64_t leaf_max)
{
  uint64_t size = size_before(ia);
  for (;;) {
    uint64_t base = ia - ia % size;
    if (size <= leaf_max || base >= end || first >= base + size) {
      return size;
    }
    size /= ENTRIES;
  }
}

/* Every address is translated as before, by a leaf of that size. */
static void check_leaves(const struct fixture *f, uint64_t first, uint64_t end, uint64_t leaf_max)
{
  for (uint64_t ia = 0; ia < 5 * GIB;) {
    struct translation t = fixture_walk(f, &f->space, ia);
    assert_int_equal(t.valid, is_mapped(ia));
    if (!t.valid) {
      ia += 2 * MIB - ia % (2 * MIB);
      continue;
    }
    assert_int_equal(t.oa - t.ia, OA);
    assert_int_equal(t.attr, ia >= 3 * GIB ? VPT_READ : ia >= 2 * GIB ? RW | VPT_GLOBAL : RW);
    assert_int_equal(t.size, size_after(ia, first, end, leaf_max));
    ia = t.ia + t.size;
  }
}

/* In the order of the header; each case is wrong in all later respects that it can be. */
static void test_refusals(void **state)
{
  (void)state;
  static const struct {
    uint64_t ia;
    uint64_t length;
    uint64_t leaf_max;
    enum vpt_status status;
    uint64_t frames;
  } cases[] = {
      {BIT(48) + 1, 1, PAGE / 2, VPT_ERR_SIZE, 0},
      {BIT(48) + 1, 1, PAGE, VPT_ERR_IA, 0},
      {1, 1, PAGE, VPT_ERR_IA_ALIGN, 0},
      {GIB + PAGE, 1, PAGE, VPT_ERR_LENGTH, 0},
      {GIB + PAGE, PAGE, PAGE, VPT_ERR_NO_FRAMES, 2},
      /* each alone */
      {GIB, GIB, 1, VPT_ERR_SIZE, 0},
      {GIB, GIB, 3 * PAGE, VPT_ERR_SIZE, 0},
      {GIB, GIB, 512 * GIB, VPT_ERR_SIZE, 0},
      {GIB, GIB, UINT64_MAX, VPT_ERR_SIZE, 0},
      {GIB + 1, GIB, PAGE, VPT_ERR_IA_ALIGN, 0},
      {GIB, GIB + PAGE / 2, PAGE, VPT_ERR_LENGTH, 0},
      {0, BIT(48) + PAGE, PAGE, VPT_ERR_IA, 0},
      {PAGE, UINT64_MAX - PAGE + 1, PAGE, VPT_ERR_IA, 0},
      {BIT(63), BIT(63), PAGE, VPT_ERR_IA, 0},
      {GIB, 2 * GIB, PAGE, VPT_ERR_NO_FRAMES, 2 + 2 * 512},
      /* nothing to do */
      {GIB, GIB, 0, VPT_OK, 0},
      {GIB, 2 * GIB, GIB, VPT_OK, 0},
      {0, BIT(48), GIB, VPT_OK, 0},
      {0, GIB, PAGE, VPT_OK, 0},
      {3 * GIB, GIB - 2 * MIB, PAGE, VPT_OK, 0},
      {3 * GIB, GIB, 2 * MIB, VPT_OK, 0},
      {4 * GIB, BIT(48) - 4 * GIB, PAGE, VPT_OK, 0},
      /* of nothing, nothing is asked */
      {BIT(48) + 1, 0, 1, VPT_OK, 0},
      {GIB, 0, PAGE, VPT_OK, 0},
  };
  struct fixture *f = blocks(&vpt_aarch64_s1, 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    refuse(f, cases[i].ia, cases[i].length, cases[i].leaf_max, cases[i].status, cases[i].frames);
  }
  vpt_destroy(&f->space);
  refuse(f, GIB, GIB, PAGE, VPT_ERR_FORMAT, 0);
  refuse(f, 1, 0, 1, VPT_ERR_FORMAT, 0);
  fixture_free(f);
}

struct split {
  uint64_t first;
  uint64_t end;
  uint64_t leaf_max;
  uint64_t frames;
};

static const struct split splits[] = {
    {GIB, 2 * GIB, 2 * MIB, 1},
    {GIB, GIB + PAGE, 2 * MIB, 1},                /* the part that is asked for, and no less than that */
    {2 * GIB - PAGE, 2 * GIB + PAGE, 2 * MIB, 2}, /* a part of each */
    {GIB, GIB + PAGE, PAGE, 2},
    {GIB + MIB, GIB + 2 * MIB, PAGE, 2},          /* inside one block of the next size */
    {GIB + MIB, GIB + 2 * MIB + PAGE, PAGE, 3},   /* in two of them */
    {2 * GIB - PAGE, 2 * GIB, PAGE, 2},
    {2 * GIB - PAGE, 2 * GIB + PAGE, PAGE, 4},
    {2 * GIB + 5 * MIB, 2 * GIB + 11 * MIB, PAGE, 5},
    {3 * GIB - PAGE, 4 * GIB, PAGE, 3},           /* across a hole */
    {0, GIB + PAGE, PAGE, 2},                     /* behind one */
    {4 * GIB - PAGE, 4 * GIB + PAGE, PAGE, 1},    /* and a page that stays */
    {0, BIT(48), 2 * MIB, 2},
};

/* With fewer frames than it takes nothing happens. Each split has one call of each hook, for the leaf that went. */
static void check_split(const struct vpt_format *format, const struct split *s, uint64_t free)
{
  struct fixture *f = blocks(format, free);
  if (free < s->frames) {
    refuse(f, s->first, s->end - s->first, s->leaf_max, VPT_ERR_NO_FRAMES, s->frames);
    check_leaves(f, 0, 0, PAGE);
  } else {
    fixture_save(f);
    fixture_outcome(vpt_split(&f->space, s->first, s->end - s->first, s->leaf_max), VPT_OK, s->first, s->frames);
    assert_int_equal(vpt_pool_free(&f->pool), free - s->frames);
    fixture_calls(f, (unsigned)s->frames);
    for (unsigned n = 0; n < s->frames; n++) {
      const struct vpt_invalidation *told = &f->told[n];
      assert_true(told->leaf_size > s->leaf_max && told->length == told->leaf_size && told->leaf_only);
      assert_true(told->ia % told->length == 0 && told->ia < s->end && s->first < told->ia + told->length);
      assert_int_equal(told->global, told->ia >= 2 * GIB && told->ia < 3 * GIB);
    }
    check_leaves(f, s->first, s->end, s->leaf_max);
    refuse(f, s->first, s->end - s->first, s->leaf_max, VPT_OK, 0); /* once more there is nothing to do */
  }
  fixture_free(f);
}

/* An architecture that breaks before it makes, and one that does not. */
static void test_splits(void **state)
{
  (void)state;
  static const struct vpt_format *const formats[] = {&vpt_aarch64_s1, &vpt_x86_64};
  for (size_t i = 0; i < 2 * sizeof splits / sizeof splits[0]; i++) {
    for (uint64_t free = 0; free <= splits[i / 2].frames + 1; free++) {
      check_split(formats[i % 2], &splits[i / 2], free);
    }
  }
}

/* Afterwards no change in the range needs a frame, and what is protected page by page has the size of a page. */
static void test_changes_after(void **state)
{
  (void)state;
  struct fixture *f = blocks(&vpt_aarch64_s1, 2);
  fixture_outcome(vpt_split(&f->space, GIB, 2 * MIB, PAGE), VPT_OK, GIB, 2);
  assert_int_equal(vpt_pool_free(&f->pool), 0);
  fixture_outcome(vpt_protect(&f->space, GIB, 2 * MIB, VPT_READ), VPT_OK, GIB + 2 * MIB, 0);
  assert_int_equal(vpt_protect_frame(&f->space, GIB + 7 * PAGE, RW, PAGE), VPT_OK);
  assert_int_equal(vpt_query(&f->space, GIB + 7 * PAGE).size, PAGE);
  assert_int_equal(vpt_query(&f->space, GIB + 6 * PAGE).attr, VPT_READ);
  fixture_outcome(vpt_unmap(&f->space, GIB + PAGE, 2 * PAGE), VPT_OK, GIB + 3 * PAGE, 0);
  fixture_free(f);
}

/* Up to the last address of all. From one half to the other there is no range. */
static void test_halves(void **state)
{
  (void)state;
  static const struct {
    const struct vpt_format *format;
    enum vpt_half half;
  } spaces[] = {{&vpt_aarch64_s1, VPT_UPPER}, {&vpt_x86_64, VPT_SIGNED}, {&vpt_loongarch_4k, VPT_SIGNED}};
  for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
    struct fixture *f = fixture_pool(12, spaces[i].format, 4, 48);
    f->config.half = spaces[i].half;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    bool signs = f->config.half == VPT_SIGNED;
    uint64_t half = BIT(48 - signs), lowest = 0 - half, top = 0 - 2 * MIB;
    fixture_map(f, top, OA, 2 * MIB, RW);
    fixture_map(f, lowest, OA, 2 * MIB, RW);
    if (signs) fixture_map(f, 0, OA, 2 * MIB, RW);
    refuse(f, 0 - PAGE, 2 * PAGE, PAGE, VPT_ERR_IA, 0);
    refuse(f, lowest - PAGE, 2 * PAGE, PAGE, VPT_ERR_IA, 0);
    if (signs) refuse(f, half - PAGE, lowest - half + 2 * PAGE, PAGE, VPT_ERR_IA, 0);
    fixture_outcome(vpt_split(&f->space, lowest, half, PAGE), VPT_OK, lowest, 2);
    assert_int_equal(vpt_query(&f->space, UINT64_MAX).size, PAGE);
    assert_int_equal(vpt_query(&f->space, UINT64_MAX).oa, OA + 2 * MIB - 1);
    assert_int_equal(vpt_query(&f->space, lowest + PAGE).oa, OA + PAGE);
    assert_int_equal(vpt_query(&f->space, lowest).size, PAGE);
    if (signs) assert_int_equal(vpt_query(&f->space, 0).size, 2 * MIB);
    fixture_free(f);
  }
}

/* Without hooks the tables end up the same. */
static void test_no_hooks(void **state)
{
  (void)state;
  struct fixture *f = blocks(&vpt_riscv, 3);
  f->space.hooks = (struct vpt_hooks){0};
  fixture_outcome(vpt_split(&f->space, 2 * GIB - PAGE, 2 * PAGE, 2 * MIB), VPT_OK, 2 * GIB - PAGE, 2);
  check_leaves(f, 2 * GIB - PAGE, 2 * GIB + PAGE, 2 * MIB);
  fixture_free(f);
}

int split_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusals), cmocka_unit_test(test_splits),   cmocka_unit_test(test_changes_after),
      cmocka_unit_test(test_halves),   cmocka_unit_test(test_no_hooks),
  };
  return cmocka_run_group_tests_name("split ranges", tests, NULL, NULL);
}
