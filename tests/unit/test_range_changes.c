/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_unmap(), vpt_unmap_some() and vpt_protect(); that vpt_unmap_some() stops where it should: test_unmap_some.c. */
#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define BAD_ATTR (VPT_READ | VPT_NORMAL_NC | VPT_DEVICE)
#define OA OUTPUT_FIRST

enum kind { UNMAP, UNMAP_SOME, PROTECT };

static struct vpt_outcome call(struct fixture *f, enum kind kind, uint64_t ia, uint64_t length, vpt_attr attr)
{
  if (kind == UNMAP_SOME) return vpt_unmap_some(&f->space, ia, length, 1);
  return kind == UNMAP ? vpt_unmap(&f->space, ia, length) : vpt_protect(&f->space, ia, length, attr);
}

static void refuse(struct fixture *f, enum kind kind, uint64_t ia, uint64_t length, vpt_attr attr,
                   enum vpt_status status, uint64_t frames)
{
  fixture_save(f);
  fixture_outcome(call(f, kind, ia, length, attr), status, ia, frames);
  fixture_unchanged(f);
}

/* The same of all calls. */
static void refuse_all(struct fixture *f, uint64_t ia, uint64_t length, vpt_attr attr, enum vpt_status status,
                        uint64_t frames)
{
  refuse(f, UNMAP, ia, length, attr, status, frames);
  refuse(f, UNMAP_SOME, ia, length, attr, status, frames);
  refuse(f, PROTECT, ia, length, attr, status, frames);
}

/* A space with blocks of 1 GiB at GIB and at 2 GIB, and one of 2 MiB at 3 GIB: [BLOCKS, BLOCKS_END). */
#define BLOCKS GIB
#define BLOCKS_END (3 * GIB + 2 * MIB)

static struct fixture *blocks(const struct vpt_format *format, uint64_t free)
{
  struct fixture *f = fixture_pool(12, format, 4, 48);
  f->config.leaf_size_max = GIB;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  fixture_map(f, GIB, OA + GIB, GIB, RW);
  fixture_map(f, 2 * GIB, OA + 2 * GIB, GIB, RW);
  fixture_map(f, 3 * GIB, OA + 3 * GIB, 2 * MIB, RW);
  fixture_leave(f, free);
  return f;
}

/* In the order of the header; each case is wrong in all later respects that it can be. */
static void test_refusals(void **state)
{
  (void)state;
  static const struct {
    uint64_t ia;
    uint64_t length;
    vpt_attr attr;
    enum vpt_status status;
    uint64_t frames;
  } cases[] = {
      {BIT(48) + 1, 1, BAD_ATTR, VPT_ERR_IA, 0},
      {1, 1, BAD_ATTR, VPT_ERR_IA_ALIGN, 0},
      {GIB + PAGE, 1, BAD_ATTR, VPT_ERR_LENGTH, 0},
      {GIB + PAGE, PAGE, RW, VPT_ERR_NO_FRAMES, 2},
      /* however the sums come out */
      {0, BIT(48) + PAGE, RW, VPT_ERR_IA, 0},
      {BIT(48) - PAGE, 2 * PAGE, RW, VPT_ERR_IA, 0},
      {BIT(48) - PAGE, UINT64_MAX - PAGE + 1, RW, VPT_ERR_IA, 0},
      {PAGE, UINT64_MAX - PAGE + 1, RW, VPT_ERR_IA, 0},
      {2 * PAGE, UINT64_MAX - PAGE + 1, RW, VPT_ERR_IA, 0},
      {UINT64_MAX - PAGE + 1, PAGE, RW, VPT_ERR_IA, 0},
      {UINT64_MAX - PAGE + 1, 2 * PAGE, RW, VPT_ERR_IA, 0},
      {UINT64_MAX, UINT64_MAX, RW, VPT_ERR_IA, 0},
      {BIT(63), BIT(63), RW, VPT_ERR_IA, 0},
      /* and each alone */
      {GIB + 1, GIB, RW, VPT_ERR_IA_ALIGN, 0},
      {GIB, GIB + PAGE / 2, RW, VPT_ERR_LENGTH, 0},
  };
  struct fixture *f = blocks(&vpt_aarch64_s1, 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    refuse_all(f, cases[i].ia, cases[i].length, cases[i].attr, cases[i].status, cases[i].frames);
  }
  refuse(f, PROTECT, GIB + PAGE, PAGE, BAD_ATTR, VPT_ERR_ATTR, 0);
  refuse(f, PROTECT, 8 * GIB, PAGE, BAD_ATTR, VPT_ERR_ATTR, 0); /* where nothing is mapped */
  fixture_free(f);
}

