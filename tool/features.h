/* SPDX-License-Identifier: Apache-2.0 */
/* Features of hardware that give bits of descriptors another meaning. What is not said is not assumed. */
#ifndef TOOL_FEATURES_H
#define TOOL_FEATURES_H

#include <stdint.h>

/* All zero: none. */
struct features {
  uint64_t ignored_mask; /* bits of every descriptor that are not part of its address: memory encryption */
};

/* The word that the library decodes in place of this one. */
static inline uint64_t features_word(const struct features *features, uint64_t word)
{
  return word & ~features->ignored_mask;
}

#endif
