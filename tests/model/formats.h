/* SPDX-License-Identifier: Apache-2.0 */
/* All formats of the library, which itself has no list of them. */
#ifndef TESTS_FORMATS_H
#define TESTS_FORMATS_H

#include "architecture.h"

enum { ALL_FORMATS = 23 };

struct known_format {
  const char *name; /* of the object */
  const struct vpt_format *format;
  const struct architecture *architecture;
};

/** In the order of the public header. */
extern const struct known_format all_formats[ALL_FORMATS];

#endif
