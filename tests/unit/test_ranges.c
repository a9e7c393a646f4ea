/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_map() and vpt_map_check(). */
#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define BAD_ATTR (VPT_READ | VPT_NORMAL_NC | VPT_DEVICE)
#define OA OUTPUT_FIRST

/* The arguments of a call. */
struct range {
  uint64_t ia;
  uint64_t oa;
  uint64_t length;
  uint64_t leaf_max;
};

/* Both calls say so, and nothing changes. */
static void refuse(struct fixture *f, struct range r, vpt_attr attr, enum vpt_status status, uint64_t ia,
                   uint64_t frames)
{
  fixture_save(f);
  fixture_outcome(vpt_map_check(&f->space, r.ia, r.oa, r.length, attr, r.leaf_max), status, ia, frames);
  fixture_outcome(vpt_map(&f->space, r.ia, r.oa, r.length, attr, r.leaf_max), status, ia, frames);
  fixture_unchanged(f);
}

/* What the check says is what the call does. No hook is called. */
static void map(struct fixture *f, struct range r, vpt_attr attr, uint64_t frames)
{
  uint64_t free = vpt_pool_free(&f->pool);
  fixture_save(f);
  fixture_outcome(vpt_map_check(&f->space, r.ia, r.oa, r.length, attr, r.leaf_max), VPT_OK, r.ia, frames);
  fixture_unchanged(f);
  fixture_outcome(vpt_map(&f->space, r.ia, r.oa, r.length, attr, r.leaf_max), VPT_OK, r.ia, frames);
  assert_int_equal(free - vpt_pool_free(&f->pool), frames);
  fixture_calls(f, 0);
}

/* Each leaf is the largest that starts there: a larger one would not lie in the range, not be aligned, or be too large.
 * Returns how many there are. */
static unsigned check_leaves(const struct fixture *f, struct range r, vpt_attr attr)
{
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  unsigned leaves = 0;
  for (uint64_t done = 0; done < r.length;) {
    uint64_t ia = (r.ia + done) & (BIT(f->config.geometry.input_bits) - 1);
    struct translation t = fixture_walk(f, &f->space, ia);
    assert_true(t.valid && t.ia == ia && t.oa == r.oa + done && t.attr == attr);
    assert_true(t.size <= r.length - done && (r.leaf_max == 0 || t.size <= r.leaf_max));
    for (unsigned i = 0; i < 3; i++) {
      bool possible = t.ia % sizes[i] == 0 && t.oa % sizes[i] == 0 && sizes[i] <= r.length - done;
      assert_false(possible && sizes[i] > t.size && (r.leaf_max == 0 || sizes[i] <= r.leaf_max));
    }
    done += t.size;
    leaves++;
  }
  return leaves;
}

/* A space with a 1 GiB block at 0 and a page at 1 GiB, and no frame free. */
static struct fixture *full_pool(void)
{
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  fixture_map(f, 0, OA, GIB, RW);
  fixture_map(f, GIB, OA, PAGE, RW);
  assert_int_equal(vpt_pool_free(&f->pool), 0);
  return f;
}

/* In the order of the header; each case is wrong in all later respects that it can be. */
static void test_refusals(void **state)
{
  (void)state;
  static const struct {
    struct range range;
    vpt_attr attr;
    enum vpt_status status;
    uint64_t frames;
  } cases[] = {
      {{BIT(48) + 1, 1, 1, 3 * PAGE}, BAD_ATTR, VPT_ERR_SIZE, 0},
      {{BIT(48) + 1, 1, 1, 0}, BAD_ATTR, VPT_ERR_IA, 0},
      {{1, 1, 1, 0}, BAD_ATTR, VPT_ERR_IA_ALIGN, 0},
      {{0, 1, 1, 0}, BAD_ATTR, VPT_ERR_LENGTH, 0},
      {{0, 1, PAGE, 0}, BAD_ATTR, VPT_ERR_OA, 0},
      {{0, OA + 1, PAGE, 0}, BAD_ATTR, VPT_ERR_OA_ALIGN, 0},
      {{0, OA, 2 * GIB, 0}, BAD_ATTR, VPT_ERR_ATTR, 0},
      {{0, OA, 2 * GIB, 0}, RW, VPT_ERR_MAPPED, 0},
      {{3 * GIB - PAGE, OA, 2 * PAGE, 0}, RW, VPT_ERR_NO_FRAMES, 4},
      /* and each alone */
      {{2 * GIB, OA, GIB, 2 * GIB}, RW, VPT_ERR_SIZE, 0},
      {{BIT(48), OA, PAGE, 0}, RW, VPT_ERR_IA, 0},
      {{2 * GIB + 1, OA, PAGE, 0}, RW, VPT_ERR_IA_ALIGN, 0},
      {{2 * GIB, OA, PAGE + 1, 0}, RW, VPT_ERR_LENGTH, 0},
      {{2 * GIB, OA - PAGE, 2 * PAGE, 0}, RW, VPT_ERR_OA, 0},
      {{2 * GIB, OA + 1, PAGE, 0}, RW, VPT_ERR_OA_ALIGN, 0},
      {{2 * GIB, OA, GIB, 0}, BAD_ATTR, VPT_ERR_ATTR, 0},
  };
  struct fixture *f = full_pool();
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    refuse(f, cases[i].range, cases[i].attr, cases[i].status, cases[i].range.ia, cases[i].frames);
  }
  map(f, (struct range){2 * GIB, OA, GIB, 0}, RW, 0);
  fixture_free(f);
}

