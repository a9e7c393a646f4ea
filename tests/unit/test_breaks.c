/* SPDX-License-Identifier: Apache-2.0 */
/* `never_break` and `resize_live`: what demands break-before-make is refused, or a live leaf is split in place. */
#include <string.h>

#include "fixture.h"
#include "units.h"

#define RW (VPT_READ | VPT_WRITE)
#define BAD_ATTR (VPT_READ | VPT_NORMAL_NC | VPT_DEVICE)
#define OA OUTPUT_FIRST

static struct fixture *open_space(const struct vpt_format *format, bool never_break, bool resize_live)
{
  struct fixture *f = fixture_pool(16, format, 4, 48);
  f->config.leaf_size_max = GIB;
  f->config.never_break = never_break;
  f->config.resize_live = resize_live;
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  return f;
}

static void test_members(void **state)
{
  (void)state;
  for (unsigned i = 0; i < 4; i++) {
    struct fixture *f = open_space(&vpt_aarch64_s1, i % 2 != 0, i / 2 != 0);
    assert_int_equal(f->space.never_break, i % 2);
    assert_int_equal(f->space.resize_live, i / 2);
    fixture_free(f);
  }
}

/* ---- attributes ----------------------------------------------------------------------------- */

static const struct change {
  const struct vpt_format *format;
  vpt_attr from;
  vpt_attr to;
  bool breaks;
} changes[] = {
    /* another memory type, a leaf that becomes global */
    {&vpt_aarch64_s1, RW, RW | VPT_NORMAL_NC, true},
    {&vpt_aarch64_s1, RW | VPT_NORMAL_NC, RW | VPT_DEVICE, true},
    {&vpt_aarch64_s1, RW | VPT_DEVICE, VPT_READ, true},
    {&vpt_aarch64_s1, RW, RW | VPT_GLOBAL, true},
    {&vpt_aarch64_s1, RW | VPT_GLOBAL, RW | VPT_GLOBAL | VPT_DEVICE, true},
    {&vpt_aarch64_s1, RW | VPT_GLOBAL, RW, false},
    {&vpt_aarch64_s1, RW | VPT_GLOBAL, VPT_READ | VPT_GLOBAL, false},
    {&vpt_aarch64_s1, RW | VPT_NORMAL_NC, VPT_READ | VPT_NORMAL_NC, false},
    {&vpt_aarch64_s1, RW, VPT_READ | VPT_EXEC | VPT_USER, false},
    {&vpt_aarch64_s1, RW, RW, false},
    {&vpt_aarch64_s1_el2, RW, RW | VPT_DEVICE, true},
    {&vpt_aarch64_s1_el2, RW, VPT_READ | VPT_EXEC, false},
    {&vpt_aarch64_s2, RW, RW | VPT_NORMAL_NC, true},
    {&vpt_aarch64_s2, RW | VPT_DEVICE, RW, true},
    {&vpt_aarch64_s2, RW, VPT_EXEC, false},
    {&vpt_aarch64_s2_lpa2, RW, RW | VPT_DEVICE, true},
    {&vpt_aarch64_s2_lpa2, RW, VPT_READ, false},
    /* another memory type */
    {&vpt_x86_64, RW, RW | VPT_NORMAL_NC, true},
    {&vpt_x86_64, RW | VPT_DEVICE, VPT_READ, true},
    {&vpt_x86_64, RW, RW | VPT_GLOBAL, false},
    {&vpt_x86_64, RW, VPT_READ | VPT_USER, false},
    {&vpt_ept, RW, RW | VPT_DEVICE, true},
    {&vpt_ept, RW, VPT_READ | VPT_EXEC, false},
    /* a leaf that becomes global */
    {&vpt_loongarch_4k, RW, RW | VPT_GLOBAL, true},
    {&vpt_loongarch_4k, RW | VPT_GLOBAL, RW, false},
    {&vpt_loongarch_4k, RW, RW | VPT_DEVICE, false},
    /* none */
    {&vpt_riscv, RW, RW | VPT_GLOBAL, false},
    {&vpt_riscv_svpbmt, RW, RW | VPT_NORMAL_NC, false},
    {&vpt_riscv_svpbmt, RW | VPT_DEVICE, VPT_READ | VPT_GLOBAL, false},
};
enum { CHANGES = sizeof changes / sizeof changes[0] };

