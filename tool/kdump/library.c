/* SPDX-License-Identifier: Apache-2.0 */
/* The tool with libkdumpfile. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libkdumpfile/kdumpfile.h>

#include "kdump_library.h"

const char *const kdump_library = "libkdumpfile " KDUMPFILE_VERSION_STRING;

struct kdump_reader {
  kdump_ctx_t *context;
};

struct kdump_reader *kdump_reader_open(int file, char text[TEXT_BYTES])
{
  struct kdump_reader *reader = calloc(1, sizeof *reader);
  if (reader != NULL) reader->context = kdump_new();
  if (reader == NULL || reader->context == NULL) {
    snprintf(text, TEXT_BYTES, "not enough memory");
    return NULL;
  }
  if (kdump_open_fd(reader->context, file) == KDUMP_OK) return reader;
  snprintf(text, TEXT_BYTES, "%s", kdump_get_err(reader->context));
  return NULL;
}

enum memory_answer kdump_reader_read(struct kdump_reader *reader, uint64_t address, void *bytes, size_t length,
                                     char text[TEXT_BYTES])
{
  size_t got = length;
  switch (kdump_read(reader->context, KDUMP_MACHPHYSADDR, address, bytes, &got)) {
  case KDUMP_OK:
    if (got == length) return MEMORY_READ;
    break;
  case KDUMP_ERR_NODATA:
    kdump_clear_err(reader->context);
    return got == 0 ? MEMORY_NOT_SAVED : MEMORY_PARTLY;
  default: break;
  }
  snprintf(text, TEXT_BYTES, "%s", kdump_get_err(reader->context));
  kdump_clear_err(reader->context);
  return MEMORY_FAILED;
}
