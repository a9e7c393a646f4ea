/* SPDX-License-Identifier: Apache-2.0 */
/* Pseudo-random numbers: splitmix64 (Steele, Lea, Flood 2014). The same seed, the same numbers. */
#ifndef ORACLE_RANDOM_H
#define ORACLE_RANDOM_H

#include <stdint.h>

struct random {
  uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
  uint64_t z = random->state += 0x9E3779B97F4A7C15ULL;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ z >> 27) * 0x94D049BB133111EBULL;
  return z ^ z >> 31;
}

/** A number below `end`, which is not 0. */
static inline uint64_t random_below(struct random *random, uint64_t end)
{
  return random_next(random) % end;
}

/** True in `percent` cases of a hundred. */
static inline int random_chance(struct random *random, unsigned percent)
{
  return random_below(random, 100) < percent;
}

#endif
