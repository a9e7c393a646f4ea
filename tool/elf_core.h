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

/* Processors of which the notes of the image tell; 0 if it is none. False, after a complaint, if they cannot be
 * read. */
bool elf_core_cpus(const struct image *image, unsigned *count);

/* The control registers of one of them; if there are none, those that the kernel's own tables would have, as far
 * as it tells. False after a complaint. */
bool elf_core_registers(const struct image *image, unsigned cpu, struct registers *registers);

#endif
