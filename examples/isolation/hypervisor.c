/* SPDX-License-Identifier: Apache-2.0 */
/* The pool, the hypervisor's own tables, and the MMU of EL2. */
#include "hypervisor.h"

#include "console.h"
#include "machine.h"
#include "registers.h"
#include "vpt/aarch64.h"

/* TCR_EL2: 39 input bits (T0SZ, 5:0), tables in write-back inner shareable memory (13:8), 4 KiB
 * granule (15:14), 40 output bits (18:16); bits 23 and 31 are RES1. */
#define TCR_EL2_VALUE ((64 - 39) | 1 << 8 | 1 << 10 | 3 << 12 | 2 << 16 | 1 << 23 | 1ULL << 31)

/* SCTLR_EL2: RES1 bits; MMU (0), data cache (2), stack alignment (3), instruction cache (12),
 * nothing that can be written is executed (WXN, 19). */
#define SCTLR_EL2_VALUE (0x30C50830 | 1 << 0 | 1 << 2 | 1 << 3 | 1 << 12 | 1 << 19)

#define MOST_TLBIS 512U

extern char text_first[], rodata_first[], data_first[], data_end[];

struct vpt_pool pool;
struct space hypervisor = {
    .geometry = {VPT_AARCH64_S1_EL2, .granule_log2 = 12, .levels = 3, .input_bits = 39,
                 .output_bits = 40},
    .name = "the hypervisor",
};

static struct vpt_frame_info frames[POOL_BYTES / KIB_4];

/* DDI 0487, "TLB maintenance instructions": bits 43:0 of the argument are bits 55:12 of the
 * address; VALE2IS leaves cached table descriptors alone. */
static void invalidate(void *context, uint16_t id, vpt_ia ia, uint64_t length, uint64_t leaf_size,
                       bool leaf_only)
{
  (void)context, (void)id; /* one space, and the EL2 regime has no ASID */
  uint64_t step = leaf_size ? leaf_size : KIB_4;
  DSB(ishst);
  if (length / step > MOST_TLBIS) {
    TLBI_ALL(alle2is);
    return;
  }
  for (uint64_t offset = 0; offset < length; offset += step) {
    if (leaf_only)
      TLBI(vale2is, (ia + offset) >> 12);
    else
      TLBI(vae2is, (ia + offset) >> 12);
  }
}

static void sync(void *context)
{
  (void)context;
  DSB(ish);
  ISB();
}

static void map_identity(uint64_t first, uint64_t end, uint64_t leaf_size, vpt_attr attr)
{
  for (uint64_t address = first; address < end; address += leaf_size)
    require(vpt_map_frame(&hypervisor.tables, address, address, leaf_size, attr));
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
      .hooks = {invalidate, sync, 0},
  };
  require(vpt_pool_init(&pool, &memory));
  require(vpt_init(&hypervisor.tables, &config));
  map_identity(UART_OA, UART_OA + KIB_4, KIB_4, VPT_READ | VPT_WRITE | VPT_DEVICE);
  map_identity((uint64_t)text_first, (uint64_t)rodata_first, KIB_4, VPT_READ | VPT_EXEC);
  map_identity((uint64_t)rodata_first, (uint64_t)data_first, KIB_4, VPT_READ);
  map_identity((uint64_t)data_first, (uint64_t)data_end, KIB_4, VPT_READ | VPT_WRITE);
  map_identity(POOL_OA, POOL_OA + POOL_BYTES, MIB_2, VPT_READ | VPT_WRITE);
}

/* What was written with the caches off is in memory; older lines in a cache would hide it. */
static void drop_from_caches(uint64_t first, uint64_t end)
{
  for (uint64_t line = first; line < end; line += data_line_bytes()) DC(ivac, line);
  DSB(sy);
}

static void switch_mmu_on(void)
{
  drop_from_caches((uint64_t)data_first, (uint64_t)data_end);
  drop_from_caches(POOL_OA, POOL_OA + POOL_BYTES);
  WRITE_REGISTER(mair_el2, VPT_AARCH64_MAIR);
  WRITE_REGISTER(tcr_el2, TCR_EL2_VALUE);
  WRITE_REGISTER(ttbr0_el2, vpt_root(&hypervisor.tables));
  ISB();
  TLBI_ALL(alle2);
  DSB(sy);
  ISB();
  WRITE_REGISTER(sctlr_el2, SCTLR_EL2_VALUE);
  ISB();
}

void hypervisor_init(void)
{
  make_tables();
  switch_mmu_on();
}
