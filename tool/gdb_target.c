/* SPDX-License-Identifier: Apache-2.0 */
#include "gdb_target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "memory.h"

/* "Debugging with GDB", appendix "Target Descriptions": elements <reg name= bitsize= regnum=>, numbered one after
 * the other where regnum is missing, and <xi:include href=>, in place of which another document stands. Nothing
 * else matters here. */
#define DOCUMENT_BYTES 0x40000U
#define DOCUMENTS_MAX 64U
#define VALUE_BYTES 64U /* of an attribute, with its null byte */

struct reader {
  struct gdb_stub *stub;
  struct gdb_target *target;
  unsigned documents; /* read so far */
  uint32_t next;      /* number of a register that has none */
  bool short_of_memory;
};

/* A document, with a null byte behind it: null if there is none. */
static char *fetch(struct reader *reader, const char *name)
{
  char *text = malloc(DOCUMENT_BYTES + 1);
  size_t length = 0;
  bool last = false;
  if (text == NULL) {
    reader->short_of_memory = true;
    return NULL;
  }
  while (!last && gdb_ask(reader->stub, "qXfer:features:read:%s:%zx,7f0", name, length)) {
    size_t part = reader->stub->answer_length;
    last = reader->stub->answer[0] == 'l';
    if ((reader->stub->answer[0] != 'm' && !last) || (part == 1 && !last) || part - 1 > DOCUMENT_BYTES - length) break;
    memcpy(text + length, reader->stub->answer + 1, part - 1);
    length += part - 1;
  }
  text[length] = '\0';
  if (last) return text;
  free(text);
  return NULL;
}

/* The value of an attribute of the element that `text` is the inside of; false if it is not there or too long. */
static bool attribute(const char *text, const char *end, const char *name, char value[VALUE_BYTES])
{
  size_t length = strlen(name);
  for (const char *at = text; at + length + 2 < end; at++) {
    bool starts = at == text || strchr(" \t\r\n", at[-1]) != NULL;
    if (!starts || memcmp(at, name, length) != 0 || at[length] != '=') continue;
    char quote = at[length + 1];
    const char *first = at + length + 2;
    if (quote != '"' && quote != '\'') return false;
    const char *last = memchr(first, quote, (size_t)(end - first));
    if (last == NULL || (size_t)(last - first) >= VALUE_BYTES) return false;
    memcpy(value, first, (size_t)(last - first));
    value[last - first] = '\0';
    return true;
  }
  return false;
}

static void add_register(struct reader *reader, const char *text, const char *end)
{
  struct gdb_target *target = reader->target;
  char value[VALUE_BYTES];
  if (attribute(text, end, "regnum", value)) reader->next = (uint32_t)strtoul(value, NULL, 10);
  uint32_t number = reader->next++;
  if (!attribute(text, end, "name", value) || strlen(value) >= GDB_NAME_BYTES || target->count == GDB_REGISTERS_MAX) {
    return;
  }
  struct gdb_register *entry = &target->registers[target->count++];
  entry->number = number;
  strcpy(entry->name, value);
}

/* Where the next element begins whose name is known, and which it is. */
static const char *next_element(const char *text, bool *is_register)
{
  for (text = strchr(text, '<'); text != NULL; text = strchr(text + 1, '<')) {
    if (strncmp(text, "<!--", 4) == 0) {
      text = strstr(text, "-->");
      if (text == NULL) return NULL;
    }
    *is_register = strncmp(text, "<reg", 4) == 0 && strchr(" \t\r\n", text[4]) != NULL;
    if (*is_register || strncmp(text, "<xi:include", 11) == 0) return text;
  }
  return NULL;
}

/* A document that is being read, and where. */
struct open_document {
  char *text;
  const char *at;
};

/* Documents that include each other come to an end: there are DOCUMENTS_MAX in all. */
static void read_documents(struct reader *reader)
{
  struct open_document open[DOCUMENTS_MAX];
  unsigned depth = 0;
  const char *name = "target.xml";
  char included[VALUE_BYTES];
  for (;;) {
    char *text = name != NULL && reader->documents < DOCUMENTS_MAX ? fetch(reader, name) : NULL;
    name = NULL;
    if (text != NULL) {
      reader->documents++;
      open[depth++] = (struct open_document){text, text};
    }
    if (depth == 0) return;
    bool is_register = false;
    struct open_document *document = &open[depth - 1];
    const char *element = next_element(document->at, &is_register);
    const char *end = element == NULL ? NULL : strchr(element, '>');
    if (end == NULL) {
      free(document->text);
      depth--;
      continue;
    }
    document->at = end;
    const char *inside = strpbrk(element, " \t\r\n>");
    if (is_register) {
      add_register(reader, inside, end);
    } else if (attribute(inside, end, "href", included) && strpbrk(included, ":,;#$*}") == NULL) {
      name = included;
    }
  }
}

bool gdb_target_read(struct gdb_stub *stub, const char *place, struct gdb_target *target)
{
  struct reader reader = {.stub = stub, .target = target};
  target->count = 0;
  target->registers = calloc(GDB_REGISTERS_MAX, sizeof *target->registers);
  reader.short_of_memory = target->registers == NULL;
  if (!reader.short_of_memory) read_documents(&reader);
  if (reader.short_of_memory) complain("not enough memory");
  if (stub->connection.broken != NULL) complain("%s is unreachable: %s", place, stub->connection.broken);
  if (!reader.short_of_memory && stub->connection.broken == NULL) return true;
  gdb_target_free(target);
  return false;
}

bool gdb_target_value(struct gdb_stub *stub, const struct gdb_target *target, const char *name, uint64_t *value)
{
  unsigned char bytes[sizeof *value];
  for (size_t i = 0; i < target->count; i++) {
    if (strcasecmp(target->registers[i].name, name) != 0) continue;
    if (!gdb_ask(stub, "p%x", (unsigned)target->registers[i].number)) return false;
    size_t length = gdb_bytes(stub->answer, bytes, sizeof bytes);
    if (length == 0 || stub->answer_length != 2 * length) return false; /* E and two digits are an error */
    *value = little_endian(bytes, length);
    return true;
  }
  return false;
}

void gdb_target_free(struct gdb_target *target)
{
  free(target->registers);
  *target = (struct gdb_target){0};
}
