/* SPDX-License-Identifier: Apache-2.0 */
/* A small print, the count of checks, and the end. */
#include "console.h"

#include <stdarg.h>
#include <stdint.h>

#include "serial.h"

static int passed;
static int failed;

static void put_text(const char *text)
{
  for (; *text; text++) serial_put(*text);
}

static void put_number(uint64_t value, unsigned base)
{
  char digits[21];
  int first = sizeof digits - 1;
  digits[first] = '\0';
  do {
    digits[--first] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value != 0);
  put_text(digits + first);
}

void print(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  for (; *format; format++) {
    if (*format != '%') {
      serial_put(*format);
      continue;
    }
    switch (*++format) {
    case 's': put_text(va_arg(arguments, const char *)); break;
    case 'd': put_number((uint64_t)va_arg(arguments, int), 10); break;
    default:
      put_text("0x");
      put_number(va_arg(arguments, uint64_t), 16);
      break;
    }
  }
  va_end(arguments);
}

void wait_for_enter(void)
{
  char c;
  do
    c = serial_get();
  while (c != '\n' && c != '\r');
}

void verdict(bool ok)
{
  print(ok ? "  ok\n" : "  FAILED\n");
  if (ok)
    passed++;
  else
    failed++;
}

_Noreturn void finish(void)
{
  print("%d passed, %d failed\n", passed, failed);
  machine_exit(failed == 0 ? 0 : 1);
}

_Noreturn void stop(const char *why)
{
  print("\nstopped: %s\n", why);
  failed++;
  finish();
}
