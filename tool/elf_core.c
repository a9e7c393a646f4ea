/* SPDX-License-Identifier: Apache-2.0 */
#include "elf_core.h"

#include <elf.h>
#include <inttypes.h>
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

/* The address of what is not physical memory, as of /proc/kcore's vmalloc. */
#define NO_ADDRESS UINT64_MAX

/* As much of a segment as there is: of addresses below 2^64, of bytes in the file, and of those no more than in
 * memory. */
static bool add_segment(struct image *image, const unsigned char *header)
{
  uint64_t offset = GET(header, Elf64_Phdr, p_offset);
  struct segment segment = {.address = GET(header, Elf64_Phdr, p_paddr),
                            .memory_bytes = GET(header, Elf64_Phdr, p_memsz),
                            .file_bytes = GET(header, Elf64_Phdr, p_filesz)};
  uint64_t most = UINT64_MAX - segment.address;
  uint64_t left = offset < image->length_bytes ? image->length_bytes - offset : 0;
  if (segment.address == NO_ADDRESS || segment.memory_bytes == 0) return true;
  if (segment.memory_bytes - 1 > most) segment.memory_bytes = most + 1;
  if (segment.file_bytes > segment.memory_bytes) segment.file_bytes = segment.memory_bytes;
  if (segment.file_bytes > left) segment.file_bytes = left;
  segment.bytes = image->bytes + (left != 0 ? offset : 0);
  return image_add_segment(image, &segment);
}

bool elf_core_take(struct image *image)
{
  struct headers headers;
  if (!check_identification(image) || !find_headers(image, &headers)) return false;
  for (uint64_t number = 0; number < headers.count; number++) {
    const unsigned char *header = header_of(&headers, number);
    if (GET(header, Elf64_Phdr, p_type) == PT_LOAD && !add_segment(image, header)) return false;
  }
  if (image->segment_count == 0) {
    COMPLAIN(image, "%s", "no segment holds memory");
    return false;
  }
  return image_order_segments(image);
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
