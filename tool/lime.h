/* SPDX-License-Identifier: Apache-2.0 */
/* LiME images: a header before each range of memory.
 *
 * LiME, doc/README.md, "LiME Memory Range Header Version 1 Specification".
 */
#ifndef TOOL_LIME_H
#define TOOL_LIME_H

#include "image.h"

/* Fills in the segments of an image that begins so. False after a complaint. */
bool lime_take(struct image *image);

#endif
