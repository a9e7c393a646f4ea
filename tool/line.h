/* SPDX-License-Identifier: Apache-2.0 */
/* A line of output, put together in memory: millions of them are printed. */
#ifndef TOOL_LINE_H
#define TOOL_LINE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LINE_BYTES 2048U

struct line {
  char text[LINE_BYTES]; /* what does not fit is left out */
  size_t used;
};

static inline void line_start(struct line *line)
{
  line->used = 0;
}

/* Where the compiler knows the length, this is a store or two. */
static inline void line_text(struct line *line, const char *text)
{
  size_t length = strlen(text);
  if (length > LINE_BYTES - 1 - line->used) length = LINE_BYTES - 1 - line->used; /* room for the line feed */
  memcpy(line->text + line->used, text, length);
  line->used += length;
}

/* Hexadecimal with 0x in front, at least so many digits. */
void line_hexadecimal(struct line *line, uint64_t number, unsigned digits);

void line_decimal(struct line *line, uint64_t number);

__attribute__((format(printf, 2, 3))) void line_print(struct line *line, const char *format, ...);

/* Writes it to stdout, with a line feed. */
void line_end(struct line *line);

#endif
