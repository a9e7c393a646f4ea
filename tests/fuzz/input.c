/* SPDX-License-Identifier: Apache-2.0 */
#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint64_t input_take(struct input *input, unsigned bytes)
{
  uint64_t number = 0;
  for (unsigned i = 0; i < bytes && input_left(input); i++) {
    number |= (uint64_t)*input->next++ << 8 * i;
  }
  return number;
}

uint64_t input_below(struct input *input, uint64_t bound)
{
  unsigned bytes = bound <= 0x100 ? 1 : bound <= 0x10000 ? 2 : 8;
  return input_take(input, bytes) % bound;
}

/* The numbers that a geometry can be made of, counted through. */
enum { LEVELS_LEAST = 2, LEVELS = 4, INPUT_LEAST = 25, INPUTS = 35, OUTPUT_LEAST = 32, OUTPUTS = 25 };

static struct vpt_geometry geometry_number(const struct vpt_format *format, unsigned n)
{
  return (struct vpt_geometry){.format = format,
                               .levels = LEVELS_LEAST + n % LEVELS,
                               .input_bits = INPUT_LEAST + n / LEVELS % INPUTS,
                               .output_bits = OUTPUT_LEAST + n / LEVELS / INPUTS % OUTPUTS};
}

struct vpt_geometry input_geometry(struct input *input, const struct vpt_format *format)
{
  unsigned count = LEVELS * INPUTS * OUTPUTS;
  unsigned first = (unsigned)input_below(input, count);
  for (unsigned n = first; n < first + count; n++) {
    struct vpt_geometry geometry = geometry_number(format, n);
    if (vpt_check_geometry(&geometry) == VPT_OK) return geometry;
  }
  disagree("a format without a geometry");
}

bool fault_planted(const char *name)
{
  const char *fault = getenv("VPT_FUZZ_FAULT");
  return fault != NULL && strcmp(fault, name) == 0;
}

void disagree(const char *what)
{
  dprintf(STDERR_FILENO, "disagreement: %s\n", what); /* stderr may be a sink */
  abort();
}
