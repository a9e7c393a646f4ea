/* SPDX-License-Identifier: Apache-2.0 */
/* Walks tables that nobody vouches for. Everything read from the image is checked before use. */
#ifndef TOOL_WALK_H
#define TOOL_WALK_H

#include "format.h"
#include "half.h"
#include "image.h"

/* Levels of lookup that the walker has room for. */
#define LEVELS_MAX 5

/* Where to walk. The geometry must be one that exists. */
struct walk {
  const struct image *image;
  const struct tool_format *format;
  struct vpt_geometry geometry;
  vpt_oa root;        /* of the first root table */
  enum vpt_half half; /* which input addresses: must be possible */
};

enum fault {
  FAULT_NONE,
  FAULT_INVALID,      /* translation fault */
  FAULT_RESERVED,     /* translation fault: an encoding without meaning */
  FAULT_ADDRESS_SIZE, /* the output address has more bits than there are */
  FAULT_ACCESS_FLAG,
  FAULT_NO_RIGHT,     /* a leaf of which the tables above leave nothing */
};

/* One descriptor, met on a walk. */
struct step {
  uint64_t ia; /* the first offset that it translates: walk_ia() is the address */
  unsigned height;
  vpt_oa table; /* the frame that holds it */
  unsigned index;
  uint64_t word;
  unsigned narrowing; /* by the tables above */
  bool repeated;      /* met before, under another narrowing */
  uint64_t effective; /* of a leaf: the word, narrowed */
  enum fault fault;
  struct vpt_descriptor decoded; /* of `effective`; for FAULT_ACCESS_FLAG as if the flag were set */
};

/* The architecture's number of the level at this height. */
int walk_level(const struct walk *walk, unsigned height);

/* The input address at this offset. */
static inline vpt_ia walk_ia(const struct walk *walk, uint64_t offset)
{
  return half_address(walk->geometry.input_bits, walk->half, offset);
}

/* Are all root tables aligned, addressable and in the image? Complains if not. */
bool walk_root_ok(const struct walk *walk);

/* Is the table that the step points to in the image? Complains if not. */
bool walk_next_ok(const struct walk *walk, const struct step *step);

/* Reads the entry for the offset `ia` of the table at `height` (the root: of the first root table). */
struct step walk_step(const struct walk *walk, unsigned height, vpt_oa table, uint64_t ia,
                      unsigned narrowing);

/* What applies below the table descriptor. */
static inline unsigned walk_narrowing(const struct walk *walk, const struct step *step)
{
  return step->narrowing | walk->format->narrowing(step->word);
}

/* What a walk over all entries calls. Each returns false to end the walk. */
struct visitor {
  /* A leaf; its fault is FAULT_NONE or FAULT_ACCESS_FLAG. */
  bool (*leaf)(void *context, const struct step *step);
  /* A table descriptor whose table has been walked before, then at offset `before`. If
   * that was under another narrowing, what is below follows: leaves only, all `repeated`. */
  bool (*shared)(void *context, const struct step *step, uint64_t before, bool other_narrowing);
  void *context;
};

/* Each table counts once. */
struct walk_totals {
  uint64_t tables;
  uint64_t reserved;
  uint64_t address_size;
};

/* Visits all that is mapped, in the order of input addresses. A table that is reached again is
 * walked again only if the tables above it impose something else than before: at most NARROWINGS
 * times, so the work is bounded by the size of the image. False, after a complaint, if a table is
 * not in the image, if a table is reached at two different heights (thus: on every loop), or if
 * memory is short; also, without complaint, if the visitor ended the walk. */
bool walk_all(const struct walk *walk, const struct visitor *visitor, struct walk_totals *totals);

#endif
