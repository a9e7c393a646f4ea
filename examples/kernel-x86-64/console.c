/* SPDX-License-Identifier: Apache-2.0 */
/* Serial port (16550), a small print, the count of checks, and the end of the machine. */
#include "console.h"

#include <stdarg.h>
#include <stdint.h>

/* COM1; the registers of a 16550 by their offsets. */
#define COM1 0x3F8
enum { UART_DATA = 0, UART_INTERRUPTS = 1, UART_FIFO = 2, UART_LINE = 3, UART_STATUS = 5 };
#define LINE_DIVISOR 0x80 /* offsets 0 and 1 are the divisor */
#define LINE_8_BITS 0x03
#define FIFO_ENABLE_CLEAR 0x07
#define STATUS_TRANSMIT_READY 0x20

/* QEMU's isa-debug-exit: the emulator's exit status is twice the number plus 1. */
#define PORT_EXIT 0xF4
enum { EXIT_PASSED = 16, EXIT_FAILED = 17 };

static int passed;
static int failed;

static void out(uint16_t port, uint8_t value)
{
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static uint8_t in(uint16_t port)
{
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

void console_init(void)
{
  out(COM1 + UART_LINE, LINE_DIVISOR);
  out(COM1 + UART_DATA, 1);
  out(COM1 + UART_INTERRUPTS, 0);
  out(COM1 + UART_LINE, LINE_8_BITS);
  out(COM1 + UART_INTERRUPTS, 0);
  out(COM1 + UART_FIFO, FIFO_ENABLE_CLEAR);
}

static void put(char c)
{
  while (!(in(COM1 + UART_STATUS) & STATUS_TRANSMIT_READY)) {
  }
  out(COM1 + UART_DATA, (uint8_t)c);
}

static void put_text(const char *text)
{
  for (; *text; text++) put(*text);
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
      put(*format);
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
  out(PORT_EXIT, failed == 0 && passed > 0 ? EXIT_PASSED : EXIT_FAILED);
  for (;;) __asm__ volatile("hlt");
}

_Noreturn void stop(const char *why)
{
  print("\nstopped: %s\n", why);
  failed++;
  finish();
}