/* Of nothing, nothing is asked. */
static void test_empty(void **state)
{
  (void)state;
  static const uint64_t addresses[] = {0, 1, GIB, GIB + PAGE, BIT(48), UINT64_MAX};
  struct fixture *f = blocks(&vpt_aarch64_s1, 0);
  for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
    refuse_all(f, addresses[i], 0, BAD_ATTR, VPT_OK, 0);
  }
  fixture_free(f);
}

static void test_destroyed(void **state)
{
  (void)state;
  struct fixture *f = blocks(&vpt_aarch64_s1, 0);
  vpt_destroy(&f->space);
  refuse_all(f, GIB, GIB, RW, VPT_ERR_FORMAT, 0);
  refuse_all(f, 1, 1, BAD_ATTR, VPT_ERR_FORMAT, 0);
  refuse_all(f, 1, 0, BAD_ATTR, VPT_ERR_FORMAT, 0);
  fixture_free(f);
}

/* Where nothing is mapped nothing happens, and the first hole is the start. */
static void test_nothing_mapped(void **state)
{
  (void)state;
  struct fixture *f = blocks(&vpt_aarch64_s1, 0);
  static const struct {
    uint64_t ia;
    uint64_t end;
  } holes[] = {{0, GIB}, {GIB - PAGE, GIB}, {BLOCKS_END, BLOCKS_END + PAGE}, {BLOCKS_END, BIT(48)}};
  for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++) {
    uint64_t ia = holes[i].ia, length = holes[i].end - ia;
    refuse(f, UNMAP, ia, length, RW, VPT_OK, 0);
    refuse(f, PROTECT, ia, length, RW, VPT_OK, 0);
    fixture_save(f);
    fixture_outcome(vpt_unmap_some(&f->space, ia, length, 0), VPT_OK, holes[i].end, 0);
    fixture_unchanged(f);
  }
  fixture_free(f);
}

struct split {
  uint64_t ia;
  uint64_t length;
  uint64_t frames; /* one for each split */
};

static const struct split splits[] = {
    {GIB, GIB, 0},
    {GIB, 2 * GIB + 2 * MIB, 0},
    {GIB, PAGE, 2},                                /* the end lies in a leaf */
    {2 * GIB - PAGE, PAGE, 2},                     /* the start does */
    {GIB, GIB - 2 * MIB, 1},                       /* no need to split further than here */
    {GIB + 2 * MIB, GIB - 2 * MIB, 1},
    {GIB + 4 * MIB, 2 * MIB, 1},                   /* both do, in one leaf, which is split once */
    {GIB + 4 * MIB, PAGE, 2},                      /* then the end's part further */
    {GIB + 4 * MIB - PAGE, PAGE, 2},               /* or the start's */
    {GIB + 4 * MIB + PAGE, PAGE, 2},               /* or the one that both lie in */
    {GIB + 4 * MIB - PAGE, 2 * PAGE, 3},           /* or two of them */
    {GIB + PAGE, GIB - 2 * PAGE, 3},
    {2 * GIB - 2 * MIB, 4 * MIB, 2},               /* both do, in two leaves */
    {2 * GIB - PAGE, 2 * PAGE, 4},
    {GIB + PAGE, 2 * GIB, 3},                      /* as deep as each leaf goes */
    {3 * GIB + PAGE, PAGE, 1},
    {0, 3 * GIB + PAGE, 1},
    {2 * GIB + PAGE, BIT(48) - 2 * GIB - PAGE, 2}, /* up to the last address */
};
enum { SPLITS = sizeof splits / sizeof splits[0] };

