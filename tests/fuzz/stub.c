/* SPDX-License-Identifier: Apache-2.0 */
#include "stub.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "connection.h"

enum { ANSWER_MOST = 0x10000, REQUEST_MOST = 1024, TAKEN_MOST = 1 << 20, WORDS_MOST = 512 };

static struct {
  enum protocol protocol;
  const struct subject *subject;
  struct input *input;
  bool hostile, closed;
  struct stub_faults faults;
  char request[REQUEST_MOST + 1];
  size_t request_length;
  unsigned char answer[2 * ANSWER_MOST];
  size_t at, end;
  uint64_t taken; /* in vain */
} now;

/* ---- what is said ---------------------------------------------------------------------------- */

static void say(const void *bytes, size_t length)
{
  if (length > sizeof now.answer - now.end) length = sizeof now.answer - now.end;
  memcpy(now.answer + now.end, bytes, length);
  now.end += length;
}

/* A text to be framed, which the hostile change a little. */
struct text {
  char bytes[ANSWER_MOST];
  size_t length;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text->bytes + text->length, sizeof text->bytes - text->length, format, arguments);
  va_end(arguments);
  if (length > 0) text->length += (size_t)length;
  if (text->length >= sizeof text->bytes) text->length = sizeof text->bytes - 1;
}

static void change(struct text *text)
{
  uint64_t changes = input_below(now.input, 4);
  for (uint64_t i = 0; i < changes && text->length != 0; i++) {
    text->bytes[input_below(now.input, text->length)] = (char)input_take(now.input, 1);
  }
  if (input_below(now.input, 4) == 1) text->length = input_below(now.input, text->length + 1);
}

static void say_anything(void)
{
  uint64_t length = input_below(now.input, 0x200);
  for (uint64_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)input_take(now.input, 1);
    say(&byte, 1);
  }
}

static void frame(const struct text *text)
{
  unsigned sum = 0;
  char end[4];
  for (size_t i = 0; i < text->length; i++) sum += (unsigned char)text->bytes[i];
  snprintf(end, sizeof end, "#%02x", sum & 0xFF);
  if (now.protocol >= PROTOCOL_QMP) {
    say(text->bytes, text->length);
    if (now.protocol == PROTOCOL_QMP) say("\n", 1);
    return;
  }
  say("$", 1);
  say(text->bytes, text->length);
  say(end, 3);
}

/* An answer as it is right; and what a hostile side makes of it. */
static void answer(struct text *text)
{
  uint64_t how = now.hostile ? input_below(now.input, 8) : 7;
  if (how == 0) {
    now.closed = true;
  } else if (how == 1) {
    say_anything();
  } else {
    if (how == 2) say_anything();
    if (how == 3) change(text);
    frame(text);
  }
}

/* ---- memory ---------------------------------------------------------------------------------- */

/* False if not all of it is there: then it is 0. */
static bool read_subject(uint64_t address, void *bytes, size_t length)
{
  struct memory *memory = (struct memory *)(uintptr_t)&now.subject->memory;
  memset(bytes, 0, length);
  if (length - 1 > UINT64_MAX - address || memory_read(memory, address, bytes, length) != MEMORY_READ) return false;
  if (now.faults.flips_bit) *(unsigned char *)bytes ^= 1;
  return true;
}

/* As monitors print it, up to what is not there. */
static void add_words(struct text *text, uint64_t address, size_t count, const char *prefix, const char *line_end)
{
  for (size_t i = 0; i < count && i < WORDS_MOST; i++) {
    unsigned char word[8];
    if (!read_subject(address + 8 * i, word, sizeof word) && now.protocol == PROTOCOL_QMP) {
      add(text, "%016" PRIx64 ": Cannot access memory%s", address + 8 * i, line_end);
      return;
    }
    add(text, "%016" PRIx64 ": %s%016" PRIx64 "%s", address + 8 * i, prefix, little_endian(word, 8), line_end);
  }
}

/* ---- GDB's protocol -------------------------------------------------------------------------- */

static const char target[] =
  "<?xml version=\"1.0\"?><!-- <reg name=\"no\"/> --><target><xi:include href=\"more.xml\"/><feature>"
  "<reg name=\"TTBR0_EL1\" bitsize=\"64\" regnum=\"9\"/><reg name='cr3' bitsize=\"64\"/></feature></target>";
static const char more[] = "<feature><reg name=\"TCR_EL1\" regnum=\"7\"/><reg name=\"satp\"/></feature>";

