/* SPDX-License-Identifier: Apache-2.0 */
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device.h"
#include "elf_core.h"
#include "kdump.h"
#include "kinds.h"
#include "lime.h"
#include "report.h"

/* Reading the mapping raises SIGBUS if someone has shortened the file, or if its disk fails. */
static _Noreturn void on_bus_error(int signal_number)
{
  static const char text[] =
    "vpt: the image can no longer be read: it was cut short, or its disk failed\n";
  (void)signal_number;
  ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
  (void)written;
  _exit(EXIT_BAD);
}

static bool failed(const struct image *image)
{
  complain("%s: %s", image->path, strerror(errno));
  return false;
}

static bool map_file(struct image *image, int file, uint64_t length_bytes)
{
  image->length_bytes = length_bytes;
  if (length_bytes == 0) return true; /* mmap refuses a length of 0 */
  if (length_bytes > SIZE_MAX) {
    complain("%s: too large for this machine", image->path);
    return false;
  }
  void *mapping = mmap(NULL, (size_t)length_bytes, PROT_READ, MAP_PRIVATE, file, 0);
  if (mapping == MAP_FAILED) return failed(image);
  image->bytes = mapping;
  return true;
}

/* Copies all that comes into a file that has no name, and maps that. */
static bool map_pipe(struct image *image, int file)
{
  static unsigned char buffer[1 << 16];
  FILE *copy = tmpfile();
  uint64_t length_bytes = 0;
  ssize_t got = -1;
  if (copy == NULL) return failed(image);
  if (fcntl(file, F_SETFL, 0) == 0) { /* what comes is waited for */
    while ((got = read(file, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR)) {
      if (got < 0) continue;
      if (fwrite(buffer, 1, (size_t)got, copy) != (size_t)got) break;
      length_bytes += (uint64_t)got;
    }
  }
  bool good = got == 0 && fflush(copy) == 0 ? map_file(image, fileno(copy), length_bytes) : failed(image);
  fclose(copy);
  return good;
}

static bool take_raw(struct image *image, uint64_t base)
{
  if (image->length_bytes == 0) return true;
  if (image->length_bytes - 1 > UINT64_MAX - base) {
    complain("%s: with --base 0x%" PRIx64 " the image ends beyond the last address", image->path,
             base);
    return false;
  }
  image->stretches = malloc(sizeof *image->stretches);
  if (image->stretches == NULL) {
    complain("not enough memory");
    return false;
  }
  image->stretches[0] = (struct stretch){base, image->length_bytes, image->bytes};
  image->stretch_count = 1;
  return true;
}

/* What the kind of a file that knows its addresses asks for. */
static bool take_kind(struct image *image, const struct image_request *request, const struct kind *kind)
{
  if (kind->kind == KIND_FOREIGN) {
    complain("%s: %s, which cannot be read here: %s; or say --raw", image->path, kind->name, kind->advice);
    return false;
  }
  if (kind->kind == KIND_KDUMP) {
    complain("%s: %s, which needs a file that is no pipe", image->path, kind->name);
    return false;
  }
  if (request->base_given) {
    complain("%s: %s, which says itself where its memory is: leave out --base, or say --raw", image->path, kind->name);
    return false;
  }
  return kind->kind == KIND_ELF ? elf_core_take(image) : lime_take(image);
}

static bool take(struct image *image, const struct image_request *request)
{
  const struct kind *kind = kind_of(image->bytes, image->length_bytes);
  return request->raw || kind->kind == KIND_RAW ? take_raw(image, request->base) : take_kind(image, request, kind);
}

static void image_close(struct memory *memory)
{
  struct image *image = (struct image *)memory;
  if (image->bytes != NULL) munmap((void *)image->bytes, (size_t)image->length_bytes);
  free(image->stretches);
  free(image->overlaps);
  free(image->segments);
  free(image);
}

static enum memory_answer image_read(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  const struct image *image = (const struct image *)memory;
  unsigned char *to = bytes;
  uint64_t held = 0;
  for (size_t done = 0; done < length; done += (size_t)held) {
    const unsigned char *from = image_bytes(image, address + done, &held);
    if (from == NULL) {
      if (image_not_saved(image, address + done)) return MEMORY_NOT_SAVED;
      return image_holds_some(image, address, length) ? MEMORY_PARTLY : MEMORY_OUTSIDE;
    }
    if (held > length - done) held = length - done;
    memcpy(to + done, from, (size_t)held);
  }
  return image_disputed(image, address, length) ? MEMORY_FAILED : MEMORY_READ;
}

static const unsigned char *image_direct(struct memory *memory, uint64_t address, size_t length)
{
  uint64_t held = 0;
  const struct image *image = (const struct image *)memory;
  const unsigned char *bytes = image_bytes(image, address, &held);
  return held >= length && !image_disputed(image, address, length) ? bytes : NULL;
}

/* Which addresses a raw image has is the user's word. */
static void why_outside(const struct image *image, char text[TEXT_BYTES])
{
  const struct stretch *all = image->stretches;
  if (image->stretch_count == 0) {
    snprintf(text, TEXT_BYTES, "outside the image, which is empty");
    return;
  }
  snprintf(text, TEXT_BYTES, "outside the image, which has 0x%" PRIx64 " to 0x%" PRIx64 "%s", all->address,
           all->address + (all->length_bytes - 1), image->base_given ? "" : " (--base says where it begins)");
}

static void image_why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                      char text[TEXT_BYTES])
{
  const struct image *image = (const struct image *)memory;
  bool core = image->segments != NULL;
  const char *why = "in the image";
  (void)address;
  (void)length;
  switch (answer) {
  case MEMORY_PARTLY: why = core ? "only partly in segments of the image" : "only partly in the image"; break;
  case MEMORY_OUTSIDE:
    if (!core) {
      why_outside(image, text);
      return;
    }
    why = "in no segment of the image";
    break;
  case MEMORY_NOT_SAVED: why = "in memory that the image does not have in full"; break;
  case MEMORY_FAILED: why = "in several segments of the image, which contradict each other"; break;
  default: break;
  }
  snprintf(text, TEXT_BYTES, "%s", why);
}

