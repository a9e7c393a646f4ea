/* SPDX-License-Identifier: Apache-2.0 */
#include "writer.h"

#include <stdio.h>

#define LINES_DEPTH 4U /* elements of arrays down to here have a line of their own */

static void flush(struct writer *writer)
{
  fwrite(writer->line.text, 1, writer->line.used, stdout);
  line_start(&writer->line);
}

/* What comes before a value. */
static void begin(struct writer *writer, const char *name)
{
  bool element = writer->depth > 0 && writer->closing[writer->depth - 1] == ']';
  bool own_line = writer->depth <= 1 || (element && writer->depth <= LINES_DEPTH);
  if (writer->depth > 0) {
    line_text(&writer->line, writer->some[writer->depth - 1] ? (own_line ? "," : ", ") : "");
    writer->some[writer->depth - 1] = true;
  }
  if (own_line && writer->depth > 0) line_text(&writer->line, "\n");
  if (name != NULL) line_print(&writer->line, "\"%s\": ", name);
}

static void end(struct writer *writer)
{
  if (writer->depth <= LINES_DEPTH || writer->line.used > LINE_BYTES / 2) flush(writer);
}

static void open(struct writer *writer, const char *name, const char *opening, char closing)
{
  begin(writer, name);
  line_text(&writer->line, opening);
  writer->closing[writer->depth] = closing;
  writer->some[writer->depth++] = false;
}

void writer_object(struct writer *writer, const char *name)
{
  open(writer, name, "{", '}');
}

void writer_array(struct writer *writer, const char *name)
{
  open(writer, name, "[", ']');
}

void writer_close(struct writer *writer)
{
  char closing[2] = {writer->closing[--writer->depth], '\0'};
  bool lines = writer->depth == 0 || (closing[0] == ']' && writer->depth < LINES_DEPTH);
  if (lines && writer->some[writer->depth]) line_text(&writer->line, "\n");
  line_text(&writer->line, closing);
  end(writer);
}

void writer_start(struct writer *writer, const char *command)
{
  *writer = (struct writer){.depth = 0};
  writer_object(writer, NULL);
  writer_number(writer, "vpt", WRITER_SCHEMA);
  writer_text(writer, "command", command);
}

void writer_end(struct writer *writer)
{
  while (writer->depth > 0) writer_close(writer);
  line_text(&writer->line, "\n");
  flush(writer);
}

/* Texts are ASCII but for what comes from files, of which bytes beyond that become question marks. */
void writer_text(struct writer *writer, const char *name, const char *text)
{
  begin(writer, name);
  line_text(&writer->line, "\"");
  for (const char *c = text; *c != '\0'; c++) {
    char character[2] = {*c, '\0'};
    if (*c == '"' || *c == '\\') {
      line_text(&writer->line, "\\");
    } else if (*c == '\n') {
      line_text(&writer->line, "\\n");
      continue;
    } else if (*c < ' ' || *c > '~') {
      character[0] = '?';
    }
    line_text(&writer->line, character);
  }
  line_text(&writer->line, "\"");
  end(writer);
}

void writer_number(struct writer *writer, const char *name, uint64_t number)
{
  begin(writer, name);
  line_decimal(&writer->line, number);
  end(writer);
}

void writer_level(struct writer *writer, const char *name, int level)
{
  begin(writer, name);
  line_print(&writer->line, "%d", level);
  end(writer);
}

void writer_flag(struct writer *writer, const char *name, bool flag)
{
  begin(writer, name);
  line_text(&writer->line, flag ? "true" : "false");
  end(writer);
}

void writer_address(struct writer *writer, const char *name, uint64_t address)
{
  begin(writer, name);
  line_text(&writer->line, "\"");
  line_hexadecimal(&writer->line, address, 1);
  line_text(&writer->line, "\"");
  end(writer);
}

void writer_range_end(struct writer *writer, const char *name, uint64_t first, uint64_t bytes)
{
  if (bytes != 0 && first + bytes == 0) {
    writer_text(writer, name, "0x10000000000000000");
  } else {
    writer_address(writer, name, first + bytes);
  }
}
