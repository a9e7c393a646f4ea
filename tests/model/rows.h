/* SPDX-License-Identifier: Apache-2.0 */
/* What is mapped, as a list: rows of leaves of one size, side by side in both addresses, with the same attributes. They
 * are in the order of their addresses, and as few as can be between calls of the model.
 */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "architecture.h"

struct row {
  uint64_t ia;
  uint64_t oa;
  uint64_t size;  /* of each leaf */
  uint64_t count; /* leaves */
  vpt_attr attr;
};

enum { ROWS_MAX = 4096 };

struct rows {
  size_t count;
  struct row row[ROWS_MAX];
};

/** Copies a list. */
void rows_copy(struct rows *to, const struct rows *from);

/** The address after a row. */
static inline uint64_t row_end(const struct row *row)
{
  return row->ia + row->size * row->count;
}

/** The first row that ends after an address; their number if there is none. It may begin after it. */
size_t rows_find(const struct rows *rows, uint64_t ia);

/** The row in which an address lies, or null. */
const struct row *rows_at(const struct rows *rows, uint64_t ia);

/** Is something mapped in [ia, end)? */
bool rows_in(const struct rows *rows, uint64_t ia, uint64_t end);

/** Number of leaves. */
uint64_t rows_leaves(const struct rows *rows);

/** Adds a row where nothing is mapped. */
void rows_add(struct rows *rows, const struct row *row);

/** Splits leaves, each into as many as a table has entries, until none has an address inside. */
void rows_split(struct rows *rows, const struct vpt_geometry *geometry, uint64_t ia);

/** Splits leaves likewise until none larger than `size` maps any of [ia, end). */
void rows_split_down(struct rows *rows, const struct vpt_geometry *geometry, uint64_t ia, uint64_t end, uint64_t size);

/** Removes what is mapped in [ia, end), which lie between leaves; gives it other attributes. */
void rows_remove(struct rows *rows, uint64_t ia, uint64_t end);
void rows_set(struct rows *rows, uint64_t ia, uint64_t end, vpt_attr attr);

/** Tables below the root that the leaves need: a table is needed as long as one of its entries, or of a table below it,
 * is a leaf. */
unsigned rows_tables(const struct rows *rows, const struct vpt_geometry *geometry);

#endif
