/* SPDX-License-Identifier: Apache-2.0 */
/* A memory image: the bytes of a file, addressed as the MMU would. A raw image holds one stretch of
 * memory, an ELF core image one for each segment.
 */
#ifndef TOOL_IMAGE_H
#define TOOL_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
  const char *path;
  const unsigned char *bytes; /* the file; null if it is empty */
  uint64_t length_bytes;
  struct stretch *stretches; /* in the order of addresses; none overlap */
  size_t stretch_count;
  struct segment *segments; /* of an ELF core image, else null */
  size_t segment_count;
};

/* What is asked for. */
struct image_request {
  const char *path;
  bool raw;        /* not to be taken for anything else, whatever it begins with */
  bool base_given;
  uint64_t base;   /* of a raw image: output address of the first byte */
};

/* How much of some memory the image holds. */
enum image_reach {
  IMAGE_WHOLE,
  IMAGE_PART,
  IMAGE_NOTHING,
  IMAGE_NOT_SAVED, /* there is such memory, but the file does not have all of it */
};

/* Maps the file. False, after a complaint, if that cannot be done; the image is then closed. */
bool image_open(struct image *image, const struct image_request *request);

void image_close(struct image *image);

/* `length_bytes` is at least 1, and the memory ends below 2^64. */
enum image_reach image_reach(const struct image *image, uint64_t address, uint64_t length_bytes);

/* To complete "... is": what image_reach() found. */
const char *image_reach_text(const struct image *image, enum image_reach reach);

/* The byte at an address, and how many are known to follow it, itself included; null if the image
 * does not hold it. */
const unsigned char *image_bytes(const struct image *image, uint64_t address, uint64_t *held_bytes);

/* The little-endian 64-bit word at an address of which the image holds all 8 bytes. */
uint64_t image_word(const struct image *image, uint64_t address);

/* The little-endian number in these bytes, at most 8. */
uint64_t little_endian(const unsigned char *bytes, size_t count);

#endif
