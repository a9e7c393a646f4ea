/* SPDX-License-Identifier: Apache-2.0 */
/* What calls say of memory that is not granted, or in part, or with other attributes. */
#include "grants.h"
#include "units.h"

/* ---- maps ----------------------------------------------------------------------------------- */

static bool has_bit(vpt_attr sum, vpt_attr bit)
{
  return (sum & bit) != 0;
}

/* What the header says of a grant, in its words. */
static bool allowed(vpt_attr rights, uint32_t types, vpt_attr attr)
{
  for (vpt_attr right = 1; right <= VPT_GLOBAL; right *= 2) {
    if (has_bit(attr, right) && !has_bit(rights, right)) return false;
  }
  switch (attr & ~(vpt_attr)31) {
  case VPT_NORMAL: return has_bit(types, 1);
  case VPT_NORMAL_NC: return has_bit(types, 2);
  case VPT_DEVICE: return has_bit(types, 4);
  default: return false;
  }
}

/* All rights, all types, all attributes that a format may have, and more, in every format. */
static void test_attributes(void **state)
{
  (void)state;
  assert_true(VPT_TYPE(VPT_NORMAL) == 1 && VPT_TYPE(VPT_NORMAL_NC) == 2 && VPT_TYPE(VPT_DEVICE) == 4);
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    struct fixture *f = open_format(all_formats[i].format, OA);
    uint64_t page = BIT(all_formats[i].format->granule_log2);
    for (vpt_attr rights = 0; rights < 32; rights++) {
      for (uint32_t types = 0; types < 8; types++) {
        const struct vpt_grant list[] = {{OA + page, OA + 2 * page, rights, types}};
        grant(f, list, 1);
        for (vpt_attr attr = 0; attr < 160; attr++) {
          enum vpt_status status = vpt_map_check(&f->space, 0, OA + page, page, attr, 0).status;
          bool has = model_has_attributes(all_formats[i].format, attr);
          assert_int_equal(status, !allowed(rights, types, attr) ? VPT_ERR_GRANT : has ? VPT_OK : VPT_ERR_ATTR);
        }
      }
    }
    fixture_free(f);
  }
}

/* Bits of a grant that mean nothing allow nothing. */
static void test_further_bits(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {{OA, OA + PAGE, UINT32_MAX, UINT32_MAX}};
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  grant(f, list, 1);
  allow_map(f, 0, OA, PAGE, ALL_RIGHTS | VPT_NORMAL_NC);
  for (unsigned bit = 7; bit < 32; bit++) refuse_map(f, 0, OA, PAGE, VPT_READ | (vpt_attr)BIT(bit));
  refuse_map(f, 0, OA, PAGE, VPT_READ | VPT_NORMAL_NC | VPT_DEVICE);
  refuse_map(f, 0, OA, PAGE, UINT32_MAX);
  fixture_free(f);
}

/* One right or type at a time, by every call that gives attributes, of leaves of every size. */
static void test_one_by_one(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  static const struct {
    const struct vpt_format *format;
    vpt_attr rights, types; /* that are not granted */
    vpt_attr asked, other;  /* attributes with it and without */
  } cases[] = {
      {&vpt_aarch64_s2, VPT_READ, 0, RW, VPT_WRITE},
      {&vpt_aarch64_s1, VPT_WRITE, 0, ALL_RIGHTS, ALL_RIGHTS - VPT_WRITE},
      {&vpt_aarch64_s1, VPT_EXEC, 0, ALL_RIGHTS, ALL_RIGHTS - VPT_EXEC},
      {&vpt_aarch64_s1, VPT_USER, 0, ALL_RIGHTS, ALL_RIGHTS - VPT_USER},
      {&vpt_x86_64, VPT_GLOBAL, 0, ALL_RIGHTS, ALL_RIGHTS - VPT_GLOBAL},
      {&vpt_aarch64_s1, 0, VPT_TYPE(VPT_NORMAL), RW, RW | VPT_DEVICE},
      {&vpt_ept, 0, VPT_TYPE(VPT_NORMAL_NC), RW | VPT_NORMAL_NC, RW | VPT_DEVICE},
      {&vpt_riscv_svpbmt, 0, VPT_TYPE(VPT_DEVICE), RW | VPT_DEVICE, RW | VPT_NORMAL_NC},
  };
  for (size_t i = 0; i < 3 * COUNT(cases); i++) {
    uint64_t size = sizes[i % 3];
    vpt_attr asked = cases[i / 3].asked, other = cases[i / 3].other;
    const struct vpt_grant list[] = {
        {OA + GIB, OA + GIB + size, ALL_RIGHTS - cases[i / 3].rights, ALL_TYPES - cases[i / 3].types}};
    struct fixture *f = open_space(cases[i / 3].format, VPT_LOWER);
    grant(f, list, 1);
    refuse_map(f, GIB, OA + GIB, size, asked);
    allow_map(f, GIB, OA + GIB, size, other);
    fixture_map(f, GIB, OA + GIB, size, other);
    try_protect_frame(f, GIB, asked, size, VPT_ERR_GRANT);
    try_protect_frame(f, GIB, asked, 0, VPT_ERR_GRANT);
    refuse_protect(f, 0, 4 * GIB, asked);
    refuse_protect(f, GIB + size - PAGE, PAGE, asked);
    grant(f, NULL, 0);
    try_protect_frame(f, GIB, asked, size, VPT_OK);
    refuse_list(f, list, 1, VPT_ERR_MAPPED);
    fixture_free(f);
  }
}

