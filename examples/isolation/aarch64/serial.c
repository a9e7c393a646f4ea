/* SPDX-License-Identifier: Apache-2.0 */
/* Serial port (PL011). */
#include "port.h"

/* Arm PrimeCell UART (PL011), DDI 0183: registers in units of 32 bits. */
enum { UART_DATA = 0x00 / 4, UART_FLAGS = 0x18 / 4, UART_LINE = 0x2C / 4, UART_CONTROL = 0x30 / 4 };
#define FLAG_RECEIVE_EMPTY (1U << 4)
#define FLAG_TRANSMIT_FULL (1U << 5)
#define LINE_8_BITS_FIFO 0x70U
#define CONTROL_ENABLE_BOTH_WAYS 0x301U

static volatile uint32_t *const uart = (volatile uint32_t *)UART_OA;

void serial_init(void)
{
  uart[UART_LINE] = LINE_8_BITS_FIFO;
  uart[UART_CONTROL] = CONTROL_ENABLE_BOTH_WAYS;
}

void serial_put(char c)
{
  while (uart[UART_FLAGS] & FLAG_TRANSMIT_FULL) {
  }
  uart[UART_DATA] = (uint8_t)c;
}

char serial_get(void)
{
  while (uart[UART_FLAGS] & FLAG_RECEIVE_EMPTY) {
  }
  return (char)(uart[UART_DATA] & 0xFF);
}
