/* SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

enum { GARBAGE = 0xA5 };

struct fixture *fixture_raw(uint64_t frames)
{
  struct fixture *f = calloc(1, sizeof *f);
  assert_non_null(f);
  assert_true(frames <= FRAMES_MAX);
  f->frames = frames;
  f->memory = aligned_alloc(PAGE, (frames + 2) * PAGE);
  assert_non_null(f->memory);
  memset(f->memory, GARBAGE, (frames + 2) * PAGE);
  memset(f->info, GARBAGE, sizeof f->info);
  f->window = f->memory + ENTRIES;
  f->pool_config = (struct vpt_pool_config){.window = f->window,
                                            .window_oa = WINDOW_OA,
                                            .window_bytes = frames * PAGE,
                                            .granule_log2 = PAGE_LOG2,
                                            .info = f->info,
                                            .info_count = frames};
  return f;
}

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  struct fixture *f = context;
  struct hook_log *log = &f->hooks;
  if (log->invalidates < TOLD_MAX) {
    f->told[log->invalidates] = *what;
    f->synced[log->invalidates] = log->syncs;
  }
  *log = (struct hook_log){log->invalidates + 1, log->syncs, what->id,        what->ia,
                           what->length,         what->leaf_size, what->leaf_only, what->global};
}

static void sync_all(void *context)
{
  struct fixture *f = context;
  f->hooks.syncs++;
}

struct fixture *fixture_pool(uint64_t frames, const struct vpt_format *format, unsigned levels,
                             unsigned input_bits)
{
  struct fixture *f = fixture_raw(frames);
  assert_int_equal(vpt_pool_init(&f->pool, &f->pool_config), VPT_OK);
  f->config = (struct vpt_config){
      .geometry = {format, levels, input_bits, 48},
      .pool = &f->pool,
      .output_first = OUTPUT_FIRST,
      .output_end = BIT(48),
      .id = 77,
      .hooks = {.invalidate = invalidate, .sync = sync_all, .context = f}};
  return f;
}

struct fixture *fixture_space(uint64_t frames, const struct vpt_format *format, unsigned levels,
                              unsigned input_bits)
{
  struct fixture *f = fixture_pool(frames, format, levels, input_bits);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  return f;
}

struct vpt_geometry fixture_geometry(const struct vpt_format *format)
{
  struct vpt_geometry g = {format, 2, 1, 40};
  while (vpt_check_geometry(&g) == VPT_ERR_LEVELS) g.levels++;
  while (vpt_check_geometry(&g) == VPT_ERR_INPUT_BITS) g.input_bits++;
  assert_int_equal(vpt_check_geometry(&g), VPT_OK);
  return g;
}

static void check_guard(const void *bytes, size_t count)
{
  const unsigned char *byte = bytes;
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(byte[i], GARBAGE);
  }
}

void fixture_free(struct fixture *f)
{
  check_guard(f->memory, PAGE);
  check_guard(f->window + f->frames * ENTRIES, PAGE);
  check_guard(&f->info[f->frames], sizeof f->info[0]);
  free(f->memory);
  free(f);
}

void fixture_save(struct fixture *f)
{
  f->hooks = (struct hook_log){0};
  memcpy(&f->saved.space, &f->space, sizeof f->space);
  memcpy(&f->saved.pool, &f->pool, sizeof f->pool);
  memcpy(f->saved.info, f->info, sizeof f->info);
  memcpy(f->saved.words, f->memory, (f->frames + 2) * PAGE);
}

void fixture_unchanged(struct fixture *f)
{
  assert_memory_equal(&f->saved.space, &f->space, sizeof f->space);
  assert_memory_equal(&f->saved.pool, &f->pool, sizeof f->pool);
  assert_memory_equal(f->saved.info, f->info, sizeof f->info);
  assert_memory_equal(f->saved.words, f->memory, (f->frames + 2) * PAGE);
  assert_int_equal(f->hooks.invalidates + f->hooks.syncs, 0);
}

void fixture_hooks(const struct fixture *f, const struct hook_log *expected)
{
  assert_int_equal(f->hooks.invalidates, expected->invalidates);
  assert_int_equal(f->hooks.syncs, expected->syncs);
  assert_int_equal(f->hooks.id, expected->id);
  assert_int_equal(f->hooks.ia, expected->ia);
  assert_int_equal(f->hooks.length, expected->length);
  assert_int_equal(f->hooks.leaf_size, expected->leaf_size);
  assert_int_equal(f->hooks.leaf_only, expected->leaf_only);
  assert_int_equal(f->hooks.global, expected->global);
}

void fixture_calls(const struct fixture *f, unsigned count)
{
  assert_int_equal(f->hooks.invalidates, count);
  assert_int_equal(f->hooks.syncs, count);
  assert_true(count <= TOLD_MAX);
  for (unsigned i = 0; i < count; i++) {
    assert_int_equal(f->synced[i], i);
    assert_int_equal(f->told[i].id, f->config.id);
  }
}

void fixture_leave(struct fixture *f, uint64_t count)
{
  struct vpt_config config = f->config;
  config.geometry = (struct vpt_geometry){&vpt_riscv, 3, 31, 48}; /* one root table */
  config.half = VPT_LOWER;
  while (vpt_pool_free(&f->pool) > count) {
    struct vpt space;
    assert_int_equal(vpt_init(&space, &config), VPT_OK);
  }
  assert_int_equal(vpt_pool_free(&f->pool), count);
}