static void answer_document(const char *request, struct text *text)
{
  const char *document = strncmp(request, "target.xml", 10) == 0 ? target : more;
  unsigned long long from = 0, length = 0;
  const char *colon = strchr(request, ':');
  if (colon == NULL || sscanf(colon, ":%llx,%llx", &from, &length) != 2 || from > strlen(document)) return;
  size_t left = strlen(document) - (size_t)from;
  if (length > left) length = left;
  add(text, "%c%.*s", length == left ? 'l' : 'm', (int)length, document + from);
}

static void say_hexadecimal(const struct text *text)
{
  struct text *packet = calloc(1, sizeof *packet);
  if (packet == NULL) abort();
  add(packet, "O");
  for (size_t i = 0; i < text->length; i++) add(packet, "%02x", (unsigned)(unsigned char)text->bytes[i]);
  answer(packet);
  free(packet);
}

static void answer_monitor(const char *digits, struct text *text)
{
  char command[REQUEST_MOST];
  struct text *output = calloc(1, sizeof *output);
  unsigned byte;
  size_t length = 0;
  unsigned long long address = 0;
  size_t count = 0;
  if (output == NULL) abort();
  while (length + 1 < sizeof command && sscanf(digits + 2 * length, "%2x", &byte) == 1) command[length++] = (char)byte;
  command[length] = '\0';
  if (sscanf(command, "xp /1xb 0x%llx", &address) == 1) {
    unsigned char there;
    add(output, read_subject(address, &there, 1) ? "0: 0x00\r\n" : "Cannot access memory\r\n");
  } else if (sscanf(command, "mdd phys 0x%llx %zu", &address, &count) == 2) {
    add_words(output, address, count, "", " \n");
  } else if (now.protocol == PROTOCOL_OPENOCD) {
    add(output, "Open On-Chip Debugger 0.12.0\n");
  }
  say_hexadecimal(output);
  add(text, "OK");
  free(output);
}

static void answer_memory(uint64_t address, size_t length, struct text *text)
{
  unsigned char bytes[0x400];
  if (length > sizeof bytes) length = sizeof bytes;
  if (length != 0) (void)read_subject(address, bytes, length);
  for (size_t i = 0; i < length; i++) add(text, "%02x", bytes[i]);
}

static void answer_gdb(const char *request, struct text *text)
{
  unsigned long long address = 0;
  size_t length = 0;
  bool is_qemu = now.protocol == PROTOCOL_QEMU;
  if (strncmp(request, "qSupported", 10) == 0) {
    add(text, "PacketSize=1000;QStartNoAckMode+");
  } else if (strcmp(request, "qqemu.PhyMemMode") == 0) {
    add(text, "%s", is_qemu ? "0" : "");
  } else if (strncmp(request, "Qqemu.PhyMemMode", 16) == 0) {
    add(text, "%s", is_qemu ? "OK" : "");
  } else if (strcmp(request, "qfThreadInfo") == 0) {
    add(text, "m01,02");
  } else if (strcmp(request, "qsThreadInfo") == 0) {
    add(text, "l");
  } else if (strncmp(request, "qXfer:features:read:", 20) == 0) {
    answer_document(request + 20, text);
  } else if (strncmp(request, "qRcmd,", 6) == 0) {
    answer_monitor(request + 6, text);
  } else if (sscanf(request, "m%llx,%zx", &address, &length) == 2) {
    answer_memory(address, length, text);
  } else if (request[0] == 'p') {
    add(text, "0010000000000000");
  } else {
    add(text, "OK");
  }
  answer(text);
}

/* ---- QMP ------------------------------------------------------------------------------------- */

static void answer_qmp(const char *request, struct text *text)
{
  const char *line = strstr(request, "\"command-line\": \"");
  unsigned long long address = 0;
  size_t count = 0;
  if (line == NULL) {
    add(text, "{\"return\": {\"running\": true, \"status\": \"running\"}}");
  } else if (sscanf(line, "\"command-line\": \"xp /%zugx 0x%llx", &count, &address) == 2) {
    add(text, "{\"return\": \"");
    add_words(text, address, count, "0x", "\\r\\n");
    add(text, "\"}");
  } else {
    add(text, "{\"return\": \"EIP=0\\r\\nCR0=80000001 CR2=0 CR3=1000 CR4=20\\r\\n "
              "satp     0x8000000000000001\\r\\n\"}");
  }
  answer(text);
}

/* ---- the process that has libkdumpfile ------------------------------------------------------- */

