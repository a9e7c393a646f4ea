/* SPDX-License-Identifier: Apache-2.0 */
/* A raw memory image: the bytes of a file, addressed as the MMU would. */
#ifndef TOOL_IMAGE_H
#define TOOL_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

struct image {
  const unsigned char *bytes; /* null if the image is empty */
  uint64_t length_bytes;
  uint64_t base; /* output address of the first byte */
};

/* How much of a stretch of memory the image holds. */
enum image_reach { IMAGE_WHOLE, IMAGE_PART, IMAGE_NOTHING };

/* Maps the file. False, after a complaint, if that cannot be done. */
bool image_open(struct image *image, const char *path, uint64_t base);

void image_close(struct image *image);

/* `length_bytes` is at least 1, and the stretch ends below 2^64. */
enum image_reach image_reach(const struct image *image, uint64_t address, uint64_t length_bytes);

/* The little-endian 64-bit word at an address of which the image holds all 8 bytes. */
uint64_t image_word(const struct image *image, uint64_t address);

#endif
