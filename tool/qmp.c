/* SPDX-License-Identifier: Apache-2.0 */
/* QEMU, docs/interop/qmp-spec.rst and qapi/misc.json: objects, each a line. Memory is read by the human monitor's
 * "xp", as QMP has no command that gives its bytes. */
#include "qmp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "connection.h"
#include "json.h"
#include "words.h"

#define LINE_BYTES 0x20000U
#define WORDS_MAX 512U /* of one command */

struct qmp {
  struct memory memory;
  struct connection connection;
  bool was_running;
  char line[LINE_BYTES];   /* the last answer */
  char text[LINE_BYTES];   /* what the human monitor said */
};

/* ---- the protocol ---------------------------------------------------------------------------- */

static bool receive_line(struct qmp *qmp)
{
  size_t length = 0;
  for (;;) {
    int byte = connection_byte(&qmp->connection);
    if (byte < 0) return false;
    if (byte == '\n') break;
    if (length + 1 == LINE_BYTES) return connection_break(&qmp->connection, "an answer is too long");
    qmp->line[length++] = (char)byte;
  }
  qmp->line[length] = '\0';
  return true;
}

/* What the command returns; null if it fails or the connection is broken. */
static const char *ask(struct qmp *qmp, const char *command)
{
  connection_await(&qmp->connection, ANSWER_SECONDS);
  if (!connection_send(&qmp->connection, command, strlen(command))) return NULL;
  while (receive_line(qmp)) {
    const char *returned = json_member(qmp->line, "return");
    if (returned != NULL) return returned;
    if (json_member(qmp->line, "error") != NULL) return NULL;
    if (json_member(qmp->line, "event") == NULL) {
      connection_break(&qmp->connection, "it says what QMP does not know");
      return NULL;
    }
  }
  return NULL;
}

/* Asks the human monitor; what it says is in `text`. */
static bool ask_human(struct qmp *qmp, const char *command, unsigned cpu)
{
  char line[256];
  snprintf(line, sizeof line,
           "{\"execute\": \"human-monitor-command\", \"arguments\": {\"command-line\": \"%s\", \"cpu-index\": %u}}\n",
             command,
           cpu);
  const char *said = ask(qmp, line);
  return said != NULL && json_string(said, qmp->text, sizeof qmp->text);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static enum memory_answer read_memory(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  struct qmp *qmp = (struct qmp *)memory;
  unsigned char words[8 * WORDS_MAX], *to = bytes;
  uint64_t start = address & ~7ULL;
  bool first = true;
  char command[64];
  for (size_t skip = (size_t)(address - start); length != 0; skip = 0) {
    size_t count = (skip + length + 7) / 8 < WORDS_MAX ? (skip + length + 7) / 8 : WORDS_MAX;
    snprintf(command, sizeof command, "xp /%zugx 0x%" PRIx64, count, start);
    if (qmp->connection.broken != NULL || !ask_human(qmp, command, 0)) return MEMORY_FAILED;
    size_t found = words_of_lines(qmp->text, words, count);
    if (found != count && strstr(qmp->text, "Cannot access") == NULL) return MEMORY_FAILED;
    if (found != count) return first && found == 0 ? MEMORY_OUTSIDE : MEMORY_PARTLY;
    size_t part = 8 * count - skip < length ? 8 * count - skip : length;
    memcpy(to, words + skip, part);
    to += part;
    length -= part;
    start += 8 * count;
    first = false;
  }
  return MEMORY_READ;
}

static void why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                char text[TEXT_BYTES])
{
  const struct qmp *qmp = (const struct qmp *)memory;
  (void)address;
  (void)length;
  if (qmp->connection.broken != NULL) {
    snprintf(text, TEXT_BYTES, "not to be read: %s is unreachable: %s", memory->name, qmp->connection.broken);
  } else if (answer == MEMORY_FAILED) {
    snprintf(text, TEXT_BYTES, "not to be read: the monitor at %s does not show it", memory->name);
  } else {
    snprintf(text, TEXT_BYTES, "%s memory of the machine at %s", answer == MEMORY_PARTLY ? "only partly" : "not",
             memory->name);
  }
}

