/* SPDX-License-Identifier: Apache-2.0 */
/* Opens the image that the options name, and takes from it what they leave open. */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include "image.h"
#include "options.h"

/* Can an image say where tables of this format have their root? */
bool input_root_in_image(const struct tool_format *format);

/* Opens the image. If no root is given, takes that of the first processor and says so on stdout.
 * False after a complaint. */
bool input_open(struct options *options, struct image *image);

#endif
