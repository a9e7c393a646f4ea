/* SPDX-License-Identifier: Apache-2.0 */
#include "line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void append(struct line *line, const char *text, size_t length)
{
  if (length > LINE_BYTES - 1 - line->used) length = LINE_BYTES - 1 - line->used; /* room for the line feed */
  memcpy(line->text + line->used, text, length);
  line->used += length;
}

void line_text(struct line *line, const char *text)
{
  append(line, text, strlen(text));
}

void line_hexadecimal(struct line *line, uint64_t number, unsigned digits)
{
  char text[18];
  size_t at = sizeof text;
  do {
    text[--at] = "0123456789abcdef"[number & 15];
    number >>= 4;
  } while (number != 0 || sizeof text - at < digits);
  text[--at] = 'x';
  text[--at] = '0';
  append(line, text + at, sizeof text - at);
}

void line_decimal(struct line *line, uint64_t number)
{
  char text[20];
  size_t at = sizeof text;
  do {
    text[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number != 0);
  append(line, text + at, sizeof text - at);
}

void line_print(struct line *line, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line->text + line->used, LINE_BYTES - line->used, format, arguments);
  va_end(arguments);
  if (length < 0) return;
  line->used += (size_t)length < LINE_BYTES - 1 - line->used ? (size_t)length : LINE_BYTES - 1 - line->used;
}

void line_end(struct line *line)
{
  line->text[line->used++] = '\n';
  fwrite(line->text, 1, line->used, stdout);
  line->used = 0;
}
