/* SPDX-License-Identifier: Apache-2.0 */
/* A stream to another program, which may say anything, or nothing. */
#ifndef TOOL_CONNECTION_H
#define TOOL_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is usual: an answer that is not complete by then does not come. */
#define ANSWER_SECONDS 20

/* The reason when the other side is gone. */
#define CONNECTION_CLOSED "the other side has closed the connection"

struct connection {
  int socket;
  uint64_t deadline;     /* of the answer that is awaited: milliseconds of a clock that only goes on */
  const char *broken;    /* why nothing comes any more, to complete "... is unreachable: "; null: it is not */
  size_t at, end;        /* what has come and was not taken */
  unsigned char buffer[4096];
};

/* HOST:PORT, [HOST]:PORT, :PORT of this machine, or the path of a local socket, which has a slash. False after a
 * complaint; `what` is the option that says it. */
bool connection_open(struct connection *connection, const char *what, const char *place);

/* What comes next is awaited for so long from now on. */
void connection_await(struct connection *connection, unsigned seconds);

/* Sends all bytes. False if the connection is broken. */
bool connection_send(struct connection *connection, const void *bytes, size_t length);

/* The next byte; negative if the connection is broken. */
int connection_byte(struct connection *connection);

/* From now on nothing comes, for this reason. Returns false. */
bool connection_break(struct connection *connection, const char *reason);

void connection_close(struct connection *connection);

#endif
