/* SPDX-License-Identifier: Apache-2.0 */
/* The recipes of docs/ranges.md at work, as they stand there: ranges.h is the page's programs. Status 0 if they do what
 * the page says.
 */
#include "ranges.h"

#include <stdlib.h>
#include <string.h>

enum { FRAMES = 24, GIVEN_MAX = 8 };
#define PAGE UINT64_C(0x1000)
#define MIB UINT64_C(0x100000)
#define GIB UINT64_C(0x40000000)
#define OA UINT64_C(0x100000000)
#define RW (VPT_READ | VPT_WRITE)
#define CHECK(condition) check(condition, #condition, __LINE__)

static _Alignas(0x1000) uint64_t window[FRAMES * 512];
static struct vpt_frame_info info[FRAMES];
static struct vpt_pool pool;
static unsigned invalidates, syncs;

static void check(bool holds, const char *what, int line)
{
  if (holds) return;
  printf("line %d: not so: %s\n", line, what);
  exit(1);
}

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context;
  (void)what;
  invalidates++;
}

static void sync_all(void *context)
{
  (void)context;
  syncs++;
}

/* An empty space in a pool of so many frames. */
static void make(struct vpt *space, const struct vpt_format *format, enum vpt_half half, unsigned frames)
{
  const struct vpt_pool_config memory = {window, 0x40000000, frames * PAGE, 12, info, FRAMES};
  const struct vpt_config config = {.geometry = {format, 4, 48, 48}, .half = half, .pool = &pool, .output_first = OA,
                                    .output_end = UINT64_C(1) << 48, .hooks = {invalidate, sync_all, NULL}};
  CHECK(vpt_pool_init(&pool, &memory) == VPT_OK && vpt_init(space, &config) == VPT_OK);
  invalidates = syncs = 0;
}

/* The three tables of the page's picture. */
static void picture(void)
{
  struct vpt space;
  make(&space, &vpt_aarch64_s2, VPT_LOWER, FRAMES);
  CHECK(vpt_map(&space, 0x1ff000, OA + 0x1ff000, 0x202000, RW, 0).frames == 2 + 2);
  CHECK(vpt_query(&space, 0x1ff000).size == PAGE && vpt_query(&space, 0x200000).size == 2 * MIB);
  CHECK(vpt_protect(&space, 0x300000, 0x1000, VPT_READ).frames == 1);
  CHECK(vpt_next_run(&space, 0x200000, UINT64_MAX).length == 256 * PAGE);
  CHECK(vpt_next_run(&space, 0x300000, UINT64_MAX).length == PAGE);
  uint64_t free = vpt_pool_free(&pool);
  CHECK(vpt_unmap(&space, 0x1ff000, 0x101000).frames == 0 && vpt_pool_free(&pool) == free + 1);
  CHECK(vpt_next_run(&space, 0, UINT64_MAX).length == 0x300000);
  CHECK(vpt_next_run(&space, 0x301000, UINT64_MAX).length == 0x100000);
}

/* What `list` prints is in the file of this name. */
static void listing(const char *file)
{
  struct vpt space;
  make(&space, &vpt_x86_64, VPT_SIGNED, FRAMES);
  CHECK(vpt_map(&space, PAGE, OA, 2 * PAGE, RW, 0).status == VPT_OK);
  CHECK(vpt_map(&space, 0 - 2 * MIB, OA + 2 * MIB, 2 * MIB, VPT_READ | VPT_EXEC, 0).status == VPT_OK);
  CHECK(freopen(file, "w", stdout) != NULL);
  list(&space, UINT64_C(0xFFFF800000000000));
  fclose(stdout);
  static const char expected[] = "0xffffffffffe00000: 0x200000 bytes at 0x100200000, r-x\n"
                                 "0x1000: 0x2000 bytes at 0x100000000, rw-\n";
  char text[sizeof expected + 1] = "";
  FILE *made = fopen(file, "r");
  if (made == NULL) exit(2);
  size_t length = fread(text, 1, sizeof text - 1, made);
  fclose(made);
  if (length != sizeof expected - 1 || strcmp(text, expected) != 0) exit(3);
}

