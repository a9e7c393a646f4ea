/* SPDX-License-Identifier: Apache-2.0 */
/* A memory image with tables in it, and how they are to be read. */
#ifndef TESTS_FUZZ_SUBJECT_H
#define TESTS_FUZZ_SUBJECT_H

#include "input.h"
#include "walk.h"

struct subject {
  struct image image;   /* raw: all of it is one stretch */
  struct stretch stretch;
  unsigned char *bytes; /* its memory, no longer than the image */
  struct walk walk;     /* the root may be anywhere */
  vpt_ia ia;
};

/** Takes the size of the image and how to read it; the image is zero. */
void subject_make(struct subject *subject, struct input *input);

/** Takes words for the image, until the input ends. */
void subject_fill(struct subject *subject, struct input *input);

void subject_free(struct subject *subject);

#endif
