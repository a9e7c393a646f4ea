/* SPDX-License-Identifier: Apache-2.0 */
/* Memory as the command interpreters of other programs print it. */
#ifndef TOOL_WORDS_H
#define TOOL_WORDS_H

#include <stddef.h>

/* The words of 64 bits in lines of an address, a colon, and hexadecimal numbers with blanks in front: to `to`,
 * little-endian, at most `most`. Gives their number. */
size_t words_of_lines(const char *text, unsigned char *to, size_t most);

#endif