/* Of nothing, nothing is asked. */
static void test_empty(void **state)
{
  (void)state;
  struct fixture *f = full_pool();
  static const uint64_t addresses[] = {0, 1, GIB, 2 * GIB, BIT(48), UINT64_MAX};
  for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
    refuse(f, (struct range){addresses[i], 1, 0, 3}, BAD_ATTR, VPT_OK, addresses[i], 0);
  }
  fixture_free(f);
}

static void test_destroyed(void **state)
{
  (void)state;
  struct fixture *f = full_pool();
  vpt_destroy(&f->space);
  refuse(f, (struct range){2 * GIB, OA, GIB, 0}, RW, VPT_ERR_FORMAT, 2 * GIB, 0);
  refuse(f, (struct range){1, 1, 1, 1}, BAD_ATTR, VPT_ERR_FORMAT, 1, 0);
  refuse(f, (struct range){1, 1, 0, 1}, BAD_ATTR, VPT_ERR_FORMAT, 1, 0);
  fixture_free(f);
}

/* A byte of the range outside the space is enough, however the sums come out. */
static void test_input_bounds(void **state)
{
  (void)state;
  for (unsigned bits = 32; bits <= 48; bits++) {
    struct fixture *f = fixture_space(12, &vpt_aarch64_s1, bits < 40 ? 3 : 4, bits);
    uint64_t end = BIT(bits);
    const struct range outside[] = {
        {end, OA, PAGE, 0},
        {end - PAGE, OA, 2 * PAGE, 0},
        {0, OA, end + PAGE, 0},
        {PAGE, OA, end, 0},
        {PAGE, OA, UINT64_MAX - PAGE + 1, 0},      /* up to 2^64 */
        {2 * PAGE, OA, UINT64_MAX - PAGE + 1, 0},  /* beyond: the sum is PAGE */
        {end - PAGE, OA, UINT64_MAX - PAGE + 1, 0},
        {0, OA, UINT64_MAX, 0},
        {UINT64_MAX - PAGE + 1, OA, PAGE, 0},
        {UINT64_MAX - PAGE + 1, OA, 2 * PAGE, 0},
        {BIT(63), OA, BIT(63), 0},
        {BIT(63), OA, BIT(63) + PAGE, 0},
    };
    for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
      refuse(f, outside[i], RW, VPT_ERR_IA, outside[i].ia, 0);
    }
    unsigned path = f->config.geometry.levels - 1;
    map(f, (struct range){end - 2 * PAGE, OA, 2 * PAGE, 0}, RW, path);
    map(f, (struct range){0, OA, 2 * PAGE, 0}, RW, path);
    fixture_free(f);
  }
}

/* All that a space has, by one call. */
static void test_whole_space(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(2, &vpt_aarch64_s1, 3, 39);
  struct range all = {0, OA, BIT(39), 0};
  map(f, all, RW, 0);
  assert_int_equal(check_leaves(f, all, RW), 512);
  refuse(f, all, RW, VPT_ERR_MAPPED, 0, 0);
  fixture_free(f);
}

