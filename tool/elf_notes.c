/* SPDX-License-Identifier: Apache-2.0 */
#include "elf_notes.h"

#include <elf.h>
#include <inttypes.h>
#include <string.h>

#include "memory.h"
#include "report.h"
#include "vmcoreinfo.h"

#define GET(bytes, type, member) \
  little_endian((bytes) + offsetof(type, member), sizeof(((type *)NULL)->member))

#define COMPLAIN(notes, text, ...) complain("%s: ELF: " text, (notes)->path, __VA_ARGS__)

/* QEMUCPUState in QEMU's target/i386/arch_dump.c: version and size in 32 bits each, 18 registers, 10
 * segments of 24 bytes, control registers 0 to 4. */
#define NOTE_NAME "QEMU"
#define STATE_VERSION 1U
#define STATE_CR(number) (8U + 18 * 8 + 10 * 24 + 8 * (number))
#define STATE_BYTES STATE_CR(5)

static bool take_state(struct elf_notes *notes, const unsigned char *state, uint64_t state_bytes)
{
  unsigned version = state_bytes >= 4 ? (unsigned)little_endian(state, 4) : 0;
  if (version != STATE_VERSION || state_bytes < STATE_BYTES) {
    COMPLAIN(notes, "QEMU's note on a processor has version %u and %" PRIu64
             " bytes, not version %u and at least %u bytes",
             version, state_bytes, STATE_VERSION, STATE_BYTES);
    return false;
  }
  if (notes->cpus++ == notes->wanted && notes->registers != NULL) {
    registers_set(notes->registers, REGISTER_CR0, little_endian(state + STATE_CR(0), 8));
    registers_set(notes->registers, REGISTER_CR3, little_endian(state + STATE_CR(3), 8));
    registers_set(notes->registers, REGISTER_CR4, little_endian(state + STATE_CR(4), 8));
  }
  return true;
}

static uint64_t rounded_up(uint64_t bytes)
{
  return (bytes + 3) / 4 * 4;
}

/* Names end with a 0 byte; both kinds of notes have type 0. */
static bool is_named(const unsigned char *note, uint64_t name_bytes, const char *name)
{
  size_t length = strlen(name) + 1;
  return name_bytes == length && GET(note, Elf64_Nhdr, n_type) == 0 &&
         memcmp(note + sizeof(Elf64_Nhdr), name, length) == 0;
}

/* A note is a header, a name and a descriptor, each filled up to a multiple of 4 bytes. */
bool elf_notes_take(struct elf_notes *notes, const unsigned char *note, uint64_t left)
{
  while (left >= sizeof(Elf64_Nhdr)) {
    uint64_t name_bytes = GET(note, Elf64_Nhdr, n_namesz), state_bytes = GET(note, Elf64_Nhdr, n_descsz);
    uint64_t state_at = sizeof(Elf64_Nhdr) + rounded_up(name_bytes);
    uint64_t note_bytes = state_at + rounded_up(state_bytes);
    if (state_at + state_bytes > left) {
      COMPLAIN(notes, "%s", "a note is cut short");
      return false;
    }
    const unsigned char *state = note + state_at;
    if (is_named(note, name_bytes, NOTE_NAME) && notes->is_x86_64 && !take_state(notes, state, state_bytes)) {
      return false;
    }
    if (is_named(note, name_bytes, VMCOREINFO_NOTE)) {
      notes->info = state;
      notes->info_bytes = state_bytes;
    }
    if (note_bytes >= left) break;
    note += note_bytes;
    left -= note_bytes;
  }
  return true;
}

bool elf_notes_registers(const struct elf_notes *notes)
{
  if (notes->wanted < notes->cpus) return true;
  if (notes->wanted != 0) {
    complain("%s: there is no CPU %u: the image has notes on %u", notes->path, notes->wanted, notes->cpus);
    return false;
  }
  if (notes->info != NULL &&
      vmcoreinfo_registers((const char *)notes->info, (size_t)notes->info_bytes, notes->registers)) {
    notes->registers->told_by = "the kernel";
  }
  return true;
}
