/* SPDX-License-Identifier: Apache-2.0 */
/* Physical memory, wherever it is: a file, a machine behind a socket, guest memory behind a second stage.
 * Each kind is a file of its own that fills in a struct memory.
 */
#ifndef TOOL_MEMORY_H
#define TOOL_MEMORY_H

#include <stddef.h>

#include "registers.h"
#include "report.h"

/* What became of a read. */
enum memory_answer {
  MEMORY_READ,      /* all bytes are there */
  MEMORY_OUTSIDE,   /* there is no such memory here */
  MEMORY_PARTLY,    /* some of it is */
  MEMORY_NOT_SAVED, /* there is such memory, but its bytes were not saved */
  MEMORY_FAILED,    /* reading it failed: the medium or the connection is to blame */
};

struct memory;

struct memory_kind {
  /* Reads `length` bytes, at least 1; the range ends below 2^64. Nothing but MEMORY_READ says anything about
   * `bytes`. */
  enum memory_answer (*read)(struct memory *memory, uint64_t address, void *bytes, size_t length);
  /* May be null: the bytes where they lie, valid until the memory is closed; null if they are not side by side. */
  const unsigned char *(*direct)(struct memory *memory, uint64_t address, size_t length);
  /* To complete "... is": why this read, which was asked before, had this answer. */
  void (*why)(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
              char text[TEXT_BYTES]);
  /* May be null: the registers of a processor; false, after a complaint, if there is no such processor or they cannot
   * be read. What is not known is left as it was. */
  bool (*registers)(struct memory *memory, unsigned cpu, struct registers *registers);
  void (*close)(struct memory *memory);
  /* May be null: how many processors it has registers of. */
  unsigned (*cpus)(struct memory *memory);
};

/* The head of every kind's own structure. */
struct memory {
  const struct memory_kind *kind;
  const char *name; /* for messages: a path, a socket */
};

static inline enum memory_answer memory_read(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  return memory->kind->read(memory, address, bytes, length);
}

static inline const unsigned char *memory_direct(struct memory *memory, uint64_t address, size_t length)
{
  return memory->kind->direct == NULL ? NULL : memory->kind->direct(memory, address, length);
}

static inline void memory_why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                              char text[TEXT_BYTES])
{
  memory->kind->why(memory, address, length, answer, text);
}

static inline void memory_close(struct memory *memory)
{
  if (memory != NULL) memory->kind->close(memory);
}

/* The little-endian number in these bytes, at most 8. */
static inline uint64_t little_endian(const unsigned char *bytes, size_t count)
{
  uint64_t number = 0;
  while (count-- > 0) number = number << 8 | bytes[count];
  return number;
}

#endif