static void test_output_bounds(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(12, &vpt_aarch64_s2, 4, 48);
  f->config.output_first = 8 * GIB + 1; /* not a multiple of anything */
  f->config.output_end = 16 * GIB - 1;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  static const struct range outside[] = {
      {0, 8 * GIB, 2 * PAGE, 0},
      {0, 16 * GIB - 2 * PAGE, 2 * PAGE, 0},
      {0, 16 * GIB, PAGE, 0},
      {0, 9 * GIB, 7 * GIB, 0},
      {0, 0, 32 * GIB, 0},
      {0, 9 * GIB, BIT(48) - PAGE, 0},
      {0, UINT64_MAX - PAGE + 1, PAGE, 0},
      {0, UINT64_MAX - PAGE + 1, 10 * GIB, 0}, /* the sum lies inside */
  };
  for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
    refuse(f, outside[i], RW, VPT_ERR_OA, 0, 0);
  }
  struct range most = {0, 8 * GIB + PAGE, 8 * GIB - 2 * PAGE, GIB};
  refuse(f, most, RW, VPT_ERR_NO_FRAMES, 0, 4096 + 8 + 1); /* pages: the addresses are never aligned together */
  map(f, (struct range){PAGE, 8 * GIB + PAGE, 8 * GIB - 2 * PAGE, 0}, RW, 5);
  fixture_free(f);
}

/* Leaves of one size and of all, cut off by one end or both, and by a limit. */
static void test_leaves(void **state)
{
  (void)state;
  static const struct {
    struct range range;
    unsigned leaves;
    unsigned frames;
  } cases[] = {
      {{0, OA, PAGE, 0}, 1, 3},
      {{0, OA, 2 * MIB, 0}, 1, 2},
      {{0, OA, GIB, 0}, 1, 1},
      {{0, OA, 2 * MIB, PAGE}, 512, 3},
      {{0, OA, GIB, 2 * MIB}, 512, 2},
      {{0, OA, 16 * MIB, PAGE}, 4096, 10},
      {{0, OA, GIB + 2 * MIB + PAGE, 0}, 3, 3},
      {{GIB - PAGE, OA + GIB - PAGE, 2 * PAGE, 0}, 2, 5},
      {{GIB - PAGE, OA - PAGE + GIB, GIB + 2 * PAGE, 0}, 3, 5},
      {{GIB - 2 * MIB, OA + GIB - 2 * MIB, 4 * MIB, 0}, 2, 3},
      {{2 * MIB - PAGE, OA + 2 * MIB - PAGE, 2 * MIB + 2 * PAGE, 0}, 3, 4},
      {{2 * MIB - PAGE, OA, 2 * MIB + 2 * PAGE, 0}, 514, 5},     /* addresses that are never aligned together */
      {{PAGE, OA + PAGE, 2 * MIB, 0}, 512, 4},                   /* long enough for a block, but not aligned */
      {{GIB, OA + 2 * MIB, GIB, 0}, 512, 2},                     /* aligned for blocks of 2 MiB alone */
      {{GIB - 2 * MIB, OA + GIB - 2 * MIB, 2 * GIB, 0}, 513, 3}, /* one of 2 MiB, one of 1 GiB, the rest again */
      {{512 * GIB - PAGE, OA + 512 * GIB - PAGE, 2 * PAGE, 0}, 2, 6},
      {{512 * GIB - GIB, OA + 512 * GIB, 2 * GIB, 0}, 2, 2},
      {{BIT(48) - PAGE, OA, PAGE, 0}, 1, 3},
      {{BIT(48) - GIB, OA, GIB, 0}, 1, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct fixture *f = fixture_space(24, &vpt_aarch64_s1, 4, 48);
    map(f, cases[i].range, RW | VPT_GLOBAL, cases[i].frames);
    assert_int_equal(check_leaves(f, cases[i].range, RW | VPT_GLOBAL), cases[i].leaves);
    fixture_free(f);
  }
}

/* A limit for a space holds for ranges; a limit for a range must be one of the sizes that the space has. */
static void test_leaf_max(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  static const uint64_t bad[] = {1, PAGE - 1, PAGE + 1, 2 * PAGE, 64 * KIB, MIB, 4 * MIB, GIB - 1, 2 * GIB, 512 * GIB,
                                 BIT(48), BIT(63), UINT64_MAX};
  for (unsigned limit = 0; limit < 3; limit++) {
    struct fixture *f = fixture_pool(8, &vpt_aarch64_s1, 3, 39);
    f->config.leaf_size_max = sizes[limit];
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
      refuse(f, (struct range){0, OA, PAGE, bad[i]}, RW, VPT_ERR_SIZE, 0, 0);
    }
    for (unsigned i = limit + 1; i < 3; i++) {
      refuse(f, (struct range){0, OA, PAGE, sizes[i]}, RW, VPT_ERR_SIZE, 0, 0);
    }
    struct range range = {2 * MIB, OA + 2 * MIB, 4 * MIB, 0};
    map(f, range, RW, limit == 0 ? 3 : 1);
    assert_int_equal(check_leaves(f, (struct range){range.ia, range.oa, range.length, sizes[limit]}, RW),
                     limit == 0 ? 1024 : 2);
    fixture_free(f);
  }
}

