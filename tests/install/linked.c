/* SPDX-License-Identifier: Apache-2.0 */
/* A kernel of which nothing is there but its page tables: how much of the library is linked with it? FORMATS are the
 * formats it uses, each as X(name). */
#include <vpt/vpt.h>

#define X(name) &vpt_##name,
static const struct vpt_format *const formats[] = {FORMATS};

static _Alignas(0x10000) uint64_t window[32 * 0x2000];
static struct vpt_frame_info info[32];
static struct vpt_pool_config memory = {.window = window, .window_oa = 0x40000000, .window_bytes = sizeof window,
                                        .granule_log2 = 12, .info = info, .info_count = 32};
static struct vpt_pool pool;
static struct vpt_config config = {.geometry = {.levels = 4, .input_bits = 48, .output_bits = 48}, .pool = &pool,
                                   .output_first = 0x80000000, .output_end = 0xc0000000};
static const struct vpt_grant grant = {0x80000000, 0xc0000000, VPT_READ | VPT_WRITE, VPT_TYPE(VPT_NORMAL)};
static struct vpt space;

static bool use(const struct vpt_format *format)
{
  config.geometry.format = format;
  if (vpt_init(&space, &config) != VPT_OK || vpt_set_grants(&space, &grant, 1) != VPT_OK) return false;
  if (vpt_map_frame(&space, 0x10000, 0x80000000, 0x10000, VPT_READ) != VPT_OK) return false;
  if (vpt_protect_frame(&space, 0x10000, VPT_READ | VPT_WRITE, 0) != VPT_OK) return false;
  if (vpt_query(&space, 0x10008).oa != 0x80000008 || vpt_unmap_frame(&space, 0x10000, 0).status != VPT_OK) return false;
  if (vpt_map_check(&space, 0, 0x80000000, 0x40000, VPT_READ, 0).status != VPT_OK) return false;
  if (vpt_map(&space, 0, 0x80000000, 0x40000, VPT_READ, 0).status != VPT_OK) return false;
  if (vpt_split(&space, 0, 0x40000, 0x1000).status != VPT_OK) return false;
  if (vpt_protect(&space, 0x10000, 0x10000, VPT_READ | VPT_WRITE).status != VPT_OK) return false;
  if (vpt_next_run(&space, 0, 0x40000).length != 0x10000) return false;
  if (vpt_unmap_some(&space, 0, 0x10000, 1).ia != 0x10000) return false;
  return vpt_unmap(&space, 0x10000, 0x30000).status == VPT_OK;
}

void _start(void);
void _start(void)
{
  bool used = vpt_pool_init(&pool, &memory) == VPT_OK;
  for (unsigned i = 0; used && i < sizeof formats / sizeof formats[0]; i++) used = use(formats[i]);
  for (;;) {
  }
}
