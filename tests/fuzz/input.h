/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes that the fuzzer gives, taken from front to back; after the last come zeros. */
#ifndef TESTS_FUZZ_INPUT_H
#define TESTS_FUZZ_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <vpt/vpt.h>

struct input {
  const uint8_t *next;
  const uint8_t *end;
};

/** What libFuzzer calls, once and for each input. */
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline bool input_left(const struct input *input)
{
  return input->next < input->end;
}

/** A number of `bytes` bytes, little-endian. */
uint64_t input_take(struct input *input, unsigned bytes);

/** A number below `bound`, which is not 0, from as few bytes as hold it. */
uint64_t input_below(struct input *input, uint64_t bound);

/** A geometry of the format that exists. */
struct vpt_geometry input_geometry(struct input *input, const struct vpt_format *format);

/** True if the environment asks for this fault: the target then has to notice something. */
bool fault_planted(const char *name);

/** Ends the run: something is not as it has to be. */
_Noreturn void disagree(const char *what);

#endif
