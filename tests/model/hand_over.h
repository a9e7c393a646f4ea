/* SPDX-License-Identifier: Apache-2.0 */
/* Frames that change hands between a world's pool and their owner. */
#ifndef TESTS_HAND_OVER_H
#define TESTS_HAND_OVER_H

#include "world.h"

/** One random call: frames are handed over or taken back, or that is refused, as predicted. No frame is kept. */
void hand_over_step(struct world *world);

/** Hands over all that is not the pool's. */
void hand_over_all(struct world *world);

#endif