/* What of the blocks lies in a range. */
static uint64_t inside_first(const struct split *s)
{
  return s->ia < BLOCKS ? BLOCKS : s->ia;
}

static uint64_t inside_end(const struct split *s)
{
  return s->ia + s->length > BLOCKS_END ? BLOCKS_END : s->ia + s->length;
}

/* What was mapped outside the range is mapped as before; what was inside is as asked. */
static void check_split(const struct fixture *f, enum kind kind, const struct split *s, vpt_attr attr)
{
  uint64_t first = inside_first(s), end = inside_end(s);
  fixture_hole(f, 0, BLOCKS);
  fixture_mapped(f, BLOCKS, first, OA + BLOCKS, RW);
  if (kind == UNMAP) fixture_hole(f, first, end);
  else fixture_mapped(f, first, end, OA + first, attr);
  fixture_mapped(f, end, BLOCKS_END, OA + end, RW);
  fixture_hole(f, BLOCKS_END, 4 * GIB);
}

/* The hooks were told of each leaf that was split, which has an end of the range inside it; then of all at once. */
static void check_split_calls(const struct fixture *f, const struct split *s, bool leaf_only)
{
  unsigned last = (unsigned)s->frames;
  fixture_calls(f, last + 1);
  for (unsigned n = 0; n < last; n++) {
    uint64_t ia = f->told[n].ia, size = f->told[n].length;
    bool at_start = s->ia - ia < size && s->ia % size != 0;
    bool at_end = s->ia + s->length - ia < size && (s->ia + s->length) % size != 0;
    assert_true((size == 2 * MIB || size == GIB) && ia % size == 0 && (at_start || at_end));
    fixture_told(f, n, ia, size, size, true, false);
  }
  fixture_told(f, last, inside_first(s), inside_end(s) - inside_first(s), 0, leaf_only, false);
}

/* With fewer frames than it takes nothing happens. */
static void change_split(const struct vpt_format *format, enum kind kind, const struct split *s, uint64_t free)
{
  struct fixture *f = blocks(format, free);
  bool starts_mapped = s->ia >= BLOCKS, all_mapped = starts_mapped && s->ia + s->length <= BLOCKS_END;
  uint64_t hole = all_mapped ? s->ia + s->length : starts_mapped ? BLOCKS_END : s->ia;
  if (free < s->frames) {
    refuse(f, kind, s->ia, s->length, VPT_READ, VPT_ERR_NO_FRAMES, s->frames);
    fixture_mapped(f, BLOCKS, BLOCKS_END, OA + BLOCKS, RW);
  } else {
    fixture_save(f);
    fixture_outcome(call(f, kind, s->ia, s->length, VPT_READ), VPT_OK, hole, s->frames);
    bool leaf_only = vpt_pool_free(&f->pool) == free - s->frames;
    check_split_calls(f, s, leaf_only);
    assert_true(leaf_only || kind == UNMAP);
    check_split(f, kind, s, VPT_READ);
  }
  fixture_free(f);
}

/* An architecture that breaks before it makes, and one that does not. */
static void test_splits(void **state)
{
  (void)state;
  static const struct vpt_format *const formats[] = {&vpt_aarch64_s1, &vpt_x86_64};
  for (size_t i = 0; i < SPLITS * 4; i++) {
    const struct split *s = &splits[i / 4];
    for (uint64_t free = 0; free <= s->frames + 1; free++) {
      change_split(formats[i % 2], i / 2 % 2 == 0 ? UNMAP : PROTECT, s, free);
    }
  }
}

