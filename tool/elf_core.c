/* SPDX-License-Identifier: Apache-2.0 */
#include "elf_core.h"

#include <elf.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "elf_notes.h"
#include "report.h"

#define GET(bytes, type, member) \
  little_endian((bytes) + offsetof(type, member), sizeof(((type *)NULL)->member))

#define COMPLAIN(image, text, ...) complain("%s: ELF: " text, (image)->path, __VA_ARGS__)

/* The program headers, side by side. */
struct headers {
  const unsigned char *first;
  uint64_t count;
};

static bool in_file(const struct image *image, uint64_t offset, uint64_t length_bytes)
{
  return length_bytes <= image->length_bytes && offset <= image->length_bytes - length_bytes;
}

/* ---- headers --------------------------------------------------------------------------------- */

static bool check_identification(const struct image *image)
{
  const unsigned char *bytes = image->bytes;
  if (image->length_bytes < sizeof(Elf64_Ehdr)) {
    COMPLAIN(image, "%s", "the file header is cut short");
    return false;
  }
  if (bytes[EI_CLASS] != ELFCLASS64) {
    COMPLAIN(image, "class %u, only files of 64 bits (2) can be read here", bytes[EI_CLASS]);
    return false;
  }
  if (bytes[EI_DATA] != ELFDATA2LSB) {
    COMPLAIN(image, "data encoding %u, only little-endian (1) can be read here", bytes[EI_DATA]);
    return false;
  }
  if (bytes[EI_VERSION] != EV_CURRENT || GET(bytes, Elf64_Ehdr, e_version) != EV_CURRENT) {
    COMPLAIN(image, "%s", "version is not 1");
    return false;
  }
  unsigned type = (unsigned)GET(bytes, Elf64_Ehdr, e_type);
  if (type != ET_CORE) {
    COMPLAIN(image, "type %u is not a core image (4); memory that begins so needs --raw", type);
    return false;
  }
  return true;
}

/* From 65535 on, the number of program headers is in the first section header. */
static bool count_headers(const struct image *image, uint64_t *count)
{
  uint64_t sections = GET(image->bytes, Elf64_Ehdr, e_shoff);
  *count = GET(image->bytes, Elf64_Ehdr, e_phnum);
  if (*count != PN_XNUM) return true;
  if (sections == 0 || GET(image->bytes, Elf64_Ehdr, e_shentsize) != sizeof(Elf64_Shdr) ||
      !in_file(image, sections, sizeof(Elf64_Shdr))) {
    COMPLAIN(image, "%s", "the section header with the number of program headers is missing");
    return false;
  }
  *count = GET(image->bytes + sections, Elf64_Shdr, sh_info);
  return true;
}

static bool find_headers(const struct image *image, struct headers *headers)
{
  uint64_t offset = GET(image->bytes, Elf64_Ehdr, e_phoff);
  unsigned each_bytes = (unsigned)GET(image->bytes, Elf64_Ehdr, e_phentsize);
  if (!count_headers(image, &headers->count)) return false;
  if (headers->count == 0) {
    COMPLAIN(image, "%s", "no program header");
    return false;
  }
  if (each_bytes != sizeof(Elf64_Phdr)) {
    COMPLAIN(image, "program headers of %u bytes, not %zu", each_bytes, sizeof(Elf64_Phdr));
    return false;
  }
  if (!in_file(image, offset, headers->count * sizeof(Elf64_Phdr))) {
    COMPLAIN(image, "the %" PRIu64 " program headers are not all in the file", headers->count);
    return false;
  }
  headers->first = image->bytes + offset;
  return true;
}

static const unsigned char *header_of(const struct headers *headers, uint64_t number)
{
  return headers->first + number * sizeof(Elf64_Phdr);
}

static bool contents_in_file(const struct image *image, const unsigned char *header, uint64_t number)
{
  uint64_t offset = GET(header, Elf64_Phdr, p_offset), file_bytes = GET(header, Elf64_Phdr, p_filesz);
  if (in_file(image, offset, file_bytes)) return true;
  COMPLAIN(image, "segment %" PRIu64 " is not all in the file: bytes 0x%" PRIx64 " at 0x%" PRIx64
           " of 0x%" PRIx64, number, file_bytes, offset, image->length_bytes);
  return false;
}

/* ---- memory ---------------------------------------------------------------------------------- */

