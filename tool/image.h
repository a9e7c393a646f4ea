/* SPDX-License-Identifier: Apache-2.0 */
/* A memory image: the bytes of a file, addressed as the MMU would. A raw image holds one stretch of
 * memory, an ELF core image one for each segment.
 */
#ifndef TOOL_IMAGE_H
#define TOOL_IMAGE_H

#include "memory.h"

/* Memory whose bytes the file has. */
struct stretch {
  uint64_t address;
  uint64_t length_bytes; /* at least 1; ends below 2^64 */
  const unsigned char *bytes;
};

/* Memory that the file says there is. */
struct segment {
  uint64_t address;
  uint64_t memory_bytes;
  uint64_t file_bytes; /* the first of them, which the file has */
  const unsigned char *bytes;
};

struct image {
  struct memory memory; /* the first member: it is the image */
  const char *path;
  bool base_given; /* of a raw image */
  const unsigned char *bytes; /* the file; null if it is empty */
  uint64_t length_bytes;
  struct stretch *stretches; /* in the order of addresses; none overlap */
  size_t stretch_count;
  struct stretch *overlaps; /* in the order of addresses: memory that the stretches hold, too, by other bytes */
  size_t overlap_count;
  struct segment *segments; /* of an image that has some, in the order of addresses, else null */
  size_t segment_count, segment_room;
};

/* What is asked for. */
struct image_request {
  const char *path;
  bool raw;        /* not to be taken for anything else, whatever it begins with */
  bool base_given;
  uint64_t base;   /* of a raw image: output address of the first byte */
};

/* Maps the file: null after a complaint. */
struct memory *image_open(const struct image_request *request);

/* One more segment: false, after a complaint, if memory is short. */
bool image_add_segment(struct image *image, const struct segment *segment);

/* After all were added: puts them in order, and finds the stretches. False, after a complaint, if memory is short. */
bool image_order_segments(struct image *image);

/* Of memory that the stretches hold: do segments contradict each other about it? */
bool image_disputed(const struct image *image, uint64_t address, uint64_t length);

/* Does a segment have the address, be it in the file or not? */
bool image_not_saved(const struct image *image, uint64_t address);

/* Do the stretches hold some of it? */
bool image_holds_some(const struct image *image, uint64_t address, uint64_t length);

/* The byte at an address, and how many are known to follow it, itself included; null if the image
 * does not hold it. */
const unsigned char *image_bytes(const struct image *image, uint64_t address, uint64_t *held_bytes);

#endif
