/* SPDX-License-Identifier: Apache-2.0 */
/* Leaves in one notation, whatever their format: rights, user, global, type, marks. */
#ifndef TOOL_LEAF_H
#define TOOL_LEAF_H

#include "walk.h"

/* Leaves that are alike have the same. */
struct leaf {
  uint64_t counted; /* the marks that count */
  vpt_attr privileged, user; /* rights */
  unsigned type;
  unsigned height;
  bool global;
};

/* The leaf of an event, under the tables above it. */
struct leaf leaf_of(const struct tables *tables, const struct step *step);

bool leaf_alike(const struct leaf *one, const struct leaf *other);

/* Is it writable, executable, for any level? A leaf that hardware or software makes writable at the first store
 * counts. */
bool leaf_writable(const struct tables *tables, const struct leaf *leaf, uint64_t word);
bool leaf_executable(const struct leaf *leaf);

/* Remembers what was made of the last leaves. All zero: empty. */
#define LEAF_CACHE 64U
struct leaf_cache {
  struct {
    bool used;
    uint64_t word;
    unsigned height;
    struct leaf leaf;
  } slots[LEAF_CACHE];
};

const struct leaf *leaf_cached(struct leaf_cache *cache, const struct tables *tables, const struct step *step);

/* "rw- user global WB", and the marks of leaves of which these bits are set in all and in some: a mark that not
 * all have, or not with the same value, has a question mark. */
void leaf_text(const struct tables *tables, const struct leaf *leaf, uint64_t all, uint64_t some,
               char text[TEXT_BYTES]);

/* The parts of it. */
void leaf_rights_text(const struct leaf *leaf, char text[TEXT_BYTES]);
void leaf_marks_text(const struct tables *tables, const struct leaf *leaf, uint64_t all, uint64_t some,
                     char text[TEXT_BYTES]);

#endif
