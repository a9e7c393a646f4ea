/* SPDX-License-Identifier: Apache-2.0 */
/* Table words as the proof sees them: plain memory. That the accesses of src/port/mmu.h read and
 * write the word they name is trusted. */
#ifndef VPT_PORT_MMU_H
#define VPT_PORT_MMU_H

#include <stdint.h>

/*@ requires \valid_read(word);
    assigns \nothing;
    ensures \result == *word; */
static inline uint64_t vpt_mmu_read(const uint64_t *word)
{
  return *word;
}

/*@ requires \valid(word);
    assigns *word;
    ensures *word == value; */
static inline void vpt_mmu_write(uint64_t *word, uint64_t value)
{
  *word = value;
}

/*@ requires \valid(words + (first .. end - 1)) && first <= end && (end - first) % 4 == 0;
    assigns words[first .. end - 1];
    ensures \forall integer i; first <= i < end ==> words[i] == 0; */
static inline void vpt_mmu_zero(uint64_t *words, uint64_t first, uint64_t end)
{
  /*@ loop invariant first <= i <= end;
      loop invariant \forall integer j; first <= j < i ==> words[j] == 0;
      loop assigns i, words[first .. end - 1];
      loop variant end - i; */
  for (uint64_t i = first; i < end; i++) words[i] = 0;
}

#endif
