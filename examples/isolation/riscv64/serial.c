/* SPDX-License-Identifier: Apache-2.0 */
/* Serial port (NS16550A). */
#include "port.h"

/* Registers of the NS16550A: data, interrupts, FIFO, line control, line status. */
enum { UART_DATA = 0, UART_INTERRUPTS = 1, UART_FIFO = 2, UART_LINE = 3, UART_STATUS = 5 };
#define LINE_8_BITS 0x03U
#define FIFO_ON 0x01U
#define STATUS_RECEIVED 0x01U
#define STATUS_TRANSMIT_EMPTY 0x20U

static volatile uint8_t *const uart = (volatile uint8_t *)UART_OA;

void serial_init(void)
{
  uart[UART_INTERRUPTS] = 0;
  uart[UART_LINE] = LINE_8_BITS;
  uart[UART_FIFO] = FIFO_ON;
}

void serial_put(char c)
{
  while (!(uart[UART_STATUS] & STATUS_TRANSMIT_EMPTY)) {
  }
  uart[UART_DATA] = (uint8_t)c;
}

char serial_get(void)
{
  while (!(uart[UART_STATUS] & STATUS_RECEIVED)) {
  }
  return (char)uart[UART_DATA];
}