/* With as many frames as a call needs it takes all of them; with one less it says how many it needs. */
static void test_frames(void **state)
{
  (void)state;
  static const struct {
    struct range range;
    unsigned needed;
  } cases[] = {
      {{GIB + PAGE, OA, 2 * MIB - PAGE, 0}, 0},           /* all that is left of a table that is there */
      {{GIB + PAGE, OA, 2 * MIB, 0}, 1},                  /* and a page more */
      {{GIB - PAGE, OA, PAGE, 0}, 2},                     /* before it */
      {{3 * GIB, OA, 2 * MIB + PAGE, 0}, 2},              /* a block, and a page behind */
      {{512 * GIB - 2 * PAGE, OA, 4 * PAGE, 0}, 5},       /* no table in common but the root */
      {{GIB + 4 * MIB - PAGE, OA + GIB + 4 * MIB - PAGE, 2 * GIB, 0}, 3}, /* every size, in tables old and new */
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct range r = cases[i].range;
    for (unsigned free = 0; free <= cases[i].needed + 1; free++) {
      struct fixture *f = fixture_space(20, &vpt_aarch64_s1, 4, 48);
      fixture_map(f, GIB, OA, PAGE, RW);
      fixture_leave(f, free);
      if (free < cases[i].needed) refuse(f, r, RW, VPT_ERR_NO_FRAMES, r.ia, cases[i].needed);
      else map(f, r, RW, cases[i].needed);
      fixture_free(f);
    }
  }
}

/* The first address that is mapped is told, wherever in a leaf and in the range it lies; no frame is free. */
static void test_mapped(void **state)
{
  (void)state;
  static const struct {
    struct range range;
    uint64_t ia;
  } cases[] = {
      {{0, OA, GIB, 0}, 0},
      {{0, OA, PAGE, 0}, 0},
      {{0, OA, 1024 * GIB, 0}, 0},
      {{PAGE, OA, PAGE, 0}, PAGE},
      {{GIB - PAGE, OA, 2 * PAGE, 0}, GIB - PAGE},
      {{GIB, OA + GIB, 2 * MIB, 0}, GIB}, /* to the same, by the same leaf */
      {{GIB + 2 * MIB - PAGE, OA, 2 * MIB, 0}, GIB + 2 * MIB - PAGE},
      {{GIB + 2 * MIB, OA, 2 * MIB, 0}, GIB + 4 * MIB - PAGE},
      {{GIB + 2 * MIB, OA, GIB - 2 * MIB, 0}, GIB + 4 * MIB - PAGE},
      {{GIB + 4 * MIB - PAGE, OA, PAGE, 0}, GIB + 4 * MIB - PAGE},
      {{2 * GIB, OA, 1024 * GIB, 0}, 600 * GIB},
      {{2 * GIB, OA, 598 * GIB + PAGE, 0}, 600 * GIB},
      {{600 * GIB, OA, BIT(47), 0}, 600 * GIB},
  };
  struct fixture *f = fixture_space(12, &vpt_aarch64_s1, 4, 48);
  fixture_map(f, 0, OA, GIB, RW);
  fixture_map(f, GIB, OA + GIB, 2 * MIB, RW);
  fixture_map(f, GIB + 4 * MIB - PAGE, OA, PAGE, RW);
  fixture_map(f, 600 * GIB, OA, PAGE, RW);
  fixture_leave(f, 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    refuse(f, cases[i].range, RW, VPT_ERR_MAPPED, cases[i].ia, 0);
  }
  map(f, (struct range){GIB + 2 * MIB, OA, 2 * MIB - PAGE, 0}, RW, 0); /* up to a leaf */
  map(f, (struct range){GIB + 4 * MIB, OA, GIB - 4 * MIB, 0}, RW, 0);  /* from one on */
  map(f, (struct range){600 * GIB + PAGE, OA, 2 * MIB - PAGE, 0}, RW, 0);
  assert_int_equal(vpt_query(&f->space, PAGE).size, GIB);
  assert_int_equal(vpt_query(&f->space, 600 * GIB).oa, OA);
  fixture_free(f);
}