static bool splits_break(const struct vpt_format *format)
{
  return format == &vpt_aarch64_s1 || format == &vpt_aarch64_s1_el2 || format == &vpt_aarch64_s2 ||
         format == &vpt_aarch64_s2_lpa2;
}

static void check_changed(const struct fixture *f, uint64_t length, const struct change *c, uint64_t frames)
{
  fixture_calls(f, (unsigned)frames + (c->from != c->to));
  fixture_mapped(f, GIB, GIB + length, OA + GIB, c->to);
}

static void protect_frame(struct fixture *f, uint64_t size, const struct change *c)
{
  bool refused = f->config.never_break && c->breaks;
  fixture_save(f);
  assert_int_equal(vpt_protect_frame(&f->space, GIB, c->to, size), refused ? VPT_ERR_BREAK : VPT_OK);
  if (refused) fixture_unchanged(f);
  else check_changed(f, size, c, 0);
}

static void protect_range(struct fixture *f, uint64_t length, const struct change *c, uint64_t frames)
{
  bool resizes = frames == 0 || !splits_break(c->format) || f->config.resize_live;
  bool refused = f->config.never_break && (c->breaks || !resizes);
  fixture_save(f);
  struct vpt_outcome outcome = vpt_protect(&f->space, GIB, length, c->to);
  if (refused) {
    fixture_outcome(outcome, VPT_ERR_BREAK, GIB, 0);
    fixture_unchanged(f);
  } else {
    fixture_outcome(outcome, VPT_OK, GIB + length, frames);
    check_changed(f, length, c, frames);
  }
}

/* Of leaves of every size, whole or in part. */
static void test_attributes(void **state)
{
  (void)state;
  static const uint64_t sizes[] = {PAGE, 2 * MIB, GIB};
  for (unsigned i = 0; i < CHANGES * 3 * 4 * 3; i++) {
    const struct change *c = &changes[i / 36];
    unsigned height = i / 12 % 3;
    struct fixture *f = open_space(c->format, i % 2 != 0, i / 2 % 2 != 0);
    fixture_map(f, GIB, OA + GIB, sizes[height], c->from);
    switch (i / 4 % 3) {
    case 0: protect_frame(f, sizes[height], c); break;
    case 1: protect_range(f, sizes[height], c, 0); break;
    default: protect_range(f, PAGE, c, height); break;
    }
    fixture_free(f);
  }
}

/* One leaf of a range is enough, wherever it is; one that lies outside does not count, nor does a hole. */
static void test_one_of_many(void **state)
{
  (void)state;
  enum { LEAVES = 6 };
  for (uint64_t one = 0; one < LEAVES; one++) {
    struct fixture *f = open_space(&vpt_x86_64, true, false);
    for (uint64_t i = 0; i < LEAVES; i++) { /* holes between them, the last are blocks */
      uint64_t size = i < 4 ? PAGE : 2 * MIB, ia = i < 4 ? 2 * MIB - (8 - 2 * i) * PAGE : (4 * i - 14) * MIB;
      fixture_map(f, ia, OA + ia, size, i == one ? RW : RW | VPT_NORMAL_NC);
    }
    uint64_t ia = one < 4 ? 2 * MIB - (8 - 2 * one) * PAGE : (4 * one - 14) * MIB;
    uint64_t end = ia + (one < 4 ? PAGE : 2 * MIB);
    fixture_save(f);
    fixture_outcome(vpt_protect(&f->space, 0, 8 * MIB, VPT_READ | VPT_NORMAL_NC), VPT_ERR_BREAK, 0, 0);
    fixture_outcome(vpt_protect(&f->space, ia, PAGE, VPT_READ | VPT_NORMAL_NC), VPT_ERR_BREAK, ia, 0);
    fixture_outcome(vpt_protect(&f->space, end - PAGE, BIT(47) - end, VPT_READ | VPT_NORMAL_NC), VPT_ERR_BREAK,
                    end - PAGE, 0);
    fixture_unchanged(f);
    assert_int_equal(vpt_protect(&f->space, 0, ia, VPT_READ | VPT_NORMAL_NC).status, VPT_OK);
    assert_int_equal(vpt_protect(&f->space, end, 8 * MIB, VPT_READ | VPT_NORMAL_NC).status, VPT_OK);
    for (uint64_t x = 0; x < 8 * MIB; x += PAGE) {
      struct translation t = fixture_walk(f, &f->space, x);
      assert_true(!t.valid || t.attr == (t.ia == ia ? RW : VPT_READ | VPT_NORMAL_NC));
    }
    fixture_free(f);
  }
}

