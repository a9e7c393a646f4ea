/* SPDX-License-Identifier: Apache-2.0 */
/* Names of addresses: from System.map ("ffffffff81000000 T _text") or the symbol table of an ELF file. */
#ifndef TOOL_SYMBOLS_H
#define TOOL_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct symbol {
  uint64_t address;
  const char *name; /* in `text` */
};

/* All zero: none. */
struct symbols {
  struct symbol *symbols; /* by address */
  size_t count, room;
  char *text;             /* the file, null-terminated */
  size_t text_bytes;
};

/* False after a complaint; then there are none. */
bool symbols_load(struct symbols *symbols, const char *path);

/* The last symbol at or before the address, or null. */
const struct symbol *symbols_at(const struct symbols *symbols, uint64_t address);

void symbols_free(struct symbols *symbols);

#endif
