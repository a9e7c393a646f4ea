/* SPDX-License-Identifier: Apache-2.0 */
/* Stands in for the library's port/mmu.h: hands every store to the trace test. */
#ifndef VPT_PORT_MMU_H
#define VPT_PORT_MMU_H

#include <stdint.h>

void trace_write(uint64_t *word, uint64_t value);

static inline uint64_t vpt_mmu_read(const uint64_t *word)
{
  return *word;
}

static inline void vpt_mmu_write(uint64_t *word, uint64_t value)
{
  trace_write(word, value);
}

static inline void vpt_mmu_zero(uint64_t *words, uint64_t first, uint64_t end)
{
  for (uint64_t i = first; i < end; i++) words[i] = 0;
}

#endif
