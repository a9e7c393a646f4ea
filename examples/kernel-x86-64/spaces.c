/* SPDX-License-Identifier: Apache-2.0 */
#include "spaces.h"

#include "console.h"
#include "cpu.h"
#include "frames.h"
#include "machine.h"

extern char text_first[], rodata_first[], data_first[], stack_guard[], stack_bottom[], image_end[];

struct vpt kernel;

static struct vpt_geometry geometry = {&vpt_x86_64, .levels = 4, .input_bits = 48};

void require(enum vpt_status status)
{
  if (status != VPT_OK) stop(vpt_status_text(status));
}

void *direct(vpt_oa oa)
{
  return (void *)(DIRECT + oa);
}

void map(struct vpt *space, uint64_t first, vpt_oa oa, uint64_t length, vpt_attr attr)
{
  struct vpt_outcome outcome = vpt_map(space, first, oa, length, attr, 0);
  if (outcome.status == VPT_ERR_NO_FRAMES) { /* nothing has changed */
    tables_add(outcome.frames - vpt_pool_free(&pool));
    outcome = vpt_map(space, first, oa, length, attr, 0);
  }
  require(outcome.status);
}

/* The translation is the same in every space, so TLBs may keep it across a change of CR3. */
static void map_range(struct vpt *space, uint64_t first, vpt_oa oa, uint64_t length, vpt_attr attr)
{
  map(space, first, oa, length, attr | VPT_GLOBAL);
}

/* At both places where the kernel sees its image; code is executable where it is linked to. */
static void map_image(struct vpt *space, const char *first, const char *end, vpt_attr attr)
{
  uint64_t address = (uint64_t)first, oa = address - KERNEL_BASE, length = (uint64_t)(end - first);
  map_range(space, address, oa, length, attr);
  map_range(space, DIRECT + oa, oa, length, attr & ~VPT_EXEC);
}

void make_space(struct vpt *space, uint16_t id)
{
  const struct vpt_config config = {
      .geometry = geometry,
      .half = VPT_SIGNED, /* programs have the lower half, the kernel the upper one */
      .pool = &pool,
      .output_first = IMAGE_OA,
      .output_end = RAM_END,
      .leaf_size_max = GIB_1,
      .output_has_tables = true, /* the kernel writes them, whichever space is in use */
      .id = id,
      .hooks = {cpu_invalidate, cpu_sync, 0},
  };
  tables_add(1); /* the root */
  require(vpt_init(space, &config));
  map_image(space, text_first, rodata_first, VPT_READ | VPT_EXEC);
  map_image(space, rodata_first, data_first, VPT_READ);
  map_image(space, data_first, stack_guard, VPT_READ | VPT_WRITE);
  map_image(space, stack_bottom, image_end, VPT_READ | VPT_WRITE);
  map_range(space, DIRECT + FRAMES_OA, FRAMES_OA, GIB_1 - FRAMES_OA, VPT_READ | VPT_WRITE);
  map_range(space, DIRECT + GIB_1, GIB_1, RAM_END - GIB_1, VPT_READ | VPT_WRITE);
}

void spaces_init(void)
{
  geometry.output_bits = cpu_output_bits();
  make_space(&kernel, 0);
}

void use_space(const struct vpt *space)
{
  if (read_cr3() != vpt_root(space)) write_cr3(vpt_root(space));
}

/* ---- reading --------------------------------------------------------------------------------- */

/* Bytes mapped by the entry that ends the walk of an unmapped address. */
static uint64_t hole_size(const struct vpt *space, vpt_ia ia)
{
  vpt_oa table = vpt_root(space);
  for (unsigned height = geometry.levels - 1;; height--) {
    uint64_t size = vpt_entry_size(&geometry, height);
    const uint64_t *words = direct(table);
    unsigned index = ia / size % 512;
    struct vpt_descriptor entry = vpt_decode(&geometry, height, index, words[index]);
    if (entry.kind != VPT_TABLE) return size;
    table = entry.oa;
  }
}

bool next_leaf(const struct vpt *space, vpt_ia *ia, struct vpt_result *leaf)
{
  for (;;) {
    *leaf = vpt_query(space, *ia);
    if (leaf->status == VPT_OK) {
      *ia = leaf->ia;
      return true;
    }
    if (leaf->status == VPT_ERR_IA) { /* between the halves: the upper one begins with the direct map */
      *ia = DIRECT;
      continue;
    }
    uint64_t hole = hole_size(space, *ia);
    *ia += hole - *ia % hole;
    if (*ia == 0) return false; /* the hole was the last */
  }
}

static void print_run(const struct vpt_result *first, int count)
{
  print("  %x -> %x  ", first->ia, first->oa);
  print(first->size == KIB_4 ? "4 KiB" : first->size == MIB_2 ? "2 MiB" : "1 GiB");
  if (count > 1) print(" x %d", count);
  print("  %s%s%s %s%s\n", first->attr & VPT_READ ? "r" : "-", first->attr & VPT_WRITE ? "w" : "-",
        first->attr & VPT_EXEC ? "x" : "-", first->attr & VPT_USER ? "user" : "kernel",
        first->attr & VPT_GLOBAL ? " global" : "");
}

void print_map(const struct vpt *space, uint64_t first, uint64_t end)
{
  struct vpt_result leaf, run = {0};
  uint64_t count = 0;
  for (vpt_ia ia = first; next_leaf(space, &ia, &leaf) && ia <= end - 1; ia += leaf.size) {
    bool follows = count > 0 && leaf.size == run.size && leaf.attr == run.attr &&
                   leaf.ia == run.ia + count * run.size && leaf.oa == run.oa + count * run.size;
    if (follows) {
      count++;
      continue;
    }
    if (count > 0) print_run(&run, (int)count);
    run = leaf;
    count = 1;
  }
  if (count > 0) print_run(&run, (int)count);
}