static void kernel_image(void)
{
  const vpt_ia base = UINT64_C(0xFFFFFFFF80000000), length = 6 * MIB;
  const struct section sections[] = {{base, base + 3 * MIB, VPT_READ | VPT_EXEC},
                                     {base + 3 * MIB, base + 4 * MIB + PAGE, VPT_READ}};
  struct vpt kernel;
  make(&kernel, &vpt_x86_64, VPT_SIGNED, FRAMES);
  CHECK(writable_or_executable(&kernel, base));
  CHECK(map_image(&kernel, base, OA, length, sections, 2) == VPT_OK);
  struct vpt_run text = vpt_next_run(&kernel, base, UINT64_MAX);
  struct vpt_run constants = vpt_next_run(&kernel, base + 3 * MIB, UINT64_MAX);
  struct vpt_run data = vpt_next_run(&kernel, base + 4 * MIB + PAGE, UINT64_MAX);
  CHECK(text.attr == (VPT_READ | VPT_EXEC | VPT_GLOBAL) && text.length == 3 * MIB && text.oa == OA);
  CHECK(constants.attr == (VPT_READ | VPT_GLOBAL) && constants.length == MIB + PAGE);
  CHECK(data.attr == (RW | VPT_GLOBAL) && data.length == 2 * MIB - PAGE && data.oa == OA + 4 * MIB + PAGE);
  CHECK(vpt_query(&kernel, base).size == 2 * MIB && writable_or_executable(&kernel, base));
  CHECK(vpt_protect(&kernel, base, PAGE, RW | VPT_EXEC).status == VPT_OK && !writable_or_executable(&kernel, base));
}

static void own_space(void)
{
  for (int live = 0; live < 2; live++) {
    const struct vpt_pool_config memory = {window, 0x40000000, FRAMES * PAGE, 12, info, FRAMES};
    const struct vpt_config config = {.geometry = {&vpt_aarch64_s1, 4, 48, 48}, .pool = &pool, .output_first = OA,
                                      .output_end = 2 * OA, .resize_live = live, .hooks = {invalidate, sync_all, NULL}};
    struct vpt kernel;
    CHECK(vpt_pool_init(&pool, &memory) == VPT_OK);
    CHECK(make_own(&kernel, config, 2 * MIB, OA + 2 * MIB, 4 * MIB, PAGE) == VPT_OK);
    CHECK(vpt_query(&kernel, 2 * MIB).size == (live ? 2 * MIB : PAGE));
    CHECK(seal(&kernel, 3 * MIB, 2 * PAGE) == VPT_OK && vpt_query(&kernel, 3 * MIB).attr == (VPT_READ | VPT_GLOBAL));
    CHECK(vpt_query(&kernel, 4 * MIB).size == (live ? 2 * MIB : PAGE));
    CHECK(vpt_protect(&kernel, 2 * MIB, PAGE, RW | VPT_GLOBAL | VPT_DEVICE).status == VPT_ERR_BREAK);
    CHECK(vpt_map(&kernel, 8 * MIB, OA + 8 * MIB, 2 * MIB, RW | VPT_GLOBAL, 0).status == VPT_OK);
    CHECK(seal(&kernel, 8 * MIB, PAGE) == (live ? VPT_OK : VPT_ERR_BREAK) && seal(&kernel, 8 * MIB, 2 * MIB) == VPT_OK);
  }
}