/* Leaves that stay are as large as they can: halves of a block are not broken into pages. */
static void test_sizes_left(void **state)
{
  (void)state;
  struct fixture *f = blocks(&vpt_aarch64_s1, 3);
  fixture_outcome(vpt_unmap(&f->space, GIB + 4 * MIB - PAGE, 2 * PAGE), VPT_OK, GIB + 4 * MIB + PAGE, 3);
  assert_int_equal(fixture_mapped(f, GIB, GIB + 4 * MIB - PAGE, OA + GIB, RW), 1 + 511);
  assert_int_equal(fixture_mapped(f, GIB + 4 * MIB + PAGE, 2 * GIB, OA + GIB + 4 * MIB + PAGE, RW), 511 + 509);
  assert_int_equal(fixture_mapped(f, 2 * GIB, BLOCKS_END, OA + 2 * GIB, RW), 2);
  fixture_free(f);
}

/* Frames that the call will give back do not count: it is all or nothing before it begins. */
static void test_frames_to_come(void **state)
{
  (void)state;
  struct fixture *f = blocks(&vpt_aarch64_s1, 3);
  fixture_map(f, 0, OA, PAGE, RW);
  fixture_leave(f, 0);
  refuse_all(f, 0, GIB + 2 * MIB, RW, VPT_ERR_NO_FRAMES, 1);
  fixture_outcome(vpt_unmap(&f->space, 0, PAGE), VPT_OK, PAGE, 0);
  assert_int_equal(vpt_pool_free(&f->pool), 2);
  fixture_outcome(vpt_unmap(&f->space, 0, GIB + 2 * MIB), VPT_OK, 0, 1);
  assert_int_equal(vpt_pool_free(&f->pool), 1);
  fixture_free(f);
}

/* Whole leaves, of any size and number, take no frame; tables that become empty come back. */
static void test_whole_leaves(void **state)
{
  (void)state;
  struct fixture *f = blocks(&vpt_aarch64_s1, 0);
  fixture_save(f);
  fixture_outcome(vpt_unmap(&f->space, 0, BIT(48)), VPT_OK, 0, 0);
  fixture_calls(f, 1);
  fixture_told(f, 0, BLOCKS, BLOCKS_END - BLOCKS, 0, false, false);
  assert_int_equal(vpt_pool_free(&f->pool), 2);
  fixture_hole(f, 0, BIT(48));
  fixture_free(f);

  f = fixture_space(8, &vpt_aarch64_s1, 4, 48);
  fixture_outcome(vpt_map(&f->space, 2 * MIB, OA, 4 * MIB, RW, PAGE), VPT_OK, 2 * MIB, 4);
  fixture_map(f, 0, OA, PAGE, RW);
  fixture_map(f, 7 * MIB, OA, PAGE, RW);
  fixture_outcome(vpt_unmap(&f->space, 2 * MIB + PAGE, 4 * MIB - 2 * PAGE), VPT_OK, 6 * MIB - PAGE, 0);
  assert_int_equal(vpt_pool_free(&f->pool), 1); /* a page is left in each table */
  fixture_save(f);
  fixture_outcome(vpt_unmap(&f->space, 0, 7 * MIB), VPT_OK, PAGE, 0);
  fixture_calls(f, 1);
  fixture_told(f, 0, 0, 6 * MIB, 0, false, false);
  assert_int_equal(vpt_pool_free(&f->pool), 4);
  fixture_outcome(vpt_unmap(&f->space, 7 * MIB, PAGE), VPT_OK, 7 * MIB + PAGE, 0);
  assert_int_equal(vpt_pool_free(&f->pool), 7);
  assert_true(fixture_is_zero(f));
  fixture_free(f);
}

/* Pages 0, 1, 3 and 6, and a block of 2 MiB behind a hole. */
static struct fixture *holes(void)
{
  struct fixture *f = fixture_space(8, &vpt_aarch64_s1, 4, 48);
  static const uint64_t pages[] = {0, 1, 3, 6};
  for (size_t i = 0; i < 4; i++) {
    fixture_map(f, pages[i] * PAGE, OA + pages[i] * PAGE, PAGE, pages[i] == 3 ? RW | VPT_GLOBAL : RW);
  }
  fixture_map(f, 4 * MIB, OA + 4 * MIB, 2 * MIB, RW);
  return f;
}

