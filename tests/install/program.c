/* SPDX-License-Identifier: Apache-2.0 */
/* What a user's program does with the library, in C and in C++20. */
#include <vpt/vpt.h>

enum { FRAMES = 8, WORDS = 512 };

#ifdef __cplusplus
alignas(4096)
#else
_Alignas(4096)
#endif
static uint64_t window[FRAMES * WORDS];
static struct vpt_frame_info info[FRAMES];

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  *(int *)context += what->id == 7 && what->ia == 0x1000 && what->length == 0x1000 && what->leaf_size == 0x1000 &&
                     what->leaf_only && !what->global;
}

static void synchronise(void *context)
{
  *(int *)context += 10;
}

int main(void)
{
  int calls = 0;
  static const struct vpt_grant grant = {.first = 0x80000000, .end = 0x80001000, .rights = VPT_READ | VPT_WRITE,
                                         .types = VPT_TYPE(VPT_NORMAL)};
  struct vpt_pool pool;
  struct vpt space;
  struct vpt_pool_config memory = {.window = window, .window_oa = 0x40000000, .window_bytes = sizeof window,
                                   .granule_log2 = 12, .info = info, .info_count = FRAMES};
  struct vpt_config config = {.geometry = {&vpt_aarch64_s2, 3, 39, 40}, .half = VPT_LOWER, .pool = &pool,
                              .output_first = 0x80000000, .output_end = 0xc0000000, .leaf_size_max = 0,
                              .output_has_tables = false, .never_break = false, .resize_live = false, .id = 7,
                              .hooks = {invalidate, synchronise, &calls}};
  if (vpt_pool_init(&pool, &memory) != VPT_OK || vpt_init(&space, &config) != VPT_OK) return 1;
  if (vpt_set_grants(&space, &grant, 1) != VPT_OK) return 6;
  if (vpt_map_frame(&space, 0x2000, 0x80001000, 0x1000, VPT_READ) != VPT_ERR_GRANT) return 7;
  if (vpt_map_frame(&space, 0x1000, 0x80000000, 0x1000, VPT_READ | VPT_WRITE) != VPT_OK) return 2;
  if (vpt_protect_frame(&space, 0x1000, VPT_READ, 0) != VPT_OK || calls != 11) return 3;
  struct vpt_result found = vpt_query(&space, 0x1234);
  if (found.status != VPT_OK || found.oa != 0x80000234 || found.attr != VPT_READ) return 4;
  vpt_destroy(&space);
  return vpt_pool_free(&pool) == FRAMES ? 0 : 5;
}
