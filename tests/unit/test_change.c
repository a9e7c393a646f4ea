/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_unmap_frame() and vpt_protect_frame(). */
#include <string.h>

#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define BAD_ATTR (VPT_READ | VPT_NORMAL_NC | VPT_DEVICE)
#define OA OUTPUT_FIRST

/* A leaf of this size is wanted, or one of any size if that is 0. */
static void refuse_unmap_sized(struct fixture *f, uint64_t ia, uint64_t size, enum vpt_status status)
{
  fixture_save(f);
  struct vpt_result r = vpt_unmap_frame(&f->space, ia, size);
  assert_int_equal(r.status, status);
  assert_int_equal(r.attr, 0);
  assert_int_equal(r.ia, 0);
  assert_int_equal(r.oa, 0);
  assert_int_equal(r.size, 0);
  fixture_unchanged(f);
}

static void refuse_unmap(struct fixture *f, uint64_t ia, enum vpt_status status)
{
  refuse_unmap_sized(f, ia, 0, status);
}

static void refuse_protect_sized(struct fixture *f, uint64_t ia, vpt_attr attr, uint64_t size, enum vpt_status status)
{
  fixture_save(f);
  assert_int_equal(vpt_protect_frame(&f->space, ia, attr, size), status);
  fixture_unchanged(f);
}

static void refuse_protect(struct fixture *f, uint64_t ia, vpt_attr attr, enum vpt_status status)
{
  refuse_protect_sized(f, ia, attr, 0, status);
}

/* Blocks at 0 and at 1 GiB, a page at 2 GiB. */
static struct fixture *three_leaves(unsigned levels, unsigned bits)
{
  struct fixture *f = fixture_space(5, &vpt_aarch64_s1, levels, bits);
  fixture_map(f, 0, OA, GIB, RW);
  fixture_map(f, GIB, OA + GIB, 2 * MIB, RW);
  fixture_map(f, 2 * GIB, OA + 2 * GIB, PAGE, RW);
  return f;
}

/* In the order of the header; each case is wrong in all later respects that it can be. */
static void test_refusals(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  static const uint64_t outside[] = {BIT(48) + 1, BIT(48), BIT(63), BIT(48) + 2 * GIB, UINT64_MAX};
  for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
    refuse_unmap(f, outside[i], VPT_ERR_IA);
    refuse_protect(f, outside[i], BAD_ATTR, VPT_ERR_IA);
  }
  static const uint64_t misaligned[] = {1, 8, 2048, PAGE - 1, PAGE + 1, 3 * GIB + 1, BIT(48) - 1};
  for (size_t i = 0; i < sizeof misaligned / sizeof misaligned[0]; i++) {
    refuse_unmap(f, misaligned[i], VPT_ERR_IA_ALIGN);
    refuse_protect(f, misaligned[i], BAD_ATTR, VPT_ERR_IA_ALIGN);
  }
  refuse_protect(f, 3 * GIB, BAD_ATTR, VPT_ERR_ATTR); /* nothing is mapped there */
  refuse_protect(f, PAGE, BAD_ATTR, VPT_ERR_ATTR);    /* inside a block */
  refuse_protect(f, 2 * GIB, BAD_ATTR, VPT_ERR_ATTR);
  fixture_free(f);
}

static void test_unmapped(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  static const uint64_t holes[] = {GIB + 2 * MIB,     2 * GIB - PAGE, 2 * GIB + PAGE, 3 * GIB,
                                   2 * GIB + 2 * MIB, BIT(47),        BIT(48) - PAGE, 512 * GIB};
  for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++) {
    refuse_unmap(f, holes[i], VPT_ERR_UNMAPPED);
    refuse_protect(f, holes[i], RW, VPT_ERR_UNMAPPED);
    refuse_protect(f, holes[i], VPT_READ, VPT_ERR_UNMAPPED);
  }
  fixture_free(f);
}

/* Nowhere but at its base is a block taken for the leaf: it stays whole. */
static void test_in_block(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  static const struct {
    uint64_t ia;
    uint64_t size;
  } blocks[] = {{0, GIB}, {GIB, 2 * MIB}};
  for (size_t b = 0; b < 2; b++) {
    for (uint64_t offset = PAGE; offset < blocks[b].size; offset += blocks[b].size / 512) {
      refuse_unmap(f, blocks[b].ia + offset / PAGE * PAGE, VPT_ERR_IN_BLOCK);
      refuse_protect(f, blocks[b].ia + offset / PAGE * PAGE, VPT_READ, VPT_ERR_IN_BLOCK);
    }
    refuse_unmap(f, blocks[b].ia + blocks[b].size - PAGE, VPT_ERR_IN_BLOCK);
    refuse_unmap(f, blocks[b].ia + blocks[b].size / 2, VPT_ERR_IN_BLOCK);
    refuse_protect(f, blocks[b].ia + blocks[b].size - PAGE, VPT_READ, VPT_ERR_IN_BLOCK);
    assert_int_equal(vpt_query(&f->space, blocks[b].ia + 5 * PAGE).size, blocks[b].size);
  }
  fixture_free(f);
}