/* Leaves that lie exactly in a grant, and a page or a byte beyond its ends, in every format. */
static void test_edges(void **state)
{
  (void)state;
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    struct fixture *f = open_format(all_formats[i].format, OA);
    for (unsigned height = 0; height < f->config.geometry.levels; height++) {
      uint64_t page = BIT(all_formats[i].format->granule_log2);
      uint64_t size = vpt_entry_size(&f->config.geometry, height), oa = BIT(39);
      const struct vpt_grant exact[] = {ALL(oa, oa + size)};
      const struct vpt_grant wrong[][1] = {{ALL(oa + 1, oa + size + page)}, {ALL(oa - page, oa + size - 1)},
                                           {ALL(oa + page, oa + 2 * size)}, {ALL(oa - page, oa + size - page)},
                                           {ALL(oa + size, oa + 2 * size)}, {ALL(oa - page, oa)}};
      if (size == 0 || size > BIT(38)) continue;
      grant(f, exact, 1);
      enum vpt_status status = vpt_map_frame(&f->space, 0, oa, size, RW);
      if (status == VPT_ERR_SIZE) continue; /* no leaves so high */
      assert_int_equal(status, VPT_OK);
      for (size_t n = 0; n < COUNT(wrong); n++) refuse_list(f, wrong[n], 1, VPT_ERR_MAPPED);
      assert_int_equal(vpt_unmap_frame(&f->space, 0, size).status, VPT_OK);
      fixture_outcome(vpt_map(&f->space, 0, oa - page, 2 * page, RW, 0), VPT_ERR_GRANT, 0, 0);
      fixture_outcome(vpt_map(&f->space, 0, oa + size - page, 2 * page, RW, 0), VPT_ERR_GRANT, 0, 0);
      for (size_t n = 0; n < COUNT(wrong); n++) {
        grant(f, wrong[n], 1);
        assert_int_equal(vpt_map_frame(&f->space, 0, oa, size, RW), VPT_ERR_GRANT);
        fixture_outcome(vpt_map(&f->space, 0, oa, size, RW, 0), VPT_ERR_GRANT, 0, 0);
      }
    }
    fixture_free(f);
  }
}

