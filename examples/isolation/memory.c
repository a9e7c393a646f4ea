/* SPDX-License-Identifier: Apache-2.0 */
/* What compilers call on their own, even in freestanding programs, to copy and clear structures. */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memset(void *to, int value, size_t length);

void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
  char *target = to;
  const char *source = from;
  while (length-- > 0) *target++ = *source++;
  return to;
}

void *memset(void *to, int value, size_t length)
{
  unsigned char *target = to;
  while (length-- > 0) *target++ = (unsigned char)value;
  return to;
}