static void guards(void)
{
  struct vpt kernel;
  make(&kernel, &vpt_aarch64_s1, VPT_LOWER, 5);
  CHECK(vpt_map(&kernel, 0, OA, 4 * MIB, RW, 0).frames == 2);
  CHECK(guard_stacks(&kernel, MIB, 8 * PAGE, 3, PAGE) == VPT_OK && vpt_pool_free(&pool) == 1);
  for (vpt_ia ia = MIB; ia < MIB + 24 * PAGE; ia += PAGE) {
    CHECK(vpt_query(&kernel, ia).status == (ia % (8 * PAGE) == 0 ? VPT_ERR_UNMAPPED : VPT_OK));
  }
  CHECK(vpt_query(&kernel, 2 * MIB).size == 2 * MIB);
  CHECK(guard_stacks(&kernel, 2 * MIB - 8 * PAGE, 8 * PAGE, 2, PAGE) == VPT_OK && vpt_pool_free(&pool) == 0);
}

static void dirty_logging(void)
{
  struct vpt guest;
  make(&guest, &vpt_aarch64_s2, VPT_LOWER, 4);
  CHECK(vpt_map(&guest, 0, OA, 4 * MIB, RIGHTS, 0).status == VPT_OK);
  CHECK(log_begin(&guest, 0, 4 * MIB, PAGE) == VPT_OK && invalidates == 1 && syncs == 1);
  CHECK(vpt_next_run(&guest, 0, UINT64_MAX).attr == (VPT_READ | VPT_EXEC));
  struct vpt_run written = log_fault(&guest, 5 * PAGE + 8, PAGE); /* takes the last frame: for two it was too few */
  CHECK(written.status == VPT_OK && written.ia == 5 * PAGE && written.length == PAGE && vpt_pool_free(&pool) == 0);
  written = log_fault(&guest, 7 * PAGE, PAGE);
  CHECK(written.status == VPT_OK && written.ia == 7 * PAGE && written.length == PAGE);
  written = log_fault(&guest, 3 * MIB, PAGE);
  CHECK(written.status == VPT_OK && written.ia == 2 * MIB && written.length == 2 * MIB);
  CHECK(vpt_query(&guest, 5 * PAGE).attr == RIGHTS && vpt_query(&guest, 6 * PAGE).attr == (VPT_READ | VPT_EXEC));
  CHECK(log_fault(&guest, 4 * MIB, PAGE).status == VPT_ERR_UNMAPPED);

  make(&guest, &vpt_aarch64_s2, VPT_LOWER, 5);
  CHECK(vpt_map(&guest, 0, OA, 4 * MIB, RIGHTS, 0).status == VPT_OK);
  CHECK(log_begin(&guest, 0, 4 * MIB, PAGE) == VPT_OK && invalidates == 3 && vpt_pool_free(&pool) == 0);
  written = log_fault(&guest, 3 * MIB, PAGE);
  CHECK(written.status == VPT_OK && written.ia == 3 * MIB && written.length == PAGE && invalidates == 4);
}

static struct {
  vpt_oa oa;
  uint64_t bytes;
} given[GIVEN_MAX];
static unsigned gifts;
static struct vpt *giver;

/* What is given away is not mapped any more. */
static void give(vpt_oa oa, uint64_t bytes)
{
  CHECK(gifts < GIVEN_MAX);
  given[gifts].oa = oa;
  given[gifts++].bytes = bytes;
  struct vpt_run run;
  for (vpt_ia ia = 0; run = vpt_next_run(giver, ia, UINT64_MAX), run.length != 0; ia += run.length) {
    CHECK(run.status != VPT_OK || run.oa >= oa + bytes || run.oa + run.length <= oa);
  }
}

static void ballooning(void)
{
  struct vpt guest;
  make(&guest, &vpt_aarch64_s2, VPT_LOWER, FRAMES);
  giver = &guest;
  CHECK(vpt_map(&guest, 0, OA, 4 * MIB, RW, 0).status == VPT_OK);
  CHECK(vpt_map(&guest, 5 * MIB, OA + GIB, 2 * PAGE, RW, 0).status == VPT_OK);
  CHECK(inflate(&guest, MIB, 8 * MIB, give) == VPT_OK && gifts == 2);
  CHECK(given[0].oa == OA + MIB && given[0].bytes == 3 * MIB);
  CHECK(given[1].oa == OA + GIB && given[1].bytes == 2 * PAGE);
  CHECK(vpt_next_run(&guest, 0, UINT64_MAX).length == MIB && vpt_query(&guest, MIB).status == VPT_ERR_UNMAPPED);
  CHECK(vpt_map_check(&guest, MIB, OA + MIB, 3 * MIB, RW, 0).status == VPT_OK);
  CHECK(vpt_map(&guest, MIB, OA + MIB, 3 * MIB, RW, 0).status == VPT_OK);
  CHECK(vpt_next_run(&guest, 0, UINT64_MAX).length == 4 * MIB);
  CHECK(inflate(&guest, UINT64_C(1) << 48, PAGE, give) == VPT_ERR_IA && inflate(&guest, 0, 0, give) == VPT_OK);
}

