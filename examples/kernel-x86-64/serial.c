/* SPDX-License-Identifier: Apache-2.0 */
/* Serial port (16550), and the end of the machine. */
#include "serial.h"

#include <stdint.h>

/* COM1; the registers of a 16550 by their offsets. */
#define COM1 0x3F8
enum { UART_DATA = 0, UART_INTERRUPTS = 1, UART_FIFO = 2, UART_LINE = 3, UART_STATUS = 5 };
#define LINE_DIVISOR 0x80 /* offsets 0 and 1 are the divisor */
#define LINE_8_BITS 0x03
#define FIFO_ENABLE_CLEAR 0x07
#define STATUS_RECEIVED 0x01
#define STATUS_TRANSMIT_READY 0x20

/* QEMU's isa-debug-exit. The emulator's exit status is twice the number plus 1; those that it has of its
 * own are small. */
#define PORT_EXIT 0xF4
#define EXIT_STATUS_0 16U

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

void serial_init(void)
{
  out(COM1 + UART_LINE, LINE_DIVISOR);
  out(COM1 + UART_DATA, 1);
  out(COM1 + UART_INTERRUPTS, 0);
  out(COM1 + UART_LINE, LINE_8_BITS);
  out(COM1 + UART_INTERRUPTS, 0);
  out(COM1 + UART_FIFO, FIFO_ENABLE_CLEAR);
}

void serial_put(char c)
{
  while (!(in(COM1 + UART_STATUS) & STATUS_TRANSMIT_READY)) {
  }
  out(COM1 + UART_DATA, (uint8_t)c);
}

char serial_get(void)
{
  while (!(in(COM1 + UART_STATUS) & STATUS_RECEIVED)) {
  }
  return (char)in(COM1 + UART_DATA);
}

_Noreturn void machine_exit(unsigned status)
{
  out(PORT_EXIT, (uint8_t)(EXIT_STATUS_0 + status));
  for (;;) __asm__ volatile("hlt");
}
