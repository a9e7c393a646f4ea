/* SPDX-License-Identifier: Apache-2.0 */
/* A memory image with tables in it, and how they are to be read. */
#ifndef TESTS_FUZZ_SUBJECT_H
#define TESTS_FUZZ_SUBJECT_H

#include "input.h"
#include "tables.h"

struct subject {
  struct memory memory; /* the first member: that of the tables, raw */
  vpt_oa base;
  uint64_t length_bytes;
  uint64_t readable_bytes; /* as many; more: a planted fault */
  unsigned char *bytes;
  struct tables tables; /* prepared; the root may be anywhere */
  vpt_ia ia;
};

/** Takes the size of the image and how to read it; the image is zero. */
void subject_make(struct subject *subject, struct input *input);

/** Takes words for the image, until the input ends. */
void subject_fill(struct subject *subject, struct input *input);

/** Lists the tables as `vpt dump` does, reading them from a memory; gives the exit status. */
int subject_dump(const struct subject *subject, struct memory *memory);

void subject_free(struct subject *subject);

#endif
