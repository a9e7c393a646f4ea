/* SPDX-License-Identifier: Apache-2.0 */
/* The tool without libkdumpfile. */
#include <stddef.h>

#include "kdump_library.h"

const char *const kdump_library = NULL;

struct kdump_reader *kdump_reader_open(int file, char text[TEXT_BYTES])
{
  (void)file;
  (void)text;
  return NULL;
}

enum memory_answer kdump_reader_read(struct kdump_reader *reader, uint64_t address, void *bytes, size_t length,
                                     char text[TEXT_BYTES])
{
  (void)reader;
  (void)address;
  (void)bytes;
  (void)length;
  (void)text;
  return MEMORY_FAILED;
}
