/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of grants that a world's spaces are given. */
#ifndef TESTS_GRANT_STEPS_H
#define TESTS_GRANT_STEPS_H

#include "world.h"

/** Sets a random list for a space that is alive, or none: as predicted it is taken or refused. */
void grants_step(struct world *world, unsigned space);

#endif
