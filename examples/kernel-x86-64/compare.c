/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_query() against the MMU: loads at many addresses. */
#include "compare.h"

#include "attempts.h"
#include "console.h"
#include "frames.h"
#include "machine.h"

#define RANDOM_ADDRESSES 3000

extern char data_first[];

struct count {
  int asked;
  int leaf[3]; /* answers in leaves of 4 KiB, 2 MiB, 1 GiB */
  int differ;
};

/* The kernel's data may change from one load to the next, and a walk may mark the tables that it goes through; what
 * lies between the image and the frames is not in the direct map. */
static bool can_compare_bytes(vpt_oa oa)
{
  return oa < (uint64_t)data_first - KERNEL_BASE || (oa >= FRAMES_OA && !is_table(oa));
}

/* A process may load what is for users, the kernel (SMAP) what is not. Between the halves there are no addresses. */
static bool agrees(const struct process *who, vpt_ia address, struct vpt_result said,
                   const struct outcome *outcome)
{
  bool mapped = said.status == VPT_OK;
  bool user = who != THE_KERNEL;
  if (mapped && user == ((said.attr & VPT_USER) != 0))
    return outcome->vector == VECTOR_SYSTEM_CALL &&
           (!can_compare_bytes(said.oa) || outcome->result == *(uint64_t *)direct(said.oa));
  if (said.status == VPT_ERR_IA) return outcome->vector == VECTOR_GENERAL_PROTECTION && outcome->error == 0;
  return outcome->vector == VECTOR_PAGE_FAULT && outcome->cr2 == address &&
         outcome->error == error_code(who, STEP_READ, mapped ? PROTECTION : NOT_PRESENT);
}

static void compare_one(struct process *who, const struct vpt *space, vpt_ia ia,
                        struct count *count)
{
  ia &= ~7ULL;
  struct vpt_result said = vpt_query(space, ia);
  struct outcome outcome = take_step(who, STEP_READ, ia, 0);
  count->asked++;
  if (said.status == VPT_OK)
    count->leaf[said.size == KIB_4 ? 0 : said.size == MIB_2 ? 1 : 2]++;
  if (agrees(who, ia, said, &outcome)) return;
  count->differ++;
  print("read %x: vpt_query: %s, %x, attributes %x; exception %d, error %x, CR2 %x, loaded %x\n",
        ia, vpt_status_text(said.status), said.oa, (uint64_t)said.attr,
        (int)outcome.vector, outcome.error, outcome.cr2, outcome.result);
}

static void compare_edges(struct process *who, const struct vpt *space, struct count *count)
{
  struct vpt_result leaf;
  for (vpt_ia ia = 0; next_leaf(space, &ia, &leaf); ia += leaf.size) {
    compare_one(who, space, leaf.ia - 8, count);
    compare_one(who, space, leaf.ia, count);
    compare_one(who, space, leaf.ia + leaf.size / 2, count);
    compare_one(who, space, leaf.ia + leaf.size - 8, count);
    compare_one(who, space, leaf.ia + leaf.size, count);
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

/* Anywhere, and near what is mapped; not where a process gets memory by asking. */
static void compare_random(struct process *who, const struct vpt *space, struct count *count)
{
  static const struct {
    uint64_t first, length;
  } windows[] = {
      {0, TOP},       {CODE, 2 * MIB_2},     {HEAP_END, MIB_2},
      {DIRECT, TOP_END}, {DIRECT, 2 * RAM_END}, {KERNEL_BASE, 4 * MIB_2},
  };
  uint64_t random = 0x9E3779B97F4A7C15;
  for (unsigned i = 0; i < RANDOM_ADDRESSES; i++) {
    unsigned w = i % (sizeof windows / sizeof windows[0]);
    compare_one(who, space, windows[w].first + next_random(&random) % windows[w].length, count);
  }
}

void compare_with_mmu(struct process *who, const struct vpt *space)
{
  struct count count = {0};
  compare_edges(who, space, &count);
  compare_random(who, space, &count);
  int mapped = count.leaf[0] + count.leaf[1] + count.leaf[2];
  print("[%s] %d addresses: %d in pages of 4 KiB, %d in 2 MiB, %d in 1 GiB, %d not mapped; vpt_query "
        "and the MMU differ in %d",
        who == THE_KERNEL ? "kernel" : who->name, count.asked, count.leaf[0], count.leaf[1],
        count.leaf[2], count.asked - mapped, count.differ);
  verdict(count.differ == 0 && count.leaf[0] > 0 && count.leaf[1] > 0 && count.leaf[2] > 0 &&
          count.asked > mapped);
}
