/* SPDX-License-Identifier: Apache-2.0 */
/* The memory of a subject as a core image: with headers that are right, except for the bytes that the fuzzer takes. */
#ifndef TESTS_FUZZ_CORE_H
#define TESTS_FUZZ_CORE_H

#include "subject.h"

#define CORE_SEGMENTS_MOST 4U
#define CORE_PATCHES_MOST 4U

struct core {
  uint64_t segments;                      /* with memory */
  uint64_t cuts[CORE_SEGMENTS_MOST + 1];  /* where they begin and end in the memory; in any order */
  uint64_t cr4, cr3_low;
  uint64_t machine;
  uint64_t patches, places[CORE_PATCHES_MOST], values[CORE_PATCHES_MOST];
  unsigned char *bytes;
  uint64_t length_bytes;
};

/** Takes all but the memory. */
void core_take(struct core *core, const struct subject *subject, struct input *input);

/** Makes the file. */
void core_make(struct core *core, const struct subject *subject);

void core_free(struct core *core);

#endif