static bool read_segment(const struct image *image, const unsigned char *header, uint64_t number,
                         struct segment *segment)
{
  segment->address = GET(header, Elf64_Phdr, p_paddr);
  segment->memory_bytes = GET(header, Elf64_Phdr, p_memsz);
  segment->file_bytes = GET(header, Elf64_Phdr, p_filesz);
  if (segment->file_bytes > segment->memory_bytes) {
    COMPLAIN(image, "segment %" PRIu64 " is larger in the file than in memory: 0x%" PRIx64
             " and 0x%" PRIx64 " bytes", number, segment->file_bytes, segment->memory_bytes);
    return false;
  }
  if (segment->memory_bytes != 0 && segment->memory_bytes - 1 > UINT64_MAX - segment->address) {
    COMPLAIN(image, "segment %" PRIu64 " ends beyond the last address: 0x%" PRIx64 " bytes at 0x%" PRIx64,
             number, segment->memory_bytes, segment->address);
    return false;
  }
  if (!contents_in_file(image, header, number)) return false;
  segment->bytes = image->bytes + GET(header, Elf64_Phdr, p_offset);
  return true;
}

static bool read_segments(struct image *image, const struct headers *headers)
{
  for (uint64_t number = 0; number < headers->count; number++) {
    const unsigned char *header = header_of(headers, number);
    if (GET(header, Elf64_Phdr, p_type) != PT_LOAD) continue;
    if (!read_segment(image, header, number, &image->segments[image->segment_count])) return false;
    image->segment_count++;
  }
  if (image->segment_count == 0) {
    COMPLAIN(image, "%s", "no segment holds memory");
    return false;
  }
  return true;
}

static int by_address(const void *left, const void *right)
{
  const struct segment *a = left, *b = right;
  return a->address < b->address ? -1 : a->address > b->address;
}

/* Do the first bytes of the segment, which the stretches so far hold, say what these say? */
static bool agrees(const struct image *image, const struct segment *segment, uint64_t length_bytes)
{
  uint64_t held = 0;
  for (uint64_t done = 0; done < length_bytes; done += held) {
    const unsigned char *bytes = image_bytes(image, segment->address + done, &held);
    if (held > length_bytes - done) held = length_bytes - done;
    if (bytes != segment->bytes + done && memcmp(bytes, segment->bytes + done, (size_t)held) != 0) {
      COMPLAIN(image, "segments disagree about the memory from 0x%" PRIx64 " on",
               segment->address + done);
      return false;
    }
  }
  return true;
}

/* Segments come in the order of addresses, so what one has in common with those before is where they
 * end: its first bytes. Memory that is mapped twice may be in two segments. */
static bool add_stretch(struct image *image, const struct segment *segment)
{
  uint64_t common = 0;
  if (image->stretch_count != 0) {
    const struct stretch *before = &image->stretches[image->stretch_count - 1];
    uint64_t last = before->address + (before->length_bytes - 1);
    if (segment->address <= last) common = last - segment->address + 1;
  }
  if (common > segment->file_bytes) common = segment->file_bytes;
  if (!agrees(image, segment, common)) return false;
  if (segment->file_bytes > common) {
    image->stretches[image->stretch_count++] = (struct stretch){
      segment->address + common, segment->file_bytes - common, segment->bytes + common};
  }
  return true;
}

bool elf_core_take(struct image *image)
{
  struct headers headers;
  if (!check_identification(image) || !find_headers(image, &headers)) return false;
  /* No more of them than fit into the file. */
  image->segments = calloc((size_t)headers.count, sizeof *image->segments);
  image->stretches = calloc((size_t)headers.count, sizeof *image->stretches);
  if (image->segments == NULL || image->stretches == NULL) {
    complain("not enough memory");
    return false;
  }
  if (!read_segments(image, &headers)) return false;
  qsort(image->segments, image->segment_count, sizeof *image->segments, by_address);
  for (size_t i = 0; i < image->segment_count; i++) {
    if (!add_stretch(image, &image->segments[i])) return false;
  }
  return true;
}

/* ---- notes ----------------------------------------------------------------------------------- */

static bool visit_all(const struct image *image, struct elf_notes *notes)
{
  struct headers headers;
  if (image->segments == NULL) return true;
  notes->path = image->path;
  notes->is_x86_64 = GET(image->bytes, Elf64_Ehdr, e_machine) == EM_X86_64;
  if (!find_headers(image, &headers)) return false;
  for (uint64_t number = 0; number < headers.count; number++) {
    const unsigned char *header = header_of(&headers, number);
    if (GET(header, Elf64_Phdr, p_type) != PT_NOTE) continue;
    if (!contents_in_file(image, header, number) ||
        !elf_notes_take(notes, image->bytes + GET(header, Elf64_Phdr, p_offset), GET(header, Elf64_Phdr, p_filesz))) {
      return false;
    }
  }
  return true;
}

bool elf_core_cpus(const struct image *image, unsigned *count)
{
  struct elf_notes notes = {.cpus = 0};
  bool good = visit_all(image, &notes);
  *count = notes.cpus;
  return good;
}

bool elf_core_registers(const struct image *image, unsigned cpu, struct registers *registers)
{
  struct elf_notes notes = {.wanted = cpu, .registers = registers};
  return visit_all(image, &notes) && elf_notes_registers(&notes);
}