/* A range that was refused for want of frames is mapped when there are some; then all frames come back. */
static void test_again(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(5, &vpt_riscv, 4, 48);
  struct range r = {GIB - PAGE, OA + GIB - PAGE, 2 * PAGE, 0};
  refuse(f, r, RW, VPT_ERR_NO_FRAMES, r.ia, 5);
  r.length = PAGE;
  map(f, r, RW, 3);
  fixture_outcome(vpt_unmap(&f->space, r.ia, r.length), VPT_OK, GIB, 0);
  assert_int_equal(vpt_pool_free(&f->pool), 4);
  assert_true(fixture_is_zero(f));
  fixture_free(f);
}

/* Up to 2^64, which is 0; and not beyond, nor from one half into the other. */
static void test_halves(void **state)
{
  (void)state;
  static const uint64_t top = UINT64_MAX - PAGE + 1;
  static const struct {
    const struct vpt_format *format;
    enum vpt_half half;
    unsigned levels;
    unsigned bits;
  } shapes[] = {
      {&vpt_aarch64_s1, VPT_UPPER, 4, 48}, {&vpt_aarch64_s1, VPT_UPPER, 3, 39},
      {&vpt_x86_64, VPT_SIGNED, 4, 48},    {&vpt_x86_64, VPT_SIGNED, 5, 57},
      {&vpt_riscv, VPT_SIGNED, 3, 39},     {&vpt_loongarch_4k, VPT_SIGNED, 4, 48},
  };
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
    struct fixture *f = fixture_pool(20, shapes[i].format, shapes[i].levels, shapes[i].bits);
    f->config.half = shapes[i].half;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    bool signs = shapes[i].half == VPT_SIGNED;
    uint64_t half = BIT(shapes[i].bits - signs), lowest = 0 - half;
    unsigned path = shapes[i].levels - 1;
    refuse(f, (struct range){top, OA, 2 * PAGE, 0}, RW, VPT_ERR_IA, top, 0);
    refuse(f, (struct range){top, OA, UINT64_MAX - PAGE + 1, 0}, RW, VPT_ERR_IA, top, 0);
    refuse(f, (struct range){lowest - PAGE, OA, 2 * PAGE, 0}, RW, VPT_ERR_IA, lowest - PAGE, 0);
    refuse(f, (struct range){lowest, OA, half + PAGE, 0}, RW, VPT_ERR_IA, lowest, 0);
    refuse(f, (struct range){0, OA, UINT64_MAX - PAGE + 1, 0}, RW, VPT_ERR_IA, 0, 0);
    if (signs) {
      refuse(f, (struct range){half - PAGE, OA, 2 * PAGE, 0}, RW, VPT_ERR_IA, half - PAGE, 0);
      refuse(f, (struct range){half - PAGE, OA, lowest - half + 2 * PAGE, 0}, RW, VPT_ERR_IA, half - PAGE, 0);
      refuse(f, (struct range){0, OA, 2 * half, 0}, RW, VPT_ERR_IA, 0, 0);
      map(f, (struct range){half - 2 * PAGE, OA, 2 * PAGE, 0}, RW, path);
      assert_int_equal(check_leaves(f, (struct range){half - 2 * PAGE, OA, 2 * PAGE, 0}, RW), 2);
    }
    map(f, (struct range){0 - 2 * PAGE, OA, 2 * PAGE, 0}, RW, path);
    assert_int_equal(check_leaves(f, (struct range){0 - 2 * PAGE, OA, 2 * PAGE, 0}, RW), 2);
    map(f, (struct range){lowest, OA, PAGE, 0}, RW, path);
    refuse(f, (struct range){0 - GIB, OA, GIB, 0}, RW, VPT_ERR_MAPPED, 0 - 2 * PAGE, 0);
    fixture_free(f);
  }
}

int range_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusals),      cmocka_unit_test(test_empty),  cmocka_unit_test(test_destroyed),
      cmocka_unit_test(test_input_bounds),  cmocka_unit_test(test_leaves), cmocka_unit_test(test_whole_space),
      cmocka_unit_test(test_output_bounds), cmocka_unit_test(test_frames), cmocka_unit_test(test_leaf_max),
      cmocka_unit_test(test_mapped),        cmocka_unit_test(test_again),  cmocka_unit_test(test_halves),
  };
  return cmocka_run_group_tests_name("map ranges", tests, NULL, NULL);
}
