/* SPDX-License-Identifier: Apache-2.0 */
#define FILES_THEMSELVES
#include "files.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"

/* The files that there are; others are not found. */
enum file { IMAGE, EMPTY, DIRECTORY, BROKEN, UNMAPPABLE, ENDLESS, FILES };
static const char *const names[FILES] = {"IMAGE", "EMPTY", "DIRECTORY", "BROKEN", "UNMAPPABLE", "ENDLESS"};

enum { FIRST_FILE = 100 }; /* the descriptor of the first */

static struct {
  const unsigned char *bytes;
  size_t length, cut;
  unsigned open, mapped;
} now;

void files_begin(const unsigned char *bytes, size_t length, size_t cut)
{
  now.bytes = bytes;
  now.length = length;
  now.cut = cut;
}

void files_end(void)
{
  if (now.open != 0 || now.mapped != 0) disagree("a file is left open or mapped");
}

int files_open(const char *path, int flags)
{
  if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0) disagree("a file is opened to be written");
  for (int file = 0; file < FILES; file++) {
    if (strcmp(path, names[file]) == 0) {
      now.open++;
      return FIRST_FILE + file;
    }
  }
  errno = ENOENT;
  return -1;
}

int files_close(int file)
{
  (void)file;
  now.open--;
  return 0;
}

int files_fstat(int file, struct stat *state)
{
  if (file == FIRST_FILE + BROKEN) {
    errno = EIO;
    return -1;
  }
  memset(state, 0, sizeof *state);
  state->st_mode = file == FIRST_FILE + DIRECTORY ? S_IFDIR : S_IFREG;
  state->st_size = file == FIRST_FILE + EMPTY ? 0 : file == FIRST_FILE + ENDLESS ? INT64_MAX : (off_t)now.length;
  return 0;
}

void *files_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
  if (address != NULL || protection != PROT_READ || flags != MAP_PRIVATE || offset != 0) disagree("arguments of mmap");
  unsigned char *bytes = file == FIRST_FILE + IMAGE && length == now.length ? malloc(length - now.cut) : NULL;
  if (bytes == NULL) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  memcpy(bytes, now.bytes, length - now.cut);
  now.mapped++;
  return bytes;
}

int files_munmap(void *address, size_t length)
{
  if (length != now.length) disagree("length of munmap");
  free(address);
  now.mapped--;
  return 0;
}