/* ---- splits --------------------------------------------------------------------------------- */

enum kind { UNMAP, UNMAP_SOME, PROTECT, SPLIT, KINDS };

static struct vpt_outcome call(struct fixture *f, enum kind kind, uint64_t ia, uint64_t length, vpt_attr attr)
{
  switch (kind) {
  case UNMAP: return vpt_unmap(&f->space, ia, length);
  case UNMAP_SOME: return vpt_unmap_some(&f->space, ia, length, 1);
  case PROTECT: return vpt_protect(&f->space, ia, length, attr);
  default: return vpt_split(&f->space, ia, length, PAGE);
  }
}

/* Blocks of 1 GiB at GIB and at 2 GIB, one of 2 MiB at 3 GIB, a page behind it. */
static void map_blocks(struct fixture *f)
{
  fixture_map(f, GIB, OA + GIB, GIB, RW);
  fixture_map(f, 2 * GIB, OA + 2 * GIB, GIB, RW);
  fixture_map(f, 3 * GIB, OA + 3 * GIB, 2 * MIB, RW);
  fixture_map(f, 3 * GIB + 2 * MIB, OA + 3 * GIB + 2 * MIB, PAGE, RW);
}

static const struct split {
  uint64_t ia;
  uint64_t length;
  unsigned frames;     /* for the ends */
  unsigned all_frames; /* for leaves of no more than a page */
} splits[] = {
    {GIB, PAGE, 2, 2},                         /* the end lies in a leaf */
    {2 * GIB - PAGE, PAGE, 2, 2},              /* the start does */
    {GIB + 4 * MIB, PAGE, 2, 2},               /* both do */
    {GIB + 4 * MIB, 2 * MIB, 1, 2},
    {2 * GIB - PAGE, 2 * PAGE, 4, 4},          /* each in another */
    {0, GIB + PAGE, 2, 2},
    {3 * GIB + 2 * MIB - PAGE, 4 * MIB, 1, 1},
    {3 * GIB, 2 * MIB, 0, 1},                  /* neither */
    {3 * GIB, 2 * GIB, 0, 1},
    {3 * GIB + 2 * MIB, PAGE, 0, 0},
    {0, GIB, 0, 0},
    {4 * GIB + PAGE, PAGE, 0, 0},
};
enum { SPLITS = sizeof splits / sizeof splits[0] };

/* With `never_break` alone, and with no frame left. */
static void test_splits(void **state)
{
  (void)state;
  static const struct vpt_format *const formats[] = {&vpt_aarch64_s1, &vpt_aarch64_s2, &vpt_x86_64, &vpt_ept,
                                                     &vpt_riscv, &vpt_loongarch_4k};
  enum { FORMATS = sizeof formats / sizeof formats[0] };
  for (size_t i = 0; i < SPLITS * KINDS * FORMATS * 8; i++) {
    const struct split *s = &splits[i / 8 % SPLITS];
    enum kind kind = (enum kind)(i / 8 / SPLITS % KINDS);
    struct fixture *f = open_space(formats[i / 8 / SPLITS / KINDS], i % 2 != 0, i / 2 % 2 != 0);
    uint64_t frames = kind == SPLIT ? s->all_frames : s->frames;
    map_blocks(f);
    fixture_leave(f, i / 4 % 2 == 0 ? frames : 0);
    bool refused = frames != 0 && f->config.never_break && !f->config.resize_live && splits_break(f->space.format);
    bool lacks = vpt_pool_free(&f->pool) < frames;
    fixture_save(f);
    struct vpt_outcome outcome = call(f, kind, s->ia, s->length, VPT_READ);
    if (refused) {
      fixture_outcome(outcome, VPT_ERR_BREAK, s->ia, 0);
      fixture_unchanged(f);
    } else {
      assert_int_equal(outcome.status, lacks ? VPT_ERR_NO_FRAMES : VPT_OK);
      assert_int_equal(outcome.frames, frames);
    }
    fixture_free(f);
  }
}

