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

/*@ requires \valid(words + (0 .. count - 1)) && count % 4 == 0;
    assigns words[0 .. count - 1];
    ensures \forall integer i; 0 <= i < count ==> words[i] == 0; */
static inline void vpt_mmu_zero(uint64_t *words, uint64_t count)
{
  /*@ loop invariant 0 <= i <= count;
      loop invariant \forall integer j; 0 <= j < i ==> words[j] == 0;
      loop assigns i, words[0 .. count - 1];
      loop variant count - i; */
  for (uint64_t i = 0; i < count; i++) words[i] = 0;
}

#endif
