/* SPDX-License-Identifier: Apache-2.0 */
/* The page allocator and the guest of docs/memory.md at work, as they stand there: memory.h is the page's programs. Status
 * 0 if they do what the page says.
 */
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGES = 32 };
#define WINDOW_OA UINT64_C(0x40000000)
#define OA UINT64_C(0x100000000)
#define CHECK(condition) check(condition, #condition, __LINE__)

static _Alignas(0x1000) uint64_t window[PAGES * 512];
static struct vpt_frame_info info[PAGES];
static unsigned char taken[PAGES];
static unsigned left;

static void check(bool holds, const char *what, int line)
{
  if (holds) return;
  printf("line %d: not so: %s\n", line, what);
  exit(1);
}

/* Every third page, in a circle; full of what was in it before. */
vpt_oa page_alloc(void)
{
  if (left == 0) return NO_PAGE;
  left--;
  for (unsigned i = 0; i < PAGES; i++) {
    unsigned page = i * 3 % PAGES;
    if (taken[page]) continue;
    taken[page] = 1;
    memset(window + page * 512, 0xA5, PAGE_BYTES);
    return WINDOW_OA + page * PAGE_BYTES;
  }
  return NO_PAGE;
}

void page_free(vpt_oa page)
{
  size_t number = (page - WINDOW_OA) / PAGE_BYTES;
  CHECK(number < PAGES && taken[number]);
  for (unsigned i = 0; i < 512; i++) CHECK(window[number * 512 + i] == 0);
  taken[number] = 0;
  left++;
}

/* By every call that maps. */
static void refused(struct vpt *guest, vpt_ia ia, vpt_oa oa, uint64_t length, vpt_attr attr)
{
  CHECK(vpt_map_check(guest, ia, oa, length, attr, 0).status == VPT_ERR_GRANT);
  CHECK(vpt_map(guest, ia, oa, length, attr, 0).status == VPT_ERR_GRANT);
  CHECK(vpt_map_frame(guest, ia, oa, PAGE_BYTES, attr) == VPT_ERR_GRANT);
}

static void guest(void)
{
  const struct vpt_pool_config memory = {window, RAM_END + 0x200000, sizeof window, 12, info, PAGES};
  const struct vpt_grant tables = {RAM, RAM_END + 0x200001, ALL_OF_IT, MEMORY};
  const vpt_attr rw = VPT_READ | VPT_WRITE, device = rw | VPT_DEVICE;
  struct vpt_pool pool;
  struct vpt guest;
  CHECK(vpt_pool_init(&pool, &memory) == VPT_OK);
  CHECK(make_guest(&guest, &pool, (struct vpt_hooks){0}) == VPT_OK);
  CHECK(vpt_set_grants(&guest, &tables, 1) == VPT_ERR_TABLES);
  CHECK(vpt_map(&guest, 0, ROM, ROM_END - ROM, READ_ONLY, 0).status == VPT_OK);
  CHECK(vpt_map(&guest, 0x40000000, RAM, RAM_END - RAM, ALL_OF_IT, 0).status == VPT_OK);
  CHECK(vpt_map(&guest, 0x9000000, UART, PAGE_BYTES, device, 0).status == VPT_OK);

  /* a byte beyond, what lies between, the tables, a right or a type more */
  refused(&guest, 0x60000000, RAM_END, PAGE_BYTES, rw);
  refused(&guest, 0x60000000, RAM - PAGE_BYTES, PAGE_BYTES, rw);
  refused(&guest, 0x60000000, memory.window_oa, PAGE_BYTES, rw);
  refused(&guest, 0x60000000, UART - PAGE_BYTES, 2 * PAGE_BYTES, device);
  refused(&guest, 0x60000000, UART, PAGE_BYTES, rw);
  refused(&guest, 0x60000000, ROM, PAGE_BYTES, rw);
  CHECK(vpt_protect(&guest, 0, ROM_END - ROM, ALL_OF_IT).status == VPT_ERR_GRANT);
  CHECK(vpt_protect_frame(&guest, 0x9000000, rw, 0) == VPT_ERR_GRANT);

  /* memory that is mapped twice is not gone when it is unmapped once */
  CHECK(vpt_map(&guest, 0x60000000, RAM_HALF, PAGE_BYTES, VPT_READ, 0).status == VPT_OK);
  CHECK(take_half(&guest, 0x40000000 + (RAM_HALF - RAM)) == VPT_ERR_MAPPED);
  CHECK(vpt_unmap_frame(&guest, 0x60000000, 0).status == VPT_OK);
  CHECK(take_half(&guest, 0x40000000 + (RAM_HALF - RAM)) == VPT_OK);
  refused(&guest, 0x60000000, RAM_HALF, PAGE_BYTES, rw);
  CHECK(vpt_map(&guest, 0x60000000, RAM_HALF - PAGE_BYTES, PAGE_BYTES, rw, 0).status == VPT_OK);
  vpt_destroy(&guest);
  CHECK(vpt_pool_free(&pool) == PAGES);
}

static void allocator(void)
{
  const struct vpt_pool_config memory = {window, WINDOW_OA, sizeof window, 12, info, PAGES};
  struct vpt_pool pool;
  struct vpt space;
  const struct vpt_config config = {.geometry = {&vpt_riscv, 4, 48, 48}, .half = VPT_SIGNED, .pool = &pool,
                                    .output_first = OA, .output_end = UINT64_C(1) << 48};
  left = 12;
  CHECK(vpt_pool_init_empty(&pool, &memory) == VPT_OK && vpt_pool_free(&pool) == 0);
  CHECK(vpt_init(&space, &config) == VPT_ERR_NO_FRAMES);
  CHECK(vpt_pool_add(&pool, page_alloc(), PAGE_BYTES) == VPT_OK && vpt_init(&space, &config) == VPT_OK);

  /* three tables on the path, and one more on the other side of the block's edge */
  CHECK(map_pages(&pool, &space, 0x1ff000, OA, 0x2000, VPT_READ) == VPT_OK && left == 12 - 1 - 4);
  CHECK(vpt_query(&space, 0x200000).oa == OA + 0x1000 && vpt_pool_free(&pool) == 0);
  /* when there are no pages nothing is mapped */
  CHECK(map_pages(&pool, &space, UINT64_C(1) << 40, OA, 0x1000000 + 0x1000, VPT_READ) == VPT_OK && left == 4);
  CHECK(map_pages(&pool, &space, 0x800000, OA + 0x1000, 0x1000000, VPT_READ) == VPT_ERR_NO_FRAMES && left == 0);
  CHECK(vpt_query(&space, 0x800000).status == VPT_ERR_UNMAPPED && vpt_pool_free(&pool) == 4);
  trim(&pool);
  CHECK(left == 4 && vpt_pool_free(&pool) == 0);

  CHECK(vpt_unmap(&space, 0, UINT64_C(1) << 47).status == VPT_OK);
  vpt_destroy(&space);
  trim(&pool);
  CHECK(left == 12);
  for (unsigned i = 0; i < PAGES; i++) CHECK(!taken[i]);
}

int main(void)
{
  allocator();
  guest();
  return 0;
}
