/* SPDX-License-Identifier: Apache-2.0 */
/* One set of tables: all that must be known to walk it. */
#ifndef TOOL_TABLES_H
#define TOOL_TABLES_H

#include "features.h"
#include "format.h"
#include "half.h"
#include "memory.h"

/* Levels of lookup that the walker has room for. */
#define LEVELS_MAX 5

/* The geometry must be one that exists, and the half one that it can have. */
struct tables {
  struct memory *memory;
  const char *label; /* of one set among several ("TTBR1"), else null */
  const struct tool_format *format;
  struct vpt_geometry geometry;
  vpt_oa root; /* of the first root table */
  enum vpt_half half;
  struct features features;
  struct type_table types;
};

/* A processor has up to two: one for each half of the input addresses. */
#define TABLES_MAX 2

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

/* The first offset of all input addresses that lies above the gap in the middle: the tables' upper half. */
bool tables_is_upper(const struct tables *tables, uint64_t offset);

/* Is the root aligned to its own size, and within the output size? Complains if not. */
bool tables_root_ok(const struct tables *tables);

#endif
