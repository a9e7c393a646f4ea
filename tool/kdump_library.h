/* SPDX-License-Identifier: Apache-2.0 */
/* What the process that reads such an image does. In kdump/library.c, or in kdump/none.c where the library is
 * missing. */
#ifndef TOOL_KDUMP_LIBRARY_H
#define TOOL_KDUMP_LIBRARY_H

#include "memory.h"

/* What --version says: "libkdumpfile 0.5.1"; null if the tool was built without it. */
extern const char *const kdump_library;

struct kdump_reader;

/* Null, with the reason in `text`, if the library cannot read the file. */
struct kdump_reader *kdump_reader_open(int file, char text[TEXT_BYTES]);

/* Reads at most a page, within one. The reason of MEMORY_FAILED is in `text`. */
enum memory_answer kdump_reader_read(struct kdump_reader *reader, uint64_t address, void *bytes, size_t length,
                                     char text[TEXT_BYTES]);

#endif
