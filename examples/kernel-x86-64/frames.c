/* SPDX-License-Identifier: Apache-2.0 */
#include "frames.h"

#include "console.h"
#include "machine.h"
#include "spaces.h"

#define FRAMES (FRAMES_BYTES / KIB_4)

struct vpt_pool pool;

/* Zero, as an empty pool's has to be. */
static struct vpt_frame_info info[FRAMES];

static vpt_oa stack[FRAMES];
static uint64_t stacked;
static bool handed_over[FRAMES];

void frames_init(void)
{
  const struct vpt_pool_config memory = {
      .window = direct(FRAMES_OA),
      .window_oa = FRAMES_OA,
      .window_bytes = FRAMES_BYTES,
      .granule_log2 = 12,
      .info = info,
      .info_count = FRAMES,
  };
  require(vpt_pool_init_empty(&pool, &memory));
  for (uint64_t i = FRAMES; i > 0; i--) frame_give(FRAMES_OA + (i - 1) * KIB_4);
}

vpt_oa frame_take(void)
{
  if (stacked == 0) stop("out of frames");
  return stack[--stacked];
}

void frame_give(vpt_oa oa)
{
  stack[stacked++] = oa;
}

void tables_add(uint64_t count)
{
  for (uint64_t i = 0; i < count; i++) {
    vpt_oa oa = frame_take();
    require(vpt_pool_add(&pool, oa, KIB_4)); /* a page may have been there: it is zeroed */
    handed_over[(oa - FRAMES_OA) / KIB_4] = true;
  }
}

void tables_remove(void)
{
  vpt_oa oa;
  while (vpt_pool_free(&pool) > 0) {
    require(vpt_pool_remove(&pool, &oa, 1));
    handed_over[(oa - FRAMES_OA) / KIB_4] = false;
    frame_give(oa);
  }
}

bool is_frame(vpt_oa oa)
{
  return oa >= FRAMES_OA && oa < FRAMES_OA + FRAMES_BYTES;
}

bool is_table(vpt_oa oa)
{
  return is_frame(oa) && handed_over[(oa - FRAMES_OA) / KIB_4];
}

uint64_t frames_free(void)
{
  return stacked + vpt_pool_free(&pool);
}