static void test_adjoining(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {
      ONLY(OA, OA + PAGE + 5, RW), /* the edge lies in a page */
      ONLY(OA + PAGE + 5, OA + 4 * PAGE, RW | VPT_EXEC),
      ONLY(OA + 4 * PAGE, OA + 6 * PAGE, VPT_READ),
      ONLY(OA + 6 * PAGE + 1, OA + 8 * PAGE, RW), /* behind a gap of one byte */
      ONLY(OA + 2 * MIB, OA + 3 * MIB, RW),
      {OA + 3 * MIB, OA + 4 * MIB, RW, VPT_TYPE(VPT_NORMAL)},
  };
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  grant(f, list, 6);
  allow_map(f, GIB, OA, 4 * PAGE, RW);
  allow_map(f, GIB, OA, 6 * PAGE, VPT_READ);
  allow_map(f, GIB, OA + PAGE, PAGE, RW);
  refuse_map(f, GIB, OA, 5 * PAGE, RW);
  refuse_map(f, GIB, OA, 2 * PAGE, RW | VPT_EXEC);
  allow_map(f, GIB, OA + 2 * PAGE, 2 * PAGE, RW | VPT_EXEC);
  refuse_map(f, GIB, OA + 4 * PAGE, 3 * PAGE, VPT_READ);
  refuse_map(f, GIB, OA + 6 * PAGE, PAGE, VPT_READ);
  allow_map(f, GIB, OA + 7 * PAGE, PAGE, RW);
  allow_map(f, GIB, OA + 2 * MIB, 2 * MIB, RW); /* one leaf, two grants */
  refuse_map(f, GIB, OA + 2 * MIB, 2 * MIB, RW | VPT_DEVICE);
  allow_map(f, GIB, OA + 2 * MIB, MIB, RW | VPT_DEVICE);
  fixture_free(f);
}

/* Nothing is asked of no byte. */
static void test_no_length(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ALL(OA, OUTPUT_END)};
  for (unsigned count = 0; count < 2; count++) {
    struct fixture *f = open_space(&vpt_x86_64, VPT_SIGNED);
    grant(f, list, count);
    fixture_save(f);
    fixture_outcome(vpt_map(&f->space, 1, 3, 0, UINT32_MAX, 5), VPT_OK, 1, 0);
    fixture_outcome(vpt_map(&f->space, 0, UINT64_MAX, 0, UINT32_MAX, 5), VPT_OK, 0, 0);
    fixture_outcome(vpt_map_check(&f->space, 1, 3, 0, UINT32_MAX, 5), VPT_OK, 1, 0);
    fixture_outcome(vpt_protect(&f->space, 7, 0, UINT32_MAX), VPT_OK, 7, 0);
    assert_int_equal(vpt_map_frame(&f->space, 0, 3, 0, UINT32_MAX), VPT_ERR_SIZE);
    unchanged(f);
    fixture_free(f);
  }
}

/* Nothing runs round the end of all addresses into what is granted. */
static void test_wrap(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ALL(OA, OUTPUT_END)};
  static const uint64_t lengths[] = {UINT64_MAX, UINT64_MAX - PAGE + 1, BIT(63), UINT64_MAX - OA + 1,
                                     UINT64_MAX - OA + 1 + PAGE, OA + 2 * PAGE};
  struct fixture *f = open_space(&vpt_x86_64, VPT_SIGNED);
  grant(f, list, 1);
  fixture_save(f);
  for (size_t i = 0; i < COUNT(lengths); i++) {
    uint64_t last = UINT64_MAX - PAGE + 1, end = OUTPUT_END - PAGE;
    fixture_outcome(vpt_map(&f->space, 0, last, lengths[i], RW, 0), VPT_ERR_GRANT, 0, 0);
    fixture_outcome(vpt_map(&f->space, 0, end, lengths[i], RW, 0), VPT_ERR_GRANT, 0, 0);
    fixture_outcome(vpt_map_check(&f->space, 0, last, lengths[i], RW, 0), VPT_ERR_GRANT, 0, 0);
    assert_int_equal(vpt_map_frame(&f->space, 0, end, lengths[i], RW), VPT_ERR_GRANT);
    if (lengths[i] < BIT(48)) continue; /* the last lies in the grant */
    fixture_outcome(vpt_map(&f->space, 0, OA, lengths[i], RW, 0), VPT_ERR_GRANT, 0, 0);
    assert_int_equal(vpt_map_frame(&f->space, 0, OA, lengths[i], RW), VPT_ERR_GRANT);
  }
  unchanged(f);
  fixture_free(f);
}

