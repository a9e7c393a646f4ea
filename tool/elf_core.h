/* SPDX-License-Identifier: Apache-2.0 */
/* ELF core images of machines, as QEMU's dump-guest-memory writes them. Whatever the file says is
 * checked before use.
 *
 * System V ABI, "Object Files" and "Program Header"; QEMU, dump/dump.c and target/i386/arch_dump.c.
 */
#ifndef TOOL_ELF_CORE_H
#define TOOL_ELF_CORE_H

#include "image.h"

/* What ELF files begin with. */
#define ELF_CORE_SIGNATURE "\x7f" "ELF"

/* Fills in the segments and stretches of an image whose file begins so. False after a complaint. */
bool elf_core_take(struct image *image);

/* Registers of an x86 processor. */
struct elf_core_cpu {
  uint64_t cr0, cr3, cr4;
};

/* Is the image, a core image, of an x86-64 machine? */
bool elf_core_is_x86_64(const struct image *image);

/* Calls `visit` for each processor of which an x86-64 core image has a note of QEMU's, in their order.
 * False, after a complaint, if the notes cannot be read. */
bool elf_core_each_cpu(const struct image *image,
                       void (*visit)(void *context, const struct elf_core_cpu *cpu), void *context);

#endif
