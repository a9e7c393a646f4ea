/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_pool_init_empty(), vpt_pool_add(), vpt_pool_add_zero(), vpt_pool_remove(). */
#define _DEFAULT_SOURCE /* mincore(), madvise() */
#include <string.h>
#include <sys/mman.h>

#include "fixture.h"
#include "units.h"

enum { FRAMES = 16, ROOM = 8 };

/* A pool without frames; the window is full of garbage. */
static struct fixture *empty(void)
{
  struct fixture *f = fixture_pool(FRAMES, &vpt_aarch64_s1, 4, 48);
  memset(f->info, 0, FRAMES * sizeof f->info[0]);
  memset(f->window, 0xA5, FRAMES * PAGE);
  fixture_save(f);
  assert_int_equal(vpt_pool_init_empty(&f->pool, &f->pool_config), VPT_OK);
  assert_memory_equal(f->saved.info, f->info, sizeof f->info);
  assert_memory_equal(f->saved.words, f->memory, (FRAMES + 2) * PAGE);
  return f;
}

static vpt_oa frame(uint64_t number)
{
  return WINDOW_OA + number * PAGE;
}

/* Words of a frame that are zero. */
static unsigned zeros(const struct fixture *f, uint64_t number)
{
  unsigned count = 0;
  for (unsigned i = 0; i < ENTRIES; i++) count += f->window[number * ENTRIES + i] == 0;
  return count;
}

static void test_empty(void **state)
{
  (void)state;
  struct fixture *f = empty();
  assert_int_equal(vpt_pool_free(&f->pool), 0);
  fixture_save(f);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_ERR_NO_FRAMES);
  fixture_unchanged(f);
  struct vpt_pool_config config = f->pool_config;
  assert_int_equal(vpt_pool_init_empty(&f->pool, NULL), VPT_ERR_NULL);
  assert_int_equal(vpt_pool_init_empty(NULL, &config), VPT_ERR_NULL);
  config.granule_log2 = 13;
  assert_int_equal(vpt_pool_init_empty(&f->pool, &config), VPT_ERR_GRANULE);
  config = f->pool_config;
  config.window_oa++;
  assert_int_equal(vpt_pool_init_empty(&f->pool, &config), VPT_ERR_WINDOW);
  config = f->pool_config;
  config.info_count--;
  assert_int_equal(vpt_pool_init_empty(&f->pool, &config), VPT_ERR_INFO);
  fixture_unchanged(f);
  fixture_free(f);
}

/* One frame, several, the whole rest: those become free and zero, and no others are touched. */
static void test_add(void **state)
{
  (void)state;
  struct fixture *f = empty();
  assert_int_equal(vpt_pool_add(&f->pool, frame(5), PAGE), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), 1);
  assert_int_equal(vpt_pool_add(&f->pool, frame(8), 3 * PAGE), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), 4);
  for (uint64_t i = 0; i < FRAMES; i++) {
    assert_int_equal(zeros(f, i), i == 5 || (i >= 8 && i < 11) ? ENTRIES : 0);
  }
  assert_int_equal(vpt_pool_add(&f->pool, frame(0), 5 * PAGE), VPT_OK);
  assert_int_equal(vpt_pool_add(&f->pool, frame(11), 5 * PAGE), VPT_OK);
  assert_int_equal(vpt_pool_add(&f->pool, frame(6), 2 * PAGE), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), FRAMES);
  assert_true(fixture_is_zero(f));
  fixture_free(f);
}

/* Frames that the caller calls zero are believed to be. */
static void test_add_zero(void **state)
{
  (void)state;
  struct fixture *f = empty();
  memset(f->window + 3 * ENTRIES, 0, 2 * PAGE);
  fixture_save(f);
  assert_int_equal(vpt_pool_add_zero(&f->pool, frame(3), 2 * PAGE), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), 2);
  assert_memory_equal(f->saved.words, f->memory, (FRAMES + 2) * PAGE);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  assert_int_equal(vpt_root(&f->space), frame(3)); /* the lowest of those handed over is the first that is taken */
  fixture_free(f);
}

