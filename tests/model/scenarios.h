/* SPDX-License-Identifier: Apache-2.0 */
/* The worlds that the model test and the trace test run in. */
#ifndef TESTS_SCENARIOS_H
#define TESTS_SCENARIOS_H

#include "world.h"

enum { SCENARIOS = 25 };

/** Every format with two geometries at least. */
extern const struct scenario scenarios[SCENARIOS];

#endif
