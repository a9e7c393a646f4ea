/* SPDX-License-Identifier: Apache-2.0 */
/* vpt_query() against the MMU's own address translation: AT S12E1R and S12E1W for a guest, whose
 * stage 1 is off, so that what remains is stage 2; AT S1E2R and S1E2W for the hypervisor. */
#include "compare.h"

#include "console.h"
#include "machine.h"
#include "registers.h"

/* PAR_EL1 (DDI 0487): F, bit 0: the translation failed. If so FST, bits 6:1, is the fault status
 * and S, bit 9, says stage 2; if not bits 51:12 are the output address, bits 63:56 the type. */
#define PAR_FAILED 1ULL
#define PAR_STATUS(par) ((par) >> 1 & 0x3F)
#define PAR_STAGE_2(par) ((par) >> 9 & 1)
#define PAR_ADDRESS(par) ((par) & 0xFFFFFFFFFF000ULL)
#define PAR_TYPE(par) ((par) >> 56)
#define STATUS_TRANSLATION 0x04U
#define STATUS_PERMISSION 0x0CU
#define TYPE_WRITE_BACK 0xFFU
#define TYPE_DEVICE_NGNRE 0x04U

#define RANDOM_ADDRESSES 1500

struct count {
  int asked;
  int leaf[4]; /* answers that are a leaf of this level; [0] if there is none */
  int differ;
};

static uint64_t ask_mmu(const struct space *space, vpt_ia ia, bool write)
{
  if (space->geometry.format == VPT_AARCH64_S2)
    return write ? TRANSLATE(s12e1w, ia) : TRANSLATE(s12e1r, ia);
  return write ? TRANSLATE(s1e2w, ia) : TRANSLATE(s1e2r, ia);
}

/* Is this what PAR_EL1 must be, if the library is right about `ia`? */
static bool agrees(const struct space *space, vpt_ia ia, struct vpt_result said, bool write,
                   uint64_t par)
{
  uint64_t stage_2 = space->geometry.format == VPT_AARCH64_S2;
  unsigned status;
  if (said.status != VPT_OK)
    status = STATUS_TRANSLATION + (unsigned)fault_level(space, ia);
  else if (!(said.attr & (write ? VPT_WRITE : VPT_READ)))
    status = STATUS_PERMISSION + (unsigned)leaf_level(said.size);
  else
    return !(par & PAR_FAILED) && PAR_ADDRESS(par) == said.oa - said.oa % KIB_4 &&
           PAR_TYPE(par) == (said.attr & VPT_DEVICE ? TYPE_DEVICE_NGNRE : TYPE_WRITE_BACK);
  return par & PAR_FAILED && PAR_STATUS(par) == status && PAR_STAGE_2(par) == stage_2;
}

static void compare_one(const struct space *space, vpt_ia ia, struct count *count)
{
  struct vpt_result said = vpt_query(&space->tables, ia);
  count->asked++;
  count->leaf[said.status == VPT_OK ? leaf_level(said.size) : 0]++;
  for (int write = 0; write < 2; write++) {
    uint64_t par = ask_mmu(space, ia, write);
    if (agrees(space, ia, said, write, par)) continue;
    count->differ++;
    print("[%s] %s %x: vpt_query: %s, %x, attributes %x; PAR_EL1 %x\n", space->name,
          write ? "write" : "read", ia, vpt_status_text(said.status), said.oa,
          (uint64_t)said.attr, par);
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
      {0, 1ULL << 41},           {0, 1ULL << 39},        {RAM_OA, 32 * KIB_4},
      {RAM_OA, 4 * MIB_2},       {0x80000000, 2 * GIB_1}, {1ULL << 39, 4 * KIB_4},
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
        space->name, count.asked, count.leaf[3], count.leaf[2], count.leaf[1], count.leaf[0],
        count.differ);
  bool one_gib = count.leaf[1] > 0 || space->geometry.format != VPT_AARCH64_S2;
  verdict(count.differ == 0 && count.leaf[3] > 0 && count.leaf[2] > 0 && one_gib &&
          count.leaf[0] > 0);
}
