/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A translation table walk written from the Arm ARM (DDI 0487, chapter D8 "The AArch64 Virtual
 * Memory System Architecture") and from the manual of RISC-V (riscv.h), for the tests to compare the library with. It shares nothing with
 * the library but the names of the attributes.
 */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vpt/vpt.h>

#ifndef PAGE_LOG2
#define PAGE_LOG2 12U /* the 4 KiB granule, unless the build says otherwise */
#endif

#define ENTRIES (1U << (PAGE_LOG2 - 3)) /* descriptors in a table */
#define PAGE (UINT64_C(1) << PAGE_LOG2)

/** Bits of the input address below the index of a table at `height`. */
static inline unsigned walk_shift(unsigned height)
{
  return PAGE_LOG2 + (PAGE_LOG2 - 3) * height;
}

/** What a walker of tables has to know: memory and what the system registers would say. */
struct walker {
  const uint64_t *window; /* the memory that tables are made of */
  uint64_t window_oa;     /* its address for the walker */
  uint64_t window_bytes;
  enum vpt_format format;
  unsigned levels;
  unsigned input_bits;
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

/** True if the descriptor in a table at `height` points to a further table, which is at `*oa`. */
bool walk_is_table(enum vpt_format format, uint64_t word, unsigned height, uint64_t *oa);

#endif