static unsigned turns;

/* Between two calls at most eight tables' pages have gone. */
static void let_others_in(void)
{
  struct vpt_run run = vpt_next_run(giver, 0, UINT64_MAX);
  CHECK(run.status == VPT_OK && run.length == MIB); /* what lies before the range */
  turns++;
  run = vpt_next_run(giver, MIB, UINT64_MAX);
  CHECK(run.status == VPT_ERR_UNMAPPED && (turns > 2 || run.length == turns * 16 * MIB - MIB));
}

static void in_parts(void)
{
  struct vpt guest;
  make(&guest, &vpt_x86_64, VPT_LOWER, FRAMES);
  giver = &guest;
  CHECK(vpt_map(&guest, 0, OA, 40 * MIB, RW, PAGE).status == VPT_OK);
  CHECK(unmap_in_parts(&guest, MIB, 39 * MIB, let_others_in) == VPT_OK && turns == 3 && syncs == 3);
  CHECK(vpt_next_run(&guest, 0, UINT64_MAX).length == MIB && vpt_pool_free(&pool) == FRAMES - 4);
  CHECK(unmap_in_parts(&guest, MIB + 1, PAGE, let_others_in) == VPT_ERR_IA_ALIGN);
}

static unsigned copies;

/* Nobody writes while the copy is made. */
static void copy(vpt_oa to, vpt_oa from, uint64_t bytes)
{
  CHECK(to != from && bytes == 2 * MIB && vpt_next_run(giver, 0, UINT64_MAX).attr == VPT_READ);
  copies++;
}

static void moving(void)
{
  struct vpt guest;
  make(&guest, &vpt_aarch64_s2, VPT_LOWER, 4);
  giver = &guest;
  CHECK(vpt_map(&guest, 0, OA + PAGE, 2 * MIB, RW, 0).status == VPT_OK && vpt_query(&guest, 0).size == PAGE);
  CHECK(move(&guest, 0, 2 * MIB, OA + GIB, copy) == VPT_OK && copies == 1);
  struct vpt_result leaf = vpt_query(&guest, 0);
  CHECK(leaf.size == 2 * MIB && leaf.oa == OA + GIB && leaf.attr == RW); /* a block of pages */
  CHECK(move(&guest, 0, 4 * MIB, OA, copy) == VPT_ERR_UNMAPPED && copies == 1);
  struct vpt other;
  const struct vpt_config config = {.geometry = {&vpt_aarch64_s2, 3, 39, 48}, .pool = &pool, .output_first = OA,
                                    .output_end = 2 * OA};
  CHECK(vpt_init(&other, &config) == VPT_OK && vpt_pool_free(&pool) == 0);
  CHECK(move(&guest, 0, 2 * MIB, OA + PAGE, copy) == VPT_ERR_NO_FRAMES && copies == 2); /* back where it was */
  leaf = vpt_query(&guest, 0);
  CHECK(leaf.size == 2 * MIB && leaf.oa == OA + GIB && leaf.attr == RW);
}

int main(int argc, char **argv)
{
  picture();
  kernel_image();
  own_space();
  guards();
  dirty_logging();
  ballooning();
  in_parts();
  moving();
  if (argc > 1) listing(argv[1]); /* last: it takes the output */
  return argc > 1 ? 0 : 4;
}
