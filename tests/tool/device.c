/* SPDX-License-Identifier: Apache-2.0 */
/* Preloaded into the tool: makes the file that DEVICE names look like /dev/mem (MODE=mem), or like a file of /proc that
 * does not tell its length (MODE=kcore), and lets reads fail from the offset FAIL_FROM on.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int is_device(int file)
{
  struct stat named, given;
  const char *path = getenv("DEVICE");
  return path != NULL && syscall(SYS_newfstatat, file, "", &given, 0x1000) == 0 && stat(path, &named) == 0 &&
         given.st_ino == named.st_ino && given.st_dev == named.st_dev;
}

int fstat(int file, struct stat *state)
{
  int result = (int)syscall(SYS_newfstatat, file, "", state, 0x1000 /* AT_EMPTY_PATH */);
  if (result != 0 || !is_device(file)) return result;
  state->st_size = 0;
  if (strcmp(getenv("MODE"), "mem") == 0) {
    state->st_mode = S_IFCHR | 0400;
    state->st_rdev = makedev(1, 1);
  }
  return 0;
}

int fstat64(int file, struct stat64 *state)
{
  return fstat(file, (struct stat *)state);
}

ssize_t pread(int file, void *bytes, size_t length, off_t offset)
{
  const char *from = getenv("FAIL_FROM");
  if (from != NULL && is_device(file) && offset + (off_t)length > strtol(from, NULL, 0)) {
    errno = EPERM;
    return -1;
  }
  return syscall(SYS_pread64, file, bytes, length, offset);
}

ssize_t pread64(int file, void *bytes, size_t length, off64_t offset)
{
  return pread(file, bytes, length, offset);
}
