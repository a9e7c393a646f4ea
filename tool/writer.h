/* SPDX-License-Identifier: Apache-2.0 */
/* Writes JSON to stdout: members in the order of the calls. `name` is null in arrays. */
#ifndef TOOL_WRITER_H
#define TOOL_WRITER_H

#include <stdbool.h>

#include "line.h"

#define WRITER_SCHEMA 1 /* the version of what docs/tool.md describes */
#define WRITER_DEPTH 8U

struct writer {
  struct line line;
  unsigned depth;
  bool some[WRITER_DEPTH];     /* something was written at this depth */
  char closing[WRITER_DEPTH];
};

/* The document: an object with the version and the command. */
void writer_start(struct writer *writer, const char *command);
void writer_end(struct writer *writer);

void writer_object(struct writer *writer, const char *name);
void writer_array(struct writer *writer, const char *name);
void writer_close(struct writer *writer);

void writer_text(struct writer *writer, const char *name, const char *text);
void writer_number(struct writer *writer, const char *name, uint64_t number);
void writer_level(struct writer *writer, const char *name, int level);
void writer_flag(struct writer *writer, const char *name, bool flag);

/* Numbers of 64 bits are strings, hexadecimal: not every reader has so many bits. */
void writer_address(struct writer *writer, const char *name, uint64_t address);

/* The end of a range, which may be 2^64. */
void writer_range_end(struct writer *writer, const char *name, uint64_t first, uint64_t bytes);

#endif
