/* SPDX-License-Identifier: Apache-2.0 */
#include "symbols.h"

#include <elf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "report.h"

#define GET(bytes, type, member) little_endian((bytes) + offsetof(type, member), sizeof(((type *)NULL)->member))

static bool add(struct symbols *symbols, uint64_t address, const char *name)
{
  if (symbols->count == symbols->room) {
    size_t room = symbols->room == 0 ? 1024 : symbols->room * 2;
    struct symbol *moved = realloc(symbols->symbols, room * sizeof *moved);
    if (moved == NULL) {
      complain("not enough memory");
      return false;
    }
    symbols->symbols = moved;
    symbols->room = room;
  }
  symbols->symbols[symbols->count++] = (struct symbol){address, name};
  return true;
}

static bool read_file(struct symbols *symbols, const char *path)
{
  FILE *file = fopen(path, "rb");
  size_t room = 1 << 16, got = 1;
  if (file == NULL) {
    complain("%s: %s", path, strerror(errno));
    return false;
  }
  while (got != 0) {
    if (symbols->text == NULL || symbols->text_bytes + 1 >= room) {
      char *moved = realloc(symbols->text, room *= 2);
      if (moved == NULL) break;
      symbols->text = moved;
    }
    got = fread(symbols->text + symbols->text_bytes, 1, room - 1 - symbols->text_bytes, file);
    symbols->text_bytes += got;
  }
  bool failed = ferror(file) != 0;
  if (got != 0) complain("not enough memory");
  if (failed) complain("%s: %s", path, strerror(errno));
  fclose(file);
  if (got != 0 || failed) return false;
  symbols->text[symbols->text_bytes] = '\0';
  return true;
}

/* ---- System.map ------------------------------------------------------------------------------ */

static bool take_map(struct symbols *symbols, const char *path)
{
  char *line = symbols->text;
  for (unsigned number = 1; *line != '\0'; number++) {
    char *end = line + strcspn(line, "\n"), *after;
    bool last = *end == '\0';
    *end = '\0';
    errno = 0;
    uint64_t address = strtoull(line, &after, 16);
    if (after == line || errno != 0 || strlen(after) < 4 || after[0] != ' ' || after[2] != ' ') {
      complain("%s: line %u is not 'ADDRESS TYPE NAME'", path, number);
      return false;
    }
    if (!add(symbols, address, after + 3)) return false;
    line = last ? end : end + 1;
  }
  return true;
}

/* ---- ELF ------------------------------------------------------------------------------------- */

static bool inside(const struct symbols *symbols, uint64_t offset, uint64_t length)
{
  return length <= symbols->text_bytes && offset <= symbols->text_bytes - length;
}

/* The names lie in the file; the last may end where it does, behind which there is a 0. */
static bool take_section(struct symbols *symbols, const unsigned char *section, const unsigned char *strings)
{
  const unsigned char *bytes = (const unsigned char *)symbols->text;
  uint64_t at = GET(section, Elf64_Shdr, sh_offset), length = GET(section, Elf64_Shdr, sh_size);
  uint64_t names = GET(strings, Elf64_Shdr, sh_offset), names_length = GET(strings, Elf64_Shdr, sh_size);
  if (!inside(symbols, at, length) || !inside(symbols, names, names_length)) return true;
  for (uint64_t i = 0; i + sizeof(Elf64_Sym) <= length; i += sizeof(Elf64_Sym)) {
    const unsigned char *symbol = bytes + at + i;
    uint64_t name = GET(symbol, Elf64_Sym, st_name), address = GET(symbol, Elf64_Sym, st_value);
    unsigned type = ELF64_ST_TYPE(symbol[offsetof(Elf64_Sym, st_info)]);
    bool useful = type == STT_NOTYPE || type == STT_FUNC || type == STT_OBJECT;
    if (!useful || address == 0 || name == 0 || name >= names_length) continue;
    if (!add(symbols, address, symbols->text + names + name)) return false;
  }
  return true;
}

static bool take_elf(struct symbols *symbols, const char *path)
{
  const unsigned char *bytes = (const unsigned char *)symbols->text;
  if (symbols->text_bytes < sizeof(Elf64_Ehdr) || bytes[EI_CLASS] != ELFCLASS64 || bytes[EI_DATA] != ELFDATA2LSB) {
    complain("%s: not ELF of 64 bits, little-endian", path);
    return false;
  }
  uint64_t at = GET(bytes, Elf64_Ehdr, e_shoff), count = GET(bytes, Elf64_Ehdr, e_shnum);
  if (GET(bytes, Elf64_Ehdr, e_shentsize) != sizeof(Elf64_Shdr) || !inside(symbols, at, count * sizeof(Elf64_Shdr))) {
    count = 0;
  }
  for (uint64_t i = 0; i < count; i++) {
    const unsigned char *section = bytes + at + i * sizeof(Elf64_Shdr);
    uint64_t link = GET(section, Elf64_Shdr, sh_link);
    if (GET(section, Elf64_Shdr, sh_type) != SHT_SYMTAB || link >= count) continue;
    if (!take_section(symbols, section, bytes + at + link * sizeof(Elf64_Shdr))) return false;
  }
  return true;
}

/* ---- all ------------------------------------------------------------------------------------- */

static int by_address(const void *left, const void *right)
{
  const struct symbol *a = left, *b = right;
  return a->address < b->address ? -1 : a->address > b->address;
}

bool symbols_load(struct symbols *symbols, const char *path)
{
  *symbols = (struct symbols){0};
  bool good = read_file(symbols, path);
  bool is_elf = good && symbols->text_bytes >= SELFMAG && memcmp(symbols->text, ELFMAG, SELFMAG) == 0;
  if (good) good = is_elf ? take_elf(symbols, path) : take_map(symbols, path);
  if (good && symbols->count == 0) {
    complain("%s: no symbol in it", path);
    good = false;
  }
  if (good) {
    qsort(symbols->symbols, symbols->count, sizeof *symbols->symbols, by_address);
  } else {
    symbols_free(symbols);
  }
  return good;
}

const struct symbol *symbols_at(const struct symbols *symbols, uint64_t address)
{
  size_t low = 0, high = symbols->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (symbols->symbols[middle].address <= address) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? NULL : &symbols->symbols[low - 1];
}

void symbols_free(struct symbols *symbols)
{
  free(symbols->symbols);
  free(symbols->text);
  *symbols = (struct symbols){0};
}
