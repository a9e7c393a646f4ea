/* SPDX-License-Identifier: Apache-2.0 */
/* Serial port (PL011), a small print, the count of checks, and the end of the machine. */
#include "console.h"

#include <stdarg.h>
#include <stdint.h>

#include "machine.h"

/* Arm PrimeCell UART (PL011), DDI 0183: registers in units of 32 bits. */
enum { UART_DATA = 0x00 / 4, UART_FLAGS = 0x18 / 4, UART_LINE = 0x2C / 4, UART_CONTROL = 0x30 / 4 };
#define FLAG_RECEIVE_EMPTY (1U << 4)
#define FLAG_TRANSMIT_FULL (1U << 5)
#define LINE_8_BITS_FIFO 0x70U
#define CONTROL_ENABLE_BOTH_WAYS 0x301U

static volatile uint32_t *const uart = (volatile uint32_t *)UART_OA;

static int passed;
static int failed;

void console_init(void)
{
  uart[UART_LINE] = LINE_8_BITS_FIFO;
  uart[UART_CONTROL] = CONTROL_ENABLE_BOTH_WAYS;
}

static void put(char c)
{
  while (uart[UART_FLAGS] & FLAG_TRANSMIT_FULL) {
  }
  uart[UART_DATA] = (uint8_t)c;
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

void wait_for_enter(void)
{
  uint32_t c;
  do {
    while (uart[UART_FLAGS] & FLAG_RECEIVE_EMPTY) {
    }
    c = uart[UART_DATA] & 0xFF;
  } while (c != '\n' && c != '\r');
}

void verdict(bool ok)
{
  print(ok ? "  ok\n" : "  FAILED\n");
  if (ok)
    passed++;
  else
    failed++;
}

/* Semihosting (Arm IHI 0100): SYS_EXIT with ADP_Stopped_ApplicationExit and an exit status. */
_Noreturn static void exit_machine(uint64_t status)
{
  const uint64_t block[2] = {0x20026, status};
  register uint64_t operation __asm__("x0") = 0x18;
  register const uint64_t *parameters __asm__("x1") = block;
  for (;;) __asm__ volatile("hlt #0xf000" : "+r"(operation) : "r"(parameters) : "memory");
}

_Noreturn void finish(void)
{
  print("%d passed, %d failed\n", passed, failed);
  exit_machine(failed == 0 ? 0 : 1);
}

_Noreturn void stop(const char *why)
{
  print("\nstopped: %s\n", why);
  failed++;
  finish();
}