static unsigned image_cpus(struct memory *memory)
{
  unsigned count = 0;
  return elf_core_cpus((const struct image *)memory, &count) ? count : 0;
}

static bool image_registers(struct memory *memory, unsigned cpu, struct registers *registers)
{
  return elf_core_registers((const struct image *)memory, cpu, registers);
}

static const struct memory_kind image_kind = {.read = image_read, .direct = image_direct, .why = image_why,
                                              .registers = image_registers, .close = image_close, .cpus = image_cpus};

/* What the kind of file asks for. */
static bool map(struct image *image, int file, const struct stat *state)
{
  if (S_ISREG(state->st_mode)) return map_file(image, file, (uint64_t)state->st_size);
  if (S_ISFIFO(state->st_mode) || S_ISSOCK(state->st_mode)) return map_pipe(image, file);
  if (S_ISDIR(state->st_mode)) {
    errno = EISDIR;
    return failed(image);
  }
  complain("%s: neither a file of memory, nor a pipe, nor /dev/mem", image->path);
  return false;
}

static bool take_file(struct image *image, const struct image_request *request, int file, const struct stat *state)
{
  struct sigaction action = {.sa_handler = on_bus_error};
  if (!map(image, file, state)) return false;
  sigaction(SIGBUS, &action, NULL);
  return take(image, request);
}

static struct memory *open_file(const struct image_request *request, int file, const struct stat *state)
{
  struct image *image = calloc(1, sizeof *image);
  bool good = image != NULL;
  if (good) {
    image->memory = (struct memory){&image_kind, request->path};
    image->path = request->path;
    image->base_given = request->base_given;
    good = take_file(image, request, file, state);
  } else {
    complain("not enough memory");
  }
  close(file);
  if (good) return &image->memory;
  if (image != NULL) image_close(&image->memory);
  return NULL;
}

/* Of a file that is read where it is told. */
static const struct kind *kind_of_file(int file)
{
  unsigned char bytes[64];
  ssize_t got = pread(file, bytes, sizeof bytes, 0);
  return kind_of(bytes, got > 0 ? (uint64_t)got : 0);
}

struct memory *image_open(const struct image_request *request)
{
  bool standard = strcmp(request->path, "-") == 0;
  struct image_request named = *request;
  struct stat state;
  if (standard) named.path = "standard input";
  /* Without O_NONBLOCK, opening a pipe would wait for its writer. */
  int file = standard ? dup(STDIN_FILENO) : open(named.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0 || fstat(file, &state) != 0) {
    complain("%s: %s", named.path, strerror(errno));
    if (file >= 0) close(file);
    return NULL;
  }
  const struct kind *kind = kind_of_file(file);
  if (kind->kind == KIND_KDUMP && !named.raw && !named.base_given) {
    return kdump_open(file, (uint64_t)state.st_size, named.path, kind->name);
  }
  return device_is(file, &state) ? device_open(file, &state, named.path) : open_file(&named, file, &state);
}
