/* SPDX-License-Identifier: Apache-2.0 */
/* A guest's serial port, an NS16550A that is never full and receives nothing. It interrupts nobody: the guest looks
 * from time to time whether it would. */
#include "core.h"

/* Registers: data, interrupts that are wanted (both the divisor, while LINE_DIVISOR is set), which is pending, line
 * control, line status. */
enum { UART_DATA = 0, UART_WANTED = 1, UART_PENDING = 2, UART_LINE = 3, UART_STATUS = 5, UART_REGISTERS = 8 };
#define LINE_DIVISOR 0x80U
#define WANTED_TRANSMIT 0x02U
#define PENDING_TRANSMIT 0xC2U /* FIFOs are on */
#define PENDING_NONE 0xC1U
#define STATUS_EMPTY 0x60U

static void write_register(struct guest *guest, uint8_t *registers, uint64_t offset, uint64_t value)
{
  bool divisor = offset <= UART_WANTED && registers[UART_LINE] & LINE_DIVISOR;
  if (offset == UART_DATA && !divisor) line_put(guest, (char)value);
  if (!divisor) registers[offset] = (uint8_t)value;
}

static uint64_t read_register(const uint8_t *registers, uint64_t offset)
{
  switch (offset) {
  case UART_DATA: return 0;
  case UART_PENDING: return registers[UART_WANTED] & WANTED_TRANSMIT ? PENDING_TRANSMIT : PENDING_NONE;
  case UART_STATUS: return STATUS_EMPTY;
  default: return registers[offset];
  }
}

uint64_t uart_access(struct guest *guest, uint64_t offset, bool write, uint64_t value)
{
  static uint8_t kept[GUESTS][UART_REGISTERS];
  uint8_t *registers = kept[guest->number];
  if (offset >= UART_REGISTERS) return 0;
  if (!write) return read_register(registers, offset);
  write_register(guest, registers, offset, value);
  return 0;
}