/* What needs no break is done as ever. */
static void test_others(void **state)
{
  (void)state;
  struct fixture *f = open_space(&vpt_aarch64_s1, true, false);
  map_blocks(f);
  fixture_outcome(vpt_map(&f->space, 4 * GIB - PAGE, OA - PAGE + GIB, GIB + PAGE, RW, 0), VPT_OK, 4 * GIB - PAGE, 1);
  fixture_save(f);
  fixture_outcome(vpt_protect(&f->space, GIB, 3 * GIB, VPT_READ), VPT_OK, 3 * GIB + 2 * MIB + PAGE, 0);
  fixture_calls(f, 1);
  assert_int_equal(vpt_unmap_frame(&f->space, GIB, 0).status, VPT_OK);
  fixture_outcome(vpt_split(&f->space, 0, BIT(48), 0), VPT_OK, 0, 0);
  fixture_outcome(vpt_unmap_some(&f->space, 2 * GIB, GIB, 0), VPT_OK, 3 * GIB, 0);
  fixture_outcome(vpt_unmap(&f->space, 3 * GIB, 3 * GIB), VPT_OK, 3 * GIB + 2 * MIB + PAGE, 0);
  vpt_destroy(&f->space);
  assert_int_equal(vpt_pool_free(&f->pool), f->frames);
  fixture_free(f);
}

/* ---- order of codes ------------------------------------------------------------------------- */

/* Each case is wrong in all later respects that it can be. */
static void test_order(void **state)
{
  (void)state;
  static const struct {
    uint64_t ia;
    vpt_attr attr;
    uint64_t size;
    enum vpt_status status;
  } frame_cases[] = {
      {BIT(48) + 1, BAD_ATTR, PAGE, VPT_ERR_IA},
      {GIB + 1, BAD_ATTR, PAGE, VPT_ERR_IA_ALIGN},
      {GIB + PAGE, BAD_ATTR, PAGE, VPT_ERR_ATTR},
      {0, RW | VPT_DEVICE, PAGE, VPT_ERR_UNMAPPED},
      {GIB + PAGE, RW | VPT_DEVICE, PAGE, VPT_ERR_SIZE},
      {GIB + PAGE, RW | VPT_DEVICE, 0, VPT_ERR_IN_BLOCK},
      {GIB, RW | VPT_DEVICE, 0, VPT_ERR_BREAK},
      {GIB, RW | VPT_DEVICE, GIB, VPT_ERR_BREAK},
      {3 * GIB + 2 * MIB, RW | VPT_DEVICE, PAGE, VPT_ERR_BREAK},
  };
  static const struct {
    uint64_t ia;
    uint64_t length;
    enum vpt_status status;
  } range_cases[] = {
      {BIT(48) + 1, 1, VPT_ERR_IA},
      {1, 1, VPT_ERR_IA_ALIGN},
      {GIB + PAGE, 1, VPT_ERR_LENGTH},
      {GIB + PAGE, PAGE, VPT_ERR_BREAK},
      {GIB + 1, 0, VPT_OK},
  };
  struct fixture *f = open_space(&vpt_aarch64_s1, true, false);
  map_blocks(f);
  fixture_leave(f, 0);
  fixture_save(f);
  for (size_t i = 0; i < sizeof frame_cases / sizeof frame_cases[0]; i++) {
    assert_int_equal(vpt_protect_frame(&f->space, frame_cases[i].ia, frame_cases[i].attr, frame_cases[i].size),
                     frame_cases[i].status);
  }
  for (size_t i = 0; i < KINDS * sizeof range_cases / sizeof range_cases[0]; i++) {
    enum kind kind = (enum kind)(i % KINDS);
    uint64_t ia = range_cases[i / KINDS].ia, length = range_cases[i / KINDS].length;
    fixture_outcome(call(f, kind, ia, length, RW | VPT_DEVICE), range_cases[i / KINDS].status, ia, 0);
  }
  fixture_outcome(vpt_protect(&f->space, GIB + PAGE, PAGE, BAD_ATTR), VPT_ERR_ATTR, GIB + PAGE, 0);
  fixture_outcome(vpt_split(&f->space, GIB + PAGE, PAGE, 3 * PAGE), VPT_ERR_SIZE, GIB + PAGE, 0);
  fixture_unchanged(f);
  vpt_destroy(&f->space);
  fixture_save(f);
  assert_int_equal(vpt_protect_frame(&f->space, GIB, RW | VPT_DEVICE, 0), VPT_ERR_FORMAT);
  for (unsigned kind = 0; kind < KINDS; kind++) {
    fixture_outcome(call(f, (enum kind)kind, GIB + PAGE, PAGE, RW), VPT_ERR_FORMAT, GIB + PAGE, 0);
  }
  fixture_unchanged(f);
  fixture_free(f);
}