/* Holes are passed over; the first is told, and the hooks hear of what lies between the first leaf and the last. */
static void test_holes(void **state)
{
  (void)state;
  static const struct {
    uint64_t first; /* pages */
    uint64_t end;
    uint64_t hole;
    uint64_t told;
    uint64_t told_end;
    bool global;
  } cases[] = {
      {0, 2, 2, 0, 2, false},     {1, 3, 2, 1, 2, false},           {2, 4, 2, 3, 4, true},
      {1, 5, 2, 1, 4, true},      {4, 8, 4, 6, 7, false},           {0, 8, 2, 0, 7, true},
      {4, 1536, 4, 6, 1536, false}, {1024, 1600, 1536, 1024, 1536, false}, {5, 6, 5, 0, 0, false},
      {3, 4, 4, 3, 4, true},      {0, 2048, 2, 0, 1536, true},
  };
  for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
    enum kind kind = i % 2 == 0 ? UNMAP : PROTECT;
    uint64_t first = cases[i / 2].first * PAGE, end = cases[i / 2].end * PAGE;
    uint64_t told = cases[i / 2].told * PAGE, told_end = cases[i / 2].told_end * PAGE;
    struct fixture *f = holes();
    uint64_t free = vpt_pool_free(&f->pool);
    fixture_save(f);
    fixture_outcome(call(f, kind, first, end - first, VPT_READ), VPT_OK, cases[i / 2].hole * PAGE, 0);
    fixture_calls(f, told < told_end);
    if (told < told_end) {
      fixture_told(f, 0, told, told_end - told, 0, vpt_pool_free(&f->pool) == free, cases[i / 2].global);
    }
    for (uint64_t x = 0; x < 8 * MIB; x += PAGE) {
      bool was = x < 2 * PAGE || x == 3 * PAGE || x == 6 * PAGE || (x >= 4 * MIB && x < 6 * MIB);
      bool in = x >= first && x < end;
      struct translation t = fixture_walk(f, &f->space, x);
      assert_int_equal(t.valid, was && !(in && kind == UNMAP));
      assert_true(!t.valid || t.oa + (x - t.ia) == OA + x);
      assert_true(!t.valid || t.attr == (in ? VPT_READ : x == 3 * PAGE ? RW | VPT_GLOBAL : RW));
    }
    fixture_free(f);
  }
}

/* Leaves that may change in place do so side by side, with one call; each that may not by itself, whatever its size. */
static void test_breaks(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(8, &vpt_aarch64_s1, 4, 48);
  for (uint64_t i = 0; i < 8; i++) {
    fixture_map(f, 2 * MIB - 8 * PAGE + i * PAGE, OA, PAGE, i == 2 || i == 3 || i == 5 ? VPT_READ | VPT_NORMAL_NC : RW);
  }
  fixture_map(f, 2 * MIB, OA + 2 * MIB, 2 * MIB, RW);
  fixture_save(f);
  fixture_outcome(vpt_protect(&f->space, 0, 8 * MIB, VPT_READ | VPT_NORMAL_NC), VPT_OK, 0, 0);
  const struct {
    uint64_t first; /* pages */
    uint64_t count;
    uint64_t leaf_size;
  } told[] = {{504, 1, PAGE}, {505, 1, PAGE}, {508, 1, PAGE}, {510, 1, PAGE}, {511, 1, PAGE}, {512, 512, 2 * MIB}};
  fixture_calls(f, 6);
  for (unsigned n = 0; n < 6; n++) {
    fixture_told(f, n, told[n].first * PAGE, told[n].count * PAGE, told[n].leaf_size, true, false);
  }
  for (uint64_t x = 2 * MIB - 8 * PAGE; x < 4 * MIB; x += PAGE) {
    assert_int_equal(vpt_query(&f->space, x).attr, VPT_READ | VPT_NORMAL_NC);
  }
  fixture_free(f);
}

/* Leaves that have the attributes already are left alone: the hooks hear of what lies between the first that changes
 * and the last, and of nothing if none does. */
