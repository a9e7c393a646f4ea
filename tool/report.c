/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <stdarg.h>
#include <stdio.h>

void complain(const char *format, ...)
{
  va_list arguments;
  fputs("vpt: ", stderr);
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
}

void size_text(uint64_t bytes, char text[TEXT_BYTES])
{
  const char *unit = "KMGT";
  uint64_t amount = bytes >> 10;
  char digits[20];
  size_t count = 0, used = 0;
  while (amount >= 1024 && unit[1] != '\0') {
    amount >>= 10;
    unit++;
  }
  do {
    digits[count++] = (char)('0' + amount % 10);
    amount /= 10;
  } while (amount != 0);
  while (count > 0) text[used++] = digits[--count];
  text[used++] = *unit;
  text[used] = '\0';
}

void rights_text(vpt_attr rights, char text[4])
{
  text[0] = rights & VPT_READ ? 'r' : '-';
  text[1] = rights & VPT_WRITE ? 'w' : '-';
  text[2] = rights & VPT_EXEC ? 'x' : '-';
  text[3] = '\0';
}

unsigned log2_of(uint64_t power)
{
  unsigned log2 = 0;
  while (power >> log2 > 1) log2++;
  return log2;
}
