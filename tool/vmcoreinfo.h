/* SPDX-License-Identifier: Apache-2.0 */
/* What a Linux kernel tells of itself in its images: VMCOREINFO, lines like NUMBER(phys_base)=4096. */
#ifndef TOOL_VMCOREINFO_H
#define TOOL_VMCOREINFO_H

#include <stddef.h>

#include "registers.h"

/* The name of the ELF note that has it. */
#define VMCOREINFO_NOTE "VMCOREINFO"

/* Sets the registers as they would be for the kernel's own tables (swapper_pg_dir), as far as the kernel tells: of
 * x86-64, arm64 and RISC-V. A pure function; false if it does not tell. */
bool vmcoreinfo_registers(const char *text, size_t length, struct registers *registers);

#endif
