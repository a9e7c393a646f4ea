/* SPDX-License-Identifier: Apache-2.0 */
/* Stands before tool/image.c in the target `tool`: the files that it opens are those of the target. */
#ifndef TESTS_FUZZ_FILES_H
#define TESTS_FUZZ_FILES_H

#include <stdint.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/** The content of the file IMAGE; `cut` bytes are missing from its mapping (a planted fault). */
void files_begin(const unsigned char *bytes, size_t length, size_t cut);

/** Ends the run if a file is still open or mapped. */
void files_end(void);

int files_open(const char *path, int flags);
int files_fstat(int file, struct stat *state);
int files_close(int file);
void *files_mmap(void *address, size_t length, int protection, int flags, int file, off_t offset);
int files_munmap(void *address, size_t length);

#ifndef FILES_THEMSELVES
#define open files_open
#define fstat files_fstat
#define close files_close
#define mmap files_mmap
#define munmap files_munmap
#endif

#endif
