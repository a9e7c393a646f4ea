/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_set_grants(): which lists are refused, and that each grant of a list is found. */
#include <stdlib.h>
#include <string.h>

#include "grants.h"
#include "units.h"

/* ---- lists ---------------------------------------------------------------------------------- */

static void test_members(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ALL(OA, OA + PAGE)};
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  assert_null(f->space.grants);
  grant(f, list, 1);
  vpt_destroy(&f->space);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK); /* a new space, of which nothing was said */
  assert_null(f->space.grants);
  assert_int_equal(f->space.grant_count, 0);
  allow_map(f, 0, OA + GIB, GIB, RW);
  fixture_free(f);
}

/* Each case is wrong in all later respects that it can be. */
static void test_no_list(void **state)
{
  (void)state;
  static const struct vpt_grant list[] = {ALL(OA, OA + PAGE)}, wrong[] = {ALL(0, 0)};
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  for (int twice = 0; twice < 2; twice++) {
    refuse_list(f, NULL, 1, VPT_ERR_NULL);
    refuse_list(f, NULL, UINT32_MAX, VPT_ERR_NULL);
    grant(f, NULL, 0);
    allow_map(f, 0, OA + GIB, GIB, RW);
    grant(f, list, 1);
    refuse_list(f, NULL, 1, VPT_ERR_NULL);
  }
  vpt_destroy(&f->space);
  for (int zeroed = 0; zeroed < 2; zeroed++) {
    refuse_list(f, NULL, 0, VPT_ERR_FORMAT);
    refuse_list(f, NULL, 1, VPT_ERR_FORMAT);
    refuse_list(f, list, 1, VPT_ERR_FORMAT);
    refuse_list(f, wrong, 1, VPT_ERR_FORMAT);
    memset(&f->space, 0, sizeof f->space);
  }
  fixture_free(f);
}

/* With two grants before them, all these are refused; the good ones stay. */
static void test_disorder(void **state)
{
  (void)state;
  static const struct vpt_grant good[] = {ALL(OA, OA + GIB), ALL(OA + 2 * GIB, OUTPUT_END)};
  static const struct vpt_grant wrong[][3] = {
      {ALL(OA - 1, OA + 2 * PAGE)},                                      /* begins one byte too low */
      {ALL(0, OA)},                                                      /* is altogether too low */
      {ALL(OA, OUTPUT_END + 1)},                                         /* ends one byte too high */
      {ALL(OUTPUT_END, OUTPUT_END + PAGE)},
      {ALL(OA, UINT64_MAX)},
      {ALL(BIT(63), UINT64_MAX)},
      {ALL(OA, OA)},                                                     /* are empty */
      {ALL(OUTPUT_END, OUTPUT_END)},
      {ALL(OA + PAGE, OA)},                                              /* ends before it begins */
      {ALL(OA + 1, OA)},
      {ALL(UINT64_MAX, 0)},
      {ALL(OA, OA + PAGE), ALL(OA + PAGE - 1, OA + 2 * PAGE)},           /* overlap by a byte */
      {ALL(OA, OA + PAGE), ALL(OA, OA + PAGE)},                          /* are the same */
      {ALL(OA, OA + 3 * PAGE), ALL(OA + PAGE, OA + 2 * PAGE)},           /* lies in the other */
      {ALL(OA + PAGE, OA + 2 * PAGE), ALL(OA, OA + PAGE)},               /* come in the other order */
      {ALL(OA, OA + PAGE), ALL(OA + PAGE, OA + PAGE)},
      {ALL(OA, OA + PAGE), ALL(OA + 2 * PAGE, OA + PAGE)},
      {ALL(OA, OA + PAGE), ALL(OA + 4 * PAGE, OA + 5 * PAGE), ALL(OA + 2 * PAGE, OA + 3 * PAGE)},
      {ALL(OA, OA + PAGE), ALL(OA + PAGE, OA + 2 * PAGE), ALL(OA + PAGE, OA + 3 * PAGE)},
      {ALL(OA, OA + PAGE), ALL(OA + PAGE, OA + 2 * PAGE), ALL(OA + 2 * PAGE, OUTPUT_END + PAGE)},
  };
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  fixture_map(f, 0, OA, GIB, RW); /* would not be granted by most of them */
  for (size_t i = 0; i < COUNT(wrong); i++) {
    size_t count = 3;
    while (wrong[i][count - 1].types == 0) count--; /* those that are not given */
    grant(f, i % 2 == 0 ? NULL : good, i % 2 == 0 ? 0 : 2);
    refuse_list(f, wrong[i], count, VPT_ERR_GRANTS);
    try_map(f, GIB, OA + GIB, PAGE, RW, i % 2 == 0 ? VPT_OK : VPT_ERR_GRANT);
    if (count > 1) { /* without the last they are right, but for what is mapped */
      assert_int_equal(vpt_set_grants(&f->space, wrong[i], (uint32_t)count - 1), VPT_ERR_MAPPED);
    }
  }
  fixture_free(f);
}

