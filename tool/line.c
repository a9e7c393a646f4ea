/* SPDX-License-Identifier: Apache-2.0 */
#include "line.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The digits of the upper 32 bits, side by side: a byte for each, the first in the uppermost. */
static uint64_t upper_digits(uint64_t number)
{
  uint64_t digits = number >> 32;
  digits = (digits | digits << 16) & 0x0000FFFF0000FFFFULL;
  digits = (digits | digits << 8) & 0x00FF00FF00FF00FFULL;
  digits = (digits | digits << 4) & 0x0F0F0F0F0F0F0F0FULL;
  uint64_t letters = (digits + 0x0606060606060606ULL) >> 4 & 0x0101010101010101ULL;
  return digits + 0x3030303030303030ULL + letters * ('a' - '0' - 10);
}

static void put_bytes(char *to, uint64_t bytes)
{
  for (unsigned i = 0; i < 8; i++) to[i] = (char)(bytes >> (56 - 8 * i));
}

#define HEX_DIGITS 16U

void line_hexadecimal(struct line *line, uint64_t number, unsigned digits)
{
  char *to = line->text + line->used;
  while (digits < HEX_DIGITS && number >> 4 * digits != 0) digits++;
  if (line->used + 2 + HEX_DIGITS > LINE_BYTES - 1) return; /* it does not fit */
  number <<= 4 * (HEX_DIGITS - digits); /* the first digit to the front: what comes behind them is overwritten */
  to[0] = '0';
  to[1] = 'x';
  put_bytes(to + 2, upper_digits(number));
  put_bytes(to + 2 + HEX_DIGITS / 2, upper_digits(number << 32));
  line->used += 2 + digits;
}

void line_decimal(struct line *line, uint64_t number)
{
  char text[21];
  size_t at = sizeof text - 1;
  text[at] = '\0';
  do {
    text[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number != 0);
  line_text(line, text + at);
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