/* Sizes that leaves have, and some that none has. */
static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB, 1, PAGE - 1, 2 * PAGE, 4 * MIB, 512 * GIB, BIT(48), BIT(63), UINT64_MAX};

/* The smaller leaf at the base of what was thought to be a larger one stays, and so does the larger one. */
static void test_other_size(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    for (uint64_t n = 0; n < 3; n++) {
      bool right = i < 3 && n == 2 - fixture_height(sizes[i]);
      if (right) continue;
      refuse_unmap_sized(f, n * GIB, sizes[i], VPT_ERR_SIZE);
      refuse_protect_sized(f, n * GIB, RW, sizes[i], VPT_ERR_SIZE);
      refuse_protect_sized(f, n * GIB, VPT_READ, sizes[i], VPT_ERR_SIZE);
    }
  }
  assert_int_equal(vpt_query(&f->space, 2 * GIB).size, PAGE);
  fixture_free(f);
}

/* What is wrong besides the size is said in the order of the header. */
static void test_other_size_in_order(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    refuse_unmap_sized(f, BIT(48), sizes[i], VPT_ERR_IA);
    refuse_unmap_sized(f, 2 * GIB + 1, sizes[i], VPT_ERR_IA_ALIGN);
    refuse_unmap_sized(f, 3 * GIB, sizes[i], VPT_ERR_UNMAPPED);
    refuse_unmap_sized(f, PAGE, sizes[i], sizes[i] == GIB ? VPT_ERR_IN_BLOCK : VPT_ERR_SIZE);
    refuse_protect_sized(f, BIT(48), BAD_ATTR, sizes[i], VPT_ERR_IA);
    refuse_protect_sized(f, 2 * GIB + 1, BAD_ATTR, sizes[i], VPT_ERR_IA_ALIGN);
    refuse_protect_sized(f, 2 * GIB, BAD_ATTR, sizes[i], VPT_ERR_ATTR);
    refuse_protect_sized(f, 3 * GIB, RW, sizes[i], VPT_ERR_UNMAPPED);
    refuse_protect_sized(f, PAGE, VPT_READ, sizes[i], sizes[i] == GIB ? VPT_ERR_IN_BLOCK : VPT_ERR_SIZE);
  }
  fixture_free(f);
}

static void test_right_size(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  static const uint64_t right[] = {GIB, 2 * MIB, PAGE};
  for (uint64_t n = 0; n < 3; n++) {
    assert_int_equal(vpt_protect_frame(&f->space, n * GIB, VPT_READ, right[n]), VPT_OK);
    assert_int_equal(vpt_query(&f->space, n * GIB).attr, VPT_READ);
    struct vpt_result r = vpt_unmap_frame(&f->space, n * GIB, right[n]);
    assert_int_equal(r.status, VPT_OK);
    assert_int_equal(r.oa, OA + n * GIB);
    assert_int_equal(r.size, right[n]);
    refuse_unmap_sized(f, n * GIB, right[n], VPT_ERR_UNMAPPED);
  }
  assert_true(fixture_is_zero(f));
  fixture_free(f);
}

/* What an unmap returns is what was mapped; the hooks get exactly that region. */
static void check_unmap(struct fixture *f, uint64_t ia, uint64_t oa, uint64_t size, bool leaf_only,
                        uint64_t frames)
{
  uint64_t free = vpt_pool_free(&f->pool);
  fixture_save(f);
  struct vpt_result r = vpt_unmap_frame(&f->space, ia, 0);
  assert_int_equal(r.status, VPT_OK);
  assert_int_equal(r.ia, ia);
  assert_int_equal(r.oa, oa);
  assert_int_equal(r.size, size);
  assert_int_equal(r.attr, RW);
  fixture_hooks(f, &(struct hook_log){1, 1, 77, ia, size, size, leaf_only, false});
  assert_int_equal(vpt_query(&f->space, ia).status, VPT_ERR_UNMAPPED);
  assert_int_equal(vpt_pool_free(&f->pool) - free, frames);
  refuse_unmap(f, ia, VPT_ERR_UNMAPPED);
}

static void test_unmap(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  fixture_map(f, 2 * GIB + PAGE, OA + 4 * GIB, PAGE, RW);
  check_unmap(f, 2 * GIB, OA + 2 * GIB, PAGE, true, 0);
  check_unmap(f, 2 * GIB + PAGE, OA + 4 * GIB, PAGE, false, 2);
  check_unmap(f, GIB, OA + GIB, 2 * MIB, false, 1);
  check_unmap(f, 0, OA, GIB, false, 1);
  assert_true(fixture_is_zero(f));
  assert_int_equal(vpt_pool_free(&f->pool), 4);
  vpt_destroy(&f->space);
  fixture_free(f);

  f = three_leaves(3, 39); /* blocks in the root: the root stays */
  check_unmap(f, 0, OA, GIB, true, 0);
  check_unmap(f, GIB, OA + GIB, 2 * MIB, false, 1);
  check_unmap(f, 2 * GIB, OA + 2 * GIB, PAGE, false, 2);
  assert_true(fixture_is_zero(f));
  assert_int_equal(vpt_pool_free(&f->pool), 4);
  fixture_free(f);
}