/* The whole output range, and its first and last byte. */
static void test_bounds(void **state)
{
  (void)state;
  static const struct vpt_grant whole[] = {ALL(OA, OUTPUT_END)};
  static const struct vpt_grant ends[] = {ALL(OA, OA + 1), ALL(OUTPUT_END - 1, OUTPUT_END)};
  struct fixture *f = open_space(&vpt_x86_64, VPT_LOWER);
  grant(f, whole, 1);
  allow_map(f, 0, OA, GIB, RW);
  allow_map(f, 0, OUTPUT_END - GIB, GIB, RW);
  refuse_map(f, 0, OUTPUT_END - PAGE, 2 * PAGE, RW); /* VPT_ERR_OA comes later */
  refuse_map(f, 0, OA - PAGE, 2 * PAGE, RW);
  grant(f, ends, 2);
  refuse_map(f, 0, OA, PAGE, RW);
  refuse_map(f, 0, OUTPUT_END - PAGE, PAGE, RW);
  fixture_free(f);
}

static void test_tables(void **state)
{
  (void)state;
  static const struct vpt_grant around[] = {ALL(PAGE, WINDOW_OA), ALL(WINDOW_END, OUTPUT_END)};
  static const struct vpt_grant wrong[][3] = {
      {ALL(PAGE, WINDOW_OA + 1)},        /* the first byte */
      {ALL(WINDOW_END - 1, WINDOW_END)}, /* the last one */
      {ALL(WINDOW_END - 1, OUTPUT_END)},
      {ALL(WINDOW_OA, WINDOW_END)},
      {ALL(WINDOW_OA + 3, WINDOW_OA + 4)},
      {ALL(PAGE, OUTPUT_END)},
      {ALL(PAGE, WINDOW_OA), ALL(WINDOW_OA, WINDOW_OA + 1), ALL(WINDOW_END, OUTPUT_END)},
      {ALL(PAGE, WINDOW_OA), ALL(WINDOW_END - 1, OUTPUT_END)},
      {ALL(PAGE, 2 * PAGE), ALL(3 * PAGE, WINDOW_OA), ALL(WINDOW_OA, WINDOW_END)},
      {{WINDOW_OA, WINDOW_END, 0, 0}}, /* even if no leaf may lead there */
  };
  static const struct vpt_grant disorder[] = {ALL(PAGE, WINDOW_OA + 1), ALL(WINDOW_OA, OUTPUT_END)};
  struct fixture *f = open_around();
  fixture_map(f, GIB, WINDOW_OA + 2 * PAGE, PAGE, RW); /* something of the window itself */
  refuse_list(f, around, 2, VPT_ERR_MAPPED);
  for (size_t i = 0; i < COUNT(wrong); i++) {
    size_t count = i == 6 || i == 8 ? 3 : i == 7 ? 2 : 1;
    refuse_list(f, wrong[i], count, VPT_ERR_TABLES); /* before VPT_ERR_MAPPED */
  }
  refuse_list(f, disorder, 2, VPT_ERR_GRANTS);
  assert_int_equal(vpt_unmap_frame(&f->space, GIB, 0).status, VPT_OK);
  grant(f, around, 2);
  allow_map(f, GIB, WINDOW_OA - PAGE, PAGE, RW);
  allow_map(f, GIB, WINDOW_END, PAGE, RW);
  refuse_map(f, GIB, WINDOW_OA - PAGE, 2 * PAGE, RW);
  refuse_map(f, GIB, WINDOW_OA, 16 * PAGE, RW);
  refuse_map(f, GIB, WINDOW_END - PAGE, 2 * PAGE, RW);
  grant(f, NULL, 0); /* as the configuration has it */
  allow_map(f, GIB, WINDOW_OA, PAGE, RW);
  fixture_free(f);
}