/* ---- what walkers find ---------------------------------------------------------------------- */

/* An address of a block that is split, walked whenever the hooks are called. */
struct watched {
  struct fixture *f;
  uint64_t ia;
  unsigned calls;
  struct translation found[TOLD_MAX];
};

static void watch_invalidate(void *context, const struct vpt_invalidation *what)
{
  struct watched *w = context;
  (void)what;
  assert_true(w->calls < TOLD_MAX);
  w->found[w->calls++] = fixture_walk(w->f, &w->f->space, w->ia);
}

static void watch_sync(void *context)
{
  struct watched *w = context;
  struct translation t = fixture_walk(w->f, &w->f->space, w->ia);
  assert_true(translation_equal(&t, &w->found[w->calls - 1]));
}

/* A table takes the place of a live leaf in one store where that may be: the block, then its part, never faults. */
static void test_resize_live(void **state)
{
  (void)state;
  static const struct vpt_format *const formats[] = {&vpt_aarch64_s1, &vpt_aarch64_s2, &vpt_x86_64, &vpt_riscv};
  static const uint64_t sizes[] = {2 * MIB, PAGE, PAGE};
  for (size_t i = 0; i < KINDS * 4 * 4; i++) {
    enum kind kind = (enum kind)(i / 4 % KINDS);
    struct fixture *f = fixture_pool(16, formats[i / 4 / KINDS], 4, 48);
    struct watched watched = {.f = f, .ia = GIB + 4 * MIB + PAGE};
    f->config.leaf_size_max = GIB;
    f->config.never_break = i % 2 != 0;
    f->config.resize_live = i / 2 % 2 != 0;
    f->config.hooks = (struct vpt_hooks){watch_invalidate, watch_sync, &watched};
    bool breaks = splits_break(f->config.geometry.format) && !f->config.resize_live;
    assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
    map_blocks(f);
    enum vpt_status status = call(f, kind, GIB + 4 * MIB, PAGE, VPT_READ).status;
    if (breaks && f->config.never_break) {
      assert_int_equal(status, VPT_ERR_BREAK);
      assert_int_equal(watched.calls, 0);
    } else {
      assert_int_equal(status, VPT_OK);
      assert_int_equal(watched.calls, kind == SPLIT ? 2 : 3);
    }
    for (unsigned n = 0; n < watched.calls; n++) {
      const struct translation *t = &watched.found[n];
      assert_int_equal(t->valid, n == 2 || !breaks);
      assert_false(t->bad);
      assert_true(!t->valid || (t->size == sizes[n] && t->oa - t->ia == OA && t->attr == RW));
    }
    fixture_free(f);
  }
}

/* The leaves that a split in place makes are those that it makes otherwise, and the hooks are told the same. */
static void test_same_result(void **state)
{
  (void)state;
  for (unsigned i = 0; i < SPLITS * KINDS; i++) {
    const struct split *s = &splits[i / KINDS];
    struct fixture *live = open_space(&vpt_aarch64_s2, false, true);
    struct fixture *broken = open_space(&vpt_aarch64_s2, false, false);
    map_blocks(live);
    map_blocks(broken);
    fixture_save(live);
    fixture_save(broken);
    struct vpt_outcome outcome = call(broken, (enum kind)(i % KINDS), s->ia, s->length, VPT_READ);
    fixture_outcome(call(live, (enum kind)(i % KINDS), s->ia, s->length, VPT_READ), outcome.status, outcome.ia,
                    outcome.frames);
    assert_int_equal(outcome.status, VPT_OK);
    assert_memory_equal(live->window, broken->window, live->frames * PAGE);
    assert_memory_equal(live->info, broken->info, sizeof live->info);
    fixture_calls(live, broken->hooks.invalidates);
    for (unsigned n = 0; n < live->hooks.invalidates; n++) {
      const struct vpt_invalidation *told = &broken->told[n];
      fixture_told(live, n, told->ia, told->length, told->leaf_size, told->leaf_only, told->global);
    }
    fixture_free(live);
    fixture_free(broken);
  }
}

