/* SPDX-License-Identifier: Apache-2.0 */
#include "subject.h"

#include <stdlib.h>
#include <string.h>

#include "commands.h"

enum { BYTES_MOST = 0x40000, FRAMES_MOST = 24 };

static uint64_t granule_bytes(const struct subject *subject)
{
  return UINT64_C(1) << subject->tables.geometry.format->granule_log2;
}

/* Address of a frame of the image, or of the one that it would have next. */
static vpt_oa take_frame(const struct subject *subject, struct input *input)
{
  uint64_t frames = (subject->length_bytes + granule_bytes(subject) - 1) / granule_bytes(subject);
  return subject->base + input_below(input, FRAMES_MOST) % (frames + 1) * granule_bytes(subject);
}

static void make_image(struct subject *subject, struct input *input)
{
  static const uint64_t bases[] = {0, 0x40000000, 0x123000, UINT64_C(0x7FFFFFFF0000), UINT64_C(0xFFFFFFFF00000)};
  enum { BASES = sizeof bases / sizeof bases[0] };
  uint64_t most = BYTES_MOST / granule_bytes(subject);
  uint64_t base = input_below(input, BASES + 1);
  uint64_t frames = 1 + input_below(input, most < FRAMES_MOST ? most : FRAMES_MOST);
  uint64_t length = frames * granule_bytes(subject) - input_below(input, 3) * 4; /* the last may be cut */
  base = base < BASES ? bases[base] : input_take(input, 8);
  if (length - 1 > UINT64_MAX - base) {
    base = 0; /* image_open() refuses an image beyond the last address */
  }
  subject->bytes = calloc(1, length);
  if (subject->bytes == NULL) {
    abort();
  }
  subject->base = base;
  subject->length_bytes = subject->readable_bytes = length;
}

static enum memory_answer read_bytes(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  const struct subject *subject = (const struct subject *)memory;
  uint64_t offset = address - subject->base;
  if (address < subject->base || offset >= subject->readable_bytes) return MEMORY_OUTSIDE;
  if (length > subject->readable_bytes - offset) return MEMORY_PARTLY;
  memcpy(bytes, subject->bytes + offset, length);
  return MEMORY_READ;
}

static void why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                char text[TEXT_BYTES])
{
  (void)memory;
  (void)address;
  (void)length;
  strcpy(text, answer == MEMORY_PARTLY ? "only partly there" : "not there");
}

static void close_nothing(struct memory *memory)
{
  (void)memory;
}

static const struct memory_kind kind = {.read = read_bytes, .why = why, .close = close_nothing};

void subject_make(struct subject *subject, struct input *input)
{
  size_t formats = 0;
  while (tool_formats[formats] != NULL) formats++;
  const struct tool_format *format = tool_formats[input_below(input, formats)];
  *subject = (struct subject){.memory = {&kind, "IMAGE"}};
  subject->tables = (struct tables){.memory = &subject->memory, .format = format};
  subject->tables.geometry = input_geometry(input, format->format);
  subject->tables.half = half_usual(&subject->tables.geometry);
  if (half_possible(&subject->tables.geometry, VPT_UPPER)) subject->tables.half = VPT_UPPER;
  make_image(subject, input);
  subject->tables.root = take_frame(subject, input);
  if (input_below(input, 16) == 1) subject->tables.root = input_take(input, 8);
  subject->ia = input_take(input, 8);
  const struct features none = {0};
  if (!tables_prepare(&subject->tables, &none, NULL)) abort();
}

static void put_word(struct subject *subject, uint64_t offset, uint64_t word)
{
  for (uint64_t i = 0; i < 8 && offset + i < subject->length_bytes; i++) {
    subject->bytes[offset + i] = (unsigned char)(word >> 8 * i);
  }
}

static uint64_t placed(const struct subject *subject, vpt_oa oa)
{
  return subject->tables.format->place == NULL ? oa : subject->tables.format->place(oa);
}

/* A descriptor with a frame of the image as its address, and bits below and above that. */
static uint64_t take_pointer(const struct subject *subject, struct input *input)
{
  uint64_t oa = take_frame(subject, input);
  uint64_t low = input_take(input, 2) % granule_bytes(subject), high = input_take(input, 1);
  return placed(subject, oa) | low | high << 56;
}

/* Leaves side by side, or table descriptors to the same table, and so on. */
static void fill(struct subject *subject, struct input *input, uint64_t offset, uint64_t word)
{
  unsigned height = (unsigned)input_below(input, 6); /* that of leaves as large as the step; or no step */
  uint64_t step = placed(subject, vpt_entry_size(&subject->tables.geometry, height));
  uint64_t count = input_below(input, 0x10000) % (subject->length_bytes / 8);
  for (uint64_t i = 0; i < count; i++) {
    put_word(subject, offset + 8 * i, word + step * i);
  }
}

void subject_fill(struct subject *subject, struct input *input)
{
  while (input_left(input)) {
    uint64_t kind = input_take(input, 1);
    uint64_t in_frame = input_below(input, granule_bytes(subject) / 8);
    uint64_t offset = (input_below(input, FRAMES_MOST) * granule_bytes(subject) + in_frame * 8) %
                      subject->length_bytes;
    uint64_t word = kind & 1 ? take_pointer(subject, input) : input_take(input, 8);
    put_word(subject, offset, word);
    if (kind & 2) fill(subject, input, offset, word);
  }
}

int subject_dump(const struct subject *subject, struct memory *memory)
{
  struct invocation *invocation = calloc(1, sizeof *invocation);
  if (invocation == NULL) abort();
  struct tables *tables = &invocation->tables[0];
  *tables = subject->tables;
  tables->memory = memory;
  tables->format = &tables->reading.format;
  tables->reading.format.marks = tables->reading.marks;
  invocation->tables_count = 1;
  int code = dump_tables(invocation);
  free(invocation);
  return code;
}

void subject_free(struct subject *subject)
{
  free(subject->bytes);
}
