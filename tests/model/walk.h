/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A walk of translation tables, for the tests to compare the library with. What a descriptor means says the
 * architecture; nothing is shared with the library but names.
 */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "architecture.h"

/** Bytes of a table and of the smallest page. */
static inline uint64_t walk_page(const struct vpt_geometry *geometry)
{
  return UINT64_C(1) << geometry->format->granule_log2;
}

/** Descriptors in a table. */
static inline uint64_t walk_entries(const struct vpt_geometry *geometry)
{
  return walk_page(geometry) / sizeof(uint64_t);
}

/** Bits of the input address below the index of a table at `height`. */
static inline unsigned walk_shift(const struct vpt_geometry *geometry, unsigned height)
{
  return geometry->format->granule_log2 + (geometry->format->granule_log2 - 3) * height;
}

/** What a walker of tables has to know: memory and what the system registers would say. */
struct walker {
  const uint64_t *window; /* the memory that tables are made of */
  uint64_t window_oa;     /* its address for the walker */
  uint64_t window_bytes;
  struct vpt_geometry geometry;
  uint64_t root_oa;
};

/** Where a walk ends. Without `valid` all else is 0, save `bad`. */
struct translation {
  bool valid;
  bool bad; /* the walk met a descriptor that the library must not write; `valid` is false */
  vpt_attr attr;
  uint64_t ia; /* of the leaf's base */
  uint64_t oa; /* of the leaf's base */
  uint64_t size;
};

bool translation_equal(const struct translation *a, const struct translation *b);

/**
 * The descriptor at which a walk ends, in a table at `*height`; null if it meets a table or a table descriptor that the
 * library must not make. The address must lie in the space.
 */
const uint64_t *walk_word(const struct walker *walker, uint64_t ia, unsigned *height);

/** Translates one input address. */
struct translation walk(const struct walker *walker, uint64_t ia);

/** What the walk of a whole space has found. */
struct tree {
  bool bad;        /* a descriptor that the library must not write, or a table reached twice */
  unsigned tables; /* root tables included */
  size_t leaves;
};

/**
 * Visits every descriptor that can be reached from the root. Marks the frames that are tables in
 * `used` (one element per frame of the window; one that is marked already is an error) and hands
 * every leaf to `leaf`.
 */
struct tree walk_all(const struct walker *walker, bool *used,
                     void (*leaf)(void *context, const struct translation *leaf), void *context);

#endif
