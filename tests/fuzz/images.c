/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: LiME images, and flattened kdump images. Those that are as they should be lead to what is in
 * them; of others a few bytes are wrong, and there is an end, with a word if the file cannot be read. */
#define _GNU_SOURCE /* memfd_create */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "flattened.h"
#define FILES_THEMSELVES
#include "files.h"
#include "image.h"
#include "sink.h"
#include "subject.h"

enum { PARTS_MOST = 4, PATCHES_MOST = 4, LIME_HEADER = 32, FLATTENED_HEADER = 4096, PIECE_HEADER = 16 };

static bool cut_mapping, wrong_place; /* planted faults */

/* A file made of parts of the subject's memory, each with a header. */
struct file {
  unsigned char *bytes;
  size_t length;
  uint64_t parts;
  uint64_t cuts[PARTS_MOST + 1];
  bool whole; /* all of the memory, and nothing is wrong */
};

static void put(struct file *file, const void *bytes, size_t length)
{
  memcpy(file->bytes + file->length, bytes, length);
  file->length += length;
}

static void put_number(struct file *file, uint64_t number, bool big_endian)
{
  unsigned char bytes[8];
  for (unsigned i = 0; i < 8; i++) bytes[i] = (unsigned char)(number >> 8 * (big_endian ? 7 - i : i));
  put(file, bytes, sizeof bytes);
}

static void start(struct file *file, const struct subject *subject, struct input *input)
{
  *file = (struct file){.parts = 1 + input_below(input, PARTS_MOST), .whole = true};
  for (uint64_t i = 1; i < file->parts; i++) {
    file->cuts[i] = input_below(input, subject->length_bytes + 1);
    if (file->cuts[i] < file->cuts[i - 1]) file->cuts[i] = file->cuts[i - 1];
  }
  file->cuts[file->parts] = subject->length_bytes;
  file->bytes = malloc(FLATTENED_HEADER + (PARTS_MOST + 1) * LIME_HEADER + subject->length_bytes);
  if (file->bytes == NULL) abort();
}

/* A few bytes of headers that are others, and an end that is missing. */
static void damage(struct file *file, struct input *input)
{
  uint64_t patches = input_below(input, PATCHES_MOST + 1);
  for (uint64_t i = 0; i < patches; i++) {
    uint64_t place = input_below(input, file->length < 0x200 ? file->length : 0x200);
    if (input_below(input, 2) == 1) place = input_below(input, file->length);
    file->bytes[place] = (unsigned char)input_take(input, 1);
  }
  bool cut = input_below(input, 4) == 1;
  if (cut) file->length = input_below(input, file->length + 1);
  if (patches != 0 || cut) file->whole = false;
}

/* ---- LiME ------------------------------------------------------------------------------------ */

static void make_lime(struct file *file, const struct subject *subject)
{
  for (uint64_t i = 0; i < file->parts; i++) {
    uint64_t from = file->cuts[i], to = file->cuts[i + 1];
    if (from == to) continue;
    put(file, "EMiL\1\0\0\0", 8);
    put_number(file, subject->base + from, false);
    put_number(file, subject->base + to - 1, false);
    put_number(file, 0, false);
    put(file, subject->bytes + from, to - from);
  }
}

static void read_lime(const struct file *file, struct subject *subject)
{
  struct outputs outputs, direct;
  int code = -1;
  files_begin(file->bytes, file->length, cut_mapping ? file->length / 2 : 0);
  outputs_begin(&outputs, false);
  struct memory *memory = image_open(&(struct image_request){.path = "IMAGE"});
  if (memory != NULL) {
    code = subject_dump(subject, memory);
    memory_close(memory);
  }
  outputs_end(&outputs, false);
  files_end();
  if (code > EXIT_BAD) disagree("exit status");
  if ((code < 0 || code == EXIT_BAD) && outputs.error.bytes == 0) disagree("an error without a word");
  if (!file->whole) return;
  outputs_begin(&direct, false);
  int right = subject_dump(subject, &subject->memory);
  outputs_end(&direct, false);
  if (code < 0 || (right != EXIT_BAD && (code != right || outputs.out.bytes != direct.out.bytes))) {
    disagree("a LiME image leads to another list");
  }
}

/* ---- flattened ------------------------------------------------------------------------------- */

/* The last part first. */
static void make_flattened(struct file *file, const struct subject *subject)
{
  memset(file->bytes, 0, FLATTENED_HEADER);
  memcpy(file->bytes, FLATTENED_SIGNATURE, sizeof FLATTENED_SIGNATURE - 1);
  file->bytes[23] = file->bytes[31] = 1;
  file->length = FLATTENED_HEADER;
  for (uint64_t i = file->parts; i-- > 0;) {
    uint64_t from = file->cuts[i], to = file->cuts[i + 1];
    put_number(file, from + (wrong_place ? 8 : 0), true);
    put_number(file, to - from, true);
    put(file, subject->bytes + from, to - from);
  }
  put_number(file, UINT64_MAX, true);
  put_number(file, UINT64_MAX, true);
}

static void compare(int whole, const struct subject *subject)
{
  unsigned char *bytes = malloc(subject->length_bytes);
  if (bytes == NULL) abort();
  ssize_t got = pread(whole, bytes, subject->length_bytes, 0);
  bool same = got == (ssize_t)subject->length_bytes && memcmp(bytes, subject->bytes, subject->length_bytes) == 0;
  free(bytes);
  if (!same) disagree("a flattened image is put together in another way");
}

static void read_flattened(const struct file *file, const struct subject *subject)
{
  char text[TEXT_BYTES] = "";
  int flat = memfd_create("flattened", 0);
  if (flat < 0 || write(flat, file->bytes, file->length) != (ssize_t)file->length) abort();
  int whole = flattened_put_together(flat, text);
  if (whole < 0 && text[0] == '\0') disagree("an error without a word");
  if (file->whole && whole < 0) disagree("a flattened image is refused");
  if (file->whole) compare(whole, subject);
  if (whole >= 0) close(whole);
  close(flat);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  cut_mapping = fault_planted("cut-mapping");
  wrong_place = fault_planted("wrong-place");
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  struct input input = {data, data + size}, damages;
  struct subject subject;
  struct file file;
  bool is_lime = input_take(&input, 1) % 2 == 0;
  subject_make(&subject, &input);
  start(&file, &subject, &input);
  uint64_t wrong = input_below(&input, 16);
  damages = (struct input){input.next, input.end};
  if (wrong > (uint64_t)(input.end - input.next)) wrong = 0;
  input.next += wrong;
  damages.end = input.next;
  subject_fill(&subject, &input);
  if (is_lime) {
    make_lime(&file, &subject);
    damage(&file, &damages);
    if (tables_root_ok(&subject.tables)) read_lime(&file, &subject);
  } else {
    make_flattened(&file, &subject);
    damage(&file, &damages);
    read_flattened(&file, &subject);
  }
  free(file.bytes);
  subject_free(&subject);
  return 0;
}
