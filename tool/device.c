/* SPDX-License-Identifier: Apache-2.0 */
#include "device.h"

#include <elf.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "elf_notes.h"

/* Linux's number of /dev/mem. */
#define MEM_MAJOR 1U
#define MEM_MINOR 1U

#define NO_ADDRESS UINT64_MAX /* p_paddr of what is no memory, as of vmalloc's */

#define NOTES_MOST (1U << 20)

/* Memory that lies at these offsets of the file. */
struct extent {
  uint64_t address;
  uint64_t bytes; /* at least 1 */
  uint64_t offset;
};

struct device {
  struct memory memory;
  int file;
  struct extent *extents;
  size_t count;
  int error; /* of the last read that failed */
  unsigned char *notes; /* of /proc/kcore, or null */
  uint64_t notes_bytes;
};

/* False, with errno, unless all bytes are there; 0 if the file ends. */
static bool read_all(int file, uint64_t offset, void *bytes, size_t length)
{
  unsigned char *to = bytes;
  while (length != 0) {
    ssize_t done = pread(file, to, length, (off_t)offset);
    if (done < 0 && errno == EINTR) continue;
    if (done == 0) errno = 0;
    if (done <= 0) return false;
    to += done;
    offset += (uint64_t)done;
    length -= (size_t)done;
  }
  return true;
}

static bool is_mem(const struct stat *state)
{
  return S_ISCHR(state->st_mode) && major(state->st_rdev) == MEM_MAJOR && minor(state->st_rdev) == MEM_MINOR;
}

bool device_is(int file, const struct stat *state)
{
  unsigned char first;
  return is_mem(state) || (S_ISREG(state->st_mode) && state->st_size == 0 && read_all(file, 0, &first, 1));
}

/* ---- reading --------------------------------------------------------------------------------- */

static const struct extent *extent_of(const struct device *device, uint64_t address)
{
  for (size_t i = 0; i < device->count; i++) {
    const struct extent *extent = &device->extents[i];
    if (address >= extent->address && address - extent->address < extent->bytes) return extent;
  }
  return NULL;
}

static enum memory_answer device_read(struct memory *memory, uint64_t address, void *bytes, size_t length)
{
  struct device *device = (struct device *)memory;
  unsigned char *to = bytes;
  while (length != 0) {
    const struct extent *extent = extent_of(device, address);
    if (extent == NULL) return to == bytes ? MEMORY_OUTSIDE : MEMORY_PARTLY;
    uint64_t inside = address - extent->address, left = extent->bytes - inside;
    size_t part = left < length ? (size_t)left : length;
    if (!read_all(device->file, extent->offset + inside, to, part)) {
      device->error = errno;
      return errno == 0 ? MEMORY_NOT_SAVED : MEMORY_FAILED;
    }
    address += part;
    to += part;
    length -= part;
  }
  return MEMORY_READ;
}

static void device_why(struct memory *memory, uint64_t address, size_t length, enum memory_answer answer,
                       char text[TEXT_BYTES])
{
  const struct device *device = (const struct device *)memory;
  (void)address;
  (void)length;
  switch (answer) {
  case MEMORY_OUTSIDE: snprintf(text, TEXT_BYTES, "not in the memory that %s has", memory->name); break;
  case MEMORY_PARTLY: snprintf(text, TEXT_BYTES, "only partly in the memory that %s has", memory->name); break;
  case MEMORY_NOT_SAVED: snprintf(text, TEXT_BYTES, "beyond the end of %s", memory->name); break;
  default: snprintf(text, TEXT_BYTES, "not to be read from %s (%s)", memory->name, strerror(device->error)); break;
  }
}

static void device_close(struct memory *memory)
{
  struct device *device = (struct device *)memory;
  close(device->file);
  free(device->extents);
  free(device->notes);
  free(device);
}

static bool device_registers(struct memory *memory, unsigned cpu, struct registers *registers)
{
  const struct device *device = (const struct device *)memory;
  struct elf_notes notes = {.path = memory->name, .wanted = cpu, .registers = registers};
  return elf_notes_take(&notes, device->notes, device->notes_bytes) && elf_notes_registers(&notes);
}

static const struct memory_kind kind = {.read = device_read, .why = device_why, .registers = device_registers,
                                        .close = device_close};

/* ---- /proc/kcore ----------------------------------------------------------------------------- */

static bool wrong(const struct device *device, const char *what)
{
  complain("%s: %s", device->memory.name, what);
  return false;
}

/* What the kernel tells of itself; that much of it is enough. */
static bool take_notes(struct device *device, const Elf64_Phdr *header)
{
  size_t bytes = header->p_filesz < NOTES_MOST ? (size_t)header->p_filesz : NOTES_MOST;
  if (device->notes != NULL || bytes == 0) return true;
  device->notes = malloc(bytes);
  if (device->notes == NULL) return wrong(device, "not enough memory");
  if (!read_all(device->file, header->p_offset, device->notes, bytes)) return wrong(device, "the notes are cut short");
  device->notes_bytes = bytes;
  return true;
}

static bool take_segments(struct device *device, const unsigned char *headers, size_t count)
{
  device->extents = calloc(count, sizeof *device->extents);
  if (device->extents == NULL) return wrong(device, "not enough memory");
  for (size_t i = 0; i < count; i++) {
    Elf64_Phdr header;
    memcpy(&header, headers + i * sizeof header, sizeof header);
    if (header.p_type == PT_NOTE && !take_notes(device, &header)) return false;
    bool wraps = header.p_filesz != 0 && header.p_filesz - 1 > UINT64_MAX - header.p_paddr;
    if (header.p_type != PT_LOAD || header.p_filesz == 0 || header.p_paddr == NO_ADDRESS || wraps) continue;
    device->extents[device->count++] = (struct extent){header.p_paddr, header.p_filesz, header.p_offset};
  }
  return device->count != 0 || wrong(device, "no segment says at which physical address its memory is");
}

/* Files that the running machine makes have its own byte order and sizes. */
static bool read_core(struct device *device)
{
  Elf64_Ehdr header;
  if (!read_all(device->file, 0, &header, sizeof header) || memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
    return wrong(device, "neither a file of some length nor an ELF core image");
  }
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB || header.e_type != ET_CORE ||
      header.e_phentsize != sizeof(Elf64_Phdr) || header.e_phnum == 0) {
    return wrong(device, "not an ELF core image of 64 bits, little-endian");
  }
  unsigned char *headers = calloc(header.e_phnum, sizeof(Elf64_Phdr));
  if (headers == NULL) return wrong(device, "not enough memory");
  bool good = read_all(device->file, header.e_phoff, headers, header.e_phnum * sizeof(Elf64_Phdr))
                ? take_segments(device, headers, header.e_phnum)
                : wrong(device, "the program headers are cut short");
  free(headers);
  return good;
}

static bool take_all(struct device *device)
{
  device->extents = calloc(1, sizeof *device->extents);
  if (device->extents == NULL) return wrong(device, "not enough memory");
  device->extents[device->count++] = (struct extent){0, INT64_MAX, 0};
  return true;
}

struct memory *device_open(int file, const struct stat *state, const char *path)
{
  struct device *device = calloc(1, sizeof *device);
  if (device == NULL) {
    complain("not enough memory");
    close(file);
    return NULL;
  }
  device->memory = (struct memory){&kind, path};
  device->file = file;
  if (is_mem(state) ? take_all(device) : read_core(device)) return &device->memory;
  device_close(&device->memory);
  return NULL;
}
