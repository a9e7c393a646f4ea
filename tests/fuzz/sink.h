/* SPDX-License-Identifier: Apache-2.0 */
/* Where the tool's output goes: nowhere, but it is counted. */
#ifndef TESTS_FUZZ_SINK_H
#define TESTS_FUZZ_SINK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct sink {
  uint64_t bytes;
  bool full; /* writing fails */
};

/** A stream into the sink. */
FILE *sink_open(struct sink *sink);

/** What a stretch of the tool's code has written. */
struct outputs {
  struct sink out, error;
  FILE *old_out, *old_error;
};

/** Puts sinks in the place of stdout and stderr; the code in between may close stdout. */
void outputs_begin(struct outputs *outputs, bool full);
void outputs_end(struct outputs *outputs, bool out_closed);

#endif