/* A list of none grants nothing; no list, all. */
static void test_none(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ALL(OA, OUTPUT_END)};
  struct fixture *f = open_space(&vpt_riscv, VPT_LOWER);
  grant(f, list, 0);
  refuse_map(f, 0, OA, PAGE, VPT_READ);
  refuse_map(f, 0, OUTPUT_END - PAGE, PAGE, VPT_READ);
  refuse_map(f, GIB, OA + GIB, GIB, RW);
  grant(f, NULL, 0);
  allow_map(f, 0, OA, PAGE, VPT_READ);
  fixture_map(f, 0, OA, PAGE, VPT_READ);
  refuse_list(f, list, 0, VPT_ERR_MAPPED);
  grant(f, list, 1);
  grant(f, NULL, 0);
  fixture_free(f);
}

/* ---- protects ------------------------------------------------------------------------------- */

static void test_protect(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ONLY(OA, OA + MIB, RW), ONLY(OA + MIB, OA + 2 * MIB, VPT_READ),
                                          ONLY(OA + 4 * MIB, OA + 4 * MIB + 4 * PAGE, RW | VPT_EXEC)};
  static const struct vpt_format *const formats[] = {&vpt_aarch64_s2, &vpt_x86_64, &vpt_ept, &vpt_riscv,
                                                     &vpt_loongarch_4k};
  for (size_t i = 0; i < COUNT(formats); i++) {
    struct fixture *f = open_space(formats[i], VPT_LOWER);
    grant(f, list, 3);
    fixture_map(f, GIB, OA, 2 * MIB, VPT_READ); /* one block, two grants */
    assert_int_equal(vpt_map(&f->space, GIB + 4 * MIB, OA + 4 * MIB, 4 * PAGE, VPT_READ, 0).status, VPT_OK);
    refuse_protect(f, GIB, 2 * MIB, RW);
    refuse_protect(f, GIB, MIB + PAGE, RW);
    refuse_protect(f, 0, BIT(47), RW);
    refuse_protect(f, GIB + 2 * MIB - PAGE, 3 * MIB, RW);  /* its end alone */
    refuse_protect(f, GIB + 2 * MIB - PAGE, PAGE, RW);     /* inside the block */
    refuse_protect(f, GIB + 4 * MIB, PAGE, VPT_READ | VPT_USER);
    /* holes are passed over, even those of which nobody has said anything */
    fixture_save(f);
    fixture_outcome(vpt_protect(&f->space, 0, GIB, RW | VPT_EXEC), VPT_OK, 0, 0);
    fixture_outcome(vpt_protect(&f->space, GIB + 2 * MIB, 2 * MIB, RW | VPT_EXEC), VPT_OK, GIB + 2 * MIB, 0);
    fixture_outcome(vpt_protect(&f->space, GIB + 4 * MIB + 4 * PAGE, GIB, 1024), VPT_ERR_ATTR,
                    GIB + 4 * MIB + 4 * PAGE, 0);
    unchanged(f);
    /* the part that may is split off */
    fixture_outcome(vpt_protect(&f->space, GIB, MIB, RW), VPT_OK, GIB + MIB, 1);
    fixture_mapped(f, GIB, GIB + MIB, OA, RW);
    fixture_mapped(f, GIB + MIB, GIB + 2 * MIB, OA + MIB, VPT_READ);
    fixture_outcome(vpt_protect(&f->space, GIB + 2 * MIB, 8 * MIB, RW), VPT_OK, GIB + 2 * MIB, 0);
    fixture_mapped(f, GIB + 4 * MIB, GIB + 4 * MIB + 4 * PAGE, OA + 4 * MIB, RW);
    fixture_outcome(vpt_protect(&f->space, 0, BIT(47), VPT_READ), VPT_OK, 0, 0);
    fixture_free(f);
  }
}

