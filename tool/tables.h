/* SPDX-License-Identifier: Apache-2.0 */
/* One set of tables: all that must be known to walk it. */
#ifndef TOOL_TABLES_H
#define TOOL_TABLES_H

#include "features.h"
#include "format.h"
#include "half.h"
#include "memory.h"

/* Levels of lookup that the walker has room for. */
#define LEVELS_MAX HEIGHTS

/* Where they came from is in `origin`. tables_prepare() fills in the last members. */
struct tables {
  struct memory *memory;
  const char *label; /* of one set among several ("TTBR1"), else null */
  const struct tool_format *format;
  struct vpt_geometry geometry; /* as the hardware has it: the library may have none with so few levels or bits */
  vpt_oa root; /* of the first root table */
  enum vpt_half half;
  uint64_t last;  /* the hardware translates offsets from `first` to this by them; 0: all */
  uint64_t first;
  struct type_table types;
  bool off;       /* every access that would walk them faults */
  char origin[TEXT_BYTES]; /* what said so, if it was not the options for geometries */
  struct reading reading;
  struct vpt_geometry library; /* one that exists, for the library to decode by */
};

/* A processor has up to two: one for each half of the input addresses. */
#define TABLES_MAX 2

/* Makes the tables ready to be walked, with features, and what registers say if `translation` is not null. Their format
 * is then their own, so they must stay where they are. False after a complaint. */
bool tables_prepare(struct tables *tables, const struct features *features, const struct translation *translation);

/* What an entry at this height translates. */
uint64_t tables_entry_bytes(const struct tables *tables, unsigned height);

/* Root tables side by side. */
unsigned tables_root_count(const struct tables *tables);

/* The architecture's number of the level at this height. */
int tables_level(const struct tables *tables, unsigned height);

uint64_t tables_granule(const struct tables *tables);

/* Entries of a table, and of all root tables together. */
unsigned tables_entries(const struct tables *tables);
unsigned tables_root_entries(const struct tables *tables);

/* The input address at this offset. */
static inline vpt_ia tables_ia(const struct tables *tables, uint64_t offset)
{
  return half_address(tables->geometry.input_bits, tables->half, offset);
}

/* The input address without its tag. */
vpt_ia tables_untagged(const struct tables *tables, vpt_ia ia);

/* The first offset of all input addresses that lies above the gap in the middle: the tables' upper half. */
bool tables_is_upper(const struct tables *tables, uint64_t offset);

/* Is the root aligned to its own size, and within the output size? Complains if not. */
bool tables_root_ok(const struct tables *tables);

#endif