/* ---- registers ------------------------------------------------------------------------------- */

static const struct {
  const char *name; /* as "info registers" has it */
  enum register_number number;
} named[] = {
  {"CR0", REGISTER_CR0},   {"CR3", REGISTER_CR3},   {"CR4", REGISTER_CR4},
  {"EFER", REGISTER_EFER}, {"satp", REGISTER_SATP}, {"hgatp", REGISTER_HGATP},
};

/* The number behind the name, which an equals sign or blanks follow. */
static bool find_value(const char *text, const char *name, uint64_t *value)
{
  size_t length = strlen(name);
  for (const char *at = strstr(text, name); at != NULL; at = strstr(at + 1, name)) {
    bool starts = at == text || strchr(" \n", at[-1]) != NULL;
    size_t gap = strspn(at + length, "= ");
    char *end;
    if (!starts || gap == 0) continue;
    *value = strtoull(at + length + gap, &end, 16);
    if (end != at + length + gap) return true;
  }
  return false;
}

static bool read_registers(struct memory *memory, unsigned cpu, struct registers *registers)
{
  struct qmp *qmp = (struct qmp *)memory;
  uint64_t value;
  if (!ask_human(qmp, "info registers", cpu)) {
    if (qmp->connection.broken != NULL) {
      complain("%s is unreachable: %s", memory->name, qmp->connection.broken);
    } else {
      complain("--cpu %u: the machine at %s has no such processor", cpu, memory->name);
    }
    return false;
  }
  for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
    bool found = find_value(qmp->text, named[i].name, &value);
    /* Without a second stage its register is 0. */
    if (found && (named[i].number != REGISTER_HGATP || value != 0)) registers_set(registers, named[i].number, value);
  }
  return true;
}

/* ---- opening and closing --------------------------------------------------------------------- */

static void close_qmp(struct memory *memory)
{
  struct qmp *qmp = (struct qmp *)memory;
  if (qmp->was_running) ask(qmp, "{\"execute\": \"cont\"}\n");
  connection_close(&qmp->connection);
  free(qmp);
}

static const struct memory_kind kind = {
  .read = read_memory, .why = why, .registers = read_registers, .close = close_qmp};

static bool greet(struct qmp *qmp)
{
  connection_await(&qmp->connection, ANSWER_SECONDS);
  if (!receive_line(qmp)) return false;
  if (json_member(qmp->line, "QMP") == NULL) return connection_break(&qmp->connection, "it does not greet as QMP does");
  if (ask(qmp, "{\"execute\": \"qmp_capabilities\"}\n") == NULL) return false;
  const char *status = ask(qmp, "{\"execute\": \"query-status\"}\n");
  const char *running = status == NULL ? NULL : json_member(status, "running");
  if (running == NULL) return false;
  if (strncmp(running, "true", 4) != 0) return true;
  qmp->was_running = ask(qmp, "{\"execute\": \"stop\"}\n") != NULL;
  return qmp->was_running;
}

struct memory *qmp_open(const char *place)
{
  struct qmp *qmp = calloc(1, sizeof *qmp);
  if (qmp == NULL) {
    complain("not enough memory");
    return NULL;
  }
  qmp->memory = (struct memory){&kind, place};
  if (!connection_open(&qmp->connection, "--qmp", place)) {
    free(qmp);
    return NULL;
  }
  if (greet(qmp)) return &qmp->memory;
  if (qmp->connection.broken != NULL) {
    complain("%s is unreachable: %s", place, qmp->connection.broken);
  } else {
    complain("%s: the machine does not let itself be asked", place);
  }
  close_qmp(&qmp->memory);
  return NULL;
}