/* The window in bytes, whatever the granule. */
static void test_granules(void **state)
{
  (void)state;
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    struct fixture *f = open_format(all_formats[i].format, PAGE);
    uint64_t end = WINDOW_OA + f->pool_config.window_bytes;
    const struct vpt_grant around[] = {ALL(PAGE, WINDOW_OA), ALL(end, BIT(40))};
    const struct vpt_grant first[] = {ALL(PAGE, WINDOW_OA + 1)}, last[] = {ALL(end - 1, BIT(40))};
    refuse_list(f, first, 1, VPT_ERR_TABLES);
    refuse_list(f, last, 1, VPT_ERR_TABLES);
    grant(f, around, 2);
    fixture_free(f);
  }
}

/* ---- what is mapped before ------------------------------------------------------------------ */

static void test_mapped(void **state)
{
  (void)state;
  static const vpt_attr exec = VPT_READ | VPT_EXEC | VPT_USER;
  static const struct vpt_grant exact[] = {{OA + GIB, OA + GIB + 2 * MIB, RW, VPT_TYPE(VPT_NORMAL)},
                                           {OA + 2 * GIB, OA + 2 * GIB + PAGE, exec, VPT_TYPE(VPT_NORMAL_NC)}};
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  fixture_map(f, BIT(48) - 2 * MIB, OA + GIB, 2 * MIB, RW);
  fixture_map(f, 3 * PAGE, OA + 2 * GIB, PAGE, exec | VPT_NORMAL_NC);
  grant(f, exact, 2);
  for (unsigned i = 0; i < 2; i++) { /* less of one of them is too little */
    const struct vpt_grant *g = &exact[i];
    for (vpt_attr right = 1; right <= VPT_GLOBAL; right *= 2) {
      struct vpt_grant less[2] = {exact[0], exact[1]};
      less[i].rights -= g->rights & right;
      assert_int_equal(vpt_set_grants(&f->space, less, 2), (g->rights & right) == 0 ? VPT_OK : VPT_ERR_MAPPED);
      grant(f, exact, 2);
    }
    struct vpt_grant wrong[][2] = {{exact[0], exact[1]}, {exact[0], exact[1]}, {exact[0], exact[1]}};
    wrong[0][i].first++;
    wrong[1][i].end--;
    wrong[2][i].types = ALL_TYPES - g->types;
    for (size_t n = 0; n < 3; n++) refuse_list(f, wrong[n], 2, VPT_ERR_MAPPED);
    refuse_list(f, &exact[i], 1, VPT_ERR_MAPPED);
  }
  refuse_list(f, exact, 0, VPT_ERR_MAPPED);
  assert_ptr_equal(f->space.grants, exact);
  assert_int_equal(vpt_unmap_frame(&f->space, 3 * PAGE, 0).status, VPT_OK);
  grant(f, exact, 1);
  assert_int_equal(vpt_unmap_frame(&f->space, BIT(48) - 2 * MIB, 0).status, VPT_OK);
  grant(f, exact, 0);
  fixture_free(f);
}

/* A run of leaves may go on from one grant into the next, and another run begins where attributes change. */
static void test_mapped_runs(void **state)
{
  (void)state;
  static const struct vpt_grant two[] = {ONLY(OA, OA + 3 * PAGE, RW), ONLY(OA + 3 * PAGE, OA + 8 * PAGE, RW)};
  static const struct vpt_grant less[] = {ONLY(OA, OA + 3 * PAGE, RW), ONLY(OA + 3 * PAGE, OA + 8 * PAGE, VPT_READ)};
  static const struct vpt_grant gap[] = {ONLY(OA, OA + 3 * PAGE - 1, RW), ONLY(OA + 3 * PAGE, OA + 8 * PAGE, RW)};
  struct fixture *f = open_space(&vpt_riscv, VPT_SIGNED);
  assert_int_equal(vpt_map(&f->space, UINT64_MAX - 8 * PAGE + 1, OA, 8 * PAGE, RW, 0).status, VPT_OK);
  grant(f, two, 2);
  refuse_list(f, less, 2, VPT_ERR_MAPPED);
  refuse_list(f, gap, 2, VPT_ERR_MAPPED);
  assert_int_equal(vpt_protect(&f->space, UINT64_MAX - 4 * PAGE + 1, 4 * PAGE, VPT_READ).status, VPT_OK);
  refuse_list(f, less, 2, VPT_ERR_MAPPED); /* the fourth page may still be written */
  assert_int_equal(vpt_protect_frame(&f->space, UINT64_MAX - 5 * PAGE + 1, VPT_READ, 0), VPT_OK);
  grant(f, less, 2);
  assert_int_equal(vpt_unmap_frame(&f->space, UINT64_MAX - 6 * PAGE + 1, 0).status, VPT_OK);
  grant(f, gap, 2);
  fixture_free(f);
}

