/* SPDX-License-Identifier: Apache-2.0 */
/* The pool, and the hypervisor's own tables. */
#include "hypervisor.h"

#include "port.h"

extern char text_first[], rodata_first[], data_first[], data_end[];

struct vpt_pool pool;
struct space hypervisor = {
    .geometry = {OWN_FORMAT, .levels = 3, .input_bits = 39, .output_bits = 40},
    .name = "the hypervisor",
};

static struct vpt_frame_info frames[POOL_BYTES / KIB_4];
static const uint64_t device_pages[] = DEVICE_PAGES;

static void map_identity(uint64_t first, uint64_t end, vpt_attr attr)
{
  require(vpt_map(&hypervisor.tables, first, first, end - first, attr, 0).status);
}

static void make_tables(void)
{
  const struct vpt_pool_config memory = {
      .window = (uint64_t *)POOL_OA,
      .window_oa = POOL_OA,
      .window_bytes = POOL_BYTES,
      .granule_log2 = 12,
      .info = frames,
      .info_count = sizeof frames / sizeof frames[0],
  };
  const struct vpt_config config = {
      .geometry = hypervisor.geometry,
      .pool = &pool,
      .output_first = 0,
      .output_end = 1ULL << 40,
      .output_has_tables = true, /* the hypervisor writes them */
      .hooks = {own_invalidate, own_sync, 0},
  };
  require(vpt_pool_init(&pool, &memory));
  require(vpt_init(&hypervisor.tables, &config));
  for (unsigned i = 0; i < sizeof device_pages / sizeof device_pages[0]; i++)
    map_identity(device_pages[i], device_pages[i] + KIB_4, VPT_READ | VPT_WRITE | DEVICE_MEMORY);
  map_identity((uint64_t)text_first, (uint64_t)rodata_first, VPT_READ | VPT_EXEC);
  map_identity((uint64_t)rodata_first, (uint64_t)data_first, VPT_READ);
  map_identity((uint64_t)data_first, (uint64_t)data_end, VPT_READ | VPT_WRITE);
  map_identity(POOL_OA, POOL_OA + POOL_BYTES, VPT_READ | VPT_WRITE);
}

void hypervisor_init(void)
{
  make_tables();
  own_mmu_on();
}