static void test_kept(void **state)
{
  (void)state;
  static const bool kept[8] = {true, true, false, true, false, false, true, true};
  struct fixture *f = fixture_space(8, &vpt_aarch64_s1, 4, 48);
  for (uint64_t i = 0; i < 8; i++) {
    fixture_map(f, 2 * MIB - 4 * PAGE + i * PAGE, OA, PAGE, kept[i] ? VPT_READ : RW);
  }
  fixture_map(f, 4 * MIB, OA, 2 * MIB, VPT_READ);
  fixture_save(f);
  fixture_outcome(vpt_protect(&f->space, 0, 8 * MIB, VPT_READ), VPT_OK, 0, 0);
  fixture_calls(f, 1);
  fixture_told(f, 0, 2 * MIB - 2 * PAGE, 4 * PAGE, 0, true, false);
  for (uint64_t x = 2 * MIB - 4 * PAGE; x < 2 * MIB + 4 * PAGE; x += PAGE) {
    assert_int_equal(vpt_query(&f->space, x).attr, VPT_READ);
  }
  fixture_save(f);
  fixture_outcome(vpt_protect(&f->space, 0, 8 * MIB, VPT_READ), VPT_OK, 0, 0);
  fixture_unchanged(f);
  fixture_free(f);
}

/* Up to the last address of all: what comes after it is 0. From one half to the other there is no range. */
static void test_halves(void **state)
{
  (void)state;
  static const uint64_t top = UINT64_MAX - PAGE + 1;
  static const struct {
    const struct vpt_format *format;
    enum vpt_half half;
  } spaces[] = {{&vpt_aarch64_s1, VPT_UPPER}, {&vpt_x86_64, VPT_SIGNED}, {&vpt_loongarch_4k, VPT_SIGNED}};
  for (size_t i = 0; i < 2 * sizeof spaces / sizeof spaces[0]; i++) {
    enum kind kind = i % 2 == 0 ? UNMAP : PROTECT;
    struct fixture *f = fixture_pool(12, spaces[i / 2].format, 4, 48);
    f->config.half = spaces[i / 2].half;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    bool signs = f->config.half == VPT_SIGNED;
    uint64_t half = BIT(48 - signs), lowest = 0 - half;
    fixture_outcome(vpt_map(&f->space, 0 - 2 * MIB, OA, 2 * MIB, RW, 0), VPT_OK, 0 - 2 * MIB, 2);
    fixture_map(f, lowest, OA, PAGE, RW);
    if (signs) fixture_map(f, half - PAGE, OA, PAGE, RW);
    refuse_all(f, top, 2 * PAGE, RW, VPT_ERR_IA, 0);
    refuse_all(f, lowest - PAGE, 2 * PAGE, RW, VPT_ERR_IA, 0);
    refuse_all(f, lowest, half + PAGE, RW, VPT_ERR_IA, 0);
    if (signs) refuse_all(f, half - PAGE, lowest - half + 2 * PAGE, RW, VPT_ERR_IA, 0);
    if (signs) fixture_outcome(call(f, kind, half - PAGE, PAGE, VPT_READ), VPT_OK, half, 0);

    fixture_save(f);
    fixture_outcome(call(f, kind, top, PAGE, VPT_READ), VPT_OK, 0, 1); /* of a block that is split */
    fixture_calls(f, 2);
    fixture_told(f, 0, 0 - 2 * MIB, 2 * MIB, 2 * MIB, true, false);
    fixture_told(f, 1, top, PAGE, 0, true, false);
    fixture_save(f);
    fixture_outcome(call(f, kind, lowest, half, VPT_READ), VPT_OK, lowest + PAGE, 0);
    fixture_calls(f, 1);
    fixture_told(f, 0, lowest, half - PAGE, 0, kind == PROTECT, false);
    fixture_save(f);
    fixture_outcome(call(f, kind, lowest, PAGE, VPT_READ), VPT_OK, kind == UNMAP ? lowest : lowest + PAGE, 0);
    fixture_outcome(call(f, kind, 0 - 2 * MIB, 2 * MIB, VPT_READ), VPT_OK, kind == UNMAP ? 0 - 2 * MIB : 0, 0);
    fixture_calls(f, 0);
    fixture_free(f);
  }
}

