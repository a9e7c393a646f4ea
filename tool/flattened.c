/* SPDX-License-Identifier: Apache-2.0 */
#include "flattened.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEADER_BYTES 4096
#define KIND 1U
#define PIECE_BYTES 16

static uint64_t big_endian(const unsigned char *bytes)
{
  uint64_t number = 0;
  for (unsigned i = 0; i < 8; i++) number = number << 8 | bytes[i];
  return number;
}

static int wrong(char text[TEXT_BYTES], const char *what)
{
  snprintf(text, TEXT_BYTES, "%s", what);
  return -1;
}

static bool read_all(FILE *from, void *bytes, size_t length)
{
  return fread(bytes, 1, length, from) == length;
}

/* Copies the next bytes to a place. */
static bool copy(FILE *from, int to, uint64_t place, uint64_t length)
{
  static unsigned char buffer[1 << 16];
  while (length != 0) {
    size_t part = length < sizeof buffer ? (size_t)length : sizeof buffer;
    if (!read_all(from, buffer, part)) {
      errno = 0;
      return false;
    }
    if (pwrite(to, buffer, part, (off_t)place) != (ssize_t)part) return false;
    place += part;
    length -= part;
  }
  return true;
}

/* The pieces up to the one that says that it is none. */
static int put_pieces(FILE *from, int to, char text[TEXT_BYTES])
{
  unsigned char piece[PIECE_BYTES];
  while (read_all(from, piece, sizeof piece)) {
    uint64_t place = big_endian(piece), length = big_endian(piece + 8);
    if (place == UINT64_MAX) return to;
    if (place > INT64_MAX || length > INT64_MAX - place) return wrong(text, "a piece has no place in a file");
    if (!copy(from, to, place, length)) return wrong(text, errno != 0 ? strerror(errno) : "a piece is cut short");
  }
  return wrong(text, "its end is missing");
}

static int put_all(FILE *from, FILE *to, char text[TEXT_BYTES])
{
  static unsigned char header[HEADER_BYTES];
  if (from == NULL || to == NULL || fseek(from, 0, SEEK_SET) != 0) return wrong(text, strerror(errno));
  if (!read_all(from, header, sizeof header)) return wrong(text, "its header is cut short");
  if (big_endian(header + 16) != KIND) return wrong(text, "its header is of a kind that is not known");
  return put_pieces(from, fileno(to), text) < 0 ? -1 : dup(fileno(to));
}

int flattened_put_together(int file, char text[TEXT_BYTES])
{
  FILE *from = fdopen(dup(file), "rb"), *to = tmpfile();
  int whole = put_all(from, to, text);
  if (from != NULL) fclose(from);
  if (to != NULL) fclose(to);
  return whole;
}
