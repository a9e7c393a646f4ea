/* SPDX-License-Identifier: Apache-2.0 */
/* Reading address spaces: their leaves in order, and how far a walk goes. */
#include "spaces.h"

#include "console.h"
#include "layout.h"

void require(enum vpt_status status)
{
  if (status != VPT_OK) stop(vpt_status_text(status));
}

/* Bytes mapped by the entry that ends the walk of `ia`, an address inside the space. Tables are
 * where the CPU sees them: the hypervisor maps the pool at its own address. */
static uint64_t last_entry_size(const struct space *space, vpt_ia ia)
{
  unsigned height = space->geometry.levels - 1;
  const uint64_t *table = (const uint64_t *)vpt_root(&space->tables);
  uint64_t size = vpt_entry_size(&space->geometry, height);
  uint64_t index = ia / size; /* root tables side by side are one longer table */
  for (;;) {
    struct vpt_descriptor entry = vpt_decode(&space->geometry, height, (unsigned)(index % 512), table[index]);
    if (entry.kind != VPT_TABLE) return size;
    height--;
    table = (const uint64_t *)entry.oa;
    size = vpt_entry_size(&space->geometry, height);
    index = ia / size % 512;
  }
}

bool next_leaf(const struct space *space, vpt_ia *ia, struct vpt_result *leaf)
{
  for (;;) {
    *leaf = vpt_query(&space->tables, *ia);
    if (leaf->status == VPT_OK) {
      *ia = leaf->ia;
      return true;
    }
    if (leaf->status == VPT_ERR_IA) return false;
    uint64_t hole = last_entry_size(space, *ia);
    *ia += hole - *ia % hole;
  }
}

uint64_t hole_size(const struct space *space, vpt_ia ia)
{
  return vpt_query(&space->tables, ia).status == VPT_ERR_IA ? 0 : last_entry_size(space, ia);
}

static const char *size_text(uint64_t size)
{
  return size == KIB_4 ? "4 KiB" : size == MIB_2 ? "2 MiB" : "1 GiB";
}

void print_map(const struct space *space)
{
  struct vpt_result leaf;
  print("address map of %s, root table at %x:\n", space->name, vpt_root(&space->tables));
  for (vpt_ia ia = 0; next_leaf(space, &ia, &leaf); ia += leaf.size)
    print("  %x -> %x  %s  %s%s%s %s\n", leaf.ia, leaf.oa, size_text(leaf.size),
          leaf.attr & VPT_READ ? "r" : "-", leaf.attr & VPT_WRITE ? "w" : "-",
          leaf.attr & VPT_EXEC ? "x" : "-", leaf.attr & VPT_DEVICE ? "device" : "normal");
}