void fixture_map(struct fixture *f, uint64_t ia, uint64_t oa, uint64_t size, vpt_attr attr)
{
  assert_int_equal(vpt_map_frame(&f->space, ia, oa, size, attr), VPT_OK);
}

static struct walker walker_of(const struct fixture *f, const struct vpt *space)
{
  return (struct walker){.window = f->window,
                         .window_oa = f->pool_config.window_oa,
                         .window_bytes = f->pool_config.window_bytes,
                         .geometry = f->config.geometry,
                         .root_oa = vpt_root(space)};
}

uint64_t fixture_word(const struct fixture *f, uint64_t ia, unsigned *height)
{
  struct walker walker = walker_of(f, &f->space);
  const uint64_t *word = walk_word(&walker, ia, height);
  assert_non_null(word);
  return *word;
}

struct translation fixture_walk(const struct fixture *f, const struct vpt *space, uint64_t ia)
{
  struct walker walker = walker_of(f, space);
  return walk(&walker, ia);
}

static void check_exact(const struct vpt_geometry *g, unsigned height, uint64_t word)
{
  const struct architecture *architecture = architecture_of(g->format);
  struct vpt_descriptor d = vpt_decode(g, height, 0, word);
  vpt_attr attr;
  uint64_t oa;
  bool good = architecture->is_leaf(g->format, word, height) &&
              architecture->read_leaf(g->format, word, height, &oa, &attr) && oa % vpt_entry_size(g, height) == 0;
  assert_int_equal(d.kind == VPT_LEAF && d.exact, good);
  if (good) {
    assert_int_equal(d.attr, attr);
    assert_int_equal(d.oa, oa);
  }
}

void fixture_exact(const struct vpt_geometry *geometry, unsigned height, uint64_t word)
{
  check_exact(geometry, height, word);
  for (unsigned a = 0; a < 64; a++) {
    for (unsigned b = 0; b <= a; b++) {
      check_exact(geometry, height, word ^ BIT(a) ^ (a == b ? 0 : BIT(b)));
    }
  }
}

bool fixture_is_zero(const struct fixture *f)
{
  for (uint64_t i = 0; i < f->frames * ENTRIES; i++) {
    if (f->window[i] != 0) {
      return false;
    }
  }
  return true;
}

void fixture_outcome(struct vpt_outcome outcome, enum vpt_status status, uint64_t ia, uint64_t frames)
{
  assert_int_equal(outcome.status, status);
  assert_int_equal(outcome.ia, ia);
  assert_int_equal(outcome.frames, frames);
}

void fixture_told(const struct fixture *f, unsigned n, uint64_t ia, uint64_t length, uint64_t leaf_size,
                  bool leaf_only, bool global)
{
  assert_int_equal(f->told[n].ia, ia);
  assert_int_equal(f->told[n].length, length);
  assert_int_equal(f->told[n].leaf_size, leaf_size);
  assert_int_equal(f->told[n].leaf_only, leaf_only);
  assert_int_equal(f->told[n].global, global);
}

unsigned fixture_mapped(const struct fixture *f, uint64_t ia, uint64_t end, uint64_t oa, vpt_attr attr)
{
  unsigned leaves = 0;
  for (uint64_t x = ia; x < end; leaves++) {
    struct translation t = fixture_walk(f, &f->space, x);
    assert_true(t.valid && t.oa - t.ia == oa - ia && t.attr == attr);
    x = t.ia + t.size;
  }
  return leaves;
}

void fixture_hole(const struct fixture *f, uint64_t ia, uint64_t end)
{
  uint64_t step = (end - ia) / 1000 / PAGE * PAGE + PAGE;
  for (uint64_t x = ia; x < end; x += step) {
    assert_false(fixture_walk(f, &f->space, x).valid);
  }
  assert_false(fixture_walk(f, &f->space, end - 1).valid);
}
