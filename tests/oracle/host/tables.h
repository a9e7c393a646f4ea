/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file
 * @brief Random tables, made through the public interface of the library.
 */
#ifndef ORACLE_TABLES_H
#define ORACLE_TABLES_H

#include <stddef.h>
#include <vpt/vpt.h>

#include "random.h"

#define TABLES_FRAMES 256
#define TABLES_FRAME_BYTES 4096ULL
#define TABLES_BYTES (TABLES_FRAMES * TABLES_FRAME_BYTES)
#define TABLES_LEAVES 360
#define TABLES_HEIGHTS 5 /* leaves of no format are larger */
#define TABLES_ATTRS 128
#define TABLES_PLACES 6
#define TABLES_PLACE_BYTES 0x40000000ULL

/** What was asked for, kept apart from the library's own record of it. */
struct leaf {
  vpt_ia ia;
  vpt_oa oa;
  uint64_t size;
  vpt_attr attr;
};

/** Where tables go and what they may map. */
struct tables_plan {
  struct vpt_geometry geometry;
  uint64_t *window; /* TABLES_BYTES */
  vpt_oa window_oa;
  struct leaf fixed; /* mapped first and never touched again; none if its size is 0 */
  vpt_oa oa_first;   /* leaves no larger than this range lie in it, larger ones include it */
  uint64_t oa_bytes;
  vpt_ia ia_end; /* nothing is mapped from here on */
  uint64_t seed;
};

struct tables {
  struct tables_plan plan;
  struct random random;
  struct vpt_pool pool;
  struct vpt space;
  struct vpt_frame_info info[TABLES_FRAMES];
  unsigned heights; /* of leaves in this geometry */
  vpt_attr accepted[TABLES_ATTRS]; /* what the format can express */
  unsigned accepted_count;
  vpt_ia places[TABLES_PLACES]; /* 1 GiB regions in which most leaves gather */
  struct leaf leaves[TABLES_LEAVES];
  size_t leaf_count;
  bool mapped[TABLES_ATTRS][TABLES_HEIGHTS]; /* a leaf like this was mapped */
};

/** Where a walk of the tables ends. */
struct walk {
  struct vpt_descriptor descriptor; /* invalid if the address is beyond the root */
  uint64_t *word;                   /* null if the address is beyond the root */
  unsigned height;
};

/** Builds tables as planned; false if the library said or did anything unexpected. */
bool tables_build(struct tables *tables, const struct tables_plan *plan);

/** Walks the tables with vpt_decode(), apart from the code that vpt_query() uses. */
struct walk tables_walk(const struct tables *tables, vpt_ia ia);

/** First input address beyond the tables. */
uint64_t tables_end(const struct tables *tables);

#endif
