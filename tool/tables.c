/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include <inttypes.h>

#define ROOT_ALIGNMENT_LEAST 64U

int tables_level(const struct tables *tables, unsigned height)
{
  const struct tool_format *format = tables->format;
  return (int)format->last_level + (format->counts_up ? (int)height : -(int)height);
}

uint64_t tables_granule(const struct tables *tables)
{
  return 1ULL << tables->geometry.granule_log2;
}

unsigned tables_entries(const struct tables *tables)
{
  return (unsigned)(tables_granule(tables) / sizeof(uint64_t));
}

unsigned tables_root_entries(const struct tables *tables)
{
  const struct vpt_geometry *geometry = &tables->geometry;
  uint64_t entry_bytes = vpt_entry_size(geometry, geometry->levels - 1);
  return (unsigned)((1ULL << geometry->input_bits) / entry_bytes);
}

bool tables_is_upper(const struct tables *tables, uint64_t offset)
{
  return tables_ia(tables, offset) >> 63 != 0;
}

bool tables_root_ok(const struct tables *tables)
{
  uint64_t alignment = tables_root_entries(tables) * sizeof(uint64_t);
  if (alignment < ROOT_ALIGNMENT_LEAST) alignment = ROOT_ALIGNMENT_LEAST;
  if (tables->root % alignment != 0) {
    complain("root 0x%" PRIx64 " is not a multiple of 0x%" PRIx64 ", its size", tables->root, alignment);
    return false;
  }
  if (tables->root >> tables->geometry.output_bits != 0) {
    complain("root 0x%" PRIx64 " has more than %u bits", tables->root, tables->geometry.output_bits);
    return false;
  }
  return true;
}
