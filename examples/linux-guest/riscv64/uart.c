/* SPDX-License-Identifier: Apache-2.0 */
/* A guest's serial port, an NS16550A that is never full and receives nothing. */
#include "core.h"

/* Registers: data, or the low divisor while LINE_DIVISOR is set; interrupts, or the high one; FIFO; line control; line
 * status; one for whatever. */
enum { UART_DATA = 0, UART_IDENTIFICATION = 2, UART_LINE = 3, UART_STATUS = 5, UART_REGISTERS = 8 };
#define LINE_DIVISOR 0x80U
#define IDENTIFICATION_NONE 0xC1U /* FIFOs are on, no interrupt is pending */
#define STATUS_EMPTY 0x60U

uint64_t uart_access(struct guest *guest, uint64_t offset, bool write, uint64_t value)
{
  static uint8_t kept[GUESTS][UART_REGISTERS];
  uint8_t *registers = kept[guest->number];
  if (offset >= UART_REGISTERS) return 0;
  if (write) {
    if (offset == UART_DATA && !(registers[UART_LINE] & LINE_DIVISOR)) line_put(guest, (char)value);
    registers[offset] = (uint8_t)value;
    return 0;
  }
  switch (offset) {
  case UART_DATA: return 0;
  case UART_IDENTIFICATION: return IDENTIFICATION_NONE;
  case UART_STATUS: return STATUS_EMPTY;
  default: return registers[offset];
  }
}
