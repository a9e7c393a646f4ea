/* SPDX-License-Identifier: Apache-2.0 */
/* GDB's remote serial protocol: requests, and answers of a stub that may say anything.
 *
 * "Debugging with GDB", appendix "GDB Remote Serial Protocol".
 */
#ifndef TOOL_GDB_PACKETS_H
#define TOOL_GDB_PACKETS_H

#include "connection.h"

#define GDB_ANSWER_BYTES 0x10000U

struct gdb_stub {
  struct connection connection;
  bool silent;          /* packets are not acknowledged */
  size_t answer_length;
  char answer[GDB_ANSWER_BYTES + 1]; /* the last answer, without escapes and run lengths; a null byte follows */
};

/* Sends a request; its answer is in `stub`. False if the connection is broken. */
__attribute__((format(printf, 2, 3))) bool gdb_ask(struct gdb_stub *stub, const char *format, ...);

/* Is the last answer this text? */
bool gdb_answered(const struct gdb_stub *stub, const char *text);

/* Asks the stub's own command interpreter ("monitor"); false if it has none or the connection is broken. `text` gets
 * what it says, without what does not fit, and ends with a null byte. */
bool gdb_monitor(struct gdb_stub *stub, const char *command, char *text, size_t text_bytes);

/* The value of a hexadecimal digit; negative if it is none. */
int gdb_digit(char digit);

/* Bytes in hexadecimal digits, as many as there are, at most `most`. */
size_t gdb_bytes(const char *digits, void *bytes, size_t most);

#endif