static void test_protect_frame(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ONLY(OA, OA + MIB, RW | VPT_USER), ONLY(OA + MIB, OA + 2 * MIB, VPT_READ),
                                          ONLY(OA + 2 * MIB, OA + 4 * MIB, RW)};
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  grant(f, list, 3);
  fixture_map(f, GIB, OA, 2 * MIB, VPT_READ);
  fixture_map(f, GIB + 2 * MIB, OA + MIB - PAGE, PAGE, VPT_READ);
  fixture_map(f, GIB + 2 * MIB + PAGE, OA + MIB, PAGE, VPT_READ);
  fixture_map(f, GIB + 4 * MIB, OA + 2 * MIB, 2 * MIB, VPT_READ);
  try_protect_frame(f, GIB, RW, 0, VPT_ERR_GRANT); /* the second half of the leaf */
  try_protect_frame(f, GIB, RW, 2 * MIB, VPT_ERR_GRANT);
  try_protect_frame(f, GIB, RW, PAGE, VPT_ERR_GRANT); /* before VPT_ERR_SIZE */
  try_protect_frame(f, GIB, 1024, 0, VPT_ERR_GRANT);  /* before VPT_ERR_ATTR */
  try_protect_frame(f, GIB + 2 * MIB + PAGE, RW, PAGE, VPT_ERR_GRANT);
  try_protect_frame(f, GIB + 4 * MIB, RW | VPT_USER, 0, VPT_ERR_GRANT);
  /* where no leaf begins the others come first */
  try_protect_frame(f, GIB + PAGE, RW, 0, VPT_ERR_IN_BLOCK);
  try_protect_frame(f, GIB + 2 * MIB - PAGE, RW, 0, VPT_ERR_IN_BLOCK);
  try_protect_frame(f, GIB + 2 * MIB - PAGE, RW, PAGE, VPT_ERR_SIZE);
  try_protect_frame(f, GIB + PAGE, 1024, 0, VPT_ERR_ATTR);
  try_protect_frame(f, GIB + 1, RW, 0, VPT_ERR_IA_ALIGN);
  try_protect_frame(f, GIB + 2 * MIB + PAGE + 8, RW, 0, VPT_ERR_IA_ALIGN);
  try_protect_frame(f, BIT(48), RW, 0, VPT_ERR_IA);
  try_protect_frame(f, 0, RW, 0, VPT_ERR_UNMAPPED);
  try_protect_frame(f, GIB + 2 * MIB + 2 * PAGE, 1024, 0, VPT_ERR_ATTR);
  /* and what may be is done */
  try_protect_frame(f, GIB, VPT_READ | VPT_NORMAL_NC, 0, VPT_OK);
  try_protect_frame(f, GIB + 2 * MIB, RW | VPT_USER, PAGE, VPT_OK);
  try_protect_frame(f, GIB + 4 * MIB, RW, 2 * MIB, VPT_OK);
  try_protect_frame(f, GIB + 4 * MIB, RW, PAGE, VPT_ERR_SIZE);
  fixture_free(f);
}

/* Everything in a space with grants that demands nothing of them. */
static void test_others(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ONLY(OA, OA + GIB, RW), ONLY(OA + 2 * GIB, OA + 2 * GIB + PAGE, VPT_READ)};
  struct fixture *f = open_space(&vpt_aarch64_s2, VPT_LOWER);
  grant(f, list, 2);
  fixture_map(f, GIB, OA, GIB, RW);
  fixture_map(f, 2 * GIB, OA + 2 * GIB, PAGE, VPT_READ);
  assert_int_equal(vpt_query(&f->space, GIB + 5 * PAGE).oa, OA + 5 * PAGE);
  assert_int_equal(vpt_next_run(&f->space, GIB, 2 * GIB).length, GIB);
  fixture_outcome(vpt_split(&f->space, GIB + 2 * MIB, PAGE, PAGE), VPT_OK, GIB + 2 * MIB, 2);
  fixture_outcome(vpt_unmap(&f->space, GIB + 4 * MIB, PAGE), VPT_OK, GIB + 4 * MIB + PAGE, 1);
  fixture_outcome(vpt_unmap_some(&f->space, GIB + 8 * MIB, 4 * MIB, 1), VPT_OK, GIB + 12 * MIB, 0);
  assert_int_equal(vpt_unmap_frame(&f->space, 2 * GIB, PAGE).status, VPT_OK);
  assert_int_equal(vpt_unmap(&f->space, 0, BIT(48)).status, VPT_OK);
  assert_ptr_equal(f->space.grants, list);
  vpt_destroy(&f->space);
  assert_int_equal(vpt_pool_free(&f->pool), f->frames);
  fixture_free(f);
}

