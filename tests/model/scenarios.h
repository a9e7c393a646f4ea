/* SPDX-License-Identifier: Apache-2.0 */
/* The worlds that the model test and the trace test run in. */
#ifndef TESTS_SCENARIOS_H
#define TESTS_SCENARIOS_H

#include "world.h"

enum { SCENARIOS = 10 };

/** Those without a name do not exist. */
extern const struct scenario scenarios[SCENARIOS];

#endif