/* As in tool/kdump.c: what is asked, and the head of the answer. */
struct kdump_request {
  uint64_t address, length;
};

struct kdump_answer {
  uint32_t answer, length;
};

static void answer_kdump(const struct kdump_request *request, struct text *text)
{
  struct kdump_answer head = {MEMORY_READ, 8};
  unsigned char bytes[0x1000] = "x86_64";
  if (request->length != 0) {
    size_t length = request->length < sizeof bytes ? (size_t)request->length : sizeof bytes;
    bool there = read_subject(request->address, bytes, length);
    head = (struct kdump_answer){there ? MEMORY_READ : MEMORY_NOT_SAVED, there ? (uint32_t)length : 0};
  }
  memcpy(text->bytes, &head, sizeof head);
  memcpy(text->bytes + sizeof head, bytes, head.length);
  text->length = sizeof head + head.length;
  answer(text);
}

/* ---- requests -------------------------------------------------------------------------------- */

static void greet(void)
{
  struct text *text = calloc(1, sizeof *text);
  if (text == NULL) abort();
  if (now.protocol == PROTOCOL_QMP) add(text, "{\"QMP\": {\"version\": {}}}");
  if (now.protocol == PROTOCOL_KDUMP) text->length = sizeof(struct kdump_answer); /* MEMORY_READ, no bytes */
  if (now.protocol >= PROTOCOL_QMP) answer(text);
  free(text);
}

/* Is the request complete? Its text is put between null bytes then. */
static char *whole_request(void)
{
  char *start = memchr(now.request, '$', now.request_length), *end;
  now.request[now.request_length] = '\0';
  switch (now.protocol) {
  case PROTOCOL_QMP:
    end = strchr(now.request, '\n');
    start = now.request;
    break;
  case PROTOCOL_KDUMP: return now.request_length >= sizeof(struct kdump_request) ? now.request : NULL;
  default:
    end = start == NULL ? NULL : strchr(start, '#');
    if (end != NULL && end + 2 >= now.request + now.request_length) end = NULL;
    break;
  }
  if (end == NULL) return NULL;
  *end = '\0';
  return now.protocol == PROTOCOL_QMP ? start : start + 1;
}

static void take_requests(void)
{
  char *request = whole_request();
  if (request == NULL) return;
  struct text *text = calloc(1, sizeof *text);
  if (text == NULL) abort();
  now.at = now.end = 0;
  if (now.protocol == PROTOCOL_QMP) {
    answer_qmp(request, text);
  } else if (now.protocol == PROTOCOL_KDUMP) {
    struct kdump_request asked;
    memcpy(&asked, request, sizeof asked);
    answer_kdump(&asked, text);
  } else {
    answer_gdb(request, text);
  }
  now.request_length = 0;
  free(text);
}

void stub_begin(enum protocol protocol, const struct subject *subject, struct input *input, bool hostile,
                struct stub_faults faults)
{
  now.protocol = protocol;
  now.subject = subject;
  now.input = input;
  now.hostile = hostile;
  now.faults = faults;
  now.closed = false;
  now.request_length = now.at = now.end = now.taken = 0;
  greet();
}

/* ---- the connection -------------------------------------------------------------------------- */

bool connection_open(struct connection *connection, const char *what, const char *place)
{
  (void)what;
  (void)place;
  *connection = (struct connection){.socket = -1};
  return true;
}

void connection_await(struct connection *connection, unsigned seconds)
{
  (void)connection;
  (void)seconds;
  now.taken = 0;
}

bool connection_break(struct connection *connection, const char *reason)
{
  if (connection->broken == NULL) connection->broken = reason;
  return false;
}

bool connection_send(struct connection *connection, const void *bytes, size_t length)
{
  if (connection->broken != NULL) return false;
  if (length > REQUEST_MOST - now.request_length) disagree("a request is too long");
  memcpy(now.request + now.request_length, bytes, length);
  now.request_length += length;
  take_requests();
  return true;
}

/* What is awaited in vain ends by the clock; the clock is not waited for here. */
int connection_byte(struct connection *connection)
{
  if (connection->broken != NULL) return -1;
  if (now.at < now.end) return now.answer[now.at++];
  if (now.faults.never_ends && ++now.taken < TAKEN_MOST) return 0;
  if (now.faults.never_ends) disagree("an answer without end is taken");
  connection_break(connection, now.closed ? CONNECTION_CLOSED : "no answer in time");
  return -1;
}

void connection_close(struct connection *connection)
{
  connection->socket = -1;
}