static void refuse(struct fixture *f, vpt_oa oa, uint64_t length, enum vpt_status status)
{
  fixture_save(f);
  assert_int_equal(vpt_pool_add(&f->pool, oa, length), status);
  assert_int_equal(vpt_pool_add_zero(&f->pool, oa, length), status);
  fixture_unchanged(f);
}

static void test_add_refused(void **state)
{
  (void)state;
  struct fixture *f = empty();
  assert_int_equal(vpt_pool_add(&f->pool, frame(4), 4 * PAGE), VPT_OK);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  assert_int_equal(vpt_root(&f->space), frame(4));

  refuse(f, frame(4), 0, VPT_OK);
  refuse(f, frame(FRAMES) + 1, 0, VPT_OK); /* whatever the address */
  refuse(f, frame(0) + 1, PAGE, VPT_ERR_FRAME_ALIGN);
  refuse(f, frame(0) + PAGE / 2, PAGE, VPT_ERR_FRAME_ALIGN);
  refuse(f, frame(0), PAGE - 1, VPT_ERR_FRAME_ALIGN);
  refuse(f, frame(0), PAGE + PAGE / 2, VPT_ERR_FRAME_ALIGN);
  refuse(f, frame(FRAMES) + 1, PAGE, VPT_ERR_FRAME_ALIGN); /* also outside */

  refuse(f, 0, PAGE, VPT_ERR_FRAME_WINDOW);
  refuse(f, frame(0) - PAGE, PAGE, VPT_ERR_FRAME_WINDOW);
  refuse(f, frame(0) - PAGE, 2 * PAGE, VPT_ERR_FRAME_WINDOW);
  refuse(f, frame(0) - PAGE, 6 * PAGE, VPT_ERR_FRAME_WINDOW); /* also handed over */
  refuse(f, frame(FRAMES), PAGE, VPT_ERR_FRAME_WINDOW);
  refuse(f, frame(FRAMES - 1), 2 * PAGE, VPT_ERR_FRAME_WINDOW);
  refuse(f, frame(0), (FRAMES + 1) * PAGE, VPT_ERR_FRAME_WINDOW);
  refuse(f, 0 - PAGE, PAGE, VPT_ERR_FRAME_WINDOW);
  refuse(f, frame(FRAMES - 1), 0 - PAGE, VPT_ERR_FRAME_WINDOW); /* wraps around */
  refuse(f, frame(0), 0 - PAGE, VPT_ERR_FRAME_WINDOW);

  refuse(f, frame(4), PAGE, VPT_ERR_FRAME_USED);
  refuse(f, frame(5), PAGE, VPT_ERR_FRAME_FREE);
  refuse(f, frame(3), 2 * PAGE, VPT_ERR_FRAME_USED);
  refuse(f, frame(3), 4 * PAGE, VPT_ERR_FRAME_USED); /* the first that is the pool's says why */
  refuse(f, frame(5), 3 * PAGE, VPT_ERR_FRAME_FREE);
  refuse(f, frame(7), 2 * PAGE, VPT_ERR_FRAME_FREE);
  refuse(f, frame(0), FRAMES * PAGE, VPT_ERR_FRAME_USED);

  assert_int_equal(vpt_pool_add(NULL, frame(0), PAGE), VPT_ERR_NULL);
  assert_int_equal(vpt_pool_add_zero(NULL, frame(0), 0), VPT_ERR_NULL);
  fixture_free(f);
}

/* A pool of which every frame was free from the start has none to be handed over. */
static void test_add_to_full(void **state)
{
  (void)state;
  struct fixture *f = fixture_space(4, &vpt_aarch64_s1, 4, 48);
  unsigned used = 0;
  for (uint64_t i = 0; i < 4; i++) {
    bool root = vpt_root(&f->space) == frame(i);
    refuse(f, frame(i), PAGE, root ? VPT_ERR_FRAME_USED : VPT_ERR_FRAME_FREE);
    used += root;
  }
  assert_int_equal(used, 1);
  fixture_free(f);
}