/* ---- what is stored after the last call of the hooks ----------------------------------------- */

static uint64_t synced[16 * ENTRIES]; /* the tables when sync returned last */

static void ask(void *context, const struct vpt_invalidation *what)
{
  (void)context, (void)what;
}

static void keep(void *context)
{
  struct fixture *f = context;
  memcpy(synced, f->window, sizeof synced);
}

/* A block of 2 MiB, and nothing before it. */
static struct fixture *open_block(const struct vpt_format *format, bool resize_live)
{
  struct fixture *f = fixture_pool(16, format, 4, 48);
  f->config.resize_live = resize_live;
  f->config.hooks = (struct vpt_hooks){.invalidate = ask, .sync = keep, .context = f};
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  assert_int_equal(vpt_map(&f->space, 2 * MIB, OA, 2 * MIB, RW, 0).status, VPT_OK);
  return f;
}

/* Words that differ from what they were then. */
static void check_late(struct fixture *f, enum vpt_status status, unsigned expected)
{
  unsigned late = 0;
  for (size_t i = 0; i < 16 * ENTRIES; i++) {
    late += f->window[i] != synced[i];
  }
  assert_int_equal(status, VPT_OK);
  assert_int_equal(late, expected);
  fixture_free(f);
}

/* The new leaf, or the table, of one that was broken: then the caller owes the barrier. */
static void test_last_store(void **state)
{
  (void)state;
  static const struct {
    const struct vpt_format *format;
    bool resize_live;
    unsigned late; /* of a split */
  } cases[] = {{&vpt_aarch64_s1, false, 1}, {&vpt_aarch64_s2, false, 1}, {&vpt_aarch64_s2, true, 0},
               {&vpt_x86_64, false, 0},     {&vpt_riscv_svpbmt, false, 0}, {&vpt_loongarch_4k, false, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const struct vpt_format *format = cases[i].format;
    bool live = cases[i].resize_live;
    unsigned type_breaks = format != &vpt_riscv_svpbmt && format != &vpt_loongarch_4k;
    struct fixture *f = open_block(format, live);
    check_late(f, vpt_split(&f->space, 2 * MIB, PAGE, PAGE).status, cases[i].late);
    f = open_block(format, live);
    check_late(f, vpt_protect(&f->space, 2 * MIB, PAGE, RW).status, cases[i].late); /* it has them */
    f = open_block(format, live);
    check_late(f, vpt_protect(&f->space, 2 * MIB, PAGE, VPT_READ).status, 0);
    f = open_block(format, live);
    check_late(f, vpt_protect(&f->space, 2 * MIB, 2 * MIB, RW | VPT_DEVICE).status, type_breaks);
    f = open_block(format, live);
    check_late(f, vpt_protect_frame(&f->space, 2 * MIB, RW | VPT_DEVICE, 0), type_breaks);
    f = open_block(format, live);
    check_late(f, vpt_protect_frame(&f->space, 2 * MIB, VPT_READ, 0), 0);
    f = open_block(format, live);
    check_late(f, vpt_unmap(&f->space, 0, 2 * MIB + PAGE).status, 0);
    f = open_block(format, live);
    check_late(f, vpt_unmap_some(&f->space, 0, 2 * MIB + PAGE, 1).status, cases[i].late); /* of the hole alone */
    f = open_block(format, live);
    check_late(f, vpt_unmap_some(&f->space, 0, 2 * MIB + PAGE, 0).status, 0);
  }
}

int break_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_members), cmocka_unit_test(test_attributes), cmocka_unit_test(test_one_of_many),
      cmocka_unit_test(test_splits),  cmocka_unit_test(test_others),     cmocka_unit_test(test_order),
      cmocka_unit_test(test_resize_live), cmocka_unit_test(test_same_result),
      cmocka_unit_test(test_last_store),
  };
  return cmocka_run_group_tests_name("break-before-make", tests, NULL, NULL);
}
