/* SPDX-License-Identifier: Apache-2.0 */
/* Spaces with grants, and what the tests of them ask. */
#ifndef TESTS_GRANTS_H
#define TESTS_GRANTS_H

#include "../model/formats.h"
#include "fixture.h"

#define RW (VPT_READ | VPT_WRITE)
#define ALL_RIGHTS (VPT_READ | VPT_WRITE | VPT_EXEC | VPT_USER | VPT_GLOBAL)
#define ALL_TYPES (VPT_TYPE(VPT_NORMAL) | VPT_TYPE(VPT_NORMAL_NC) | VPT_TYPE(VPT_DEVICE))
#define OA OUTPUT_FIRST
#define OUTPUT_END BIT(48)
#define WINDOW_END (WINDOW_OA + 16 * PAGE)
#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define ALL(first, end) {first, end, ALL_RIGHTS, ALL_TYPES}
#define ONLY(first, end, rights) {first, end, rights, ALL_TYPES}

static inline struct fixture *open_space(const struct vpt_format *format, enum vpt_half half)
{
  struct fixture *f = fixture_pool(16, format, 4, 48);
  f->config.leaf_size_max = GIB;
  f->config.half = half;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  return f;
}

/* One whose output range includes the pool's window. */
static inline struct fixture *open_around(void)
{
  struct fixture *f = fixture_pool(16, &vpt_aarch64_s1, 4, 48);
  f->config.output_first = PAGE;
  f->config.output_has_tables = true;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  return f;
}

/* The first geometry of a format, whatever its granule; leaves may lead to what lies from `output_first` on. */
static inline struct fixture *open_format(const struct vpt_format *format, uint64_t output_first)
{
  struct fixture *f = fixture_raw(FRAMES_MAX);
  f->pool_config.granule_log2 = format->granule_log2;
  assert_int_equal(vpt_pool_init(&f->pool, &f->pool_config), VPT_OK);
  f->config = (struct vpt_config){.geometry = fixture_geometry(format), .pool = &f->pool, .output_end = BIT(40),
                                  .output_first = output_first, .output_has_tables = output_first <= WINDOW_OA};
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  return f;
}

static inline void grant(struct fixture *f, const struct vpt_grant *list, size_t count)
{
  f->hooks = (struct hook_log){0};
  assert_int_equal(vpt_set_grants(&f->space, list, (uint32_t)count), VPT_OK);
  assert_ptr_equal(f->space.grants, list);
  assert_int_equal(f->space.grant_count, count);
  assert_int_equal(f->hooks.invalidates + f->hooks.syncs, 0);
}

/* Which grant was looked up last is no part of what a call may change. */
static inline void unchanged(struct fixture *f)
{
  f->saved.space.grant_last = f->space.grant_last;
  fixture_unchanged(f);
}

static inline void refuse_list(struct fixture *f, const struct vpt_grant *list, size_t count, enum vpt_status status)
{
  fixture_save(f);
  assert_int_equal(vpt_set_grants(&f->space, list, (uint32_t)count), status);
  fixture_unchanged(f);
}

/* What vpt_map(), vpt_map_check() and, if it may be one leaf, vpt_map_frame() say; what was mapped goes again. */
static inline void try_map(struct fixture *f, uint64_t ia, uint64_t oa, uint64_t length, vpt_attr attr,
                    enum vpt_status status)
{
  bool leaf = length == PAGE || length == 2 * MIB || length == GIB;
  fixture_save(f);
  struct vpt_outcome outcome = vpt_map_check(&f->space, ia, oa, length, attr, 0);
  fixture_unchanged(f);
  fixture_outcome(outcome, status, ia, status == VPT_OK ? outcome.frames : 0);
  fixture_outcome(vpt_map(&f->space, ia, oa, length, attr, 0), status, ia, outcome.frames);
  if (status == VPT_OK) {
    fixture_mapped(f, ia, ia + length, oa, attr);
    assert_int_equal(vpt_unmap(&f->space, ia, length).status, VPT_OK);
  } else {
    unchanged(f);
  }
  if (!leaf || oa % length != 0) return;
  fixture_save(f);
  assert_int_equal(vpt_map_frame(&f->space, ia, oa, length, attr), status);
  if (status == VPT_OK) assert_int_equal(vpt_unmap_frame(&f->space, ia, length).status, VPT_OK);
  else unchanged(f);
}

static inline void refuse_map(struct fixture *f, uint64_t ia, uint64_t oa, uint64_t length, vpt_attr attr)
{
  try_map(f, ia, oa, length, attr, VPT_ERR_GRANT);
}

static inline void allow_map(struct fixture *f, uint64_t ia, uint64_t oa, uint64_t length, vpt_attr attr)
{
  try_map(f, ia, oa, length, attr, VPT_OK);
}

static inline void refuse_protect(struct fixture *f, uint64_t ia, uint64_t length, vpt_attr attr)
{
  fixture_save(f);
  fixture_outcome(vpt_protect(&f->space, ia, length, attr), VPT_ERR_GRANT, ia, 0);
  unchanged(f);
}

static inline void try_protect_frame(struct fixture *f, uint64_t ia, vpt_attr attr,
                                     uint64_t size, enum vpt_status status)
{
  fixture_save(f);
  assert_int_equal(vpt_protect_frame(&f->space, ia, attr, size), status);
  if (status != VPT_OK) unchanged(f);
}

#endif
