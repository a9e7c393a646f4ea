/* SPDX-License-Identifier: Apache-2.0 */
/* The MMU's own answers, which each machine asks for in its own way (ask.c). */
#ifndef ASK_H
#define ASK_H

#include "spaces.h"

/* False where asking has effects: accesses to device registers. */
bool mmu_can_be_asked(struct vpt_result said);

/* Does the MMU translate the address for reading, or writing, as vpt_query() said? If not, prints
 * what it does. A guest must be selected. */
bool mmu_agrees(const struct space *space, vpt_ia ia, struct vpt_result said, bool write);

/* Does it let the guest that is selected read, or write, now? The answer may come from a TLB. */
bool mmu_permits(vpt_ia ia, bool write);

#endif