/* A table goes when its last leaf goes, whatever the order, and no earlier. */
static void test_unmap_full_table(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  for (uint64_t i = 0; i < ENTRIES; i++) {
    fixture_map(f, i * PAGE, OA + i * PAGE, PAGE, RW);
  }
  for (uint64_t i = 0; i < ENTRIES; i++) {
    uint64_t page = i * 37 % ENTRIES; /* 37 is odd: every page once */
    assert_int_equal(vpt_pool_free(&f->pool), 0);
    assert_int_equal(vpt_unmap_frame(&f->space, page * PAGE, 0).oa, OA + page * PAGE);
  }
  assert_int_equal(vpt_pool_free(&f->pool), 3);
  assert_true(fixture_is_zero(f));
  fixture_free(f);
}

/* A leaf table that was in use goes away, another comes in its place: nothing old is remembered. */
static void test_table_comes_back(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  for (uint64_t i = 1; i < 20; i++) {
    uint64_t ia = (i * i % 7) * GIB;
    fixture_map(f, ia, OA, PAGE, RW);
    assert_int_equal(vpt_query(&f->space, ia).oa, OA);
    assert_int_equal(vpt_unmap_frame(&f->space, ia, 0).status, VPT_OK);
    fixture_map(f, ia + 8 * GIB, OA + PAGE, PAGE, RW);
    assert_int_equal(vpt_query(&f->space, ia).status, VPT_ERR_UNMAPPED);
    assert_int_equal(vpt_query(&f->space, ia + 8 * GIB).oa, OA + PAGE);
    refuse_unmap(f, ia, VPT_ERR_UNMAPPED);
    refuse_protect(f, ia, VPT_READ, VPT_ERR_UNMAPPED);
    assert_int_equal(vpt_unmap_frame(&f->space, ia + 8 * GIB, 0).status, VPT_OK);
  }
  fixture_free(f);
}

/* Address and size stay, and so do the neighbours; only a change calls hooks, once. */
static void test_protect(void **state)
{
  (void)state;
  struct fixture *f = three_leaves(4, 48);
  static const struct {
    uint64_t ia;
    uint64_t size;
  } leaves[] = {{0, GIB}, {GIB, 2 * MIB}, {2 * GIB, PAGE}};
  for (size_t i = 0; i < 3; i++) {
    refuse_protect(f, leaves[i].ia, RW, VPT_OK); /* as it is: nothing happens */
    fixture_save(f);
    assert_int_equal(vpt_protect_frame(&f->space, leaves[i].ia, VPT_READ, 0), VPT_OK);
    fixture_hooks(f,
                  &(struct hook_log){1, 1, 77, leaves[i].ia, leaves[i].size, leaves[i].size, true, false});
    struct vpt_result r = vpt_query(&f->space, leaves[i].ia + leaves[i].size - 1);
    assert_int_equal(r.status, VPT_OK);
    assert_int_equal(r.attr, VPT_READ);
    assert_int_equal(r.ia, leaves[i].ia);
    assert_int_equal(r.oa, OA + leaves[i].ia + leaves[i].size - 1);
    assert_int_equal(r.size, leaves[i].size);
    for (size_t other = i + 1; other < 3; other++) {
      assert_int_equal(vpt_query(&f->space, leaves[other].ia).attr, RW);
    }
  }
  assert_int_equal(vpt_pool_free(&f->pool), 0);
  fixture_free(f);
}

/* Without hooks the tables end up the same. */
static void test_no_hooks(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(4, &vpt_aarch64_s1, 4, 48);
  f->config.hooks = (struct vpt_hooks){0};
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  fixture_map(f, 0, OA, PAGE, RW);
  assert_int_equal(vpt_protect_frame(&f->space, 0, VPT_READ, 0), VPT_OK);
  assert_int_equal(vpt_protect_frame(&f->space, 0, VPT_READ | VPT_DEVICE, 0), VPT_OK);
  assert_int_equal(vpt_query(&f->space, 0).attr, VPT_READ | VPT_DEVICE);
  assert_int_equal(vpt_unmap_frame(&f->space, 0, 0).status, VPT_OK);
  vpt_destroy(&f->space);
  assert_true(fixture_is_zero(f));
  assert_int_equal(vpt_pool_free(&f->pool), 4);
  fixture_free(f);
}

int change_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusals),         cmocka_unit_test(test_unmapped),
      cmocka_unit_test(test_in_block),         cmocka_unit_test(test_unmap),
      cmocka_unit_test(test_unmap_full_table), cmocka_unit_test(test_table_comes_back),
      cmocka_unit_test(test_protect),          cmocka_unit_test(test_no_hooks),
      cmocka_unit_test(test_other_size),       cmocka_unit_test(test_other_size_in_order),
      cmocka_unit_test(test_right_size),
  };
  return cmocka_run_group_tests_name("unmap and protect", tests, NULL, NULL);
}
