/* SPDX-License-Identifier: Apache-2.0 */
/* A format that the library does not know, used as its own are, beside one of them and in one pool. */
#include <stdio.h>
#include <vpt/vpt.h>

extern const struct vpt_format toy;

enum { FRAMES = 16, WORDS = 512, TABLES_OA = 0x40000000 };

static _Alignas(4096) uint64_t window[FRAMES * WORDS];
static struct vpt_frame_info info[FRAMES];
static unsigned invalidations, synchronisations, failures;

static void expect(const char *what, uint64_t is, uint64_t should_be)
{
  if (is == should_be) return;
  printf("%s: 0x%llx, should be 0x%llx\n", what, (unsigned long long)is, (unsigned long long)should_be);
  failures++;
}

static void invalidate(void *context, const struct vpt_invalidation *what)
{
  (void)context, (void)what;
  invalidations++;
}

static void synchronise(void *context)
{
  (void)context;
  synchronisations++;
}

static struct vpt_config config_of(const struct vpt_format *format, struct vpt_pool *pool)
{
  return (struct vpt_config){.geometry = {.format = format, .levels = 3, .input_bits = 39, .output_bits = 48},
                             .pool = pool,
                             .output_first = 0x80000000,
                             .output_end = 0x1000000000,
                             .hooks = {invalidate, synchronise, NULL}};
}

/* The word that a walk by hand finds at the end. */
static uint64_t walk(const struct vpt *space, vpt_ia ia)
{
  uint64_t table = vpt_root(space), word = 0;
  for (unsigned shift = 30; shift >= 12; shift -= 9) {
    word = window[(table - TABLES_OA) / 8 + (ia >> shift & 511)];
    if (word % 4 != 1) break;
    table = word & 0xFFFFFFFFFF000;
  }
  return word;
}

static void leaves(struct vpt *space)
{
  expect("a page", vpt_map_frame(space, 0x1000, 0x80000000, 0x1000, VPT_READ | VPT_WRITE), VPT_OK);
  expect("a page's word", walk(space, 0x1234), 0x80000A0F);
  expect("2 MiB", vpt_map_frame(space, 0x200000, 0x80200000, 0x200000, VPT_READ | VPT_EXEC), VPT_OK);
  expect("its word", walk(space, 0x200000), 0x80200A17);
  expect("1 GiB at the upper end", vpt_map_frame(space, (uint64_t)-0x40000000, 0x240000000, 0x40000000, VPT_READ), VPT_OK);
  expect("its word", walk(space, 0x7FC0000000), 0x240000A07);
  expect("a query", vpt_query(space, 0x2ABCDE).oa, 0x802ABCDE);
  expect("one from above", vpt_query(space, (uint64_t)-1).oa, 0x27FFFFFFF);
  expect("one of nothing", vpt_query(space, 0x2000).status, VPT_ERR_UNMAPPED);
  expect("an attribute it has not", vpt_map_frame(space, 0x3000, 0x80003000, 0x1000, VPT_READ | VPT_DEVICE), VPT_ERR_ATTR);
  expect("a size it has not", vpt_map_frame(space, 0, 0x8000000000, 0x8000000000, VPT_READ), VPT_ERR_SIZE);
  expect("a place that is taken", vpt_map_frame(space, 0x1000, 0x80000000, 0x1000, VPT_READ), VPT_ERR_MAPPED);
  expect("hooks so far", invalidations + synchronisations, 0);
  expect("less rights", vpt_protect_frame(space, 0x1000, VPT_READ, 0), VPT_OK);
  expect("one invalidation", invalidations, 1);
  expect("more, by way of an invalid one", vpt_protect_frame(space, 0x1000, VPT_READ | VPT_WRITE, 0), VPT_OK);
  expect("hooks for both steps", invalidations > 1 && synchronisations == invalidations, 1);
  expect("its word", walk(space, 0x1000), 0x80000A0F);
}

static void ranges(struct vpt *space, struct vpt_pool *pool)
{
  uint64_t before = vpt_pool_free(pool);
  struct vpt_outcome mapped = vpt_map(space, 0x5FF000, 0x805FF000, 0x202000, VPT_READ | VPT_WRITE, 0);
  expect("a range", mapped.status, VPT_OK);
  expect("its tables", mapped.frames, before - vpt_pool_free(pool));
  expect("its block", vpt_query(space, 0x600000).size, 0x200000);
  expect("its run", vpt_next_run(space, 0x5FF000, UINT64_MAX).length, 0x202000);
  expect("a part of it", vpt_protect(space, 0x700000, 0x1000, VPT_READ).frames, 1);
  expect("its word", walk(space, 0x700000), 0x80700A07);
  expect("the part beside", walk(space, 0x701000), 0x80701A0F);
  expect("all of it", vpt_unmap(space, 0x5FF000, 0x202000).ia, 0x801000);
  expect("its tables come back", vpt_pool_free(pool), before);
}

static void away(struct vpt *space, struct vpt_pool *pool)
{
  uint64_t before = vpt_pool_free(pool);
  struct vpt_result result = vpt_unmap_frame(space, 0x1000, 0);
  expect("a page less", result.status, VPT_OK);
  expect("its address", result.oa, 0x80000000);
  expect("its attributes", result.attr, VPT_READ | VPT_WRITE);
  expect("a table less", vpt_pool_free(pool), before + 1);
  expect("its word", walk(space, 0x1000), 0);
  expect("once more", vpt_unmap_frame(space, 0x1000, 0).status, VPT_ERR_UNMAPPED);
}

static void decoded(const struct vpt_geometry *geometry)
{
  struct vpt_descriptor leaf = vpt_decode(geometry, 1, 3, 0x80200A17), table = vpt_decode(geometry, 1, 3, 0x40003A01);
  expect("a leaf", leaf.kind == VPT_LEAF && leaf.oa == 0x80200000 && leaf.attr == (VPT_READ | VPT_EXEC) && leaf.exact, 1);
  expect("a table", table.kind == VPT_TABLE && table.oa == 0x40003000 && table.exact, 1);
  expect("nonsense", vpt_decode(geometry, 1, 3, 0x40003B01).kind, VPT_INVALID);
  expect("bytes of an entry", vpt_entry_size(geometry, 2), 0x40000000);
  expect("root tables", vpt_root_tables(geometry), 1);
  struct vpt_geometry none = *geometry;
  none.levels = 5;
  expect("five levels", vpt_check_geometry(&none), VPT_ERR_LEVELS);
}

int main(void)
{
  struct vpt_pool pool;
  struct vpt outside, own;
  struct vpt_pool_config memory = {window, TABLES_OA, sizeof window, 12, info, FRAMES};
  struct vpt_config config = config_of(&toy, &pool), own_config = config_of(&vpt_aarch64_s2, &pool);
  config.half = VPT_SIGNED;
  expect("the pool", vpt_pool_init(&pool, &memory), VPT_OK);
  expect("a space", vpt_init(&outside, &config), VPT_OK);
  expect("a space of the library's", vpt_init(&own, &own_config), VPT_OK);
  leaves(&outside);
  expect("a page of the library's", vpt_map_frame(&own, 0x1000, 0x80000000, 0x1000, VPT_READ | VPT_DEVICE), VPT_OK);
  ranges(&outside, &pool);
  away(&outside, &pool);
  expect("the library's is still there", vpt_query(&own, 0x1000).attr, VPT_READ | VPT_DEVICE);
  decoded(&config.geometry);
  vpt_destroy(&outside);
  vpt_destroy(&own);
  expect("all frames", vpt_pool_free(&pool), FRAMES);
  return failures == 0 ? 0 : 1;
}
