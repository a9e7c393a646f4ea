/* SPDX-License-Identifier: Apache-2.0 */
/* How table words are read and written while an MMU may be walking them.
 *
 * Every access of the library to the words of a table goes through these functions, so that a
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

/* Zeroes words[first] to words[end - 1], which no MMU walks yet; end - first is a multiple of 4. By stores that a
 * compiler does not take for a call of memset(), which a freestanding program need not have; x86's own instruction does
 * not read the memory first.
 * NOLINTNEXTLINE(readability-non-const-parameter): the checker does not see the instruction's stores. */
static inline void vpt_mmu_zero(uint64_t *words, uint64_t first, uint64_t end)
{
#ifdef __x86_64__
  words += first;
  uint64_t count = end - first;
  __asm__ volatile("rep stosq" : "+D"(words), "+c"(count) : "a"(0ULL) : "memory", "cc");
#else
  const volatile uint64_t *last = words + end;
  for (volatile uint64_t *word = words + first; word != last; word += 4) {
    word[0] = 0;
    word[1] = 0;
    word[2] = 0;
    word[3] = 0;
  }
#endif
}

#endif
