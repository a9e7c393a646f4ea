/* SPDX-License-Identifier: Apache-2.0 */
/* Notes of ELF core images: QEMU's on processors of x86-64 machines, and what a Linux kernel tells of itself. */
#ifndef TOOL_ELF_NOTES_H
#define TOOL_ELF_NOTES_H

#include <stddef.h>

#include "registers.h"

/* What is looked for, and what was found. */
struct elf_notes {
  const char *path;            /* for messages */
  bool is_x86_64;              /* QEMU's notes are those of such a machine */
  unsigned wanted;             /* the processor that is asked for */
  struct registers *registers; /* its registers are set here; null: they are not wanted */
  unsigned cpus;               /* processors that have a note */
  const unsigned char *info;   /* VMCOREINFO; null: there is none */
  uint64_t info_bytes;
};

/* Goes through these bytes, which must stay where they are. False, after a complaint, if they cannot be read. */
bool elf_notes_take(struct elf_notes *notes, const unsigned char *bytes, uint64_t length);

/* After all notes were taken: if no processor has one, sets registers to what the kernel tells of its own tables.
 * False, after a complaint, if the processor that is wanted is not there. */
bool elf_notes_registers(const struct elf_notes *notes);

#endif
