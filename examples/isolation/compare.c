/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_query() against the MMU's own address translation. */
#include "compare.h"

#include "console.h"
#include "port.h"

#define RANDOM_ADDRESSES 1500

struct count {
  int asked;
  int kib_4, mib_2, gib_1; /* answers that are a leaf of this size... */
  int unmapped;            /* ...or none */
  int differ;
};

static int *size_count(struct count *count, struct vpt_result said)
{
  if (said.status != VPT_OK) return &count->unmapped;
  return said.size == KIB_4 ? &count->kib_4 : said.size == MIB_2 ? &count->mib_2 : &count->gib_1;
}

static void compare_one(const struct space *space, vpt_ia ia, struct count *count)
{
  struct vpt_result said = vpt_query(&space->tables, ia);
  if (!mmu_can_be_asked(said)) return;
  count->asked++;
  ++*size_count(count, said);
  for (int write = 0; write < 2; write++) {
    if (mmu_agrees(space, ia, said, write)) continue;
    count->differ++;
    print("[%s] %s %x: vpt_query: %s, %x, attributes %x\n", space->name,
          write ? "write" : "read", ia, vpt_status_text(said.status), said.oa,
          (uint64_t)said.attr);
  }
}

static void compare_edges(const struct space *space, struct count *count)
{
  struct vpt_result leaf;
  for (vpt_ia ia = 0; next_leaf(space, &ia, &leaf); ia += leaf.size) {
    compare_one(space, leaf.ia - 1, count);
    compare_one(space, leaf.ia, count);
    compare_one(space, leaf.ia + leaf.size / 2 + 0x18, count);
    compare_one(space, leaf.ia + leaf.size - 1, count);
    compare_one(space, leaf.ia + leaf.size, count);
  }
}

/* xorshift64 (Marsaglia, 2003). */
static uint64_t next_random(uint64_t *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

/* Anywhere below twice the guests' address size, and near what is mapped. */
static void compare_random(const struct space *space, struct count *count)
{
  static const struct {
    uint64_t first, length;
  } windows[] = {
      {0, 2ULL << GUEST_ADDRESS_BITS}, {0, 1ULL << 39},          {GUEST_CODE, 32 * KIB_4},
      {GUEST_CODE, 4 * MIB_2},         {GUEST_LARGE, 2 * GIB_1}, {GUEST_FAR - KIB_4, 4 * KIB_4},
  };
  uint64_t random = 0x9E3779B97F4A7C15;
  for (int i = 0; i < RANDOM_ADDRESSES; i++) {
    int w = i % (int)(sizeof windows / sizeof windows[0]);
    compare_one(space, windows[w].first + next_random(&random) % windows[w].length, count);
  }
}

void compare_with_mmu(const struct space *space)
{
  struct count count = {0};
  compare_edges(space, &count);
  compare_random(space, &count);
  print("[%s] %d addresses, read and write: %d in pages of 4 KiB, %d in 2 MiB, %d in 1 GiB, "
        "%d not mapped; vpt_query and the MMU differ in %d",
        space->name, count.asked, count.kib_4, count.mib_2, count.gib_1, count.unmapped, count.differ);
  bool one_gib = count.gib_1 > 0 || space->geometry.format != GUEST_FORMAT;
  verdict(count.differ == 0 && count.kib_4 > 0 && count.mib_2 > 0 && one_gib &&
          count.unmapped > 0);
}
