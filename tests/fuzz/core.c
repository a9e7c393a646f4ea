/* SPDX-License-Identifier: Apache-2.0 */
#include "core.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

/* QEMU's note on a processor: header, name, descriptor. */
enum { NAME_BYTES = 8, STATE_BYTES = 440, NOTE_BYTES = sizeof(Elf64_Nhdr) + NAME_BYTES + STATE_BYTES };
enum { CR_AT = 8 + 18 * 8 + 10 * 24 };

/* File header, program headers, a note; then the memory. */
struct start {
  Elf64_Ehdr file;
  Elf64_Phdr headers[CORE_SEGMENTS_MOST + 1];
  unsigned char note[NOTE_BYTES];
};

void core_take(struct core *core, const struct subject *subject, struct input *input)
{
  static const uint64_t machines[] = {EM_X86_64, EM_X86_64, EM_AARCH64, EM_RISCV};
  *core = (struct core){.segments = input_below(input, CORE_SEGMENTS_MOST + 1)};
  for (uint64_t i = 0; i <= core->segments; i++) {
    core->cuts[i] = input_below(input, subject->length_bytes + 1);
  }
  if (input_below(input, 4) != 0) { /* all of the memory, side by side */
    core->cuts[0] = 0;
    core->cuts[core->segments] = subject->length_bytes;
  }
  core->machine = machines[input_below(input, 4)];
  core->cr4 = input_take(input, 2);
  core->cr3_low = input_take(input, 2);
  core->patches = input_below(input, CORE_PATCHES_MOST + 1);
  for (uint64_t i = 0; i < core->patches; i++) {
    core->places[i] = input_below(input, sizeof(struct start));
    core->values[i] = input_take(input, 1);
  }
}

static void put_note(const struct core *core, const struct subject *subject, unsigned char *note)
{
  const Elf64_Nhdr header = {.n_namesz = sizeof "QEMU", .n_descsz = STATE_BYTES};
  const uint32_t version_and_size[2] = {1, STATE_BYTES};
  const uint64_t cr[5] = {1ULL << 31 | 1, 0, 0, subject->tables.root | core->cr3_low, core->cr4};
  unsigned char *state = note + sizeof header + NAME_BYTES;
  memcpy(note, &header, sizeof header);
  memcpy(note + sizeof header, "QEMU", sizeof "QEMU");
  memcpy(state, version_and_size, sizeof version_and_size);
  memcpy(state + CR_AT, cr, sizeof cr);
}

void core_make(struct core *core, const struct subject *subject)
{
  struct start start = {.file = {.e_type = ET_CORE, .e_machine = (Elf64_Half)core->machine, .e_version = EV_CURRENT,
                                 .e_phoff = offsetof(struct start, headers), .e_phentsize = sizeof(Elf64_Phdr),
                                 .e_phnum = (Elf64_Half)(core->segments + 1)}};
  const unsigned char identification[] = {0x7F, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT};
  memcpy(start.file.e_ident, identification, sizeof identification);
  start.headers[core->segments] = (Elf64_Phdr){.p_type = PT_NOTE, .p_offset = offsetof(struct start, note),
                                               .p_filesz = NOTE_BYTES};
  for (uint64_t i = 0; i < core->segments; i++) {
    uint64_t from = core->cuts[i], to = core->cuts[i + 1], length = to > from ? to - from : 0;
    start.headers[i] = (Elf64_Phdr){.p_type = PT_LOAD, .p_offset = sizeof start + from,
                                    .p_paddr = subject->base + from, .p_filesz = length, .p_memsz = length};
  }
  put_note(core, subject, start.note);
  core->length_bytes = sizeof start + subject->length_bytes;
  core->bytes = malloc(core->length_bytes);
  if (core->bytes == NULL) abort();
  memcpy(core->bytes, &start, sizeof start);
  memcpy(core->bytes + sizeof start, subject->bytes, subject->length_bytes);
  for (uint64_t i = 0; i < core->patches; i++) core->bytes[core->places[i]] = (unsigned char)core->values[i];
}

void core_free(struct core *core)
{
  free(core->bytes);
}