/* ---- long lists ----------------------------------------------------------------------------- */

/* Grants of three pages with a hole of one between them; every third may not be written. */
static struct vpt_grant *long_list(size_t count)
{
  struct vpt_grant *list = malloc(count * sizeof *list);
  assert_non_null(list);
  for (size_t k = 0; k < count; k++) {
    list[k] = (struct vpt_grant)ONLY(OA + 4 * k * PAGE, OA + (4 * k + 3) * PAGE, k % 3 == 0 ? VPT_READ : RW);
  }
  return list;
}

/* Around the grant of this number. */
static void look_up(struct fixture *f, size_t k, size_t count)
{
  uint64_t oa = OA + 4 * k * PAGE;
  enum vpt_status written = k % 3 == 0 ? VPT_ERR_GRANT : VPT_OK;
  for (int twice = 0; twice < 2; twice++) {
    assert_int_equal(vpt_map(&f->space, GIB, oa, 3 * PAGE, VPT_READ, 0).status, VPT_OK);
    assert_int_equal(f->space.grant_last, k <= INT16_MAX ? (int16_t)k : f->space.grant_last);
    assert_int_equal(vpt_protect_frame(&f->space, GIB + 2 * PAGE, RW, 0), written);
    assert_int_equal(vpt_protect(&f->space, GIB, 3 * PAGE, RW).status, written);
    assert_int_equal(vpt_unmap(&f->space, GIB, 3 * PAGE).status, VPT_OK);
    assert_int_equal(vpt_map_check(&f->space, GIB, oa + 2 * PAGE, PAGE, RW, 0).status, written);
    assert_int_equal(vpt_map_check(&f->space, GIB, oa, 4 * PAGE, VPT_READ, 0).status, VPT_ERR_GRANT);
    assert_int_equal(vpt_map_frame(&f->space, GIB, oa + 3 * PAGE, PAGE, VPT_READ), VPT_ERR_GRANT);
    assert_int_equal(vpt_map_frame(&f->space, GIB, oa - PAGE, PAGE, VPT_READ), VPT_ERR_GRANT);
    assert_int_equal(vpt_map(&f->space, GIB, OA + 4 * count * PAGE, PAGE, VPT_READ, 0).status, VPT_ERR_GRANT);
  }
}

static void test_thousand(void **state)
{
  (void)state;
  enum { GRANTS = 1000, STEP = 377 };
  struct vpt_grant *list = long_list(GRANTS);
  struct fixture *f = open_space(&vpt_aarch64_s1, VPT_LOWER);
  grant(f, list, GRANTS);
  look_up(f, 0, GRANTS);
  look_up(f, GRANTS / 2, GRANTS);
  look_up(f, GRANTS - 1, GRANTS);
  for (size_t k = 0; k < GRANTS; k++) look_up(f, k * STEP % GRANTS, GRANTS);
  for (size_t count = 1; count < 20; count++) { /* every place in lists of every small length */
    grant(f, list, count);
    for (size_t k = 0; k < count; k++) look_up(f, k, count);
  }
  vpt_destroy(&f->space);
  free(list); /* a space that was taken apart does not look */
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  allow_map(f, 0, OA + 3 * PAGE, PAGE, RW);
  fixture_free(f);
}

