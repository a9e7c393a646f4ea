/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as options and operands have them: decimal, or hexadecimal with 0x in front; K, M, G, T, P or E behind
 * for units of 2^10, 2^20 and so on; a minus in front, where numbers are addresses, counts down from 2^64.
 */
#ifndef TOOL_NUMBERS_H
#define TOOL_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

/* Each false after a complaint, which begins with `what`. A number: 0 to `most`. */
bool parse_number(const char *what, const char *text, uint64_t most, uint64_t *number);
bool parse_unsigned(const char *what, const char *text, unsigned *number);

/* An address, of 64 bits. */
bool parse_address(const char *what, const char *text, uint64_t *address);

#endif
