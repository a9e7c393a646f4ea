/* SPDX-License-Identifier: Apache-2.0 */
#include "lime.h"

#include <inttypes.h>
#include <string.h>

/* Magic and version in 32 bits each, first and last address in 64 bits each, 8 bytes for later. */
#define MAGIC 0x4C694D45U
#define HEADER_BYTES 32U
#define VERSION 1U

static bool wrong(const struct image *image, uint64_t at, const char *what)
{
  complain("%s: LiME: the header at 0x%" PRIx64 " %s", image->path, at, what);
  return false;
}

/* The range whose header is at `*at`, which moves on behind it. */
static bool take_range(struct image *image, uint64_t *at)
{
  const unsigned char *header = image->bytes + *at;
  uint64_t first = little_endian(header + 8, 8), last = little_endian(header + 16, 8);
  if (little_endian(header, 4) != MAGIC) return wrong(image, *at, "does not begin with EMiL");
  if (little_endian(header + 4, 4) != VERSION) return wrong(image, *at, "is not of version 1, which alone is raw");
  if (first > last) return wrong(image, *at, "ends before it begins");
  if (first == 0 && last == UINT64_MAX) return wrong(image, *at, "is of all addresses");
  uint64_t data = *at + HEADER_BYTES, memory_bytes = last - first + 1, left = image->length_bytes - data;
  uint64_t file_bytes = memory_bytes < left ? memory_bytes : left;
  *at = data + file_bytes;
  return image_add_segment(image, &(struct segment){first, memory_bytes, file_bytes, image->bytes + data});
}

bool lime_take(struct image *image)
{
  for (uint64_t at = 0; image->length_bytes - at >= HEADER_BYTES;) {
    if (!take_range(image, &at)) return false;
  }
  return image_order_segments(image);
}