/* Addresses in full: what is mapped in either half counts, and protects find it. */
static void test_halves(void **state)
{
  (void)state;
  static const struct {
    const struct vpt_format *format;
    enum vpt_half half;
    uint64_t ia[2];
  } cases[] = {
      {&vpt_aarch64_s1, VPT_LOWER, {0, BIT(48) - PAGE}},
      {&vpt_aarch64_s1, VPT_UPPER, {UINT64_MAX << 48, UINT64_MAX - PAGE + 1}},
      {&vpt_x86_64, VPT_SIGNED, {BIT(47) - PAGE, UINT64_MAX << 47}},
      {&vpt_x86_64, VPT_SIGNED, {0, UINT64_MAX - PAGE + 1}},
      {&vpt_riscv, VPT_SIGNED, {BIT(47) - PAGE, UINT64_MAX - PAGE + 1}},
      {&vpt_loongarch_4k, VPT_SIGNED, {PAGE, UINT64_MAX << 47}},
  };
  static const struct vpt_grant both[] = {ONLY(OA, OA + PAGE, RW), ONLY(OA + 2 * PAGE, OA + 3 * PAGE, VPT_READ)};
  static const struct vpt_grant second[] = {ONLY(OA, OA + PAGE, VPT_READ), ONLY(OA + 2 * PAGE, OA + 3 * PAGE, RW)};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct fixture *f = open_space(cases[i].format, cases[i].half);
    fixture_map(f, cases[i].ia[0], OA, PAGE, VPT_READ);
    fixture_map(f, cases[i].ia[1], OA + 2 * PAGE, PAGE, VPT_READ);
    refuse_list(f, both, 1, VPT_ERR_MAPPED);
    refuse_list(f, both + 1, 1, VPT_ERR_MAPPED);
    grant(f, both, 2);
    refuse_protect(f, cases[i].ia[1], PAGE, RW);
    try_protect_frame(f, cases[i].ia[1], RW, PAGE, VPT_ERR_GRANT);
    assert_int_equal(vpt_protect(&f->space, cases[i].ia[0], PAGE, RW).status, VPT_OK);
    refuse_list(f, second, 2, VPT_ERR_MAPPED);
    try_protect_frame(f, cases[i].ia[0], VPT_READ, 0, VPT_OK);
    grant(f, second, 2);
    refuse_protect(f, cases[i].ia[0], PAGE, RW);
    try_protect_frame(f, cases[i].ia[1], RW, PAGE, VPT_OK);
    fixture_free(f);
  }
}

/* A range that is not all the space's has no leaves to ask about. */
static void test_outside(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ONLY(OA, OUTPUT_END, VPT_READ)};
  struct fixture *f = open_space(&vpt_x86_64, VPT_SIGNED);
  grant(f, list, 1);
  fixture_map(f, BIT(47) - PAGE, OA, PAGE, VPT_READ);
  refuse_protect(f, BIT(47) - PAGE, PAGE, RW);
  fixture_save(f);
  fixture_outcome(vpt_protect(&f->space, BIT(47) - PAGE, 2 * PAGE, RW), VPT_ERR_IA, BIT(47) - PAGE, 0);
  fixture_outcome(vpt_protect(&f->space, BIT(47), PAGE, RW), VPT_ERR_IA, BIT(47), 0);
  fixture_outcome(vpt_protect(&f->space, 0, UINT64_MAX, RW), VPT_ERR_IA, 0, 0);
  fixture_outcome(vpt_map(&f->space, BIT(47), OA, PAGE, VPT_READ, 0), VPT_ERR_IA, BIT(47), 0);
  fixture_outcome(vpt_map(&f->space, BIT(47), OA, PAGE, RW, 3), VPT_ERR_GRANT, BIT(47), 0);
  unchanged(f);
  refuse_protect(f, BIT(47) - PAGE + 1, 1, RW); /* before VPT_ERR_IA_ALIGN and VPT_ERR_LENGTH */
  refuse_protect(f, BIT(47) - PAGE, 1, RW);
  refuse_protect(f, BIT(47) - PAGE, PAGE, 1024); /* and VPT_ERR_ATTR */
  fixture_free(f);
}

