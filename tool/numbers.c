/* SPDX-License-Identifier: Apache-2.0 */
#include "numbers.h"

#include <limits.h>
#include <string.h>

#include "report.h"

static unsigned digit_value(char digit)
{
  if (digit >= '0' && digit <= '9') return (unsigned)(digit - '0');
  if (digit >= 'a' && digit <= 'f') return (unsigned)(digit - 'a') + 10;
  if (digit >= 'A' && digit <= 'F') return (unsigned)(digit - 'A') + 10;
  return UINT_MAX;
}

/* How far a unit shifts; 0 if it is none. */
static unsigned unit_shift(char unit)
{
  static const char units[] = "KMGTPE";
  const char *found = unit == '\0' ? NULL : strchr(units, unit >= 'a' ? unit - 'a' + 'A' : unit);
  return found == NULL ? 0 : (unsigned)(found - units + 1) * 10;
}

static bool not_a_number(const char *what, const char *text)
{
  complain("%s: '%s' is not a number", what, text);
  return false;
}

static bool too_large(const char *what, const char *text)
{
  complain("%s: %s is too large", what, text);
  return false;
}

/* Nothing but digits and a unit, and no overflow; strtoull would let blanks and signs pass. */
static bool parse_digits(const char *what, const char *text, const char *digit, uint64_t most, uint64_t *number)
{
  unsigned radix = digit[0] == '0' && (digit[1] == 'x' || digit[1] == 'X') ? 16 : 10;
  uint64_t value = 0;
  if (radix == 16) digit += 2;
  if (digit_value(*digit) >= radix) return not_a_number(what, text);
  for (; digit_value(*digit) < radix; digit++) {
    if (value > (UINT64_MAX - digit_value(*digit)) / radix) return too_large(what, text);
    value = value * radix + digit_value(*digit);
  }
  unsigned shift = unit_shift(*digit);
  if (*digit != '\0' && (shift == 0 || digit[1] != '\0')) return not_a_number(what, text);
  if (value > most >> shift) return too_large(what, text);
  *number = value << shift;
  return true;
}

bool parse_number(const char *what, const char *text, uint64_t most, uint64_t *number)
{
  if (text[0] == '-' && digit_value(text[1]) < 10) {
    complain("%s: %s is negative", what, text);
    return false;
  }
  return parse_digits(what, text, text, most, number);
}

bool parse_unsigned(const char *what, const char *text, unsigned *number)
{
  uint64_t value;
  if (!parse_number(what, text, UINT_MAX, &value)) return false;
  *number = (unsigned)value;
  return true;
}

bool parse_address(const char *what, const char *text, uint64_t *address)
{
  if (text[0] != '-') return parse_digits(what, text, text, UINT64_MAX, address);
  if (!parse_digits(what, text, text + 1, 1ULL << 63, address)) return false;
  *address = -*address;
  return true;
}