/* In parts, both ends are split by the first call, whatever it gets to; the others take no frame when none is left. */
static void test_rest(void **state)
{
  (void)state;
  static const struct vpt_format *const formats[] = {&vpt_aarch64_s1, &vpt_x86_64};
  for (size_t i = 0; i < SPLITS * 2; i++) {
    const struct split *s = &splits[i / 2];
    struct fixture *f = blocks(formats[i % 2], s->frames);
    uint64_t ia = s->ia, end = s->ia + s->length;
    for (unsigned calls = 0; ia != end; calls++) {
      fixture_save(f);
      struct vpt_outcome o = vpt_unmap_some(&f->space, ia, end - ia, 1 + calls / 8);
      assert_int_equal(o.frames, calls == 0 ? s->frames : 0);
      assert_true(o.status == VPT_OK && o.ia > ia && o.ia <= end);
      assert_true(f->hooks.invalidates <= o.frames + 1);
      uint64_t done = o.ia < BLOCKS ? BLOCKS : o.ia > BLOCKS_END ? BLOCKS_END : o.ia;
      fixture_mapped(f, BLOCKS, inside_first(s), OA + BLOCKS, RW);
      fixture_mapped(f, done, BLOCKS_END, OA + done, RW);
      fixture_leave(f, 0);
      ia = o.ia;
    }
    check_split(f, UNMAP, s, RW);
    fixture_free(f);
  }
  for (size_t i = 0; i < SPLITS; i++) {
    for (uint64_t free = 0; free < splits[i].frames; free++) {
      struct fixture *f = blocks(formats[i % 2], free);
      refuse(f, UNMAP_SOME, splits[i].ia, splits[i].length, RW, VPT_ERR_NO_FRAMES, splits[i].frames);
      fixture_free(f);
    }
  }
}

/* Without hooks the tables end up the same. */
static void test_no_hooks(void **state)
{
  (void)state;
  struct fixture *f = fixture_pool(8, &vpt_aarch64_s1, 4, 48);
  f->config.hooks = (struct vpt_hooks){0};
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  fixture_outcome(vpt_map(&f->space, 0, OA, 4 * GIB, RW, 0), VPT_OK, 0, 1);
  fixture_outcome(vpt_protect(&f->space, GIB - PAGE, 2 * PAGE, VPT_READ | VPT_DEVICE), VPT_OK, GIB + PAGE, 4);
  fixture_outcome(vpt_unmap(&f->space, GIB - PAGE, 2 * PAGE), VPT_OK, GIB + PAGE, 0);
  fixture_mapped(f, 0, GIB - PAGE, OA, RW);
  fixture_hole(f, GIB - PAGE, GIB + PAGE);
  fixture_mapped(f, GIB + PAGE, 4 * GIB, OA + GIB + PAGE, RW);
  fixture_outcome(vpt_unmap(&f->space, 0, BIT(48)), VPT_OK, GIB - PAGE, 0);
  assert_int_equal(vpt_pool_free(&f->pool), 7);
  assert_true(fixture_is_zero(f));
  fixture_free(f);
}

int range_change_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_refusals),   cmocka_unit_test(test_empty),          cmocka_unit_test(test_destroyed),
      cmocka_unit_test(test_splits),     cmocka_unit_test(test_nothing_mapped), cmocka_unit_test(test_sizes_left),
      cmocka_unit_test(test_holes),      cmocka_unit_test(test_frames_to_come), cmocka_unit_test(test_whole_leaves),
      cmocka_unit_test(test_breaks),     cmocka_unit_test(test_kept),           cmocka_unit_test(test_halves),
      cmocka_unit_test(test_no_hooks),   cmocka_unit_test(test_rest),
  };
  return cmocka_run_group_tests_name("unmap and protect ranges", tests, NULL, NULL);
}
