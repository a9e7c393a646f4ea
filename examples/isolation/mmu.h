/* SPDX-License-Identifier: Apache-2.0 */
/* The hypervisor's own MMU, which each machine has its own way to (mmu.c). */
#ifndef MMU_H
#define MMU_H

#include "layout.h"
#include "spaces.h"

/* Hooks of its space, and what it executes after it has mapped something. */
void own_invalidate(void *context, const struct vpt_invalidation *what);
void own_sync(void *context);
void own_mapped(void);

void own_mmu_on(void);

/* What lies in these bytes, written just now, may be executed: nothing older is fetched. */
void code_written(uint64_t first, uint64_t end);

/* Reads a word; false if that ends in an exception, of which the syndrome tells. */
bool own_read(uint64_t address, struct syndrome *syndrome);

#endif
