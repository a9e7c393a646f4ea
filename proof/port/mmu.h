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

#endif
