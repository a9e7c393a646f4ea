/* SPDX-License-Identifier: Apache-2.0 */
#include "connection.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "report.h"

static uint64_t now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

void connection_await(struct connection *connection, unsigned seconds)
{
  connection->deadline = now() + seconds * 1000ULL;
}

/* Waits until the socket is ready. */
static bool ready(struct connection *connection, short events)
{
  struct pollfd poller = {.fd = connection->socket, .events = events};
  for (;;) {
    uint64_t time = now();
    int found = time < connection->deadline ? poll(&poller, 1, (int)(connection->deadline - time)) : 0;
    if (found > 0) return true;
    if (found == 0) return connection_break(connection, "no answer in time");
    if (errno != EINTR) return connection_break(connection, strerror(errno));
  }
}

/* ---- opening --------------------------------------------------------------------------------- */

static bool cannot(const char *what, const char *place, const char *why)
{
  complain("%s %s: %s", what, place, why);
  return false;
}

/* Connects, in time. The reason if that fails, else null. */
static const char *connect_socket(struct connection *connection, int family, const struct sockaddr *address,
                                  socklen_t length)
{
  int error = 0;
  socklen_t error_bytes = sizeof error;
  connection->broken = NULL;
  connection->socket = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (connection->socket < 0) return strerror(errno);
  connection_await(connection, ANSWER_SECONDS);
  if (connect(connection->socket, address, length) == 0) return NULL;
  if (errno == EINPROGRESS) {
    if (ready(connection, POLLOUT)) getsockopt(connection->socket, SOL_SOCKET, SO_ERROR, &error, &error_bytes);
  } else {
    error = errno;
  }
  if (connection->broken == NULL && error == 0) return NULL;
  close(connection->socket);
  return connection->broken != NULL ? connection->broken : strerror(error);
}

static bool open_local(struct connection *connection, const char *what, const char *path)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return cannot(what, path, "the path is too long for a socket");
  memcpy(address.sun_path, path, strlen(path));
  const char *why = connect_socket(connection, AF_UNIX, (const struct sockaddr *)&address, sizeof address);
  return why == NULL || cannot(what, path, why);
}

static bool open_remote(struct connection *connection, const char *what, const char *place, const char *colon)
{
  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *found;
  char host[256];
  size_t length = (size_t)(colon - place);
  const char *first = place, *why = NULL;
  if (length >= 2 && place[0] == '[' && colon[-1] == ']') {
    first++;
    length -= 2;
  }
  if (length >= sizeof host) return cannot(what, place, "the host's name is too long");
  memcpy(host, first, length);
  host[length] = '\0';
  int error = getaddrinfo(length == 0 ? NULL : host, colon + 1, &hints, &found);
  if (error != 0) return cannot(what, place, gai_strerror(error));
  for (struct addrinfo *info = found; info != NULL; info = info->ai_next) {
    why = connect_socket(connection, info->ai_family, info->ai_addr, info->ai_addrlen);
    if (why == NULL) break;
  }
  freeaddrinfo(found);
  return why == NULL || cannot(what, place, why);
}

bool connection_open(struct connection *connection, const char *what, const char *place)
{
  const char *colon = strrchr(place, ':');
  connection->at = connection->end = 0;
  if (strchr(place, '/') != NULL) return open_local(connection, what, place);
  if (colon == NULL || colon[1] == '\0') return cannot(what, place, "neither HOST:PORT nor the path of a socket");
  return open_remote(connection, what, place, colon);
}

/* ---- bytes ----------------------------------------------------------------------------------- */

bool connection_break(struct connection *connection, const char *reason)
{
  if (connection->broken == NULL) connection->broken = reason;
  return false;
}

static bool fail(struct connection *connection, int error)
{
  bool closed = error == EPIPE || error == ECONNRESET;
  return connection_break(connection, closed ? CONNECTION_CLOSED : strerror(error));
}

bool connection_send(struct connection *connection, const void *bytes, size_t length)
{
  const unsigned char *from = bytes;
  for (size_t done = 0; done < length;) {
    if (connection->broken != NULL || !ready(connection, POLLOUT)) return false;
    ssize_t sent = send(connection->socket, from + done, length - done, MSG_NOSIGNAL);
    if (sent >= 0) {
      done += (size_t)sent;
    } else if (errno != EINTR && errno != EAGAIN) {
      return fail(connection, errno);
    }
  }
  return connection->broken == NULL;
}

int connection_byte(struct connection *connection)
{
  while (connection->at == connection->end) {
    if (connection->broken != NULL || !ready(connection, POLLIN)) return -1;
    ssize_t got = recv(connection->socket, connection->buffer, sizeof connection->buffer, 0);
    if (got > 0) {
      connection->at = 0;
      connection->end = (size_t)got;
    } else if (got == 0) {
      fail(connection, EPIPE);
    } else if (errno != EINTR && errno != EAGAIN) {
      fail(connection, errno);
    }
  }
  /* Bytes that mean nothing do not put the end off. */
  if (now() >= connection->deadline) {
    connection_break(connection, "no answer in time");
    return -1;
  }
  return connection->buffer[connection->at++];
}

void connection_close(struct connection *connection)
{
  close(connection->socket);
}
