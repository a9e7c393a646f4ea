/* SPDX-License-Identifier: Apache-2.0 */
#include "gdb_packets.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REQUEST_BYTES 512
#define TRIES 3

int gdb_digit(char digit)
{
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

size_t gdb_bytes(const char *digits, void *bytes, size_t most)
{
  unsigned char *to = bytes;
  size_t count = 0;
  while (count < most) {
    int high = gdb_digit(digits[2 * count]), low = high < 0 ? -1 : gdb_digit(digits[2 * count + 1]);
    if (low < 0) break;
    to[count++] = (unsigned char)(high << 4 | low);
  }
  return count;
}

/* ---- answers --------------------------------------------------------------------------------- */

enum outcome { ANSWER, DAMAGED, REFUSED, BROKEN };

static bool add(struct gdb_stub *stub, char byte)
{
  if (stub->answer_length == GDB_ANSWER_BYTES) return connection_break(&stub->connection, "an answer is too long");
  stub->answer[stub->answer_length++] = byte;
  return true;
}

/* What stands for a byte, or for more of the last one. */
static bool add_expanded(struct gdb_stub *stub, int byte, unsigned *sum)
{
  if (byte != '}' && byte != '*') return add(stub, (char)byte);
  int next = connection_byte(&stub->connection);
  if (next < 0) return false;
  *sum += (unsigned)next;
  if (byte == '}') return add(stub, (char)(next ^ 0x20));
  if (next < ' ' + 1 || stub->answer_length == 0) {
    return connection_break(&stub->connection, "a run length has no sense");
  }
  for (int i = next - 29; i > 0; i--) {
    if (!add(stub, stub->answer[stub->answer_length - 1])) return false;
  }
  return true;
}

/* After the dollar sign: up to the checksum. */
static enum outcome receive_body(struct gdb_stub *stub)
{
  struct connection *connection = &stub->connection;
  unsigned sum = 0;
  char digits[2];
  stub->answer_length = 0;
  for (;;) {
    int byte = connection_byte(connection);
    if (byte < 0) return BROKEN;
    if (byte == '#') break;
    if (byte == '$') { /* the packet before was cut short */
      sum = 0;
      stub->answer_length = 0;
      continue;
    }
    sum += (unsigned)byte;
    if (!add_expanded(stub, byte, &sum)) return BROKEN;
  }
  stub->answer[stub->answer_length] = '\0';
  for (int i = 0; i < 2; i++) {
    int byte = connection_byte(connection);
    if (byte < 0) return BROKEN;
    digits[i] = (char)byte;
  }
  bool good = gdb_digit(digits[0]) >= 0 && gdb_digit(digits[1]) >= 0 &&
              (unsigned)(gdb_digit(digits[0]) << 4 | gdb_digit(digits[1])) == (sum & 0xFF);
  return good || stub->silent ? ANSWER : DAMAGED;
}

/* Notifications begin with a percent sign, and nobody has asked for them. */
static bool skip_notification(struct gdb_stub *stub)
{
  int byte = 0;
  while (byte >= 0 && byte != '#') byte = connection_byte(&stub->connection);
  for (int i = 0; i < 2 && byte >= 0; i++) byte = connection_byte(&stub->connection);
  return byte >= 0;
}

static enum outcome receive_once(struct gdb_stub *stub)
{
  for (;;) {
    int byte = connection_byte(&stub->connection);
    if (byte < 0) return BROKEN;
    if (byte == '-' && !stub->silent) return REFUSED;
    if (byte == '%' && !skip_notification(stub)) return BROKEN;
    if (byte == '$') return receive_body(stub);
  }
}

/* The next answer, asked for again if it is damaged. */
static enum outcome receive(struct gdb_stub *stub)
{
  for (int i = 0; i < TRIES; i++) {
    enum outcome outcome = receive_once(stub);
    if (outcome == ANSWER && !stub->silent && !connection_send(&stub->connection, "+", 1)) return BROKEN;
    if (outcome != DAMAGED) return outcome;
    if (!connection_send(&stub->connection, "-", 1)) return BROKEN;
  }
  connection_break(&stub->connection, "answers come damaged");
  return BROKEN;
}

/* ---- requests -------------------------------------------------------------------------------- */

static bool exchange(struct gdb_stub *stub, const char *body)
{
  char packet[REQUEST_BYTES + 5];
  unsigned sum = 0;
  for (const char *c = body; *c != '\0'; c++) sum += (unsigned char)*c;
  connection_await(&stub->connection, ANSWER_SECONDS);
  int length = snprintf(packet, sizeof packet, "$%s#%02x", body, sum & 0xFF);
  for (int i = 0; i < TRIES; i++) {
    if (!connection_send(&stub->connection, packet, (size_t)length)) return false;
    enum outcome outcome = receive(stub);
    if (outcome != REFUSED) return outcome == ANSWER;
  }
  return connection_break(&stub->connection, "it refuses every packet");
}

bool gdb_ask(struct gdb_stub *stub, const char *format, ...)
{
  char body[REQUEST_BYTES];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(body, sizeof body, format, arguments);
  va_end(arguments);
  if (length < 0 || (size_t)length >= sizeof body) return connection_break(&stub->connection, "a request is too long");
  return exchange(stub, body);
}

bool gdb_answered(const struct gdb_stub *stub, const char *text)
{
  return stub->answer_length == strlen(text) && memcmp(stub->answer, text, stub->answer_length) == 0;
}

bool gdb_monitor(struct gdb_stub *stub, const char *command, char *text, size_t text_bytes)
{
  char digits[REQUEST_BYTES];
  size_t used = 0, length = 0;
  digits[0] = '\0';
  for (const char *c = command; *c != '\0' && used + 3 < sizeof digits; c++) {
    used += (size_t)snprintf(digits + used, sizeof digits - used, "%02x", (unsigned)(unsigned char)*c);
  }
  if (!gdb_ask(stub, "qRcmd,%s", digits)) return false;
  text[0] = '\0';
  /* Output comes in packets that begin with O, the last word is OK or what there is to say. */
  while (stub->answer[0] == 'O' && stub->answer[1] != 'K') {
    length += gdb_bytes(stub->answer + 1, text + length, text_bytes - 1 - length);
    text[length] = '\0';
    if (receive(stub) != ANSWER) return connection_break(&stub->connection, "a command's output ends half-way");
  }
  if (gdb_answered(stub, "OK")) return true;
  if (stub->answer_length == 0 || stub->answer[0] == 'E') return false;
  length += gdb_bytes(stub->answer, text + length, text_bytes - 1 - length);
  text[length] = '\0';
  return true;
}
