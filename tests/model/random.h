/* SPDX-License-Identifier: Apache-2.0 */
/* Pseudo-random numbers with a fixed seed: splitmix64. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
  uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
  uint64_t z = (random->state += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/** A number below `bound`, which is not 0. */
static inline uint64_t random_below(struct random *random, uint64_t bound)
{
  return random_next(random) % bound;
}

/** True in `percent` of 100 cases. */
static inline bool random_chance(struct random *random, unsigned percent)
{
  return random_below(random, 100) < percent;
}

#endif