/* Numbers that are too large to be remembered. */
static void test_forty_thousand(void **state)
{
  (void)state;
  enum { GRANTS = 40000 };
  static const size_t numbers[] = {0,     GRANTS - 1, INT16_MAX,      INT16_MAX - 1,  INT16_MAX + 1,
                                   32770, 20000,      GRANTS - 32768, GRANTS - 2,     GRANTS / 2 + 1};
  struct vpt_grant *list = long_list(GRANTS);
  struct fixture *f = open_space(&vpt_x86_64, VPT_LOWER);
  grant(f, list, GRANTS);
  for (size_t i = 0; i < COUNT(numbers) * COUNT(numbers); i++) {
    look_up(f, numbers[i / COUNT(numbers)], GRANTS);
    look_up(f, numbers[i % COUNT(numbers)], GRANTS);
  }
  list[GRANTS - 1].end = list[GRANTS - 1].first;
  refuse_list(f, list, GRANTS, VPT_ERR_GRANTS);
  grant(f, list, GRANTS - 1);
  fixture_map(f, GIB, list[GRANTS - 2].first, PAGE, VPT_READ);
  refuse_list(f, list, GRANTS - 2, VPT_ERR_MAPPED);
  grant(f, list + GRANTS / 2, GRANTS / 2 - 1);
  grant(f, NULL, 0);
  free(list); /* nor one of which others were set */
  allow_map(f, 0, OA + 3 * PAGE, PAGE, RW);
  fixture_free(f);
}

/* One range over a thousand grants side by side. */
static void test_chain(void **state)
{
  (void)state;
  enum { GRANTS = 1000 };
  static struct vpt_grant list[GRANTS];
  static const size_t numbers[] = {0, 1, 499, 998, 999};
  struct fixture *f = open_space(&vpt_aarch64_s2, VPT_LOWER);
  for (size_t k = 0; k < GRANTS; k++) list[k] = (struct vpt_grant)ALL(OA + k * PAGE, OA + (k + 1) * PAGE);
  grant(f, list, GRANTS);
  allow_map(f, GIB, OA, GRANTS * PAGE, RW);
  refuse_map(f, GIB, OA, (GRANTS + 1) * PAGE, RW);
  for (size_t i = 0; i < COUNT(numbers); i++) {
    struct vpt_grant *g = &list[numbers[i]], whole = *g;
    g->rights = VPT_READ;
    refuse_map(f, GIB, OA, GRANTS * PAGE, RW);
    *g = whole;
    g->types = VPT_TYPE(VPT_DEVICE);
    refuse_map(f, GIB, OA, GRANTS * PAGE, RW);
    *g = whole;
    if (i % 2 == 0) g->first++;
    else g->end--;
    refuse_map(f, GIB, OA, GRANTS * PAGE, RW);
    *g = whole;
  }
  assert_int_equal(vpt_map(&f->space, GIB, OA, GRANTS * PAGE, VPT_READ, 0).status, VPT_OK);
  grant(f, list, GRANTS);
  for (size_t i = 0; i < COUNT(numbers); i++) {
    struct vpt_grant *g = &list[numbers[i]];
    g->rights = VPT_READ;
    refuse_protect(f, GIB, GRANTS * PAGE, RW);
    g->rights = ALL_RIGHTS;
  }
  fixture_outcome(vpt_protect(&f->space, GIB, GRANTS * PAGE, RW), VPT_OK, GIB + GRANTS * PAGE, 0);
  fixture_free(f);
}