/* Each case is wrong in all later respects that it can be. */
static void test_order(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ALL(OA, OA + GIB)};
  static const vpt_attr bad = VPT_WRITE; /* not without READ */
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  grant(f, list, 1);
  fixture_map(f, GIB, OA, PAGE, RW);
  fixture_leave(f, 0);
  fixture_save(f);
  fixture_outcome(vpt_map(&f->space, BIT(48) + 1, OA - 1, 1, bad, 3), VPT_ERR_GRANT, BIT(48) + 1, 0);
  fixture_outcome(vpt_map(&f->space, BIT(48) + 1, OA + 1, 1, bad, 3), VPT_ERR_SIZE, BIT(48) + 1, 0);
  fixture_outcome(vpt_map(&f->space, BIT(48) + 1, OA + 1, 1, bad, 0), VPT_ERR_IA, BIT(48) + 1, 0);
  fixture_outcome(vpt_map(&f->space, GIB + 1, OA + 1, 1, bad, 0), VPT_ERR_IA_ALIGN, GIB + 1, 0);
  fixture_outcome(vpt_map(&f->space, GIB, OA + 1, 1, bad, 0), VPT_ERR_LENGTH, GIB, 0);
  fixture_outcome(vpt_map(&f->space, GIB, OA + 1, PAGE, bad, 0), VPT_ERR_OA_ALIGN, GIB, 0);
  fixture_outcome(vpt_map(&f->space, GIB, OA, PAGE, bad, 0), VPT_ERR_ATTR, GIB, 0);
  fixture_outcome(vpt_map(&f->space, GIB, OA, PAGE, RW, 0), VPT_ERR_MAPPED, GIB, 0);
  fixture_outcome(vpt_map(&f->space, 4 * GIB, OA, PAGE, RW, 0), VPT_ERR_NO_FRAMES, 4 * GIB, 2);
  fixture_outcome(vpt_map(&f->space, 4 * GIB, OA + GIB, PAGE, RW, 0), VPT_ERR_GRANT, 4 * GIB, 0);
  assert_int_equal(vpt_map_frame(&f->space, BIT(48) + 1, OA - 1, 3, bad), VPT_ERR_GRANT);
  assert_int_equal(vpt_map_frame(&f->space, BIT(48) + 1, OA + 1, 3, bad), VPT_ERR_SIZE);
  assert_int_equal(vpt_map_frame(&f->space, BIT(48) + 1, OA + 1, PAGE, bad), VPT_ERR_IA);
  assert_int_equal(vpt_map_frame(&f->space, GIB, OA, PAGE, RW), VPT_ERR_MAPPED);
  assert_int_equal(vpt_map_frame(&f->space, GIB, OA - PAGE, PAGE, RW), VPT_ERR_GRANT);
  assert_int_equal(vpt_map_frame(&f->space, 4 * GIB, OA, PAGE, RW), VPT_ERR_NO_FRAMES);
  assert_int_equal(vpt_map_frame(&f->space, 4 * GIB, OA + GIB, PAGE, RW), VPT_ERR_GRANT);
  unchanged(f);
  vpt_destroy(&f->space);
  fixture_save(f);
  fixture_outcome(vpt_map(&f->space, GIB, 0, PAGE, bad, 0), VPT_ERR_FORMAT, GIB, 0);
  fixture_outcome(vpt_map_check(&f->space, GIB, 0, PAGE, bad, 0), VPT_ERR_FORMAT, GIB, 0);
  fixture_outcome(vpt_protect(&f->space, GIB, PAGE, bad), VPT_ERR_FORMAT, GIB, 0);
  assert_int_equal(vpt_map_frame(&f->space, GIB, 0, PAGE, bad), VPT_ERR_FORMAT);
  assert_int_equal(vpt_protect_frame(&f->space, GIB, bad, 0), VPT_ERR_FORMAT);
  fixture_unchanged(f);
  fixture_free(f);
}

int granted_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_attributes), cmocka_unit_test(test_further_bits),
      cmocka_unit_test(test_one_by_one), cmocka_unit_test(test_edges), cmocka_unit_test(test_adjoining),
      cmocka_unit_test(test_no_length), cmocka_unit_test(test_wrap), cmocka_unit_test(test_none),
      cmocka_unit_test(test_protect), cmocka_unit_test(test_protect_frame), cmocka_unit_test(test_others),
      cmocka_unit_test(test_halves), cmocka_unit_test(test_outside), cmocka_unit_test(test_order),
  };
  return cmocka_run_group_tests_name("granted", tests, NULL, NULL);
}