static void test_remove(void **state)
{
  (void)state;
  struct fixture *f = empty();
  vpt_oa back[ROOM] = {0};
  assert_int_equal(vpt_pool_add(&f->pool, frame(2), 6 * PAGE), VPT_OK);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK); /* takes frame 2 */
  assert_int_equal(vpt_map_frame(&f->space, 0, OUTPUT_FIRST, PAGE, VPT_READ), VPT_OK); /* three more */

  fixture_save(f);
  assert_int_equal(vpt_pool_remove(&f->pool, back, 3), VPT_ERR_NO_FRAMES);
  assert_int_equal(vpt_pool_remove(&f->pool, back, UINT64_MAX), VPT_ERR_NO_FRAMES);
  assert_int_equal(vpt_pool_remove(&f->pool, NULL, 1), VPT_ERR_NULL);
  assert_int_equal(vpt_pool_remove(&f->pool, NULL, 3), VPT_ERR_NULL);
  assert_int_equal(vpt_pool_remove(NULL, back, 1), VPT_ERR_NULL);
  assert_int_equal(vpt_pool_remove(&f->pool, NULL, 0), VPT_OK);
  fixture_unchanged(f);
  for (unsigned i = 0; i < ROOM; i++) assert_int_equal(back[i], 0);

  assert_int_equal(vpt_pool_remove(&f->pool, back, 2), VPT_OK);
  assert_int_equal(vpt_pool_free(&f->pool), 0);
  assert_int_equal(back[0] + back[1], frame(6) + frame(7));
  assert_int_not_equal(back[0], back[1]);
  assert_int_equal(back[2], 0);
  assert_int_equal(zeros(f, 6) + zeros(f, 7), 2 * ENTRIES);

  /* the same again, with a frame that the caller has used meanwhile */
  memset(f->window + 7 * ENTRIES, 0xA5, PAGE);
  assert_int_equal(vpt_pool_add(&f->pool, frame(7), PAGE), VPT_OK);
  assert_int_equal(zeros(f, 7), ENTRIES);

  /* what was a table can be had when it is free */
  assert_int_equal(vpt_unmap_frame(&f->space, 0, 0).status, VPT_OK);
  assert_int_equal(vpt_pool_remove(&f->pool, back, 4), VPT_OK);
  for (unsigned i = 0; i < 4; i++) assert_int_equal(zeros(f, (back[i] - WINDOW_OA) / PAGE), ENTRIES);
  refuse(f, frame(2), PAGE, VPT_ERR_FRAME_USED);
  vpt_destroy(&f->space);
  assert_int_equal(vpt_pool_remove(&f->pool, back, 1), VPT_OK);
  assert_int_equal(back[0], frame(2));
  fixture_free(f);
}

/* Concatenated root tables are found among frames that are the pool's. */
static void test_roots(void **state)
{
  (void)state;
  struct fixture *f = empty();
  f->config.geometry = (struct vpt_geometry){&vpt_aarch64_s2, 3, 41, 48}; /* four root tables */
  assert_int_equal(vpt_pool_add(&f->pool, frame(1), 6 * PAGE), VPT_OK);
  fixture_save(f);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_ERR_NO_FRAMES);
  f->saved.pool = f->pool; /* the order of the free frames may have changed */
  fixture_unchanged(f);
  assert_int_equal(vpt_pool_add(&f->pool, frame(7), PAGE), VPT_OK);
  assert_int_equal(vpt_init(&f->space, &f->config), VPT_OK);
  assert_int_equal(vpt_root(&f->space), frame(4));
  assert_int_equal(vpt_pool_free(&f->pool), 3);
  fixture_free(f);
}

/* ---- all memory as the window: pages that were not handed over cannot even be read ------------ */

#define MEMORY (64 * GIB)
#define SPREAD (UINT64_C(0x1234567) * PAGE) /* between frames that are handed over; prime to the window's size */

static struct {
  unsigned char *memory;
  struct vpt_frame_info *info;
  unsigned count;
} all;

static vpt_oa allocate(void)
{
  vpt_oa oa = all.count++ * SPREAD % MEMORY;
  assert_int_equal(mprotect(all.memory + oa, PAGE, PROT_READ | PROT_WRITE), 0);
  return oa;
}