/* The number of the grant that was looked up last is a hint: whatever it is, the answers are the same. */
static void test_memo(void **state)
{
  (void)state;
  static const int16_t hints[] = {INT16_MIN, -1, 0, 1, 2, 3, 4, 5, 100, INT16_MAX};
  static const struct vpt_grant first[] = {ONLY(OA, OA + PAGE, RW), ONLY(OA + PAGE, OA + 2 * PAGE, VPT_READ),
                                           ONLY(OA + 4 * PAGE, OA + 6 * PAGE, RW),
                                           ONLY(OA + 8 * PAGE, OA + 9 * PAGE, VPT_READ)};
  static const struct vpt_grant second[] = {ONLY(OA + PAGE, OA + 3 * PAGE, RW),
                                            ONLY(OA + 3 * PAGE, OA + 4 * PAGE, VPT_READ)};
  static const char reads[2][10] = {{1, 1, 0, 0, 1, 1, 0, 0, 1, 0}, {0, 1, 1, 1, 0, 0, 0, 0, 0, 0}};
  static const char writes[2][10] = {{1, 0, 0, 0, 1, 1, 0, 0, 0, 0}, {0, 1, 1, 0, 0, 0, 0, 0, 0, 0}};
  struct fixture *f = open_space(&vpt_x86_64, VPT_LOWER);
  for (size_t i = 0; i < COUNT(hints) * 10 * 2 * 2; i++) {
    uint64_t page = i / 4 % 10;
    bool write = i / 2 % 2 != 0, may = (write ? writes : reads)[i % 2][page];
    vpt_attr attr = write ? RW : VPT_READ;
    grant(f, i % 2 == 0 ? first : second, i % 2 == 0 ? 4 : 2);
    f->space.grant_last = hints[i / 40];
    assert_int_equal(vpt_map_check(&f->space, 0, OA + page * PAGE, PAGE, attr, 0).status,
                     may ? VPT_OK : VPT_ERR_GRANT);
    assert_int_equal(f->space.grant_last, hints[i / 40]);
    try_map(f, 0, OA + page * PAGE, PAGE, attr, may ? VPT_OK : VPT_ERR_GRANT);
    f->space.grant_last = hints[i / 40];
    try_map(f, 0, OA + page * PAGE, PAGE, attr, may ? VPT_OK : VPT_ERR_GRANT);
  }
  /* what one list has left behind, in the next, with nothing between */
  for (uint64_t page = 0; page < 20; page++) {
    grant(f, first, 4);
    try_map(f, 0, OA + 8 * PAGE, PAGE, VPT_READ, VPT_OK);
    assert_int_equal(f->space.grant_last, 3);
    grant(f, second, 2);
    try_map(f, 0, OA + page / 2 * PAGE, PAGE, RW, writes[1][page / 2] ? VPT_OK : VPT_ERR_GRANT);
    grant(f, first, 1); /* shorter than what is remembered */
    f->space.grant_last = (int16_t)(page % 4);
    try_map(f, 0, OA + page / 2 * PAGE, PAGE, RW, page / 2 == 0 ? VPT_OK : VPT_ERR_GRANT);
  }
  fixture_free(f);
}

/* ---- every format --------------------------------------------------------------------------- */

static void test_formats(void **state)
{
  (void)state;
  for (size_t i = 0; i < ALL_FORMATS; i++) {
    struct fixture *f = open_format(all_formats[i].format, OA);
    uint64_t page = BIT(all_formats[i].format->granule_log2);
    const struct vpt_grant list[] = {ONLY(OA, OA + 2 * page, RW), ONLY(OA + 2 * page, OA + 4 * page, VPT_READ)};
    grant(f, list, 2);
    fixture_outcome(vpt_map(&f->space, 0, OA, 3 * page, RW, 0), VPT_ERR_GRANT, 0, 0);
    assert_int_equal(vpt_map_frame(&f->space, 0, OA + 2 * page, page, RW), VPT_ERR_GRANT);
    assert_int_equal(vpt_map(&f->space, 0, OA, 4 * page, VPT_READ, 0).status, VPT_OK);
    fixture_outcome(vpt_protect(&f->space, 0, 3 * page, RW), VPT_ERR_GRANT, 0, 0);
    assert_int_equal(vpt_protect_frame(&f->space, 2 * page, RW, 0), VPT_ERR_GRANT);
    assert_int_equal(vpt_protect_frame(&f->space, page, RW, 0), VPT_OK);
    fixture_outcome(vpt_protect(&f->space, 0, 2 * page, RW), VPT_OK, 2 * page, 0);
    refuse_list(f, list, 1, VPT_ERR_MAPPED);
    refuse_list(f, list + 1, 1, VPT_ERR_MAPPED);
    assert_int_equal(vpt_unmap(&f->space, 2 * page, 2 * page).status, VPT_OK);
    grant(f, list, 1);
    refuse_list(f, list + 1, 1, VPT_ERR_MAPPED);
    fixture_free(f);
  }
}

int grant_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_members), cmocka_unit_test(test_no_list), cmocka_unit_test(test_disorder),
      cmocka_unit_test(test_bounds), cmocka_unit_test(test_tables), cmocka_unit_test(test_granules),
      cmocka_unit_test(test_mapped),
      cmocka_unit_test(test_mapped_runs), cmocka_unit_test(test_thousand),
      cmocka_unit_test(test_forty_thousand), cmocka_unit_test(test_chain), cmocka_unit_test(test_memo),
      cmocka_unit_test(test_formats),
  };
  return cmocka_run_group_tests_name("grants", tests, NULL, NULL);
}
