/* SPDX-License-Identifier: Apache-2.0 */
#include "words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void put_word(unsigned char bytes[8], uint64_t word)
{
  for (unsigned i = 0; i < 8; i++) bytes[i] = (unsigned char)(word >> 8 * i);
}

size_t words_of_lines(const char *text, unsigned char *to, size_t most)
{
  size_t count = 0;
  for (text = strchr(text, ':'); text != NULL && count < most; text = strchr(text, ':')) {
    for (text++; count < most && *text == ' '; count++) {
      char *end;
      uint64_t word = strtoull(text, &end, 16);
      if (end == text || end[-1] == ' ') break;
      if (strchr(" \r\n", *end) == NULL && *end != '\0') break;
      put_word(to + 8 * count, word);
      text = end;
    }
  }
  return count;
}
