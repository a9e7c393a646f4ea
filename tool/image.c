/* SPDX-License-Identifier: Apache-2.0 */
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

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

static bool map_file(struct image *image, const char *path, int file)
{
  struct stat state;
  if (fstat(file, &state) != 0) {
    complain("%s: %s", path, strerror(errno));
    return false;
  }
  if (!S_ISREG(state.st_mode)) {
    complain("%s: not a regular file", path);
    return false;
  }
  image->length_bytes = (uint64_t)state.st_size;
  if (image->length_bytes == 0) return true; /* mmap refuses a length of 0 */
  if (image->length_bytes - 1 > UINT64_MAX - image->base) {
    complain("%s: with --base 0x%" PRIx64 " the image ends beyond the last address", path,
             image->base);
    return false;
  }
  if (image->length_bytes > SIZE_MAX) {
    complain("%s: too large for this machine", path);
    return false;
  }
  void *mapping = mmap(NULL, (size_t)image->length_bytes, PROT_READ, MAP_PRIVATE, file, 0);
  if (mapping == MAP_FAILED) {
    complain("%s: %s", path, strerror(errno));
    return false;
  }
  image->bytes = mapping;
  return true;
}

bool image_open(struct image *image, const char *path, uint64_t base)
{
  struct sigaction action = {.sa_handler = on_bus_error};
  *image = (struct image){.base = base};
  /* Without O_NONBLOCK, opening a pipe would wait for its writer. */
  int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) {
    complain("%s: %s", path, strerror(errno));
    return false;
  }
  bool mapped = map_file(image, path, file);
  close(file);
  if (mapped) sigaction(SIGBUS, &action, NULL);
  return mapped;
}

void image_close(struct image *image)
{
  if (image->bytes != NULL) munmap((void *)image->bytes, (size_t)image->length_bytes);
  image->bytes = NULL;
}

enum image_reach image_reach(const struct image *image, uint64_t address, uint64_t length_bytes)
{
  if (image->length_bytes == 0) return IMAGE_NOTHING;
  uint64_t image_last = image->base + (image->length_bytes - 1);
  uint64_t last = address + (length_bytes - 1);
  if (last < image->base || address > image_last) return IMAGE_NOTHING;
  return address >= image->base && last <= image_last ? IMAGE_WHOLE : IMAGE_PART;
}

uint64_t image_word(const struct image *image, uint64_t address)
{
  const unsigned char *bytes = image->bytes + (address - image->base);
  uint64_t word = 0;
  for (int i = 7; i >= 0; i--) word = word << 8 | bytes[i];
  return word;
}
