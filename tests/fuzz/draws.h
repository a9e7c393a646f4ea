/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stands before each file of the target `operations`, and in the place of tests/model/random.h: what the
 * model's operations draw comes from the fuzzer.
 */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include "input.h"

/** The input of this run. */
extern struct input draws;

struct random {
  uint64_t state; /* set by the world, not used */
};

static inline uint64_t random_next(struct random *random)
{
  (void)random;
  return input_take(&draws, 8);
}

static inline uint64_t random_below(struct random *random, uint64_t bound)
{
  (void)random;
  return input_below(&draws, bound);
}

static inline bool random_chance(struct random *random, unsigned percent)
{
  return random_below(random, 100) < percent;
}

#endif
