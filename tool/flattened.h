/* SPDX-License-Identifier: Apache-2.0 */
/* Flattened kdump images, as programs write them that cannot seek: pieces of the image, each with its place.
 *
 * makedumpfile, IMPLEMENTATION, "The flattened format": numbers are big-endian.
 */
#ifndef TOOL_FLATTENED_H
#define TOOL_FLATTENED_H

#include "report.h"

/* What such files begin with. */
#define FLATTENED_SIGNATURE "makedumpfile\0\0\0\0"

/* A file without name that has the pieces in their places; negative, with the reason in `text`, if that cannot be
 * made. */
int flattened_put_together(int file, char text[TEXT_BYTES]);

#endif
