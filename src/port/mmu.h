/* SPDX-License-Identifier: Apache-2.0 */
/* How table words are read and written while an MMU may be walking them.
 *
 * Every access of the library to the words of a table goes through these two functions, so that a
 * port, a test or a proof can put its own in their place.
 */
#ifndef VPT_PORT_MMU_H
#define VPT_PORT_MMU_H

#include <stdint.h>

/* One aligned 64-bit load. Not an atomic builtin: gcc takes those for changes of all memory. */
static inline uint64_t vpt_mmu_read(const uint64_t *word)
{
  return *(const volatile uint64_t *)word;
}

/* One aligned 64-bit store. Release order: a table is complete before the store that links it.
 * NOLINTNEXTLINE(readability-non-const-parameter): the checker does not see the builtin's store. */
static inline void vpt_mmu_write(uint64_t *word, uint64_t value)
{
  __atomic_store_n(word, value, __ATOMIC_RELEASE);
}

#endif