/* Pages of the bookkeeping that were ever written. */
static unsigned resident(void)
{
  static unsigned char pages[MEMORY / PAGE * sizeof(struct vpt_frame_info) / PAGE];
  unsigned count = 0;
  assert_int_equal(mincore(all.info, MEMORY / PAGE * sizeof *all.info, pages), 0);
  for (size_t i = 0; i < sizeof pages; i++) count += pages[i] & 1;
  return count;
}

static void test_all_memory(void **state)
{
  (void)state;
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  const size_t info_bytes = MEMORY / PAGE * sizeof *all.info;
  all.memory = mmap(NULL, MEMORY, PROT_NONE, flags, -1, 0);
  all.info = mmap(NULL, info_bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
  assert_ptr_not_equal(all.memory, MAP_FAILED);
  assert_ptr_not_equal(all.info, MAP_FAILED);
  assert_int_equal(madvise(all.info, info_bytes, MADV_NOHUGEPAGE), 0);
  struct vpt_pool pool;
  struct vpt_pool_config config = {(void *)all.memory, 0, MEMORY, PAGE_LOG2, all.info, MEMORY / PAGE};
  assert_int_equal(vpt_pool_init_empty(&pool, &config), VPT_OK);
  assert_int_equal(resident(), 0);

  struct vpt space;
  struct vpt_config kernel = {.geometry = {&vpt_x86_64, 4, 48, 52}, .half = VPT_SIGNED, .pool = &pool,
                              .output_first = 0, .output_end = BIT(52), .output_has_tables = true};
  assert_int_equal(vpt_init(&space, &kernel), VPT_ERR_NO_FRAMES);
  assert_int_equal(vpt_pool_add_zero(&pool, allocate(), PAGE), VPT_OK);
  assert_int_equal(vpt_init(&space, &kernel), VPT_OK);

  /* it says how many it needs; they are handed over; the same call succeeds */
  struct vpt_outcome map = vpt_map(&space, 3 * PAGE, 5 * PAGE, 4 * GIB, VPT_READ, 0);
  assert_int_equal(map.status, VPT_ERR_NO_FRAMES);
  assert_true(map.frames > 1000);
  for (uint64_t i = 0; i < map.frames; i++) assert_int_equal(vpt_pool_add(&pool, allocate(), PAGE), VPT_OK);
  assert_int_equal(vpt_map(&space, 3 * PAGE, 5 * PAGE, 4 * GIB, VPT_READ, 0).status, VPT_OK);
  assert_int_equal(vpt_pool_free(&pool), 0);
  assert_int_equal(vpt_query(&space, GIB).oa, GIB + 2 * PAGE);
  assert_in_range(resident(), 1, all.count);
  assert_true(resident() <= all.count * 2);

  /* and back again: each frame once, zero, and after that out of reach */
  assert_int_equal(vpt_unmap(&space, 3 * PAGE, 4 * GIB).status, VPT_OK);
  vpt_destroy(&space);
  for (uint64_t left = all.count; left > 0; left--) {
    vpt_oa oa;
    assert_int_equal(vpt_pool_remove(&pool, &oa, 1), VPT_OK);
    for (uint64_t i = 0; i < PAGE; i++) assert_int_equal(all.memory[oa + i], 0);
    assert_int_equal(mprotect(all.memory + oa, PAGE, PROT_NONE), 0);
  }
  vpt_oa none;
  assert_int_equal(vpt_pool_remove(&pool, &none, 1), VPT_ERR_NO_FRAMES);
  munmap(all.memory, MEMORY);
  munmap(all.info, info_bytes);
}

int hand_over_tests(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_empty),       cmocka_unit_test(test_add),         cmocka_unit_test(test_add_zero),
      cmocka_unit_test(test_add_refused), cmocka_unit_test(test_add_to_full), cmocka_unit_test(test_remove),
      cmocka_unit_test(test_roots),       cmocka_unit_test(test_all_memory),
  };
  return cmocka_run_group_tests_name("hand over", tests, NULL, NULL);
}
