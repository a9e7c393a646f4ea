/* SPDX-License-Identifier: Apache-2.0 */
/* Where memory is in an image: segments that may lie in any order, overlap, and contradict each other. */
#include <stdlib.h>
#include <string.h>

#include "image.h"

/* Memory that more segments hold than this is not compared. */
#define HOLDERS_MAX 16U

bool image_add_segment(struct image *image, const struct segment *segment)
{
  if (image->segment_count == image->segment_room) {
    size_t room = image->segment_room != 0 ? 2 * image->segment_room : 16;
    struct segment *more = realloc(image->segments, room * sizeof *more);
    if (more == NULL) {
      complain("not enough memory");
      return false;
    }
    image->segments = more;
    image->segment_room = room;
  }
  image->segments[image->segment_count++] = *segment;
  return true;
}

static int by_address(const void *left, const void *right)
{
  const struct segment *a = left, *b = right;
  return a->address < b->address ? -1 : a->address > b->address;
}

/* Segments come in the order of addresses, so what one has in common with those before is where they end: its first
 * bytes. That is remembered, unless it is the same bytes of the file. */
static void add_stretch(struct image *image, const struct segment *segment)
{
  uint64_t common = 0, held = 0;
  if (image->stretch_count != 0) {
    const struct stretch *before = &image->stretches[image->stretch_count - 1];
    uint64_t last = before->address + (before->length_bytes - 1);
    if (segment->address <= last) common = last - segment->address + 1;
  }
  if (common > segment->file_bytes) common = segment->file_bytes;
  if (common != 0) {
    bool same = image_bytes(image, segment->address, &held) == segment->bytes && held >= common;
    if (!same) image->overlaps[image->overlap_count++] = (struct stretch){segment->address, common, segment->bytes};
  }
  if (segment->file_bytes > common) {
    image->stretches[image->stretch_count++] = (struct stretch){
      segment->address + common, segment->file_bytes - common, segment->bytes + common};
  }
}

bool image_order_segments(struct image *image)
{
  image->stretches = calloc(image->segment_count + 1, sizeof *image->stretches);
  image->overlaps = calloc(image->segment_count + 1, sizeof *image->overlaps);
  if (image->stretches == NULL || image->overlaps == NULL) {
    complain("not enough memory");
    return false;
  }
  if (image->segment_count != 0) qsort(image->segments, image->segment_count, sizeof *image->segments, by_address);
  for (size_t i = 0; i < image->segment_count; i++) add_stretch(image, &image->segments[i]);
  return true;
}

const unsigned char *image_bytes(const struct image *image, uint64_t address, uint64_t *held_bytes)
{
  size_t low = 0, high = image->stretch_count; /* the stretch, if any, is one of these */
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const struct stretch *stretch = &image->stretches[middle];
    if (address < stretch->address) {
      high = middle;
    } else if (address - stretch->address >= stretch->length_bytes) {
      low = middle + 1;
    } else {
      *held_bytes = stretch->length_bytes - (address - stretch->address);
      return stretch->bytes + (address - stretch->address);
    }
  }
  return NULL;
}

/* Are these the bytes of the image, which has all of them? */
static bool agrees(const struct image *image, uint64_t address, const unsigned char *bytes, uint64_t length)
{
  uint64_t held = 0;
  for (uint64_t done = 0; done < length; done += held) {
    const unsigned char *other = image_bytes(image, address + done, &held);
    if (held > length - done) held = length - done;
    if (memcmp(other, bytes + done, (size_t)held) != 0) return false;
  }
  return true;
}

bool image_disputed(const struct image *image, uint64_t address, uint64_t length)
{
  unsigned holders = 0;
  uint64_t last = address + (length - 1);
  for (size_t i = 0; i < image->overlap_count && image->overlaps[i].address <= last; i++) {
    const struct stretch *overlap = &image->overlaps[i];
    uint64_t overlap_last = overlap->address + (overlap->length_bytes - 1);
    if (overlap_last < address) continue;
    uint64_t from = overlap->address > address ? overlap->address : address;
    uint64_t to = overlap_last < last ? overlap_last : last;
    if (++holders == HOLDERS_MAX) return true;
    if (!agrees(image, from, overlap->bytes + (from - overlap->address), to - from + 1)) return true;
  }
  return false;
}

bool image_not_saved(const struct image *image, uint64_t address)
{
  for (size_t i = 0; i < image->segment_count; i++) {
    const struct segment *segment = &image->segments[i];
    if (address >= segment->address && address - segment->address < segment->memory_bytes) return true;
  }
  return false;
}

bool image_holds_some(const struct image *image, uint64_t address, uint64_t length)
{
  uint64_t last = address + (length - 1);
  for (size_t i = 0; i < image->stretch_count; i++) {
    const struct stretch *stretch = &image->stretches[i];
    if (stretch->address <= last && address <= stretch->address + (stretch->length_bytes - 1)) return true;
  }
  return false;
}
