/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include <inttypes.h>

int tables_level(const struct tables *tables, unsigned height)
{
  const struct tool_format *format = tables->format;
  return (int)format->last_level + (format->counts_up ? (int)height : -(int)height);
}

uint64_t tables_granule(const struct tables *tables)
{
  return 1ULL << tables->format->format->granule_log2;
}

unsigned tables_entries(const struct tables *tables)
{
  return (unsigned)(tables_granule(tables) / sizeof(uint64_t));
}

uint64_t tables_entry_bytes(const struct tables *tables, unsigned height)
{
  unsigned granule_log2 = tables->format->format->granule_log2;
  return 1ULL << (granule_log2 + height * (granule_log2 - 3));
}

unsigned tables_root_entries(const struct tables *tables)
{
  const struct vpt_geometry *geometry = &tables->geometry;
  return (unsigned)((1ULL << geometry->input_bits) / tables_entry_bytes(tables, geometry->levels - 1));
}

unsigned tables_root_count(const struct tables *tables)
{
  unsigned entries = tables_entries(tables), root_entries = tables_root_entries(tables);
  return root_entries < entries ? 1 : root_entries / entries;
}

vpt_ia tables_untagged(const struct tables *tables, vpt_ia ia)
{
  return tags_removed(tables->reading.tags, ia);
}

bool tables_is_upper(const struct tables *tables, uint64_t offset)
{
  return tables_ia(tables, offset) >> 63 != 0;
}

/* A root is aligned to its own size. Arm: to 64 bytes at least where bits 5:2 of TTBR hold bits 51:48 of the address;
 * others have roots of whole pages only. */
static uint64_t root_alignment(const struct tables *tables)
{
  uint64_t size = tables_root_entries(tables) * sizeof(uint64_t);
  uint64_t least = !format_has_small_roots(tables->format) ? 4096 : tables->geometry.output_bits > 48 ? 64 : 8;
  return size < least ? least : size;
}

bool tables_root_ok(const struct tables *tables)
{
  uint64_t alignment = root_alignment(tables);
  if (tables->root % alignment != 0) {
    complain("root 0x%" PRIx64 " is not a multiple of 0x%" PRIx64, tables->root, alignment);
    return false;
  }
  if (tables->root >> tables->geometry.output_bits != 0) {
    complain("root 0x%" PRIx64 " has more than %u bits", tables->root, tables->geometry.output_bits);
    return false;
  }
  return true;
}

/* ---- preparation ----------------------------------------------------------------------------- */

/* How a word is decoded depends on its height and on the output size, not on how many levels lie above. */
static bool find_library_geometry(struct tables *tables)
{
  struct vpt_geometry *library = &tables->library;
  *library = tables->geometry;
  enum vpt_status status = vpt_check_geometry(library);
  if (status == VPT_OK) return true;
  for (library->levels = LEVELS_MAX; library->levels > 0; library->levels--) {
    for (library->input_bits = 63; library->input_bits > 0; library->input_bits--) {
      if (vpt_check_geometry(library) == VPT_OK) return true;
    }
  }
  complain("%s: %s; see 'vpt formats'", tables->format->name, vpt_status_text(status));
  return false;
}

bool tables_prepare(struct tables *tables, const struct features *features, const struct translation *translation)
{
  if (!features_fit(features, tables->format) || !find_library_geometry(tables)) return false;
  reading_make(features, tables->format, tables->geometry.levels, translation, &tables->reading);
  tables->format = &tables->reading.format;
  if (tables->last == 0) tables->last = UINT64_MAX;
  return true;
}
