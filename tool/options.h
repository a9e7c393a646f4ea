/* SPDX-License-Identifier: Apache-2.0 */
/* The options of the commands that read an image. */
#ifndef TOOL_OPTIONS_H
#define TOOL_OPTIONS_H

#include "format.h"
#include "half.h"
#include "image.h"

struct options {
  const struct tool_format *format;
  struct vpt_geometry geometry;
  unsigned granule_log2; /* if given: it must be the format's */
  enum vpt_half half;
  vpt_oa root;
  bool half_given;
  bool root_given;
  struct image_request image;
  vpt_ia ia;         /* if asked for */
};

enum options_outcome {
  OPTIONS_OK,
  OPTIONS_HELP, /* only help is wanted */
  OPTIONS_BAD,  /* complained */
};

/* For the help texts. */
extern const char options_help[];

enum options_outcome options_parse(int argc, char *argv[], bool wants_ia, struct options *options);

#endif
